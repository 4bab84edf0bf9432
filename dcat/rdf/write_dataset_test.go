package rdf

import (
	"bytes"
	"slices"
	"strings"
	"testing"
)

func TestWriteDatasetForm(t *testing.T) {
	quads := datasetOf(t, `ex:a ex:p _:x . ex:g { _:x a ex:C ; ex:p "1", "2" } ex:f { ex:a ex:p ex:b } _:x { ex:a ex:q 3 }`)
	prefixes := map[string]string{"ex": "http://example.org/", "unused": "http://unused.example/"}
	for f, want := range map[Format]string{
		TriG: `@prefix ex: <http://example.org/> .

ex:a ex:p _:b1 .

ex:f {
ex:a ex:p ex:b .
}

ex:g {
_:b1 ex:p "1" ,
        "2" ;
    a ex:C .
}

_:b1 {
ex:a ex:q 3 .
}
`,
		NQuads: `<http://example.org/a> <http://example.org/p> _:b1 .
<http://example.org/a> <http://example.org/p> <http://example.org/b> <http://example.org/f> .
_:b1 <http://example.org/p> "1" <http://example.org/g> .
_:b1 <http://example.org/p> "2" <http://example.org/g> .
_:b1 <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://example.org/C> <http://example.org/g> .
<http://example.org/a> <http://example.org/q> "3"^^<http://www.w3.org/2001/XMLSchema#integer> _:b1 .
`,
	} {
		for range 2 {
			var b bytes.Buffer
			if err := WriteDataset(&b, f, quads, WriteOptions{Prefixes: prefixes}); err != nil {
				t.Fatal(err)
			}
			if b.String() != want {
				t.Errorf("%s: have\n%s\nwant\n%s", f, b.String(), want)
			}
			slices.Reverse(quads)
			quads = append(quads, quads[0])
		}
	}
}

func TestWriteDatasetWithoutNames(t *testing.T) {
	quads := datasetOf(t, `ex:a ex:p [ ex:q 1 ] .`)
	g := NewGraph()
	for _, q := range quads {
		g.Add(q.Triple)
	}
	for _, f := range []Format{NTriples, NQuads, Turtle, TriG, RDFXML, JSONLD} {
		var have, want bytes.Buffer
		if err := WriteDataset(&have, f, quads, WriteOptions{}); err != nil {
			t.Fatal(err)
		}
		if err := Write(&want, f, g, WriteOptions{}); err != nil {
			t.Fatal(err)
		}
		if have.String() != want.String() {
			t.Errorf("%s: have\n%s\nwant\n%s", f, have.String(), want.String())
		}
	}
}

func TestWriteDatasetRefusesToLoseNames(t *testing.T) {
	quads := datasetOf(t, `ex:g { ex:a ex:p 1 }`)
	for _, f := range []Format{NTriples, Turtle, RDFXML} {
		var b bytes.Buffer
		err := WriteDataset(&b, f, quads, WriteOptions{})
		if err == nil || !strings.Contains(err.Error(), "named graphs") || b.Len() > 0 || f.NamedGraphs() {
			t.Errorf("%s: %v, wrote %q", f, err, b.String())
		}
	}
	quads[0].Graph = Literal("a name")
	for _, f := range []Format{NQuads, TriG, JSONLD} {
		if err := WriteDataset(new(bytes.Buffer), f, quads, WriteOptions{}); err == nil || !f.NamedGraphs() {
			t.Errorf("%s: a literal names a graph", f)
		}
	}
}

// A literal that is not what its datatype says is carried as it is.
func TestWriteDatasetKeepsWhatIsNoJSON(t *testing.T) {
	quads := datasetOf(t, `ex:g { ex:a ex:p "{not json"^^rdf:JSON, "[1]"^^rdf:JSON }`)
	var b bytes.Buffer
	if err := WriteDataset(&b, JSONLD, quads, WriteOptions{}); err != nil {
		t.Fatal(err)
	}
	back, faults := quadsAndFaults(t, b.Bytes(), JSONLD, ReadOptions{})
	have, _ := CanonicalQuads(back)
	want, _ := CanonicalQuads(quads)
	if len(faults) > 0 || !bytes.Equal(have, want) {
		t.Errorf("faults %v, have\n%s\nwant\n%s", faults, have, want)
	}
	if err := WriteJSONLD(new(bytes.Buffer), quads, JSONLDOptions{}); err == nil {
		t.Error("by the standard it is an error")
	}
}
