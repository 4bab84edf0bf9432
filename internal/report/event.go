package report

import (
	"github.com/trebbia/trebbia/mappings"
	"github.com/trebbia/trebbia/publish"
)

// Event is one thing that happened in a run; exactly one field is set.
type Event struct {
	Begin    *Begin         `json:"begin,omitempty"`
	Note     *Note          `json:"note,omitempty"`
	Rule     *Rule          `json:"rule,omitempty"`
	Finding  *Finding       `json:"finding,omitempty"`
	SetAside *SetAside      `json:"setAside,omitempty"`
	Source   *SourceSummary `json:"source,omitempty"`
	Plan     *PlanSummary   `json:"plan,omitempty"`
	Outcome  *Outcome       `json:"outcome,omitempty"`
	Written  *Written       `json:"written,omitempty"`
	Checked  *Checked       `json:"checked,omitempty"`
	Baseline *Baseline      `json:"baseline,omitempty"`
	End      *End           `json:"end,omitempty"`
}

// Begin opens a run.
type Begin struct {
	Version string   `json:"version"`
	Config  string   `json:"config"`
	Sources []string `json:"sources"`
	Profile string   `json:"profile"`
}

// Note is one value that was not simply carried over: derived, defaulted, repaired,
// lost, or in conflict with another, with its evidence.
type Note struct {
	Source string       `json:"source"`
	Record string       `json:"record"`
	Gap    mappings.Gap `json:"gap"`
}

// SetAside is a record that is not published this time, and why.
type SetAside struct {
	Source  string    `json:"source"`
	Record  string    `json:"record"`
	Title   string    `json:"title,omitempty"`
	Place   string    `json:"place,omitempty"`
	File    string    `json:"file,omitempty"`
	Reasons []Finding `json:"reasons"`
}

// SourceSummary closes a source. Read counts the records seen; every record ends
// either in Published or in SetAside.
type SourceSummary struct {
	Name      string         `json:"name"`
	Kind      string         `json:"kind"`
	Read      int            `json:"read"`
	Mapped    int            `json:"mapped"`
	Notes     map[string]int `json:"notes"`
	Warnings  int            `json:"warnings"`
	SetAside  int            `json:"setAside"`
	Published int            `json:"published"`
	Complete  bool           `json:"complete"`
	Problem   string         `json:"problem,omitempty"`
	Hint      string         `json:"hint,omitempty"`
}

// PlanSummary tells what is about to change at the target.
type PlanSummary struct {
	Creates   int                `json:"creates"`
	Updates   int                `json:"updates"`
	Deletes   int                `json:"deletes"`
	Unchanged int                `json:"unchanged"`
	Kept      int                `json:"kept"`
	Changes   []PlannedChange    `json:"changes,omitempty"`
	Withheld  []PlannedChange    `json:"withheld,omitempty"`
	Conflicts []publish.Conflict `json:"conflicts,omitempty"`
}

// PlannedChange is one change of a plan, for reading.
type PlannedChange struct {
	Kind   publish.Kind             `json:"kind"`
	IRI    string                   `json:"iri"`
	Title  string                   `json:"title"`
	Source string                   `json:"source"`
	Diff   []publish.PropertyChange `json:"diff,omitempty"`
	Reason string                   `json:"reason,omitempty"`
}

// Outcome is what became of one change.
type Outcome struct {
	Kind   publish.Kind `json:"kind"`
	IRI    string       `json:"iri"`
	Title  string       `json:"title"`
	Status string       `json:"status"`
	Error  string       `json:"error,omitempty"`
}

// Written lists the datasets that the target now holds and the files that were written.
type Written struct {
	Datasets []PublishedDataset `json:"datasets"`
	Folder   string             `json:"folder"`
	Files    []string           `json:"files"`
	Catalog  []string           `json:"catalog"`
}

// PublishedDataset is one line of the list that ends a run.
type PublishedDataset struct {
	IRI    string `json:"iri"`
	Title  string `json:"title"`
	Source string `json:"source"`
}

// Checked closes the validation of one document. Violations, warnings and infos are
// counted without the findings of the baseline, which are Known.
type Checked struct {
	Name       string `json:"name"`
	Triples    int    `json:"triples"`
	Datasets   int    `json:"datasets"`
	Violations int    `json:"violations"`
	Warnings   int    `json:"warnings"`
	Infos      int    `json:"infos"`
	Known      int    `json:"known,omitempty"`
}

// Baseline tells how the findings stand against those that were accepted before.
type Baseline struct {
	File string `json:"file"`
	// Known findings are in the file; Stale ones are in the file and were not found.
	Known int `json:"known"`
	Stale int `json:"stale"`
	// Written tells that this run made the file, of the Known findings.
	Written bool `json:"written,omitempty"`
}

// End closes a run with its exit code.
type End struct {
	ExitCode int    `json:"exitCode"`
	Status   string `json:"status"`
}

// Handler receives the events of a run in their order.
type Handler interface {
	Handle(Event) error
}

// Handlers passes every event on to each of its members.
type Handlers []Handler

// Handle implements [Handler].
func (h Handlers) Handle(e Event) error {
	for _, member := range h {
		if err := member.Handle(e); err != nil {
			return err
		}
	}
	return nil
}
