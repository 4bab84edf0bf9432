package publishtest

import (
	"context"
	"io"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/trebbia/trebbia/publish"
)

// law7: interrupted after any number of changes and started again, the target ends as
// if it had never been interrupted, whether the old plan is taken up or a new one made.
func law7(t *testing.T, fresh func(t testing.TB) Harness) {
	start := func(h Harness) []publish.Want {
		h.sync(t, h.wants(t, "uno", "due", "tre", "quattro"), complete())
		goal := h.wants(t, "UNO", "DUE", "", "quattro", "cinque", "sei")
		return append(goal[:2:2], goal[3:]...)
	}
	whole := fresh(t)
	goal := start(whole)
	whole.sync(t, goal, complete())
	want := whole.Contents(t)

	const changes = 5
	for cut := range changes + 1 {
		for _, committed := range []bool{false, true} {
			for _, replan := range []bool{false, true} {
				h := fresh(t)
				goal := start(h)
				var p *publish.Plan
				h.session(t, func(target publish.Target) {
					p = plan(t, target, goal, complete())
					if len(p.Changes) != changes {
						t.Fatalf("%d changes, want %d", len(p.Changes), changes)
					}
					interrupt(t, p, target, cut)
					if committed {
						commit(t, target)
					}
				})
				h.session(t, func(target publish.Target) {
					if replan {
						p = plan(t, target, goal, complete())
					}
					outcomes, err := p.Apply(context.Background(), target, nil)
					if err != nil {
						t.Fatal(err)
					}
					for _, o := range outcomes {
						if o.Err != nil {
							t.Errorf("cut after %d: %s %s: %v", cut, o.Kind, o.IRI, o.Err)
						}
					}
					commit(t, target)
				})
				if diff := cmp.Diff(want, h.Contents(t)); diff != "" {
					t.Errorf("cut after %d (committed %v, new plan %v): not as uninterrupted:\n%s", cut, committed, replan, diff)
				}
			}
		}
	}
}

// interrupt applies the plan and cancels it after so many changes. The changes cut off
// have an outcome, too.
func interrupt(t testing.TB, p *publish.Plan, target publish.Target, after int) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	if after == 0 {
		cancel()
	}
	done := 0
	outcomes, err := p.Apply(ctx, target, func(o publish.Outcome) {
		if done++; done == after {
			cancel()
		}
	})
	if err != context.Canceled {
		t.Fatalf("apply cancelled: error %v", err)
	}
	if len(outcomes) != len(p.Changes) || done != len(p.Changes) {
		t.Fatalf("%d outcomes, %d reported, of %d changes", len(outcomes), done, len(p.Changes))
	}
	for i, o := range outcomes {
		if (o.Status == publish.Done) != (i < after) {
			t.Fatalf("change %d is %s when cancelled after %d", i, o.Status, after)
		}
	}
}

// law9: a dataset that cannot be written is set aside, and the rest goes on.
func law9(t *testing.T, h Harness) {
	h.session(t, func(target publish.Target) {
		p := plan(t, target, h.wants(t, "uno", "due", "tre"), complete())
		p.Changes[1].Graph = "<" + publish.NQuads(h.iri("b")) + "> this is no statement\n"
		want := []string{
			"create " + h.iri("a") + ": done", "create " + h.iri("b") + ": error", "create " + h.iri("c") + ": done",
		}
		if diff := cmp.Diff(want, apply(t, target, p)); diff != "" {
			t.Error(diff)
		}
	})
	h.session(t, func(target publish.Target) {
		p := plan(t, target, h.wants(t, "uno", "due", "tre"), complete())
		if diff := cmp.Diff([]string{"create " + h.iri("b") + ": done"}, apply(t, target, p)); diff != "" {
			t.Errorf("the next run:\n%s", diff)
		}
	})
}

// damage: what was altered at the target is noticed and restored.
func damage(t *testing.T, h Harness) {
	if h.Damage == nil {
		t.Skip("this target cannot notice damage")
	}
	ws := h.wants(t, "uno", "due", "tre")
	h.sync(t, ws, complete())
	before := h.Contents(t)
	h.Damage(t, h.iri("b"))
	if cmp.Equal(before, h.Contents(t)) {
		t.Fatal("Damage altered nothing")
	}
	h.session(t, func(target publish.Target) {
		p := plan(t, target, ws, complete())
		if diff := cmp.Diff([]string{"update " + h.iri("b") + ": done"}, apply(t, target, p)); diff != "" {
			t.Error(diff)
		}
	})
	if diff := cmp.Diff(before, h.Contents(t)); diff != "" {
		t.Errorf("not restored:\n%s", diff)
	}
	// A target that is closed twice, or opened without being used, is no damage either.
	target := h.Open(t)
	if c, ok := target.(io.Closer); ok {
		if err := c.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(before, h.Contents(t)); diff != "" {
		t.Errorf("opening and closing changed something:\n%s", diff)
	}
}
