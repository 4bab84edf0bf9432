package report

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
)

// html writes one page that stands alone and needs no script: a verdict first, then
// what is wrong by cause, the gravest first, each with what to do and where it is.
type html struct {
	w        io.Writer
	opt      Options
	fold     fold
	checked  []Checked
	baseline *Baseline
}

//go:embed html.tmpl
var htmlPage string

func newHTML(w io.Writer, opt Options) Handler {
	return &html{w: w, opt: opt, fold: fold{places: maxPlaces}}
}

// Handle implements [Handler].
func (h *html) Handle(e Event) error {
	switch {
	case e.Rule != nil:
		h.fold.tell(*e.Rule)
	case e.Finding != nil && !e.Finding.Known:
		h.fold.add(*e.Finding, h.opt.Lang)
	case e.Checked != nil:
		h.checked = append(h.checked, *e.Checked)
	case e.Baseline != nil:
		h.baseline = e.Baseline
	case e.End != nil:
		return h.write()
	}
	return nil
}

// htmlGroup holds the causes of one severity.
type htmlGroup struct {
	Severity, Title, Meaning string
	Causes                   []htmlCause
}

type htmlCause struct {
	Label, Things, Path, Text, Advice string
	Count, More                       int
	Facts                             []Fact
	Places                            []htmlPlace
}

type htmlPlace struct{ Place, Thing, Value string }

func (h *html) write() error {
	page := struct {
		Lang, Version, Verdict, Class, Summary, Baseline string
		Documents                                        []Checked
		Groups                                           []*htmlGroup
	}{Lang: "en", Version: h.opt.Version, Documents: h.checked}
	if h.opt.Lang == "it" {
		page.Lang = "it"
	}
	if h.baseline != nil {
		page.Baseline = h.baseline.Line(h.opt.Lang)
	}
	total := Checked{}
	for _, c := range h.checked {
		total.Violations += c.Violations
		total.Warnings += c.Warnings
		total.Infos += c.Infos
		total.Datasets += c.Datasets
	}
	page.Verdict, page.Class = verdict(total)
	page.Summary = fmt.Sprintf("%s, %s: %s, %s, %s", plural(len(h.checked), "document", h.opt.Lang), plural(total.Datasets, "dataset", h.opt.Lang),
		plural(total.Violations, "violation", h.opt.Lang), plural(total.Warnings, "warning", h.opt.Lang), plural(total.Infos, "info", h.opt.Lang))
	for _, c := range h.fold.causes() {
		if n := len(page.Groups); n == 0 || page.Groups[n-1].Severity != c.Severity {
			page.Groups = append(page.Groups, &htmlGroup{Severity: c.Severity, Title: "title: " + c.Severity, Meaning: "meaning: " + c.Severity})
		}
		group := page.Groups[len(page.Groups)-1]
		group.Causes = append(group.Causes, h.cause(c))
	}
	t, err := template.New("page").Funcs(template.FuncMap{"word": func(s string) string { return word(s, h.opt.Lang) }}).Parse(htmlPage)
	if err != nil {
		return err
	}
	return t.Execute(h.w, page)
}

// verdict is the first thing that a reader wants to know, and its colour.
func verdict(total Checked) (text, class string) {
	switch {
	case total.Violations > 0:
		return "verdict: violation", "violation"
	case total.Warnings > 0:
		return "verdict: warning", "warning"
	}
	return "verdict: good", "good"
}

func (h *html) cause(c *cause) htmlCause {
	lang := h.opt.Lang
	out := htmlCause{Label: c.label(), Things: c.things(lang), Path: c.Path, Text: c.Text(lang), Count: c.Count, More: c.Count - len(c.Places)}
	if c.Count == 1 {
		out.Things = c.thing(lang)
	}
	if c.Values == 1 {
		out.Advice = c.advice(lang)
	}
	if c.Rule != nil {
		out.Facts = c.Rule.Facts(lang)
	}
	for _, f := range c.Places {
		place := htmlPlace{Place: f.Place, Thing: f.thing(lang)}
		if c.Values > 1 {
			place.Value = clip(f.Value)
		}
		out.Places = append(out.Places, place)
	}
	return out
}
