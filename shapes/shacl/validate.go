package shacl

import "github.com/trebbia/trebbia/dcat/rdf"

// Validate checks the focus nodes that the targets of the shapes find in the data. The
// background is consulted where constraints look: it types nodes, gives subclasses and
// triples of value nodes, and is itself not validated. It is asked for the triples of a
// subject, with or without the predicate, and for those of a predicate and an object; one
// that has the method Has(rdf.Triple) bool is asked for single triples by that.
//
// The order of results is that of the focus nodes: where the data first has them as a
// subject, then those that it has as an object only, then those that it does not have.
// The data must not be changed meanwhile.
func (s *Shapes) Validate(data *rdf.Graph, background ...rdf.Matcher) *Report {
	e := newEvaluation(s, data, background)
	var out collector
	e.eachFocus(func(focus rdf.Term, shapes []*shape) {
		n := e.enter(focus)
		for _, sh := range shapes {
			e.run(sh, n, &out)
		}
		e.leave()
	})
	return &Report{Conforms: len(out.results) == 0, Results: out.results}
}

// ValidateNodes checks only the given nodes, each against the shapes that have it among
// their targets, in the given order.
func (s *Shapes) ValidateNodes(data *rdf.Graph, focus []rdf.Term, background ...rdf.Matcher) *Report {
	e := newEvaluation(s, data, background)
	var out collector
	for _, term := range focus {
		n := e.enter(term)
		for _, sh := range s.targeted {
			if e.targets(sh, term) {
				e.run(sh, n, &out)
			}
		}
		e.leave()
	}
	return &Report{Conforms: len(out.results) == 0, Results: out.results}
}

// eachFocus calls visit for every focus node with the shapes that target it. A catalogue
// has many focus nodes and few combinations of shapes, so each node keeps the number of
// its combination.
func (e *evaluation) eachFocus(visit func(rdf.Term, []*shape)) {
	combinations := [][]*shape{nil}
	type extension struct {
		of    int
		shape *shape
	}
	extended := map[extension]int{}
	chosen := map[rdf.Term]int{}
	var named []rdf.Term // by sh:targetNode, perhaps not in the data
	for _, s := range e.shapes.targeted {
		for _, t := range s.targets {
			if t.kind == targetNode {
				named = append(named, t.term)
			}
			e.focusNodes(t, func(term rdf.Term) {
				have := chosen[term]
				if n := len(combinations[have]); n > 0 && combinations[have][n-1] == s {
					return
				}
				step := extension{have, s}
				next, known := extended[step]
				if !known {
					next = len(combinations)
					combinations = append(combinations, append(combinations[have][:len(combinations[have]):len(combinations[have])], s))
					extended[step] = next
				}
				chosen[term] = next
			})
		}
	}
	take := func(term rdf.Term) {
		if combination, ok := chosen[term]; ok {
			delete(chosen, term)
			visit(term, combinations[combination])
		}
	}
	var last rdf.Term
	for t := range e.data.Match(wild, wild, wild) {
		if t.Subject != last {
			last = t.Subject
			take(last)
		}
	}
	if len(chosen) > 0 {
		for t := range e.data.Match(wild, wild, wild) {
			take(t.Object)
		}
	}
	for _, term := range named {
		take(term)
	}
}
