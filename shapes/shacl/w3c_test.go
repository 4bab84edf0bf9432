package shacl

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/internal/reference"
)

const (
	manifestNS = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
	testNS     = "http://www.w3.org/ns/shacl-test#"
)

// w3cTest is one entry of a manifest of the W3C SHACL test suite.
type w3cTest struct {
	name         string
	data, shapes *rdf.Graph
	manifest     *rdf.Graph
	result       rdf.Term
	sameDocument bool
}

func TestW3CCore(t *testing.T) {
	tests := w3cTests(t, "core")
	passed := 0
	for _, test := range tests {
		if t.Run(test.name, test.run) {
			passed++
		}
	}
	t.Logf("W3C SHACL Core: %d of %d tests pass", passed, len(tests))
	if len(tests) < 97 {
		t.Errorf("the suite has %d tests, at least 97 were there", len(tests))
	}
}

// TestW3CSPARQL holds that SPARQL-based shapes are refused by name. That is also what
// the tests want that expect a failure of the processor.
func TestW3CSPARQL(t *testing.T) {
	tests := w3cTests(t, "sparql")
	refused, failures := 0, 0
	for _, test := range tests {
		_, err := Compile(test.shapes)
		var fault *ShapeError
		if !errors.As(err, &fault) || fault.Rule != RuleUnsupported {
			t.Errorf("%s: compiled without a refusal: %v", test.name, err)
			continue
		}
		refused++
		if test.result == rdf.IRI(testNS+"Failure") {
			failures++
		}
	}
	t.Logf("W3C SHACL-SPARQL: %d of %d tests refused by name, among them all %d that expect a failure", refused, len(tests), failures)
	if len(tests) == 0 {
		t.Error("no tests found")
	}
}

func (test w3cTest) run(t *testing.T) {
	shapes, err := Compile(test.shapes)
	if err != nil {
		t.Fatal(err)
	}
	got := shapes.Validate(test.data).Graph()
	gotNode := rdf.Subjects(got, rdfType, sh("ValidationReport"))[0]
	gotConforms, wantConforms := rdf.Object(got, gotNode, sh("conforms")), rdf.Object(test.manifest, test.result, sh("conforms"))
	if gotConforms != wantConforms {
		t.Errorf("conforms is %s, want %s", gotConforms, wantConforms)
	}
	gotResults, wantResults := test.results(t, got, gotNode, nil), test.results(t, test.manifest, test.result, nil)
	for _, r := range wantResults {
		if !strings.Contains(r, "message=[]") {
			gotResults = test.results(t, got, gotNode, wantResults)
		}
	}
	if !slices.Equal(gotResults, wantResults) {
		t.Errorf("results are\n%s\nwant\n%s", strings.Join(gotResults, "\n"), strings.Join(wantResults, "\n"))
	}
}

// results returns the results of a report as sorted lines. Messages are compared only
// where the expected report has some.
func (test w3cTest) results(t *testing.T, g *rdf.Graph, report rdf.Term, withMessages []string) []string {
	var out []string
	for _, r := range rdf.Objects(g, report, sh("result")) {
		path := ""
		if node := rdf.Object(g, r, sh("resultPath")); !node.IsZero() {
			p, _, fault := parsePath(g, node)
			if fault != nil {
				t.Fatal(fault.message)
			}
			path = p.String()
		}
		line := fmt.Sprintf("focus=%s path=%s value=%s shape=%s component=%s severity=%s",
			test.label(rdf.Object(g, r, sh("focusNode"))), path,
			test.label(rdf.Object(g, r, sh("value"))),
			test.label(rdf.Object(g, r, sh("sourceShape"))),
			rdf.Object(g, r, sh("sourceConstraintComponent")), rdf.Object(g, r, sh("resultSeverity")))
		var messages []string
		if g == test.manifest || withMessages != nil {
			for _, m := range rdf.Objects(g, r, sh("resultMessage")) {
				messages = append(messages, m.String())
			}
		}
		out = append(out, fmt.Sprintf("%s message=%s", line, messages))
	}
	slices.Sort(out)
	return out
}

// label writes a term. Labels of blank nodes mean nothing across documents.
func (test w3cTest) label(term rdf.Term) string {
	if term.IsBlank() && !test.sameDocument {
		return "_:"
	}
	return term.String()
}

// w3cTests reads the manifests of one part of the suite.
func w3cTests(t *testing.T, part string) []w3cTest {
	t.Helper()
	root := filepath.Join(reference.Dir(t), "w3c", "data-shapes", "tests", part)
	var tests []w3cTest
	visited := map[string]bool{}
	var visit func(file string)
	visit = func(file string) {
		if visited[file] {
			return
		}
		visited[file] = true
		if _, err := os.Stat(file); errors.Is(err, os.ErrNotExist) {
			// the suite names a folder of validation reports that it does not contain
			t.Logf("%s is not in the suite", strings.TrimPrefix(file, root))
			return
		}
		g := readTurtle(t, file)
		for _, include := range rdf.Subjects(g, rdfType, rdf.IRI(manifestNS+"Manifest")) {
			for _, o := range rdf.Objects(g, include, rdf.IRI(manifestNS+"include")) {
				visit(strings.TrimPrefix(o.Value, "file://"))
			}
		}
		for entries := range g.Match(wild, rdf.IRI(manifestNS+"entries"), wild) {
			members, ok := readList(g, entries.Object)
			if !ok {
				t.Fatalf("%s: entries are not a list", file)
			}
			for _, entry := range members {
				tests = append(tests, readTest(t, g, file, entry))
			}
		}
	}
	visit(filepath.Join(root, "manifest.ttl"))
	return tests
}

func readTest(t *testing.T, manifest *rdf.Graph, file string, entry rdf.Term) w3cTest {
	action := rdf.Object(manifest, entry, rdf.IRI(manifestNS+"action"))
	load := func(property string) *rdf.Graph {
		name := strings.TrimPrefix(rdf.Object(manifest, action, rdf.IRI(testNS+property)).Value, "file://")
		if name == file {
			return manifest
		}
		return readTurtle(t, name)
	}
	test := w3cTest{
		name:     filepath.Base(filepath.Dir(file)) + "/" + filepath.Base(entry.Value),
		data:     load("dataGraph"),
		shapes:   load("shapesGraph"),
		manifest: manifest,
		result:   rdf.Object(manifest, entry, rdf.IRI(manifestNS+"result")),
	}
	test.sameDocument = test.data == manifest && test.shapes == manifest
	return test
}

// readTurtle reads a Turtle file, with its own place as base.
func readTurtle(t testing.TB, file string) *rdf.Graph {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	g, _, err := rdf.ReadGraph(f, rdf.Turtle, rdf.ReadOptions{Base: "file://" + filepath.ToSlash(file)})
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	return g
}
