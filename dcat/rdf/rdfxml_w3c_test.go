package rdf

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/trebbia/trebbia/internal/reference"
)

const w3cRDFXMLBase = "https://w3c.github.io/rdf-tests/rdf/rdf11/rdf-xml/"

// entries of the suite's manifest, in any order of its properties.
var (
	w3cEntry  = regexp.MustCompile(`(?ms)^<#([^>]+)> a rdft:(\w+);(.*?) \.$`)
	w3cAction = regexp.MustCompile(`mf:action <([^>]+)>`)
	w3cResult = regexp.MustCompile(`mf:result <([^>]+)>`)
)

func TestRDFXMLSuiteOfW3C(t *testing.T) {
	dir := filepath.Join(reference.Dir(t), "w3c", "rdf-tests", "rdf-xml")
	manifest := string(readTestFile(t, filepath.Join(dir, "manifest.ttl")))
	passed := map[string]int{}
	total := map[string]int{}
	for _, m := range w3cEntry.FindAllStringSubmatch(manifest, -1) {
		name, kind := m[1], m[2]
		action := w3cAction.FindStringSubmatch(m[3])[1]
		total[kind]++
		ok := t.Run(name, func(t *testing.T) {
			if kind == "TestXMLNegativeSyntax" {
				wantRDFXMLError(t, dir, action)
				return
			}
			wantRDFXMLTriples(t, dir, action, w3cResult.FindStringSubmatch(m[3])[1])
		})
		if ok {
			passed[kind]++
		}
	}
	for _, kind := range []string{"TestXMLEval", "TestXMLNegativeSyntax"} {
		t.Logf("W3C RDF/XML %s: %d of %d", kind, passed[kind], total[kind])
	}
	if total["TestXMLEval"] < 120 || total["TestXMLNegativeSyntax"] < 35 {
		t.Errorf("the manifest has only %v", total)
	}
}

// The suite's files that its manifest has commented out are right all the same.
func TestRDFXMLFilesOutsideTheManifest(t *testing.T) {
	dir := filepath.Join(reference.Dir(t), "w3c", "rdf-tests", "rdf-xml")
	manifest := string(readTestFile(t, filepath.Join(dir, "manifest.ttl")))
	files, err := filepath.Glob(filepath.Join(dir, "*", "*.rdf"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		name, err := filepath.Rel(dir, file)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(manifest, "\n  mf:action <"+filepath.ToSlash(name)+">") {
			continue
		}
		result := strings.TrimSuffix(name, ".rdf") + ".nt"
		if _, err := os.Stat(filepath.Join(dir, result)); err == nil {
			t.Run(name, func(t *testing.T) { wantRDFXMLTriples(t, dir, name, result) })
		}
	}
}

func wantRDFXMLTriples(t *testing.T, dir, action, result string) {
	t.Helper()
	text := readTestFile(t, filepath.Join(dir, action))
	opt := ReadOptions{Base: w3cRDFXMLBase + action}
	got, _, err := ReadGraph(bytes.NewReader(text), RDFXML, opt)
	if err != nil {
		t.Fatal(err)
	}
	want, _, err := ReadGraph(bytes.NewReader(readTestFile(t, filepath.Join(dir, result))), NTriples, ReadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	sameGraph(t, got, want)
	chunked, _, err := ReadGraph(iotest.OneByteReader(bytes.NewReader(text)), RDFXML, opt)
	if err != nil {
		t.Fatal(err)
	}
	sameGraph(t, chunked, got)
}

func wantRDFXMLError(t *testing.T, dir, action string) {
	t.Helper()
	text := readTestFile(t, filepath.Join(dir, action))
	opt := ReadOptions{Base: w3cRDFXMLBase + action}
	if g, _, err := ReadGraph(bytes.NewReader(text), RDFXML, opt); err == nil {
		t.Errorf("read without an error:\n%s", canonicalLines(t, g))
	}
	opt.Lenient = true
	if _, faults, err := ReadGraph(bytes.NewReader(text), RDFXML, opt); err != nil || len(faults) == 0 {
		t.Errorf("leniently read: faults %v, error %v", faults, err)
	}
}

func readTestFile(t testing.TB, path string) []byte {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func canonicalLines(t testing.TB, g *Graph) string {
	t.Helper()
	text, err := Canonical(g)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// sameGraph fails unless the graphs have the same canonical form.
func sameGraph(t testing.TB, got, want *Graph) {
	t.Helper()
	g, w := canonicalLines(t, got), canonicalLines(t, want)
	if g != w {
		t.Errorf("got\n%s\nwant\n%s", g, w)
	}
}
