package report

import (
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Findings writes a validation for people: one line a finding or, where several have
// the same cause, one line with how many and where the first are; then a verdict for
// each document, and for all of them.
type Findings struct {
	W    io.Writer
	Lang string
	// All writes every finding as it comes, and folds nothing.
	All bool
	// Colour marks places and severities with the colours of terminals (ECMA-48).
	Colour bool

	fold    fold
	checked []Checked
	out     printer
}

// Handle implements [Handler].
func (t *Findings) Handle(e Event) error {
	t.out.W = t.W
	switch {
	case e.Rule != nil:
		t.fold.tell(*e.Rule)
	case e.Finding != nil && e.Finding.Known:
	case e.Finding != nil && t.All:
		t.line(e.Finding.Line(t.Lang), *e.Finding)
		t.hint(*e.Finding)
	case e.Finding != nil:
		t.fold.places = 3
		t.fold.add(*e.Finding, t.Lang)
	case e.Checked != nil:
		t.checked = append(t.checked, *e.Checked)
	case e.Baseline != nil:
		t.causes()
		t.out.printf("%s\n", e.Baseline.Line(t.Lang))
	case e.End != nil:
		t.causes()
	}
	return t.out.err
}

// causes writes what was folded and the verdicts, once.
func (t *Findings) causes() {
	for _, c := range t.fold.causes() {
		t.line(c.Line(t.Lang), c.Finding)
		if c.Count > 1 {
			t.out.printf("  %s: %s\n", fmt.Sprintf(word("%d times", t.Lang), c.Count), c.where(t.Lang))
		}
		if c.Values == 1 {
			t.hint(c.Finding)
		}
	}
	t.fold.broken = nil
	for _, c := range t.checked {
		t.out.printf("%s\n", c.Line(t.Lang))
	}
	if len(t.checked) > 1 {
		t.out.printf("%s\n", total(t.checked, t.Lang).Line(t.Lang))
	}
	t.checked = nil
}

// colours are those of the severities: red, yellow, cyan.
var colours = map[string]string{"violation": "\x1b[31m", "warning": "\x1b[33m", "info": "\x1b[36m"}

// line writes the line of a finding, in colours where they are wanted.
func (t *Findings) line(text string, f Finding) {
	if head := f.Place + ": " + word(f.Severity, t.Lang) + ": "; t.Colour && strings.HasPrefix(text, head) {
		text = "\x1b[1m" + f.Place + ":\x1b[0m " + colours[f.Severity] + word(f.Severity, t.Lang) + ":\x1b[0m " + text[len(head):]
	}
	t.out.printf("%s\n", text)
}

func (t *Findings) hint(f Finding) {
	if hint := f.advice(t.Lang); hint != "" {
		t.out.printf("  %s: %s\n", word("hint", t.Lang), hint)
	}
}

// advice is what to do: the value that may have been meant, else the hint.
func (f Finding) advice(lang string) string {
	if f.Suggestion != "" {
		return fmt.Sprintf(word("did you mean %s?", lang), f.Suggestion)
	}
	return word(f.Hint, lang)
}

// joined puts what to do behind what is wrong.
func joined(wrong, advice string) string {
	if advice == "" {
		return wrong
	}
	if wrong != "" && !strings.ContainsAny(wrong[len(wrong)-1:], ".!?") {
		wrong += "."
	}
	first, size := utf8.DecodeRuneInString(advice)
	return strings.TrimSpace(wrong + " " + string(unicode.ToUpper(first)) + advice[size:])
}

// Line is the verdict on a document.
func (c Checked) Line(lang string) string {
	verdict := word("no violation", lang)
	if c.Violations > 0 {
		verdict = plural(c.Violations, "violation", lang)
	}
	return fmt.Sprintf("%s: %s, %s, %s; %s, %s", c.Name, verdict, plural(c.Warnings, "warning", lang), plural(c.Infos, "info", lang),
		plural(c.Datasets, "dataset", lang), plural(c.Triples, "triple", lang))
}

// total adds documents up; its name says how many they are.
func total(checked []Checked, lang string) Checked {
	all := Checked{Name: plural(len(checked), "document", lang)}
	for _, c := range checked {
		all.Triples += c.Triples
		all.Datasets += c.Datasets
		all.Violations += c.Violations
		all.Warnings += c.Warnings
		all.Infos += c.Infos
		all.Known += c.Known
	}
	return all
}

// Line tells how the findings stand against the baseline.
func (b Baseline) Line(lang string) string {
	if b.Written {
		return fmt.Sprintf(word("baseline %s: %d findings accepted", lang), b.File, b.Known)
	}
	text := fmt.Sprintf(word("baseline %s: %d known findings are not shown", lang), b.File, b.Known)
	if b.Stale > 0 {
		text += fmt.Sprintf(word("; %d are found no more: where all documents were checked, --write-baseline leaves them out", lang), b.Stale)
	}
	return text
}

// printer writes until the first error and keeps that.
type printer struct {
	W   io.Writer
	err error
}

func (p *printer) printf(format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.W, format, args...)
	}
}
