package shacl

import (
	"strconv"
	"strings"

	"github.com/trebbia/trebbia/dcat/rdf"
)

// Graph returns the report as a SHACL validation report (section 3.6). Blank nodes of
// the data and of the shapes keep their labels; those of the report have labels that no
// result uses.
func (r *Report) Graph() *rdf.Graph {
	prefix := "report"
	for r.mentions(prefix) {
		prefix += "x"
	}
	g := rdf.NewGraph()
	w := NewReportWriter(prefix, func(t rdf.Triple) { g.Add(t) })
	for i := range r.Results {
		w.Result(&r.Results[i])
	}
	w.Close(r.Conforms)
	return g
}

// mentions reports whether a blank node of the results has a label with the prefix.
func (r *Report) mentions(prefix string) bool {
	var in func(results []Result) bool
	in = func(results []Result) bool {
		for i := range results {
			for _, t := range []rdf.Term{results[i].FocusNode, results[i].Value, results[i].Shape} {
				if t.IsBlank() && strings.HasPrefix(t.Value, prefix) {
					return true
				}
			}
			if in(results[i].Detail) {
				return true
			}
		}
		return false
	}
	return in(r.Results)
}

// ReportWriter states a SHACL validation report (section 3.6), result by result.
type ReportWriter struct {
	add    func(rdf.Triple)
	prefix string
	n      int
	report rdf.Term
}

// NewReportWriter begins a report. Its blank nodes have labels of the prefix and a number,
// which the results must not use. What add is given of a node comes in one go, after what
// is said of the nodes that it leads to.
func NewReportWriter(prefix string, add func(rdf.Triple)) *ReportWriter {
	w := &ReportWriter{add: add, prefix: prefix}
	w.report = w.blank()
	return w
}

// Result states a result.
func (w *ReportWriter) Result(r *Result) {
	w.state(w.report, "result", w.result(r))
}

// Close states the verdict.
func (w *ReportWriter) Close(conforms bool) {
	w.add(rdf.Triple{Subject: w.report, Predicate: rdfType, Object: sh("ValidationReport")})
	verdict := xsdFalse
	if conforms {
		verdict = xsdTrue
	}
	w.state(w.report, "conforms", verdict)
}

func (w *ReportWriter) state(node rdf.Term, property string, value rdf.Term) {
	if !value.IsZero() {
		w.add(rdf.Triple{Subject: node, Predicate: sh(property), Object: value})
	}
}

func (w *ReportWriter) blank() rdf.Term {
	w.n++
	return rdf.Blank(w.prefix + strconv.Itoa(w.n))
}

func (w *ReportWriter) result(r *Result) rdf.Term {
	node := w.blank()
	path := rdf.Term{}
	if !r.Path.IsZero() {
		path = w.path(r.Path)
	}
	details := make([]rdf.Term, len(r.Detail))
	for i := range r.Detail {
		details[i] = w.result(&r.Detail[i])
	}
	w.add(rdf.Triple{Subject: node, Predicate: rdfType, Object: sh("ValidationResult")})
	w.state(node, "focusNode", r.FocusNode)
	w.state(node, "resultPath", path)
	w.state(node, "value", r.Value)
	w.state(node, "sourceShape", r.Shape)
	w.state(node, "sourceConstraintComponent", rdf.IRI(r.Component))
	w.state(node, "resultSeverity", r.SeverityTerm)
	for _, m := range r.Messages {
		w.state(node, "resultMessage", m)
	}
	for _, d := range details {
		w.state(node, "detail", d)
	}
	return node
}

// path writes a path in the form that sh:path has.
func (w *ReportWriter) path(p Path) rdf.Term {
	s := p.step
	switch s.kind {
	case predicatePath:
		return s.predicate
	case sequencePath:
		return w.list(s.parts)
	}
	node := w.blank()
	for _, property := range pathProperties {
		if property.kind != s.kind {
			continue
		}
		value := rdf.Term{}
		if s.kind == alternativePath {
			value = w.list(s.parts)
		} else {
			value = w.path(s.parts[0])
		}
		w.add(rdf.Triple{Subject: node, Predicate: sh(property.local), Object: value})
	}
	return node
}

func (w *ReportWriter) list(parts []Path) rdf.Term {
	next := rdfNil
	for i := len(parts) - 1; i >= 0; i-- {
		cell := w.blank()
		w.add(rdf.Triple{Subject: cell, Predicate: rdfFirst, Object: w.path(parts[i])})
		w.add(rdf.Triple{Subject: cell, Predicate: rdfRest, Object: next})
		next = cell
	}
	return next
}
