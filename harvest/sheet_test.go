package harvest_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"github.com/trebbia/trebbia/dcat"
	"github.com/trebbia/trebbia/harvest"
	"github.com/trebbia/trebbia/harvest/harvesttest"
)

var update = flag.Bool("update", false, "write the golden files anew")

// open opens a source or ends the test.
func open(t testing.TB, cfg harvest.Config) harvest.Source {
	t.Helper()
	source, err := harvest.Open(cfg, nil)
	if err != nil {
		t.Fatal(err)
	}
	return source
}

// collect returns the records, the broken ones and the end of one reading.
func collect(t testing.TB, source harvest.Source) (records []dcat.SourceRecord, broken []*harvest.RecordError, end error) {
	t.Helper()
	for record, err := range source.Records(t.Context()) {
		if e, ok := err.(*harvest.RecordError); ok {
			broken = append(broken, e)
		} else if err != nil {
			end = err
		} else {
			records = append(records, record)
		}
	}
	return records, broken, end
}

func sheetConfig(path string) harvest.Config {
	return harvest.Config{Name: "prospetti", Kind: "sheet", Dir: "testdata/sheet", Path: path,
		Attachments: harvest.Attachments{Dir: "allegati", URL: "https://www.example.it/opendata"}}
}

// workbook writes the two entries of prospetti.csv as a workbook with real dates.
func workbook(t testing.TB) string {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	day, err := f.NewStyle(&excelize.Style{NumFmt: 14})
	if err != nil {
		t.Fatal(err)
	}
	rows := [][]any{
		{"Titolo", "Pubblicazione", "Aggiornato", "Proprietario del dato", "Licenza", "Allegati", "Argomento", "Fonte", "Periodo", "Descrizione"},
		{"Storico Numero Domande per regione e tipo di intervento. Anno 2020, 2021, 2022", "15/01/2026", 46042, "INPS", "CC BY 4.0",
			"CSV: storico domande.csv\nJSON: storico domande.json", "Integrazioni Salariali", "Ammortizzatori Sociali", "2020-2022", `Domande "autorizzate"`},
		{"Report Annuale. Numero Mensilità per regione e tipo di intervento. Anno 2022", "17 marzo 2022", nil, "INPS",
			"https://www.dati.gov.it/content/italian-open-data-license-v20", "https://www.example.it/dati/mensilità 2022.xml | FILE: mensilita",
			"Integrazioni Salariali", "Ammortizzatori Sociali", 2022},
	}
	for i, row := range rows {
		if err := f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &row); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.SetCellStyle("Sheet1", "C2", "C2", day); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "prospetti.xlsx")
	if err := f.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestSheetGivesTheSameRecordsInEverySyntax(t *testing.T) {
	const golden = "testdata/sheet/prospetti.golden"
	for _, path := range []string{"prospetti.csv", "prospetti.json", "prospetti.yaml", workbook(t)} {
		t.Run(filepath.Ext(path), func(t *testing.T) {
			records, broken, end := collect(t, open(t, sheetConfig(path)))
			if len(broken) > 0 || end != nil {
				t.Fatalf("broken %v, ended with %v", broken, end)
			}
			var got bytes.Buffer
			for _, r := range records {
				if err := json.Indent(&got, r.Bytes, "", "  "); err != nil {
					t.Fatal(err)
				}
				fmt.Fprintf(&got, "\n%s, modified %q\n", r.ID, r.Modified)
			}
			if *update && path == "prospetti.csv" {
				if err := os.WriteFile(golden, got.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got.String()); diff != "" {
				t.Errorf("records differ (-want +got):\n%s", diff)
			}
		})
	}
}

func TestSheetKnowsWhereRowsStand(t *testing.T) {
	for path, want := range map[string][]string{
		"prospetti.csv":  {"prospetti.csv:2", "prospetti.csv:4"}, // the first has a line end in a cell
		"prospetti.json": {"prospetti.json:2", "prospetti.json:10"},
		"prospetti.yaml": {"prospetti.yaml:2", "prospetti.yaml:14"},
	} {
		records, _, _ := collect(t, open(t, sheetConfig(path)))
		for i, r := range records {
			if r.Location != want[i] || len(r.Raw) == 0 {
				t.Errorf("record %d at %s with %d raw bytes, want %s", i, r.Location, len(r.Raw), want[i])
			}
		}
	}
}

// header is a CSV head with all columns that are needed, then "Identificativo".
const header = "Titolo,Pubblicazione,Aggiornato,Proprietario del dato,Licenza,Allegati,Argomento,Fonte,Periodo,Identificativo\n"

// sheetFile writes a file and returns the configuration that reads it.
func sheetFile(t testing.TB, name, text string) harvest.Config {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return harvest.Config{Name: "foglio", Kind: "sheet", Dir: dir, Path: name}
}

func TestSheetLaws(t *testing.T) {
	csv := func(text string) harvesttest.Open {
		return func(t testing.TB) harvest.Source { return open(t, sheetFile(t, "a.csv", text)) }
	}
	harvesttest.Run(t, harvesttest.Suite{
		Sound:  csv(header + "A,,,,,,,,,1\nB,,,,,,,,,2\nC,,,,,,,,,3\n"),
		IDs:    []string{"1", "2", "3"},
		Broken: csv(header + "A,,,,,,,,,1\n,,,,,,,,,2\nC,,,,,,,,,3\n"),
		Good:   []string{"1", "3"},
		Incomplete: map[string]harvesttest.Open{
			"empty file":      csv(""),
			"a row too short": csv(header + "A,,,,,,,,,1\nB\n"),
			"a web page":      csv("<!DOCTYPE html><html><body>Accedi</body></html>"),
			"a cut array": func(t testing.TB) harvest.Source {
				text, err := os.ReadFile("testdata/sheet/prospetti.json")
				if err != nil {
					t.Fatal(err)
				}
				return open(t, sheetFile(t, "a.json", string(text[:len(text)-40])))
			},
		},
	})
}

func TestSheetRowFaults(t *testing.T) {
	for _, test := range []struct {
		name, row string
		want      string
		good      int
	}{
		{"no title", ",,,,,,,,,2", `a.csv:3: record "2": Titolo: empty`, 2},
		{"no title and no identity", ",2022,,,,,,,,", "a.csv:3: Titolo: empty", 2},
		{"blank title", "\" &#160; \",,,,,,,,,2", `a.csv:3: record "2": Titolo: empty`, 2},
		{"few cells", "B,1,2", "a.csv:3: only 3 of 10 cells", 2},
		{"many cells", "B,,,,,,,,,2,x", "a.csv:3: 11 cells for 10 columns", 2},
		{"same identity", "B,,,,,,,,,1", `a.csv:3: lines 2 and 3 have the same identity "1"`, 2},
		{"stray quote", `B"c,,,,,,,,,2`, `a.csv:3: column 2 of the text: bare " in non-quoted-field`, 2},
		{"open quote", `"B,,,,,,,,,2`, "a.csv:3: a quote is opened and not closed", 2},
		{"huge cell", "B," + strings.Repeat("x", 1<<20+1) + ",,,,,,,,2", "a.csv:3: Pubblicazione: more than 1048576 bytes", 2},
		{"a shifted row", "B,,,,,,,,,2,", "a.csv:3: 11 cells for 10 columns", 2},
		{"empty line", "\n,,,,,,,,,", "", 2},
	} {
		t.Run(test.name, func(t *testing.T) {
			text := header + "A,,,,,,,,,1\n" + test.row + "\nC,,,,,,,,,3\n"
			records, broken, _ := collect(t, open(t, sheetFile(t, "a.csv", text)))
			var got string
			if len(broken) > 0 {
				got = broken[0].Error()
			}
			if got != test.want || len(records) != test.good || len(broken) > 1 {
				t.Errorf("%d records, faults %v, want %q", len(records), broken, test.want)
			}
			if len(broken) > 0 && !bytes.Contains(broken[0].Raw, []byte(strings.TrimSpace(test.row))) {
				t.Errorf("raw bytes %q", broken[0].Raw)
			}
		})
	}
}

func TestSheetForgivesOnlySoManyOpenQuotes(t *testing.T) {
	text := header + strings.Repeat("\"B,,,,,,,,,2\n", 50)
	begun := time.Now()
	_, broken, end := collect(t, open(t, sheetFile(t, "a.csv", text)))
	if len(broken) != 20 || end == nil || time.Since(begun) > 5*time.Second {
		t.Errorf("%d broken rows, ended with %v", len(broken), end)
	}
}
