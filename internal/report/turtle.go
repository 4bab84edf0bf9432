package report

import (
	"fmt"
	"io"

	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/dcat/vocab"
	"github.com/trebbia/trebbia/shapes/shacl"
)

// turtle writes a SHACL validation report (SHACL, section 3.6), each result when it is
// found. What is no result of SHACL, a broken statement, is told in comments.
type turtle struct {
	opt      Options
	out      *rdf.TurtleWriter
	report   *shacl.ReportWriter
	conforms bool
	err      error
	mark     string // tells the blank nodes of this document from those of others
	checked  int
}

func newTurtle(w io.Writer, opt Options) Handler {
	t := &turtle{opt: opt, conforms: true}
	prefixes := map[string]string{"sh": shacl.Namespace}
	for prefix, namespace := range vocab.Prefixes {
		prefixes[prefix] = namespace
	}
	t.out, t.err = rdf.NewTurtleWriter(w, prefixes)
	t.report = shacl.NewReportWriter("r", func(triple rdf.Triple) {
		if t.err == nil {
			t.err = t.out.Write(triple)
		}
	})
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
	if t.err != nil {
		return t.err
	}
	switch {
	case e.Finding != nil && e.Finding.Known:
	case e.Finding != nil:
		t.conforms = false
		if e.Finding.Result == nil {
			return t.out.Comment(e.Finding.Line(t.opt.Lang))
		}
		result := t.marked(*e.Finding.Result)
		t.report.Result(&result)
	case e.Checked != nil:
		t.next()
	case e.End != nil:
		t.report.Close(t.conforms)
		if t.err == nil {
			t.err = t.out.Close()
		}
	}
	return t.err
}

// marked returns the result with the blank nodes of the document, of the shapes and of
// the report kept apart.
func (t *turtle) marked(r shacl.Result) shacl.Result {
	for _, node := range []struct {
		term *rdf.Term
		mark string
	}{{&r.FocusNode, t.mark}, {&r.Value, t.mark}, {&r.Shape, "s."}} {
		if node.term.IsBlank() {
			*node.term = rdf.Blank(node.mark + node.term.Value)
		}
	}
	var detail []shacl.Result
	for _, d := range r.Detail {
		detail = append(detail, t.marked(d))
	}
	r.Detail = detail
	return r
}
