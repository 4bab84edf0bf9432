package mappings

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/trebbia/trebbia/dcat"
	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/dcat/vocab"
)

var update = flag.Bool("update", false, "write the golden files and the generated documentation anew")

const base = "https://www.example.it/opendata"

// configured is what an administrator of INPS would write.
func configured() Options {
	return Options{
		Base: base, Prefix: "inps", Aliases: map[string]string{"inps:5867": "5867"},
		Agents: map[string]Agent{"inps": {
			Name: map[string]string{"it": "Istituto Nazionale Previdenza Sociale - INPS"}, Identifier: "inps",
			Match: []string{"INPS", "Istituto Nazionale di Previdenza Sociale"},
		}},
		Contacts: map[string]Contact{"opendata": {Name: "Ufficio Open Data", Email: "opendata@example.it", Telephone: "+39 06 1234567"}},
		Contact:  "opendata", Holder: "inps", Publisher: "inps",
		Defaults: map[string]string{"dct:accrualPeriodicity": "UNKNOWN", "dct:accessRights": "PUBLIC"},
		Lookups:  map[string]map[string]string{"argomento": {"Integrazioni salariali": "SOCI, ECON"}},
		Open:     openTestFile,
	}
}

// openTestFile opens a file of testdata by the last part of its name or address.
func openTestFile(_ context.Context, ref string) (io.ReadCloser, error) {
	f, err := os.Open(filepath.Join("testdata", "files", path.Base(ref)))
	if errors.Is(err, os.ErrNotExist) {
		return nil, errors.New("unexpected status 404")
	}
	return f, err
}

// story writes a mapped dataset and its gaps as people read them.
func story(t *testing.T, d *dcat.Dataset, gaps []Gap) string {
	t.Helper()
	var b bytes.Buffer
	prefixes := map[string]string{"": d.IRI + "/", "agent": base + "/agent/", "contact": base + "/contact/"}
	for prefix, iri := range vocab.Prefixes {
		prefixes[prefix] = iri
	}
	if err := rdf.Write(&b, rdf.Turtle, d.Graph, rdf.WriteOptions{Prefixes: prefixes}); err != nil {
		t.Fatal(err)
	}
	for _, c := range d.Companions {
		fmt.Fprintf(&b, "\n# companion %s (%s, %d bytes)\n", c.IRI, c.MediaType, len(c.Bytes))
	}
	b.WriteString("\n")
	for _, g := range gaps {
		b.WriteString(gapLine(g, d.IRI) + "\n")
	}
	return b.String()
}

func gapLine(g Gap, dataset string) string {
	line := "# " + string(g.Kind)
	for _, part := range []struct{ name, value string }{
		{"", g.Property}, {"at ", strings.TrimPrefix(g.Node, dataset)}, {"field ", g.Field}, {"", quote(g.Value)}, {"-> ", quote(g.Result)},
		{"evidence: ", g.Evidence}, {"by ", g.Rule}, {"- ", g.Message},
	} {
		if part.value != "" {
			line += " " + part.name + strings.ReplaceAll(part.value, dataset, "<dataset>")
		}
	}
	return strings.ReplaceAll(line, "\n", "\\n")
}

func quote(s string) string {
	if s == "" {
		return ""
	}
	return "'" + s + "'"
}

// Each record below testdata/<mapping> is told as a story: the dataset in Turtle, its
// companions, and every gap.
func TestGolden(t *testing.T) {
	for _, name := range Names() {
		m, err := Load(name, configured())
		if err != nil {
			t.Fatal(err)
		}
		records, _ := filepath.Glob(filepath.Join("testdata", name, "*.json"))
		graphs, _ := filepath.Glob(filepath.Join("testdata", name, "*.rdf"))
		if len(records)+len(graphs) == 0 {
			t.Errorf("%s: no records below testdata", name)
		}
		for _, file := range append(records, graphs...) {
			t.Run(strings.TrimSuffix(file, filepath.Ext(file)), func(t *testing.T) {
				rec := recordOf(t, file)
				d, gaps, err := m.Map(context.Background(), rec)
				if err != nil {
					t.Fatal(err)
				}
				golden(t, strings.TrimSuffix(file, filepath.Ext(file))+".golden.ttl", story(t, d, gaps))
				again, gapsAgain, err := m.Map(context.Background(), rec)
				if err != nil || story(t, again, gapsAgain) != story(t, d, gaps) {
					t.Error("the same record gives another dataset")
				}
			})
		}
	}
}

// recordOf reads a record as a source would give it; an RDF/XML file must describe one
// dataset.
func recordOf(t *testing.T, file string) dcat.SourceRecord {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	rec := dcat.SourceRecord{Source: "test", ID: "test", MediaType: "application/json", Bytes: data, Location: file}
	if filepath.Ext(file) == ".json" {
		return rec
	}
	return graphRecords(t, data, rdf.RDFXML, "https://www.example.it/dati/catalog.rdf")[0]
}

// graphRecords gives one record for each dataset of a document, with the whole
// document as its bytes: what does not belong to it must not matter.
func graphRecords(t *testing.T, data []byte, format rdf.Format, base string) []dcat.SourceRecord {
	t.Helper()
	g, _, err := rdf.ReadGraph(bytes.NewReader(data), format, rdf.ReadOptions{Base: base})
	if err != nil {
		t.Fatal(err)
	}
	var lines bytes.Buffer
	if err := rdf.Write(&lines, rdf.NTriples, g, rdf.WriteOptions{}); err != nil {
		t.Fatal(err)
	}
	var out []dcat.SourceRecord
	for _, class := range []string{vocab.DCATAPIT + "Dataset", vocab.DCATDataset} {
		for _, node := range rdf.Subjects(g, rdf.IRI(vocab.RDFType), rdf.IRI(class)) {
			id := node.Value
			if node.IsBlank() {
				id = rdf.Object(g, node, rdf.IRI(vocab.DCTIdentifier)).Value
			}
			out = append(out, dcat.SourceRecord{Source: "test", ID: id, MediaType: "application/n-triples", Bytes: lines.Bytes(), Base: base})
		}
		if len(out) > 0 {
			break
		}
	}
	return out
}

func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s differs (-want +got):\n%s", file, diff)
	}
}
