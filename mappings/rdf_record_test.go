package mappings

import (
	"context"
	"strings"
	"testing"

	"github.com/trebbia/trebbia/dcat"
	"github.com/trebbia/trebbia/dcat/rdf"
)

func TestRepairsCanBeSwitchedOff(t *testing.T) {
	rec := recordOf(t, "testdata/rdf-dcat-ap-it/difetti.rdf")
	all, err := Load("rdf-dcat-ap-it", Options{Base: base})
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range all.Table() {
		if row.Node != "repair" {
			continue
		}
		m, err := Load("rdf-dcat-ap-it", Options{Base: base, RepairsOff: []string{row.Property}})
		if err != nil {
			t.Fatal(err)
		}
		_, gaps, err := m.Map(context.Background(), rec)
		if err != nil {
			t.Fatal(err)
		}
		for _, g := range gaps {
			if g.Rule == row.Property {
				t.Errorf("repair %s is off and made: %+v", row.Property, g)
			}
		}
	}
}

// With every repair off the graph is the record's, but for codes that are described and
// blank nodes that are named.
func TestGraphIsCopied(t *testing.T) {
	rec := recordOf(t, "testdata/rdf-dcat-ap-it/difetti.rdf")
	all, _ := Load("rdf-dcat-ap-it", Options{Base: base})
	var off []string
	for _, row := range all.Table() {
		if row.Node == "repair" {
			off = append(off, row.Property)
		}
	}
	m, err := Load("rdf-dcat-ap-it", Options{Base: base, RepairsOff: off})
	if err != nil {
		t.Fatal(err)
	}
	d, gaps, err := m.Map(context.Background(), rec)
	if err != nil || len(gaps) != 0 {
		t.Fatalf("gaps %v, %v", gaps, err)
	}
	source, _, err := rdf.ReadGraph(strings.NewReader(string(rec.Bytes)), rdf.NTriples, rdf.ReadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for triple := range source.Match(rdf.IRI(rec.ID), rdf.Term{}, rdf.Term{}) {
		if !triple.Object.IsBlank() && !d.Graph.Has(triple) {
			t.Errorf("lost: %s", triple)
		}
	}
	for triple := range d.Graph.Match(rdf.IRI(rec.ID), rdf.Term{}, rdf.Term{}) {
		if !source.Has(triple) && !strings.Contains(triple.Object.Value, "/agent/") && !strings.Contains(triple.Object.Value, "/temporal/") {
			t.Errorf("added: %s", triple)
		}
	}
}

func TestRecordsThatAreNoRDF(t *testing.T) {
	m, err := Load("rdf-dcat-ap-it", Options{Base: base})
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ mediaType, text, why string }{
		{"text/html", "<html>", "not one of RDF"},
		{"application/n-triples", "<a", "read its RDF"},
		{"application/n-triples", "<http://e/a> <http://e/b> <http://e/c> .\n", "describes 0 datasets"},
	} {
		_, _, err := m.Map(context.Background(), dcat.SourceRecord{ID: "r", MediaType: test.mediaType, Bytes: []byte(test.text)})
		if err == nil || !strings.Contains(err.Error(), test.why) {
			t.Errorf("%s: error %v, want %q", test.text, err, test.why)
		}
	}
}
