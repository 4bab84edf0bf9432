package publish

import (
	"slices"
	"strings"
	"time"

	"github.com/trebbia/trebbia/dcat"
	"github.com/trebbia/trebbia/dcat/rdf"
)

// PlanVersion is the version of the plan file that this package writes and reads.
const PlanVersion = 1

// Plan is what has to happen at a target, and what was decided not to happen. Lists are
// sorted by IRI; in Changes creates come first, then updates, then deletes.
type Plan struct {
	Version int `json:"version"`
	// Config is the configuration file that the plan was made from; apply reads it again.
	Config string `json:"config,omitempty"`
	// Now is the moment at which the plan was decided.
	Now       time.Time  `json:"now"`
	Changes   []Change   `json:"changes"`
	Withheld  []Withheld `json:"withheld"`
	Conflicts []Conflict `json:"conflicts"`
	// Kept are the holdings whose record was seen but set aside this time.
	Kept []Holding `json:"kept"`
	// Absent are the holdings whose record is proven to be missing from a complete
	// listing, with the moment since when; the others were seen or are in doubt.
	Absent []Absence `json:"absent"`
	// Unchanged are the holdings that are as they should be.
	Unchanged []Holding `json:"unchanged"`
	// Notes are findings of the run for targets that show them, in the order given.
	Notes []Note `json:"notes"`
}

// Kind is what a change does.
type Kind string

// The kinds of change, in the order in which they are applied.
const (
	Create Kind = "create"
	Update Kind = "update"
	Delete Kind = "delete"
)

// order is the place of the kind in a plan, or -1 for an unknown one.
func (k Kind) order() int {
	switch k {
	case Create:
		return 0
	case Update:
		return 1
	case Delete:
		return 2
	}
	return -1
}

// Change is one thing to do to one dataset.
type Change struct {
	Kind       Kind   `json:"kind"`
	IRI        string `json:"iri"`
	Identifier string `json:"identifier,omitempty"`
	Source     string `json:"source"`
	RecordID   string `json:"record"`
	Title      string `json:"title,omitempty"`
	Modified   string `json:"modified,omitempty"`
	// Held is the digest that the holding had when the plan was made; empty for a create.
	Held rdf.Digest `json:"held,omitempty"`
	// Want is the digest of Graph and Companions; empty for a delete.
	Want rdf.Digest `json:"want,omitempty"`
	// Note tells people why the change is needed when the diff does not show it.
	Note string `json:"note,omitempty"`
	// Diff is what an update changes, for people; see [Plan.Explain].
	Diff []PropertyChange `json:"diff,omitempty"`
	// Graph is the dataset as it will be.
	Graph      NQuads     `json:"graph,omitempty"`
	Companions Companions `json:"companions,omitempty"`
}

// NQuads is a graph as canonical N-Quads text. Plan files hold it as a list of lines.
type NQuads string

// Companions are the small files that go with a dataset. Plan files hold those that
// are text as text.
type Companions []dcat.Companion

// ReadGraph returns the dataset as it will be; empty for a delete.
func (c Change) ReadGraph() (*rdf.Graph, error) {
	g, _, err := rdf.ReadGraph(strings.NewReader(string(c.Graph)), rdf.NQuads, rdf.ReadOptions{})
	return g, err
}

// Holding returns what a target holds once a create or an update has been applied.
func (c Change) Holding() Holding {
	return Holding{
		IRI: c.IRI, Identifier: c.Identifier, Source: c.Source, RecordID: c.RecordID,
		Title: c.Title, Modified: c.Modified, Digest: c.Want,
	}
}

// Withheld is a delete that was not allowed, and why.
type Withheld struct {
	Change
	Reason string `json:"reason"`
	// Waiting says that only the period of grace holds the delete back, so that nobody
	// has to do anything about it.
	Waiting bool `json:"waiting,omitempty"`
}

// Conflict is a wanted dataset that does not go on, because another record has its IRI
// or its identifier (then the other fields name that record), or because it cannot be
// written. What is held of its record stays as it is.
type Conflict struct {
	IRI           string `json:"iri"`
	Source        string `json:"source"`
	RecordID      string `json:"record"`
	OtherSource   string `json:"otherSource,omitempty"`
	OtherRecordID string `json:"otherRecord,omitempty"`
	Reason        string `json:"reason"`
}

// Absence is a holding whose record is missing from a complete listing.
type Absence struct {
	IRI   string    `json:"iri"`
	Since time.Time `json:"since"`
}

// Note is one finding of a run, as people read it beside the catalogue.
type Note struct {
	// Level is the severity: "violation", "warning" or "info".
	Level string `json:"level"`
	// About names the dataset (its IRI) or the source record.
	About string `json:"about"`
	Text  string `json:"text"`
}

// Blocked reports whether a delete is held back by anything but its period of grace.
func (p *Plan) Blocked() bool {
	return slices.ContainsFunc(p.Withheld, func(w Withheld) bool { return !w.Waiting })
}

// Empty reports whether there is nothing to apply.
func (p *Plan) Empty() bool { return len(p.Changes) == 0 }

// Count returns the number of changes of one kind.
func (p *Plan) Count(k Kind) int {
	n := 0
	for _, c := range p.Changes {
		if c.Kind == k {
			n++
		}
	}
	return n
}
