package report

import (
	"fmt"
	"strings"
	"testing"
)

// licence is a finding about the licence of the n-th distribution.
func licence(n int, value string) Finding {
	return Finding{Place: fmt.Sprintf("c.ttl:%d:5", n), Severity: "violation", Kind: "distribution", Node: fmt.Sprintf("distribution ex:%d", n),
		Focus: fmt.Sprintf("ex:%d", n), Path: "dct:license", Value: value, Shape: "ap:licence", Rule: "AgID 86",
		Message: map[string]string{"en": "The licence " + value + " is unknown.", "it": "La licenza " + value + " non è nota."}}
}

var licenceRule = Rule{Shape: "ap:licence", Message: map[string]string{"en": "The licence {?value} is unknown.", "it": "La licenza {?value} non è nota."}}

func lines(findings []Finding, lang string) string {
	f := fold{places: 2}
	f.tell(licenceRule)
	for _, finding := range findings {
		f.add(finding, lang)
	}
	var b strings.Builder
	for _, c := range f.causes() {
		fmt.Fprintf(&b, "%s | %s\n", c.Line(lang), c.where(lang))
	}
	return b.String()
}

func TestFoldOneValueInManyPlaces(t *testing.T) {
	var in []Finding
	for n := range 300 {
		in = append(in, licence(n+1, "CC"))
	}
	want := "c.ttl:1:5: violazione: 300 distribuzioni: dct:license: La licenza CC non è nota. (AgID 86) | c.ttl:1:5 distribuzione ex:1, c.ttl:2:5 distribuzione ex:2 e altri 298\n"
	if have := lines(in, "it"); have != want {
		t.Errorf("have %s\nwant %s", have, want)
	}
}

func TestFoldManyValuesOnceEach(t *testing.T) {
	var in []Finding
	for n := range 2500 {
		in = append(in, licence(n+1, fmt.Sprintf("L%d", n+1)))
	}
	want := "c.ttl:1:5: violation: 2500 distributions: dct:license: The licence … is unknown. (AgID 86) | c.ttl:1:5 distribution ex:1 \"L1\", c.ttl:2:5 distribution ex:2 \"L2\", and 2498 more\n"
	if have := lines(in, "en"); have != want {
		t.Errorf("have %s\nwant %s", have, want)
	}
}

// TestFoldLeavesFewAlone: up to three faults are told one by one, each a whole line.
func TestFoldLeavesFewAlone(t *testing.T) {
	have := lines([]Finding{licence(1, "A"), licence(2, "B"), licence(3, "C")}, "en")
	for _, want := range []string{"c.ttl:1:5: violation: distribution ex:1: dct:license: The licence A is unknown. (AgID 86) |", "c.ttl:3:5: violation: distribution ex:3: "} {
		if !strings.Contains(have, want) {
			t.Errorf("%s lacks %s", have, want)
		}
	}
}

// TestFoldByRuleWhereTheValueDoesNotMatter: titles that lack a language are one cause,
// also where two datasets have the same title.
func TestFoldByRuleWhereTheValueDoesNotMatter(t *testing.T) {
	titled := func(n int, title string) Finding {
		f := licence(n, title)
		f.Shape, f.Path, f.Rule = "ap:title", "dct:title", "T"
		f.Message = map[string]string{"en": "The title does not say its language."}
		return f
	}
	f := fold{places: 3}
	f.tell(Rule{Shape: "ap:title", Message: map[string]string{"en": "The title does not say its language."}})
	for i, title := range []string{"Schools", "Roads", "Schools", "Roads", "Trees"} {
		f.add(titled(i+1, title), "en")
	}
	causes := f.causes()
	if len(causes) != 1 || causes[0].Count != 5 {
		t.Fatalf("%d causes, the first of %d findings", len(causes), causes[0].Count)
	}
	if have := causes[0].where("en"); !strings.Contains(have, `"Schools"`) || !strings.Contains(have, `"Roads"`) {
		t.Errorf("the values are not told: %s", have)
	}

	// What was probably meant is another cause each.
	f = fold{places: 3}
	f.tell(Rule{Shape: "ap:title", Message: map[string]string{"en": "The title does not say its language."}})
	for i := range 4 {
		finding := titled(i, []string{"CSV", "XML"}[i%2])
		finding.Suggestion = "ex:" + finding.Value
		f.add(finding, "en")
	}
	if causes := f.causes(); len(causes) != 2 {
		t.Errorf("%d causes with two suggestions, want 2", len(causes))
	}
}

// TestFoldCountsThingsNotFindings: one distribution with two faults of a kind is one.
func TestFoldCountsThingsNotFindings(t *testing.T) {
	have := lines([]Finding{licence(1, "CC"), licence(1, "CC"), licence(2, "CC")}, "en")
	if !strings.HasPrefix(have, "c.ttl:1:5: violation: 2 distributions: ") {
		t.Error(have)
	}
}

// TestFoldGravestFirst keeps the order of the document within a severity.
func TestFoldGravestFirst(t *testing.T) {
	warning := licence(1, "A")
	warning.Severity = "warning"
	have := lines([]Finding{warning, licence(9, "B"), licence(3, "C")}, "en")
	at := []int{strings.Index(have, "c.ttl:9:5"), strings.Index(have, "c.ttl:3:5"), strings.Index(have, "c.ttl:1:5")}
	if at[0] != 0 || at[0] > at[1] || at[1] > at[2] {
		t.Error(have)
	}
}
