package harvest_test

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/trebbia/trebbia/harvest"
	"github.com/trebbia/trebbia/harvest/harvesttest"
)

func bare(c *harvest.Config) {
	c.Name, c.Dialect, c.PageSize = "odapi", "odapi", 2
	c.URL = strings.TrimSuffix(c.URL, "/opendata") + "/odapi"
}

// odapiPackages makes packages as the service has them: numbers for ids, and HTML
// entities in the texts.
func odapiPackages(numbers ...int) *portal {
	p := &portal{}
	for _, n := range numbers {
		p.names = append(p.names, fmt.Sprint(n))
		p.packages = append(p.packages, fmt.Sprintf(
			`{"id":%d,"name":"attivit&#224;-%d","notes":"et&#224; &amp; reddito","metadata_modified":"2013-06-28","resources":[],"size":12345678901234567890}`, n, n))
	}
	return p
}

// late never answers the requests that match.
func late(match ...string) func(http.ResponseWriter, *http.Request) bool {
	return func(w http.ResponseWriter, r *http.Request) bool {
		for _, m := range match {
			if strings.HasSuffix(r.URL.String(), m) {
				<-r.Context().Done()
				return true
			}
		}
		return false
	}
}

func TestODAPILaws(t *testing.T) {
	with := func(change func(*portal)) harvesttest.Open {
		return func(t testing.TB) harvest.Source {
			p := odapiPackages(54, 82, 544, 60, 61, 62, 63)
			change(p)
			return p.source(t, bare)
		}
	}
	all := []string{"54", "82", "544", "60", "61", "62", "63"}
	harvesttest.Run(t, harvesttest.Suite{
		Sound: with(func(*portal) {}),
		IDs:   all,
		Broken: with(func(p *portal) {
			p.packages[2] = `{"id":544,"resources":"none"}`
		}),
		Good: []string{"54", "82", "60", "61", "62", "63"},
		Incomplete: map[string]harvesttest.Open{
			"no list":                    with(func(p *portal) { p.answer = late("package_list") }),
			"late pages and late shows":  with(func(p *portal) { p.answer = late("offset=4", "id=61", "id=62", "id=63") }),
			"one late package":           with(func(p *portal) { p.answer = late("offset=4", "id=62") }),
			"packages that no one lists": with(func(p *portal) { p.names = p.names[:3] }),
			"a web page for a list": with(func(p *portal) {
				p.answer = func(w http.ResponseWriter, r *http.Request) bool {
					w.Write([]byte("<html><title>package_search</title>"))
					return true
				}
			}),
		},
		Silent: silent("ckan", "odapi"),
	})
}

func TestODAPIRecords(t *testing.T) {
	p := odapiPackages(54, 82, 544)
	records, broken, end := collect(t, p.source(t, bare))
	if len(records) != 3 || len(broken) > 0 || end != nil {
		t.Fatalf("%d records, broken %v, ended with %v", len(records), broken, end)
	}
	r := records[2]
	if r.ID != "544" || r.Modified != "2013-06-28" || !strings.HasSuffix(r.Location, "/odapi/package_show?id=544") || string(r.Raw) != p.packages[2] {
		t.Errorf("record %+v", r)
	}
	for _, want := range []string{`"name":"attività-544"`, `"notes":"età & reddito"`, `"id":544`, `12345678901234567890`, `/odapi"}`} {
		if !strings.Contains(string(r.Bytes), want) {
			t.Errorf("no %s in %s", want, r.Bytes)
		}
	}
	want := []string{"package_list?", "current_package_list_with_resources?limit=2&offset=0", "current_package_list_with_resources?limit=2&offset=2"}
	if !slices.Equal(p.asked(), want) {
		t.Errorf("calls %q", p.asked())
	}
}

func TestODAPILatePageIsMadeUpFor(t *testing.T) {
	p := odapiPackages(1, 2, 3, 4, 5, 6, 7)
	p.answer = late("offset=4")
	records, broken, end := collect(t, p.source(t, bare))
	if len(records) != 7 || len(broken) > 0 || end != nil || p.asked()[len(p.asked())-1] != "package_show?id=7" {
		t.Errorf("%d records, broken %v, ended with %v, calls %q", len(records), broken, end, p.asked())
	}
}

func TestODAPIGivesUpOnSilence(t *testing.T) {
	p := odapiPackages(1, 2, 3, 4, 5, 6, 7, 8, 9)
	p.answer = late("offset=2", "id=3", "id=4", "id=5")
	records, broken, end := collect(t, p.source(t, bare))
	var incomplete *harvest.IncompleteError
	if !errors.As(end, &incomplete) || incomplete.Seen != 2 || incomplete.Declared != 9 || len(records) != 2 || len(broken) != 0 {
		t.Fatalf("%d records, broken %v, ended with %v", len(records), broken, end)
	}
	if !strings.Contains(end.Error(), "7 packages of the list could not be read") || !strings.Contains(end.Error(), "timed out") ||
		!strings.Contains(end.Error(), "(2 of 9 records seen)") || len(p.asked()) != 6 {
		t.Errorf("ended with %v, calls %q", end, p.asked())
	}
}

func TestODAPIPackageThatIsRefused(t *testing.T) {
	p := odapiPackages(1, 2, 3, 4, 5)
	p.answer = func(w http.ResponseWriter, r *http.Request) bool {
		switch {
		case strings.HasSuffix(r.URL.Path, "resources"):
			http.Error(w, "<html>", 404) // this one has no such action
		case strings.HasSuffix(r.URL.String(), "id=2"):
			refuse(w, 404, "Not Found Error")
		case strings.HasSuffix(r.URL.String(), "id=3"):
			http.Error(w, "<html>", 500)
		default:
			return false
		}
		return true
	}
	records, broken, end := collect(t, p.source(t, bare))
	if len(records) != 3 || len(broken) != 2 || broken[0].RecordID != "2" || broken[1].RecordID != "3" || end != nil {
		t.Errorf("%d records, broken %v, ended with %v", len(records), broken, end)
	}
}

func TestODAPIListOfNames(t *testing.T) {
	p := &portal{packages: packages(5)}
	for i := range p.packages {
		p.names = append(p.names, fmt.Sprintf("pacchetto-%d", i))
	}
	p.names = append(p.names, "pacchetto-0") // listed twice
	records, broken, end := collect(t, p.source(t, bare))
	if len(records) != 5 || records[0].ID != "p000" || len(broken) > 0 || end != nil {
		t.Errorf("%d records, broken %v, ended with %v", len(records), broken, end)
	}
}
