package harvest_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"github.com/trebbia/trebbia/harvest"
	"github.com/trebbia/trebbia/harvest/harvesttest"
	"github.com/trebbia/trebbia/internal/transport"
)

const example = "../examples/inps"

// exampleSource is a source of the example's configuration.
type exampleSource struct {
	Name, Kind, URL, Path, Dialect, Query, Replay string

	ID          []string
	PageSize    int `yaml:"page-size"`
	Attachments struct{ Dir, URL string }
}

func (s exampleSource) open(t testing.TB) harvest.Source {
	t.Helper()
	cfg := harvest.Config{Name: s.Name, Kind: s.Kind, URL: s.URL, Path: s.Path, Dir: example, Dialect: s.Dialect, Query: s.Query,
		ID: s.ID, PageSize: s.PageSize, Attachments: harvest.Attachments{Dir: s.Attachments.Dir, URL: s.Attachments.URL}}
	opt := transport.Options{}
	if s.Replay != "" {
		opt.Replay = example + "/" + s.Replay
	}
	source, err := harvest.Open(cfg, client(t, opt))
	if err != nil {
		t.Fatal(err)
	}
	return source
}

// The four channels of INPS in the example keep the laws, from their recordings.
func TestExampleSources(t *testing.T) {
	text, err := os.ReadFile(example + "/trebbia.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var config struct{ Sources []exampleSource }
	if err := yaml.Unmarshal(text, &config); err != nil {
		t.Fatal(err)
	}
	if len(config.Sources) != 4 {
		t.Fatalf("%d sources", len(config.Sources))
	}
	least := map[string]int{"sheet": 6, "ckan": 3, "inps": 2}
	for _, s := range config.Sources {
		t.Run(s.Name, func(t *testing.T) {
			records, broken, end := collect(t, s.open(t))
			if len(records) < least[s.Kind] || len(broken) > 0 || end != nil {
				t.Fatalf("%d records, broken %v, ended with %v", len(records), broken, end)
			}
			var ids []string
			for _, r := range records {
				ids = append(ids, r.ID)
				if !json.Valid(r.Bytes) || strings.Contains(string(r.Bytes), "&#") {
					t.Errorf("record %s: %s", r.ID, r.Bytes)
				}
			}
			harvesttest.Run(t, harvesttest.Suite{
				Sound: s.open, IDs: ids,
				// A source next to it in which one record is broken is the kind's own affair.
				Broken: func(t testing.TB) harvest.Source {
					return open(t, sheetFile(t, "a.csv", header+"A,,,,,,,,,1\n,,,,,,,,,2\n"))
				},
				Good: []string{"1"},
			})
		})
	}
}
