package rdf

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/trebbia/trebbia/internal/reference"
)

const w3cJSONLDBase = "https://w3c.github.io/json-ld-api/tests/"

// jsonldTest is an entry of the suite's manifest.
type jsonldTest struct {
	ID     string   `json:"@id"`
	Type   []string `json:"@type"`
	Name   string   `json:"name"`
	Input  string   `json:"input"`
	Expect string   `json:"expect"`
	Option struct {
		Base, ProcessingMode, SpecVersion, ExpandContext, RDFDirection string
		ProduceGeneralizedRdf                                          bool
		UseNativeTypes, UseRdfType                                     bool
	} `json:"option"`
}

func jsonldTests(t *testing.T, dir, manifest string) []jsonldTest {
	t.Helper()
	var m struct {
		Sequence []jsonldTest `json:"sequence"`
	}
	if err := json.Unmarshal(readTestFile(t, filepath.Join(dir, manifest)), &m); err != nil {
		t.Fatal(err)
	}
	return m.Sequence
}

// skipJSONLD says why a test of the suite is not run, or returns "".
func skipJSONLD(test jsonldTest) string {
	switch {
	case test.Option.SpecVersion == "json-ld-1.0" || test.Option.ProcessingMode == "json-ld-1.0":
		return "JSON-LD 1.0: we read 1.1 only"
	case test.Option.ProduceGeneralizedRdf:
		return "generalised RDF: a graph here has no blank node predicates"
	}
	return skippedJSONLD[test.ID]
}

const (
	twoNumberSigns = "an IRI with two number signs passes, as in Turtle's grammar; the test wants its statement dropped"
	wholeLists     = "a list with a broken item is dropped whole and reported; the test wants a cell without an item"
)

var skippedJSONLD = map[string]string{
	"#te111": twoNumberSigns,
	"#te112": twoNumberSigns,
	"#tli12": wholeLists,
	"#tli14": wholeLists,
}

func TestJSONLDSuiteOfW3C(t *testing.T) {
	dir := filepath.Join(reference.Dir(t), "w3c", "json-ld-api")
	contexts := map[string][]byte{}
	for _, pattern := range []string{"toRdf/*.jsonld", "toRdf/*/*.jsonld"} {
		files, err := filepath.Glob(filepath.Join(dir, filepath.FromSlash(pattern)))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			name, err := filepath.Rel(dir, file)
			if err != nil {
				t.Fatal(err)
			}
			contexts[w3cJSONLDBase+filepath.ToSlash(name)] = readTestFile(t, file)
		}
	}
	passed, total, skipped := map[string]int{}, map[string]int{}, 0
	for _, test := range jsonldTests(t, dir, "toRdf-manifest.jsonld") {
		if reason := skipJSONLD(test); reason != "" {
			skipped++
			t.Logf("skipped %s %s: %s", test.ID, test.Name, reason)
			continue
		}
		kind := strings.TrimPrefix(test.Type[0], "jld:")
		total[kind]++
		ok := t.Run(test.ID, func(t *testing.T) {
			opt := ReadOptions{Base: w3cJSONLDBase + test.Input, Contexts: contexts, Direction: directions[test.Option.RDFDirection]}
			if test.Option.Base != "" {
				opt.Base = test.Option.Base
			}
			runJSONLDTest(t, dir, test, kind, opt)
		})
		if ok {
			passed[kind]++
		}
	}
	for _, kind := range []string{"PositiveEvaluationTest", "PositiveSyntaxTest", "NegativeEvaluationTest"} {
		t.Logf("W3C JSON-LD 1.1 toRdf %s: %d of %d", kind, passed[kind], total[kind])
	}
	t.Logf("W3C JSON-LD 1.1 toRdf skipped: %d", skipped)
}

func runJSONLDTest(t *testing.T, dir string, test jsonldTest, kind string, opt ReadOptions) {
	text := readTestFile(t, filepath.Join(dir, test.Input))
	if test.Option.ExpandContext != "" {
		text = slices.Concat([]byte(`{"@context": `), contextOf(t, filepath.Join(dir, test.Option.ExpandContext)), []byte(`, "@graph": `), text, []byte("}"))
	}
	if kind == "NegativeEvaluationTest" {
		for _, err := range Read(bytes.NewReader(text), JSONLD, opt) {
			if err != nil {
				return
			}
		}
		t.Errorf("read without an error: %s", text)
		return
	}
	// What the standard lets vanish is reported, so these are read leniently.
	opt.Lenient = true
	quads, faults := quadsAndFaults(t, text, JSONLD, opt)
	if kind == "PositiveSyntaxTest" {
		return
	}
	got, err := CanonicalQuads(quads)
	if err != nil {
		t.Fatal(err)
	}
	expected, _ := quadsAndFaults(t, readTestFile(t, filepath.Join(dir, test.Expect)), NQuads, ReadOptions{Lenient: true})
	want, err := CanonicalQuads(expected)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s\ngot\n%s\nwant\n%s\nfaults %v", text, got, want, faults)
	}
}

func contextOf(t *testing.T, path string) []byte {
	t.Helper()
	var doc map[string]json.RawMessage
	if err := json.Unmarshal(readTestFile(t, path), &doc); err != nil {
		t.Fatal(err)
	}
	return doc["@context"]
}

func quadsAndFaults(t *testing.T, text []byte, f Format, opt ReadOptions) (quads []Quad, faults []error) {
	t.Helper()
	for q, err := range Read(bytes.NewReader(text), f, opt) {
		if err != nil {
			faults = append(faults, err)
			continue
		}
		quads = append(quads, q)
	}
	return quads, faults
}
