package rdf

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/piprate/json-gold/ld"

	"github.com/trebbia/trebbia/internal/reference"
)

// json-gold processes contexts for us; its own expansion and conversion to RDF are
// independent of ours, and sound on real catalogues but for the case of language tags.
func TestJSONLDAgreesWithJSONGold(t *testing.T) {
	contexts, same := catalogContexts(t), 0
	for name, format := range catalogFiles(t) {
		if format != JSONLD {
			continue
		}
		text := readTestFile(t, name)
		var doc any
		if err := json.Unmarshal(text, &doc); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		options := ld.NewJsonLdOptions(catalogBase)
		options.DocumentLoader = &ldLoader{contexts: contexts, opt: ReadOptions{}.withDefaults()}
		options.Format = "application/n-quads"
		lines, err := ld.NewJsonLdProcessor().ToRDF(doc, options)
		if err != nil {
			t.Errorf("%s: json-gold: %v", name, err)
			continue
		}
		theirs, _ := quadsAndFaults(t, []byte(lines.(string)), NQuads, ReadOptions{})
		own, _ := quadsAndFaults(t, text, JSONLD, ReadOptions{Base: catalogBase, Lenient: true, Contexts: contexts})
		for _, quads := range [][]Quad{theirs, own} {
			for i := range quads {
				quads[i].Object.Lang = strings.ToLower(quads[i].Object.Lang)
			}
		}
		want, err := CanonicalQuads(theirs)
		if err != nil {
			t.Fatal(err)
		}
		got, err := CanonicalQuads(own)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s: got\n%s\njson-gold has\n%s", name, got, want)
			continue
		}
		same++
	}
	t.Logf("%d documents read alike", same)
}

// Write has a form of its own, other than the one that the fromRdf tests want. What it
// must keep is the graph, so each input is written and read.
func TestJSONLDFromRDFInputsComeBack(t *testing.T) {
	dir := filepath.Join(reference.Dir(t), "w3c", "json-ld-api")
	passed, total, named := 0, 0, 0
	for _, test := range jsonldTests(t, dir, "fromRdf-manifest.jsonld") {
		if test.Type[0] != "jld:PositiveEvaluationTest" {
			continue
		}
		quads, faults := quadsAndFaults(t, readTestFile(t, filepath.Join(dir, test.Input)), NQuads, ReadOptions{})
		if len(faults) > 0 {
			t.Errorf("%s: %v", test.ID, faults)
			continue
		}
		if slices.ContainsFunc(quads, func(q Quad) bool { return !q.Graph.IsZero() }) {
			named++
			continue
		}
		total++
		g := NewGraph()
		for _, q := range quads {
			g.Add(q.Triple)
		}
		text := textOf(t, JSONLD, g, WriteOptions{})
		back, _, err := ReadGraph(strings.NewReader(text), JSONLD, ReadOptions{})
		if err != nil {
			t.Errorf("%s: %v in %s", test.ID, err, text)
			continue
		}
		if t.Run(test.ID, func(t *testing.T) { sameGraph(t, back, g) }) {
			passed++
		}
	}
	t.Logf("inputs of the fromRdf suite written by Write and read: %d of %d; %d with named graphs left out, a Graph has none", passed, total, named)
}
