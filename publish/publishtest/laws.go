package publishtest

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/trebbia/trebbia/publish"
)

// law1: no delete unless the listing was proven complete.
func law1(t *testing.T, h Harness) {
	h.sync(t, h.wants(t, "uno", "due", "tre"), complete())
	before := h.Contents(t)
	doubts := map[string]func(*publish.Policy){
		"incomplete":     func(p *publish.Policy) { p.Listings[Source] = publish.Listing{Reason: "timed out"} },
		"not configured": func(p *publish.Policy) { p.Listings = nil },
		"over the share": func(p *publish.Policy) { p.MaxDelete = 0.6 },
		"grace":          func(p *publish.Policy) { p.Grace = 1 },
	}
	for name, doubt := range doubts {
		pol := complete()
		doubt(&pol)
		h.sync(t, h.wants(t, "uno"), pol)
		if diff := cmp.Diff(before, h.Contents(t)); diff != "" {
			t.Errorf("%s: something was deleted:\n%s", name, diff)
		}
	}
	h.sync(t, h.wants(t, "uno"), complete())
	h.session(t, func(target publish.Target) {
		if got := held(t, target); len(got) != 1 || got[0].IRI != h.iri("a") {
			t.Errorf("with proof the two others are still held: %v", got)
		}
	})
}

// law2: only what this tool put there is touched.
func law2(t *testing.T, h Harness) {
	name := h.PutForeign(t, h.iri("foreign"))
	foreign := h.Contents(t)
	if _, ok := foreign[name]; !ok {
		t.Fatalf("PutForeign put no %q there", name)
	}
	check := func(step string) {
		t.Helper()
		if now := h.Contents(t); now[name] != foreign[name] {
			t.Fatalf("after %s the foreign %q was touched: %q", step, name, now[name])
		}
		h.session(t, func(target publish.Target) {
			for _, held := range held(t, target) {
				if held.IRI == h.iri("foreign") {
					t.Fatalf("after %s the foreign entry is a holding", step)
				}
			}
		})
	}
	h.sync(t, h.wants(t, "uno", "due"), complete())
	check("creates")
	h.sync(t, h.wants(t, "uno", "DUE"), complete())
	check("an update")
	h.sync(t, nil, complete())
	check("deletes")

	// Even a plan that means it does not overwrite or delete it.
	h.session(t, func(target publish.Target) {
		p := plan(t, target, []publish.Want{Want(t, h.Base, "foreign", "x"), Want(t, h.Base, "a", "uno")}, complete())
		want := []string{"create " + h.iri("a") + ": done", "create " + h.iri("foreign") + ": error"}
		if diff := cmp.Diff(want, apply(t, target, p)); diff != "" {
			t.Error(diff)
		}
	})
	check("a create in its place")
}

// law3: what counts is the digest under which we applied, not the target's echo.
func law3(t *testing.T, h Harness) {
	ws := h.wants(t, "uno", "due")
	h.sync(t, ws, complete())
	h.session(t, func(target publish.Target) {
		got := held(t, target)
		if len(got) != len(ws) {
			t.Fatalf("%d holdings, want %d", len(got), len(ws))
		}
		for i, w := range ws {
			if got[i].IRI != w.IRI || got[i].Digest != w.Digest || got[i].Source != w.Source ||
				got[i].RecordID != w.RecordID || got[i].Identifier != w.Dataset.Identifier() {
				t.Errorf("holding %+v is not what was applied: %+v", got[i], w)
			}
		}
	})
}

// law4: a change is refused when its holding moved since the plan was made.
func law4(t *testing.T, h Harness) {
	h.sync(t, h.wants(t, "uno", "due", "tre"), complete())
	var stale *publish.Plan
	h.session(t, func(target publish.Target) {
		want := h.wants(t, "UNO", "DUE", "tre", "quattro")
		stale = plan(t, target, slices.Delete(want, 2, 3), complete())
	})
	// Meanwhile: a is another, b is gone, c is another, d is there.
	meanwhile := h.wants(t, "un altro", "", "un altro", "un altro")
	h.sync(t, slices.Delete(meanwhile, 1, 2), complete())
	before, stamp := h.Contents(t), h.Stamp(t)
	h.session(t, func(target publish.Target) {
		want := []string{
			"create " + h.iri("d") + ": stale", "update " + h.iri("a") + ": stale",
			"update " + h.iri("b") + ": stale", "delete " + h.iri("c") + ": stale",
		}
		if diff := cmp.Diff(want, apply(t, target, stale)); diff != "" {
			t.Error(diff)
		}
	})
	if diff := cmp.Diff(before, h.Contents(t)); diff != "" || stamp != h.Stamp(t) {
		t.Errorf("a stale plan wrote something:\n%s", diff)
	}
}

// law5: creates and updates come before deletes, one failure does not stop the rest,
// and every change has an outcome.
func law5(t *testing.T, h Harness) {
	h.sync(t, h.wants(t, "uno", "due", "tre"), complete())
	h.Refuse(t, h.iri("d"))
	h.session(t, func(target publish.Target) {
		want := h.wants(t, "uno", "DUE", "", "quattro", "cinque")
		p := plan(t, target, slices.Delete(want, 2, 3), complete())
		expect := []string{
			"create " + h.iri("d") + ": error", "create " + h.iri("e") + ": done",
			"update " + h.iri("b") + ": done", "delete " + h.iri("c") + ": done",
		}
		if diff := cmp.Diff(expect, apply(t, target, p)); diff != "" {
			t.Error(diff)
		}
	})
	h.session(t, func(target publish.Target) {
		var got []string
		for _, held := range held(t, target) {
			got = append(got, held.IRI)
		}
		if diff := cmp.Diff([]string{h.iri("a"), h.iri("b"), h.iri("e")}, got); diff != "" {
			t.Error(diff)
		}
	})
}

// law6: running twice gives an empty second plan, and no write.
func law6(t *testing.T, h Harness) {
	ws := h.wants(t, "uno", "due", "tre")
	h.sync(t, ws, complete())
	before, stamp := h.Contents(t), h.Stamp(t)
	h.session(t, func(target publish.Target) {
		p := plan(t, target, ws, complete())
		if !p.Empty() || len(p.Unchanged) != len(ws) {
			t.Errorf("second plan: %d changes, %d unchanged", len(p.Changes), len(p.Unchanged))
		}
		apply(t, target, p)
		commit(t, target)
	})
	if diff := cmp.Diff(before, h.Contents(t)); diff != "" || stamp != h.Stamp(t) {
		t.Errorf("the second run wrote something:\n%s", diff)
	}
}

// law8: what a dataset is called at the target survives edits, reorders and neighbours.
func law8(t *testing.T, h Harness) {
	h.sync(t, h.wants(t, "uno", "due", "tre"), complete())
	names := func() []string {
		var out []string
		for name := range h.Contents(t) {
			out = append(out, name)
		}
		slices.Sort(out)
		return out
	}
	before := names()
	for round := range 3 {
		want := h.wants(t, fmt.Sprint("titolo ", round), "due", fmt.Sprint("altro titolo ", round))
		slices.Reverse(want)
		h.sync(t, want, complete())
		if diff := cmp.Diff(before, names()); diff != "" {
			t.Fatalf("after edits (-before +after):\n%s", diff)
		}
	}
	h.sync(t, h.wants(t, "uno", "due", "tre", "quattro"), complete())
	h.sync(t, h.wants(t, "uno", "due", "tre"), complete())
	if diff := cmp.Diff(before, names()); diff != "" {
		t.Errorf("after a neighbour came and went:\n%s", diff)
	}
}
