package shapes_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/dcat/vocab"
	"github.com/trebbia/trebbia/internal/reference"
	"github.com/trebbia/trebbia/shapes"
	"github.com/trebbia/trebbia/shapes/shacl"
)

// Real catalogues: what the findings of every profile say of them must be true. The
// counts are only logged, because the files are not ours.
func TestFindingsInRealCataloguesAreTrue(t *testing.T) {
	profiles := make([]*shapes.Profile, len(shapes.Names()))
	for i, name := range shapes.Names() {
		profiles[i] = loadNamed(t, name)
	}
	for _, pattern := range []string{
		"examples/inps-ndc/*.ttl", "examples/ckanext-dcatapit/*.rdf", "examples/ckanext-dcatapit/*.ttl", "examples/catalogs-it/*.rdf",
	} {
		paths, err := filepath.Glob(filepath.Join(reference.Dir(t), filepath.FromSlash(pattern)))
		if err != nil || len(paths) == 0 {
			t.Skipf("%s: no files (%v)", pattern, err)
		}
		counts := map[string]int{}
		for _, path := range paths {
			g, faults := readLeniently(t, path)
			for _, f := range faults {
				t.Logf("%s:%v", filepath.Base(path), f)
			}
			for _, p := range profiles {
				for _, r := range p.Validate(g).Results {
					counts[fmt.Sprintf("%-11s %-9s %-45s %s", p.Name, r.Severity, p.ID(r), p.Rule(r))]++
					if why := refute(p, g, r); why != "" {
						t.Errorf("%s: %s of %s %s: %s", filepath.Base(path), p.ID(r), r.FocusNode, r.Value, why)
					}
				}
			}
		}
		var lines strings.Builder
		for _, key := range slices.Sorted(maps.Keys(counts)) {
			fmt.Fprintf(&lines, "\n%6d %s", counts[key], key)
		}
		t.Logf("%s: %d files%s", pattern, len(paths), &lines)
	}
}

// refute checks a finding by looking at the triples again, without the engine, and says
// why it is not true, or "".
func refute(p *shapes.Profile, g *rdf.Graph, r shacl.Result) string {
	path, plain := r.Path.Predicate()
	if !plain {
		return ""
	}
	values := rdf.Objects(g, r.FocusNode, path)
	id := p.ID(r)
	switch {
	case strings.HasSuffix(id, "-missing") && len(values) > 0:
		return fmt.Sprintf("it has %v", values)
	case strings.HasSuffix(id, "-several") && len(values) < 2:
		return fmt.Sprintf("it has only %v", values)
	case strings.HasSuffix(id, "-literal") && r.Value.IsLiteral():
		return "the value is text"
	case strings.HasSuffix(id, "-kind") && path.Value != vocab.RDFType && r.Value.IsIRI():
		return "the value is an IRI"
	case strings.HasSuffix(id, "-described") && rdf.Has(g, r.Value, rdf.IRI(vocab.RDFType), rdf.Term{}):
		return "the value is described"
	case strings.HasSuffix(id, "-code"), strings.HasSuffix(id, "-known"):
		for _, name := range []string{"theme", "frequency", "file-type", "language", "licence", "licence-type", "licence-group"} {
			table, _ := vocab.Lookup(name)
			if _, ok := table.IRI(r.Value.Value); ok {
				return "the value is a code of " + name
			}
		}
	}
	return ""
}

func readLeniently(t *testing.T, path string) (*rdf.Graph, []*rdf.SyntaxError) {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	base := "https://www.example.it/catalogo/" + filepath.Base(path)
	g, faults, err := rdf.ReadGraph(f, rdf.FormatByName(path), rdf.ReadOptions{Base: base, Lenient: true})
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return g, faults
}
