package shapes_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/trebbia/trebbia/shapes"
)

func load(t testing.TB) *shapes.Profile {
	t.Helper()
	p, err := shapes.Load("dcat-ap-it")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestLoadOfAnUnknownProfile(t *testing.T) {
	_, err := shapes.Load("dcat-ap-itt")
	if err == nil || !strings.Contains(err.Error(), "dcat-ap-it") {
		t.Errorf("error = %v; want one that lists the known profiles", err)
	}
}

func TestEveryNamedProfileLoads(t *testing.T) {
	for _, name := range shapes.Names() {
		if _, err := shapes.Load(name); err != nil {
			t.Error(err)
		}
	}
}

// What a finding needs to be of use: a stable name, a level, a source and a message in
// both languages that says something else in each.
func TestRulesAreDocumented(t *testing.T) {
	levels := []string{"mandatory", "recommended", "optional", "advice"}
	least := map[string]int{"dcat-ap-it": 150, "dcat-ap-3": 250, "dcat-ap-2": 200, "dcat-ap-hvd": 60, "dati-gov-it": 70}
	for _, name := range shapes.Names() {
		p := loadNamed(t, name)
		seen := map[string]bool{}
		for _, r := range p.Rules() {
			if seen[r.ID] {
				t.Errorf("%s: %s stands twice", name, r.ID)
			}
			seen[r.ID] = true
			if len(r.Class) == 0 || !slices.Contains(levels, r.Level) {
				t.Errorf("%s: %s: class %v, level %q", name, r.ID, r.Class, r.Level)
			}
			// the files of dcat-ap-it name the clause of each property in a comment
			if r.Clause == "" && !strings.HasPrefix(r.Shape, "https://trebbia.dev/ns/dcat-ap-it#") {
				t.Errorf("%s: %s: no clause", name, r.ID)
			}
			it, en := r.Messages["it"], r.Messages["en"]
			if len(r.Messages) != 2 || it == "" || en == "" || it == en {
				t.Errorf("%s: %s: messages %v", name, r.ID, r.Messages)
			}
			for _, variable := range []string{"{?value}", "{?other}"} {
				if strings.Contains(it, variable) != strings.Contains(en, variable) {
					t.Errorf("%s: %s: only one language names %s", name, r.ID, variable)
				}
			}
		}
		if len(seen) < least[name] {
			t.Errorf("%s: only %d rules found", name, len(seen))
		}
	}
}
