package trebbia

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/trebbia/trebbia/internal/ledger"
	"github.com/trebbia/trebbia/internal/report"
	"github.com/trebbia/trebbia/publish"
	"github.com/trebbia/trebbia/shapes/shacl"
)

// Exit codes of a run (docs/commands.md).
const (
	ExitDone     = 0
	ExitFailed   = 1
	ExitUsage    = 2
	ExitFindings = 3
	ExitPartial  = 4
	ExitStopped  = 130
)

// Result is how a run ended.
type Result struct {
	ExitCode int
	Plan     *publish.Plan
}

// Sync reads every source, works out what changed and publishes exactly that. The
// error is about the run as a whole; faults of sources and records are reported to
// the handler and make the exit code ExitPartial.
func Sync(ctx context.Context, cfg *Config, opt Options) (Result, error) {
	r, err := newRun(cfg, opt)
	if err != nil {
		return Result{}, err
	}
	return r.finish(r.noted(ctx, func() (Result, error) {
		plan, partial, err := r.plan(ctx)
		if err != nil {
			return Result{}, err
		}
		return r.apply(ctx, plan, partial)
	}))
}

// Plan reads every source and returns what Sync would change. It writes nothing.
func Plan(ctx context.Context, cfg *Config, opt Options) (Result, error) {
	r, err := newRun(cfg, opt)
	if err != nil {
		return Result{}, err
	}
	r.dry = true
	return r.finish(func() (Result, error) {
		plan, partial, err := r.plan(ctx)
		if err != nil {
			return Result{}, err
		}
		out := Result{Plan: plan}
		if partial {
			out.ExitCode = ExitPartial
		}
		return out, nil
	})
}

// Apply carries out a plan that was made earlier. Changes whose holding has moved
// since the plan was made are refused as stale; the rest is done.
func Apply(ctx context.Context, cfg *Config, plan *publish.Plan, opt Options) (Result, error) {
	r, err := newRun(cfg, opt)
	if err != nil {
		return Result{}, err
	}
	return r.finish(r.noted(ctx, func() (Result, error) {
		if err := r.begin(nil); err != nil {
			return Result{}, err
		}
		return r.apply(ctx, plan, len(plan.Conflicts) > 0 || plan.Blocked())
	}))
}

// finish runs a command's work, closes what it opened and reports how it ended.
func (r *run) finish(work func() (Result, error)) (Result, error) {
	out, err := work()
	if closing := r.close(); err == nil {
		err = closing
	}
	if err != nil {
		return out, err
	}
	return out, r.emit(report.Event{End: &report.End{ExitCode: out.ExitCode, Status: status(out.ExitCode)}})
}

func status(code int) string {
	if code == ExitPartial {
		return "partial"
	}
	return "done"
}

func (r *run) begin(sources []SourceConfig) error {
	names := make([]string, len(sources))
	for i, s := range sources {
		names[i] = s.Name
	}
	return r.emit(report.Event{Begin: &report.Begin{Version: Version, Config: r.cfg.file, Sources: names, Profile: r.cfg.Profile}})
}

// plan reads the sources and compares them with what the target holds. The second
// value tells that something was left out on the way.
func (r *run) plan(ctx context.Context) (*publish.Plan, bool, error) {
	if err := r.begin(r.selected()); err != nil {
		return nil, false, err
	}
	target, err := r.target()
	if err != nil {
		return nil, false, err
	}
	// Closing gives up the lock on the target; the error of the work comes first.
	plan, partial, err := r.planFor(ctx, target)
	if closing := target.Close(); err == nil {
		err = closing
	}
	return plan, partial, err
}

func (r *run) planFor(ctx context.Context, target *publish.Files) (*publish.Plan, bool, error) {
	held, err := r.held(ctx, target)
	if err != nil {
		return nil, false, err
	}
	collected, err := r.collect(ctx, held)
	if err != nil {
		return nil, false, err
	}
	policy, err := r.policy(collected.listings)
	if err != nil {
		return nil, false, err
	}
	plan, err := publish.NewPlan(collected.wants, held.list, policy)
	if err != nil {
		return nil, false, err
	}
	plan.Config, plan.Notes = r.cfg.file, collected.notes
	if err := plan.Explain(ctx, target); err != nil {
		return nil, false, err
	}
	if err := r.emit(report.Event{Plan: report.Summarise(plan)}); err != nil {
		return nil, false, err
	}
	return plan, collected.partial || len(plan.Conflicts) > 0 || plan.Blocked(), nil
}

func (r *run) policy(listings map[string]publish.Listing) (publish.Policy, error) {
	share, err := r.cfg.Policy.maxDelete()
	if err != nil {
		return publish.Policy{}, err
	}
	grace, err := r.cfg.Policy.grace()
	if err != nil {
		return publish.Policy{}, err
	}
	if r.opt.MaxDelete != nil {
		share = *r.opt.MaxDelete
	}
	if r.opt.Grace != nil {
		grace = *r.opt.Grace
	}
	return publish.Policy{MaxDelete: share, Grace: grace, Now: r.began, Listings: listings}, nil
}

// apply carries a plan out, lets the target compose the catalogue and remembers what
// the next run needs to know.
func (r *run) apply(ctx context.Context, plan *publish.Plan, partial bool) (Result, error) {
	target, err := r.target()
	if err != nil {
		return Result{}, err
	}
	complete, err := r.applyTo(ctx, plan, target)
	if closing := target.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return Result{}, err
	}
	if err := r.remember(ctx, plan); err != nil {
		return Result{}, err
	}
	out := Result{Plan: plan}
	if partial || !complete {
		out.ExitCode = ExitPartial
	}
	return out, nil
}

// applyTo reports whether every change of the plan is in force afterwards.
func (r *run) applyTo(ctx context.Context, plan *publish.Plan, target *publish.Files) (complete bool, err error) {
	var emitting error
	done := 0
	outcomes, err := plan.Apply(ctx, target, func(o publish.Outcome) {
		done++
		r.progress(Progress{Stage: "publish", Done: done, Total: len(plan.Changes)})
		if err := r.emit(report.Event{Outcome: report.OutcomeOf(o)}); err != nil && emitting == nil {
			emitting = err
		}
	})
	if err == nil {
		err = emitting
	}
	if err != nil {
		return false, err
	}
	complete = true
	for _, o := range outcomes {
		complete = complete && o.Err == nil
	}
	files, err := target.Commit(ctx)
	if err != nil {
		err = fmt.Errorf("publish to %s: %w", r.cfg.Target.Path, err)
		if len(files) == 0 {
			return false, err
		}
		// The files are in force; the error names the datasets that had to stay out.
		complete = false
		if err := r.emit(report.Event{Finding: &report.Finding{Severity: shacl.Violation.String(), Message: map[string]string{"": err.Error()}}}); err != nil {
			return false, err
		}
	}
	return complete, r.written(ctx, target, files)
}

func (r *run) target() (*publish.Files, error) {
	return publish.OpenFiles(publish.FilesConfig{
		Dir: r.cfg.path(r.cfg.Target.Path), Base: r.cfg.Catalog.Base,
		Catalog: r.cfg.catalogue(), CatalogIRI: r.cfg.Catalog.IRI, Lang: r.cfg.pageLanguage(),
	})
}

// written reports what the target holds now.
func (r *run) written(ctx context.Context, target *publish.Files, files []string) error {
	w := report.Written{Folder: r.cfg.path(r.cfg.Target.Path), Files: files}
	for _, name := range publish.CatalogueFiles() {
		w.Catalog = append(w.Catalog, filepath.Join(w.Folder, name))
	}
	for h, err := range target.Holdings(ctx) {
		if err != nil {
			return err
		}
		w.Datasets = append(w.Datasets, report.PublishedDataset{IRI: h.IRI, Title: h.Title, Source: h.Source})
	}
	return r.emit(report.Event{Written: &w})
}

// ledger opens the memory of earlier runs; a dry run does not make one.
func (r *run) ledger() (*ledger.Ledger, error) {
	path := r.cfg.path(r.cfg.Ledger)
	if _, err := os.Stat(path); err != nil && r.dry {
		return nil, nil
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return nil, fmt.Errorf("open ledger: %w", err)
	}
	return ledger.Open(path)
}
