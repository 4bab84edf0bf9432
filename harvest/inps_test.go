package harvest_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/trebbia/trebbia/harvest"
	"github.com/trebbia/trebbia/harvest/harvesttest"
	"github.com/trebbia/trebbia/internal/transport"
)

const detailURL = "/open-data/scarica-gli-open-data/dettaglio-opendata.opendata."

// site serves pages by path; a page of three digits is a status.
type site map[string]string

func (s site) source(t testing.TB, set ...func(*harvest.Config)) harvest.Source {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		page, ok := s[r.URL.RequestURI()]
		switch {
		case !ok:
			http.NotFound(w, r)
		case page == "late":
			<-r.Context().Done()
		case page == "500":
			http.Error(w, "no", 500)
		default:
			w.Header().Set("Content-Type", "text/html")
			w.Write([]byte(page))
		}
	}))
	t.Cleanup(server.Close)
	cfg := harvest.Config{Name: "portale", Kind: "inps", URL: server.URL + "/list"}
	for _, f := range set {
		f(&cfg)
	}
	source, err := harvest.Open(cfg, client(t, transport.Options{Timeout: 300 * time.Millisecond}))
	if err != nil {
		t.Fatal(err)
	}
	return source
}

// listPage links detail pages, each twice as cards do, and has whatever follows.
func listPage(rest string, details ...string) string {
	var b strings.Builder
	b.WriteString(`<html><body><main><ul>`)
	for _, d := range details {
		fmt.Fprintf(&b, `<li><a href="%s%s.html"><img></a> <a href="%s%s.html#top">Vai</a></li>`, detailURL, d, detailURL, d)
	}
	return b.String() + `</ul>` + rest + `</main></body></html>`
}

func detailPage(title string) string {
	return `<html><body><main><dl><dt>Titolo</dt><dd>` + title + `</dd><dt>Aggiornato</dt><dd>17 marzo 2022</dd></dl></main></body></html>`
}

func TestINPSLaws(t *testing.T) {
	of := func(change func(site)) harvesttest.Open {
		return func(t testing.TB) harvest.Source {
			s := site{
				"/list":        listPage(`<p>1-2 di 5</p><a href="?page=2">Pagina successiva ›</a>`, "2023.05.11.a", "2024.08.b,-c"),
				"/list?page=2": listPage(`<p>3-4 di 5</p><a href="?page=1">Precedente</a><a rel="next" href="?page=3">&gt;</a>`, "2023.05.13.c", "2023.05.14.d"),
				"/list?page=3": listPage(`<p>5-5 di 5</p>`, "2023.05.15.e"),
			}
			for _, d := range []string{"2023.05.11.a", "2024.08.b,-c", "2023.05.13.c", "2023.05.14.d", "2023.05.15.e"} {
				s[detailURL+d+".html"] = detailPage("Titolo di " + d)
			}
			change(s)
			return s.source(t)
		}
	}
	harvesttest.Run(t, harvesttest.Suite{
		Sound: of(func(site) {}),
		IDs:   []string{"11", "2024.08.b,-c", "13", "14", "15"},
		Broken: of(func(s site) {
			s[detailURL+"2023.05.13.c.html"] = "500"
			s[detailURL+"2023.05.14.d.html"] = "<html><p>Errore</p>"
		}),
		Good: []string{"11", "2024.08.b,-c", "15"},
		Incomplete: map[string]harvesttest.Open{
			"no list":                of(func(s site) { delete(s, "/list") }),
			"empty list":             of(func(s site) { s["/list"] = "" }),
			"another page":           of(func(s site) { s["/list"] = "<html><body>Manutenzione</body></html>" }),
			"second list page fails": of(func(s site) { s["/list?page=2"] = "500" }),
			"the same page again":    of(func(s site) { s["/list?page=2"] = s["/list"] }),
			"pages in a circle": of(func(s site) {
				s["/list?page=3"] = listPage(`<a rel="next" href="?page=2">›</a>`, "2023.05.15.e")
			}),
			"no link to the next page": of(func(s site) { s["/list"] = listPage(`<p>1-2 di 5</p>`, "2023.05.11.a", "2024.08.b,-c") }),
			"total changes":            of(func(s site) { s["/list?page=3"] = listPage(`<p>5-5 di 6</p>`, "2023.05.15.e") }),
			"three late pages": of(func(s site) {
				for _, d := range []string{"2023.05.13.c", "2023.05.14.d", "2023.05.15.e"} {
					s[detailURL+d+".html"] = "late"
				}
			}),
		},
		Silent: silent("inps", ""),
	})
}

func TestINPSNumberedPager(t *testing.T) {
	pager := `<nav><a href="/list">1</a> <a href="/list?page=2">2</a> <a href="/list?page=3">3</a></nav> <a href="https://www.example.it/">2</a>`
	s := site{
		"/list":        listPage(pager, "2023.05.1.a"),
		"/list?page=2": listPage(pager, "2023.05.2.b"),
		"/list?page=3": listPage(pager+`<li class="disabled"><a href="/list?page=4">Pagina successiva</a></li>`, "2023.05.3.c"),
	}
	for _, d := range []string{"1.a", "2.b", "3.c"} {
		s[detailURL+"2023.05."+d+".html"] = detailPage(d)
	}
	records, broken, end := collect(t, s.source(t))
	if len(records) != 3 || len(broken) > 0 || end != nil {
		t.Errorf("%d records, broken %v, ended with %v", len(records), broken, end)
	}
}

func TestINPSPages(t *testing.T) {
	const address = detailURL + "2023.05.5845.livelli-salariali.html"
	for _, test := range []struct {
		file   string
		labels map[string]string
		files  [][2]string // name and format
	}{
		{"definition-list.html", nil, [][2]string{{"dataset 5845.csv", "CSV"}, {"dataset_5845.json", "JSON"}, {"dataset_5845", "FILE"}}},
		{"table.html", nil, [][2]string{{"dataset 5845.csv", "CSV"}, {"dataset_5845.json", ""}, {"dataset_5845", "FILE"}}},
		{"paragraphs.html", nil, [][2]string{{"dataset 5845.csv", "CSV"}, {"dataset_5845.json", "json"}, {"dataset_5845", "file"}}},
		{"text.html", map[string]string{"titolo": "css: h2"}, [][2]string{{"dataset 5845.csv", "CSV"}, {"dataset_5845.json", "JSON"}}},
	} {
		t.Run(test.file, func(t *testing.T) {
			page, err := os.ReadFile("testdata/inps/" + test.file)
			if err != nil {
				t.Fatal(err)
			}
			s := site{"/list": listPage("", "2023.05.5845.livelli-salariali"), address: string(page)}
			records, broken, end := collect(t, s.source(t, func(c *harvest.Config) { c.Labels = test.labels }))
			if len(records) != 1 || end != nil {
				t.Fatalf("%d records, broken %v, ended with %v", len(records), broken, end)
			}
			var got struct {
				ID, Identificativo, Titolo, Pubblicazione, Aggiornato, Proprietario, Licenza, Fonte, Argomento string

				URL      string                                      `json:"licenza_url"`
				Allegati []struct{ Nome, Formato, URL, File string } `json:"allegati"`
			}
			if err := json.Unmarshal(records[0].Bytes, &got); err != nil {
				t.Fatal(err)
			}
			for key, pair := range map[string][2]string{
				"id": {got.ID, "5845"}, "identificativo": {got.Identificativo, "5845"},
				"titolo":        {got.Titolo, "Livelli salariali nel periodo 1990-2021"},
				"pubblicazione": {got.Pubblicazione, "24/05/2023"}, "aggiornato": {got.Aggiornato, "30/05/2023"},
				"proprietario": {got.Proprietario, "INPS Direzione studi"}, "licenza": {strings.TrimSpace(strings.Split(strings.TrimSuffix(got.Licenza, " testo"), "(")[0]), "IODL v2.0"},
				"licenza_url": {got.URL, "http://www.dati.gov.it/iodl/2.0/"}, "fonte": {got.Fonte, ""}, "argomento": {got.Argomento, ""},
			} {
				if pair[0] != pair[1] {
					t.Errorf("%s %q, want %q", key, pair[0], pair[1])
				}
			}
			var files [][2]string
			for _, a := range got.Allegati {
				files = append(files, [2]string{a.Nome, a.Formato})
				if !strings.HasPrefix(a.URL, "http://127.0.0.1") || strings.Contains(a.URL, " ") {
					t.Errorf("address %q", a.URL)
				}
			}
			if diff := cmp.Diff(test.files, files); diff != "" {
				t.Errorf("files (-want +got):\n%s", diff)
			}
			if string(records[0].Raw) != string(page) || !strings.HasSuffix(records[0].Location, address) {
				t.Errorf("location %s, %d raw bytes", records[0].Location, len(records[0].Raw))
			}
		})
	}
}

func TestINPSPageFaultsNameTheLabels(t *testing.T) {
	for page, want := range map[string]string{
		"<html><p>Qualcosa</p></html>":                               "no label of the mask was found on the page",
		"<html><dl><dt>Licenza</dt><dd>CC BY</dd></dl></html>":       `titolo: nothing was found under the label "titolo"`,
		"<html><dl><dt>Titolo</dt><dt>Licenza</dt><dd>x</dd></html>": `titolo: nothing was found under the label "titolo"`,
	} {
		s := site{"/list": listPage("", "2023.05.7.x"), detailURL + "2023.05.7.x.html": page}
		_, broken, _ := collect(t, s.source(t))
		if len(broken) != 1 || !strings.HasSuffix(broken[0].Error(), want) || !strings.Contains(broken[0].Hint, "labels") || broken[0].RecordID != "7" {
			t.Errorf("broken %v, want %q", broken, want)
		}
	}
}

func TestINPSReadsOtherCharsets(t *testing.T) {
	page := strings.ReplaceAll(detailPage("Mensilit\xe0"), "<body>", `<meta charset="iso-8859-1"><body>`)
	s := site{"/list": listPage("", "2023.05.7.x"), detailURL + "2023.05.7.x.html": page}
	if got := field(t, s.source(t), "titolo"); got[0] != "Mensilità" {
		t.Errorf("titles %q", got)
	}
}

func TestINPSConfigFaults(t *testing.T) {
	for name, cfg := range map[string]harvest.Config{
		"url": {URL: "www.inps.it"}, "labels": {URL: "https://www.inps.it/", Labels: map[string]string{"titulo": "X"}},
	} {
		cfg.Kind = "inps"
		_, err := harvest.Open(cfg, client(t, clientOptions))
		var fault *harvest.ConfigError
		if !errors.As(err, &fault) || fault.Field != name || fault.Hint() == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
}
