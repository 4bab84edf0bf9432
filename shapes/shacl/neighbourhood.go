package shacl

import (
	"iter"
	"slices"

	"github.com/trebbia/trebbia/dcat/rdf"
)

// neighbourhood is the data of a store as one evaluation sees it: the focus node is at
// hand, other nodes are fetched when a shape looks at them. It belongs to one goroutine.
type neighbourhood struct {
	st      *Store
	focus   known
	segment int    // of st.main, the one that block is
	block   []byte // valid for this segment only
	fetched map[uint32]*known
	weight  int // of fetched, in triples
	terms   map[uint32]rdf.Term
	slots   []int32        // of the shapes, by number of predicate
	member  map[int][]int8 // by class and typing: 1 where nodes are instances
	err     error          // of the temporary files; the evaluation goes on without
}

// mostFetched is how many triples of other nodes are kept at hand, and mostTerms how
// many subjects.
const (
	mostFetched = 1 << 14
	mostTerms   = 1 << 12
)

func newNeighbourhood(st *Store) *neighbourhood {
	return &neighbourhood{st: st, segment: -1, fetched: map[uint32]*known{}, terms: map[uint32]rdf.Term{}, member: map[int][]int8{}}
}

// about returns what the data states about a term, nil if it is nothing.
func (n *neighbourhood) about(t rdf.Term) *known {
	if t == n.focus.term {
		return &n.focus
	}
	node, ok := n.st.lookup(t)
	if !ok {
		return nil
	}
	k, ok := n.fetched[node]
	if !ok {
		k = &known{node: node}
		n.fetch(k, nil)
		k.once()
		if n.weight += len(k.triples); n.weight > mostFetched {
			clear(n.fetched)
			n.weight = len(k.triples)
		}
		n.fetched[node] = k
	}
	if k.term != t {
		return nil // another node with the same hash
	}
	return k
}

// fetch fills k with the statements about its node. first is the first run if it is at
// hand.
func (n *neighbourhood) fetch(k *known, first []byte) {
	var err error
	if first == nil {
		at := n.st.nodes.row(k.node).where
		if first, err = n.run(at); at.segment() == n.segment {
			first = slices.Clone(first) // k may outlive the block
		}
	}
	if err == nil {
		err = k.decode(first, n.st.names.text)
	}
	if row := n.st.nodes.strays(k.node); row != nil && err == nil {
		var strays []byte
		if strays, err = n.st.strays.of(row); err == nil {
			err = eachRunOf(strays, func(_ uint32, run []byte) error { return k.decode(run, n.st.names.text) })
		}
	}
	n.fail(err)
}

func (n *neighbourhood) fail(err error) {
	if n.err == nil {
		n.err = err
	}
}

// likelyRun is the size that nearly every run is within, in bytes.
const likelyRun = 4 << 10

// run returns the run at a place.
func (n *neighbourhood) run(at place) ([]byte, error) {
	if at.segment() == n.segment {
		block := n.block[at.offset():]
		_, size := runAt(block)
		return block[:size], nil
	}
	block, err := n.st.main.bytes(at, likelyRun)
	if err != nil {
		return nil, err
	}
	_, size := runAt(block)
	if size > len(block) {
		return n.st.main.bytes(at, size)
	}
	return block[:size], nil
}

// subject returns the term of a node.
func (n *neighbourhood) subject(node uint32) rdf.Term {
	t, ok := n.terms[node]
	if ok {
		return t
	}
	run, err := n.run(n.st.nodes.row(node).where)
	n.fail(err)
	if err == nil {
		t, _ = subjectOf(run)
		t = cloned(t)
	}
	if len(n.terms) >= mostTerms {
		clear(n.terms)
	}
	n.terms[node] = t
	return t
}

// load fills the slots of a view and reports whether the data has the node as a subject.
func (n *neighbourhood) load(into *node, predicates map[string]int) bool {
	if n.slots == nil {
		n.slots = make([]int32, len(n.st.names.text))
		for i, name := range n.st.names.text {
			n.slots[i] = -1
			if slot, ok := predicates[name]; ok {
				n.slots[i] = int32(slot)
			}
		}
	}
	k := n.about(into.term)
	if k == nil {
		return false
	}
	for i := range k.triples {
		if slot := n.slots[k.triples[i].predicate]; slot >= 0 {
			into.add(int(slot), k.triples[i].object)
		}
	}
	return true
}

// follow adds the objects of a subject and predicate.
func (n *neighbourhood) follow(from, predicate rdf.Term, out *termSet) {
	id, ok := n.st.names.ids[predicate.Value]
	if !ok {
		return
	}
	if k := n.about(from); k != nil {
		for i := range k.triples {
			if k.triples[i].predicate == id {
				out.add(k.triples[i].object)
			}
		}
	}
}

// isInstance reports whether a node has one of the classes as a type; class numbers them.
func (n *neighbourhood) isInstance(t rdf.Term, class int, members *termSet) bool {
	node, ok := n.st.lookup(t)
	if !ok {
		return false
	}
	return n.typedAs(n.st.nodes.row(node).typing, class, members)
}

func (n *neighbourhood) typedAs(typing uint32, class int, members *termSet) bool {
	known := n.member[class]
	if known == nil {
		known = make([]int8, len(n.st.typings.sets))
		for i := range known {
			known[i] = -1
		}
		for _, member := range members.terms {
			for i := range n.st.typingsWith(member) {
				known[i] = 1
			}
		}
		n.member[class] = known
	}
	return known[typing] > 0
}

// Match gives the triples of a subject, those of a predicate that shapes follow against
// its direction with an object, those that lead to a blank node if the store has noted
// them, and what the data states of subclasses.
func (n *neighbourhood) Match(subject, predicate, object rdf.Term) iter.Seq[rdf.Triple] {
	switch {
	case !subject.IsZero():
		return func(yield func(rdf.Triple) bool) { n.matchSubject(subject, predicate, object, yield) }
	case predicate == subClassOf:
		return n.st.schema.Match(subject, predicate, object)
	}
	return func(yield func(rdf.Triple) bool) {
		id, ok := n.st.names.ids[predicate.Value]
		switch {
		case predicate.IsZero() && object.IsBlank():
			for _, l := range n.st.allLinksTo(object) {
				p := rdf.IRI(n.st.names.text[l.predicate])
				if !yield(rdf.Triple{Subject: n.subject(l.node), Predicate: p, Object: object}) {
					return
				}
			}
		case !ok:
		case n.st.needs.isTracked(id):
			for _, l := range n.st.linksTo(id, object) {
				if !yield(rdf.Triple{Subject: n.subject(l.node), Predicate: predicate, Object: object}) {
					return
				}
			}
		case id == n.st.needs.rdfType:
			n.matchType(object, yield)
		}
	}
}

func (n *neighbourhood) matchSubject(subject, predicate, object rdf.Term, yield func(rdf.Triple) bool) {
	k := n.about(subject)
	if k == nil {
		return
	}
	id, ok := n.st.names.ids[predicate.Value]
	if !ok && !predicate.IsZero() {
		return
	}
	for _, t := range k.triples {
		if (predicate.IsZero() || t.predicate == id) && (object.IsZero() || t.object == object) {
			p := rdf.Term{Kind: rdf.KindIRI, Value: n.st.names.text[t.predicate]}
			if !yield(rdf.Triple{Subject: subject, Predicate: p, Object: t.object}) {
				return
			}
		}
	}
}

// matchType gives the nodes that have a class as a type.
func (n *neighbourhood) matchType(class rdf.Term, yield func(rdf.Triple) bool) {
	with := n.st.typingsWith(class)
	if len(with) == 0 {
		return
	}
	for node := range n.st.nodes.n {
		if with[n.st.nodes.row(node).typing] && !yield(rdf.Triple{Subject: n.subject(node), Predicate: rdfType, Object: class}) {
			return
		}
	}
}

// Position returns where the data states a triple.
func (n *neighbourhood) Position(t rdf.Triple) rdf.Position {
	id, ok := n.st.names.ids[t.Predicate.Value]
	if !ok {
		return rdf.Position{}
	}
	if t.Subject != n.focus.term && n.st.needs.isTracked(id) {
		node, isSubject := n.st.lookup(t.Subject)
		for _, l := range n.st.linksTo(id, t.Object) {
			if isSubject && l.node == node {
				return rdf.Position{Line: int(l.line), Column: int(l.column)}
			}
		}
		return rdf.Position{}
	}
	if k := n.about(t.Subject); k != nil {
		for i := range k.triples {
			if k.triples[i].predicate == id && k.triples[i].object == t.Object {
				return k.triples[i].at
			}
		}
	}
	return rdf.Position{}
}

// sighted returns where the data has a named node first as an object.
func (n *neighbourhood) sighted(t rdf.Term) rdf.Position {
	for _, s := range n.st.seen {
		if n.st.needs.named[s.term] == t {
			return s.at
		}
	}
	return rdf.Position{}
}
