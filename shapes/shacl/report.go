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
	w := reportWriter{g: rdf.NewGraph(), prefix: "report"}
	for r.mentions(w.prefix) {
		w.prefix += "x"
	}
	report := w.blank()
	w.g.Add(rdf.Triple{Subject: report, Predicate: rdfType, Object: sh("ValidationReport")})
	conforms := xsdFalse
	if r.Conforms {
		conforms = xsdTrue
	}
	w.g.Add(rdf.Triple{Subject: report, Predicate: sh("conforms"), Object: conforms})
	for i := range r.Results {
		w.g.Add(rdf.Triple{Subject: report, Predicate: sh("result"), Object: w.result(&r.Results[i])})
	}
	return w.g
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

type reportWriter struct {
	g      *rdf.Graph
	prefix string
	n      int
}

func (w *reportWriter) blank() rdf.Term {
	w.n++
	return rdf.Blank(w.prefix + strconv.Itoa(w.n))
}

func (w *reportWriter) result(r *Result) rdf.Term {
	node := w.blank()
	add := func(property string, value rdf.Term) {
		if !value.IsZero() {
			w.g.Add(rdf.Triple{Subject: node, Predicate: sh(property), Object: value})
		}
	}
	w.g.Add(rdf.Triple{Subject: node, Predicate: rdfType, Object: sh("ValidationResult")})
	add("focusNode", r.FocusNode)
	if !r.Path.IsZero() {
		add("resultPath", w.path(r.Path))
	}
	add("value", r.Value)
	add("sourceShape", r.Shape)
	add("sourceConstraintComponent", rdf.IRI(r.Component))
	add("resultSeverity", r.SeverityTerm)
	for _, m := range r.Messages {
		add("resultMessage", m)
	}
	for i := range r.Detail {
		add("detail", w.result(&r.Detail[i]))
	}
	return node
}

// path writes a path in the form that sh:path has.
func (w *reportWriter) path(p Path) rdf.Term {
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
		w.g.Add(rdf.Triple{Subject: node, Predicate: sh(property.local), Object: value})
	}
	return node
}

func (w *reportWriter) list(parts []Path) rdf.Term {
	next := rdfNil
	for i := len(parts) - 1; i >= 0; i-- {
		cell := w.blank()
		w.g.Add(rdf.Triple{Subject: cell, Predicate: rdfFirst, Object: w.path(parts[i])})
		w.g.Add(rdf.Triple{Subject: cell, Predicate: rdfRest, Object: next})
		next = cell
	}
	return next
}
