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
	Example  *Example          `json:"example,omitempty"`
}

// Write writes the explanation for people.
func (e Explanation) Write(w io.Writer, lang string) error {
	out := printer{W: w}
	out.printf("%s\n\n%s\n", e.ID, e.Text(lang))
	if why := (Finding{Message: e.Why}).Text(lang); why != "" {
		out.printf("\n%s: %s\n", word("why", lang), strings.TrimSpace(why))
	}
	out.printf("\n")
	rule := e.Rule
	rule.Profile = strings.Join(e.Profiles, ", ")
	for _, fact := range append(rule.Facts(lang), Fact{"IRI", e.Shape}) {
		out.printf("  %s: %s\n", fact.Name, fact.Text)
	}
	if e.Example != nil {
		out.printf("\n%s:\n%s\n\n%s:\n%s\n", word("right", lang), indented(e.Example.Right), word("wrong", lang), indented(e.Example.Wrong))
	}
	return out.err
}

func indented(text string) string { return "    " + strings.ReplaceAll(text, "\n", "\n    ") }

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
