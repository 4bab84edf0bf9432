package rdf

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
)

// readJSONLD reads JSON-LD 1.1. The text is held whole, because a context may stand
// behind what it gives meaning to; but where it is an array of nodes, or a context
// with a graph, the nodes are expanded one after the other, so that a catalogue costs
// little more memory than its text.
//
// Contexts come from the document, from opt.Contexts and from what is bundled, never
// from elsewhere. Keys that no context defines are faults: by the standard they
// vanish without a word.
func readJSONLD(r io.Reader, opt ReadOptions) iter.Seq2[Quad, error] {
	return func(yield func(Quad, error) bool) {
		text, err := readAllText(r, opt.MaxBytes)
		if err != nil {
			yield(Quad{}, fmt.Errorf("read JSON-LD: %w", err))
			return
		}
		j := newJSONLDReader(text, opt, yield)
		if err := j.document(); err != nil && err != errJSONLDStopped {
			yield(Quad{}, lastFault(err))
		}
	}
}

// readAllText returns the text as UTF-8. Where r knows its size the text is not copied
// as it grows, which would take twice the memory.
func readAllText(r io.Reader, maxBytes int64) ([]byte, error) {
	size := int64(0)
	switch sized := r.(type) {
	case interface{ Len() int }:
		size = int64(sized.Len())
	case interface{ Stat() (fs.FileInfo, error) }:
		if info, err := sized.Stat(); err == nil {
			size = info.Size()
		}
	}
	text := bytes.NewBuffer(make([]byte, 0, max(0, min(size, maxBytes))+bytes.MinRead))
	_, err := text.ReadFrom(decodeText(r, maxBytes))
	return text.Bytes(), err
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
}

func newJSONLDReader(text []byte, opt ReadOptions, yield func(Quad, error) bool) *jsonldReader {
	j := &jsonldReader{
		json: newJSONParser(text, opt), loader: &ldLoader{contexts: opt.Contexts, opt: opt},
		yield: yield, lenient: opt.Lenient,
	}
	j.outer = newLDContext(opt, j.loader, len(text))
	j.expand = &ldExpander{fault: j.fault, base: opt.Base}
	j.emit = &ldEmitter{fault: j.fault, yield: j.quad}
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
	if j.json.peek() != 0 || j.json.pos < len(j.json.text) {
		return j.json.fail("the document goes on after its end")
	}
	return nil
}

// entry reads one node at the top and states what it says.
func (j *jsonldReader) entry(c *ldContext, prop string, graph Term) error {
	v, err := j.json.value(1)
	if err != nil {
		return err
	}
	return j.item(c, prop, &v, graph)
}

func (j *jsonldReader) item(c *ldContext, prop string, v *jsonValue, graph Term) error {
	if err := j.checkKeys(v); err != nil {
		return err
	}
	j.loader.loads = 0
	items, err := j.expand.element(c, prop, v, false)
	if err != nil {
		return err
	}
	return j.emit.top(items, graph)
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

// object reads a document that is one object: a graph of nodes with a context, whose
// nodes are read one by one, or else a node.
func (j *jsonldReader) object() error {
	start := *j.json
	graphAt, err := j.scanTop()
	if err != nil {
		return err
	}
	if graphAt < 0 {
		*j.json = start
		return j.whole()
	}
	end := *j.json
	*j.json = start
	c := j.outer
	var graph jsonParser
	err = j.json.object(func(key string, _ Position) error {
		if key == "@graph" {
			j.json.space()
			graph = *j.json
			return j.json.skip()
		}
		local, err := j.json.value(1)
		if err != nil {
			return err
		}
		inner, fault := c.withLocal(&local, j.expand.base)
		if fault != nil {
			return fault // without its context no node means what it says
		}
		c = inner
		return nil
	})
	if err != nil {
		return err
	}
	*j.json = graph
	if err := j.json.array(func() error { return j.entry(c, "@graph", Term{}) }); err != nil {
		return err
	}
	*j.json = end
	return nil
}

// scanTop passes over the object and returns where the array under @graph begins when
// nothing but @context stands beside it, else -1.
func (j *jsonldReader) scanTop() (graphAt int, err error) {
	graphAt = -1
	others, graphs, contexts := 0, 0, 0
	err = j.json.object(func(key string, _ Position) error {
		switch key {
		case "@graph":
			graphs++
			if j.json.peek() == '[' {
				graphAt = j.json.pos
			}
		case "@context":
			contexts++
		default:
			others++
		}
		return j.json.skip()
	})
	if others > 0 || graphs != 1 || contexts > 1 {
		graphAt = -1
	}
	return graphAt, err
}

// whole reads the object as one node. One that is nothing but an unnamed graph is the
// default graph (JSON-LD 1.1 API, section 5.1.2, step 19).
func (j *jsonldReader) whole() error {
	v, err := j.json.value(0)
	if err != nil {
		return err
	}
	if err := j.checkKeys(&v); err != nil {
		return err
	}
	items, err := j.expand.element(j.outer, "", &v, false)
	if err != nil {
		return err
	}
	if len(items) == 1 && items[0].isGraphObject() && !items[0].node.named && !items[0].node.indexed {
		items = items[0].node.graph
	}
	return j.emit.top(items, Term{})
}
