package trebbia

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/internal/report"
	"github.com/trebbia/trebbia/internal/transport"
	"github.com/trebbia/trebbia/shapes"
	"github.com/trebbia/trebbia/shapes/shacl"
)

// ValidateOptions says how documents are validated.
type ValidateOptions struct {
	// Profiles are the names of the profiles to hold the documents against; Shapes are
	// SHACL files of anybody, which together make one more.
	Profiles, Shapes []string
	// Vocabularies are files with further code lists.
	Vocabularies []string
	// Baseline is the file of the accepted findings, which do not count; WriteBaseline
	// the file to accept what is found in.
	Baseline, WriteBaseline string
	// FailOn is the severity from which the exit code is ExitFindings; nil means never.
	FailOn *shacl.Severity
	// Format is the RDF syntax when content and name do not tell; Unknown finds it.
	Format  rdf.Format
	Stdin   io.Reader
	Replay  string
	Handler report.Handler
	// Progress is told how far long work is; may be nil.
	Progress func(Progress)
	// Warn hears what is wrong with Shapes without keeping them from being used; may be nil.
	Warn func(error)
	// Together holds all documents as one catalogue that is split over them.
	Together bool
	// AllowPrivate lets URLs lead into the own network.
	AllowPrivate bool
}

// Validate holds RDF documents against application profiles. An input is a file, a
// folder (every RDF file in it), a pattern, a URL, or "-" for standard input. Broken
// statements are findings with their line and column, and the rest of the document is
// validated.
func Validate(ctx context.Context, inputs []string, opt ValidateOptions) (Result, error) {
	profiles, err := opt.profiles()
	if err != nil {
		return Result{}, err
	}
	v := validator{profiles: profiles, progress: opt.Progress, judge: newJudge(opt.Handler, profiles)}
	if err := v.judge.open(opt); err != nil {
		return Result{}, err
	}
	client, err := transport.New(transport.Options{UserAgent: transport.UserAgent(Version), Timeout: DefaultTimeout, Replay: opt.Replay, AllowPrivate: opt.AllowPrivate})
	if err != nil {
		return Result{}, err
	}
	defer client.Close()
	documents := documents{stdin: opt.Stdin, client: client, format: opt.Format, progress: opt.Progress}
	names, err := expand(inputs)
	if err != nil {
		return Result{}, err
	}
	catalogues := split(names, opt.Together)
	if len(catalogues) > 1 {
		v.hint = "--together validates the documents as one catalogue, if that is what they are"
	}
	// What cannot be read keeps nothing else from being validated, and is the error at the end.
	var unread error
	for _, parts := range catalogues {
		err := v.catalogue(ctx, documents, nameOf(inputs, parts), parts)
		var input *inputError
		if errors.As(err, &input) && ctx.Err() == nil {
			unread = errors.Join(unread, err)
			continue
		}
		if err != nil {
			return Result{}, err
		}
	}
	out, err := v.judge.end(opt, unread != nil)
	return out, errors.Join(unread, err)
}

type validator struct {
	profiles []*shapes.Profile
	judge    *judge
	progress func(Progress) // may be nil
	// hint goes with what a document lacks as a whole.
	hint string
}

// split returns the documents of each catalogue: one each, or all of them, every one once.
func split(names []string, together bool) [][]string {
	var out [][]string
	seen := map[string]bool{}
	for _, name := range names {
		switch {
		case !together || len(out) == 0:
			out = append(out, []string{name})
		case !seen[name]:
			out[0] = append(out[0], name)
		}
		seen[name] = true
	}
	return out
}

// nameOf names a catalogue of several documents as it was asked for.
func nameOf(inputs, parts []string) string {
	const most = 3
	switch {
	case len(parts) == 1:
		return parts[0]
	case len(inputs) > most:
		return fmt.Sprintf("%s (+%d)", parts[0], len(parts)-1)
	}
	return strings.Join(inputs, " ")
}

// syntax passes on the faults of the texts of documents.
func (v *validator) syntax(faults []*rdf.SyntaxError, locate func(rdf.Position) string, checked *report.Checked) error {
	for _, fault := range faults {
		f := report.Finding{Place: locate(fault.Position), Severity: shacl.Violation.String(),
			Message: report.SyntaxMessage(fault.Message)}
		if err := v.judge.take(f, shacl.Violation, checked); err != nil {
			return err
		}
	}
	return nil
}

func place(name string, at rdf.Position) string {
	if at == (rdf.Position{}) {
		return name
	}
	return fmt.Sprintf("%s:%d:%d", name, at.Line, at.Column)
}
