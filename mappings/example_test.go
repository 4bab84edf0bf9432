package mappings_test

import (
	"context"
	"fmt"

	"github.com/trebbia/trebbia/dcat"
	"github.com/trebbia/trebbia/mappings"
)

// A record becomes a dataset; what is not simply what the record says comes back as gaps.
func Example() {
	m, err := mappings.Load("inps-report", mappings.Options{Base: "https://www.example.it/opendata", Prefix: "inps"})
	if err != nil {
		panic(err)
	}
	dataset, gaps, err := m.Map(context.Background(), dcat.SourceRecord{ID: "5867", Bytes: []byte(`{
		"id": "5867", "titolo": "Report Annuale. Numero Domande. Anno 2022", "descrizione": "Domande autorizzate.",
		"aggiornato": "17 marzo 2022", "allegati": []}`)})
	if err != nil {
		panic(err)
	}
	fmt.Println(dataset.IRI)
	for _, gap := range gaps {
		fmt.Println(gap.Kind, gap.Property, "from", gap.Evidence)
	}
	// Output:
	// https://www.example.it/opendata/dataset/inps-5867
	// derived dct:identifier from the prefix and the aliases below identifiers in the configuration
	// derived dct:accrualPeriodicity from words of Titolo
	// derived dct:temporal from words of Titolo
}
