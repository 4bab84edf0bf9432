package harvesttest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/trebbia/trebbia/dcat"
	"github.com/trebbia/trebbia/harvest"
)

// Open makes a source; it is called anew for every reading.
type Open func(testing.TB) harvest.Source

// Suite is what a kind of source gives to be tested.
type Suite struct {
	// Sound is a source of at least two records that ends well; IDs are their
	// identities in order.
	Sound Open
	IDs   []string
	// Broken holds at least one bad record with good ones before and after it; Good
	// are the identities of these.
	Broken Open
	Good   []string
	// Incomplete are listings that must not pass for complete, by what is wrong.
	Incomplete map[string]Open
	// Silent is a source that never answers; nil for kinds that only read files.
	Silent Open
}

// prompt is how long an interrupted source may take to end.
const prompt = 3 * time.Second

// Run checks the laws.
func Run(t *testing.T, s Suite) {
	t.Run("records are whole and come in the same order each time", s.stable)
	t.Run("an interrupted context ends the stream with its error", s.interrupted)
	t.Run("a consumer that stops early leaves nothing running", s.stopped)
	t.Run("one bad record does not end the stream", s.broken)
	for _, name := range slices.Sorted(keys(s.Incomplete)) {
		t.Run("not proven complete: "+name, func(t *testing.T) { incomplete(t, s.Incomplete[name]) })
	}
}

func keys(m map[string]Open) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// reading is everything that one reading gave.
type reading struct {
	records []dcat.SourceRecord
	broken  []*harvest.RecordError
	end     error
}

func read(t *testing.T, ctx context.Context, source harvest.Source) reading {
	t.Helper()
	var out reading
	for record, err := range source.Records(ctx) {
		if out.end != nil {
			t.Fatalf("the stream goes on after %v", out.end)
		}
		var broken *harvest.RecordError
		switch {
		case errors.As(err, &broken):
			out.broken = append(out.broken, broken)
		case err != nil:
			out.end = err
		default:
			out.records = append(out.records, record)
		}
	}
	return out
}

func (r reading) ids() []string {
	var out []string
	for _, record := range r.records {
		out = append(out, record.ID)
	}
	return out
}

func (s Suite) stable(t *testing.T) {
	source := s.Sound(t)
	first := read(t, t.Context(), source)
	if first.end != nil || len(first.broken) > 0 {
		t.Fatalf("ended with %v, broken records %v", first.end, first.broken)
	}
	if !slices.Equal(first.ids(), s.IDs) {
		t.Fatalf("identities %q, want %q", first.ids(), s.IDs)
	}
	for _, r := range first.records {
		if r.Source == "" || r.ID == "" || r.MediaType == "" || r.Location == "" || len(r.Bytes) == 0 {
			t.Errorf("record %q lacks source, identity, media type, location or bytes: %+v", r.ID, r)
		}
		if r.MediaType == "application/json" && !json.Valid(r.Bytes) {
			t.Errorf("record %q is not JSON: %s", r.ID, r.Bytes)
		}
	}
	if second := read(t, t.Context(), source); second.end != nil || !slices.EqualFunc(first.records, second.records, same) {
		t.Errorf("the second reading gave other records: %q, ended with %v", second.ids(), second.end)
	}
	if other := read(t, t.Context(), s.Sound(t)); !slices.Equal(first.ids(), other.ids()) {
		t.Errorf("the source opened anew gave other records: %q", other.ids())
	}
}

func same(a, b dcat.SourceRecord) bool {
	return a.ID == b.ID && a.Modified == b.Modified && a.Deleted == b.Deleted && bytes.Equal(a.Bytes, b.Bytes)
}

func (s Suite) interrupted(t *testing.T) {
	ended := func(name string, open Open, cancelAfter int, most int) {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		if cancelAfter == 0 {
			cancel()
		}
		if cancelAfter < 0 {
			time.AfterFunc(100*time.Millisecond, cancel)
		}
		begun, records := time.Now(), 0
		var end error
		for _, err := range open(t).Records(ctx) {
			var broken *harvest.RecordError
			if err == nil || errors.As(err, &broken) {
				if records++; records == cancelAfter {
					cancel()
				}
				continue
			}
			end = err
		}
		if !errors.Is(end, context.Canceled) || records > most || time.Since(begun) > prompt {
			t.Errorf("%s: %d records, ended after %s with %v", name, records, time.Since(begun), end)
		}
	}
	ended("before the start", s.Sound, 0, 0)
	ended("after the first record", s.Sound, 1, 1)
	if s.Silent != nil {
		ended("while waiting", s.Silent, -1, 0)
	}
}

func (s Suite) stopped(t *testing.T) {
	source := s.Sound(t)
	once := func() {
		for range source.Records(t.Context()) {
			break // a yield after this would panic
		}
	}
	once() // opens connections that may stay
	before := runtime.NumGoroutine()
	for range 20 {
		once()
	}
	for wait := time.Millisecond; runtime.NumGoroutine() > before+5; wait *= 2 {
		if wait > prompt {
			t.Fatalf("%d goroutines before, %d after twenty readings that were stopped", before, runtime.NumGoroutine())
		}
		time.Sleep(wait)
	}
}

func (s Suite) broken(t *testing.T) {
	got := read(t, t.Context(), s.Broken(t))
	if len(got.broken) == 0 || !slices.Equal(got.ids(), s.Good) {
		t.Fatalf("broken records %v, good ones %q, want %q", got.broken, got.ids(), s.Good)
	}
	unknown := false
	for _, e := range got.broken {
		if e.Source == "" || e.Location == "" || e.Err == nil {
			t.Errorf("a broken record without source, location or cause: %+v", e)
		}
		unknown = unknown || e.RecordID == ""
	}
	if unknown != (got.end != nil) {
		t.Errorf("ended with %v; a record that cannot be identified: %t", got.end, unknown)
	}
}

func incomplete(t *testing.T, open Open) {
	got := read(t, t.Context(), open(t))
	var end *harvest.IncompleteError
	var config *harvest.ConfigError
	if !errors.As(got.end, &end) && !errors.As(got.end, &config) {
		t.Errorf("ended with %v after %q", got.end, got.ids())
	}
}
