package trebbia

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"

	"github.com/trebbia/trebbia/dcat"
	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/dcat/vocab"
	"github.com/trebbia/trebbia/harvest"
	"github.com/trebbia/trebbia/internal/report"
	"github.com/trebbia/trebbia/mappings"
	"github.com/trebbia/trebbia/shapes/shacl"
)

// Harvest reads the sources and writes every record as one line of JSON, exactly as
// the source gave it. The lines can be mapped later, without the source, by Map.
func Harvest(ctx context.Context, cfg *Config, w io.Writer, opt Options) (Result, error) {
	r, err := newRun(cfg, opt)
	if err != nil {
		return Result{}, err
	}
	r.dry = true
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	return r.finish(func() (Result, error) {
		out := Result{}
		for _, s := range r.selected() {
			summary := report.SourceSummary{Name: s.Name, Kind: s.Kind, Complete: true, Notes: map[string]int{}}
			for e := range r.entries(ctx, s) {
				var broken *harvest.RecordError
				switch {
				case errors.As(e.err, &broken):
					summary.Read++
					summary.SetAside++
					out.ExitCode = ExitPartial
					if err := r.emit(report.Event{SetAside: brokenRecord(s.Name, broken)}); err != nil {
						return out, err
					}
				case e.err != nil:
					if ctx.Err() != nil {
						return out, ctx.Err()
					}
					out.ExitCode = ExitPartial
					summary.Complete, summary.Problem, summary.Hint = false, e.err.Error(), Hint(e.err)
				default:
					summary.Read++
					if err := encoder.Encode(e.record); err != nil {
						return out, fmt.Errorf("write record: %w", err)
					}
				}
			}
			if err := r.emit(report.Event{Source: &summary}); err != nil {
				return out, err
			}
		}
		return out, nil
	})
}

// entries yields what a source gives; a source that cannot be opened gives one error.
func (r *run) entries(ctx context.Context, s SourceConfig) iter.Seq[entry] {
	source, err := r.source(s)
	if err != nil {
		return func(yield func(entry) bool) { yield(entry{err: err}) }
	}
	return entries(source.Records(ctx))
}

// Map maps records to DCAT-AP_IT and writes them to w as one RDF document: the
// records of saved (lines written by Harvest) or, when it is nil, of the sources.
// Nothing is validated or set aside; a record that cannot be mapped is reported.
func Map(ctx context.Context, cfg *Config, saved io.Reader, w io.Writer, f rdf.Format, opt Options) (Result, error) {
	r, err := newRun(cfg, opt)
	if err != nil {
		return Result{}, err
	}
	r.dry = true
	return r.finish(func() (Result, error) {
		crosswalks := map[string]*mappings.Mapping{}
		for _, s := range r.cfg.Sources {
			if crosswalks[s.Name], err = r.mapping(s); err != nil {
				return Result{}, err
			}
		}
		in := r.allEntries(ctx)
		if saved != nil {
			in = savedEntries(saved)
		}
		graph, out := rdf.NewGraph(), Result{}
		for m := range ordered(ctx, r.opt.Workers, in, func(ctx context.Context, e entry) mapped { return mapEntry(ctx, crosswalks, e) }) {
			if err := r.takeMapped(m, graph, &out); err != nil {
				return out, err
			}
		}
		if err := ctx.Err(); err != nil {
			return out, err
		}
		return out, rdf.Write(w, f, graph, rdf.WriteOptions{Prefixes: vocab.Prefixes})
	})
}

func mapEntry(ctx context.Context, crosswalks map[string]*mappings.Mapping, e entry) mapped {
	m := mapped{entry: e}
	if m.err != nil || m.record.Deleted {
		return m
	}
	crosswalk, ok := crosswalks[e.record.Source]
	if !ok {
		m.err = fmt.Errorf("map record %q: the configuration has no source %q", e.record.ID, e.record.Source)
		return m
	}
	m.dataset, m.gaps, m.err = crosswalk.Map(ctx, e.record)
	return m
}

func (r *run) takeMapped(m mapped, graph *rdf.Graph, out *Result) error {
	var broken *harvest.RecordError
	switch {
	case errors.As(m.err, &broken):
		out.ExitCode = ExitPartial
		return r.emit(report.Event{SetAside: brokenRecord(broken.Source, broken)})
	case m.err != nil:
		out.ExitCode = ExitPartial
		return r.emit(report.Event{Finding: &report.Finding{Place: m.record.Location, Source: m.record.Source, Record: m.record.ID,
			Severity: shacl.Violation.String(), Message: map[string]string{"": m.err.Error()}, Hint: Hint(m.err)}})
	case m.dataset == nil:
		return nil
	}
	for _, gap := range m.gaps {
		if err := r.emit(report.Event{Note: &report.Note{Source: m.record.Source, Record: m.record.ID, Gap: gap}}); err != nil {
			return err
		}
	}
	graph.AddAll(m.dataset.Graph)
	return nil
}

// allEntries yields what the selected sources give, one source after the other.
func (r *run) allEntries(ctx context.Context) iter.Seq[entry] {
	return func(yield func(entry) bool) {
		for _, s := range r.selected() {
			for e := range r.entries(ctx, s) {
				if !yield(e) {
					return
				}
			}
		}
	}
}

// savedEntries reads records that Harvest wrote, one a line.
func savedEntries(saved io.Reader) iter.Seq[entry] {
	return func(yield func(entry) bool) {
		decoder := json.NewDecoder(bufio.NewReader(saved))
		for n := 1; ; n++ {
			var record dcat.SourceRecord
			err := decoder.Decode(&record)
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				yield(entry{err: fmt.Errorf("read saved record %d: %w", n, err)})
				return
			}
			if !yield(entry{record: record}) {
				return
			}
		}
	}
}
