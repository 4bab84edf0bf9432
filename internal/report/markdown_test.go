package report

import (
	"fmt"
	"strings"
	"testing"
)

// TestMarkdownShowsTextAsItIs: what a catalogue holds is neither markup nor the end of a
// cell.
func TestMarkdownShowsTextAsItIs(t *testing.T) {
	f := Finding{Place: "da|ti.ttl:3:7", Severity: "violation", ID: "A|B", Shape: "ap:A", Message: map[string]string{"en": "bad\n# <img src=x> | [a](b) ``` *x*"}}
	have := string(render(t, "markdown", Options{Lang: "en"}, []Event{{Finding: &f}, {Checked: &Checked{Name: "`a`.ttl", Violations: 1}}, {Checked: &Checked{Name: "b.ttl"}}, {End: &End{}}}))
	if strings.ContainsAny(strings.ReplaceAll(have, "**", ""), "<[*") || strings.Contains(have, "```") {
		t.Errorf("markup in %s", have)
	}
	columns := 0
	for _, line := range strings.Split(have, "\n") {
		switch n := strings.Count(line, "|"); {
		case !strings.HasPrefix(line, "|"):
			columns = 0
		case columns == 0:
			columns = n
		case n != columns:
			t.Errorf("a row of %d cells in a table of %d: %s", n-1, columns-1, line)
		}
	}
}

// TestMarkdownFitsIntoASummary: GitHub drops a summary of more than a MiB.
func TestMarkdownFitsIntoASummary(t *testing.T) {
	var in []Event
	for i := range 20_000 {
		shape := fmt.Sprintf("ap:%d", i%2000)
		in = append(in, Event{Finding: &Finding{Place: fmt.Sprintf("c.ttl:%d:1", i+1), Severity: []string{"violation", "warning", "info"}[i%3], Shape: shape, ID: shape,
			Message: map[string]string{"en": strings.Repeat("<", 5000)}}})
	}
	for i := range 3000 {
		in = append(in, Event{Checked: &Checked{Name: fmt.Sprintf("%d.ttl", i), Violations: i}})
	}
	have := string(render(t, "markdown", Options{Lang: "en"}, append(in, Event{End: &End{}})))
	if len(have) > 1<<20 {
		t.Errorf("a summary of %d bytes", len(have))
	}
	for _, want := range []string{"Not listed: 1,950 further causes", "Not listed: 2,950 documents", "| `2999.ttl` | 2,999 |"} {
		if !strings.Contains(have, want) {
			t.Errorf("the summary lacks %s", want)
		}
	}
}
