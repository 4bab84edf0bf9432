package report

import (
	"regexp"
	"strings"

	"github.com/trebbia/trebbia/dcat/vocab"
	"github.com/trebbia/trebbia/shapes"
)

// Rule says what a constraint asks for. It is told once, before the first finding that
// breaks it.
type Rule struct {
	// Profile is the profile that asked, ID the short name of the constraint and Shape
	// its IRI.
	Profile  string   `json:"profile"`
	ID       string   `json:"id"`
	Shape    string   `json:"shape"`
	AgID     []string `json:"agid,omitempty"`
	Class    []string `json:"class,omitempty"`
	Property string   `json:"property,omitempty"`
	Severity string   `json:"severity"`
	Level    string   `json:"level,omitempty"`
	Clause   string   `json:"clause,omitempty"`
	// Vocabulary is the name of the code list of the values.
	Vocabulary string `json:"vocabulary,omitempty"`
	// Min and Max are how many values there must and may be, where the rule says it.
	Min     string            `json:"min,omitempty"`
	Max     string            `json:"max,omitempty"`
	Message map[string]string `json:"message,omitempty"`
}

// NewRule makes the rule of a profile's documentation of it.
func NewRule(profile string, d shapes.RuleDoc) Rule {
	return Rule{Profile: profile, ID: d.ID, Shape: d.Shape, AgID: d.AgID, Class: d.Class, Property: d.Property,
		Severity: d.Severity.String(), Level: d.Level, Clause: d.Clause, Vocabulary: d.Vocabulary, Min: d.Min, Max: d.Max, Message: d.Messages}
}

// placeholder is what SHACL and the shapes files write for a value in a message.
var placeholder = regexp.MustCompile(`\{[?$][A-Za-z]+\}`)

// Text returns the message without any value in it.
func (r Rule) Text(lang string) string {
	return placeholder.ReplaceAllString(Finding{Message: r.Message}.Text(lang), "…")
}

// namesValue reports whether the message says something of the value or the node.
func (r Rule) namesValue() bool {
	for _, m := range r.Message {
		if placeholder.MatchString(m) {
			return true
		}
	}
	return false
}

// Fact is something that is known of a rule, in the words of people.
type Fact struct{ Name, Text string }

// Facts returns what is known of the rule besides its message; what is not known is
// left out.
func (r Rule) Facts(lang string) []Fact {
	var out []Fact
	add := func(name, text string) {
		if text != "" {
			out = append(out, Fact{word(name, lang), text})
		}
	}
	add("profile", r.Profile)
	add("class", strings.Join(r.Class, ", "))
	add("property", r.Property)
	add("severity", word(r.Severity, lang))
	add("level", word(r.Level, lang))
	add("rule of AgID's validator", strings.Join(r.AgID, ", "))
	add("number of values", r.cardinality())
	add("code list", r.codes())
	add("taken from", r.Clause)
	return out
}

// cardinality is written as in the standards: from..to, n for any number.
func (r Rule) cardinality() string {
	switch {
	case r.Min == "" && r.Max == "":
		return ""
	case r.Min == "":
		return "0.." + r.Max
	case r.Max == "":
		return r.Min + "..n"
	}
	return r.Min + ".." + r.Max
}

// codes names the code list of the values: its title and the IRI of its scheme.
func (r Rule) codes() string {
	table, ok := vocab.Lookup(r.Vocabulary)
	if !ok {
		return ""
	}
	return strings.TrimSpace(table.Title + " " + table.Scheme)
}
