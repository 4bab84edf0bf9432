package harvest_test

import (
	"encoding/json"
	"errors"
	"maps"
	"strings"
	"testing"

	"github.com/trebbia/trebbia/harvest"
)

// field returns a field of each record.
func field(t testing.TB, source harvest.Source, key string) []string {
	t.Helper()
	records, broken, end := collect(t, source)
	if len(broken) > 0 || end != nil {
		t.Fatalf("broken %v, ended with %v", broken, end)
	}
	var out []string
	for _, r := range records {
		var object map[string]any
		if err := json.Unmarshal(r.Bytes, &object); err != nil {
			t.Fatal(err)
		}
		out = append(out, object[key].(string))
	}
	return out
}

func TestSheetColumnFaults(t *testing.T) {
	const row = "A,,,,,,,,,1\n"
	for _, test := range []struct {
		name, text string
		set        func(*harvest.Config)
		want, hint string
	}{
		{"missing", strings.Replace(header, "Fonte,", "", 1) + row, nil,
			`a.csv:1: source "foglio": column "Fonte" is missing`, "add it, or say under columns"},
		{"misspelt", strings.Replace(header, "Licenza", "Lizenza", 1) + row, nil,
			`a.csv:1: source "foglio": column "Licenza" is missing`, `did you mean "Lizenza"?`},
		{"unknown", strings.Replace(header, "Identificativo", "Frequnza", 1) + row, nil,
			`a.csv:1: source "foglio": unknown column "Frequnza"`, `did you mean "Frequenza"? name it under ignore`},
		{"far from any", strings.Replace(header, "Identificativo", "Note interne", 1) + row, nil,
			`a.csv:1: source "foglio": unknown column "Note interne"`, "name it under ignore"},
		{"twice", strings.Replace(header, "Identificativo", "titolo", 1) + row, nil,
			`a.csv:1: source "foglio": column "titolo" is there twice`, "rename or remove"},
		{"nameless", strings.Replace(header, "Fonte", "", 1) + row, nil,
			`a.csv:1: source "foglio": column 8 has no name`, "header-row"},
		{"configured and missing", header + row, func(c *harvest.Config) { c.Columns = map[string]string{"descrizione": "Testo"} },
			`a.csv:1: source "foglio": column "Testo" is missing`, ""},
		{"identity", header + row, func(c *harvest.Config) { c.ID = []string{"Codise"} },
			`source "foglio": id: the sheet has no column "Codise"`, "the columns are Titolo, Pubblicazione"},
		{"no names that far down", header + row, func(c *harvest.Config) { c.HeaderRow = 9 },
			`a.csv: source "foglio": header-row: no column names from line 9 on`, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			cfg := sheetFile(t, "a.csv", test.text)
			if test.set != nil {
				test.set(&cfg)
			}
			records, _, end := collect(t, open(t, cfg))
			var fault *harvest.ConfigError
			if !errors.As(end, &fault) || fault.Error() != test.want || !strings.Contains(fault.Hint(), test.hint) || len(records) > 0 {
				t.Errorf("ended with %v\nwant %s\nhint %q", end, test.want, fault.Hint())
			}
		})
	}
}

func TestSheetColumnsAreConfigurable(t *testing.T) {
	text := "elenco dei prospetti;;;\n\nNome del report ; PUBBLICAZIONE:;Aggiornato;Proprietario  del Dato;Licenza;Allegati;Note;Periodo\n" +
		"A. B;2022;;;;;interna;2020\nA. B;2022;;;;;interna;2021\n"
	cfg := sheetFile(t, "a.csv", text)
	cfg.HeaderRow = 3
	cfg.Columns = map[string]string{"titolo": "Nome del report", "fonte": "", "Argomento": ""}
	cfg.Ignore = []string{"note"}
	cfg.ID = []string{"titolo", "Periodo"}
	source := open(t, cfg)
	if got := field(t, source, "id"); strings.Join(got, " ") != "a-b-2020 a-b-2021" {
		t.Errorf("identities %q", got)
	}
	if got := field(t, source, "pubblicazione"); got[0] != "2022" {
		t.Errorf("pubblicazione %q", got)
	}
	if cfg.Columns["titolo"] != "Nome del report" || len(cfg.Columns) != 3 {
		t.Errorf("the configuration was changed: %v", cfg.Columns)
	}
}

func TestSheetConfigFaults(t *testing.T) {
	base := sheetFile(t, "a.csv", header)
	for name, test := range map[string]struct {
		set        func(*harvest.Config)
		want, hint string
	}{
		"kind":      {func(c *harvest.Config) { c.Kind = "shet" }, `unknown kind of source "shet"`, `did you mean "sheet"? the kinds are ckan, dcat, inps, sheet`},
		"no file":   {func(c *harvest.Config) { c.Path = "b.csv" }, "path: b.csv: no such file", "relative to the folder"},
		"folder":    {func(c *harvest.Config) { c.Path = "." }, "path: . is not a file", ""},
		"nothing":   {func(c *harvest.Config) { c.Path = "" }, "neither path nor url", ""},
		"no client": {func(c *harvest.Config) { c.Path, c.URL = "", "https://example.it/" }, "no client", ""},
		"format":    {func(c *harvest.Config) { c.Format = "xlx" }, `unknown format "xlx"`, `did you mean "xlsx"?`},
		"field":     {func(c *harvest.Config) { c.Columns = map[string]string{"titulo": "X"} }, `unknown field "titulo"`, `did you mean "titolo"?`},
		"no title":  {func(c *harvest.Config) { c.Columns = map[string]string{"titolo": ""} }, "titolo has no column", ""},
		"row":       {func(c *harvest.Config) { c.HeaderRow = -1 }, "rows count from 1", ""},
		"folder of attachments": {func(c *harvest.Config) { c.Attachments.Dir = "nessuna" },
			"attachments.dir: nessuna: no such file", "name the folder"},
		"address of attachments": {func(c *harvest.Config) { c.Attachments.URL = "www.example.it" }, "attachments.url", ""},
	} {
		cfg := base
		cfg.Columns = maps.Clone(base.Columns)
		test.set(&cfg)
		_, err := harvest.Open(cfg, nil)
		var fault *harvest.ConfigError
		if !errors.As(err, &fault) || !strings.Contains(err.Error(), test.want) || !strings.Contains(fault.Hint(), test.hint) {
			t.Errorf("%s: %v, hint %q", name, err, fault.Hint())
		}
	}
}
