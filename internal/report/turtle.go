package report

import (
	"fmt"
	"io"

	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/dcat/vocab"
	"github.com/trebbia/trebbia/shapes/shacl"
)

// turtle writes a SHACL validation report (SHACL, section 3.6). What is no result of
// SHACL, a broken statement, is told in comments above it.
type turtle struct {
	out     printer
	opt     Options
	report  shacl.Report
	faults  bool
	mark    string // tells the blank nodes of this document from those of others
	checked int
}

func newTurtle(w io.Writer, opt Options) Handler {
	t := &turtle{out: printer{W: w}, opt: opt}
	t.next()
	return t
}

// next begins a document: labels of blank nodes hold within one only.
func (t *turtle) next() {
	t.checked++
	t.mark = fmt.Sprintf("d%d.", t.checked)
}

// Handle implements [Handler].
func (t *turtle) Handle(e Event) error {
	switch {
	case e.Finding != nil && e.Finding.Known:
	case e.Finding != nil && e.Finding.Result == nil:
		t.faults = true
		t.out.printf("# %s\n", e.Finding.Line(t.opt.Lang))
	case e.Finding != nil:
		t.report.Results = append(t.report.Results, t.marked(*e.Finding.Result))
	case e.Checked != nil:
		t.next()
	case e.End != nil && t.out.err == nil:
		t.report.Conforms = len(t.report.Results) == 0 && !t.faults
		prefixes := map[string]string{"sh": shacl.Namespace}
		for prefix, namespace := range vocab.Prefixes {
			prefixes[prefix] = namespace
		}
		return rdf.Write(t.out.W, rdf.Turtle, t.report.Graph(), rdf.WriteOptions{Prefixes: prefixes})
	}
	return t.out.err
}

// marked returns the result with blank nodes of the document kept apart.
func (t *turtle) marked(r shacl.Result) shacl.Result {
	if r.FocusNode.IsBlank() {
		r.FocusNode = rdf.Blank(t.mark + r.FocusNode.Value)
	}
	if r.Value.IsBlank() {
		r.Value = rdf.Blank(t.mark + r.Value.Value)
	}
	var detail []shacl.Result
	for _, d := range r.Detail {
		detail = append(detail, t.marked(d))
	}
	r.Detail = detail
	return r
}
