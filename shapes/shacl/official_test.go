package shacl

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/internal/reference"
)

// TestOfficialShapes compiles the official files of DCAT-AP and validates SEMIC's own
// examples, each for itself. The numbers of results are those that pySHACL 0.40.0 gives
// (it refuses the file with undefined property shapes; there, without those references).
func TestOfficialShapes(t *testing.T) {
	root := reference.Dir(t)
	const v3, v2 = "dcat-ap-3/3.0.1/html/shacl/", "dcat-ap-2.1.1/dcat-ap_2.1.1_shacl_"
	examples := readExamples(t, filepath.Join(root, "examples", "semic", "3.0.1"))
	for _, test := range []struct {
		files             []string
		warnings, results int
	}{
		{[]string{v3 + "shapes.ttl"}, 5, 34},
		{[]string{v3 + "range.ttl"}, 0, 33},
		{[]string{v3 + "shapes_recommended.ttl"}, 0, 173},
		{[]string{v3 + "mdr-vocabularies.shape.ttl"}, 0, 15},
		{[]string{v3 + "deprecateduris.ttl"}, 1, 0},
		{[]string{"dcat-ap-3/3.0.1/shacl/dcat-ap-SHACL.ttl"}, 2, 67},
		{[]string{"dcat-ap-3/3.0.1/shacl/dcat-ap-SHACL.ttl", "dcat-ap-3/3.0.1/shacl/ranges.ttl"}, 5, 68},
		{[]string{v2 + "deprecateduris.ttl"}, 0, 0},
		{[]string{v2 + "mdr-vocabularies.shape.ttl"}, 0, 24},
		{[]string{v2 + "range.ttl"}, 0, 24},
		{[]string{v2 + "shapes.ttl"}, 0, 26},
		{[]string{v2 + "shapes_recommended.ttl"}, 0, 152},
		{[]string{"dcat-ap-hvd/3.0.0-hvd/html/hvd-SHACL-full.ttl"}, 1, 151},
	} {
		var graphs rdf.Union
		for _, file := range test.files {
			graphs = append(graphs, readTurtle(t, filepath.Join(root, "shapes", filepath.FromSlash(file))))
		}
		shapes, err := Compile(graphs)
		if err != nil {
			t.Errorf("%s: %v", test.files, err)
			continue
		}
		if got := len(shapes.Warnings()); got != test.warnings {
			t.Errorf("%s: %d warnings, want %d: %v", test.files, got, test.warnings, shapes.Warnings())
		}
		results := 0
		for _, g := range examples {
			results += len(shapes.Validate(g).Results)
		}
		t.Logf("%s: %d results", test.files, results)
		if results != test.results {
			t.Errorf("%s: %d results, want %d", test.files, results, test.results)
		}
	}
	_, err := Compile(readTurtle(t, filepath.Join(root, "shapes", "dcat-ap-it", "ndc-Ontologie-rules.shacl.ttl")))
	var fault *ShapeError
	if !errors.As(err, &fault) || fault.Rule != RuleUnsupported || fault.Position.Line == 0 {
		t.Errorf("shapes with a SPARQL target: %v", err)
	}
}

// readExamples reads the examples of a folder that are Turtle; two of SEMIC's are not.
func readExamples(t *testing.T, dir string) []*rdf.Graph {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.ttl"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no examples in %s: %v", dir, err)
	}
	var graphs []*rdf.Graph
	for _, file := range files {
		f, err := os.Open(file)
		if err != nil {
			t.Fatal(err)
		}
		g, _, err := rdf.ReadGraph(f, rdf.Turtle, rdf.ReadOptions{Base: "http://example.org/"})
		f.Close()
		if err != nil {
			t.Logf("%s: %v", filepath.Base(file), err)
			continue
		}
		graphs = append(graphs, g)
	}
	return graphs
}
