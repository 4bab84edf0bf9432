package shapes_test

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
	"github.com/trebbia/trebbia/shapes"
	"github.com/trebbia/trebbia/shapes/shacl"
)

// tight keeps as little in memory as can be, so that temporary files are used.
func tight(t testing.TB) shacl.StoreOptions {
	dir := t.TempDir()
	return shacl.StoreOptions{Memory: 1 << 10, Workers: 2, Blanks: true, Temporary: func() (shacl.TemporaryFile, error) { return os.CreateTemp(dir, "store") }}
}

// compareWithWhole validates N-Triples as a stream and as a graph with all profiles.
func compareWithWhole(t *testing.T, text string, profiles []*shapes.Profile) (results int) {
	t.Helper()
	read := rdf.ReadOptions{Base: example, Lenient: true}
	g, _, err := rdf.ReadGraph(strings.NewReader(text), rdf.NTriples, read)
	if err != nil {
		t.Fatal(err)
	}
	for _, opt := range []shacl.StoreOptions{{Blanks: true}, tight(t)} {
		st, err := shapes.ReadStore(context.Background(), strings.NewReader(text), rdf.NTriples, read, opt, profiles...)
		if err != nil {
			t.Fatal(err)
		}
		results = 0
		for _, p := range profiles {
			want := p.Validate(g).Results
			var got []shacl.Result
			err := p.ValidateStore(context.Background(), st, nil, func(f shacl.Found) error {
				got = append(got, f.Results...)
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			results += len(want)
			for i := range max(len(got), len(want)) {
				if a, b := written(got, i), written(want, i); a != b {
					t.Errorf("%s: result %d of %d, want %d:\n%s\nwant\n%s", p.Name, i, len(got), len(want), a, b)
					break
				}
			}
		}
		if err := st.Close(); err != nil {
			t.Error(err)
		}
	}
	return results
}

func written(results []shacl.Result, i int) string {
	if i >= len(results) {
		return "none"
	}
	r := results[i]
	return fmt.Sprint(r.FocusNode, r.PathText, r.Value, r.Shape, r.Component, r.Severity, r.SeverityTerm, r.Messages, r.Position)
}

func everyProfile(t *testing.T) []*shapes.Profile {
	list, err := shapes.ReadVocabulary("enti.csv", []byte("Codice_IPA;Denominazione_ente\ninps;INPS\n"))
	if err != nil {
		t.Fatal(err)
	}
	var out []*shapes.Profile
	for _, name := range shapes.Names() {
		out = append(out, loadNamed(t, name).With(list))
	}
	return out
}

func ntriples(g *rdf.Graph) string {
	var b bytes.Buffer
	for t := range g.All() {
		b.WriteString(t.String() + "\n")
	}
	return b.String()
}

func shuffled(text string) string {
	lines := strings.SplitAfter(text, "\n")
	rand.New(rand.NewPCG(7, 1)).Shuffle(len(lines), func(i, j int) { lines[i], lines[j] = lines[j], lines[i] })
	return strings.Join(lines, "")
}

func TestAStreamGivesWhatTheWholeGives(t *testing.T) {
	profiles := everyProfile(t)
	for _, c := range harvestCases {
		text := ntriples(valid(t).without(c.drop).with(c.add).graph)
		if compareWithWhole(t, text, profiles) == 0 {
			t.Errorf("no result without %q, with %q", c.drop, c.add)
		}
	}
	compareWithWhole(t, ntriples(highValue(t).graph), profiles)
}

// TestAStreamOfManyDatasets repeats a catalogue in which much is wrong: datasets clash
// with others far away, and what belongs to a high-value one stands anywhere.
func TestAStreamOfManyDatasets(t *testing.T) {
	profiles := everyProfile(t)
	wrong := valid(t).without("ex:catalog dcat:dataset ex:other").
		with(`ex:again a <http://dati.gov.it/onto/dcatapit#Agent> ; <http://purl.org/dc/terms/identifier> "INPS", "c_x999" ; <http://xmlns.com/foaf/0.1/name> "Ufficio" .`)
	one := ntriples(wrong.graph) + ntriples(highValue(t).without("ex:dataset dct:title ?").without("? dcat:endpointURL ?").graph)
	var all strings.Builder
	for n := range 60 {
		all.WriteString(strings.ReplaceAll(one, example, fmt.Sprintf("%s%d/", example, n%50)))
	}
	for _, text := range []string{all.String(), shuffled(all.String())} {
		if n := compareWithWhole(t, text, profiles); n < 1000 {
			t.Errorf("%d results", n)
		}
	}
}

// TestAStreamBesideShapesThatNeedTheWhole has the store hold its data as a graph.
func TestAStreamBesideShapesThatNeedTheWhole(t *testing.T) {
	objects, err := shapes.Compile("objects", map[string][]byte{"o.ttl": []byte(shapesHead + "[] sh:targetObjectsOf dct:title ; sh:minLength 100 .")})
	if err != nil {
		t.Fatal(err)
	}
	text := ntriples(highValue(t).without("ex:dataset dct:title ?").graph) + ntriples(valid(t).without("ex:catalog dcat:dataset ex:other").graph)
	if compareWithWhole(t, text, append(everyProfile(t), objects)) == 0 {
		t.Error("no results")
	}
}

func TestAStreamOfRealCatalogues(t *testing.T) {
	profiles, documents := everyProfile(t), 0
	for _, pattern := range []string{"examples/inps-ndc/*.ttl", "examples/ckanext-dcatapit/*.rdf", "examples/ckanext-dcatapit/*.ttl", "examples/catalogs-it/*.rdf"} {
		paths, err := filepath.Glob(filepath.Join(reference.Dir(t), filepath.FromSlash(pattern)))
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range paths {
			if info, err := os.Stat(path); err != nil || info.Size() > 3<<20 {
				continue
			}
			g, _ := readLeniently(t, path)
			documents++
			t.Run(filepath.Base(path), func(t *testing.T) {
				text := ntriples(g)
				n := compareWithWhole(t, text, profiles)
				compareWithWhole(t, shuffled(text), profiles)
				t.Log(n, "results")
			})
		}
	}
	if documents < 10 {
		t.Errorf("%d documents", documents)
	}
}
