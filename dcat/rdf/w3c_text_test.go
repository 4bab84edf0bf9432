package rdf

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/trebbia/trebbia/internal/reference"
)

// w3cSuites are the RDF 1.1 suites of the line formats and of the Turtle family.
var w3cSuites = []struct {
	format Format
	folder string
	tests  int // so that a suite that is not read whole is noticed
}{
	{NTriples, "rdf-n-triples", 70},
	{NQuads, "rdf-n-quads", 87},
	{Turtle, "rdf-turtle", 313},
	{TriG, "rdf-trig", 356},
}

func TestW3CTextSuites(t *testing.T) {
	for _, suite := range w3cSuites {
		t.Run(suite.folder, func(t *testing.T) {
			dir := filepath.Join(reference.Dir(t), "w3c", "rdf-tests", suite.folder)
			base := "https://w3c.github.io/rdf-tests/rdf/rdf11/" + suite.folder + "/"
			passed, all := map[string]int{}, map[string]int{}
			tests := w3cTests(t, filepath.Join(dir, "manifest.ttl"), base)
			for _, test := range tests {
				kind := strings.TrimPrefix(test.kind, "http://www.w3.org/ns/rdftest#Test")
				all[kind]++
				if err := test.run(suite.format, dir, base); err != nil {
					t.Errorf("%s: %v", test.name, err)
				} else {
					passed[kind]++
				}
			}
			total := 0
			for _, kind := range slices.Sorted(maps.Keys(all)) {
				t.Logf("%s %s: %d of %d", suite.format, kind, passed[kind], all[kind])
				total += passed[kind]
			}
			t.Logf("%s: %d of %d", suite.format, total, len(tests))
			if len(tests) != suite.tests {
				t.Errorf("the manifest gave %d tests, want %d", len(tests), suite.tests)
			}
		})
	}
}

// w3cTest is one entry of a manifest.
type w3cTest struct{ name, kind, action, result string }

// w3cTests reads a manifest with the Turtle reader of this package.
func w3cTests(t *testing.T, manifest, base string) []w3cTest {
	t.Helper()
	f, err := os.Open(manifest)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	g, _, err := ReadGraph(f, Turtle, ReadOptions{Base: base})
	if err != nil {
		t.Fatalf("%s:%v", manifest, err)
	}
	const mf = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
	list := Object(g, IRI(base), IRI(mf+"entries"))
	var out []w3cTest
	for list != IRI(rdfNS+"nil") {
		node := Object(g, list, IRI(rdfNS+"first"))
		out = append(out, w3cTest{
			name:   strings.TrimPrefix(node.Value, base),
			kind:   Object(g, node, IRI(rdfNS+"type")).Value,
			action: strings.TrimPrefix(Object(g, node, IRI(mf+"action")).Value, base),
			result: strings.TrimPrefix(Object(g, node, IRI(mf+"result")).Value, base),
		})
		list = Object(g, list, IRI(rdfNS+"rest"))
	}
	return out
}

func (test w3cTest) run(f Format, dir, base string) error {
	quads, err := readQuadsFile(filepath.Join(dir, test.action), f, base+test.action)
	switch {
	case strings.Contains(test.kind, "Negative"):
		if err == nil {
			return fmt.Errorf("no error, %d statements", len(quads))
		}
		return nil
	case err != nil:
		return err
	case strings.HasSuffix(test.kind, "Eval"):
		want, err := readQuadsFile(filepath.Join(dir, test.result), NQuads, "")
		if err != nil {
			return err
		}
		return sameQuads(quads, want)
	case strings.HasSuffix(test.kind, "PositiveSyntax"):
		return nil
	}
	return fmt.Errorf("unknown kind of test %q", test.kind)
}

func readQuadsFile(name string, f Format, base string) ([]Quad, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return textQuads(file, f, ReadOptions{Base: base})
}

func textQuads(r io.Reader, f Format, opt ReadOptions) ([]Quad, error) {
	var out []Quad
	for q, err := range Read(r, f, opt) {
		if err != nil {
			return out, err
		}
		out = append(out, q)
	}
	return out, nil
}

// sameQuads compares two datasets up to the names of their blank nodes.
func sameQuads(got, want []Quad) error {
	a, err := CanonicalQuads(got)
	if err != nil {
		return err
	}
	b, err := CanonicalQuads(want)
	if err != nil {
		return err
	}
	if !bytes.Equal(a, b) {
		return fmt.Errorf("got\n%swant\n%s", a, b)
	}
	return nil
}
