package ledger

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var (
	monday  = time.Date(2026, 1, 5, 3, 0, 0, 0, time.UTC)
	tuesday = monday.AddDate(0, 0, 1)
)

func openTemp(t *testing.T) (*Ledger, string) {
	t.Helper()
	// Signs that mean something in the IRI that SQLite is given.
	path := filepath.Join(t.TempDir(), "a ledger? 100%#1.db")
	return reopen(t, path), path
}

func reopen(t *testing.T, path string) *Ledger {
	t.Helper()
	l, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}

func TestIdentitiesNeverMove(t *testing.T) {
	ctx := context.Background()
	l, path := openTemp(t)
	first := Identity{Source: "sheet", RecordID: "Storico", IRI: "https://x.example/dataset/1", Identifier: "inps:1"}
	other := Identity{Source: "sheet", RecordID: "Annuale", IRI: "https://x.example/dataset/2", Identifier: "inps:2"}
	if err := l.Remember(ctx, monday, first); err != nil {
		t.Fatal(err)
	}
	renamed := first
	renamed.IRI = "https://x.example/dataset/renamed"
	err := l.Remember(ctx, tuesday, renamed, other)
	var moved *MovedError
	if !errors.As(err, &moved) || moved.Known.IRI != first.IRI || moved.Given.IRI != renamed.IRI {
		t.Fatalf("Remember with another IRI: %v", err)
	}
	l.Close()

	l = reopen(t, path)
	got, ok, err := l.Identity(ctx, "sheet", "Storico")
	first.FirstSeen, first.LastSeen = monday, tuesday
	if err != nil || !ok || got != first {
		t.Errorf("Identity = %+v, %v, %v; want %+v", got, ok, err, first)
	}
	other.FirstSeen, other.LastSeen = tuesday, tuesday
	all, err := l.Identities(ctx, "sheet")
	if diff := cmp.Diff(map[string]Identity{"Storico": first, "Annuale": other}, all); diff != "" || err != nil {
		t.Errorf("Identities: %v\n%s", err, diff)
	}
	if _, ok, err := l.Identity(ctx, "other source", "Storico"); ok || err != nil {
		t.Errorf("an identity leaked to another source: %v, %v", ok, err)
	}
}

func TestAbsenceKeepsItsFirstMoment(t *testing.T) {
	ctx := context.Background()
	l, path := openTemp(t)
	for _, err := range []error{
		l.MarkAbsent(ctx, "files", monday, "a", "b"),
		l.MarkAbsent(ctx, "files", tuesday, "a", "c"),
		l.MarkAbsent(ctx, "ckan", tuesday, "b"),
		l.ClearAbsent(ctx, "files", "b", "never marked"),
		l.Close(),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	l = reopen(t, path)
	got, err := l.Absences(ctx, "files")
	if diff := cmp.Diff(map[string]time.Time{"a": monday, "c": tuesday}, got); diff != "" || err != nil {
		t.Errorf("Absences: %v\n%s", err, diff)
	}
	got, err = l.Absences(ctx, "ckan")
	if diff := cmp.Diff(map[string]time.Time{"b": tuesday}, got); diff != "" || err != nil {
		t.Errorf("Absences of another target: %v\n%s", err, diff)
	}
}

func TestRuns(t *testing.T) {
	ctx := context.Background()
	l, _ := openTemp(t)
	var ids []int64
	for range 3 {
		id, err := l.BeginRun(ctx, monday, "trebbia.yaml")
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, id)
	}
	if diff := cmp.Diff([]int64{1, 2, 3}, ids); diff != "" {
		t.Error(diff)
	}
	if err := l.EndRun(ctx, 2, tuesday, map[string]int{"created": 7}, 4); err != nil {
		t.Fatal(err)
	}
	if err := l.EndRun(ctx, 2, tuesday, nil, 0); err == nil {
		t.Error("a run could be ended twice")
	}
	if err := l.EndRun(ctx, 99, tuesday, nil, 0); err == nil {
		t.Error("a run that was never begun could be ended")
	}
	got, err := l.LastRuns(ctx, 2)
	want := []Run{
		{ID: 3, Config: "trebbia.yaml", Begun: monday, Counts: map[string]int{}},
		{ID: 2, Config: "trebbia.yaml", Begun: monday, Ended: tuesday, Counts: map[string]int{"created": 7}, ExitCode: 4},
	}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("LastRuns: %v\n%s", err, diff)
	}
}

func TestCloseLeavesOneFile(t *testing.T) {
	l, path := openTemp(t)
	if err := l.MarkAbsent(context.Background(), "files", monday, "a"); err != nil {
		t.Fatal(err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		t.Fatal(err)
	}
	if len(entries) != 1 || entries[0].Name() != filepath.Base(path) {
		t.Errorf("beside the ledger: %v", entries)
	}
}

func TestTwoProcessesShareALedger(t *testing.T) {
	ctx := context.Background()
	a, path := openTemp(t)
	b := reopen(t, path)
	done := make(chan error, 2)
	for i, l := range []*Ledger{a, b} {
		go func() {
			var err error
			for n := range 20 {
				err = errors.Join(err, l.MarkAbsent(ctx, "files", monday, strings.Repeat("x", 20*i+n+1)))
			}
			done <- err
		}()
	}
	if err := errors.Join(<-done, <-done); err != nil {
		t.Fatal(err)
	}
	if got, err := a.Absences(ctx, "files"); len(got) != 40 || err != nil {
		t.Errorf("%d absences, want 40; %v", len(got), err)
	}
}

func TestOpenErrorsSayWhatToDo(t *testing.T) {
	dir := t.TempDir()
	text := filepath.Join(dir, "text.db")
	if err := os.WriteFile(text, []byte(strings.Repeat("not a database\n", 100)), 0o644); err != nil {
		t.Fatal(err)
	}
	torn := filepath.Join(dir, "torn.db")
	tear(t, torn)
	for name, test := range map[string]struct{ path, message, hint string }{
		"text":      {text, "damaged", "move it away"},
		"torn":      {torn, "damaged", "costs time, never correctness"},
		"folder":    {dir, "not a plain file", "ledger:"},
		"no folder": {filepath.Join(dir, "none", "a.db"), "no such file", "ledger:"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Open(test.path)
			var open *OpenError
			if !errors.As(err, &open) {
				t.Fatalf("Open: %v", err)
			}
			if !strings.Contains(err.Error(), test.message) || !strings.Contains(err.Error(), test.path) || !strings.Contains(open.Hint, test.hint) {
				t.Errorf("error %q, hint %q; want %q and %q", err, open.Hint, test.message, test.hint)
			}
		})
	}
}

// tear makes a ledger and overwrites the middle of it.
func tear(t *testing.T, path string) {
	t.Helper()
	l := reopen(t, path)
	var iris []string
	for n := range 500 {
		iris = append(iris, strings.Repeat("y", n+1))
	}
	if err := errors.Join(l.MarkAbsent(context.Background(), "files", monday, iris...), l.Close()); err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := len(content) / 2; i < len(content)*3/4; i++ {
		content[i] = 0xA5
	}
	if err := os.WriteFile(path, content, 0o644); err != nil {
		t.Fatal(err)
	}
}
