package publish

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/trebbia/trebbia/dcat"
	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/dcat/vocab"
)

// from gives a dataset to another source record.
func from(d *dcat.Dataset, source, record string) *dcat.Dataset {
	d.Source, d.RecordID = source, record
	return d
}

// identified is a dataset under its own IRI with the identifier of another.
func identified(id, identifier string) *dcat.Dataset {
	d := testDataset(id, "Dataset "+id)
	g := rdf.NewGraph()
	for t := range d.Graph.All() {
		if t.Predicate.Value == vocab.DCTIdentifier {
			t.Object = rdf.Literal(identifier)
		}
		g.Add(t)
	}
	d.Graph = g
	return d
}

func TestCollisions(t *testing.T) {
	complete := map[string]Listing{"sheet": {Complete: true}, "ckan": {Complete: true}}
	mine := want(t, from(testDataset("1", "mine"), "sheet", "a"))
	theirs := want(t, from(testDataset("1", "theirs"), "ckan", "b"))
	sameIdentifier := want(t, from(identified("2", "inps:1"), "ckan", "c"))
	heldByMe, heldByThem := holdings([]Want{mine})[0], holdings([]Want{theirs})[0]
	aside := Want{Keep: true, Source: "sheet", RecordID: "a"}

	tests := map[string]struct {
		want     []Want
		held     []Holding
		listings map[string]Listing
		kinds    []string
		loser    string // record of the one conflict; "" for none
		reason   string
	}{
		"nobody holds it: the first": {
			want: []Want{theirs, mine}, kinds: []string{"create inps-1"}, loser: "a", reason: `belongs to record "b" of source "ckan"`},
		"the holder, though it comes later": {
			want: []Want{theirs, mine}, held: []Holding{heldByMe}, kinds: []string{}, loser: "b", reason: `belongs to record "a" of source "sheet"`},
		"the other holder": {
			want: []Want{mine, theirs}, held: []Holding{heldByThem}, kinds: []string{}, loser: "a", reason: "identifiers.aliases"},
		"same identifier, other IRI": {
			want: []Want{mine, sameIdentifier}, kinds: []string{"create inps-1"}, loser: "c", reason: `the identifier "inps:1" belongs to record "a"`},
		"same identifier, the holder is second": {
			want: []Want{sameIdentifier, mine}, held: []Holding{heldByMe}, kinds: []string{}, loser: "c", reason: "identifier"},
		"the holder is set aside": {
			want: []Want{theirs, aside}, held: []Holding{heldByMe}, kinds: []string{}, loser: "b", reason: `record "a"`},
		"the holder of the identifier is set aside": {
			want: []Want{sameIdentifier, aside}, held: []Holding{heldByMe}, kinds: []string{}, loser: "c", reason: `record "a"`},
		"the holder may be there, unseen": {
			want: []Want{theirs}, held: []Holding{heldByMe}, kinds: []string{}, loser: "b", reason: `record "a"`,
			listings: map[string]Listing{"sheet": {Reason: "page 3 timed out"}, "ckan": {Complete: true}}},
		"the holder is gone for certain": {
			want: []Want{theirs}, held: []Holding{heldByMe}, kinds: []string{"update inps-1"}},
		"the source was renamed": {
			want: []Want{theirs}, held: []Holding{heldByMe}, kinds: []string{"update inps-1"}, listings: map[string]Listing{"ckan": {}}},
		"one record twice": {
			want: []Want{mine, mine}, kinds: []string{"create inps-1"}, loser: "a", reason: "twice"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			pol := policy()
			pol.Listings = complete
			if test.listings != nil {
				pol.Listings = test.listings
			}
			p := mustPlan(t, test.want, test.held, pol)
			if diff := cmp.Diff(test.kinds, kinds(p)); diff != "" {
				t.Error(diff)
			}
			if test.loser == "" {
				if len(p.Conflicts) != 0 {
					t.Fatalf("conflicts: %+v", p.Conflicts)
				}
				return
			}
			if len(p.Conflicts) != 1 || p.Conflicts[0].RecordID != test.loser || !strings.Contains(p.Conflicts[0].Reason, test.reason) {
				t.Errorf("conflicts %+v; want one of record %q that says %q", p.Conflicts, test.loser, test.reason)
			}
		})
	}
}

// A record that lost a collision was seen: what it had published before stays.
func TestLoserKeepsWhatItHolds(t *testing.T) {
	mine := want(t, testDataset("1", "mine"))
	before := want(t, from(testDataset("2", "before"), "sheet", "b"))
	now := want(t, from(testDataset("1", "now"), "sheet", "b"))
	held := holdings([]Want{mine, before})
	p := mustPlan(t, []Want{mine, now}, held, policy())
	if !p.Empty() || len(p.Withheld) != 0 || len(p.Conflicts) != 1 {
		t.Errorf("changes %v, withheld %v, conflicts %v", kinds(p), p.Withheld, p.Conflicts)
	}
	if diff := cmp.Diff(held[1:], p.Kept); diff != "" {
		t.Errorf("kept:\n%s", diff)
	}
}
