package harvest

import "testing"

func TestEntities(t *testing.T) {
	for in, want := range map[string]string{
		"attivit&#224;":             "attività",
		"et&#xE0; &egrave; &amp; c": "età è & c",
		"a&amp;lt;b":                "a&lt;b", // once only
		"x?a=1&copy=2&reg;":         "x?a=1&copy=2®",
		"&nessuna; &#99999999;":     "&nessuna; &#99999999;",
		"R&D":                       "R&D",
	} {
		if got := decodeEntities(in); got != want {
			t.Errorf("%q gives %q, want %q", in, got, want)
		}
	}
}

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"  Proprietario  del\u00a0Dato : ": "proprietario del dato",
		"PUBBLICAZIONE":                    "pubblicazione",
		"Mensilit&#224;":                   "mensilita",
		"Li\u00adcenza":                    "licenza",
		"\ufeffTitolo":                     "titolo",
	} {
		if got := fold(in); got != want {
			t.Errorf("%q gives %q, want %q", in, got, want)
		}
	}
}
