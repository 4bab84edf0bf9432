package report

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

// html writes one page that stands alone and needs no script: a verdict and the numbers
// first, then what is wrong by cause, the gravest and most frequent first, each with
// what to do and where it is.
type html struct {
	overview
	w io.Writer
}

//go:embed html.tmpl
var htmlPage string

const (
	// placesShown is how many places a cause shows before the reader asks for more.
	placesShown = 3
	// causesShown is how many causes of a severity are told in full, maxLines how many
	// more in a line each: a page of thousands of causes would not be read, nor opened.
	causesShown = 50
	maxLines    = 1000
	// documentsShown is how many documents are listed before the reader asks for them.
	documentsShown = 10
)

func newHTML(w io.Writer, opt Options) Handler {
	return &html{overview: overview{opt: opt, fold: fold{places: maxPlaces}}, w: w}
}

// Handle implements [Handler].
func (h *html) Handle(e Event) error {
	if h.take(e) {
		return h.write()
	}
	return nil
}

type htmlView struct {
	Lang, Version, Verdict, Class, Baseline, Begin string
	// Document is the only document, where there is one.
	Document  string
	Numbers   []number
	Documents []Checked
	Sound     string // how many of them have no violation
	Open      bool   // they are listed at once
	Groups    []*htmlGroup
}

// htmlGroup holds the causes of one severity, Lines those that are told in a line.
type htmlGroup struct {
	Severity, Title, Meaning, Summary string
	Open                              bool
	Causes                            []htmlCause
	Lines                             []htmlLine
	MoreCauses, Unlisted              string
}

type htmlCause struct {
	Label, Things, Path, Fault, Remedy, Advice string
	Count, Counted                             string
	Facts                                      []Fact
	Values                                     bool // the places have values of their own
	First, Others                              []htmlPlace
	MorePlaces, Unlisted                       string
}

type htmlPlace struct{ Place, Thing, Value string }

type htmlLine struct{ Count, Text, Place, Label string }

func (h *html) write() error {
	lang := h.opt.Lang
	view := htmlView{Lang: "en", Version: h.opt.Version, Documents: h.worst(), Open: len(h.checked) <= documentsShown}
	if lang == "it" {
		view.Lang = "it"
	}
	if h.baseline != nil {
		view.Baseline = h.baseline.Line(lang)
	}
	if len(h.checked) == 1 {
		view.Document = h.checked[0].Name
	}
	if n := len(h.checked); n > 1 {
		view.Sound = fmt.Sprintf(word("%d of %d without violations", lang), h.sound(), n)
	}
	view.Verdict, view.Class = h.verdict()
	view.Numbers = h.numbers()
	view.Groups = h.groups()
	if len(view.Groups) > 0 {
		view.Groups[0].Open = true
		view.Begin = h.begin()
	}
	t, err := template.New("page").Funcs(template.FuncMap{
		"word":    func(s string) string { return word(s, lang) },
		"grouped": func(n int) string { return grouped(n, lang) },
	}).Parse(htmlPage)
	if err != nil {
		return err
	}
	return t.Execute(h.w, view)
}

func (h *html) groups() (groups []*htmlGroup) {
	lang := h.opt.Lang
	found, causes := 0, 0
	for _, c := range h.frequent() {
		if n := len(groups); n == 0 || groups[n-1].Severity != c.Severity {
			groups = append(groups, &htmlGroup{Severity: c.Severity, Title: "title: " + c.Severity, Meaning: "meaning: " + c.Severity})
			found, causes = 0, 0
		}
		group := groups[len(groups)-1]
		found += c.Count
		causes++
		switch {
		case causes <= causesShown:
			group.Causes = append(group.Causes, h.cause(c))
		case causes <= causesShown+maxLines:
			group.Lines = append(group.Lines, htmlLine{Count: grouped(c.Count, lang), Text: c.Text(lang), Place: c.Place, Label: c.label()})
		default:
			group.Unlisted = word("not listed", lang) + ": " + grouped(causes-causesShown-maxLines, lang)
		}
		if more := causes - causesShown; more > 0 {
			group.MoreCauses = grouped(more, lang) + " " + counted(more, "further cause", lang)
		}
		group.Summary = foundIn(found, causes, lang)
	}
	return groups
}

func (h *html) cause(c *cause) htmlCause {
	lang := h.opt.Lang
	out := htmlCause{Label: c.label(), Path: c.Path, Count: grouped(c.Count, lang), Values: c.Values > 1}
	out.Fault, out.Remedy = sentences(c.Text(lang))
	// What is counted are the things at fault where each has one finding.
	out.Counted = counted(c.Nodes, c.Kind, lang)
	if c.Nodes != c.Count || c.Kind == "" {
		out.Counted = counted(c.Count, "finding", lang)
		out.Things = c.things(lang)
	}
	if c.Values == 1 {
		out.Advice = c.advice(lang)
	}
	if c.Rule != nil {
		out.Facts = c.Rule.Facts(lang)
	}
	for i, f := range c.Places {
		place := htmlPlace{Place: f.Place, Thing: f.thing(lang)}
		if c.Values > 1 {
			place.Value = clip(f.written(f.Value))
		}
		if i < placesShown {
			out.First = append(out.First, place)
		} else {
			out.Others = append(out.Others, place)
		}
	}
	if more := c.Count - len(out.First); more > 0 {
		out.MorePlaces = grouped(more, lang) + " " + counted(more, "further place", lang)
	}
	if unlisted := c.Count - len(c.Places); unlisted > 0 {
		out.Unlisted = word("not listed", lang) + ": " + grouped(unlisted, lang)
	}
	return out
}

// sentences takes the first sentence of a message, what is wrong, from the others, what
// to do.
func sentences(text string) (first, others string) {
	for i := range text {
		// A full stop inside a name or value is not followed by a space and a capital.
		after, ok := strings.CutPrefix(text[i:], ". ")
		if next, _ := utf8.DecodeRuneInString(after); ok && unicode.IsUpper(next) {
			return text[:i+1], after
		}
	}
	return text, ""
}
