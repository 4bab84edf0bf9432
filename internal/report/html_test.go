package report

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// page renders a run as HTML.
func page(t *testing.T, lang string, in ...[]Event) string {
	t.Helper()
	return string(render(t, "html", Options{Lang: lang, Version: "0.1.0"}, append(slices.Concat(in...), Event{End: &End{}})))
}

// TestPageStandsAlone: it is sent by mail and opened from an archive of reports.
func TestPageStandsAlone(t *testing.T) {
	for _, run := range []string{"catalogue", "clean", "baseline"} {
		text := page(t, "it", events(t, run))
		if bad := regexp.MustCompile(`<(script|img|link|iframe|object|base)\b| on[a-z]+=|url\(|@import|(href|src)="[^#]`).FindString(text); bad != "" {
			t.Errorf("%s: %q reaches out of the page", run, bad)
		}
		for _, want := range []string{`<html lang="it">`, `<meta charset="utf-8">`, `content="default-src 'none'; style-src 'unsafe-inline'"`} {
			if !strings.Contains(text, want) {
				t.Errorf("%s: no %s", run, want)
			}
		}
	}
}

// TestPageCanBeHeard: what screen readers go by is there.
func TestPageCanBeHeard(t *testing.T) {
	text := page(t, "en", events(t, "catalogue"), broken(200, "E", "violation"), []Event{{Checked: &Checked{Name: "c.ttl", Violations: 200}}})
	level := 0
	for _, m := range regexp.MustCompile(`<h([1-6])`).FindAllStringSubmatch(text, -1) {
		if have := int(m[1][0] - '0'); have > level+1 {
			t.Errorf("a heading of level %d follows one of level %d", have, level)
		} else {
			level = have
		}
	}
	for _, cell := range regexp.MustCompile(`<th\b[^>]*>`).FindAllString(text, -1) {
		if !strings.Contains(cell, `scope="col"`) {
			t.Errorf("%s says not what it heads", cell)
		}
	}
	if tables, headed := strings.Count(text, "<table"), strings.Count(text, "<thead>"); tables == 0 || tables != headed {
		t.Errorf("%d tables, %d of them with headers", tables, headed)
	}
	for _, to := range regexp.MustCompile(`href="#([^"]+)"`).FindAllStringSubmatch(text, -1) {
		if !strings.Contains(text, ` id="`+to[1]+`"`) {
			t.Errorf("the link to #%s leads nowhere", to[1])
		}
	}
}

// TestPageTellsWhatToMendFirst: the gravest, then the most frequent.
func TestPageTellsWhatToMendFirst(t *testing.T) {
	var in [][]Event
	for i := range 20 {
		in = append(in, broken(i+1, fmt.Sprintf("E%02d", i+1), "violation"))
	}
	in = append(in, broken(300, "W01", "warning"), []Event{{Checked: &Checked{Name: "c.ttl", Violations: 210, Warnings: 300, Datasets: 1234567}}})
	in[3][0].Finding.Message = map[string]string{"it": "Il file non c'è (v. 1.2). Metterlo."}
	text := page(t, "it", in...)
	var order []string
	for _, m := range regexp.MustCompile(`(?:>| · )([EW]\d\d)</p>`).FindAllStringSubmatch(text, -1) {
		order = append(order, m[1])
	}
	if len(order) != 21 || order[0] != "E20" || order[19] != "E01" || order[20] != "W01" {
		t.Errorf("order %v", order)
	}
	text = page(t, "en", in[10:]...)
	if want := "The 5 most frequent of 10 causes"; strings.Contains(text, want) {
		t.Errorf("half of the causes are no place to begin")
	}
	text = page(t, "it", append(in, broken(400, "E99", "violation"))...)
	for _, want := range []string{"Le 5 cause più frequenti su 21: 77% delle violazioni", "<dd>1.234.567</dd>", `<h3>Il file non c&#39;è (v. 1.2).</h3>`, "<p>Metterlo.</p>",
		`<summary><h2>Da correggere</h2> <span>610 rilievi, 21 cause</span></summary>`} {
		if !strings.Contains(text, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
}

// TestPageStaysUsable: 20,000 findings are a page that opens, whatever their causes.
func TestPageStaysUsable(t *testing.T) {
	rule := Rule{Shape: "ap:E", ID: "E", Message: map[string]string{"en": "{?value} is wrong."}}
	spread := func(values int) []Event {
		in := []Event{{Rule: &rule}}
		for i, e := range broken(20_000, "E", "violation") {
			e.Finding.Value = fmt.Sprintf("https://www.example.it/opendata/resource/%d", i%values)
			in = append(in, e)
		}
		return append(in, Event{Checked: &Checked{Name: "c.ttl", Violations: 20_000}})
	}
	for values, want := range map[int]string{1: "19,997 further places", 900: "850 further causes", 5000: "20,000 findings"} {
		text := page(t, "en", spread(values))
		if len(text) > 2<<20 || !strings.Contains(text, want) {
			t.Errorf("%d values: a page of %d bytes, %q in it: %v", values, len(text), want, strings.Contains(text, want))
		}
	}
}
