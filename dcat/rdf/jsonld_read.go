package rdf

import (
	"errors"
	"io"
	"iter"
)

// readJSONLD reads JSON-LD 1.1. Where a document is an array of nodes, or an object of
// a @context and after it a @graph, only the node at hand is held, whatever the size.
//
// Keys of an object may come in any order, and one that comes after the graph can
// change what all of it means: an @id makes it a named graph. So an object is looked
// through to its end first; its text is held for that long. From lookAhead bytes on the
// graph is read node by node all the same, and a later key that would have changed
// its meaning is an error that ends the document.
//
// Of two other forms the text is held whole, within opt.MaxBytes: a graph without a
// @context before it, and an object that is itself a node or has other keys before or
// beside its graph. Of the latter long arrays are read item by item, and what is not in
// them is held as values too.
//
// Contexts come from the document, from opt.Contexts and from what is bundled, never
// from elsewhere. Keys that no context defines are faults: by the standard they
// vanish without a word.
func readJSONLD(r io.Reader, opt ReadOptions) iter.Seq2[Quad, error] {
	return func(yield func(Quad, error) bool) {
		j := newJSONLDReader(r, opt, yield)
		if err := j.document(); err != nil && err != errJSONLDStopped {
			yield(Quad{}, lastFault(err))
		}
	}
}

// errJSONLDStopped ends the reading without a further word: the consumer has had
// enough, or has been given the error already.
var errJSONLDStopped = errors.New("stopped")

type jsonldReader struct {
	json    *jsonParser
	loader  *ldLoader
	outer   *ldContext // the context of the document before it says anything
	expand  *ldExpander
	emit    *ldEmitter
	yield   func(Quad, error) bool
	lenient bool

	lookAhead int64 // see there
	laterFrom int64 // see there
	later     map[Position]jsonPlace
	paid      int64 // the text for which j.outer may copy definitions
}

func newJSONLDReader(r io.Reader, opt ReadOptions, yield func(Quad, error) bool) *jsonldReader {
	j := &jsonldReader{
		json: newJSONReader(r, opt), loader: &ldLoader{contexts: opt.Contexts, opt: opt},
		yield: yield, lenient: opt.Lenient, lookAhead: lookAhead, laterFrom: laterFrom, later: map[Position]jsonPlace{},
	}
	j.outer = newLDContext(opt, j.loader)
	j.expand = &ldExpander{fault: j.fault, later: j.laterItems, base: opt.Base}
	j.emit = &ldEmitter{fault: j.fault, yield: j.quad, direction: opt.Direction}
	return j
}

func (j *jsonldReader) fault(at Position, message string) error {
	if !j.yield(Quad{}, &SyntaxError{at, message}) || !j.lenient {
		return errJSONLDStopped
	}
	return nil
}

func (j *jsonldReader) quad(q Quad) error {
	if !j.yield(q, nil) {
		return errJSONLDStopped
	}
	return nil
}

// document reads the whole text.
func (j *jsonldReader) document() error {
	var err error
	switch j.json.peek() {
	case '[':
		err = j.json.array(func() error { return j.entry(j.outer, "", Term{}) })
	case '{':
		err = j.object()
	default:
		return j.json.unexpected("an object or an array")
	}
	if err != nil {
		return err
	}
	if j.json.peek(); !j.json.ended() {
		return j.json.fail("the document goes on after its end")
	}
	return j.json.fault()
}

// entry reads one node at the top and states what it says.
func (j *jsonldReader) entry(c *ldContext, prop string, graph Term) error {
	v, err := j.value(1)
	if err != nil {
		return err
	}
	items, err := j.expand.element(c, prop, v, false)
	if err != nil {
		return err
	}
	return j.emit.top(items, graph)
}

// value reads a value whose keys are checked.
func (j *jsonldReader) value(depth int) (*jsonValue, error) {
	v, err := j.json.value(depth)
	if err != nil {
		return nil, err
	}
	if err := j.checkKeys(&v); err != nil {
		return nil, err
	}
	j.allowWork()
	return &v, nil
}

// allowWork allows for the work that the text up to here may give.
func (j *jsonldReader) allowWork() {
	j.loader.loads = 0
	if read := j.json.offset(); read > j.paid {
		j.outer.allow(read - j.paid)
		j.paid = read
	}
}

// checkKeys reports keys that stand twice in an object; the last one holds, as in
// every other processor.
func (j *jsonldReader) checkKeys(v *jsonValue) error {
	for i := range v.items {
		if err := j.checkKeys(&v.items[i]); err != nil {
			return err
		}
	}
	repeated := repeatedKeys(v.members)
	kept := v.members[:0]
	for i := range v.members {
		m := &v.members[i]
		if repeated != nil && repeated[i] {
			if err := j.fault(m.at, "the key "+quoteShort(m.key)+" stands twice in an object"); err != nil {
				return err
			}
			continue
		}
		if err := j.checkKeys(&m.value); err != nil {
			return err
		}
		kept = append(kept, *m)
	}
	v.members = kept
	return nil
}

// repeatedKeys marks the members whose key stands again after them; nil means none.
func repeatedKeys(members []jsonMember) (repeated map[int]bool) {
	mark := func(i int) {
		if repeated == nil {
			repeated = map[int]bool{}
		}
		repeated[i] = true
	}
	if len(members) > 24 { // beyond what nodes hold, the square of the number matters
		last := make(map[string]int, len(members))
		for i := range members {
			if before, ok := last[members[i].key]; ok {
				mark(before)
			}
			last[members[i].key] = i
		}
		return repeated
	}
	for i := range members {
		for k := i + 1; k < len(members); k++ {
			if members[k].key == members[i].key {
				mark(i)
				break
			}
		}
	}
	return repeated
}
