package harvest_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/trebbia/trebbia/harvest"
	"github.com/trebbia/trebbia/internal/transport"
)

// portal is a CKAN portal in the test process. Its knobs make it misbehave.
type portal struct {
	packages []string // the packages as JSON, in the order of their ids
	names    []string // what package_list answers
	// rowsMax is the most that a page may have, as ckan.search.rows_max.
	rowsMax int
	// count answers how many there are; nil is the truth.
	count func(start int) int
	// page changes the packages of a page before they are sent.
	page func(start int, packages []string) []string
	// answer takes over a request altogether and returns true.
	answer func(w http.ResponseWriter, r *http.Request) bool

	mu    sync.Mutex
	calls []string
}

// packages makes n packages without resources, with ids p000, p001…
func packages(n int) []string {
	var out []string
	for i := range n {
		out = append(out, fmt.Sprintf(`{"id":"p%03d","name":"pacchetto-%d","title":"Pacchetto %d","resources":[],"num_resources":0}`, i, i, i))
	}
	return out
}

func ids(n int) []string {
	var out []string
	for i := range n {
		out = append(out, fmt.Sprintf("p%03d", i))
	}
	return out
}

func (p *portal) serve(w http.ResponseWriter, r *http.Request) {
	action := r.URL.Path[strings.LastIndexByte(r.URL.Path, '/')+1:]
	p.mu.Lock()
	p.calls = append(p.calls, action+"?"+r.URL.RawQuery)
	p.mu.Unlock()
	if p.answer != nil && p.answer(w, r) {
		return
	}
	q := r.URL.Query()
	start, rows := atoi(q.Get("start"))+atoi(q.Get("offset")), atoi(q.Get("rows"))+atoi(q.Get("limit"))
	if p.rowsMax > 0 {
		rows = min(rows, p.rowsMax)
	}
	page := p.packages[min(start, len(p.packages)):min(start+rows, len(p.packages))]
	if p.page != nil {
		page = p.page(start, slices.Clone(page))
	}
	switch action {
	case "package_search":
		count := len(p.packages)
		if p.count != nil {
			count = p.count(start)
		}
		reply(w, 200, fmt.Sprintf(`{"count":%d,"results":[%s]}`, count, strings.Join(page, ",")))
	case "current_package_list_with_resources":
		reply(w, 200, "["+strings.Join(page, ",")+"]")
	case "package_list":
		names, _ := json.Marshal(p.names)
		reply(w, 200, string(names))
	case "package_show":
		for _, text := range p.packages {
			var head struct{ ID any }
			if json.Unmarshal([]byte(text), &head); fmt.Sprint(head.ID) == q.Get("id") {
				reply(w, 200, strings.Replace(text, `"resources":[]`, `"resources":[{},{}]`, 1))
				return
			}
		}
		refuse(w, 404, "Not Found Error")
	case "organization_show":
		reply(w, 200, `{"id":"0d36","name":"inps","identifier":"inps"}`)
	default:
		http.Error(w, "<html>", 404)
	}
}

// asked returns the calls so far, in order.
func (p *portal) asked() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.calls)
}

func atoi(text string) int {
	n, _ := strconv.Atoi(text)
	return n
}

func reply(w http.ResponseWriter, status int, result string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	fmt.Fprintf(w, `{"help":"…","success":true,"result":%s}`, result)
}

func refuse(w http.ResponseWriter, status int, kind string) {
	w.WriteHeader(status)
	fmt.Fprintf(w, `{"success":false,"error":{"__type":%q,"message":"no"}}`, kind)
}

// client returns a client that may reach test servers and gives up quickly.
func client(t testing.TB, opt transport.Options) *transport.Client {
	t.Helper()
	opt.AllowPrivate, opt.PerSecond = true, -1
	if opt.Retries == 0 {
		opt.Retries = -1
	}
	if opt.Timeout == 0 {
		opt.Timeout = 5 * time.Second
	}
	c, err := transport.New(opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c
}

// source serves the portal and opens it as a source with ten packages a page.
func (p *portal) source(t testing.TB, set ...func(*harvest.Config)) harvest.Source {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(p.serve))
	t.Cleanup(s.Close)
	cfg := harvest.Config{Name: "ckan", Kind: "ckan", URL: s.URL + "/opendata", PageSize: 10}
	for _, f := range set {
		f(&cfg)
	}
	source, err := harvest.Open(cfg, client(t, transport.Options{Timeout: 300 * time.Millisecond}))
	if err != nil {
		t.Fatal(err)
	}
	return source
}

// silent is a server that takes requests and never answers.
func silent(kind, dialect string) func(testing.TB) harvest.Source {
	return func(t testing.TB) harvest.Source {
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			select {
			case <-r.Context().Done():
			case <-time.After(20 * time.Second):
			}
		}))
		t.Cleanup(s.Close)
		cfg := harvest.Config{Name: "muto", Kind: kind, Dialect: dialect, URL: s.URL}
		source, err := harvest.Open(cfg, client(t, transport.Options{Timeout: 10 * time.Second}))
		if err != nil {
			t.Fatal(err)
		}
		return source
	}
}

var clientOptions = transport.Options{}
