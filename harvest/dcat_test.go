package harvest_test

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/harvest"
	"github.com/trebbia/trebbia/harvest/harvesttest"
	"github.com/trebbia/trebbia/internal/transport"
)

// rdfFile writes a document and returns the configuration that reads it.
func rdfFile(t testing.TB, name, text string) harvest.Config {
	t.Helper()
	cfg := sheetFile(t, name, text)
	cfg.Name, cfg.Kind = "comune", "dcat"
	return cfg
}

const turtle = `@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix hydra: <http://www.w3.org/ns/hydra/core#> . @prefix ex: <https://www.example.it/> .
`

func TestDCATLaws(t *testing.T) {
	of := func(text string) harvesttest.Open {
		return func(t testing.TB) harvest.Source { return open(t, rdfFile(t, "a.ttl", turtle+text)) }
	}
	const sound = "ex:uno a dcat:Dataset .\nex:due a dcat:Dataset .\nex:tre a dcat:Dataset .\n"
	harvesttest.Run(t, harvesttest.Suite{
		Sound: of(sound),
		IDs:   []string{"https://www.example.it/uno", "https://www.example.it/due", "https://www.example.it/tre"},
		Broken: of("ex:c dcat:dataset ex:uno, ex:due, ex:tre .\nex:uno a dcat:Dataset .\n" +
			"<https://www.example.it/due> a dcat:Dataset ;\n  dct:title \"Due .\nex:tre a dcat:Dataset .\n"),
		Good: []string{"https://www.example.it/uno", "https://www.example.it/tre"},
		Incomplete: map[string]harvesttest.Open{
			"empty file":                 func(t testing.TB) harvest.Source { return open(t, rdfFile(t, "a.ttl", "")) },
			"no dataset":                 of("ex:c a dcat:Catalog .\n"),
			"broken off":                 of(sound + "ex:quattro a dcat:Dataset ; dct:title \"Qua"),
			"an unreadable dataset":      of(sound + "<https://www.example.it/quattro quattro> a dcat:Dataset .\nex:cinque a dcat:Dataset .\n"),
			"one page of several":        of(sound + "<> hydra:next <?page=2> .\n"),
			"total too high":             of(sound + "<> hydra:totalItems 4 .\n"),
			"neither IRI nor identifier": of(sound + "[] a dcat:Dataset .\n"),
			"a web page": func(t testing.TB) harvest.Source {
				return open(t, rdfFile(t, "a.ttl", "<!DOCTYPE html><html><body>Accedi</body></html>"))
			},
		},
		Silent: silent("dcat", ""),
	})
}

// statements returns the lines of a record without the dots.
func statements(t *testing.T, record []byte) []string {
	t.Helper()
	var out []string
	for line := range strings.Lines(string(record)) {
		line = strings.TrimSuffix(strings.TrimSpace(line), " .")
		line = strings.NewReplacer("https://www.example.it/", "", "http://purl.org/dc/terms/", "dct:", "http://www.w3.org/ns/dcat#", "dcat:",
			"http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdf:", "http://www.w3.org/2004/02/skos/core#", "skos:",
			"http://xmlns.com/foaf/0.1/", "foaf:", "http://dati.gov.it/onto/dcatapit#", "dcatapit:").Replace(line)
		out = append(out, strings.NewReplacer("<", "", ">", "").Replace(line))
	}
	slices.Sort(out)
	return out
}

func TestDCATNeighbourhoods(t *testing.T) {
	cfg := harvest.Config{Name: "comune", Kind: "dcat", Dir: "testdata", Path: "dcat/catalog.ttl"}
	records, broken, end := collect(t, open(t, cfg))
	if len(records) != 4 || len(broken) > 0 || end != nil {
		t.Fatalf("%d records, broken %v, ended with %v", len(records), broken, end)
	}
	for i, want := range []struct{ id, location, modified string }{
		{"https://www.example.it/uno", "dcat/catalog.ttl:13", "2026-01-15"},
		{"https://www.example.it/due", "dcat/catalog.ttl:28", ""},
		{"file:///dcat/tre", "dcat/catalog.ttl:39", ""},
		{"ente:quattro", "dcat/catalog.ttl:41", ""},
	} {
		r := records[i]
		if r.ID != want.id || r.Location != want.location || r.Modified != want.modified || r.Base != "file:///dcat/catalog.ttl" || r.MediaType != "application/n-triples" {
			t.Errorf("record %d: %s at %s, modified %q, base %s, %s", i, r.ID, r.Location, r.Modified, r.Base, r.MediaType)
		}
	}
	want := []string{
		"uno rdf:type dcatapit:Dataset", `uno dct:title "Uno"@it`, `uno dct:modified "2026-01-15"`, "uno dct:publisher ente",
		"uno dct:relation due", "uno dct:isPartOf catalog", "uno dcat:theme tema", "uno dcat:distribution uno-csv",
		"uno-csv rdf:type dcat:Distribution", "uno-csv dct:format file:///dcat/CSV", "uno-csv dct:license licenza",
		"licenza rdf:type dct:LicenseDocument", `licenza foaf:name "Licenza"`, "licenza dct:source uno-csv", "licenza dct:source uno",
		"ente rdf:type foaf:Agent", `ente foaf:name "Ente"`,
		"tema rdf:type skos:Concept", `tema skos:prefLabel "Tema"`, "tema skos:broader concetto",
	}
	slices.Sort(want)
	if got := statements(t, records[0].Bytes); !slices.Equal(got, want) {
		t.Errorf("uno has\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	due := strings.Join(statements(t, records[1].Bytes), "\n")
	if !strings.Contains(due, `dcat:startDate "2020"`) || !strings.Contains(due, `foaf:name "Ente"`) || strings.Contains(due, "Concetto") || strings.Contains(due, "Uno") {
		t.Errorf("due has\n%s", due)
	}
}

// A file in another folder gives the same identities.
func TestDCATBaseDoesNotTellTheMachine(t *testing.T) {
	cfg := rdfFile(t, "a b.ttl", turtle+"<uno> a dcat:Dataset .")
	for _, test := range []struct {
		set  func(*harvest.Config)
		base string
		id   string
	}{
		{func(c *harvest.Config) {}, "file:///a%20b.ttl", "file:///uno"},
		{func(c *harvest.Config) { c.Path = filepath.Join(c.Dir, "a b.ttl") }, "file:///a%20b.ttl", "file:///uno"},
		{func(c *harvest.Config) { c.Path = filepath.Join(c.Dir, "a b.ttl"); c.Dir = "/other" }, "file:///a%20b.ttl", "file:///uno"},
		{func(c *harvest.Config) {
			c.Dir = filepath.Join(c.Dir, "sub")
			c.Path = "../a b.ttl"
			os.Mkdir(c.Dir, 0o755)
		}, "file:///a%20b.ttl", "file:///uno"},
		{func(c *harvest.Config) { c.URL = "https://www.example.it/x/catalog.ttl" }, "https://www.example.it/x/catalog.ttl", "https://www.example.it/x/uno"},
	} {
		c := cfg
		test.set(&c)
		records, _, end := collect(t, open(t, c))
		if end != nil || records[0].Base != test.base || records[0].ID != test.id {
			t.Errorf("path %q: %+v, ended with %v, want base %s", c.Path, records, end, test.base)
		}
	}
}

func TestDCATFromAnAddress(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/catalogo" {
			http.Redirect(w, r, "/dati/catalog", http.StatusFound)
			return
		}
		if !strings.HasPrefix(r.Header.Get("Accept"), "text/turtle") {
			t.Errorf("Accept %q", r.Header.Get("Accept"))
		}
		w.Header().Set("Content-Type", "text/plain") // as portals do
		w.Write([]byte(turtle + "<uno> a dcat:Dataset ; dct:title \"Uno\" ."))
	}))
	defer s.Close()
	source, err := harvest.Open(harvest.Config{Name: "comune", Kind: "dcat", URL: s.URL + "/catalogo?api_key=segreta"}, client(t, transport.Options{}))
	if err != nil {
		t.Fatal(err)
	}
	records, _, end := collect(t, source)
	if end != nil || len(records) != 1 || records[0].ID != s.URL+"/dati/uno" || records[0].Base != s.URL+"/dati/catalog" || strings.Contains(records[0].Location, "segreta") {
		t.Errorf("records %+v, ended with %v", records, end)
	}
}

func TestDCATFaultsFindTheirDataset(t *testing.T) {
	const head = `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dcat="http://www.w3.org/ns/dcat#" xmlns:dct="http://purl.org/dc/terms/" xml:base="https://www.example.it/">
`
	const uno = `<dcat:Dataset rdf:about="uno">
<dct:title>Uno</dct:title>
<dcat:distribution><dcat:Distribution rdf:about="uno-csv">
  <dct:title>CSV</dct:title>
</dcat:Distribution></dcat:distribution>
<dct:issued>2026</dct:issued>
</dcat:Dataset>
`
	const tre = "<dcat:Dataset rdf:about=\"tre\"><dct:title>Tre</dct:title></dcat:Dataset>\n"
	const bad = `<dct:source rdf:resource="https://www.example.it/a b"/>`
	for _, test := range []struct {
		name, text string
		good       []string
		broken     []string // record and place
		complete   bool
	}{
		{"in a dataset", head + strings.Replace(uno, "<dct:issued>", bad+"\n<dct:issued>", 1) + tre + "</rdf:RDF>",
			[]string{"tre"}, []string{"uno a.rdf:7"}, true},
		{"in a distribution", head + strings.Replace(uno, "  <dct:title>", bad+"\n  <dct:title>", 1) + tre + "</rdf:RDF>",
			[]string{"tre"}, []string{"uno a.rdf:5"}, true},
		{"at the end of a dataset", head + strings.Replace(uno, "</dct:issued>", "</dct:issued>\n"+bad, 1) + tre + "</rdf:RDF>",
			[]string{"tre"}, []string{"uno a.rdf:8"}, false},
		{"a dataset's own IRI", head + uno + `<dcat:Dataset rdf:about="https://www.example.it/d ue"><dct:title>Due</dct:title></dcat:Dataset>` + "\n" + tre + "</rdf:RDF>",
			[]string{"uno", "tre"}, nil, false},
		{"cut off in a dataset", head + tre + uno[:len(uno)-40], []string{"tre"}, []string{"uno a.rdf"}, false},
		{"cut off before a distribution", head + `<dcat:Dataset rdf:about="due"><dcat:distribution rdf:resource="due-csv"/></dcat:Dataset>` + "\n" + tre + "<dcat:Distribution",
			nil, []string{"due a.rdf:2", "tre a.rdf"}, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			records, broken, end := collect(t, open(t, rdfFile(t, "a.rdf", test.text)))
			var good, bad []string
			for _, r := range records {
				good = append(good, strings.TrimPrefix(r.ID, "https://www.example.it/"))
			}
			for _, e := range broken {
				bad = append(bad, strings.TrimPrefix(e.RecordID, "https://www.example.it/")+" "+e.Location)
				if len(e.Raw) == 0 {
					t.Errorf("%v without bytes", e)
				}
			}
			prefixes := slices.EqualFunc(bad, test.broken, strings.HasPrefix)
			if !slices.Equal(good, test.good) || !prefixes || (end == nil) != test.complete {
				t.Errorf("good %q, broken %v, ended with %v", good, broken, end)
			}
		})
	}
}

func TestDCATMissingDataset(t *testing.T) {
	_, broken, end := collect(t, open(t, rdfFile(t, "a.ttl", turtle+"ex:c dcat:dataset ex:uno,\n  ex:due .\nex:uno dct:title \"Uno\" .")))
	if len(broken) != 1 || broken[0].RecordID != "https://www.example.it/due" || broken[0].Location != "a.ttl:4" || end != nil {
		t.Errorf("broken %v, ended with %v", broken, end)
	}
}

func TestDCATHubsAndChains(t *testing.T) {
	var text strings.Builder
	text.WriteString(turtle)
	for i := range 200 { // every dataset names one agent, who names them all
		n := "d" + strconv.Itoa(i)
		text.WriteString("ex:" + n + " a dcat:Dataset ; dct:publisher ex:ente .\nex:ente dct:relation ex:" + n + " .\n")
	}
	begun := time.Now()
	records, broken, end := collect(t, open(t, rdfFile(t, "a.ttl", text.String())))
	if len(records) != 200 || len(broken) > 0 || end != nil || time.Since(begun) > 30*time.Second {
		t.Errorf("%d records, broken %v, ended with %v after %s", len(records), broken, end, time.Since(begun))
	}
	if g, _, err := rdf.ReadGraph(bytes.NewReader(records[0].Bytes), rdf.NTriples, rdf.ReadOptions{}); err != nil || g.Len() != 202 {
		t.Errorf("%d statements, %v", g.Len(), err)
	}
}
