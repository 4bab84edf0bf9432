package trebbia

import (
	"context"
	"errors"

	"github.com/trebbia/trebbia/internal/ledger"
	"github.com/trebbia/trebbia/publish"
)

// noted notes in the ledger that a run began and how it ended. A run that was killed
// stays without an end.
func (r *run) noted(ctx context.Context, work func() (Result, error)) func() (Result, error) {
	return func() (Result, error) {
		id, err := r.noteBegin(ctx)
		if err != nil {
			return Result{}, err
		}
		out, err := work()
		code, counts := out.ExitCode, map[string]int{}
		if err != nil {
			code = ExitFailed
		} else {
			for _, kind := range []publish.Kind{publish.Create, publish.Update, publish.Delete} {
				counts[string(kind)] = out.Plan.Count(kind)
			}
			counts["unchanged"], counts["withheld"] = len(out.Plan.Unchanged), len(out.Plan.Withheld)
		}
		// An interrupted run is noted too, so its context does not stop the note.
		return out, errors.Join(err, r.noteEnd(context.WithoutCancel(ctx), id, counts, code))
	}
}

func (r *run) noteBegin(ctx context.Context) (id int64, err error) {
	memory, err := r.ledger()
	if err != nil {
		return 0, err
	}
	id, err = memory.BeginRun(ctx, r.began, r.cfg.file)
	return id, errors.Join(err, memory.Close())
}

func (r *run) noteEnd(ctx context.Context, id int64, counts map[string]int, code int) error {
	memory, err := r.ledger()
	if err != nil {
		return err
	}
	return errors.Join(memory.EndRun(ctx, id, r.opt.Clock(), counts, code), memory.Close())
}

// remember writes into the ledger what later runs need: which holdings the sources no
// longer list, and since when, and which records became which datasets.
func (r *run) remember(ctx context.Context, plan *publish.Plan) (err error) {
	memory, err := r.ledger()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, memory.Close()) }()
	if err := r.rememberAbsences(ctx, memory, plan); err != nil {
		return err
	}
	var ids []ledger.Identity
	for _, c := range plan.Changes {
		if c.Kind != publish.Delete {
			ids = append(ids, ledger.Identity{Source: c.Source, RecordID: c.RecordID, IRI: c.IRI, Identifier: c.Identifier})
		}
	}
	for _, h := range plan.Unchanged {
		ids = append(ids, ledger.Identity{Source: h.Source, RecordID: h.RecordID, IRI: h.IRI, Identifier: h.Identifier})
	}
	err = memory.Remember(ctx, r.began, ids...)
	// A record whose IRI moved was reported when it was read; the ledger keeps the first.
	if moved := (*ledger.MovedError)(nil); errors.As(err, &moved) {
		err = nil
	}
	return err
}

// rememberAbsences marks what the plan proves to be missing and forgets what was seen
// again or is deleted. What a broken listing leaves in doubt stays as it was.
func (r *run) rememberAbsences(ctx context.Context, memory *ledger.Ledger, plan *publish.Plan) error {
	target := r.cfg.Target.Path
	before, err := memory.Absences(ctx, target)
	if err != nil {
		return err
	}
	withheld := map[string]bool{}
	for _, w := range plan.Withheld {
		withheld[w.IRI] = true
	}
	for _, a := range plan.Absent {
		if withheld[a.IRI] {
			if err := memory.MarkAbsent(ctx, target, a.Since, a.IRI); err != nil {
				return err
			}
		}
	}
	var over []string
	for _, iri := range keys(before) {
		if !withheld[iri] {
			over = append(over, iri)
		}
	}
	return memory.ClearAbsent(ctx, target, over...)
}
