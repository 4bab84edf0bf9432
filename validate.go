package trebbia

import (
	"context"
	"errors"
	"fmt"
	"io"

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
	// Warn hears what is wrong with Shapes without keeping them from being used; may be nil.
	Warn func(error)
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
	v := validator{profiles: profiles, judge: newJudge(opt.Handler, profiles)}
	if err := v.judge.open(opt); err != nil {
		return Result{}, err
	}
	client, err := transport.New(transport.Options{UserAgent: transport.UserAgent(Version), Timeout: DefaultTimeout, Replay: opt.Replay, AllowPrivate: opt.AllowPrivate})
	if err != nil {
		return Result{}, err
	}
	defer client.Close()
	documents := documents{stdin: opt.Stdin, client: client, format: opt.Format}
	names, err := expand(inputs)
	if err != nil {
		return Result{}, err
	}
	// What cannot be read keeps nothing else from being validated, and is the error at the end.
	var unread error
	for _, name := range names {
		err := v.document(ctx, documents, name)
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
}

// document validates one document.
func (v *validator) document(ctx context.Context, documents documents, name string) error {
	s, err := documents.open(ctx, name)
	if err != nil {
		return err
	}
	return v.stream(ctx, s)
}

// syntax passes on the faults of the text of a document.
func (v *validator) syntax(name string, faults []*rdf.SyntaxError, checked *report.Checked) error {
	for _, fault := range faults {
		f := report.Finding{Place: place(name, fault.Position), Severity: shacl.Violation.String(),
			Message: map[string]string{"": "syntax: " + fault.Message}}
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
