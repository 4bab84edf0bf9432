package publish

import (
	"bytes"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/trebbia/trebbia/dcat"
	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/dcat/vocab"
)

// withPeriod gives the dataset a blank node, under the same label in every dataset.
func withPeriod(d *dcat.Dataset, year string) *dcat.Dataset {
	period := rdf.Blank("p")
	d.Graph.Add(rdf.Triple{Subject: d.Node(), Predicate: rdf.IRI(vocab.DCTTemporal), Object: period})
	d.Graph.Add(rdf.Triple{Subject: period, Predicate: rdf.IRI(vocab.DCATAPIT + "startDate"),
		Object: rdf.TypedLiteral(year+"-01-01", vocab.XSD+"date")})
	return d
}

// storyWants are two datasets that share an agent and a licence but not their periods.
func storyWants(t *testing.T) []Want {
	return []Want{
		want(t, withCompanion(withPeriod(testDataset("1", "Domande"), "2020"), "domande.csv-metadata.json")),
		want(t, withPeriod(testDataset("2", "Lavoratori"), "2021")),
	}
}

func TestCatalogueDirectory(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "catalogo")
	publishTo(t, dir, storyWants(t))
	files := readDir(t, dir)
	archive := &txtar.Archive{}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if !strings.HasSuffix(name, "/") {
			archive.Files = append(archive.Files, txtar.File{Name: name, Data: []byte(files[name])})
		}
	}
	golden(t, "catalogo.txtar", txtar.Format(archive))
}

// The same graph in every syntax, for our readers and for those of others.
func TestEverySyntaxSaysTheSame(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "catalogo")
	ws := storyWants(t)
	publishTo(t, dir, ws)
	for _, name := range []string{"catalog", "dataset/inps-1"} {
		graphs := map[rdf.Format]*rdf.Graph{}
		for _, format := range catalogueFormats {
			text, err := os.ReadFile(filepath.Join(dir, name+"."+format.Extension()))
			if err != nil {
				t.Fatal(err)
			}
			g, _, err := rdf.ReadGraph(bytes.NewReader(text), format, rdf.ReadOptions{})
			if err != nil {
				t.Fatalf("%s as %s: %v", name, format, err)
			}
			graphs[format] = g
		}
		lines := graphs[rdf.NTriples]
		for format, g := range graphs {
			if diff, err := Diff(lines, g); len(diff) != 0 || err != nil || g.Len() != lines.Len() {
				t.Errorf("%s as %s has %d triples, as N-Triples %d: %v, %v", name, format, g.Len(), lines.Len(), diff, err)
			}
		}
		for _, tool := range []struct{ name, syntax, format string }{
			{"rapper", "rdfxml", "rdf"}, {"rapper", "turtle", "ttl"}, {"rapper", "ntriples", "nt"},
			{"serdi", "turtle", "ttl"}, {"serdi", "ntriples", "nt"},
		} {
			if n, ok := countWith(t, tool.name, tool.syntax, filepath.Join(dir, name+"."+tool.format)); ok && n != lines.Len() {
				t.Errorf("%s reads %d triples from %s.%s, want %d", tool.name, n, name, tool.format, lines.Len())
			}
		}
	}
	union := rdf.NewGraph()
	union.AddAll(filesConfig(dir).Catalog)
	for _, w := range ws {
		for triple := range w.Dataset.Graph.All() {
			if !triple.Subject.IsBlank() {
				union.Add(triple)
			}
		}
	}
	catalogue, err := readGraph(mustDisk(t, dir), "catalog.nt", rdf.NTriples)
	if err != nil {
		t.Fatal(err)
	}
	// Two links to datasets, dct:modified, and the two blank nodes with one triple each.
	if got, want := catalogue.Len(), union.Len()+2+1+2; got != want {
		t.Errorf("the catalogue has %d triples, want %d: what datasets share counts once, blank nodes stay apart", got, want)
	}
}

// countWith counts the triples that an independent reader finds; ok is false when it is
// not installed. A warning is an error.
func countWith(t *testing.T, tool, syntax, path string) (n int, ok bool) {
	t.Helper()
	if _, err := exec.LookPath(tool); err != nil {
		return 0, false
	}
	args := []string{"-i", syntax, "-o", "ntriples", path}
	if tool == "rapper" {
		args = append([]string{"-q"}, args...)
	}
	cmd := exec.Command(tool, args...)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil || errs.Len() > 0 {
		t.Errorf("%s %s: %v\n%s", tool, path, err, errs.String())
	}
	return len(regexp.MustCompile(`(?m)\.$`).FindAllString(out.String(), -1)), true
}
