package rdf

import "iter"

// Matcher is the one thing that code above this package asks of a graph: the
// triples that fit a pattern. A zero Term in the pattern fits any term.
type Matcher interface {
	Match(subject, predicate, object Term) iter.Seq[Triple]
}

// Graph is a set of triples, kept in the order in which they were added. A graph
// that is no longer added to is safe for concurrent readers.
type Graph struct {
	ids       map[Term]uint32
	terms     []Term
	triples   []triple
	index     map[triple]uint32 // triple to its place in triples
	bySubject map[uint32][]uint32
	byObject  map[uint32][]uint32
	byPred    map[uint32][]uint32
	positions map[uint32]Position
}

type triple struct{ s, p, o uint32 }

// NewGraph returns an empty graph, or one that holds the given triples.
func NewGraph(triples ...Triple) *Graph {
	g := &Graph{
		ids:       map[Term]uint32{},
		index:     map[triple]uint32{},
		bySubject: map[uint32][]uint32{},
		byObject:  map[uint32][]uint32{},
		byPred:    map[uint32][]uint32{},
	}
	for _, t := range triples {
		g.Add(t)
	}
	return g
}

func (g *Graph) intern(t Term) uint32 {
	if id, ok := g.ids[t]; ok {
		return id
	}
	id := uint32(len(g.terms))
	g.terms = append(g.terms, t)
	g.ids[t] = id
	return id
}

// Add adds a triple and reports whether it was new.
func (g *Graph) Add(t Triple) bool { return g.AddAt(t, Position{}) }

// AddAt adds a triple with its place in the source text and reports whether it was
// new. The place of a triple that is stated twice is that of its first statement.
func (g *Graph) AddAt(t Triple, at Position) bool {
	k := triple{g.intern(t.Subject), g.intern(t.Predicate), g.intern(t.Object)}
	if _, ok := g.index[k]; ok {
		return false
	}
	n := uint32(len(g.triples))
	g.index[k] = n
	g.triples = append(g.triples, k)
	g.bySubject[k.s] = append(g.bySubject[k.s], n)
	g.byObject[k.o] = append(g.byObject[k.o], n)
	g.byPred[k.p] = append(g.byPred[k.p], n)
	if at != (Position{}) {
		if g.positions == nil {
			g.positions = map[uint32]Position{}
		}
		g.positions[n] = at
	}
	return true
}

// AddAll adds every triple of m.
func (g *Graph) AddAll(m Matcher) {
	for t := range m.Match(Term{}, Term{}, Term{}) {
		g.Add(t)
	}
}

// Len returns the number of triples.
func (g *Graph) Len() int { return len(g.triples) }

// Has reports whether the graph holds the triple.
func (g *Graph) Has(t Triple) bool {
	_, ok := g.find(t)
	return ok
}

// Position returns where the triple was stated; it is zero when that is unknown.
func (g *Graph) Position(t Triple) Position {
	n, ok := g.find(t)
	if !ok {
		return Position{}
	}
	return g.positions[n]
}

func (g *Graph) find(t Triple) (uint32, bool) {
	s, ok := g.ids[t.Subject]
	if !ok {
		return 0, false
	}
	p, ok := g.ids[t.Predicate]
	if !ok {
		return 0, false
	}
	o, ok := g.ids[t.Object]
	if !ok {
		return 0, false
	}
	n, ok := g.index[triple{s, p, o}]
	return n, ok
}

// Match yields the triples that fit the pattern, in the order in which they were added.
func (g *Graph) Match(subject, predicate, object Term) iter.Seq[Triple] {
	return func(yield func(Triple) bool) {
		s, okS := g.pattern(subject)
		p, okP := g.pattern(predicate)
		o, okO := g.pattern(object)
		if !okS || !okP || !okO {
			return
		}
		if s != anyID && p != anyID && o != anyID {
			if _, ok := g.index[triple{s, p, o}]; ok {
				yield(Triple{subject, predicate, object})
			}
			return
		}
		list, whole := g.shortest(s, p, o)
		n := len(list)
		if whole {
			n = len(g.triples)
		}
		for i := range n {
			at := uint32(i)
			if !whole {
				at = list[i]
			}
			k := g.triples[at]
			if (s == anyID || k.s == s) && (p == anyID || k.p == p) && (o == anyID || k.o == o) {
				if !yield(Triple{g.terms[k.s], g.terms[k.p], g.terms[k.o]}) {
					return
				}
			}
		}
	}
}

const anyID = ^uint32(0)

func (g *Graph) pattern(t Term) (uint32, bool) {
	if t.IsZero() {
		return anyID, true
	}
	id, ok := g.ids[t]
	return id, ok
}

// shortest picks the index with the fewest candidates; whole means none applies.
func (g *Graph) shortest(s, p, o uint32) (list []uint32, whole bool) {
	whole = true
	consider := func(id uint32, index map[uint32][]uint32) {
		if id == anyID {
			return
		}
		if l := index[id]; whole || len(l) < len(list) {
			list, whole = l, false
		}
	}
	consider(s, g.bySubject)
	consider(o, g.byObject)
	consider(p, g.byPred)
	return list, whole
}

// All yields every triple in the order in which they were added.
func (g *Graph) All() iter.Seq[Triple] { return g.Match(Term{}, Term{}, Term{}) }

// Objects returns the objects of subject and predicate, in the order of m.
func Objects(m Matcher, subject, predicate Term) []Term {
	var out []Term
	for t := range m.Match(subject, predicate, Term{}) {
		out = append(out, t.Object)
	}
	return out
}

// Object returns the first object of subject and predicate, or the zero Term.
func Object(m Matcher, subject, predicate Term) Term {
	for t := range m.Match(subject, predicate, Term{}) {
		return t.Object
	}
	return Term{}
}

// Subjects returns the subjects that have the object under the predicate.
func Subjects(m Matcher, predicate, object Term) []Term {
	var out []Term
	for t := range m.Match(Term{}, predicate, object) {
		out = append(out, t.Subject)
	}
	return out
}

// Has reports whether m holds a triple that fits the pattern.
func Has(m Matcher, subject, predicate, object Term) bool {
	for range m.Match(subject, predicate, object) {
		return true
	}
	return false
}

// Union is the union of several matchers. A triple that several of them hold is
// yielded once.
type Union []Matcher

// Match yields the triples of every member that fit the pattern.
func (u Union) Match(subject, predicate, object Term) iter.Seq[Triple] {
	return func(yield func(Triple) bool) {
		for i, m := range u {
			for t := range m.Match(subject, predicate, object) {
				if !u[:i].has(t) && !yield(t) {
					return
				}
			}
		}
	}
}

func (u Union) has(t Triple) bool {
	for _, m := range u {
		if Has(m, t.Subject, t.Predicate, t.Object) {
			return true
		}
	}
	return false
}
