package harvest_test

import (
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/trebbia/trebbia/harvest"
	"github.com/trebbia/trebbia/harvest/harvesttest"
)

func TestCKANLaws(t *testing.T) {
	of := func(p func() *portal) harvesttest.Open {
		return func(t testing.TB) harvest.Source { return p().source(t) }
	}
	failing := func(starts ...string) func(http.ResponseWriter, *http.Request) bool {
		return func(w http.ResponseWriter, r *http.Request) bool {
			if slices.Contains(starts, r.URL.Query().Get("start")) {
				http.Error(w, "<html><title>Bad Gateway</title></html>", http.StatusBadGateway)
				return true
			}
			return false
		}
	}
	harvesttest.Run(t, harvesttest.Suite{
		Sound: of(func() *portal { return &portal{packages: packages(25)} }),
		IDs:   ids(25),
		Broken: of(func() *portal {
			list := packages(12)
			list[5] = `{"id":"p005","name":"x","resources":"none"}`
			list[7] = `{"id":"p007","name":"x","resources":[],"num_resources":2}`
			return &portal{packages: list, answer: func(w http.ResponseWriter, r *http.Request) bool {
				if strings.HasSuffix(r.URL.Path, "package_show") {
					refuse(w, 403, "Authorization Error")
					return true
				}
				return false
			}}
		}),
		Good: slices.Delete(slices.Delete(ids(12), 7, 8), 5, 6),
		Incomplete: map[string]harvesttest.Open{
			"first page fails":       of(func() *portal { return &portal{packages: packages(25), answer: failing("0")} }),
			"500 on the second page": of(func() *portal { return &portal{packages: packages(25), answer: failing("10")} }),
			"all pages fail":         of(func() *portal { return &portal{packages: packages(95), answer: failing("10", "20", "30", "40")} }),
			"empty 200": of(func() *portal {
				return &portal{answer: func(w http.ResponseWriter, r *http.Request) bool { return true }}
			}),
			"a web page instead of JSON": of(func() *portal {
				return &portal{answer: func(w http.ResponseWriter, r *http.Request) bool {
					w.Write([]byte("<!DOCTYPE html><title>Manutenzione</title>"))
					return true
				}}
			}),
			"total too high": of(func() *portal { return &portal{packages: packages(25), count: func(int) int { return 27 }} }),
			"total too low":  of(func() *portal { return &portal{packages: packages(25), count: func(int) int { return 19 }} }),
			"total changes": of(func() *portal {
				return &portal{packages: packages(25), count: func(start int) int { return 25 + start/20 }}
			}),
			"the same page again": of(func() *portal {
				return &portal{packages: packages(25), page: func(int, []string) []string { return packages(10) }}
			}),
			"records lost from a page": of(func() *portal {
				return &portal{packages: packages(25), page: func(start int, page []string) []string {
					if start < 10 {
						page = page[:len(page)-3]
					}
					return page
				}, count: func(start int) int { return 25 }, rowsMax: 10, answer: shifted}
			}),
			"an empty page in the middle": of(func() *portal {
				return &portal{packages: packages(25), page: func(start int, page []string) []string {
					if start > 0 {
						return nil
					}
					return page
				}}
			}),
		},
		Silent: silent("ckan", ""),
	})
}

// shifted answers offsets that no page of ten begins at with the page they are in.
func shifted(w http.ResponseWriter, r *http.Request) bool {
	if q := r.URL.Query(); q.Get("start") != "" {
		q.Set("start", q.Get("start")[:len(q.Get("start"))-1]+"0")
		r.URL.RawQuery = q.Encode()
	}
	return false
}

func TestCKANReadsOnAfterAFailedPage(t *testing.T) {
	p := &portal{packages: packages(35), answer: func(w http.ResponseWriter, r *http.Request) bool {
		if r.URL.Query().Get("start") == "10" {
			w.Write([]byte(`{"success":true,"result":{"count":35,"results":[{"id":"p0`))
			return true
		}
		return false
	}}
	records, broken, end := collect(t, p.source(t))
	var incomplete *harvest.IncompleteError
	if !errors.As(end, &incomplete) || incomplete.Seen != 25 || incomplete.Declared != 35 || len(broken) > 0 {
		t.Fatalf("ended with %v, broken %v", end, broken)
	}
	if len(records) != 25 || records[10].ID != "p020" || !strings.Contains(end.Error(), "the page at start=10 failed") ||
		!strings.Contains(end.Error(), "cut short") || !strings.Contains(end.Error(), "(25 of 35 records seen)") {
		t.Errorf("%d records, ended with %v", len(records), end)
	}
}

func TestCKANMakesUpForSmallPages(t *testing.T) {
	for name, p := range map[string]*portal{
		"rows_max below the page size": {packages: packages(25), rowsMax: 4},
		"a short page": {packages: packages(25), page: func(start int, page []string) []string {
			if start == 10 {
				return page[:6]
			}
			return page
		}},
	} {
		records, broken, end := collect(t, p.source(t))
		if len(records) != 25 || len(broken) > 0 || end != nil {
			t.Errorf("%s: %d records, broken %v, ended with %v", name, len(records), broken, end)
		}
	}
}

func TestCKANCompletesPackages(t *testing.T) {
	list := packages(3)
	list[0] = `{"id":"p000","name":"a","organization":{"id":"0d36","name":"inps"},"resources":[],"num_resources":2}`
	list[1] = `{"id":"p001","name":"b","owner_org":"inps","resources":[{}],"num_resources":1, "metadata_modified":"2026-07-10T22:06:17.795351"}`
	list[2] = `{"id":"p002","name":"c","type":"harvest","resources":[]}`
	p := &portal{packages: list}
	records, broken, end := collect(t, p.source(t))
	if len(records) != 2 || len(broken) > 0 || end != nil {
		t.Fatalf("%d records, broken %v, ended with %v", len(records), broken, end)
	}
	var first struct {
		Resources    []any
		Site         string         `json:"_site"`
		Organization map[string]any `json:"_organization"`
	}
	if err := json.Unmarshal(records[0].Bytes, &first); err != nil {
		t.Fatal(err)
	}
	if len(first.Resources) != 2 || !strings.HasSuffix(first.Site, "/opendata") || first.Organization["identifier"] != "inps" {
		t.Errorf("record %s", records[0].Bytes)
	}
	if records[1].Modified != "2026-07-10T22:06:17.795351" || !strings.HasSuffix(records[1].Location, "/opendata/dataset/b") {
		t.Errorf("record %+v", records[1])
	}
	if !strings.HasPrefix(string(records[1].Bytes), strings.TrimSuffix(list[1], "}")) {
		t.Errorf("the package was rewritten: %s", records[1].Bytes)
	}
	organizations := slices.DeleteFunc(p.asked(), func(c string) bool { return !strings.HasPrefix(c, "organization_show") })
	if len(organizations) != 1 || organizations[0] != "organization_show?id=inps&include_datasets=false&include_users=false" {
		t.Errorf("calls %q", organizations)
	}
}

func TestCKANOrganizationThatIsNotShown(t *testing.T) {
	list := packages(2)
	list[1] = `{"id":"p001","name":"b","owner_org":"inps","resources":[]}`
	for status, want := range map[int]int{403: 2, 404: 2, 503: 1} {
		p := &portal{packages: list, answer: func(w http.ResponseWriter, r *http.Request) bool {
			if !strings.HasSuffix(r.URL.Path, "organization_show") {
				return false
			}
			refuse(w, status, "")
			return true
		}}
		records, broken, end := collect(t, p.source(t))
		if len(records) != want || len(broken) != 2-want || end != nil {
			t.Errorf("status %d: %d records, broken %v, ended with %v", status, len(records), broken, end)
		}
		for _, e := range broken {
			if e.RecordID != "p001" || e.Field != "organization" || len(e.Raw) == 0 {
				t.Errorf("status %d: %+v", status, e)
			}
		}
	}
}

func TestCKANSortOrderThatIsRefused(t *testing.T) {
	p := &portal{packages: packages(15), answer: func(w http.ResponseWriter, r *http.Request) bool {
		if r.URL.Query().Get("sort") == "id asc" {
			refuse(w, 409, "Search Error")
			return true
		}
		return false
	}}
	records, _, end := collect(t, p.source(t))
	if len(records) != 15 || end != nil || len(p.asked()) != 3 || !strings.Contains(p.asked()[2], "sort=name+asc&start=10") {
		t.Errorf("%d records, ended with %v, calls %q", len(records), end, p.asked())
	}
}

func TestCKANQueryAndTypes(t *testing.T) {
	for query, want := range map[string]string{
		"":                                 "package_search?rows=10&sort=id+asc&start=0",
		"organization:inps":                "package_search?fq=organization%3Ainps&rows=10&sort=id+asc&start=0",
		"q=a b&fq=-organization:(x y)":     "package_search?fq=-organization%3A%28x+y%29&q=a+b&rows=10&sort=id+asc&start=0",
		"fq=%2Bgroups:scuola&q=citt%C3%A0": "package_search?fq=%2Bgroups%3Ascuola&q=citt%C3%A0&rows=10&sort=id+asc&start=0",
	} {
		p := &portal{packages: packages(1)}
		if _, _, end := collect(t, p.source(t, func(c *harvest.Config) { c.Query = query })); end != nil || p.asked()[0] != want {
			t.Errorf("query %q: calls %q, ended with %v", query, p.asked(), end)
		}
	}
	list := packages(3)
	list[1] = `{"id":"p001","type":"dataset_series","resources":[],"state":"deleted"}`
	list[2] = `{"id":"p002","type":"showcase","resources":[]}`
	p := &portal{packages: list}
	records, _, end := collect(t, p.source(t, func(c *harvest.Config) { c.Ignore = []string{"showcase"} }))
	if len(records) != 2 || !records[1].Deleted || end != nil {
		t.Errorf("records %+v, ended with %v", records, end)
	}
}

func TestCKANPackageWithoutID(t *testing.T) {
	list := packages(3)
	list[1] = `{"title":"senza id"}`
	records, broken, end := collect(t, (&portal{packages: list}).source(t))
	if len(records) != 2 || len(broken) != 1 || broken[0].Field != "id" || string(broken[0].Raw) != list[1] || end == nil {
		t.Errorf("%d records, broken %v, ended with %v", len(records), broken, end)
	}
}

func TestCKANSlowPageIsCutOff(t *testing.T) {
	p := &portal{packages: packages(25), answer: func(w http.ResponseWriter, r *http.Request) bool {
		if r.URL.Query().Get("start") != "20" {
			return false
		}
		<-r.Context().Done()
		return true
	}}
	begun := time.Now()
	records, _, end := collect(t, p.source(t))
	if len(records) != 20 || end == nil || !strings.Contains(end.Error(), "timed out") || time.Since(begun) > 5*time.Second {
		t.Errorf("%d records after %s, ended with %v", len(records), time.Since(begun), end)
	}
}

func TestCKANConfigFaults(t *testing.T) {
	for name, test := range map[string]struct {
		cfg        harvest.Config
		want, hint string
	}{
		"no address": {harvest.Config{}, "url: not set", "https://opendata.inps.it/opendata"},
		"address":    {harvest.Config{URL: "opendata.inps.it"}, "not an absolute http", ""},
		"dialect":    {harvest.Config{URL: "https://x.example", Dialect: "odap"}, `unknown dialect "odap"`, `did you mean "odapi"?`},
		"page size":  {harvest.Config{URL: "https://x.example", PageSize: 5000}, "page-size: 5000 is not between 1 and 1000", ""},
		"query":      {harvest.Config{URL: "https://x.example", Query: "q=a&rows=5"}, `query: unknown parameter "rows"`, "q=…&fq=…"},
		"no search":  {harvest.Config{URL: "https://x.example", Dialect: "odapi", Query: "q=a"}, "has no search", ""},
	} {
		test.cfg.Kind = "ckan"
		_, err := harvest.Open(test.cfg, client(t, clientOptions))
		var fault *harvest.ConfigError
		if !errors.As(err, &fault) || !strings.Contains(err.Error(), test.want) || !strings.Contains(fault.Hint(), test.hint) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
