package shacl

import (
	"cmp"
	"encoding/binary"
	"errors"
	"hash/maphash"
	"slices"
	"unsafe"

	"github.com/trebbia/trebbia/dcat/rdf"
)

// known is what the data states about one subject, in its order, each triple once. The
// terms are pieces of the blocks that it was decoded from.
type known struct {
	term    rdf.Term
	node    uint32
	triples []knownTriple
}

type knownTriple struct {
	predicate uint32
	object    rdf.Term
	at        rdf.Position
}

var errSameHash = errors.New("validate: two nodes of the data have the same hash by chance; a second run will have other hashes")

// decode adds the statements of a run.
func (k *known) decode(run []byte, names []string) error {
	kind := rdf.Kind(run[runHeader])
	i := runHeader + 1
	number := func() int {
		v, n := binary.Uvarint(run[i:])
		i += n
		return int(v)
	}
	line := number()
	length := number()
	subject := rdf.Term{Kind: kind, Value: view(run[i : i+length])}
	i += length
	if k.term.IsZero() {
		k.term = subject
	} else if k.term != subject {
		return errSameHash
	}
	for i < len(run) {
		var t knownTriple
		t.predicate = uint32(number())
		kind := run[i]
		i++
		delta, n := binary.Varint(run[i:])
		i += n
		line += int(delta)
		t.at = rdf.Position{Line: line, Column: number()}
		length := number()
		t.object.Kind, t.object.Value = min(rdf.Kind(kind), rdf.KindLiteral), view(run[i:i+length])
		i += length
		switch kind {
		case objectString:
			t.object.Datatype = rdf.XSDString
		case objectTagged:
			t.object.Datatype, t.object.Lang = rdf.RDFLangString, names[number()]
		case objectTyped:
			t.object.Datatype = names[number()]
		}
		k.triples = append(k.triples, t)
	}
	return nil
}

// subjectOf returns the subject of a run, of which at least the beginning is given; ok is
// false when that is too little.
func subjectOf(run []byte) (t rdf.Term, ok bool) {
	i := runHeader + 1
	_, n := binary.Uvarint(run[i:])
	i += n
	length, n := binary.Uvarint(run[i:])
	if i += n; i+int(length) > len(run) {
		return rdf.Term{}, false
	}
	return rdf.Term{Kind: rdf.Kind(run[runHeader]), Value: view(run[i : i+int(length)])}, true
}

// fewTriples is up to how many triples are compared with each other one by one.
const fewTriples = 48

// once drops the triples that are stated again and returns how many these were.
func (k *known) once() int {
	before := len(k.triples)
	if before <= fewTriples {
		kept := k.triples[:0]
		for _, t := range k.triples {
			again := false
			for i := range kept {
				if kept[i].predicate == t.predicate && kept[i].object == t.object {
					again = true
					break
				}
			}
			if !again {
				kept = append(kept, t)
			}
		}
		k.triples = kept
		return before - len(kept)
	}
	// Those with the same hash stand together, in the order of the data.
	seed := maphash.MakeSeed()
	hashes, order := make([]uint64, before), make([]uint32, before)
	for i := range k.triples {
		t := &k.triples[i]
		hashes[i], order[i] = nodeHash(seed, t.object)+uint64(t.predicate)*0x9E3779B97F4A7C15, uint32(i)
	}
	slices.SortFunc(order, func(a, b uint32) int { return cmp.Or(cmp.Compare(hashes[a], hashes[b]), cmp.Compare(a, b)) })
	again := make([]bool, before)
	for i, at := range order {
		for j := i - 1; j >= 0 && hashes[order[j]] == hashes[at] && !again[at]; j-- {
			first := &k.triples[order[j]]
			again[at] = first.predicate == k.triples[at].predicate && first.object == k.triples[at].object
		}
	}
	kept := k.triples[:0]
	for i, t := range k.triples {
		if !again[i] {
			kept = append(kept, t)
		}
	}
	k.triples = kept
	return before - len(kept)
}

// view returns bytes that will not change as a string.
func view(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }
