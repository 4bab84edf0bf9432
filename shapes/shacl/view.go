package shacl

import (
	"iter"
	"slices"

	"github.com/trebbia/trebbia/dcat/rdf"
)

// View is data as one goroutine looks into it beside the shapes: a graph, or a [Store],
// of which it gives the same.
//
// Of a store it knows what is stated about a subject, what leads to a node by a predicate
// of StoreOptions.Follow, and which subjects have a class. Terms of a store are valid
// until Subjects goes on to the next one; those of Subject last.
type View struct {
	data    dataGraph
	graph   *rdf.Graph     // nil if it is a store,
	near    *neighbourhood // whose data this is
	numbers map[rdf.Term]uint32
	terms   []rdf.Term // of a graph, by their numbers
}

// NewView looks into a graph, which must not be changed meanwhile.
func NewView(data *rdf.Graph) *View {
	return &View{data: data, graph: data, numbers: map[rdf.Term]uint32{}}
}

// View looks into the store.
func (st *Store) View() *View {
	if st.whole != nil {
		return NewView(st.whole)
	}
	near := newNeighbourhood(st)
	return &View{data: near, near: near}
}

// Match implements [rdf.Matcher] for the patterns that a view knows of.
func (v *View) Match(subject, predicate, object rdf.Term) iter.Seq[rdf.Triple] {
	return v.data.Match(subject, predicate, object)
}

// Position returns where the data states a triple.
func (v *View) Position(t rdf.Triple) rdf.Position { return v.data.Position(t) }

// Err returns what kept a view from reading its store; what it gave since is not all.
func (v *View) Err() error {
	if v.near == nil {
		return nil
	}
	return v.near.err
}

// Count returns how many nodes have one of the classes as a type, subclasses apart.
func (v *View) Count(classes ...rdf.Term) int {
	if v.near != nil {
		return v.near.st.Count(classes...)
	}
	return countTyped(v.graph, classes)
}

// Subjects gives the nodes that have one of the classes as a type or are subjects of one
// of the predicates, each once, in the order in which the data has them as subjects. Of a
// store the predicates must be among StoreOptions.Follow, and one such walk must end
// before another begins.
func (v *View) Subjects(classes, predicates []rdf.Term) iter.Seq[rdf.Term] {
	if v.near != nil {
		return func(yield func(rdf.Term) bool) { v.near.eachSubject(v.near.st.wanted(classes, predicates), yield) }
	}
	return func(yield func(rdf.Term) bool) {
		wanted := map[rdf.Term]bool{}
		for _, class := range classes {
			for t := range v.graph.Match(wild, rdfType, class) {
				wanted[t.Subject] = true
			}
		}
		for _, predicate := range predicates {
			for t := range v.graph.Match(wild, predicate, wild) {
				wanted[t.Subject] = true
			}
		}
		for term := range inOrder(v.graph) {
			if wanted[term] {
				delete(wanted, term)
				if !yield(term) {
					return
				}
			}
		}
	}
}

// inOrder gives the subjects of a graph; one whose statements stand apart comes again.
func inOrder(g *rdf.Graph) iter.Seq[rdf.Term] {
	return func(yield func(rdf.Term) bool) {
		var last rdf.Term
		for t := range g.All() {
			if t.Subject != last {
				if last = t.Subject; !yield(last) {
					return
				}
			}
		}
	}
}

// Number returns the number by which the view knows a subject of its data; ok is false
// for other terms.
func (v *View) Number(term rdf.Term) (n uint32, ok bool) {
	if v.near != nil {
		return v.near.st.lookup(term)
	}
	if n, ok = v.numbers[term]; ok || term.IsLiteral() || !rdf.Has(v.graph, term, wild, wild) {
		return n, ok
	}
	n = uint32(len(v.terms))
	v.terms = append(v.terms, term)
	v.numbers[term] = n
	return n, true
}

// Subject returns the term with a number that Number gave.
func (v *View) Subject(n uint32) rdf.Term {
	if v.near != nil {
		return v.near.subject(n)
	}
	return v.terms[n]
}

// Found returns results on nodes of the view as [Shapes.ValidateStore] does.
func (v *View) Found(results []Result, predicates []rdf.Term) Found {
	for i := range results {
		r := &results[i]
		r.FocusNode, r.Value = cloned(r.FocusNode), cloned(r.Value)
	}
	return Found{describe(v.data, results, predicates, v.near != nil && v.near.st.needs.blanks), results}
}

// NodeSet is a set of subjects of the data of a view: a bit each.
type NodeSet struct {
	v    *View
	bits []uint64
}

// NewSet returns an empty set.
func (v *View) NewSet() *NodeSet { return &NodeSet{v: v} }

// Add adds a term and tells whether it is new in the set; one that is no subject is not
// added.
func (s *NodeSet) Add(term rdf.Term) bool {
	n, ok := s.v.Number(term)
	if !ok || s.has(n) {
		return false
	}
	if i := int(n / 64); i >= len(s.bits) {
		s.bits = append(s.bits, make([]uint64, i+1-len(s.bits))...)
	}
	s.bits[n/64] |= 1 << (n % 64)
	return true
}

func (s *NodeSet) has(n uint32) bool {
	return int(n/64) < len(s.bits) && s.bits[n/64]&(1<<(n%64)) != 0
}

// Terms returns the members of a set of a graph in the order in which the data has them
// as subjects.
func (s *NodeSet) Terms() []rdf.Term {
	var out []rdf.Term
	taken := s.v.NewSet()
	for term := range inOrder(s.v.graph) {
		if n, ok := s.v.numbers[term]; ok && s.has(n) && taken.Add(term) {
			out = append(out, term)
		}
	}
	return out
}

// wanted tells which nodes have a class or are subjects of a predicate that is followed.
func (st *Store) wanted(classes, predicates []rdf.Term) func(node uint32) bool {
	typed := make([]bool, len(st.typings.sets))
	for _, class := range classes {
		for typing := range st.typingsWith(class) {
			typed[typing] = true
		}
	}
	var ids []uint32
	for _, predicate := range predicates {
		if id, ok := st.names.ids[predicate.Value]; ok {
			ids = append(ids, id)
		}
	}
	linked := map[uint32]bool{}
	for i := range st.links {
		if slices.Contains(ids, st.links[i].predicate) {
			linked[st.links[i].node] = true
		}
	}
	return func(node uint32) bool { return typed[st.nodes.row(node).typing] || linked[node] }
}

// eachSubject makes the wanted nodes the focus node, one after the other.
func (n *neighbourhood) eachSubject(wanted func(node uint32) bool, yield func(rdf.Term) bool) {
	defer func() { n.focus, n.segment = known{}, -1 }()
	var buffer []byte
	for i := range n.st.main.count() {
		block, err := n.st.main.segment(i, buffer)
		if n.fail(err); n.err != nil {
			return
		}
		if n.st.main.file != nil {
			buffer = block
		}
		n.segment, n.block = i, block
		for len(block) > 0 {
			node, size := runAt(block)
			if node&strayMark == 0 && wanted(node) {
				n.focus = known{node: node, triples: reused(n.focus.triples)}
				n.fetch(&n.focus, block[:size])
				n.focus.once()
				if n.err != nil || !yield(n.focus.term) {
					return
				}
			}
			block = block[size:]
		}
	}
}
