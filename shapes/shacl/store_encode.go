package shacl

import (
	"encoding/binary"
	"hash/maphash"

	"github.com/trebbia/trebbia/dcat/rdf"
)

// A run is what a document states about one subject without a break. In a segment it is
//
//	number of the node, 4 bytes, filled in later; the highest bit marks strays
//	size of the run in bytes, 4 bytes
//	subject: kind, line of the first statement, length, text
//	statements: predicate, kind of the object, line and column, length, text, and the
//	name of datatype or language where the kind has one
//
// Numbers are varints; lines are relative to the statement before.
const (
	runHeader = 8
	strayMark = 1 << 31
)

// Kinds of object beside those of rdf.Kind: literals are told apart by what follows.
const (
	objectString = byte(rdf.KindLiteral) + iota
	objectTagged
	objectTyped
)

// encoder turns statements into a block of runs with what the tables need to know.
type encoder struct {
	seed    maphash.Seed
	names   localNames
	needs   *needs
	from    document
	block   []byte
	runs    []run
	classes []uint32 // of the runs, by their number
	links   []link
	named   []sighting
	schema  []rdf.Quad
	faults  []*rdf.SyntaxError
	count   int
	last    int // line of the data

	line    int
	kind    rdf.Kind // of the subject of the open run, and
	subject string   // its text
}

// fault takes a syntax error.
func (e *encoder) fault(fault *rdf.SyntaxError) {
	fault.Position.Line += e.from.start
	e.last = max(e.last, fault.Position.Line)
	e.faults = append(e.faults, fault)
}

// document is where statements come from, if the data is several documents.
type document struct {
	start int    // how many lines are before it
	mark  string // of its blank nodes; "" if none is needed
}

// place makes a statement of the document one of the data.
func (d document) place(q *rdf.Quad) {
	q.Position.Line += d.start
	if d.mark == "" {
		return
	}
	for _, t := range []*rdf.Term{&q.Subject, &q.Object} {
		if t.IsBlank() {
			t.Value = d.mark + t.Value
		}
	}
}

// run is one run of a block.
type run struct {
	hash                   uint64
	at                     int // offset in the block
	firstClass, afterClass int
}

// link is a statement that is followed against its direction.
type link struct {
	object       uint64 // hash
	predicate    uint32
	node         uint32 // the subject; in an encoder, the number of its run
	line, column int32
}

// sighting is a node that shapes name, seen as an object.
type sighting struct {
	term int // its number in needs.named
	at   rdf.Position
}

func (e *encoder) reset() {
	e.block, e.runs, e.classes, e.links = e.block[:0], e.runs[:0], e.classes[:0], e.links[:0]
	e.named, e.schema, e.faults, e.count, e.last = e.named[:0], nil, nil, 0, 0
	e.kind, e.subject = 0, ""
}

// add encodes one statement. Nothing of it is kept but, until the next one with another
// subject, the string of its subject.
func (e *encoder) add(q *rdf.Quad) {
	e.count++
	if e.from != (document{}) {
		own := *q
		q = &own
		e.from.place(q)
	}
	e.last = max(e.last, q.Position.Line)
	if q.Subject.Kind != e.kind || q.Subject.Value != e.subject {
		e.closeRun()
		e.openRun(q)
	}
	predicate, o := e.names.id(q.Predicate.Value), &q.Object
	kind := byte(o.Kind)
	switch {
	case !o.IsLiteral():
	case o.Lang != "":
		kind = objectTagged
	case o.Datatype == rdf.XSDString:
		kind = objectString
	default:
		kind = objectTyped
	}
	b := binary.AppendUvarint(e.block, uint64(predicate))
	b = append(b, kind)
	b = binary.AppendVarint(b, int64(q.Position.Line-e.line))
	e.line = q.Position.Line
	b = binary.AppendUvarint(b, uint64(q.Position.Column))
	b = binary.AppendUvarint(b, uint64(len(o.Value)))
	b = append(b, o.Value...)
	switch kind {
	case objectTagged:
		b = binary.AppendUvarint(b, uint64(e.names.id(o.Lang)))
	case objectTyped:
		b = binary.AppendUvarint(b, uint64(e.names.id(o.Datatype)))
	}
	e.block = b
	e.index(q, predicate)
}

// index notes what the tables need to know of a statement.
func (e *encoder) index(q *rdf.Quad, predicate uint32) {
	switch predicate {
	case e.needs.rdfType:
		e.classes = append(e.classes, e.names.id(className(q.Object)))
	case e.needs.subClassOf:
		kept := *q
		kept.Subject, kept.Predicate, kept.Object = cloned(q.Subject), subClassOf, cloned(q.Object)
		e.schema = append(e.schema, kept)
	}
	if e.needs.isTracked(predicate) || e.needs.blanks && q.Object.IsBlank() {
		e.links = append(e.links, link{
			object: nodeHash(e.seed, q.Object), predicate: predicate, node: uint32(len(e.runs) - 1),
			line: int32(q.Position.Line), column: int32(q.Position.Column),
		})
	}
	if i, ok := e.needs.namedTerm(q.Object); ok {
		e.named = append(e.named, sighting{i, q.Position})
	}
}

func (e *encoder) openRun(q *rdf.Quad) {
	at := len(e.block)
	e.runs = append(e.runs, run{hash: nodeHash(e.seed, q.Subject), at: at, firstClass: len(e.classes)})
	b := append(e.block, 0, 0, 0, 0, 0, 0, 0, 0, byte(q.Subject.Kind))
	b = binary.AppendUvarint(b, uint64(q.Position.Line))
	b = binary.AppendUvarint(b, uint64(len(q.Subject.Value)))
	e.block = append(b, q.Subject.Value...)
	e.kind, e.subject, e.line = q.Subject.Kind, q.Subject.Value, q.Position.Line
}

// closeRun fills in the size of the open run.
func (e *encoder) closeRun() {
	if len(e.runs) == 0 {
		return
	}
	r := &e.runs[len(e.runs)-1]
	r.afterClass = len(e.classes)
	binary.LittleEndian.PutUint32(e.block[r.at+4:], uint32(len(e.block)-r.at))
}

// run returns the bytes of a closed run.
func (e *encoder) run(i int) []byte {
	end := len(e.block)
	if i+1 < len(e.runs) {
		end = e.runs[i+1].at
	}
	return e.block[e.runs[i].at:end]
}

func setNode(run []byte, node uint32) { binary.LittleEndian.PutUint32(run, node) }

// runAt returns the node of the run at the beginning of a block and the size of the run.
func runAt(block []byte) (node uint32, size int) {
	return binary.LittleEndian.Uint32(block), int(binary.LittleEndian.Uint32(block[4:]))
}
