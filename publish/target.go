package publish

import (
	"context"
	"errors"
	"fmt"
	"iter"

	"github.com/trebbia/trebbia/dcat/rdf"
)

// Target is a place where datasets are published. Package publishtest has the laws that
// each one keeps.
type Target interface {
	// Holdings yields what this tool put there and nothing else, in any order. An error
	// ends it: then no plan can be made.
	Holdings(ctx context.Context) iter.Seq2[Holding, error]
	// Apply does one change and returns what is held afterwards; the zero Holding after
	// a delete. It asks [Change.Check] first and returns its error: ErrAlready for a
	// change already in force, *StaleError when the holding is not the one of the plan.
	Apply(ctx context.Context, c Change) (Holding, error)
}

// Committer is a target where changes take force together, after the last one.
type Committer interface {
	// Commit puts the applied changes into force and returns the files that it wrote, in
	// order. Nothing to do is nothing written. When both results are not nil, the
	// files are in force and the error names datasets that had to be left out of them.
	Commit(ctx context.Context) (written []string, err error)
}

// Noter is a target that shows the findings of a run beside the catalogue.
type Noter interface {
	// Note replaces the findings to show.
	Note(notes []Note)
}

// ErrAlready is returned by Target.Apply when the change is in force already.
var ErrAlready = errors.New("already in force")

// StaleError refuses a change because the holding is not the one that the plan saw.
type StaleError struct {
	IRI string
	// Planned and Found are the digests of the holding in the plan and at the target;
	// empty means that there is no holding.
	Planned, Found rdf.Digest
}

// Error says what moved and what to do.
func (e *StaleError) Error() string {
	what := "it was altered"
	switch {
	case e.Planned == "":
		what = "it exists"
	case e.Found == "":
		what = "it is gone"
	}
	return fmt.Sprintf("stale: %s: %s since the plan was made; make a new plan", e.IRI, what)
}

// Check decides whether a target may do the change when h is what it holds under that
// IRI (held is false when it holds nothing): nil, ErrAlready, or a *StaleError.
func (c Change) Check(h Holding, held bool) error {
	stale := &StaleError{IRI: c.IRI, Planned: c.Held, Found: h.Digest}
	if !held {
		stale.Found = ""
		switch c.Kind {
		case Create:
			return nil
		case Delete:
			return ErrAlready
		}
		return stale
	}
	if c.Kind != Delete && h.Digest == c.Want && h.Source == c.Source && h.RecordID == c.RecordID {
		return ErrAlready
	}
	if c.Kind == Create || h.Digest != c.Held {
		return stale
	}
	return nil
}
