package report

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
)

// Explanation is all that is known of a rule.
type Explanation struct {
	Rule
	// Profiles are those that ask for it.
	Profiles []string          `json:"profiles"`
	Why      map[string]string `json:"why,omitempty"`
	// Basis is what makes the first of the profiles count.
	Basis   map[string]string `json:"basis,omitempty"`
	Example *Example          `json:"example,omitempty"`
}

// Write writes the explanation for people. The message is the one that the wrong example
// gets, with its values, where there is one.
func (e Explanation) Write(w io.Writer, lang string) error {
	out := printer{W: w}
	text := e.Text(lang)
	if e.Example != nil {
		text = Finding{Message: e.Example.Finding}.Text(lang)
	}
	out.printf("%s\n\n%s\n", e.ID, text)
	if why := (Finding{Message: e.Why}).Text(lang); why != "" {
		out.printf("\n%s: %s\n", word("why", lang), strings.TrimSpace(why))
	}
	out.printf("\n")
	rule := e.Rule
	rule.Profile = strings.Join(e.Profiles, ", ")
	facts := rule.Facts(lang)
	if basis := (Finding{Message: e.Basis}).Text(lang); basis != "" {
		facts = append(facts, Fact{Finding{Message: basisWord}.Text(lang), basis})
	}
	for _, fact := range append(facts, Fact{"IRI", e.Shape}) {
		out.printf("  %s: %s\n", fact.Name, fact.Text)
	}
	if e.Example != nil {
		out.printf("\n%s:\n%s\n\n%s:\n%s\n", word("right", lang), indented(e.Example.Right), word("wrong", lang), indented(Finding{Message: e.Example.Wrong}.Text(lang)))
	}
	return out.err
}

var basisWord = map[string]string{"it": "fondamento", "en": "basis"}

func indented(text string) string { return "    " + strings.ReplaceAll(text, "\n", "\n    ") }

// ProfileExplanation is what is known of a profile as a whole.
type ProfileExplanation struct {
	Name, Title, Version, Source string
	// Basis is what makes the profile count, by language.
	Basis map[string]string
	Rules []Explanation
}

// Write writes what the profile is, and lists its rules.
func (p ProfileExplanation) Write(w io.Writer, lang string) error {
	out := printer{W: w}
	out.printf("%s: %s %s\n\n", p.Name, p.Title, p.Version)
	out.printf("  %s: %s\n  %s: %s\n\n", word("taken from", lang), p.Source, Finding{Message: basisWord}.Text(lang), Finding{Message: p.Basis}.Text(lang))
	if out.err != nil {
		return out.err
	}
	return WriteRules(w, p.Rules, lang)
}

// WriteRules lists rules, one a line: name, severity, AgID's numbers, profiles and
// property.
func WriteRules(w io.Writer, rules []Explanation, lang string) error {
	table := tabwriter.NewWriter(w, 0, 4, 2, ' ', 0)
	for _, r := range rules {
		agid := ""
		if len(r.AgID) > 0 {
			agid = "AgID " + strings.Join(r.AgID, ", ")
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\n", r.ID, word(r.Severity, lang), agid, strings.Join(r.Profiles, ", "), r.Property)
	}
	return table.Flush()
}
