package rdf

import (
	"bytes"
	"io/fs"
	"maps"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/trebbia/trebbia/internal/reference"
)

const catalogBase = "http://base.example/catalog"

// catalogFiles are real catalogues and the examples of the specifications.
func catalogFiles(t *testing.T) map[string]Format {
	t.Helper()
	dir := reference.Dir(t)
	files := map[string]Format{}
	for _, folder := range []string{"catalogs-it", "ckanext-dcatapit", "ckanext-dcat", "sources/dcat-rdf", "sources/hydra", "semic", "inps-ndc"} {
		err := filepath.WalkDir(filepath.Join(dir, "examples", filepath.FromSlash(folder)), func(name string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || entry.Name() == "context.jsonld" {
				return err
			}
			switch ext := filepath.Ext(name); ext {
			case ".rdf", ".ttl", ".nt", ".jsonld":
				files[name] = FormatByName(name)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return files
}

// catalogContexts are those that the examples name.
func catalogContexts(t *testing.T) map[string][]byte {
	t.Helper()
	semic := readTestFile(t, filepath.Join(reference.Dir(t), "examples", "semic", "3.0.1", "context.jsonld"))
	return map[string][]byte{
		"https://semiceu.github.io/uri.semic.eu-generated/DCAT-AP/releases/3.0.0/html/examples/context.jsonld": semic,
		"https://project-open-data.cio.gov/v1.1/schema/catalog.jsonld":                                         []byte(`{"@context": {"@vocab": "https://project-open-data.cio.gov/v1.1/schema#"}}`),
	}
}

// Every real catalogue is read, in chunks as at once, and comes back the same from
// every syntax.
func TestCatalogsAreReadAndWritten(t *testing.T) {
	contexts := catalogContexts(t)
	files, triples, faulty := catalogFiles(t), 0, 0
	for _, name := range slices.Sorted(maps.Keys(files)) {
		format := files[name]
		text := readTestFile(t, name)
		opt := ReadOptions{Base: catalogBase, Lenient: true, Contexts: contexts}
		g, faults, err := ReadGraph(bytes.NewReader(text), format, opt)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if g.Len() == 0 {
			t.Errorf("%s: no triples, faults %v", name, faults)
		}
		if len(faults) > 0 {
			faulty++
			t.Logf("%s: %d triples, %d faults, the first %v", filepath.Base(name), g.Len(), len(faults), faults[0])
		}
		triples += g.Len()
		want, err := DigestOf(g)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		chunked, _, err := ReadGraph(iotest.HalfReader(bytes.NewReader(text)), format, opt)
		if got, digestErr := DigestOf(chunked); err != nil || digestErr != nil || got != want {
			t.Errorf("%s: read in chunks: %d triples, not %d: %v, %v", name, chunked.Len(), g.Len(), err, digestErr)
		}
		for _, as := range []Format{NTriples, Turtle, RDFXML, JSONLD} {
			var b bytes.Buffer
			if err := Write(&b, as, g, WriteOptions{Prefixes: catalogPrefixes}); err != nil {
				t.Errorf("%s as %s: %v", name, as, err)
				continue
			}
			back, _, err := ReadGraph(&b, as, ReadOptions{})
			if err != nil {
				t.Errorf("%s as %s: %v", name, as, err)
				continue
			}
			if got, err := DigestOf(back); err != nil || got != want {
				t.Errorf("%s as %s: another graph comes back: %d triples, not %d (%v)", name, as, back.Len(), g.Len(), err)
			}
		}
	}
	t.Logf("%d documents, %d triples; %d documents with faults", len(files), triples, faulty)
	if len(files) < 60 {
		t.Errorf("only %d documents found", len(files))
	}
}

// rapperFaults are the documents that rapper reads otherwise, and why.
var rapperFaults = map[string]string{}

// rapper is an independent reader of RDF/XML: the triples must be the same, in what
// it reads and in what we write.
func TestRDFXMLAgreesWithRapper(t *testing.T) {
	if _, err := exec.LookPath("rapper"); err != nil {
		t.Skip("rapper is not installed")
	}
	same := 0
	for name, format := range catalogFiles(t) {
		if rapperFaults[filepath.Base(name)] != "" {
			continue
		}
		text := readTestFile(t, name)
		g, _, err := ReadGraph(bytes.NewReader(text), format, ReadOptions{Base: catalogBase, Contexts: catalogContexts(t)})
		if err != nil {
			t.Logf("%s: strictly refused: %v", filepath.Base(name), err)
			continue
		}
		if format != RDFXML {
			var b bytes.Buffer
			if err := Write(&b, RDFXML, g, WriteOptions{Prefixes: catalogPrefixes}); err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			text = b.Bytes()
		}
		want, err := DigestOf(g)
		if err != nil {
			t.Fatal(err)
		}
		theirs, err := rapperGraph(text)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got, err := DigestOf(theirs); err != nil || got != want {
			removed, added, _ := Diff(theirs, g)
			t.Errorf("%s: rapper alone has %v, we alone have %v (%v)", name, removed, added, err)
			continue
		}
		same++
	}
	t.Logf("%d documents read alike", same)
}

func rapperGraph(text []byte) (*Graph, error) {
	command := exec.Command("rapper", "-q", "-i", "rdfxml", "-o", "ntriples", "-", catalogBase)
	command.Stdin = bytes.NewReader(text)
	out, err := command.Output()
	if err != nil {
		return nil, err
	}
	g, _, err := ReadGraph(strings.NewReader(string(out)), NTriples, ReadOptions{})
	return g, err
}
