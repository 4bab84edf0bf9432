package publishtest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"testing"
	"time"

	"github.com/trebbia/trebbia/publish"
)

// Harness is one place of a kind of target, empty at first.
type Harness struct {
	// Base is the public URL below which the suite names its datasets.
	Base string
	// Open opens the place as a new process would. The suite closes a target that is an
	// io.Closer before it opens the next.
	Open func(t testing.TB) publish.Target
	// Contents returns everything in the place, ours or not, by name.
	Contents func(t testing.TB) map[string]string
	// Stamp changes with every write to the place, also with one that changes nothing.
	Stamp func(t testing.TB) string
	// PutForeign puts something into the place that is not this tool's, near what the
	// dataset with this IRI would be, and returns its name in Contents.
	PutForeign func(t testing.TB, iri string) string
	// Refuse makes the place unable to take the dataset with this IRI.
	Refuse func(t testing.TB, iri string)
	// Damage alters what the place holds of the dataset, behind the tool's back. It is
	// nil for targets that cannot notice.
	Damage func(t testing.TB, iri string)
}

// now is the moment of every decision of the suite.
var now = time.Date(2026, 3, 10, 2, 0, 0, 0, time.UTC)

// Run checks that a kind of target keeps the laws of synchronisation. fresh makes a new
// and empty place.
func Run(t *testing.T, fresh func(t testing.TB) Harness) {
	laws := []struct {
		name string
		test func(*testing.T, Harness)
	}{
		{"Law1NoDeleteUnlessListingComplete", law1},
		{"Law2OnlyWhatThisToolPutThereIsTouched", law2},
		{"Law3TheDigestAppliedIsHeld", law3},
		{"Law4WhatMovedIsStale", law4},
		{"Law5OneFailureDoesNotStopTheRest", law5},
		{"Law6TwiceChangesNothing", law6},
		{"Law8IdentitiesNeverMove", law8},
		{"Law9OneBadDatasetIsSetAside", law9},
		{"DamageIsRepaired", damage},
	}
	for _, law := range laws {
		t.Run(law.name, func(t *testing.T) { law.test(t, fresh(t)) })
	}
	t.Run("Law7InterruptedAnywhereEndsTheSame", func(t *testing.T) { law7(t, fresh) })
}

// session opens the place for the time of work.
func (h Harness) session(t testing.TB, work func(publish.Target)) {
	t.Helper()
	target := h.Open(t)
	work(target)
	if c, ok := target.(io.Closer); ok {
		if err := c.Close(); err != nil {
			t.Fatalf("close: %v", err)
		}
	}
}

// wants are the datasets with the ids "a", "b", ... and the given titles.
func (h Harness) wants(t testing.TB, titles ...string) []publish.Want {
	t.Helper()
	out := make([]publish.Want, len(titles))
	for i, title := range titles {
		out[i] = Want(t, h.Base, string(rune('a'+i)), title)
	}
	return out
}

func (h Harness) iri(id string) string { return h.Base + "/dataset/" + id }

// complete lets everything be deleted.
func complete() publish.Policy {
	return publish.Policy{MaxDelete: 1, Now: now, Listings: map[string]publish.Listing{Source: {Complete: true}}}
}

func held(t testing.TB, target publish.Target) []publish.Holding {
	t.Helper()
	var out []publish.Holding
	for h, err := range target.Holdings(context.Background()) {
		if err != nil {
			t.Fatalf("holdings: %v", err)
		}
		out = append(out, h)
	}
	return out
}

func plan(t testing.TB, target publish.Target, want []publish.Want, pol publish.Policy) *publish.Plan {
	t.Helper()
	p, err := publish.NewPlan(want, held(t, target), pol)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// apply applies and commits a plan and returns the statuses of its outcomes as
// "kind iri: status".
func apply(t testing.TB, target publish.Target, p *publish.Plan) []string {
	t.Helper()
	outcomes, err := p.Apply(context.Background(), target, nil)
	if err != nil {
		t.Fatalf("apply: %v", err)
	}
	commit(t, target)
	out := []string{}
	for _, o := range outcomes {
		if (o.Err != nil) != (o.Status == publish.Failed || o.Status == publish.Stale) {
			t.Errorf("status %q with error %v", o.Status, o.Err)
		}
		var stale *publish.StaleError
		if errors.As(o.Err, &stale) != (o.Status == publish.Stale) {
			t.Errorf("status %q with error %v", o.Status, o.Err)
		}
		out = append(out, fmt.Sprintf("%s %s: %s", o.Kind, o.IRI, o.Status))
	}
	return out
}

func commit(t testing.TB, target publish.Target) {
	t.Helper()
	if c, ok := target.(publish.Committer); ok {
		if _, err := c.Commit(context.Background()); err != nil {
			t.Fatalf("commit: %v", err)
		}
	}
}

// sync brings the place to what is wanted and fails the test when a change fails.
func (h Harness) sync(t testing.TB, want []publish.Want, pol publish.Policy) {
	t.Helper()
	h.session(t, func(target publish.Target) {
		p := plan(t, target, want, pol)
		outcomes, err := p.Apply(context.Background(), target, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range outcomes {
			if o.Status != publish.Done {
				t.Fatalf("%s %s: %s: %v", o.Kind, o.IRI, o.Status, o.Err)
			}
		}
		commit(t, target)
	})
}
