package trebbia

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"

	"github.com/trebbia/trebbia/dcat"
	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/harvest"
	"github.com/trebbia/trebbia/internal/report"
	"github.com/trebbia/trebbia/mappings"
	"github.com/trebbia/trebbia/publish"
	"github.com/trebbia/trebbia/shapes/shacl"
)

// entry is what a source gave: a record, or the error that stands in its place.
type entry struct {
	record dcat.SourceRecord
	err    error
}

// mapped is what became of an entry.
type mapped struct {
	entry
	dataset *dcat.Dataset
	gaps    []mappings.Gap
	report  *shacl.Report
	digest  rdf.Digest
}

// harvested is the outcome of all sources: what the target should hold, and how far
// each listing can be trusted.
type harvested struct {
	wants    []publish.Want
	listings map[string]publish.Listing
	// notes are the findings that the catalogue's page shows.
	notes   []publish.Note
	partial bool
}

// collect reads, maps and validates every source. It returns an error only when the
// run as a whole cannot go on; what is wrong with a source or a record is reported,
// and everything else is collected.
func (r *run) collect(ctx context.Context, held holdings) (*harvested, error) {
	out := &harvested{listings: map[string]publish.Listing{}}
	for _, s := range r.selected() {
		if err := r.clearSetAside(s); err != nil {
			return nil, err
		}
		c := &collector{run: r, source: s, held: held, out: out,
			summary: report.SourceSummary{Name: s.Name, Kind: s.Kind, Notes: map[string]int{}}}
		if err := c.collect(ctx); err != nil {
			return nil, err
		}
	}
	for _, s := range r.cfg.Sources {
		if _, read := out.listings[s.Name]; !read {
			out.listings[s.Name] = publish.Listing{Reason: fmt.Sprintf("source %q was not read in this run", s.Name)}
		}
	}
	return out, nil
}

func (r *run) selected() []SourceConfig {
	if len(r.opt.Only) == 0 {
		return r.cfg.Sources
	}
	var out []SourceConfig
	for _, s := range r.cfg.Sources {
		if slices.Contains(r.opt.Only, s.Name) {
			out = append(out, s)
		}
	}
	return out
}

// collector carries one source through harvest, mapping and validation.
type collector struct {
	*run
	source  SourceConfig
	held    holdings
	out     *harvested
	summary report.SourceSummary
	// firstNote is where the notes of the dataset at hand begin.
	firstNote int
	// problem is why the listing is not proven complete, nil when it is.
	problem error
}

func (c *collector) collect(ctx context.Context) error {
	source, err := c.run.source(c.source)
	var mapping *mappings.Mapping
	if err == nil {
		mapping, err = c.run.mapping(c.source)
	}
	if err != nil {
		c.problem = err
	} else if err := c.records(ctx, source, mapping); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	listing := publish.Listing{Complete: c.problem == nil}
	if c.problem != nil {
		listing.Reason = c.problem.Error()
		c.out.partial = true
		c.summary.Problem = c.problem.Error()
		c.note(report.Finding{Severity: shacl.Violation.String(), Message: map[string]string{"": c.problem.Error()}}, c.source.Name)
		c.summary.Hint = Hint(c.problem)
	}
	c.summary.Complete = listing.Complete
	c.out.listings[c.source.Name] = listing
	return c.emit(report.Event{Source: &c.summary})
}

// records maps and validates the records of the source, and takes each result in.
func (c *collector) records(ctx context.Context, source harvest.Source, mapping *mappings.Mapping) error {
	work := func(ctx context.Context, e entry) mapped { return c.mapOne(ctx, mapping, e) }
	for m := range ordered(ctx, c.opt.Workers, entries(source.Records(ctx)), work) {
		if err := c.take(m); err != nil {
			return err
		}
	}
	return nil
}

// entries turns the stream of a source into one without a second value.
func entries(records iter.Seq2[dcat.SourceRecord, error]) iter.Seq[entry] {
	return func(yield func(entry) bool) {
		for record, err := range records {
			if !yield(entry{record, err}) {
				return
			}
		}
	}
}

func (c *collector) mapOne(ctx context.Context, mapping *mappings.Mapping, e entry) mapped {
	m := mapped{entry: e}
	if m.err != nil || m.record.Deleted {
		return m
	}
	m.dataset, m.gaps, m.err = mapping.Map(ctx, m.record)
	if m.err != nil {
		m.err = &harvest.RecordError{Source: c.source.Name, RecordID: m.record.ID, Location: m.record.Location, Err: m.err, Raw: raw(m.record)}
		return m
	}
	m.report = c.profile.ValidateDataset(m.dataset)
	m.digest, m.err = publish.DigestOf(m.dataset)
	if m.err != nil {
		m.err = &harvest.RecordError{Source: c.source.Name, RecordID: m.record.ID, Location: m.record.Location, Err: m.err, Raw: raw(m.record)}
	}
	return m
}

// take decides what becomes of one entry: wanted, set aside, or the end of the listing.
func (c *collector) take(m mapped) error {
	c.firstNote = len(c.out.notes)
	var broken *harvest.RecordError
	switch {
	case errors.As(m.err, &broken):
		c.summary.Read++
		return c.takeBroken(broken)
	case m.err != nil:
		c.problem = m.err
		return nil
	case m.record.Deleted:
		c.summary.Read++
		return nil
	}
	c.summary.Read++
	c.summary.Mapped++
	for _, gap := range m.gaps {
		c.summary.Notes[string(gap.Kind)]++
		if gap.Kind == mappings.Unreadable {
			c.out.partial = true
		}
		if err := c.emit(report.Event{Note: &report.Note{Source: c.source.Name, Record: m.record.ID, Gap: gap}}); err != nil {
			return err
		}
	}
	want := publish.Want{
		IRI: m.dataset.IRI, Source: c.source.Name, RecordID: m.record.ID, Title: m.dataset.Title("it"),
		Modified: m.record.Modified, Digest: m.digest, Dataset: m.dataset,
	}
	if err := c.moved(want); err != nil {
		return err
	}
	if violates(m.report) {
		if err := c.setAside(m, want); err != nil {
			return err
		}
		want.Keep = true
	} else if err := c.warn(m); err != nil {
		return err
	}
	if !want.Keep {
		c.summary.Published++
	}
	c.out.wants = append(c.out.wants, want)
	return nil
}

// violates reports whether a dataset breaks the profile. (sh:conforms is false for
// warnings too, and a missing recommendation keeps nobody from being published.)
func violates(report *shacl.Report) bool {
	return slices.ContainsFunc(report.Results, func(r shacl.Result) bool { return r.Severity == shacl.Violation })
}

// moved warns when a record that is published is about to get another IRI: downstream
// that is a deletion and a new dataset.
func (c *collector) moved(want publish.Want) error {
	h, ok := c.held.record(want.Source, want.RecordID)
	if !ok || h.IRI == want.IRI {
		return nil
	}
	c.summary.Warnings++
	return c.emit(report.Event{Finding: &report.Finding{
		Source: want.Source, Record: want.RecordID, Node: "dataset " + want.IRI, Severity: shacl.Violation.String(), Path: "dct:identifier",
		Message: map[string]string{
			"en": fmt.Sprintf("it was published as %s; harvesters will take it for a new dataset", h.IRI),
			"it": fmt.Sprintf("era pubblicato come %s; chi raccoglie lo prenderà per un dataset nuovo", h.IRI),
		},
		Hint: fmt.Sprintf("to keep the identity add to identifiers.aliases: {%q: %q}", want.Dataset.Identifier(), h.Identifier),
	}})
}

// takeBroken sets a record aside that could not be read or mapped. What the target
// holds of it stays. (A record that cannot be told from others makes the source call
// its own listing incomplete.)
func (c *collector) takeBroken(e *harvest.RecordError) error {
	c.out.partial = true
	c.summary.SetAside++
	if h, ok := c.held.record(c.source.Name, e.RecordID); ok {
		c.out.wants = append(c.out.wants, publish.Want{Keep: true, IRI: h.IRI, Source: h.Source, RecordID: h.RecordID, Title: h.Title})
	}
	file, err := c.keep(e.RecordID, e.Raw)
	if err != nil {
		return err
	}
	event := brokenRecord(c.source.Name, e)
	event.File = file
	return c.emit(report.Event{SetAside: event})
}

// brokenRecord tells of a record that could not be read or mapped.
func brokenRecord(source string, e *harvest.RecordError) *report.SetAside {
	return &report.SetAside{Source: source, Record: e.RecordID, Place: e.Location, Reasons: []report.Finding{{
		Place: e.Location, Source: source, Record: e.RecordID, Severity: shacl.Violation.String(), Path: e.Field,
		Message: map[string]string{"": e.Err.Error()}, Hint: e.Hint,
	}}}
}

func raw(record dcat.SourceRecord) []byte {
	if len(record.Raw) > 0 {
		return record.Raw
	}
	return record.Bytes
}

// Hint returns what the user can do about an error, when the error knows; else "".
func Hint(err error) string {
	var config *ConfigError
	if errors.As(err, &config) {
		return config.Hint
	}
	var hinted interface{ Hint() string }
	if errors.As(err, &hinted) {
		return hinted.Hint()
	}
	return ""
}
