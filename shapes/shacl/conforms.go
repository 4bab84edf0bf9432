package shacl

import (
	"hash/maphash"

	"github.com/trebbia/trebbia/dcat/rdf"
)

// maxNesting bounds how deep recursive shapes follow the data. A node beyond it counts
// as not conforming: doubt is reported, never passed over.
const maxNesting = 10_000

// conforms tells whether a node conforms to a shape (section 3.4), without results.
//
// SHACL leaves the meaning of recursive shapes open (section 3.4.3). Here a node
// conforms unless it can be shown not to: while a pair of shape and node is being
// checked it is assumed to conform. When it turns out that it does not, all that was
// concluded since then may rest on the wrong assumption and is forgotten; that it does
// not conform is certain, since recursion through negation is refused.
func (e *evaluation) conforms(s *shape, term rdf.Term) bool {
	if !s.recursive {
		if !term.IsIRI() && s.cost < costly {
			return e.holds(s, term)
		}
		return e.recall(s, term)
	}
	key := pair{s, term}
	if known, ok := e.verdict[key]; ok {
		return known
	}
	if e.nesting == maxNesting {
		return false
	}
	if e.verdict == nil {
		e.verdict = map[pair]bool{}
	}
	start := len(e.trail)
	e.trail = append(e.trail, key)
	e.verdict[key] = true
	e.nesting++
	ok := e.holds(s, term)
	e.nesting--
	if !ok {
		for _, k := range e.trail[start:] {
			delete(e.verdict, k)
		}
		e.trail = e.trail[:start]
		e.verdict[key] = false
	}
	if e.nesting == 0 {
		e.trail = e.trail[:0] // nothing is assumed any more
	}
	return ok
}

// recalled is one place of the memory of which nodes conform to which shapes.
type recalled struct {
	hash     uint64 // of the last one that was here
	shape    *shape
	node     rdf.Term // zero until it comes a second time
	conforms bool
}

// recallPlaces is how many verdicts are remembered, a power of two.
const recallPlaces = 1 << 11

// recall is holds with a memory: the values of code lists are asked about over and over,
// and so are agents and licences; of shapes that are costly every value may be.
func (e *evaluation) recall(s *shape, term rdf.Term) bool {
	if e.recalled == nil {
		e.recalled, e.seed = make([]recalled, recallPlaces), maphash.MakeSeed()
	}
	hash := maphash.String(e.seed, term.Value) ^ uint64(s.number)*0x9E3779B97F4A7C15
	at := &e.recalled[hash%recallPlaces]
	if at.shape == s && at.node == term {
		return at.conforms
	}
	ok := e.holds(s, term)
	if at.hash == hash {
		*at = recalled{hash, s, cloned(term), ok}
	} else {
		at.hash, at.shape = hash, nil
	}
	return ok
}

func (e *evaluation) holds(s *shape, term rdf.Term) bool {
	out := collector{first: true}
	e.run(s, e.enter(term), &out)
	e.leave()
	return !out.failed
}

// maxDetail bounds how deep the details of results nest.
const maxDetail = 3

// detail returns the results of a shape for a value node that does not conform to it.
func (e *evaluation) detail(s *shape, term rdf.Term, out *collector) []Result {
	if out.first || out.depth == maxDetail {
		return nil
	}
	inner := collector{depth: out.depth + 1}
	e.run(s, e.enter(term), &inner)
	e.leave()
	return inner.results
}
