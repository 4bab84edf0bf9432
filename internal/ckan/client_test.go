package ckan

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/trebbia/trebbia/internal/transport"
)

// portal returns a client of a server that answers with a status and a body.
func portal(t *testing.T, status int, body string) (*Client, *[]string) {
	t.Helper()
	var calls []string
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		calls = append(calls, r.URL.String())
		w.WriteHeader(status)
		w.Write([]byte(body))
	}))
	t.Cleanup(s.Close)
	http, err := transport.New(transport.Options{AllowPrivate: true, Retries: -1, PerSecond: -1})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { http.Close() })
	c, err := New(s.URL+"/opendata/", ActionAPI, http)
	if err != nil {
		t.Fatal(err)
	}
	return c, &calls
}

func TestCalls(t *testing.T) {
	ctx := t.Context()
	c, calls := portal(t, 200, `{"success":true,"result":{"count":2,"results":[{"id":"a"},{"id": 7}]}}`)
	page, err := c.Search(ctx, Query{Q: "a b", FQ: "+organization:inps", Sort: "id asc", Rows: 10, Start: 20})
	if err != nil || page.Count != 2 || len(page.Results) != 2 || string(page.Results[1]) != `{"id": 7}` {
		t.Errorf("page %+v, error %v", page, err)
	}
	c.Show(ctx, "a/b c")
	c.Organization(ctx, "inps")
	c.List(ctx)
	c.WithResources(ctx, 50, 100)
	want := []string{
		"package_search?fq=%2Borganization%3Ainps&q=a+b&rows=10&sort=id+asc&start=20",
		"package_show?id=a%2Fb+c",
		"organization_show?id=inps&include_datasets=false&include_users=false",
		"package_list",
		"current_package_list_with_resources?limit=50&offset=100",
	}
	for i, call := range *calls {
		if call != "/opendata/api/3/action/"+want[i] {
			t.Errorf("call %s, want %s", call, want[i])
		}
	}
}

func TestBase(t *testing.T) {
	for in, want := range map[string]string{
		"https://www.dati.gov.it/opendata":                     "https://www.dati.gov.it/opendata",
		"https://www.dati.gov.it/opendata/api/3/action/":       "https://www.dati.gov.it/opendata",
		"https://dati.example.it/?a=b#c":                       "https://dati.example.it",
		"ftp://dati.example.it/":                               "",
		"dati.example.it":                                      "",
		"https://serviziweb2.inps.it/odapi/api/3/action/x/y/z": "https://serviziweb2.inps.it/odapi/api/3/action/x/y/z",
	} {
		c, err := New(in, ActionAPI, nil)
		if (err == nil) != (want != "") || err == nil && c.Base() != want {
			t.Errorf("New(%s): %+v, %v", in, c, err)
		}
	}
	c, _ := New("https://serviziweb2.inps.it/odapi/", Bare, nil)
	if got := c.URL("package_list", nil); got != "https://serviziweb2.inps.it/odapi/package_list" {
		t.Errorf("URL %s", got)
	}
}

func TestEnvelopeFaults(t *testing.T) {
	for _, test := range []struct {
		name   string
		status int
		body   string
		want   string
		hint   string
	}{
		{"not found", 404, `{"success":false,"error":{"__type":"Not Found Error","message":"Non trovato"}}`, "status 404: Not Found Error: Non trovato", "names in its query"},
		{"validation", 409, `{"success":false,"error":{"__type":"Validation Error","name":["taken","short"],"extras":[{},{"key":["Missing"]}]}}`,
			`status 409: Validation Error: extras: [{},{"key":["Missing"]}]: name: taken; short`, ""},
		{"bare text", 400, `"Bad request - Action name not known"`, "status 400: Bad request", ""},
		{"odd error", 403, `{"success":false,"error":"no"}`, "status 403: no", "token"},
		{"page of a proxy", 502, "<html><head><title> Bad Gateway\n</title></head>", "unexpected status 502", ""},
		{"page with status 200", 200, "<!DOCTYPE html><title>Accedi</title>", `a web page instead of JSON ("Accedi")`, "login"},
		{"empty", 200, " ", "the answer is empty", "login"},
		{"cut short", 200, `{"success":true,"result":{"count":2,"resu`, "cut short", ""},
		{"no envelope", 200, `{"count":2}`, "does not say success", ""},
		{"no result", 200, `{"success":true,"result":null}`, "success without a result", ""},
		{"another result", 200, `{"success":true,"result":[1]}`, "of another form than package_search has", ""},
		{"no count", 200, `{"success":true,"result":{"results":[]}}`, "without count", ""},
		{"server fault", 500, ``, "unexpected status 500", ""},
	} {
		c, _ := portal(t, test.status, test.body)
		_, err := c.Search(t.Context(), Query{})
		if err == nil || !strings.Contains(err.Error(), test.want) || !strings.Contains(err.Error(), "package_search") {
			t.Errorf("%s: error %v, want %q", test.name, err, test.want)
		}
		var hinted interface{ Hint() string }
		if test.hint != "" && (!errors.As(err, &hinted) || !strings.Contains(hinted.Hint(), test.hint)) {
			t.Errorf("%s: hint of %v", test.name, err)
		}
	}
}

func TestShowAcceptsAListOfOne(t *testing.T) {
	for result, want := range map[string]string{
		`{"id":"a"}`: `{"id":"a"}`, `[{"id":"a"}]`: `{"id":"a"}`, `[]`: "", `["a"]`: "", `"a"`: "",
	} {
		c, _ := portal(t, 200, `{"success":true,"result":`+result+`}`)
		got, err := c.Show(t.Context(), "a")
		if string(got) != want || (err == nil) != (want != "") {
			t.Errorf("%s: %s, %v", result, got, err)
		}
	}
}

func TestListTakesNumbers(t *testing.T) {
	c, _ := portal(t, 200, `{"success":true,"result":["54", 82]}`)
	if got, err := c.List(t.Context()); err != nil || strings.Join(got, " ") != "54 82" {
		t.Errorf("list %q, error %v", got, err)
	}
	c, _ = portal(t, 200, `{"success":true,"result":["54", null]}`)
	if _, err := c.List(t.Context()); err == nil {
		t.Error("a list with a hole was taken")
	}
}

func TestSummarize(t *testing.T) {
	got, err := Summarize(json.RawMessage(`{"id":544,"name":"a","title":"A","type":"dataset","state":"active","metadata_modified":"2026-07-10T22:06:17.795351",
		"owner_org":"0d36","organization":{"id":"0d36","name":"inps"},"resources":[{},{}],"num_resources":3}`))
	want := Summary{ID: "544", Name: "a", Title: "A", Type: "dataset", State: "active", Modified: "2026-07-10T22:06:17.795351",
		Organization: "inps", Resources: 2, Declared: 3}
	if err != nil || got != want {
		t.Errorf("summary %+v, error %v", got, err)
	}
	if got, err := Summarize(json.RawMessage(`{"organization":null,"title":{"it":"A"}}`)); err != nil || got.Resources != -1 || got.Declared != -1 || got.ID != "" {
		t.Errorf("summary %+v, error %v", got, err)
	}
	for _, text := range []string{`[]`, `"a"`, `null`, `{"resources":7}`} {
		if _, err := Summarize(json.RawMessage(text)); err == nil {
			t.Errorf("%s was taken for a package", text)
		}
	}
}

func TestWith(t *testing.T) {
	for in, want := range map[string]string{
		"{\"b\":1, \"a\":[ ]\n}\n": "{\"b\":1, \"a\":[ ],\"_site\":\"x\"}",
		"{ }":                      `{"_site":"x"}`,
	} {
		got, err := With(json.RawMessage(in), Member{"_site", json.RawMessage(`"x"`)})
		if err != nil || string(got) != want {
			t.Errorf("With(%q) = %s, %v", in, got, err)
		}
	}
	if _, err := With(json.RawMessage(`{"a":`), Member{"_site", nil}); err == nil {
		t.Error("half an object was taken")
	}
}
