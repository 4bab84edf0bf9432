package shacl

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/trebbia/trebbia/dcat/rdf"
)

// parted cuts N-Triples into documents and writes some of them as Turtle.
func parted(t *testing.T, text []byte, parts int) (documents []string, formats []rdf.Format) {
	t.Helper()
	lines := strings.SplitAfter(string(text), "\n")
	size := len(lines)/parts + 1
	for len(lines) > 0 {
		n := min(size, len(lines))
		document, format := strings.Join(lines[:n], ""), rdf.NTriples
		if len(documents)%2 == 1 {
			format = rdf.Turtle // of which N-Triples is a subset
		}
		documents, formats = append(documents, document), append(formats, format)
		lines = lines[n:]
	}
	return append(documents, ""), append(formats, rdf.Turtle)
}

// TestStoreOfSeveralDocuments: documents that are read one after the other are validated
// as the graph that they are together, and each result knows its document and line.
func TestStoreOfSeveralDocuments(t *testing.T) {
	ctx, read := context.Background(), rdf.ReadOptions{Base: "http://example.org/", Lenient: true}
	for _, text := range [][]byte{append(ntriples(catalogue(60)), oddTriples...), shuffled(append(ntriples(catalogue(60)), oddTriples...), 4)} {
		for _, shapes := range [][]*Shapes{testShapes(t)[:2], testShapes(t)} { // the latter need the data whole
			for _, opt := range []StoreOptions{{}, tight(t)} {
				opt.Several = true
				documents, formats := parted(t, text, 7)
				st, g := NewStore(opt, shapes...), rdf.NewGraph()
				var faults []*rdf.SyntaxError
				first := 0
				for i, document := range documents {
					if err := st.Read(ctx, strings.NewReader(document), formats[i], read); err != nil {
						t.Fatal(err)
					}
					more, wrong, err := rdf.ReadGraph(strings.NewReader(document), formats[i], read)
					if err != nil {
						t.Fatal(err)
					}
					last := 0
					from := numbered(first, i)
					for triple := range more.All() {
						q := rdf.Quad{Triple: triple, Position: more.Position(triple)}
						last = max(last, q.Position.Line)
						from.place(&q)
						g.AddAt(q.Triple, q.Position)
					}
					for _, fault := range wrong {
						last = max(last, fault.Position.Line)
						fault.Position.Line += first
						faults = append(faults, fault)
					}
					first += last
				}
				if err := st.Finish(); err != nil {
					t.Fatal(err)
				}
				if got, want := fmt.Sprint(st.Faults()), fmt.Sprint(faults); got != want {
					t.Errorf("faults %s, want %s", got, want)
				}
				for _, s := range shapes {
					var got []Result
					err := s.ValidateStore(ctx, st, nil, func(f Found) error {
						got = append(got, f.Results...)
						return nil
					})
					if err != nil {
						t.Fatal(err)
					}
					want := s.Validate(g).Results
					if len(want) == 0 {
						t.Error("no results")
					}
					compareResults(t, got, want)
					for _, r := range got {
						inTheText(t, st, documents, r)
					}
				}
				if err := st.Close(); err != nil {
					t.Error(err)
				}
			}
		}
	}
}

func numbered(start, i int) document { return document{start, fmt.Sprintf("d%d.", i)} }

// inTheText looks a result up at its place.
func inTheText(t *testing.T, st *Store, documents []string, r Result) {
	t.Helper()
	if r.Position == (rdf.Position{}) {
		return
	}
	i, at := st.Locate(r.Position)
	lines := strings.Split(documents[i], "\n")
	if at.Line < 1 || at.Line > len(lines) {
		t.Fatalf("%s is at line %d of document %d, which has %d", r.FocusNode, at.Line, i, len(lines))
	}
	_, label, marked := strings.Cut(r.FocusNode.Value, ".")
	if r.FocusNode.IsBlank() && marked {
		if !strings.Contains(lines[at.Line-1], "_:"+label) {
			t.Errorf("%s is not in line %d of document %d: %s", r.FocusNode, at.Line, i, lines[at.Line-1])
		}
		return
	}
	if !r.FocusNode.IsLiteral() && !strings.Contains(lines[at.Line-1], r.FocusNode.Value) {
		t.Errorf("%s is not in line %d of document %d: %s", r.FocusNode, at.Line, i, lines[at.Line-1])
	}
}

// TestBlankNodesOfDocumentsStayApart: a label holds within its document only.
func TestBlankNodesOfDocumentsStayApart(t *testing.T) {
	s := compileTurtle(t, `@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix dct: <http://purl.org/dc/terms/> .
		[] sh:targetSubjectsOf dct:title ; sh:property [ sh:path dct:title ; sh:maxCount 1 ] .`)
	for several, want := range map[bool]int{true: 0, false: 1} {
		st := NewStore(StoreOptions{Several: several}, s)
		for _, title := range []string{"one", "two"} {
			text := fmt.Sprintf("_:b <http://purl.org/dc/terms/title> %q .\n", title)
			if err := st.Read(context.Background(), bytes.NewReader([]byte(text)), rdf.NTriples, rdf.ReadOptions{}); err != nil {
				t.Fatal(err)
			}
		}
		if err := st.Finish(); err != nil {
			t.Fatal(err)
		}
		results := 0
		err := s.ValidateStore(context.Background(), st, nil, func(f Found) error { results += len(f.Results); return nil })
		if err != nil || results != want {
			t.Errorf("several %v: %d results, want %d; %v", several, results, want, err)
		}
	}
}
