package report

import (
	"fmt"
	"io"
	"strings"
)

// markdown writes what the page tells as tables in GitHub's Markdown, for the summary of
// a job and for comments. It stays far below the MiB that GitHub takes.
type markdown struct {
	overview
	out printer
}

const (
	// maxRows is how many causes of a severity, and how many documents, have a row.
	maxRows = 50
	// maxCell bounds a text in a table, in characters.
	maxCell = 500
)

func newMarkdown(w io.Writer, opt Options) Handler {
	return &markdown{overview: overview{opt: opt, fold: fold{places: 1}}, out: printer{W: w}}
}

// Handle implements [Handler].
func (m *markdown) Handle(e Event) error {
	if m.take(e) {
		m.write()
	}
	return m.out.err
}

func (m *markdown) write() {
	lang := m.opt.Lang
	text, _ := m.verdict()
	m.out.printf("## %s\n\n**%s**\n", word("Check of the catalogue", lang), word(text, lang))
	if len(m.frequent()) > 0 {
		m.paragraph(m.begin())
	}
	if m.baseline != nil {
		m.paragraph(escapeMarkdown(m.baseline.Line(lang)))
	}
	var labels, values []string
	for _, n := range m.numbers() {
		labels, values = append(labels, n.Label), append(values, n.Number)
	}
	m.head(labels...)
	m.row(values...)
	m.causes()
	if len(m.checked) > 1 {
		m.out.printf("\n### %s\n", capital(word("documents", lang)))
		m.head(word("document", lang), word("violations", lang), word("warnings", lang), word("notes", lang), word("datasets", lang))
		for i, c := range m.worst() {
			if i == maxRows {
				m.more(len(m.checked)-maxRows, "document")
				break
			}
			m.row(code(c.Name), grouped(c.Violations, lang), grouped(c.Warnings, lang), grouped(c.Infos, lang), grouped(c.Datasets, lang))
		}
	}
}

// causes writes a table for each severity.
func (m *markdown) causes() {
	lang := m.opt.Lang
	causes := m.frequent()
	for len(causes) > 0 {
		severity, n, found := causes[0].Severity, 0, 0
		for n < len(causes) && causes[n].Severity == severity {
			found += causes[n].Count
			n++
		}
		m.out.printf("\n### %s: %s\n\n%s\n", word("title: "+severity, lang), foundIn(found, n, lang), word("meaning: "+severity, lang))
		m.head(word("findings", lang), word("what", lang), word("rule", lang), word("first place", lang))
		for _, c := range causes[:min(n, maxRows)] {
			what := escapeMarkdown(cut(c.Text(lang), maxCell))
			if advice := c.advice(lang); advice != "" && c.Values == 1 {
				what = joined(what, escapeMarkdown(cut(advice, maxCell)))
			}
			m.row(grouped(c.Count, lang), what, escapeMarkdown(c.label()), code(c.Place))
		}
		m.more(n-maxRows, "further cause")
		causes = causes[n:]
	}
}

func (m *markdown) paragraph(text string) {
	if text != "" {
		m.out.printf("\n%s\n", text)
	}
}

// more tells how many rows a table lacks.
func (m *markdown) more(n int, thing string) {
	if n > 0 {
		m.paragraph(capital(word("not listed", m.opt.Lang)) + ": " + grouped(n, m.opt.Lang) + " " + counted(n, thing, m.opt.Lang))
	}
}

func (m *markdown) head(cells ...string) {
	for i, c := range cells {
		cells[i] = capital(c)
	}
	m.out.printf("\n")
	m.row(cells...)
	m.out.printf("|%s\n", strings.Repeat(" --- |", len(cells)))
}

func (m *markdown) row(cells ...string) {
	m.out.printf("| %s |\n", strings.Join(cells, " | "))
}

// escapeMarkdown is a text that Markdown shows as it is, within one cell.
func escapeMarkdown(s string) string {
	var b strings.Builder
	for _, r := range strings.Join(strings.Fields(s), " ") {
		if strings.ContainsRune("\\`*_[]<>&|~#!$@", r) {
			fmt.Fprintf(&b, "&#%d;", r)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// code is a name in the type of code; there character references mean nothing.
func code(s string) string {
	if strings.ContainsAny(s, "`|\n\r") {
		return escapeMarkdown(s)
	}
	return "`" + s + "`"
}
