package shacl

import (
	"slices"

	"github.com/trebbia/trebbia/dcat/rdf"
)

// walk appends to out the value nodes that the path leads to from a node, each once
// (section 2.3.1: value nodes are a set). Unless enough is 0 it may leave out all after
// so many.
func (e *evaluation) walk(p Path, from rdf.Term, enough int, out []rdf.Term) []rdf.Term {
	s := termSet{terms: out, enough: enough}
	e.follow(p, from, &s)
	return s.terms
}

func (e *evaluation) follow(p Path, from rdf.Term, out *termSet) {
	switch s := p.step; s.kind {
	case predicatePath:
		if from.IsLiteral() {
			return
		}
		if s.slot > 0 && e.stack[e.depth-1].term == from { // as it nearly always is
			for _, object := range e.objects(e.stack[e.depth-1], s.slot-1) {
				out.add(object)
			}
			return
		}
		for i, g := range e.graphs {
			if i == 0 && e.near != nil {
				e.near.follow(from, s.predicate, out)
				continue
			}
			for t := range g.Match(from, s.predicate, wild) {
				out.add(t.Object)
			}
		}
	case inversePath:
		if predicate, ok := s.parts[0].Predicate(); ok {
			for _, g := range e.graphs {
				for t := range g.Match(wild, predicate, from) {
					if out.add(t.Subject); out.enough > 0 && len(out.terms) >= out.enough {
						return
					}
				}
			}
			return
		}
		e.follow(invert(s.parts[0]), from, out)
	case sequencePath:
		at := []rdf.Term{from}
		for _, part := range s.parts[:len(s.parts)-1] {
			var next termSet
			for _, n := range at {
				e.follow(part, n, &next)
			}
			at = next.terms
		}
		for _, n := range at {
			e.follow(s.parts[len(s.parts)-1], n, out)
		}
	case alternativePath:
		for _, part := range s.parts {
			e.follow(part, from, out)
		}
	case zeroOrOnePath:
		out.add(from)
		e.follow(s.parts[0], from, out)
	case zeroOrMorePath:
		e.closure(s.parts[0], termSet{terms: []rdf.Term{from}}, out)
	case oneOrMorePath:
		var first termSet
		e.follow(s.parts[0], from, &first)
		e.closure(s.parts[0], first, out)
	}
}

// closure adds to out the nodes of reached and all that the path leads to from them.
func (e *evaluation) closure(p Path, reached termSet, out *termSet) {
	for i := 0; i < len(reached.terms); i++ {
		e.follow(p, reached.terms[i], &reached)
	}
	for _, t := range reached.terms {
		out.add(t)
	}
}

// invert returns the path that leads the other way: the inverse of a sequence is the
// sequence of the inverses from the end.
func invert(p Path) Path {
	s := p.step
	switch s.kind {
	case predicatePath:
		return Path{&step{kind: inversePath, parts: []Path{p}}}
	case inversePath:
		return s.parts[0]
	}
	inverted := &step{kind: s.kind, parts: make([]Path, len(s.parts))}
	for i, part := range s.parts {
		at := i
		if s.kind == sequencePath {
			at = len(s.parts) - 1 - i
		}
		inverted.parts[at] = invert(part)
	}
	return Path{inverted}
}

// termSet is a set of terms in order of arrival. Few value nodes are compared one by
// one; many get an index.
type termSet struct {
	terms  []rdf.Term
	index  map[rdf.Term]struct{}
	enough int // unless 0, how many are enough
}

const indexFrom = 16

// setOf returns the set of terms, which are known to differ from each other.
func setOf(terms []rdf.Term) termSet {
	s := termSet{terms: terms}
	if len(terms) >= indexFrom {
		s.buildIndex()
	}
	return s
}

func (s *termSet) buildIndex() {
	s.index = make(map[rdf.Term]struct{}, 2*len(s.terms))
	for _, t := range s.terms {
		s.index[t] = struct{}{}
	}
}

func (s *termSet) has(t rdf.Term) bool {
	if s.index == nil {
		return slices.Contains(s.terms, t)
	}
	_, have := s.index[t]
	return have
}

func (s *termSet) add(t rdf.Term) {
	if s.has(t) {
		return
	}
	s.terms = append(s.terms, t)
	if s.index != nil {
		s.index[t] = struct{}{}
	} else if len(s.terms) == indexFrom {
		s.buildIndex()
	}
}
