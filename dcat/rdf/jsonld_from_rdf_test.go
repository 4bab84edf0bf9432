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

func TestJSONLDFromRDFSuiteOfW3C(t *testing.T) {
	dir := filepath.Join(reference.Dir(t), "w3c", "json-ld-api")
	passed, total, skipped := map[string]int{}, map[string]int{}, 0
	for _, test := range jsonldTests(t, dir, "fromRdf-manifest.jsonld") {
		if reason := skipJSONLD(test); reason != "" {
			skipped++
			t.Logf("skipped %s %s: %s", test.ID, test.Name, reason)
			continue
		}
		kind := strings.TrimPrefix(test.Type[0], "jld:")
		total[kind]++
		if t.Run(test.ID, func(t *testing.T) { runFromRDFTest(t, dir, test, kind) }) {
			passed[kind]++
		}
	}
	for _, kind := range []string{"PositiveEvaluationTest", "NegativeEvaluationTest"} {
		t.Logf("W3C JSON-LD 1.1 fromRdf %s: %d of %d", kind, passed[kind], total[kind])
	}
	t.Logf("W3C JSON-LD 1.1 fromRdf skipped: %d", skipped)
}

func runFromRDFTest(t *testing.T, dir string, test jsonldTest, kind string) {
	quads, faults := quadsAndFaults(t, readTestFile(t, filepath.Join(dir, test.Input)), NQuads, ReadOptions{})
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	opt := JSONLDOptions{NativeTypes: test.Option.UseNativeTypes, TypeProperty: test.Option.UseRdfType, Direction: directions[test.Option.RDFDirection]}
	var text bytes.Buffer
	err := WriteJSONLD(&text, quads, opt)
	if kind == "NegativeEvaluationTest" {
		if err == nil {
			t.Errorf("written without an error: %s", text.String())
		}
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	names := blankNamesOf(quads, func(Term) bool { return true })
	got, want := decodeJSON(t, text.Bytes()), decodeJSON(t, readTestFile(t, filepath.Join(dir, test.Expect)))
	if !sameJSONLD(got, want, "", names) {
		t.Errorf("got\n%s\nwant\n%v with labels %v", text.String(), want, names)
	}
}

var directions = map[string]Direction{"i18n-datatype": DirectionDatatype, "compound-literal": DirectionNode}

func decodeJSON(t *testing.T, text []byte) any {
	t.Helper()
	var v any
	if err := json.Unmarshal(text, &v); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	return v
}

// sameJSONLD is the suite's object comparison: arrays are sets, except under @list.
// Our labels of blank nodes are others; names translates those that are wanted.
func sameJSONLD(got, want any, key string, names map[string]string) bool {
	switch want := want.(type) {
	case map[string]any:
		got, ok := got.(map[string]any)
		if !ok || len(got) != len(want) {
			return false
		}
		for k, v := range want {
			if other, ok := got[k]; !ok || !sameJSONLD(other, v, k, names) {
				return false
			}
		}
		return true
	case []any:
		got, ok := got.([]any)
		if !ok || len(got) != len(want) {
			return false
		}
		rest := slices.Clone(got)
		for _, v := range want {
			i := slices.IndexFunc(rest, func(other any) bool { return sameJSONLD(other, v, "", names) })
			if i < 0 || key == "@list" && i > 0 {
				return false
			}
			rest = slices.Delete(rest, i, i+1)
		}
		return true
	case string:
		if label, ok := strings.CutPrefix(want, "_:"); ok && (key == "@id" || key == "") {
			want = "_:" + names[label]
		}
		if key == "@language" {
			got, ok := got.(string)
			return ok && strings.EqualFold(got, want)
		}
		return got == any(want)
	}
	return got == want
}
