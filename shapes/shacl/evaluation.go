package shacl

import (
	"hash/maphash"

	"github.com/trebbia/trebbia/dcat/rdf"
)

// evaluation is one run of compiled shapes over one data graph. It belongs to one
// goroutine.
type evaluation struct {
	shapes  *Shapes
	data    dataGraph
	near    *neighbourhood // the data when it is a store's, else nil
	graphs  []rdf.Matcher  // the data first, then the background
	members []*termSet     // per class: the class and its subclasses
	stack   []*node        // views in use and, beyond depth, views to reuse
	depth   int            // of stack
	values  [][]rdf.Term   // buffers for value nodes of complex paths
	verdict map[pair]bool  // of recursive shapes, see conforms
	trail   []pair         // verdicts that are still assumptions
	nesting int            // of recursive shapes

	recalled []recalled // verdicts of other shapes, see recall
	seed     maphash.Seed
}

type pair struct {
	shape *shape
	node  rdf.Term
}

// dataGraph is the data of an evaluation: a graph or, of a [Store], what lies about the
// focus node.
type dataGraph interface {
	rdf.Matcher
	Position(rdf.Triple) rdf.Position
}

func newEvaluation(s *Shapes, data dataGraph, background []rdf.Matcher) *evaluation {
	near, _ := data.(*neighbourhood)
	return &evaluation{
		shapes:  s,
		data:    data,
		near:    near,
		graphs:  append([]rdf.Matcher{data}, background...),
		members: make([]*termSet, len(s.classes)),
	}
}

// node is a view of a focus node: the objects of its triples, by the slot of their
// predicate. A focus node of DCAT-AP meets some eighty property shapes; its triples are
// looked up once for all of them.
type node struct {
	term    rdf.Term
	self    [1]rdf.Term // term again: the value nodes of a node shape
	path    Path        // of the shape that is being run
	loaded  bool
	slots   [][]rdf.Term
	touched []int
}

// enter returns a view of term; leave must follow.
func (e *evaluation) enter(term rdf.Term) *node {
	if e.depth == len(e.stack) {
		e.stack = append(e.stack, &node{slots: make([][]rdf.Term, len(e.shapes.predicates))})
	}
	n := e.stack[e.depth]
	e.depth++
	n.term, n.self[0] = term, term
	return n
}

func (e *evaluation) leave() {
	e.depth--
	n := e.stack[e.depth]
	for _, i := range n.touched {
		n.slots[i] = reused(n.slots[i])
	}
	n.touched, n.loaded = n.touched[:0], false
}

// mostReused is up to how many elements memory is kept for the next node.
const mostReused = 1 << 12

// reused empties a slice for the next node. The memory of the few nodes that have very
// many statements, such as a catalogue its datasets, is given back.
func reused[T any](s []T) []T {
	if cap(s) > mostReused {
		return nil
	}
	return s[:0]
}

// objects returns the objects of the node under the predicate with this slot. The
// slice is valid until leave.
func (e *evaluation) objects(n *node, slot int) []rdf.Term {
	if !n.loaded {
		e.load(n)
	}
	return n.slots[slot]
}

func (e *evaluation) load(n *node) {
	n.loaded = true
	if n.term.IsLiteral() {
		return
	}
	first := 0 // graph of those that may state a triple again
	for i, g := range e.graphs {
		if i == 0 && e.near != nil {
			if !e.near.load(n, e.shapes.predicates) {
				first = 1
			}
			continue
		}
		for t := range g.Match(n.term, wild, wild) {
			slot, wanted := e.shapes.predicates[t.Predicate.Value]
			if !wanted || i > first && e.stated(e.graphs[first:i], t) {
				continue
			}
			n.add(slot, t.Object)
		}
	}
}

func (n *node) add(slot int, object rdf.Term) {
	if len(n.slots[slot]) == 0 {
		n.touched = append(n.touched, slot)
	}
	n.slots[slot] = append(n.slots[slot], object)
}

// stated reports whether one of the graphs holds the triple.
func (e *evaluation) stated(graphs []rdf.Matcher, t rdf.Triple) bool {
	for _, g := range graphs {
		if rdf.Has(g, t.Subject, t.Predicate, t.Object) {
			return true
		}
	}
	return false
}

// run checks one focus node against a shape and tells whether more findings are wanted.
func (e *evaluation) run(s *shape, n *node, out *collector) bool {
	if s.deactivated {
		return true
	}
	before := n.path
	n.path = s.path
	more := e.check(s, n, out)
	n.path = before
	return more
}

func (e *evaluation) check(s *shape, n *node, out *collector) bool {
	var values []rdf.Term
	switch {
	case s.path.IsZero():
		values = n.self[:]
	case s.slot >= 0:
		values = e.objects(n, s.slot)
	default:
		values = e.walk(s.path, n.term, s.enough, e.buffer())
		defer e.release(values)
	}
	for i := range s.constraints {
		c := &s.constraints[i]
		if c.whole != nil {
			c.whole(e, input{shape: s, constraint: c, focus: n, values: values, out: out})
			if out.done() {
				return false
			}
			continue
		}
		for _, v := range values {
			if !c.each(e, v) && !out.add(e, s, c, n.term, finding{value: v}) {
				return false
			}
		}
	}
	return true
}

func (e *evaluation) buffer() []rdf.Term {
	if n := len(e.values); n > 0 {
		b := e.values[n-1]
		e.values = e.values[:n-1]
		return b
	}
	return nil
}

func (e *evaluation) release(b []rdf.Term) { e.values = append(e.values, b[:0]) }

// isInstance reports whether the term is a SHACL instance of the class (section 1.4):
// one of its types is the class or a subclass of it.
func (e *evaluation) isInstance(term rdf.Term, class int) bool {
	return e.typed(e.graphs, term, class)
}

func (e *evaluation) typed(graphs []rdf.Matcher, term rdf.Term, class int) bool {
	if term.IsLiteral() {
		return false
	}
	members := e.subclasses(class)
	for _, g := range graphs {
		if near, ok := g.(*neighbourhood); ok {
			if near.isInstance(term, class, members) {
				return true
			}
			continue
		}
		if indexed, ok := g.(interface{ Has(rdf.Triple) bool }); ok && len(members.terms) <= fewSubclasses {
			for _, member := range members.terms {
				if indexed.Has(rdf.Triple{Subject: term, Predicate: rdfType, Object: member}) {
					return true
				}
			}
			continue
		}
		for t := range g.Match(term, rdfType, wild) {
			if members.has(t.Object) {
				return true
			}
		}
	}
	return false
}

// fewSubclasses is up to how many classes it is cheaper to ask for each of them than to
// go through the types of a node.
const fewSubclasses = 4

// subclasses returns the class and its subclasses in the data and the background.
func (e *evaluation) subclasses(class int) *termSet {
	if m := e.members[class]; m != nil {
		return m
	}
	members := &termSet{}
	members.add(e.shapes.classes[class])
	for i := 0; i < len(members.terms); i++ {
		for _, g := range e.graphs {
			for t := range g.Match(wild, subClassOf, members.terms[i]) {
				members.add(t.Subject)
			}
		}
	}
	e.members[class] = members
	return members
}
