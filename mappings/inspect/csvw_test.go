package inspect

import (
	"encoding/json"
	"flag"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestCSVW(t *testing.T) {
	f := look(t, "domande.csv", "Prospetto\n\nAnno;Mese;Regione;Numero domande;importo;valido;dal\n"+
		"2023;Agosto;ABRUZZO;321.0;1.234,50;SI;31/08/2023\n2023;Aprile;MOLISE;.;12,00;NO;30/04/2023\n")
	got, err := CSVW(f.Table, "https://example.it/domande.csv", "it")
	if err != nil {
		t.Fatal(err)
	}
	const golden = "testdata/domande.csv-metadata.json"
	if *update {
		if err := os.WriteFile(golden, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("description differs (-want +got):\n%s", diff)
	}
	if !json.Valid(got) {
		t.Error("the description is not valid JSON")
	}
	again, _ := CSVW(look(t, "domande.csv", "Prospetto\n\nAnno;Mese;Regione;Numero domande;importo;valido;dal\n"+
		"2023;Agosto;ABRUZZO;321.0;1.234,50;SI;31/08/2023\n2023;Aprile;MOLISE;.;12,00;NO;30/04/2023\n").Table, "https://example.it/domande.csv", "it")
	if string(again) != string(got) {
		t.Error("the same table gives other bytes")
	}
}

func TestCSVWIsForDelimitedTextOnly(t *testing.T) {
	f := look(t, "a.json", `[{"a":1},{"a":2}]`)
	if _, err := CSVW(f.Table, "https://example.it/a.json", "it"); err == nil {
		t.Error("a JSON table got a CSVW description")
	}
}
