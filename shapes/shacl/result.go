package shacl

import (
	"slices"
	"strings"

	"github.com/trebbia/trebbia/dcat/rdf"
)

// Severity is how grave a result is (section 2.1.4).
type Severity uint8

// The severities, the least first.
const (
	Info Severity = iota
	Warning
	Violation
)

// String returns "info", "warning" or "violation".
func (s Severity) String() string { return [...]string{"info", "warning", "violation"}[s] }

// Report is the outcome of a validation.
type Report struct {
	// Conforms is true iff there are no results, of whatever severity (section 3.6.1).
	Conforms bool
	// Results are in the order of the focus nodes in the data, then of the shapes and
	// their constraints in the shapes graph, then of the value nodes in the data.
	Results []Result
}

// Result is one validation result (section 3.6.2).
type Result struct {
	FocusNode rdf.Term
	// Path is the path from the focus node to the value nodes, PathText its SPARQL
	// syntax; zero for constraints of node shapes.
	Path     Path
	PathText string
	// Taken is the part of an alternative Path that leads to Value; zero where Path is of
	// another kind, or Value too.
	Taken Path
	// Value is the value node at fault; zero when it is the set of value nodes that is.
	Value rdf.Term
	// Shape is the shape whose constraint was broken, Component the IRI of the
	// constraint component.
	Shape     rdf.Term
	Component string
	// Severity is that of the shape. SeverityTerm is the IRI that the shape gives; an
	// IRI that is not one of SHACL's three counts as Violation.
	Severity     Severity
	SeverityTerm rdf.Term
	// Messages are those of sh:message, else texts of this package in English and
	// Italian. They are shared between results: do not change them.
	Messages []rdf.Term
	// Position is the place of the triple that leads to the value node, else of the
	// first triple about the focus node, else of the one that leads to that; zero when
	// the data does not know it.
	Position rdf.Position
	// Detail says, for constraints that ask a value node to conform to another shape,
	// how it does not; three levels at most.
	Detail []Result
}

// Message returns the message in the language (a language tag such as "it"), else in
// none, else in English, else the first one.
func (r Result) Message(lang string) string {
	for _, wanted := range []string{lang, "", "en"} {
		for _, m := range r.Messages {
			if languageMatches(m.Lang, wanted) {
				return m.Value
			}
		}
	}
	if len(r.Messages) == 0 {
		return ""
	}
	return r.Messages[0].Value
}

// languageMatches tells whether a tag is in the range, as basic filtering of RFC 4647
// has it (section 3.3.1): "de-CH" is in "de".
func languageMatches(tag, wanted string) bool {
	if len(tag) < len(wanted) || !strings.EqualFold(tag[:len(wanted)], wanted) {
		return false
	}
	return len(tag) == len(wanted) || wanted != "" && tag[len(wanted)] == '-'
}

// collector receives the findings of constraints.
type collector struct {
	results []Result
	first   bool // only whether there is a finding is of interest
	failed  bool
	depth   int // of the details being collected
}

func (c *collector) done() bool { return c.first && c.failed }

// add turns a finding into a result and tells whether more findings are wanted.
func (c *collector) add(e *evaluation, s *shape, k *constraint, focus rdf.Term, f finding) bool {
	c.failed = true
	if c.first {
		return false
	}
	if e.near != nil { // whose terms are pieces of blocks
		focus, f.value, f.at = cloned(focus), cloned(f.value), cloned(f.at)
		if predicate, ok := f.path.Predicate(); ok {
			f.path = PredicatePath(cloned(predicate))
		}
	}
	r := Result{
		FocusNode: focus, Path: s.path, PathText: s.pathText, Value: f.value,
		Shape: s.term, Component: k.component,
		Severity: s.severity, SeverityTerm: s.severityTerm,
		Detail: f.detail,
	}
	if !f.path.IsZero() {
		r.Path, r.PathText = f.path, f.path.String()
	}
	at := f.at
	if at.IsZero() {
		at = f.value
	}
	r.Taken = e.taken(focus, r.Path, f.value)
	r.Position = e.position(focus, r.Path, at)
	r.Messages = k.messages.fill(&r, f.count)
	c.results = append(c.results, r)
	return true
}

// position finds the triple that leads from the focus node to the value node.
func (e *evaluation) position(focus rdf.Term, p Path, value rdf.Term) rdf.Position {
	if !p.IsZero() && !value.IsZero() {
		if at := e.locate(focus, p, value); at != (rdf.Position{}) {
			return at
		}
	}
	for t := range e.data.Match(focus, wild, wild) {
		return e.data.Position(t)
	}
	// A node that is no subject has the place of the triple that led to it.
	for i := e.depth - 1; i > 0; i-- {
		if from := e.stack[i-1]; !from.path.IsZero() {
			return e.locate(from.term, from.path, e.stack[i].term)
		}
	}
	if e.near != nil {
		return e.near.sighted(focus)
	}
	for t := range e.data.Match(wild, wild, focus) {
		return e.data.Position(t)
	}
	return rdf.Position{}
}

// taken returns the part of an alternative path that leads to the value node.
func (e *evaluation) taken(focus rdf.Term, p Path, value rdf.Term) Path {
	if !p.IsZero() && p.step.kind == alternativePath && !value.IsZero() {
		for _, part := range p.step.parts {
			if slices.Contains(e.walk(part, focus, 0, nil), value) {
				return part
			}
		}
	}
	return Path{}
}

// locate returns the place of the last triple of a path; paths that repeat have none.
func (e *evaluation) locate(from rdf.Term, p Path, to rdf.Term) rdf.Position {
	switch s := p.step; s.kind {
	case predicatePath:
		return e.data.Position(rdf.Triple{Subject: from, Predicate: s.predicate, Object: to})
	case inversePath:
		return e.locate(to, s.parts[0], from)
	case alternativePath:
		for _, part := range s.parts {
			if at := e.locate(from, part, to); at != (rdf.Position{}) {
				return at
			}
		}
	case sequencePath:
		last := len(s.parts) - 1
		head := Path{&step{kind: sequencePath, parts: s.parts[:last]}}
		for _, mid := range e.walk(head, from, 0, nil) {
			if at := e.locate(mid, s.parts[last], to); at != (rdf.Position{}) {
				return at
			}
		}
	}
	return rdf.Position{}
}
