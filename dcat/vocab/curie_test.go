package vocab_test

import (
	"testing"

	"github.com/trebbia/trebbia/dcat/vocab"
)

func TestCompact(t *testing.T) {
	for iri, want := range map[string]string{
		"http://purl.org/dc/terms/title":             "dct:title",
		"http://dati.gov.it/onto/dcatapit#Dataset":   "dcatapit:Dataset",
		"http://data.europa.eu/r5r/hvdCategory":      "dcatap:hvdCategory",
		"https://www.example.it/opendata/dataset/42": "https://www.example.it/opendata/dataset/42",
	} {
		if got := vocab.Compact(iri); got != want {
			t.Errorf("Compact(%q) = %q, want %q", iri, got, want)
		}
	}
}
