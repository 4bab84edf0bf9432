package harvest_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/harvest"
	"github.com/trebbia/trebbia/internal/reference"
)

// element matches the beginning of a dataset in the catalogues, all of which are
// RDF/XML with a typed node for each dataset; one has two nodes for one dataset.
var element = regexp.MustCompile(`<(?:dcatapit|dcat):Dataset\s+rdf:about="([^"]*)"`)

func TestItalianCatalogues(t *testing.T) {
	dir := filepath.Join(reference.Dir(t), "examples", "catalogs-it")
	files, err := filepath.Glob(filepath.Join(dir, "*.rdf"))
	if err != nil || len(files) < 20 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	datasets := 0
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		text = regexp.MustCompile(`(?s)<!--.*?-->`).ReplaceAll(text, nil)
		records, broken, end := collect(t, open(t, harvest.Config{Name: "c", Kind: "dcat", Dir: dir, Path: filepath.Base(file)}))
		want := map[string]bool{}
		for _, m := range element.FindAllSubmatch(text, -1) {
			want[string(m[1])] = true
		}
		if len(records) != len(want) {
			t.Errorf("%s: %d datasets, want %d", filepath.Base(file), len(records), len(want))
		}
		for _, e := range broken {
			t.Logf("%v", e)
		}
		if end != nil {
			t.Errorf("%s: ended with %v", filepath.Base(file), end)
		}
		for _, r := range records {
			datasets++
			checkNeighbourhood(t, r.ID, r.Bytes)
		}
	}
	t.Logf("%d datasets in %d catalogues", datasets, len(files))
}

// checkNeighbourhood checks that the bytes are one dataset and nobody else's.
func checkNeighbourhood(t *testing.T, id string, text []byte) {
	t.Helper()
	g, _, err := rdf.ReadGraph(bytes.NewReader(text), rdf.NTriples, rdf.ReadOptions{})
	if err != nil {
		t.Errorf("%s: %v", id, err)
		return
	}
	if !rdf.Has(g, rdf.IRI(id), rdf.Term{}, rdf.Term{}) {
		t.Errorf("%s: its statements are about others", id)
	}
	for _, class := range []string{"http://www.w3.org/ns/dcat#Dataset", "http://dati.gov.it/onto/dcatapit#Dataset", "http://dati.gov.it/onto/dcatapit#Catalog"} {
		for _, s := range rdf.Subjects(g, rdf.IRI("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), rdf.IRI(class)) {
			if s.Value != id {
				t.Errorf("%s: brings %s along", id, s.Value)
			}
		}
	}
	distribution := rdf.IRI("http://www.w3.org/ns/dcat#distribution")
	for _, d := range rdf.Objects(g, rdf.IRI(id), distribution) {
		if !rdf.Has(g, d, rdf.Term{}, rdf.Term{}) {
			t.Logf("%s: distribution %s is not described in the document", id, d.Value)
		}
	}
}

// The INPS vocabularies are datasets that are concept schemes: the description comes
// with its agents and distributions, the concepts do not.
func TestINPSVocabularies(t *testing.T) {
	dir := filepath.Join(reference.Dir(t), "examples", "inps-ndc")
	files, err := filepath.Glob(filepath.Join(dir, "*.ttl"))
	if err != nil || len(files) != 8 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, file := range files {
		records, broken, end := collect(t, open(t, harvest.Config{Name: "ndc", Kind: "dcat", Dir: dir, Path: filepath.Base(file)}))
		if len(records) != 1 || len(broken) > 0 || end != nil {
			t.Errorf("%s: %d records, broken %v, ended with %v", filepath.Base(file), len(records), broken, end)
			continue
		}
		checkNeighbourhood(t, records[0].ID, records[0].Bytes)
		text := string(records[0].Bytes)
		if !strings.Contains(text, "organization/inps> <http://") || strings.Contains(text, "skos/core#inScheme>") || records[0].Modified == "" {
			t.Errorf("%s: modified %q, %d bytes:\n%s", filepath.Base(file), records[0].Modified, len(text), text)
		}
	}
}

// The CKAN packages of the reference, whatever portal they come from, pass through a
// listing as they are.
func TestCKANPackagesOfThePeers(t *testing.T) {
	dir := filepath.Join(reference.Dir(t), "examples")
	p := &portal{}
	var want []string
	for _, file := range []string{
		"ckan-json/dataset_minimal.json", "ckan-json/dataset_trentino.json", "sources/ckan/au-package-with-extras.json",
		"sources/ckan/b2find-package.json", "sources/ckan/dkan-french-w-license.json", "sources/ckan/envidat-package_show.json",
		"sources/ckan/it-daf-aci-package.json", "sources/ckan/it-daf-metacatalog.json", "sources/ckan/it-daf-package-list.json",
		"sources/ckan/it-dati-gov-it-package_search-abbreviated.json", "sources/ckan/opendata-swiss-package_show.json",
		"sources/ckan/us-geodatagov-package.json", "sources/ckan/zurich-package_search.json",
	} {
		text, err := os.ReadFile(filepath.Join(dir, file))
		if err != nil {
			t.Fatal(err)
		}
		for _, pkg := range packagesIn(t, text) {
			p.packages = append(p.packages, string(pkg))
			var id struct{ ID string }
			if json.Unmarshal(pkg, &id); id.ID != "" {
				want = append(want, id.ID)
			}
		}
	}
	records, broken, end := collect(t, p.source(t))
	var got []string
	for i, r := range records {
		got = append(got, r.ID)
		if !bytes.Contains(r.Bytes, []byte(`"_site":`)) || !json.Valid(r.Bytes) {
			t.Errorf("record %d: %.80s", i, r.Bytes)
		}
	}
	// The list of the DAF portal and the B2FIND package have no id.
	nameless := 0
	for _, e := range broken {
		if e.Field != "id" {
			t.Errorf("broken %v", e)
		}
		nameless++
	}
	if !slices.Equal(got, want) || len(got)+nameless != len(p.packages) || (end != nil) != (nameless > 0) {
		t.Errorf("got %q\nwant %q\nended with %v", got, want, end)
	}
	t.Logf("%d packages, %d without id", len(got), nameless)
}

// packagesIn finds the packages in an answer, a result or a list.
func packagesIn(t *testing.T, text []byte) []json.RawMessage {
	t.Helper()
	var list []json.RawMessage
	if json.Unmarshal(text, &list) == nil {
		return list
	}
	var object struct{ Result, Results json.RawMessage }
	if err := json.Unmarshal(text, &object); err != nil {
		t.Fatal(err)
	}
	if object.Result != nil {
		return packagesIn(t, object.Result)
	}
	if object.Results != nil {
		return packagesIn(t, object.Results)
	}
	return []json.RawMessage{text}
}
