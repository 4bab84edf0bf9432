package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Findings are folded by their root cause: one rule broken with one value, wherever
// that is, is one cause ("this licence, in 300 distributions"); so is one rule broken
// with many values that occur once each.
type fold struct {
	// places is how many findings of a cause are kept to show where it is.
	places int

	rules  map[string]Rule
	broken map[string]*brokenRule
	seen   int
}

const (
	// maxSingles is how many values that occur once each are told one by one.
	maxSingles = 3
	// maxValues bounds the values of a rule that are kept apart, and so the memory.
	maxValues = 1000
)

type brokenRule struct {
	values map[string]*cause
	order  []*cause
	// rest holds what came after maxValues.
	rest *cause
}

// cause is what folded findings have in common, and where the first of them are.
type cause struct {
	Finding
	Rule *Rule
	// Count is the number of findings, Nodes that of the things at fault. Values is 1
	// where all have the same value.
	Count, Nodes, Values int
	Places               []Finding

	at   int
	last string
}

// tell takes what a rule asks for.
func (f *fold) tell(r Rule) {
	if f.rules == nil {
		f.rules = map[string]Rule{}
	}
	f.rules[r.Shape] = r
}

func (f *fold) add(finding Finding, lang string) {
	key, value := finding.Severity+" "+finding.Shape+" "+finding.Component+" "+finding.Path, finding.Value
	if finding.Shape == "" {
		value = finding.Text(lang)
	} else if r, ok := f.rules[finding.Shape]; ok && finding.Suggestion == "" && !r.namesValue() {
		// Where neither message nor advice depends on the value, neither does the cause.
		value = ""
	}
	if f.broken == nil {
		f.broken = map[string]*brokenRule{}
	}
	b, ok := f.broken[key]
	if !ok {
		b = &brokenRule{values: map[string]*cause{}}
		f.broken[key] = b
	}
	f.seen++
	c, ok := b.values[value]
	switch {
	case ok:
	case len(b.values) < maxValues:
		c = f.cause(finding)
		b.values[value] = c
		b.order = append(b.order, c)
	case b.rest == nil:
		b.rest = f.cause(finding)
		c = b.rest
	default:
		c = b.rest
		c.Values++
	}
	c.take(finding, f.places)
}

func (f *fold) cause(first Finding) *cause {
	c := &cause{Finding: first, Values: 1, at: f.seen}
	if r, ok := f.rules[first.Shape]; ok {
		c.Rule = &r
	}
	return c
}

func (c *cause) take(f Finding, places int) {
	c.Count++
	// The results of one node come one after the other.
	if c.Count == 1 || c.last != f.Focus || f.Focus == "" {
		c.Nodes++
	}
	c.last = f.Focus
	if c.Values == 1 && f.Value != c.Value {
		c.Values = 2
	}
	if c.Kind != f.Kind {
		c.Kind = ""
	}
	if len(c.Places) < places {
		f.Result = nil
		c.Places = append(c.Places, f)
	}
}

// causes returns what was folded, the gravest first and then as it came.
func (f *fold) causes() []*cause {
	var out []*cause
	for _, b := range f.broken {
		out = append(out, b.causes(f.places)...)
	}
	slices.SortFunc(out, func(x, y *cause) int {
		return cmp.Or(cmp.Compare(rank(x.Severity), rank(y.Severity)), cmp.Compare(x.at, y.at))
	})
	return out
}

func (b *brokenRule) causes(places int) []*cause {
	var many, single []*cause
	for _, c := range b.order {
		if c.Count > 1 {
			many = append(many, c)
		} else {
			single = append(single, c)
		}
	}
	if b.rest != nil {
		single = append(single, b.rest)
	}
	// Findings without a shape have nothing in common but what they say.
	if len(single) <= maxSingles || single[0].Shape == "" {
		return append(many, single...)
	}
	merged := *single[0]
	at := map[string]bool{merged.Focus: true}
	for _, c := range single[1:] {
		merged.Count += c.Count
		merged.Values += c.Values
		if !at[c.Focus] {
			at[c.Focus] = true
			merged.Nodes += c.Nodes
		}
		if c.Kind != merged.Kind {
			merged.Kind = ""
		}
		merged.Places = append(merged.Places, c.Places...)
	}
	merged.Places = merged.Places[:min(len(merged.Places), places)]
	return append(many, &merged)
}

func rank(severity string) int {
	return slices.Index([]string{"violation", "warning", "info"}, severity)
}

// Text is the message: with the value where all findings have the same.
func (c *cause) Text(lang string) string {
	if c.Values > 1 && c.Rule != nil {
		return c.Rule.Text(lang)
	}
	return c.Finding.Text(lang)
}

// Line is the cause as one greppable line, at the place of its first finding.
func (c *cause) Line(lang string) string {
	if c.Count == 1 {
		return c.Finding.Line(lang)
	}
	return line(c.Place, word(c.Severity, lang), c.things(lang), c.Path, c.Text(lang), c.label())
}

// things counts what is at fault: "300 distributions".
func (c *cause) things(lang string) string {
	if c.Nodes == 1 {
		return c.thing(lang)
	}
	return plural(c.Nodes, c.Kind, lang)
}

// where names the first places of a folded cause in a line, and how many follow.
func (c *cause) where(lang string) string {
	var b strings.Builder
	for i, f := range c.Places {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(strings.TrimSpace(f.Place + " " + f.thing(lang)))
		if c.Values > 1 && f.Value != "" {
			fmt.Fprintf(&b, " %q", clip(f.written(f.Value)))
		}
	}
	if rest := c.Count - len(c.Places); rest > 0 {
		fmt.Fprintf(&b, word(", and %d more", lang), rest)
	}
	return b.String()
}

// clip shortens a text to what fits into a line beside others.
func clip(s string) string {
	const most = 60
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return s
}
