package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/internal/reference"
	"github.com/trebbia/trebbia/shapes"
	"github.com/trebbia/trebbia/shapes/shacl"
)

// TestExpected holds a catalogue against each set of shapes of the table.
func TestExpected(t *testing.T) {
	var text bytes.Buffer
	triples, faulty := generate(&text, 50, "nt")
	g, _, err := rdf.ReadGraph(bytes.NewReader(text.Bytes()), rdf.NTriples, rdf.ReadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if g.Len() != triples || faulty != 5 {
		t.Errorf("%d triples, told of %d; %d faulty datasets", g.Len(), triples, faulty)
	}
	for _, e := range expected {
		t.Run(e.shapes, func(t *testing.T) {
			report := validate(t, e.shapes, g)
			if want := e.perFaulty * faulty; len(report.Results) != want {
				t.Errorf("%d results, want %d", len(report.Results), want)
				for _, r := range report.Results[:min(len(report.Results), 20)] {
					t.Log(r.FocusNode, r.PathText, r.Message("en"))
				}
			}
		})
	}
}

// officialFiles are the places of the official shapes below their folder.
var officialFiles = map[string]string{
	"dcat-ap-SHACL.ttl": "shacl/dcat-ap-SHACL.ttl",
	"shapes.ttl":        "html/shacl/shapes.ttl",
}

func validate(t *testing.T, name string, g *rdf.Graph) *shacl.Report {
	file, official := officialFiles[name]
	if !official {
		p, err := shapes.Load(name)
		if err != nil {
			t.Fatal(err)
		}
		return p.Validate(g)
	}
	f, err := os.Open(filepath.Join(reference.Dir(t), "shapes", "dcat-ap-3", "3.0.1", filepath.FromSlash(file)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	text, _, err := rdf.ReadGraph(f, rdf.Turtle, rdf.ReadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	s, err := shacl.Compile(text)
	if err != nil {
		t.Fatal(err)
	}
	return s.Validate(g)
}

// TestStream validates as a stream what the table tells of.
func TestStream(t *testing.T) {
	p, err := shapes.Load("dcat-ap-3")
	if err != nil {
		t.Fatal(err)
	}
	for _, format := range []rdf.Format{rdf.NTriples, rdf.Turtle} {
		var text bytes.Buffer
		triples, faulty := generate(&text, 200, format.Extension())
		st, err := shapes.ReadStore(context.Background(), &text, format, rdf.ReadOptions{}, shacl.StoreOptions{}, p)
		if err != nil {
			t.Fatal(err)
		}
		results := 0
		err = p.ValidateStore(context.Background(), st, nil, func(f shacl.Found) error {
			results += len(f.Results)
			return nil
		})
		if err != nil || results != expected[0].perFaulty*faulty {
			t.Errorf("%s: %d results; %v", format, results, err)
		}
		if n, err := st.Triples(context.Background()); n != triples || err != nil {
			t.Errorf("%s: %d triples, want %d; %v", format, n, triples, err)
		}
	}
}

func TestSameArgumentsSameBytes(t *testing.T) {
	var a, b bytes.Buffer
	generate(&a, 30, "ttl")
	generate(&b, 30, "ttl")
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error(fmt.Sprint("they differ: ", a.Len(), " and ", b.Len(), " bytes"))
	}
}
