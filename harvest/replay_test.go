package harvest_test

import (
	"bytes"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/trebbia/trebbia/harvest"
	"github.com/trebbia/trebbia/internal/transport"
)

// A run that was recorded gives the same when it is replayed, faults included.
func TestRecordedRunsReplay(t *testing.T) {
	p := &portal{packages: packages(35), answer: func(w http.ResponseWriter, r *http.Request) bool {
		if r.URL.Query().Get("start") == "20" {
			http.Error(w, "<html><title>Bad Gateway</title></html>", http.StatusBadGateway)
			return true
		}
		return false
	}}
	server := httptest.NewServer(http.HandlerFunc(p.serve))
	cfg := harvest.Config{Name: "ckan", Kind: "ckan", URL: server.URL + "/opendata", PageSize: 10}
	file := filepath.Join(t.TempDir(), "ckan.har")
	run := func(opt transport.Options) (string, int) {
		opt.Retries = 1
		c := client(t, opt)
		source, err := harvest.Open(cfg, c)
		if err != nil {
			t.Fatal(err)
		}
		records, _, end := collect(t, source)
		if err := c.Close(); err != nil {
			t.Fatal(err)
		}
		var all strings.Builder
		for _, r := range records {
			all.Write(r.Bytes)
		}
		return all.String() + end.Error(), len(records)
	}
	live, n := run(transport.Options{Record: file})
	server.Close()
	replayed, m := run(transport.Options{Replay: file})
	if live != replayed || n != 25 || m != 25 {
		t.Errorf("live %d records, replayed %d\n%s\n%s", n, m, live, replayed)
	}
}

func TestReplayThatLacksAnAnswer(t *testing.T) {
	file := filepath.Join(t.TempDir(), "leer.har")
	if err := os.WriteFile(file, []byte(`{"log":{"version":"1.2","entries":[]}}`), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, cfg := range []harvest.Config{{Kind: "ckan"}, {Kind: "ckan", Dialect: "odapi"}, {Kind: "inps"}, {Kind: "dcat"}, {Kind: "sheet"}} {
		cfg.Name, cfg.URL = cfg.Kind, "https://www.example.it/dati"
		source, err := harvest.Open(cfg, client(t, transport.Options{Replay: file}))
		if err != nil {
			t.Fatal(err)
		}
		records, broken, end := collect(t, source)
		var missing *transport.ReplayError
		var hinted interface{ Hint() string }
		if len(records)+len(broken) > 0 || !errors.As(end, &missing) || !errors.As(end, &hinted) || !strings.Contains(hinted.Hint(), "--record") {
			t.Errorf("%s: ended with %v", cfg.Kind, end)
		}
	}
}

func TestSheetFromAnAddress(t *testing.T) {
	text, err := os.ReadFile("testdata/sheet/prospetti.yaml")
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/export" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "application/yaml")
		w.Write(text)
	}))
	defer server.Close()
	for path, want := range map[string]int{"/export?token=segreto": 2, "/altro": 0} {
		source, err := harvest.Open(harvest.Config{Name: "foglio", Kind: "sheet", URL: server.URL + path}, client(t, transport.Options{}))
		if err != nil {
			t.Fatal(err)
		}
		records, _, end := collect(t, source)
		if len(records) != want || (end == nil) != (want > 0) {
			t.Errorf("%s: %d records, ended with %v", path, len(records), end)
		}
		for _, r := range records {
			if strings.Contains(r.Location, "segreto") || bytes.Contains(r.Bytes, []byte("segreto")) {
				t.Errorf("the record tells the token: %+v", r)
			}
		}
	}
}
