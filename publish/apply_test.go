package publish

import (
	"context"
	"encoding/json"
	"errors"
	"iter"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/trebbia/trebbia/dcat/rdf"
)

// scripted is a target whose answers are given by IRI.
type scripted struct {
	answers map[string]error
	applied []string
	notes   []Note
}

func (s *scripted) Holdings(context.Context) iter.Seq2[Holding, error] {
	return func(func(Holding, error) bool) {}
}

func (s *scripted) Apply(_ context.Context, c Change) (Holding, error) {
	s.applied = append(s.applied, string(c.Kind)+" "+c.IRI)
	return c.Holding(), s.answers[c.IRI]
}

func (s *scripted) Note(notes []Note) { s.notes = notes }

func TestApplyGivesEveryChangeAnOutcome(t *testing.T) {
	p := &Plan{
		Changes: []Change{
			{Kind: Create, IRI: "new", Source: "s", RecordID: "1"}, {Kind: Update, IRI: "same"},
			{Kind: Update, IRI: "moved"}, {Kind: Delete, IRI: "old", Source: "s", RecordID: "1"}, {Kind: Delete, IRI: "gone", Source: "s", RecordID: "2"},
		},
		Notes: []Note{{Level: "info", Text: "x"}},
	}
	target := &scripted{answers: map[string]error{
		"new": errors.New("disk full"), "same": ErrAlready, "moved": &StaleError{IRI: "moved", Planned: "1", Found: "2"},
	}}
	var reported []string
	outcomes, err := p.Apply(context.Background(), target, func(o Outcome) { reported = append(reported, o.IRI+" "+string(o.Status)) })
	if err != nil {
		t.Fatal(err)
	}
	// The record of "old" got the IRI "new", which could not be created: deleting the old
	// dataset now would lose it.
	want := []string{"new error", "same already", "moved stale", "old error", "gone done"}
	if diff := cmp.Diff(want, reported); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"create new", "update same", "update moved", "delete gone"}, target.applied); diff != "" {
		t.Error(diff)
	}
	if err := outcomes[3].Err; err == nil || !strings.Contains(err.Error(), "disk full") {
		t.Errorf("outcome of the delete that was kept: %v", err)
	}
	if len(target.notes) != 1 {
		t.Error("the target was not given the notes of the plan")
	}
	text, err := json.Marshal(outcomes[:2])
	wantText := `[{"kind":"create","iri":"new","source":"s","record":"1","status":"error","error":"disk full"},` +
		`{"kind":"update","iri":"same","source":"","record":"","status":"already"}]`
	if string(text) != wantText || err != nil {
		t.Errorf("as JSON: %s, %v", text, err)
	}
}

func TestCheck(t *testing.T) {
	holding := Holding{IRI: "x", Source: "s", RecordID: "1", Digest: "now"}
	change := func(k Kind, heldDigest, want string) Change {
		c := Change{Kind: k, IRI: "x", Source: "s", RecordID: "1"}
		c.Held, c.Want = rdf.Digest(heldDigest), rdf.Digest(want)
		return c
	}
	stale := func(says string) func(error) bool {
		return func(err error) bool {
			var s *StaleError
			return errors.As(err, &s) && strings.Contains(err.Error(), says)
		}
	}
	may := func(err error) bool { return err == nil }
	already := func(err error) bool { return err == ErrAlready }
	other := change(Update, "now", "now")
	other.Source = "another"
	for name, test := range map[string]struct {
		change Change
		held   bool
		want   func(error) bool
	}{
		"create":                   {change(Create, "", "now"), false, may},
		"create, in force":         {change(Create, "", "now"), true, already},
		"create, something else":   {change(Create, "", "new"), true, stale("it exists")},
		"update":                   {change(Update, "now", "new"), true, may},
		"update, in force":         {change(Update, "before", "now"), true, already},
		"update, altered":          {change(Update, "before", "new"), true, stale("it was altered")},
		"update, gone":             {change(Update, "before", "new"), false, stale("it is gone")},
		"update of the owner only": {other, true, may},
		"delete":                   {change(Delete, "now", ""), true, may},
		"delete, gone":             {change(Delete, "now", ""), false, already},
		"delete, altered":          {change(Delete, "before", ""), true, stale("it was altered")},
	} {
		t.Run(name, func(t *testing.T) {
			h := holding
			if !test.held {
				h = Holding{}
			}
			if err := test.change.Check(h, test.held); !test.want(err) {
				t.Errorf("Check: %v", err)
			}
		})
	}
}
