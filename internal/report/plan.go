package report

import (
	"fmt"
	"strings"

	"github.com/trebbia/trebbia/mappings"
	"github.com/trebbia/trebbia/publish"
)

// Summarise tells what a plan is about to do, without the graphs.
func Summarise(p *publish.Plan) *PlanSummary {
	s := &PlanSummary{
		Creates: p.Count(publish.Create), Updates: p.Count(publish.Update), Deletes: p.Count(publish.Delete),
		Unchanged: len(p.Unchanged), Kept: len(p.Kept), Conflicts: p.Conflicts,
	}
	for _, c := range p.Changes {
		s.Changes = append(s.Changes, planned(c, c.Note))
	}
	for _, w := range p.Withheld {
		s.Withheld = append(s.Withheld, planned(w.Change, w.Reason))
	}
	return s
}

func planned(c publish.Change, reason string) PlannedChange {
	return PlannedChange{Kind: c.Kind, IRI: c.IRI, Title: c.Title, Source: c.Source, Diff: c.Diff, Reason: reason}
}

// OutcomeOf tells what became of a change.
func OutcomeOf(o publish.Outcome) *Outcome {
	out := &Outcome{Kind: o.Kind, IRI: o.IRI, Title: o.Title, Status: string(o.Status)}
	if o.Err != nil {
		out.Error = o.Err.Error()
	}
	return out
}

// DiffLine is the change of one property as a line: - old, + new.
func DiffLine(d publish.PropertyChange) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s:", d.Node, d.Property)
	for _, v := range d.Removed {
		fmt.Fprintf(&b, " - %s", v)
	}
	for _, v := range d.Added {
		fmt.Fprintf(&b, " + %s", v)
	}
	return b.String()
}

// Line is the note as one line: where, what kind, which property, which value, why.
func (n Note) Line(lang string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: source %q: record %s: ", word(string(n.Gap.Kind), lang), n.Source, n.Record)
	for _, part := range []string{n.Gap.Property, n.Gap.Field} {
		if part != "" {
			fmt.Fprintf(&b, "%s: ", part)
		}
	}
	if n.Gap.Value != "" {
		fmt.Fprintf(&b, "%q", n.Gap.Value)
	}
	if n.Gap.Result != "" {
		fmt.Fprintf(&b, " -> %q", n.Gap.Result)
	}
	for _, part := range []string{n.Gap.Message, n.Gap.Evidence, n.Gap.Rule} {
		if part != "" {
			fmt.Fprintf(&b, " (%s)", strings.Join(strings.Fields(part), " "))
		}
	}
	return b.String()
}

// urgent kinds of note are written even when nobody asked for all of them: something
// is missing or contradicts itself.
func urgent(kind mappings.GapKind) bool {
	return kind == mappings.Unreadable || kind == mappings.Conflict || kind == mappings.NotCarried
}
