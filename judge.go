package trebbia

import (
	"hash/maphash"

	"github.com/trebbia/trebbia/internal/report"
	"github.com/trebbia/trebbia/shapes"
	"github.com/trebbia/trebbia/shapes/shacl"
)

// judge decides which findings count: each fault once, however many profiles share the
// rule, and those of the baseline apart. It belongs to one goroutine.
type judge struct {
	handler  report.Handler
	profiles []*shapes.Profile
	baseline *baseline // nil: nothing is accepted
	written  *baseline // nil: none is to be written

	rules  map[string]report.Rule // by shape
	shared map[string]bool        // shapes that several profiles have
	told   map[string]bool        // shapes whose rule was emitted
	seed   maphash.Seed
	// seen is by a hash which profile found a fault of a shared shape first: there may be
	// hundreds of thousands.
	seen   map[uint64]uint8
	number map[string]uint8 // of the profiles by name
	root   string           // IRI of the working folder
	worst  *shacl.Severity  // of the findings that count
}

func newJudge(handler report.Handler, profiles []*shapes.Profile) *judge {
	j := &judge{handler: handler, profiles: profiles, rules: map[string]report.Rule{}, shared: map[string]bool{},
		told: map[string]bool{}, seed: maphash.MakeSeed(), seen: map[uint64]uint8{}, number: map[string]uint8{}, root: fileIRI(".") + "/"}
	for _, p := range profiles {
		for _, d := range p.Rules() {
			if _, ok := j.rules[d.Shape]; ok {
				j.shared[d.Shape] = true
				continue
			}
			j.rules[d.Shape] = report.NewRule(p.Name, d)
		}
	}
	return j
}

// open reads the baseline, before anything that would be in vain without it.
func (j *judge) open(opt ValidateOptions) (err error) {
	if opt.WriteBaseline != "" {
		j.written = newBaseline()
		return nil
	}
	if opt.Baseline != "" {
		j.baseline, err = readBaseline(opt.Baseline)
	}
	return err
}

// take passes a finding on and counts it.
func (j *judge) take(f report.Finding, severity shacl.Severity, checked *report.Checked) error {
	if j.shared[f.Shape] && f.Result != nil {
		key := maphash.Comparable(j.seed, [4]any{f.Shape, f.Component, f.Result.FocusNode, f.Result.Value})
		profile, ok := j.number[f.Profile]
		if !ok {
			profile = uint8(len(j.number))
			j.number[f.Profile] = profile
		}
		// A profile may find the same twice, as where texts repeat in two languages.
		if first, ok := j.seen[key]; ok && first != profile {
			return nil
		}
		j.seen[key] = profile
	}
	f.Root = j.root
	if j.written != nil {
		j.written.accept(f)
	}
	if j.baseline != nil && j.baseline.has(f) {
		f.Known = true
	}
	switch {
	case f.Known:
		checked.Known++
	case severity == shacl.Violation:
		checked.Violations++
	case severity == shacl.Warning:
		checked.Warnings++
	default:
		checked.Infos++
	}
	if !f.Known && (j.worst == nil || severity > *j.worst) {
		j.worst = &severity
	}
	if rule, ok := j.rules[f.Shape]; ok && !j.told[f.Shape] {
		j.told[f.Shape] = true
		if err := j.emit(report.Event{Rule: &rule}); err != nil {
			return err
		}
	}
	return j.emit(report.Event{Finding: &f})
}

// close ends a document.
func (j *judge) close(checked *report.Checked) error {
	clear(j.seen)
	return j.emit(report.Event{Checked: checked})
}

// end closes the validation: the baseline is written or compared, and the exit code
// follows from the findings that count. When some document could not be read the
// validation has failed, and no baseline is written that would not know it.
func (j *judge) end(opt ValidateOptions, unread bool) (Result, error) {
	out := Result{}
	if opt.FailOn != nil && j.worst != nil && *j.worst >= *opt.FailOn {
		out.ExitCode = ExitFindings
	}
	if unread {
		out.ExitCode = ExitFailed
		return out, j.emit(report.Event{End: &report.End{ExitCode: out.ExitCode, Status: "failed"}})
	}
	if j.written != nil {
		if err := j.written.write(opt.WriteBaseline); err != nil {
			return Result{}, err
		}
		// What was found is accepted from now on.
		out.ExitCode = ExitDone
		if err := j.emit(report.Event{Baseline: &report.Baseline{File: opt.WriteBaseline, Known: j.written.total(), Written: true}}); err != nil {
			return out, err
		}
	} else if j.baseline != nil {
		known, stale := j.baseline.used(j.profiles)
		if err := j.emit(report.Event{Baseline: &report.Baseline{File: opt.Baseline, Known: known, Stale: stale}}); err != nil {
			return out, err
		}
	}
	status := "done"
	if out.ExitCode == ExitFindings {
		status = "findings"
	}
	return out, j.emit(report.Event{End: &report.End{ExitCode: out.ExitCode, Status: status}})
}

func (j *judge) emit(e report.Event) error {
	if j.handler == nil {
		return nil
	}
	return j.handler.Handle(e)
}
