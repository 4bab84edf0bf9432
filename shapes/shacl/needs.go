package shacl

import "github.com/trebbia/trebbia/dcat/rdf"

// This file finds out what shapes ask of data beyond the statements about focus nodes
// and value nodes, which a Store can always give.

// reach is that, of one shapes graph.
type reach struct {
	tracked map[string]bool // predicates that are followed against their direction
	named   []rdf.Term      // the terms of sh:targetNode
	// whole: focus nodes are found as objects (sh:targetObjectsOf). Their order is that
	// of all objects, which only the whole data gives.
	whole bool
	// all: focus nodes are found among all subjects (sh:targetClass, sh:targetSubjectsOf).
	all bool
}

// names reports whether all targets name their focus nodes.
func (r *reach) names() bool { return !r.all && !r.whole && len(r.named) > 0 }

func reachOf(shapes []*shape) reach {
	r := reach{tracked: map[string]bool{}}
	for _, s := range shapes {
		if s.deactivated {
			continue
		}
		for _, t := range s.targets {
			switch t.kind {
			case targetNode:
				r.named = append(r.named, t.term)
			case targetObjectsOf:
				r.whole = true
			default:
				r.all = true
			}
		}
		if s.path.IsZero() || s.counts() && s.path.isInverse(rdfType) {
			continue // how many nodes have a type is known without tracking
		}
		r.path(s.path, false)
	}
	return r
}

func (r *reach) path(p Path, inverted bool) {
	switch s := p.step; s.kind {
	case predicatePath:
		if inverted {
			r.tracked[s.predicate.Value] = true
		}
	case inversePath:
		r.path(s.parts[0], !inverted)
	default:
		for _, part := range s.parts {
			r.path(part, inverted)
		}
	}
}

// isInverse reports whether the path is just the inverse of the predicate.
func (p Path) isInverse(predicate rdf.Term) bool {
	if p.IsZero() || p.step.kind != inversePath {
		return false
	}
	inner, ok := p.step.parts[0].Predicate()
	return ok && inner == predicate
}

// counts reports whether all that the shape asks of its value nodes is how many there
// are at least; enough is then set.
func (s *shape) counts() bool { return s.enough > 0 }

// needs is what a store notes for the shapes it is read for.
type needs struct {
	rdfType, subClassOf uint32
	tracked             []bool // by the number of the predicate
	named               []rdf.Term
	numbers             map[rdf.Term]int
	lengths             uint64 // of the texts of named, modulo 64
	whole               bool
	blanks              bool // statements about blank nodes as objects are noted as well
}

func needsOf(n *names, shapes []*Shapes) *needs {
	out := &needs{numbers: map[rdf.Term]int{}}
	out.rdfType, _ = n.id(rdfType.Value)
	out.subClassOf, _ = n.id(subClassOf.Value)
	for _, s := range shapes {
		out.whole = out.whole || s.reach.whole
		for predicate := range s.reach.tracked {
			out.track(n, predicate)
		}
		for _, t := range s.reach.named {
			if _, have := out.numbers[t]; !have {
				out.numbers[t] = len(out.named)
				out.named = append(out.named, t)
				out.lengths |= 1 << (len(t.Value) % 64)
			}
		}
	}
	return out
}

func (n *needs) track(names *names, predicate string) {
	id, _ := names.id(predicate)
	for int(id) >= len(n.tracked) {
		n.tracked = append(n.tracked, false)
	}
	n.tracked[id] = true
}

func (n *needs) isTracked(predicate uint32) bool {
	return int(predicate) < len(n.tracked) && n.tracked[predicate]
}

func (n *needs) namedTerm(t rdf.Term) (int, bool) {
	if n.lengths&(1<<(len(t.Value)%64)) == 0 {
		return 0, false
	}
	i, ok := n.numbers[t]
	return i, ok
}

// covers reports whether a store read for n serves the shapes as well.
func (n *needs) covers(names *names, s *Shapes) bool {
	if s.reach.whole && !n.whole {
		return false
	}
	for predicate := range s.reach.tracked {
		if id, ok := names.ids[predicate]; !ok || !n.isTracked(id) {
			return false
		}
	}
	for _, t := range s.reach.named {
		if _, ok := n.numbers[t]; !ok {
			return false
		}
	}
	return true
}
