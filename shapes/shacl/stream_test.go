package shacl

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/internal/reference"
)

// tight keeps as little in memory as can be, so that every path through temporary files
// is taken.
func tight(t testing.TB) StoreOptions {
	dir := t.TempDir()
	return StoreOptions{Memory: 1 << 10, Workers: 3, Temporary: func() (TemporaryFile, error) { return os.CreateTemp(dir, "store") }}
}

// compareWithWhole validates a document streamed and in memory.
func compareWithWhole(t *testing.T, text []byte, f rdf.Format, shapes []*Shapes, background ...rdf.Matcher) (results int) {
	t.Helper()
	read := rdf.ReadOptions{Base: "http://example.org/", Lenient: true}
	g, faults, err := rdf.ReadGraph(bytes.NewReader(text), f, read)
	if err != nil {
		t.Fatal(err)
	}
	for _, opt := range []StoreOptions{{}, tight(t)} {
		st, err := ReadStore(context.Background(), bytes.NewReader(text), f, read, opt, shapes...)
		if err != nil {
			t.Fatal(err)
		}
		defer st.Close()
		if got, want := fmt.Sprint(st.Faults()), fmt.Sprint(faults); got != want {
			t.Errorf("faults %s, want %s", got, want)
		}
		for _, s := range shapes {
			want := s.Validate(g, background...).Results
			var got []Result
			err := s.ValidateStore(context.Background(), st, []rdf.Term{rdfType}, func(f Found) error {
				for _, r := range f.Results {
					if all, of := rdf.Objects(g, r.FocusNode, rdfType), rdf.Objects(f.About, r.FocusNode, rdfType); fmt.Sprint(all) != fmt.Sprint(of) {
						t.Errorf("%s has the types %v, want %v", r.FocusNode, of, all)
					}
				}
				got = append(got, f.Results...)
				return nil
			}, background...)
			if err != nil {
				t.Fatal(err)
			}
			results = len(want)
			compareResults(t, got, want)
		}
		if n, err := st.Triples(context.Background()); n != g.Len() || err != nil {
			t.Errorf("%d triples, want %d; %v", n, g.Len(), err)
		}
	}
	return results
}

func compareResults(t *testing.T, got, want []Result) {
	t.Helper()
	for i := range max(len(got), len(want)) {
		var a, b string
		if i < len(got) {
			a = writtenDown(got[i])
		}
		if i < len(want) {
			b = writtenDown(want[i])
		}
		if a != b {
			t.Errorf("result %d of %d, want %d:\n%s\nwant\n%s", i, len(got), len(want), a, b)
			return
		}
	}
}

func writtenDown(r Result) string {
	var b strings.Builder
	fmt.Fprint(&b, r.FocusNode, " ", r.PathText, " ", r.Path, " ", r.Value, " ", r.Shape, " ", r.Component, " ", r.Severity, r.SeverityTerm, r.Messages, r.Position)
	for _, d := range r.Detail {
		b.WriteString("\n  detail " + writtenDown(d))
	}
	return b.String()
}

func ntriples(g rdf.Matcher) []byte {
	var b bytes.Buffer
	for t := range g.Match(wild, wild, wild) {
		b.WriteString(t.String() + "\n")
	}
	return b.Bytes()
}

func shuffled(text []byte, seed uint64) []byte {
	all := strings.SplitAfter(string(text), "\n")
	rand.New(rand.NewPCG(seed, 1)).Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return []byte(strings.Join(all, ""))
}

// oddShapes reach further than application profiles do.
const oddShapes = `
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix dct: <http://purl.org/dc/terms/> . @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix ex: <https://shapes.example/> . @prefix vcard: <http://www.w3.org/2006/vcard/ns#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
ex:Closed sh:targetClass dcat:Distribution ; sh:closed true ; sh:ignoredProperties (rdf:type dct:title) ; sh:property [sh:path dct:format ; sh:node ex:Format] .
ex:Format a sh:NodeShape ; sh:property [sh:path dct:title ; sh:minCount 1], [sh:path [sh:inversePath dct:format] ; sh:maxCount 2] .
ex:Back sh:targetClass dcat:Dataset ; sh:property [sh:path [sh:inversePath dcat:dataset] ; sh:minCount 2 ; sh:class foaf:Agent], [sh:path (dcat:distribution dct:license) ; sh:maxCount 0],
  [sh:path (dcat:distribution [sh:inversePath dcat:distribution] dct:identifier) ; sh:pattern "^x"], [sh:path [sh:oneOrMorePath dct:publisher] ; sh:property [sh:path foaf:name ; sh:maxCount 0]],
  [sh:path dcat:theme ; sh:property [sh:path rdf:type ; sh:minCount 1]], [sh:path dct:issued ; sh:or ([sh:datatype xsd:gYear] [sh:nodeKind sh:IRI])],
  [sh:path [sh:alternativePath (dct:issued dct:modified)] ; sh:maxCount 1], [sh:path dct:title ; sh:equals dct:description] .
ex:Subjects sh:targetSubjectsOf vcard:hasEmail, dcat:startDate ; sh:property [sh:path vcard:fn ; sh:maxCount 0 ; sh:hasValue "x"] .
ex:There sh:targetNode dcat:Dataset, dcat:Catalog, dcat:Nothing, "literal", <https://catalogue.example/catalog>, <https://catalogue.example/dataset/3> ;
  sh:property [sh:path [sh:inversePath rdf:type] ; sh:minCount 200], [sh:path dct:nothing ; sh:minCount 1] .
ex:Types sh:targetNode foaf:Agent ; sh:property [sh:path [sh:inversePath rdf:type] ; sh:minLength 1000] .
ex:Loop sh:targetClass dcat:Catalog, owl:Thing ; sh:property [sh:path dct:relation ; sh:node ex:Loop ; sh:class dcat:Dataset] .
`

func testShapes(t testing.TB) []*Shapes {
	out := []*Shapes{compileTurtle(t, catalogueShapes), compileTurtle(t, oddShapes)}
	return append(out, compileTurtle(t, `@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix dct: <http://purl.org/dc/terms/> .
		[] sh:targetObjectsOf dct:issued, dct:license ; sh:minLength 100 .`))
}

const oddTriples = `
<https://catalogue.example/catalog> <http://purl.org/dc/terms/relation> <https://catalogue.example/catalog> .
<https://catalogue.example/catalog> <http://purl.org/dc/terms/relation> <https://catalogue.example/thing> .
<https://catalogue.example/thing> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://catalogue.example/Kind> .
<https://catalogue.example/thing> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "literal" .
<https://catalogue.example/Kind> <http://www.w3.org/2000/01/rdf-schema#subClassOf> <http://www.w3.org/2002/07/owl#Thing> .
<https://catalogue.example/thing> <http://purl.org/dc/terms/relation> <https://catalogue.example/catalog> .
<https://catalogue.example/thing> broken .
<https://catalogue.example/thing> <http://purl.org/dc/terms/relation> "not a thing"@en .
`

func TestStreamGivesWhatTheWholeGives(t *testing.T) {
	text := append(ntriples(catalogue(60)), oddTriples...)
	text = append(text, text[:20_000]...) // stated twice
	shapes := testShapes(t)
	for _, sets := range [][]*Shapes{shapes[:1], shapes[:2], shapes} {
		for seed, text := range [][]byte{text, shuffled(text, 1), shuffled(text, 2), nil} {
			results := compareWithWhole(t, text, rdf.NTriples, sets)
			t.Logf("order %d: %d results", seed, results)
		}
	}
}

// TestStreamOfParts has a document of several parts, with runs cut between them.
func TestStreamOfParts(t *testing.T) {
	text := ntriples(catalogue(400))
	for _, text := range [][]byte{text, shuffled(text, 3)} {
		if results := compareWithWhole(t, text, rdf.NTriples, testShapes(t)[:1]); results == 0 {
			t.Error("no results")
		}
	}
}

func TestStreamOfReferenceExamples(t *testing.T) {
	root := reference.Dir(t)
	var shapes []*Shapes
	for _, files := range [][]string{{"dcat-ap-SHACL.ttl", "ranges.ttl"}, {"../html/shacl/shapes.ttl"}, {"../html/shacl/range.ttl"}, {"../html/shacl/shapes_recommended.ttl"}, {"../html/shacl/mdr-vocabularies.shape.ttl"}} {
		var union rdf.Union
		for _, file := range files {
			union = append(union, readTurtle(t, filepath.Join(root, "shapes", "dcat-ap-3", "3.0.1", "shacl", filepath.FromSlash(file))))
		}
		s, err := Compile(union)
		if err != nil {
			t.Fatal(err)
		}
		shapes = append(shapes, s)
	}
	documents := 0
	err := filepath.WalkDir(filepath.Join(root, "examples"), func(path string, d os.DirEntry, err error) error {
		f := rdf.FormatByName(path)
		if err != nil || d.IsDir() || f == rdf.Unknown || f == rdf.JSONLD && !strings.HasSuffix(path, ".jsonld") {
			return err
		}
		info, err := d.Info()
		if err != nil || info.Size() > 3<<20 {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		g, _, err := rdf.ReadGraph(bytes.NewReader(text), f, rdf.ReadOptions{Base: "http://example.org/", Lenient: true})
		if err != nil || g.Len() == 0 {
			return nil
		}
		documents++
		t.Run(filepath.Base(path), func(t *testing.T) {
			compareWithWhole(t, text, f, shapes)
			compareWithWhole(t, shuffled(ntriples(g), 7), rdf.NTriples, shapes)
		})
		return nil
	})
	if err != nil || documents < 10 {
		t.Errorf("%d documents; %v", documents, err)
	}
	t.Log(documents, "documents")
}

func TestStreamStops(t *testing.T) {
	text := ntriples(catalogue(100))
	s := compileTurtle(t, catalogueShapes)
	ctx, cancel := context.WithCancel(context.Background())
	st, err := ReadStore(ctx, bytes.NewReader(text), rdf.NTriples, rdf.ReadOptions{}, tight(t), s)
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	if n := st.Count(rdf.IRI("http://www.w3.org/ns/dcat#Dataset")); n != 100 {
		t.Errorf("%d datasets", n)
	}
	if err := s.ValidateStore(ctx, st, nil, func(Found) error { return os.ErrClosed }); err != os.ErrClosed {
		t.Error(err)
	}
	if err := compileTurtle(t, oddShapes).ValidateStore(ctx, st, nil, func(Found) error { return nil }); err != errOtherShapes {
		t.Error(err)
	}
	cancel()
	if err := s.ValidateStore(ctx, st, nil, func(Found) error { return nil }); err != context.Canceled {
		t.Error(err)
	}
	if _, err := ReadStore(context.Background(), strings.NewReader("<a:s> <a:p> <a:o> .\n<a:s> .\n"), rdf.NTriples, rdf.ReadOptions{}, StoreOptions{}, s); err == nil {
		t.Error("a broken statement in strict mode")
	}
}

// TestStreamPositionOfLiteral has a path whose first branch would lead from a literal to
// the focus node, which nothing can state.
func TestStreamPositionOfLiteral(t *testing.T) {
	text := []byte("<http://e/n> <http://e/q> \"x\" .\n<http://e/n> <http://e/p> <http://e/n> .\n")
	s := compileTurtle(t, `ex:S sh:targetNode ex:n ; sh:path [sh:alternativePath ([sh:inversePath ex:p] ex:q)] ; sh:nodeKind sh:IRI .`)
	if n := compareWithWhole(t, text, rdf.NTriples, []*Shapes{s}); n != 1 {
		t.Errorf("%d results", n)
	}
}

// TestStreamOfW3CSuite has shapes of every kind and their data as one document each.
func TestStreamOfW3CSuite(t *testing.T) {
	for _, test := range w3cTests(t, "core") {
		t.Run(test.name, func(t *testing.T) {
			s, err := Compile(test.shapes)
			if err != nil {
				t.Fatal(err)
			}
			text := []byte(ntriples(test.data))
			compareWithWhole(t, text, rdf.NTriples, []*Shapes{s})
			compareWithWhole(t, shuffled(text, 5), rdf.NTriples, []*Shapes{s})
		})
	}
}
