package report

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// here stands in an example where the comment at the line at fault goes.
const here = "#!"

// attempt is an example that may hold.
type attempt struct {
	right, wrong string
	mark         map[string]string
	// whole marks one that is about nothing but a property, of which then nothing may
	// be wrong.
	whole bool
}

// attempts returns the examples of a rule, the best first.
func (e *Examples) attempts(c exampleClass, r Rule) []attempt {
	if rule := c.rule(r); rule.Right != "" {
		return []attempt{{right: rule.Right, wrong: rule.Wrong, mark: rule.Mark}}
	}
	if r.Property == "rdf:type" {
		return e.typeAttempts(c, r)
	}
	p, ok := e.property(c, r.Property)
	if !ok {
		return nil
	}
	var out []attempt
	for v := &p; v != nil; v = v.Else {
		out = append(out, e.valueAttempts(c, *v, r)...)
	}
	return out
}

// valueAttempts breaks a rule in the ways that a value of its property can.
func (e *Examples) valueAttempts(c exampleClass, p exampleProperty, r Rule) []attempt {
	say := func(property, value, about, mark string) string {
		return join(c.node(r, c.Types, property+" "+value, mark), about)
	}
	if p.Instead != "" {
		return []attempt{{
			right: say(p.Instead, p.Right, p.About, ""), wrong: say(r.Property, p.Right, p.About, here),
			mark: e.mark("instead", r, p.Instead),
		}}
	}
	name := term(r.Property)
	right := say(name, p.Right, p.About, "")
	var out []attempt
	fault := ending(r)
	add := func(wrong, mark, thing string) {
		a := attempt{right: right, wrong: wrong, mark: e.mark(mark, r, thing), whole: true}
		if own := p.Mark[fault]; own != nil {
			a.mark = own
		}
		out = append(out, a)
	}
	switch fault {
	case "missing":
		add(c.node(r, c.Types, "", here), "missing", r.Property)
	case "described":
		add(say(name, p.Right, "", here), "described", p.Right)
	case "class":
		for _, value := range []string{p.Right, p.Wrong["class"]} {
			if value == "" {
				continue
			}
			add(say(name, value, "", here), "described", value)
			for _, about := range untyped(p.About) {
				mark := "type"
				if strings.Contains(about.types, ", ") {
					mark = "types"
				}
				add(say(name, value, about.text, ""), mark, about.types)
			}
			if strings.HasPrefix(p.Class, value+" ") {
				add(say(name, value, marked(p.Class), ""), "class", value)
			}
		}
		add(say(name, p.Wrong["code"], "", here), "code", p.Wrong["code"])
	default:
		if value := p.wrong(fault); value != "" {
			add(say(name, value, "", here), p.fault(r), value)
		}
	}
	return out
}

// wrong returns a value with the fault: that of the data files, or what follows from the
// right one.
func (p exampleProperty) wrong(fault string) string {
	if value, ok := p.Wrong[fault]; ok {
		return value
	}
	switch fault {
	case "kind":
		if iri, ok := strings.CutPrefix(p.Right, "<"); ok {
			return `"` + strings.TrimSuffix(iri, ">") + `"`
		}
		return `"` + ExamplePrefix + strings.TrimPrefix(p.Right, "ex:") + `"`
	case "literal":
		if value, _, typed := strings.Cut(p.Right, `"^^`); typed {
			return "<" + ExamplePrefix + value[1:] + ">"
		}
		return "<" + ExamplePrefix + "testo>"
	case "empty":
		return `""`
	case "date":
		return p.Wrong["datatype"]
	case "twice", "several":
		if p.Second != "" {
			return p.Right + ", " + p.Second
		}
	case "language":
		if plain, tagged := strings.CutSuffix(p.Right, "@it"); tagged {
			return plain
		}
	}
	return ""
}

// typeAttempts shows a rule on the classes of a node.
func (e *Examples) typeAttempts(c exampleClass, r Rule) []attempt {
	var kept []string
	switch fault := ending(r); {
	case len(c.Types) < 2:
		return nil
	case fault == "national":
		kept = c.Types[1:]
	case fault == "european":
		kept = slices.Delete(slices.Clone(c.Types), 1, 2)
	case fault == "kind":
		kept = c.Types[:len(c.Types)-1]
	}
	if kept == nil {
		return nil
	}
	lost := slices.DeleteFunc(slices.Clone(c.Types), func(t string) bool { return slices.Contains(kept, t) })
	return []attempt{{
		right: c.node(r, c.Types, "", ""), wrong: marked(c.node(r, kept, "", "")), mark: e.mark("type", r, strings.Join(lost, ", ")),
	}}
}

// node describes the subject: types, the statement that the rule is about, and what it is
// known by. The mark follows the statement, or stands in its place.
func (c exampleClass) node(r Rule, types []string, statement, mark string) string {
	other := func(statements []string) []string {
		i := slices.IndexFunc(statements, func(s string) bool { return !strings.HasPrefix(spoken(s, r), term(r.Property)+" ") })
		if i < 0 {
			return nil
		}
		return statements[i : i+1]
	}
	var after []string
	if r.Profile == "dcat-ap-hvd" {
		after = other(c.HighValue)
	}
	after = append(after, other(c.Shown)...)
	lines := []string{fmt.Sprintf("%s a %s", c.Subject, strings.Join(types, ", "))}
	if statement != "" {
		lines = append(lines, statement)
	}
	fault := len(lines) - 1
	lines = append(lines, after...)
	for i, line := range lines {
		if line += " ;"; i == len(lines)-1 {
			line = lines[i] + " ."
		}
		switch {
		case i != fault || mark == "":
		case statement == "" && i < len(lines)-1:
			line += "\n" + mark
		default:
			line += "  " + mark
		}
		lines[i] = line
	}
	return join(strings.ReplaceAll(strings.Join(lines, "\n"), "\n", "\n    "), c.around(r))
}

// around returns what must lead to the node in the profile of the rule.
func (c exampleClass) around(r Rule) string {
	if r.Profile == "dcat-ap-hvd" {
		return c.Around
	}
	return ""
}

// mark returns the comment at the line at fault, by language; {thing} in it is what it
// is about.
func (e *Examples) mark(fault string, r Rule, thing string) map[string]string {
	out := map[string]string{}
	for lang, text := range e.faults[fault].Mark {
		out[lang] = strings.NewReplacer("{thing}", thing, "{property}", r.Property).Replace(strings.TrimSpace(text))
	}
	return out
}

// typing is the beginning of a description: subject, types, and what parts them from
// the rest.
var typing = regexp.MustCompile(`^(\S+) a ([^;\n]+?)( ;\s+| \.$)`)

// lostTypes is a description that lacks types.
type lostTypes struct{ text, types string }

// untyped takes the first type away from a description, and then all.
func untyped(about string) []lostTypes {
	m := typing.FindStringSubmatch(about)
	if m == nil {
		return nil
	}
	subject, rest := m[1], about[len(m[0]):]
	var out []lostTypes
	if first, others, several := strings.Cut(m[2], ", "); several {
		out = append(out, lostTypes{marked(subject + " a " + others + m[3] + rest), first})
	}
	if rest != "" {
		out = append(out, lostTypes{marked(subject + " " + rest), m[2]})
	}
	return out
}

// marked puts the comment at the end of the first line.
func marked(text string) string {
	first, rest, more := strings.Cut(text, "\n")
	if !more {
		return first + "  " + here
	}
	return first + "  " + here + "\n" + rest
}

// term writes the name of a property in Turtle.
func term(property string) string {
	if strings.Contains(property, "://") {
		return "<" + property + ">"
	}
	return property
}

// join puts descriptions below one another.
func join(texts ...string) string {
	texts = slices.DeleteFunc(texts, func(t string) bool { return strings.TrimSpace(t) == "" })
	for i := range texts {
		texts[i] = strings.TrimSpace(texts[i])
	}
	return strings.Join(texts, "\n")
}
