package mappings

import (
	"context"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/trebbia/trebbia/dcat"
	"github.com/trebbia/trebbia/dcat/rdf"
)

// Whatever a record holds, a mapping ends with a dataset that can be written and read
// again, or with an error.
func FuzzMap(f *testing.F) {
	f.Add("Titolo <b>x</b>", "17 marzo 2022", "https://e.it/a b.csv", "CC BY 4.0", "2020-2022")
	f.Add("&amp;agrave;", "2022-13-45", "javascript:x", "cc-by", "dal 1 al 2")
	f.Add("a\x00b", "0000", "http://[::1", "<>", "/")
	m, err := Load("inps-report", Options{Base: "https://e.it", Prefix: "inps"})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, title, date, address, licence, period string) {
		record := map[string]any{"id": title, "titolo": title, "pubblicazione": date, "aggiornato": date, "licenza": licence, "periodo": period,
			"pagina": address, "allegati": []any{map[string]any{"nome": title, "formato": licence, "url": address, "file": ""}}}
		text := textOf(record)
		d, _, err := m.Map(context.Background(), dcat.SourceRecord{ID: "r", Bytes: []byte(text)})
		if err != nil {
			return
		}
		var b strings.Builder
		if err := rdf.Write(&b, rdf.NTriples, d.Graph, rdf.WriteOptions{}); err != nil {
			t.Fatal(err)
		}
		if !utf8.ValidString(b.String()) {
			t.Errorf("invalid UTF-8: %q", b.String())
		}
		again, _, err := rdf.ReadGraph(strings.NewReader(b.String()), rdf.NTriples, rdf.ReadOptions{})
		if err != nil {
			t.Fatalf("cannot be read again: %v\n%s", err, b.String())
		}
		if again.Len() != d.Graph.Len() {
			t.Errorf("%d triples became %d", d.Graph.Len(), again.Len())
		}
	})
}
