package rdf

import (
	"bytes"
	"slices"
)

// In lenient mode a fault in the structure of the document (a tag that is none, an end
// tag that is missing or ends nothing, text or an element where none may stand) leaves
// in doubt which elements are nodes and which are properties. Only an element with
// rdf:about, or an rdf:Description, is certain to be a node, wherever it stands: it is
// a surely named place in the document, and what is in it is read as ever.
//
// Of such a node the property with the fault is dropped whole. The properties after it
// are held until the document has come back to the children of rdf:RDF in good order,
// and dropped if another fault shows on the way that they were not what they seemed.
type rdfxmlPlace struct {
	start    int  // in rdfxmlReader.pending of the property in hand
	within   bool // a property is in hand
	keeps    bool // it holds no list and no rdf:parseType="Resource", see enter
	void     bool // the property in hand is broken
	from, to int  // the numbers in the queue of what enter released of it
	doubtful bool // there was a fault in the structure
	told     bool // and it was reported
	trial    bool // nodes inside may have inherited another language, base or namespace
}

// rdfxmlRecovery is what the reader keeps for lenient mode.
type rdfxmlRecovery struct {
	place   *rdfxmlPlace
	inRDF   bool   // the root is rdf:RDF
	losses  int    // faults in the structure
	pending []Quad // of properties in hand, see rdfxmlPlace
	held    []heldQuad
	flooded bool // more would have been held than heldMost
	rdfxmlQueue
}

// heldMost bounds what is held in doubt, in statements.
const heldMost = 100_000

// heldQuad is a statement, or a fault, that is read in doubt.
type heldQuad struct {
	Quad
	fault *SyntaxError
}

// next reads the next token and reports what is wrong with its markup.
func (p *rdfxmlReader) next() error {
	if err := p.x.next(); err != nil {
		return err
	}
	if f := p.x.fault; f != nil {
		return p.lose(f.Position, f.Message)
	}
	return nil
}

// lose reports a fault in the structure, once for each place, and drops all that is in
// doubt. In strict mode it ends the reading.
func (p *rdfxmlReader) lose(at Position, message string) error {
	if !p.lenient {
		return p.fault(at, message)
	}
	here := p.place
	p.held = p.held[:0]
	p.losses++
	told := here.told
	here.void, here.doubtful, here.told = true, true, true
	if told {
		return nil
	}
	return p.tell(at, message)
}

// enter begins a place for a node that is surely one, inside the present place.
func (p *rdfxmlReader) enter(inner *rdfxmlPlace) (outer *rdfxmlPlace, err error) {
	if outer = p.place; outer == nil {
		p.place = inner
		return nil, nil
	}
	if outer.within && outer.keeps && !outer.void && !outer.doubtful && !outer.trial {
		// That a sure node stands where a node is due proves the way to it.
		if outer.to == 0 {
			outer.from = p.queued()
		}
		if err := p.release(outer.start); err != nil {
			return outer, err
		}
		outer.to = p.queued()
	}
	inner.trial, inner.start = outer.trial, len(p.pending)
	p.place = inner
	return outer, nil
}

// leave ends the place of a node. torn says that the node had no end tag, mixed that it
// said of language, base or namespaces something else than what is around it.
func (p *rdfxmlReader) leave(outer *rdfxmlPlace, torn, mixed bool) {
	p.place = outer
	if torn && outer != nil {
		outer.doubtful = true
		outer.trial = outer.trial || mixed
		outer.void = outer.void || !outer.keeps
	}
}

// release sends the statements that are pending from start on.
func (p *rdfxmlReader) release(start int) error {
	for i := start; i < len(p.pending); i++ {
		if err := p.send(p.pending[i]); err != nil {
			return err
		}
	}
	p.pending = p.pending[:start]
	return nil
}

// settle ends the property in hand, or a child of rdf:RDF that is not surely a node.
func (p *rdfxmlReader) settle() error {
	here := p.place
	here.within = false
	switch {
	case here.void:
		p.pending = p.pending[:here.start]
	case here.doubtful || here.trial:
		for _, q := range p.pending[here.start:] {
			if err := p.hold(heldQuad{Quad: q}); err != nil {
				return err
			}
		}
		p.pending = p.pending[:here.start]
	default:
		return p.release(here.start)
	}
	return nil
}

// begin takes a property in hand, or a child of rdf:RDF that is not surely a node.
func (p *rdfxmlReader) begin() {
	here := p.place
	here.start, here.within, here.keeps, here.void, here.to = len(p.pending), true, true, false, 0
}

// hold keeps a statement or a fault that is in doubt. When there are too many all of them
// are dropped, up to where the document is in good order again.
func (p *rdfxmlReader) hold(h heldQuad) error {
	switch {
	case p.flooded:
		return nil
	case len(p.held) < heldMost:
		p.held = append(p.held, h)
		return nil
	}
	at := p.held[0].Position
	if f := p.held[0].fault; f != nil {
		at = f.Position
	}
	p.held, p.flooded = nil, true
	return p.tell(at, "too much is in doubt from here on, after the fault above: it is dropped until the document is in good order again")
}

// confirm yields what was held: the document is in good order again.
func (p *rdfxmlReader) confirm() error {
	if p.place == nil {
		return nil
	}
	for i := range p.held {
		h := &p.held[i]
		if h.fault != nil {
			if err := p.tell(h.fault.Position, h.fault.Message); err != nil {
				return err
			}
		} else if err := p.send(h.Quad); err != nil {
			return err
		}
	}
	if p.held = p.held[:0]; cap(p.held) > maxCachedNames {
		p.held = nil
	}
	p.place.told, p.place.trial, p.flooded = false, false, false
	return nil
}

// holdTogether keeps the property in hand from being released before its end: its
// elements do not alternate between nodes and properties, so that a node in it proves
// nothing.
func (p *rdfxmlReader) holdTogether() {
	if p.place != nil {
		p.place.keeps = false
	}
}

// isSureNode tells whether the current start tag can only be that of a node. Namespaces
// are looked at only where the names may be the right ones.
func (p *rdfxmlReader) isSureNode() (bool, error) {
	about := slices.IndexFunc(p.x.attrs, func(a xmlAttr) bool { return bytes.HasSuffix(a.name, []byte("about")) })
	if about < 0 && !bytes.HasSuffix(p.x.raw, []byte("Description")) {
		return false, nil
	}
	scope, err := p.declare()
	if err != nil || p.x.bad {
		return false, err
	}
	if scope.element(p.x.raw).role == roleDescription {
		return true, nil
	}
	for i := range p.x.attrs {
		if name := p.x.attrs[i].name; bytes.HasSuffix(name, []byte("about")) && scope.attribute(name).role == roleAbout {
			return true, nil
		}
	}
	return false, nil
}

// declare returns the scope in force inside the current start tag. A declaration that
// cannot be read makes the tag a bad one, of which all that is inside is dropped.
func (p *rdfxmlReader) declare() (*xmlScope, error) {
	scope, err := p.x.declare(p.scope)
	if fault, ok := err.(*SyntaxError); ok && p.place != nil {
		p.x.bad, p.x.opaque = true, true
		return p.scope, p.lose(fault.Position, fault.Message)
	}
	return scope, err
}

// misplaced reads the element whose start tag is the current token, which stands inside
// a property where no element may. A sure node is read, though nothing leads to it. Any
// other may be the next property, the end tag of this one being missing: that is what
// it is taken for, until the end tag comes all the same.
func (p *rdfxmlReader) misplaced(in inherited, message string) error {
	sure, err := p.isSureNode()
	if err != nil {
		return err
	}
	if err := p.lose(p.x.here(), message); err != nil {
		return err
	}
	switch {
	case sure:
		return p.nodeElement(in, ignoreNode)
	case p.x.bad:
		return p.badElement(in)
	}
	p.x.unwind(1)
	return nil
}

func ignoreNode(Term) error { return nil }

// badElement passes over an element with a bad start tag. Sure nodes in it are read,
// unless the tag may have said how they are to be read.
func (p *rdfxmlReader) badElement(in inherited) error {
	sound := !p.x.opaque
	for {
		if err := p.next(); err != nil {
			return err
		}
		switch p.x.kind {
		case xmlEnd:
			return nil
		case xmlStart:
			sure := false
			if sound {
				var err error
				if sure, err = p.isSureNode(); err != nil {
					return err
				}
			}
			if sure {
				if err := p.nodeElement(in, ignoreNode); err != nil {
					return err
				}
				continue
			}
			if !sound {
				p.x.opaque = true
			}
			if err := p.badElement(in); err != nil {
				return err
			}
		}
	}
}

// changes tells whether the tag that led from the outer scope and inheritance to the
// inner ones matters to what is read inside.
func (in *inherited) changes(outer *inherited, scope, outerScope *xmlScope) bool {
	if *in != *outer {
		return true
	}
	for ; scope != outerScope; scope = scope.outer {
		for prefix, iri := range scope.prefixes {
			if was, ok := outerScope.space(prefix); ok && was != iri {
				return true
			}
		}
	}
	return false
}
