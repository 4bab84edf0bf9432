package harvest_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/trebbia/trebbia/harvest"
)

// entry is the text of one good entry in JSON, which is YAML too, with the given
// members first.
func entry(members string) string {
	return `{` + members + `, "Pubblicazione": "", "Aggiornato": "", "Proprietario del dato": "", "Licenza": "",
		"Allegati": [], "Argomento": "", "Fonte": "", "Periodo": ""}`
}

func TestTreeRowFaults(t *testing.T) {
	for _, test := range []struct {
		name, row, want string
		notYAML         bool
	}{
		{"not an object", `"B"`, "not a", false},
		{"a list for a text", entry(`"Titolo": ["B"]`), "Titolo: a list where a text is expected", false},
		{"an object for a text", entry(`"Titolo": {"it": "B"}`), "Titolo: a list where a text is expected", false},
		{"lists in lists", strings.Replace(entry(`"Titolo": "B"`), "[]", "[[]]", 1), "Allegati: a list within a list", false},
		{"unknown key", strings.Replace(entry(`"Titolo": "B"`), "[]", `[{"nome": "b", "tipo": "CSV"}]`, 1), `Allegati: unknown key "tipo"`, false},
		{"no title", entry(`"Titolo": null`), "Titolo: empty", false},
		{"a key twice", entry(`"Titolo": "B", "Titolo": "C"`), "Titolo: there twice", true},
	} {
		for _, name := range []string{"a.json", "a.yaml"} {
			if test.notYAML && name == "a.yaml" {
				continue // the whole file is refused
			}
			text := "[" + entry(`"Titolo": "A"`) + ",\n" + test.row + ",\n" + entry(`"Titolo": "C"`) + "]"
			cfg := sheetFile(t, name, text)
			cfg.Format = strings.TrimPrefix(name, "a.")
			records, broken, end := collect(t, open(t, cfg))
			if len(records) != 2 || len(broken) != 1 || !strings.Contains(broken[0].Error(), test.want) || end == nil {
				t.Errorf("%s in %s: %d records, broken %v, ended with %v", test.name, name, len(records), broken, end)
				continue
			}
			if broken[0].Location != name+":3" {
				t.Errorf("%s in %s stands at %s", test.name, name, broken[0].Location)
			}
		}
	}
}

func TestTreeFileFaults(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"a.json", `{"Titolo": "A"}`, "not a JSON array"},
		{"a.json", `[` + entry(`"Titolo": "A"`) + `, {"Titolo": `, "a.json:2: the text ends within a value"},
		{"a.json", `[` + entry(`"Titolo": "A"`) + `] []`, "text after the array"},
		{"a.json", `[` + entry(`"Titolo": "A", "Autore": "B"`) + `]`, `unknown column "Autore"`},
		{"a.yaml", "Titolo: A\n", "not a list of mappings"},
		{"a.yaml", "- Titolo: A\n---\n- Titolo: B\n", "not a list of mappings"},
		{"a.yaml", "- Titolo: A\n  Titolo: B\n", `a.yaml:2: source "foglio": mapping key "Titolo" already defined`},
		{"a.yaml", "- Titolo: 'A\n", "a.yaml:1"},
		{"a.yaml", "# " + strings.Repeat("x", 4<<20), "YAML of more than 4194304 bytes"},
		{"a.yaml", strings.Repeat("[", 1<<20), "nested more than 100 times"},
		{"a.yaml", strings.Repeat("- ", 1<<20) + "x", "nested more than 100 times"},
		{"a.yaml", "- a: &x [1,1]\n  b: [*x,*x]\n", "column \"Titolo\" is missing"},
	} {
		begun := time.Now()
		_, _, end := collect(t, open(t, sheetFile(t, test.name, test.text)))
		if end == nil || !strings.Contains(end.Error(), test.want) || time.Since(begun) > 3*time.Second {
			t.Errorf("%s %.40q: ended with %v after %s", test.name, test.text, end, time.Since(begun))
		}
	}
}

func TestYAMLAliasesAreRefused(t *testing.T) {
	text := "- &a " + strings.ReplaceAll(entry(`"Titolo": "A"`), "\n", " ") + "\n- " + strings.ReplaceAll(entry(`"Titolo": &t B, "Descrizione": *t`), "\n", " ") + "\n"
	records, broken, end := collect(t, open(t, sheetFile(t, "a.yaml", text)))
	var fault *harvest.IncompleteError
	if len(records) != 0 || len(broken) != 2 || !errors.As(end, &fault) {
		t.Errorf("%d records, broken %v, ended with %v", len(records), broken, end)
	}
}
