package harvest

import (
	"net/url"
	"testing"
)

func TestDetailAddresses(t *testing.T) {
	const base = "https://www.inps.it/it/it/dati-e-bilanci/open-data/scarica-gli-open-data/dettaglio-opendata"
	for path, id := range map[string]string{
		".opendata.2023.05.5845.livelli-salariali-nel-periodo-1990-2021.html":      "5845",
		".opendata.2024.08.numero-totale-pensioni-divise-per-anno,-sesso---x.html": "2024.08.numero-totale-pensioni-divise-per-anno,-sesso---x",
		".opendata.2024.8.pensioni-v.2.html":                                       "2024.8.pensioni-v.2",
		".opendata.2024.08.6002.html":                                              "2024.08.6002",
		".opendata.2024.08.et%C3%A0.html":                                          "2024.08.età",
		".html":                                                                    "",
		".opendata.2024.html":                                                      "",
		".opendata.xxxx.08.a.html":                                                 "",
	} {
		u, err := url.Parse(base + path + "#a")
		if err != nil {
			t.Fatal(err)
		}
		if d, ok := detailOf(u); d.id != id || ok != (id != "") || ok && d.address != base+path {
			t.Errorf("%s gives %+v", path, d)
		}
	}
}

func TestDeclaredTotal(t *testing.T) {
	for text, want := range map[string]int{
		"Risultati 1-10 di 23 ordinati per data":  23,
		"1 – 10 su 2.499":                         2499,
		"Trovati 23 risultati":                    23,
		"Risultati trovati: 1.023":                1023,
		"1 risultato":                             1,
		"Anni 2020-2022 di 20 regioni. Totale: 7": 7,
		"Più di 2500 dataset pubblicati dal 2012": -1,
		"":            -1,
		"0 risultati": 0,
	} {
		got, says := declaredTotal(text)
		if !says {
			got = -1
		}
		if got != want {
			t.Errorf("%q says %d, want %d", text, got, want)
		}
	}
}

func TestFormatIn(t *testing.T) {
	for text, want := range map[string]string{
		"CSV": "CSV", "Scarica (JSON)": "JSON", "Scarica il file CSV": "CSV", "FILE": "FILE", "file": "file",
		"Scarica il file": "", "dataset_1.csv": "", "dataset_1.csv (CSV, 12 KB)": "CSV", "CSV o JSON": "", "FILE XML": "XML", "xlsx": "xlsx", "": "",
	} {
		if got := formatIn(text); got != want {
			t.Errorf("formatIn(%q) = %q, want %q", text, got, want)
		}
	}
}
