package publish

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
)

// Status is how a change ended.
type Status string

// The ways in which a change can end.
const (
	Done    Status = "done"
	Already Status = "already" // it was in force before
	Stale   Status = "stale"   // refused: the holding moved since the plan was made
	Failed  Status = "error"
)

// Outcome is what became of one change.
type Outcome struct {
	Kind     Kind
	IRI      string
	Source   string
	RecordID string
	Title    string
	Status   Status
	// Err is nil unless Status is Stale or Failed.
	Err error
}

// MarshalJSON writes the error as its text.
func (o Outcome) MarshalJSON() ([]byte, error) {
	text := ""
	if o.Err != nil {
		text = o.Err.Error()
	}
	return json.Marshal(struct {
		Kind     Kind   `json:"kind"`
		IRI      string `json:"iri"`
		Source   string `json:"source"`
		RecordID string `json:"record"`
		Title    string `json:"title,omitempty"`
		Status   Status `json:"status"`
		Error    string `json:"error,omitempty"`
	}{o.Kind, o.IRI, o.Source, o.RecordID, o.Title, o.Status, text})
}

// Apply applies the changes in the order of the plan and returns one outcome for each,
// whatever happens to the others; progress, when not nil, is called with each as it
// becomes known. The error is that of ctx: the changes that it cut off are Failed with
// it. A target that is a [Committer] still has to be committed by the caller.
func (p *Plan) Apply(ctx context.Context, t Target, progress func(Outcome)) ([]Outcome, error) {
	if n, ok := t.(Noter); ok {
		n.Note(p.Notes)
	}
	outcomes := make([]Outcome, 0, len(p.Changes))
	unpublished := map[record]error{}
	for _, c := range p.Changes {
		o := Outcome{Kind: c.Kind, IRI: c.IRI, Source: c.Source, RecordID: c.RecordID, Title: c.Title}
		err := context.Cause(ctx)
		if cause := unpublished[record{c.Source, c.RecordID}]; err == nil && c.Kind == Delete && cause != nil {
			// The record got another IRI. Deleting the old dataset although the new one is
			// not there would lose it.
			err = fmt.Errorf("kept, because its record could not be published under its new IRI: %w", cause)
		}
		if err == nil {
			_, err = t.Apply(ctx, c)
		}
		o.Status, o.Err = status(err)
		if o.Err != nil {
			unpublished[record{c.Source, c.RecordID}] = o.Err
		}
		outcomes = append(outcomes, o)
		if progress != nil {
			progress(o)
		}
	}
	return outcomes, context.Cause(ctx)
}

func status(err error) (Status, error) {
	var stale *StaleError
	switch {
	case err == nil:
		return Done, nil
	case errors.Is(err, ErrAlready):
		return Already, nil
	case errors.As(err, &stale):
		return Stale, err
	}
	return Failed, err
}
