package shacl

import (
	"hash/maphash"
	"slices"
	"strings"
	"sync"

	"github.com/trebbia/trebbia/dcat/rdf"
)

// names numbers the strings that recur in a catalogue: predicates, datatypes, languages
// and classes. There are as many as the vocabularies in use have terms.
type names struct {
	mu   sync.RWMutex
	ids  map[string]uint32
	text []string
}

func newNames() *names { return &names{ids: map[string]uint32{}} }

// id returns the number of a string. It keeps a copy.
func (n *names) id(s string) (uint32, string) {
	n.mu.RLock()
	id, ok := n.ids[s]
	n.mu.RUnlock()
	if ok {
		return id, n.string(id)
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	if id, ok = n.ids[s]; ok {
		return id, n.text[id]
	}
	s = strings.Clone(s)
	id = uint32(len(n.text))
	n.ids[s] = id
	n.text = append(n.text, s)
	return id, s
}

func (n *names) string(id uint32) string {
	n.mu.RLock()
	defer n.mu.RUnlock()
	return n.text[id]
}

// localNames is what one goroutine knows of names, so that it need not ask each time.
type localNames struct {
	all *names
	ids map[string]uint32
}

func (l *localNames) id(s string) uint32 {
	if id, ok := l.ids[s]; ok {
		return id
	}
	id, s := l.all.id(s)
	l.ids[s] = id
	return id
}

// className returns the text under which a class is numbered. No IRI begins as the
// text of a blank node or a literal does.
func className(t rdf.Term) string {
	if t.IsIRI() {
		return t.Value
	}
	return t.String()
}

// nodeHash returns what stands for a term in the tables of a store: 64 bits with a seed
// that no document knows. Among a million nodes and as many values the chance that two
// share them is one in ten million.
func nodeHash(seed maphash.Seed, t rdf.Term) uint64 {
	h := maphash.String(seed, t.Value)
	switch t.Kind {
	case rdf.KindBlank:
		h ^= 0x9E3779B97F4A7C15
	case rdf.KindLiteral:
		h ^= maphash.String(seed, t.Datatype)*31 + maphash.String(seed, t.Lang) + 0xC2B2AE3D27D4EB4F
	}
	return h
}

// typings numbers the sets of classes that nodes have: a catalogue has many nodes and
// few such sets. Number 0 is the empty set.
type typings struct {
	sets   [][]uint32 // of class numbers, in ascending order
	more   map[[2]uint32]uint32
	number map[string]uint32
}

func newTypings() *typings {
	return &typings{sets: [][]uint32{nil}, more: map[[2]uint32]uint32{}, number: map[string]uint32{"": 0}}
}

// with returns the number of a set with one class more.
func (t *typings) with(set, class uint32) uint32 {
	if next, ok := t.more[[2]uint32{set, class}]; ok {
		return next
	}
	next := set
	if at, have := slices.BinarySearch(t.sets[set], class); !have {
		members := slices.Insert(slices.Clone(t.sets[set]), at, class)
		key := make([]byte, 0, 4*len(members))
		for _, m := range members {
			key = append(key, byte(m), byte(m>>8), byte(m>>16), byte(m>>24))
		}
		known := false
		if next, known = t.number[string(key)]; !known {
			next = uint32(len(t.sets))
			t.sets = append(t.sets, members)
			t.number[string(key)] = next
		}
	}
	t.more[[2]uint32{set, class}] = next
	return next
}
