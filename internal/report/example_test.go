package report

import (
	"strings"
	"testing"

	"github.com/trebbia/trebbia/shapes"
)

// TestEveryRuleIsExplained: each rule of each profile has a right and a wrong example that
// hold, with a comment at the line at fault, and a why, in both languages.
func TestEveryRuleIsExplained(t *testing.T) {
	examples, err := LoadExamples()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range shapes.Names() {
		p, err := shapes.Load(name)
		if err != nil {
			t.Fatal(err)
		}
		rules := p.Rules()
		shown := 0
		for _, d := range rules {
			r := NewRule(name, d)
			example, ok := examples.For(p, r)
			if ok {
				shown++
			} else {
				t.Errorf("%s %s (%v %s): no example holds", name, r.ID, r.Class, r.Property)
			}
			for _, lang := range []string{"it", "en"} {
				if why := examples.Why(r)[lang]; why == "" {
					t.Errorf("%s %s (%v %s): no reason in %q", name, r.ID, r.Class, r.Property, lang)
				}
				if ok && !strings.Contains(example.Wrong[lang], "# ") {
					t.Errorf("%s %s: no comment in %q at the fault:\n%s", name, r.ID, lang, example.Wrong[lang])
				}
			}
		}
		for _, lang := range []string{"it", "en"} {
			if examples.Basis(name)[lang] == "" {
				t.Errorf("%s: no basis in %q", name, lang)
			}
		}
		t.Logf("%s: examples of %d of %d rules", name, shown, len(rules))
	}
}
