package trebbia

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/dcat/vocab"
	"github.com/trebbia/trebbia/internal/reference"
	"github.com/trebbia/trebbia/internal/report"
	"github.com/trebbia/trebbia/mappings"
)

// collected keeps the events of a run.
type collected []report.Event

func (c *collected) Handle(e report.Event) error {
	*c = append(*c, e)
	return nil
}

// realRun plans over one source and returns the events; nothing is written.
func realRun(t *testing.T, source string) (Result, collected) {
	t.Helper()
	dir := t.TempDir()
	file := filepath.Join(dir, "trebbia.yaml")
	config := fmt.Sprintf(`catalog:
  base: https://www.example.it/opendata
  title: {it: Prova}
  description: {it: Prova}
  publisher: ente
agents:
  ente: {name: {it: Ente di prova}, identifier: c_prova}
identifiers: {prefix: c_prova}
sources:
  - %s
target: {kind: files, path: catalogo}
`, source)
	if err := os.WriteFile(file, []byte(config), 0o644); err != nil {
		t.Fatal(err)
	}
	cfg, err := LoadConfig(file)
	if err != nil {
		t.Fatal(err)
	}
	var events collected
	result, err := Plan(t.Context(), cfg, Options{Clock: time.Now, NoInspect: true, Handler: &events})
	if err != nil {
		t.Fatal(err)
	}
	return result, events
}

// TestRealCatalogues sends real RDF through harvest, mapping and validation: every
// dataset is either published or set aside with reasons, and what is said of a missing
// property is true of the document.
func TestRealCatalogues(t *testing.T) {
	root := reference.Dir(t)
	var files []string
	for _, pattern := range []string{"examples/catalogs-it/*.rdf", "examples/inps-ndc/*.ttl", "examples/ckanext-dcatapit/dataset*.rdf", "examples/ckanext-dcatapit/catalog_dati_unibo.rdf"} {
		found, err := filepath.Glob(filepath.Join(root, pattern))
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, found...)
	}
	if len(files) < 30 {
		t.Fatalf("%d files in the reference, expected 30 or more", len(files))
	}
	totals := map[string]int{}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			source := fmt.Sprintf("{name: reale, kind: dcat, path: %q, mapping: rdf-dcat-ap-it}", file)
			_, events := realRun(t, source)
			want := datasetsIn(t, file)
			original := graphOf(t, file)
			for _, e := range events {
				switch {
				case e.Source != nil:
					if e.Source.Read != want {
						t.Errorf("read %d records, the document describes %d datasets", e.Source.Read, want)
					}
					if e.Source.Published+e.Source.SetAside != e.Source.Read {
						t.Errorf("published %d + set aside %d != read %d", e.Source.Published, e.Source.SetAside, e.Source.Read)
					}
					totals["published"] += e.Source.Published
					totals["set aside"] += e.Source.SetAside
				case e.SetAside != nil:
					if len(e.SetAside.Reasons) == 0 {
						t.Errorf("%s is set aside without a reason", e.SetAside.Record)
					}
					for _, f := range e.SetAside.Reasons {
						checkMissing(t, original, e.SetAside.Record, f)
					}
				case e.Finding != nil:
					checkMissing(t, original, e.Finding.Record, *e.Finding)
				case e.Note != nil:
					totals[string(e.Note.Gap.Kind)]++
					if e.Note.Gap.Kind == mappings.Repaired && e.Note.Gap.Rule == "" {
						t.Errorf("a repair without the name of its rule: %+v", e.Note.Gap)
					}
				}
			}
		})
	}
	t.Logf("%d documents: %v", len(files), totals)
}

// checkMissing holds a finding that a dataset lacks a property against the document.
func checkMissing(t *testing.T, original *rdf.Graph, record string, f report.Finding) {
	t.Helper()
	if !strings.HasPrefix(f.Node, "dataset ") || f.Value != "" || !strings.Contains(f.Text("en"), "has no ") {
		return
	}
	prefix, name, ok := strings.Cut(f.Path, ":")
	if !ok {
		return
	}
	property := rdf.IRI(vocab.Prefixes[prefix] + name)
	for _, o := range rdf.Objects(original, rdf.IRI(record), property) {
		if o.Value != "" {
			t.Errorf("%s is said to have no %s, the document says %s", record, f.Path, o)
		}
	}
}

func graphOf(t *testing.T, file string) *rdf.Graph {
	t.Helper()
	in, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	g, _, err := rdf.ReadGraph(in, rdf.FormatByName(file), rdf.ReadOptions{Base: fileIRI(file), Lenient: true})
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func datasetsIn(t *testing.T, file string) int {
	t.Helper()
	g := graphOf(t, file)
	seen := map[rdf.Term]bool{}
	for _, class := range []string{vocab.DCATDataset, vocab.DCATAPIT + "Dataset"} {
		for _, s := range rdf.Subjects(g, rdf.IRI(vocab.RDFType), rdf.IRI(class)) {
			seen[s] = true
		}
	}
	return len(seen)
}
