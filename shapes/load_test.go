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

// What a finding needs to be of use: a stable name, a level and a message in both
// languages that says something else in each.
func TestRulesAreDocumented(t *testing.T) {
	levels := []string{"mandatory", "recommended", "optional", "advice"}
	seen := map[string]bool{}
	for _, r := range load(t).Rules() {
		if seen[r.ID] {
			t.Errorf("%s stands twice", r.ID)
		}
		seen[r.ID] = true
		if len(r.Class) == 0 || !slices.Contains(levels, r.Level) {
			t.Errorf("%s: class %v, level %q", r.ID, r.Class, r.Level)
		}
		it, en := r.Messages["it"], r.Messages["en"]
		if len(r.Messages) != 2 || it == "" || en == "" || it == en {
			t.Errorf("%s: messages %v", r.ID, r.Messages)
		}
		if strings.Contains(it, "{?value}") != strings.Contains(en, "{?value}") {
			t.Errorf("%s: only one language names the value", r.ID)
		}
		if r.Property == "" && !strings.HasPrefix(r.ID, "Presence-") {
			t.Errorf("%s: no property", r.ID)
		}
	}
	if len(seen) < 150 {
		t.Errorf("only %d rules found", len(seen))
	}
}
