package report

import (
	"testing"

	"github.com/trebbia/trebbia/shapes"
)

// TestExamplesAreTrue holds the examples of the national profiles against their rules,
// and counts those of the others that hold there too.
func TestExamplesAreTrue(t *testing.T) {
	examples, err := LoadExamples()
	if err != nil {
		t.Fatal(err)
	}
	least := map[string]int{"dcat-ap-it": 220, "dati-gov-it": 60, "dcat-ap-3": 80, "dcat-ap-2": 70}
	for _, name := range shapes.Names() {
		p, err := shapes.Load(name)
		if err != nil {
			t.Fatal(err)
		}
		national := name == "dcat-ap-it" || name == "dati-gov-it"
		shown, all := 0, p.Rules()
		for _, d := range all {
			r := NewRule(name, d)
			if _, ok := examples.For(p, r); ok {
				shown++
				continue
			}
			if example, ok := examples.Example(r); ok && national {
				t.Errorf("%s %s: the example does not hold:\n%s\n\n%s", name, r.ID, example.Right, example.Wrong)
			}
		}
		t.Logf("%s: examples of %d of %d rules", name, shown, len(all))
		if shown < least[name] {
			t.Errorf("%s: %d rules have an example, expected %d or more", name, shown, least[name])
		}
	}
}

// TestWhyInBothLanguages: what is told in one language is told in the other.
func TestWhyInBothLanguages(t *testing.T) {
	examples, err := LoadExamples()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range examples.classes {
		for property, p := range c.Properties {
			if p.Instead == "" && (p.Why["it"] == "" || p.Why["en"] == "") {
				t.Errorf("%s %s: it %q, en %q", c.Class, property, p.Why["it"], p.Why["en"])
			}
		}
	}
}
