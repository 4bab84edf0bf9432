package report

import (
	"io"
	"slices"
)

// Options says how a validation is written.
type Options struct {
	// Lang is the language of messages, "it" or "en".
	Lang string
	// All writes every finding where the format folds them by their cause.
	All bool
	// Version is that of the program.
	Version string
	// FailOn is the severity from which a finding fails the check: violation, warning,
	// info or never.
	FailOn string
	// Colour tells that the text goes to a terminal that shows colours.
	Colour bool
}

// fails reports whether findings of the severity fail the check.
func (o Options) fails(severity string) bool {
	return o.FailOn != "never" && rank(severity) <= rank(o.FailOn)
}

// formats is the explicit list: a new format is a file and a line here.
var formats = []struct {
	name string
	open func(io.Writer, Options) Handler
}{
	{"text", func(w io.Writer, o Options) Handler {
		return &Findings{W: w, Lang: o.Lang, All: o.All, Colour: o.Colour}
	}},
	{"json", func(w io.Writer, _ Options) Handler { return NewJSON(w) }},
	{"sarif", newSARIF},
	{"junit", newJUnit},
	{"github", newGitHub},
	{"gitlab", newGitLab},
	{"html", newHTML},
	{"markdown", newMarkdown},
	{"turtle", newTurtle},
}

// Formats returns the names of the formats of a validation.
func Formats() []string {
	names := make([]string, len(formats))
	for i, f := range formats {
		names[i] = f.name
	}
	return names
}

// NewFormat returns the renderer of a format; it has written everything once it has
// handled [End]. The result is nil for a name that is not in Formats.
func NewFormat(name string, w io.Writer, opt Options) Handler {
	i := slices.Index(Formats(), name)
	if i < 0 {
		return nil
	}
	return formats[i].open(w, opt)
}
