package publish

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestLaw1NoDeleteUnlessListingComplete(t *testing.T) {
	// Twenty datasets are held, the first of them are not wanted any more.
	tests := map[string]struct {
		gone   int
		policy func(*Policy)
		since  time.Duration // how long they have been absent; negative: not known
		keep   bool
		reason []string // of every withheld delete; nil: they are deleted
		clock  bool     // whether the absence counts as proven
	}{
		"complete": {gone: 1, clock: true},
		"incomplete": {gone: 1, policy: func(p *Policy) {
			p.Listings["sheet"] = Listing{Reason: "17 of 20 records seen"}
		}, reason: []string{`"sheet"`, "not proven complete", "17 of 20 records seen"}},
		"incomplete, long absent": {gone: 1, since: 1000 * time.Hour, policy: func(p *Policy) {
			p.Listings["sheet"] = Listing{}
		}, reason: []string{"not proven complete", "no reason given"}},
		"source not configured": {gone: 1, policy: func(p *Policy) {
			p.Listings = map[string]Listing{"other": {Complete: true}}
		}, reason: []string{`"sheet"`, "not in the configuration"}},
		"exactly the share": {gone: 1, policy: func(p *Policy) { p.MaxDelete = 0.05 }, clock: true},
		"more than the share": {gone: 2, policy: func(p *Policy) { p.MaxDelete = 0.05 },
			reason: []string{"2 of the 20", "(10%)", "policy.max-delete allows (5%)", "to 10% for one run"}, clock: true},
		"no share at all": {gone: 1, policy: func(p *Policy) { p.MaxDelete = 0 },
			reason: []string{"1 of the 20", "(0%)"}, clock: true},
		"an empty listing": {gone: 20, policy: func(p *Policy) { p.MaxDelete = 0.5 },
			reason: []string{"20 of the 20", "(100%)", "(50%)"}, clock: true},
		"within the grace": {gone: 1, since: 167 * time.Hour, policy: func(p *Policy) { p.Grace = 168 * time.Hour },
			reason: []string{"absent since 2026-03-03 03:00 UTC", "policy.grace (168h)", "until 2026-03-10 03:00 UTC"}, clock: true},
		"at the end of the grace": {gone: 1, since: 168 * time.Hour, policy: func(p *Policy) { p.Grace = 168 * time.Hour }, clock: true},
		"first absence": {gone: 1, since: -1, policy: func(p *Policy) { p.Grace = time.Minute },
			reason: []string{"absent since 2026-03-10 02:00 UTC", "(1m0s)"}, clock: true},
		"the share counts those within the grace": {gone: 2, since: time.Hour, policy: func(p *Policy) {
			p.Grace, p.MaxDelete = 168*time.Hour, 0.05
		}, reason: []string{"2 of the 20"}, clock: true},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			ws := wants(t, 20)
			held := holdings(ws)
			for i := range test.gone {
				if test.since >= 0 {
					held[i].AbsentSince = testNow.Add(-test.since)
				}
			}
			pol := policy()
			if test.policy != nil {
				test.policy(&pol)
			}
			p := mustPlan(t, ws[test.gone:], held, pol)
			if len(p.Unchanged) != 20-test.gone {
				t.Errorf("%d unchanged, want %d", len(p.Unchanged), 20-test.gone)
			}
			if wantAbsent := map[bool]int{true: test.gone}[test.clock]; len(p.Absent) != wantAbsent {
				t.Errorf("%d absences proven, want %d", len(p.Absent), wantAbsent)
			}
			if test.reason == nil {
				if p.Count(Delete) != test.gone || len(p.Withheld) != 0 {
					t.Fatalf("%d deleted and %d withheld, want %d deleted", p.Count(Delete), len(p.Withheld), test.gone)
				}
				return
			}
			if !p.Empty() || len(p.Withheld) != test.gone {
				t.Fatalf("changes %v and %d withheld, want %d withheld", kinds(p), len(p.Withheld), test.gone)
			}
			for _, part := range test.reason {
				if !strings.Contains(p.Withheld[0].Reason, part) {
					t.Errorf("reason %q does not say %q", p.Withheld[0].Reason, part)
				}
			}
		})
	}
}

func TestLaw1SetAsideIsNotAbsent(t *testing.T) {
	ws := wants(t, 3)
	held := holdings(ws)
	aside := []Want{
		{Keep: true, Source: "sheet", RecordID: "1"},                            // its IRI could not even be made
		{Keep: true, Source: "sheet", RecordID: "new id", IRI: datasetIRI("2")}, // its id moved
		{Keep: true, Source: "sheet", RecordID: "3", IRI: datasetIRI("3"), Dataset: testDataset("3", "other title")},
		{Keep: true, Source: "sheet", RecordID: "never published"},
	}
	p := mustPlan(t, aside, held, policy())
	if !p.Empty() || len(p.Withheld) != 0 || len(p.Absent) != 0 {
		t.Errorf("changes %v, withheld %v, absent %v: want none", kinds(p), p.Withheld, p.Absent)
	}
	if diff := cmp.Diff(held, p.Kept); diff != "" {
		t.Errorf("kept (-want +got):\n%s", diff)
	}
}

func TestLaw3DigestsDecide(t *testing.T) {
	ws := wants(t, 2)
	held := holdings(ws)
	// What the target echoes differs; the digest under which we applied it does not.
	held[0].Title = "TITLE AS THE TARGET SHOWS IT"
	held[1].Digest = "0000"
	p := mustPlan(t, ws, held, policy())
	if diff := cmp.Diff([]string{"update inps-2"}, kinds(p)); diff != "" {
		t.Error(diff)
	}
}

func TestLaw5CreatesAndUpdatesBeforeDeletes(t *testing.T) {
	ws := wants(t, 4)
	held := holdings(ws[:3])
	held[2].Digest = "0000"
	slices.Reverse(ws)
	p := mustPlan(t, ws[:2], held, policy()) // 4 is new, 3 differs, 2 and 1 are gone
	want := []string{"create inps-4", "update inps-3", "delete inps-1", "delete inps-2"}
	if diff := cmp.Diff(want, kinds(p)); diff != "" {
		t.Error(diff)
	}
}

func TestLaw6SecondPlanIsEmpty(t *testing.T) {
	ws := wants(t, 5)
	first := mustPlan(t, ws, nil, policy())
	var held []Holding
	for _, c := range first.Changes {
		held = append(held, c.Holding())
	}
	if p := mustPlan(t, ws, held, policy()); !p.Empty() || len(p.Unchanged) != 5 {
		t.Errorf("second plan: %v, %d unchanged", kinds(p), len(p.Unchanged))
	}
}

func TestLaw9OneBadDatasetDoesNotStopTheRest(t *testing.T) {
	ws := wants(t, 5)
	held := holdings(ws)
	ws[0].Dataset = nil
	ws[1].Digest = "not the digest of its dataset"
	ws[2].IRI = datasetIRI("elsewhere")
	ws[3].IRI, ws[3].Dataset = "", testDataset("4", "x")
	ws[4] = want(t, testDataset("5", "changed"))
	p := mustPlan(t, ws, held, policy())
	if diff := cmp.Diff([]string{"update inps-5"}, kinds(p)); diff != "" {
		t.Error(diff)
	}
	if len(p.Conflicts) != 4 || len(p.Kept) != 4 || len(p.Withheld) != 0 {
		t.Errorf("%d conflicts, %d kept, %d withheld; want 4, 4, 0", len(p.Conflicts), len(p.Kept), len(p.Withheld))
	}
	for _, c := range p.Conflicts {
		if c.Reason == "" || c.Source != "sheet" || c.RecordID == "" {
			t.Errorf("conflict does not name its record and reason: %+v", c)
		}
	}
}
