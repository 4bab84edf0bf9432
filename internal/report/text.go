package report

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/trebbia/trebbia/mappings"
	"github.com/trebbia/trebbia/publish"
)

// Text writes a run for people: faults as they come, one a line, then a table of the
// sources, the plan, the datasets that are published and the files written.
//
// Warnings that say the same of many datasets are folded into one line; Verbose
// writes each of them, and every note with its evidence.
type Text struct {
	W       io.Writer
	Lang    string
	Verbose bool

	sources  []SourceSummary
	warnings fold
	plan     *PlanSummary
	written  *Written
	err      error
}

// Handle implements [Handler].
func (t *Text) Handle(e Event) error {
	switch {
	case e.Begin != nil:
		t.printf("trebbia %s: %s (%s %s)\n", e.Begin.Version, e.Begin.Config, t.word("profile"), e.Begin.Profile)
	case e.Note != nil:
		t.note(*e.Note)
	case e.Finding != nil:
		t.finding(*e.Finding)
	case e.SetAside != nil:
		t.setAside(*e.SetAside)
	case e.Source != nil:
		t.sources = append(t.sources, *e.Source)
		if e.Source.Problem != "" {
			t.printf("%s\n", fmt.Sprintf(t.word("the listing of source %q is not proven complete: %s"), e.Source.Name, e.Source.Problem))
			t.hint(e.Source.Hint)
		}
	case e.Plan != nil:
		t.plan = e.Plan
		t.planned()
	case e.Outcome != nil:
		if e.Outcome.Error != "" {
			t.printf("%s: %s %s: %s\n", t.word("not published"), t.word(string(e.Outcome.Kind)), e.Outcome.IRI, e.Outcome.Error)
		}
	case e.Written != nil:
		t.written = e.Written
		t.published()
	case e.End != nil:
		t.end(*e.End)
	}
	return t.err
}

func (t *Text) word(s string) string { return word(s, t.Lang) }

func (t *Text) printf(format string, args ...any) {
	if _, err := fmt.Fprintf(t.W, format, args...); err != nil && t.err == nil {
		t.err = err
	}
}

func (t *Text) hint(hint string) {
	if hint != "" {
		t.printf("  %s: %s\n", t.word("hint"), hint)
	}
}

// note writes what an administrator must act on; the rest is counted by the source
// and written in full when Verbose asks for it.
func (t *Text) note(n Note) {
	if urgent(n.Gap.Kind) || t.Verbose {
		t.printf("%s\n", n.Line(t.Lang))
	}
}

func (t *Text) finding(f Finding) {
	if f.Severity != "violation" && !t.Verbose {
		t.warnings.places = 1
		t.warnings.add(f, t.Lang)
		return
	}
	t.printf("%s\n", f.Line(t.Lang))
	t.hint(f.Hint)
}

func (t *Text) setAside(s SetAside) {
	title := s.Title
	if title == "" {
		title = s.Record
	}
	t.printf("%s: %s %q: %s", t.word("set aside"), t.word("source"), s.Source, title)
	if s.File != "" {
		t.printf(" (%s %s)", t.word("kept in"), s.File)
	}
	t.printf("\n")
	for _, f := range s.Reasons {
		t.printf("  %s\n", f.Line(t.Lang))
		t.hint(f.Hint)
	}
}

// column is one count of the table of sources; later ones are those of mapping and after.
type column struct {
	title string
	later bool
	count func(SourceSummary) int
}

var columns = []column{
	{"read", false, func(s SourceSummary) int { return s.Read }},
	{"mapped", true, func(s SourceSummary) int { return s.Mapped }},
	{"derived", true, noted(mappings.Derived)},
	{"defaulted", true, noted(mappings.Defaulted)},
	{"repaired", true, noted(mappings.Repaired)},
	{"lost", true, noted(mappings.NotCarried)},
	{"conflict", true, noted(mappings.Conflict)},
	{"unreadable", true, noted(mappings.Unreadable)},
	{"noticed", true, noted(mappings.Noticed)},
	{"warnings", true, func(s SourceSummary) int { return s.Warnings }},
	{"set aside", false, func(s SourceSummary) int { return s.SetAside }},
	{"publish", true, func(s SourceSummary) int { return s.Published }},
}

func noted(kind mappings.GapKind) func(SourceSummary) int {
	return func(s SourceSummary) int { return s.Notes[string(kind)] }
}

// table writes the counts of the sources, once: before the plan, or at the end of a
// run that makes none.
func (t *Text) table() {
	if len(t.sources) == 0 {
		return
	}
	sources := t.sources
	t.sources = nil
	for _, c := range t.warnings.causes() {
		t.printf("%s", c.Line(t.Lang))
		if c.Count > 1 {
			t.printf(" [%s: %s]", fmt.Sprintf(t.word("%d times"), c.Count), c.where(t.Lang))
		}
		t.printf("\n")
	}
	t.printf("\n")
	shown := columns
	if !slices.ContainsFunc(sources, func(s SourceSummary) bool { return s.Mapped > 0 }) {
		// A run that only reads has nothing to say about the later stages.
		shown = slices.DeleteFunc(slices.Clone(columns), func(c column) bool { return c.later })
	}
	w := tabwriter.NewWriter(t.W, 0, 4, 2, ' ', tabwriter.AlignRight)
	row := func(name string, cell func(i int) string) {
		fmt.Fprint(w, name, "\t")
		for i := range shown {
			fmt.Fprint(w, cell(i), "\t")
		}
		fmt.Fprintln(w)
	}
	row(t.word("source"), func(i int) string { return t.word(shown[i].title) })
	for _, s := range sources {
		row(s.Name, func(i int) string { return fmt.Sprint(shown[i].count(s)) })
	}
	if err := w.Flush(); err != nil && t.err == nil {
		t.err = err
	}
	t.printf("\n")
}

func (t *Text) planned() {
	t.table()
	p := t.plan
	for _, c := range p.Changes {
		if c.Kind != publish.Create || t.Verbose {
			t.printf("%s %s %q\n", t.word(string(c.Kind)), c.IRI, c.Title)
		}
		for _, d := range c.Diff {
			if c.Kind == publish.Update {
				t.printf("  %s\n", DiffLine(d))
			}
		}
	}
	for _, c := range p.Withheld {
		t.printf("%s: %s %q: %s\n", t.word("delete withheld"), c.IRI, c.Title, c.Reason)
	}
	for _, c := range p.Conflicts {
		t.printf("%s: %s: %s\n", t.word("conflict"), c.IRI, c.Reason)
	}
	if p.Creates+p.Updates+p.Deletes == 0 {
		t.printf("%s\n", t.word("nothing changed: the catalogue is as it was"))
	}
	t.printf(t.word("plan: %d to create, %d to update, %d to delete, %d unchanged")+"\n", p.Creates, p.Updates, p.Deletes, p.Unchanged)
}

func (t *Text) published() {
	w := t.written
	t.printf("\n"+t.word("published: %d datasets in %s")+"\n", len(w.Datasets), w.Folder)
	for _, d := range w.Datasets {
		t.printf("  %s  %s\n", d.IRI, d.Title)
	}
	if len(w.Files) == 0 {
		t.printf("%s\n", t.word("no file had to be written"))
	}
	t.printf("%s: %s\n", t.word("catalogue"), strings.Join(w.Catalog, " "))
	if rest := len(w.Files) - len(w.Catalog); rest > 0 {
		t.printf("  "+t.word("and %d more files")+"\n", rest)
	}
}

func (t *Text) end(e End) {
	t.table()
	if e.Status == "partial" {
		t.printf("%s\n", t.word("partial: what is named above was left out, everything else is done"))
		return
	}
	t.printf("%s\n", t.word(e.Status))
}
