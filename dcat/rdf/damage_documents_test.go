package rdf

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"

	"github.com/trebbia/trebbia/internal/reference"
)

// A broken statement is dropped whole and reported; its neighbours are read, and nothing
// is read that the undamaged document does not state.
func TestLenientReadersSurviveDamage(t *testing.T) {
	const each = 40
	for _, f := range []Format{NTriples, NQuads, Turtle, TriG, RDFXML} {
		t.Run(f.String(), func(t *testing.T) {
			r := damageReport{f, map[string]*damageTally{}}
			defer r.log(t)
			for _, name := range []string{"lines.nt", "lines.nq", "catalogue.ttl", "flush.ttl", "graphs.trig", "catalogue.rdf", "nested.rdf"} {
				if FormatByName(name) == f {
					r.file(t, name, string(readTestFile(t, filepath.Join("testdata", "damage", name))), each)
				}
			}
		})
	}
}

// What our own writers make of real catalogues, and the catalogues themselves.
func TestLenientReadersSurviveDamageOfCatalogues(t *testing.T) {
	dir := filepath.Join(reference.Dir(t), "examples", "catalogs-it")
	names, err := filepath.Glob(filepath.Join(dir, "*.rdf"))
	if err != nil || len(names) == 0 {
		t.Fatalf("no catalogues: %v", err)
	}
	for _, f := range []Format{NTriples, Turtle, RDFXML} {
		t.Run(f.String(), func(t *testing.T) {
			r := damageReport{f, map[string]*damageTally{}}
			defer r.log(t)
			for _, name := range names {
				text := readTestFile(t, name)
				g, faults, err := ReadGraph(bytes.NewReader(text), RDFXML, ReadOptions{Base: catalogBase, Lenient: true})
				if err != nil {
					t.Fatal(err)
				}
				if f == RDFXML && len(faults) == 0 {
					r.file(t, filepath.Base(name), string(text), 1)
				}
				written := textOf(t, f, g, WriteOptions{Prefixes: textPrefixes})
				r.file(t, filepath.Base(name)+" as we write it", written, 1)
			}
		})
	}
}

// file damages a document in all ways, and with the line ends of Windows.
func (r *damageReport) file(t *testing.T, name, text string, each int) {
	t.Helper()
	kinds := textDamages
	spans := func(text string) []span { return turtleSpans(text) }
	switch r.format {
	case NTriples, NQuads:
		spans = lineSpans
	case RDFXML:
		kinds = xmlDamages
		spans = func(text string) []span { return xmlSpans(t, text) }
	}
	r.document(t, name, text, spans(text), kinds, each)
	if each > 1 && r.format != RDFXML {
		windows := strings.ReplaceAll(text, "\n", "\r\n")
		r.document(t, name+" of Windows", windows, spans(windows), kinds, each)
	}
}
