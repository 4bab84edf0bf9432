package rdf

import (
	"bytes"
	"errors"
	"io"
	"iter"
	"strings"
)

// readRDFXML reads RDF 1.1 XML Syntax. The position of a statement is that of the
// element or attribute that states it.
func readRDFXML(r io.Reader, opt ReadOptions) iter.Seq2[Quad, error] {
	return func(yield func(Quad, error) bool) {
		text, err := decodeXML(r, opt.MaxBytes)
		if err != nil {
			yield(Quad{}, lastFault(err))
			return
		}
		p := &rdfxmlReader{
			x: newXMLScanner(text, opt), scope: rootXMLScope(), yield: yield,
			lenient: opt.Lenient, iris: newInterner(), literals: newInterner(), maxLiteral: opt.MaxLiteral,
		}
		err = p.document(opt.Base)
		if err != errXMLStopped {
			if stopped := p.drain(); stopped != nil {
				return
			}
			if err != nil {
				yield(Quad{}, lastFault(err))
			}
		}
	}
}

// errXMLStopped ends the reading without a further word: the consumer has had enough, or
// has been given the error already.
var errXMLStopped = errors.New("stopped")

// rdfxmlReader walks the grammar of RDF/XML (section 7.2) while it is being read.
// A term that could not be made is zero, and statements with a zero term are not
// yielded: whoever makes a zero term reports why.
type rdfxmlReader struct {
	x          *xmlScanner
	scope      *xmlScope
	yield      func(Quad, error) bool
	lenient    bool
	maxLiteral int

	tag      tagAttrs
	iris     *interner // what attribute values came to, under irisBase
	irisBase string
	literals *interner
	ids      map[string]bool // IRIs that rdf:ID made
	blanks   blankLabels
	goodLang string // the last language tag found right
	text     []byte
	rdfxmlRecovery
}

// inherited is what an element hands down to those inside it.
type inherited struct {
	base, lang string
}

// fault reports what is wrong with a statement and tells whether to read on.
func (p *rdfxmlReader) fault(at Position, message string) error {
	if here := p.place; here != nil && (here.doubtful || here.trial) {
		return p.hold(heldQuad{fault: &SyntaxError{Position: at, Message: message}})
	}
	return p.tell(at, message)
}

func (p *rdfxmlReader) emit(s, pred, o Term, at Position) error {
	if s.Kind == 0 || pred.Kind == 0 || o.Kind == 0 {
		return nil
	}
	q := Quad{Triple: Triple{s, pred, o}, Position: at}
	if here := p.place; here != nil {
		switch {
		case here.within && here.void:
			return nil
		case here.within:
			p.pending = append(p.pending, q)
			return nil
		case here.trial:
			return p.hold(heldQuad{Quad: q})
		}
	}
	return p.send(q)
}

// document reads the whole: a prolog, one root element and nothing after it.
func (p *rdfxmlReader) document(base string) error {
	for {
		if err := p.next(); err != nil {
			return err
		}
		switch p.x.kind {
		case xmlEOF:
			return p.x.fail(p.x.at, "the document holds no element")
		case xmlText:
			if !p.isSpace() {
				return p.x.fail(p.x.at, "text before the root element: is this XML?")
			}
		case xmlStart:
			if err := p.root(inherited{base: base}); err != nil {
				return err
			}
			return p.epilogue()
		}
	}
}

func (p *rdfxmlReader) epilogue() error {
	for {
		if err := p.next(); err != nil {
			return err
		}
		switch {
		case p.x.kind == xmlEOF:
			return p.confirm()
		case p.x.kind == xmlStart, p.x.kind == xmlText && !p.isSpace():
			return p.x.fail(p.x.at, "the document goes on after the end of its root element")
		}
	}
}

// root reads rdf:RDF with its node elements, or a single node element.
func (p *rdfxmlReader) root(in inherited) error {
	outer := p.scope
	scope, err := p.x.declare(outer)
	if err != nil {
		return err
	}
	name := scope.element(p.x.raw)
	if p.lenient {
		p.place = &rdfxmlPlace{}
	}
	switch {
	case name.space == xhtmlNS, strings.EqualFold(name.raw, "html"):
		return p.x.fail(p.x.at, "this is an HTML page, not RDF/XML")
	case name.role != roleRDF:
		return p.nodeElement(in, ignoreNode)
	}
	p.scope, p.inRDF = scope, true
	at := p.x.here()
	if err := p.readTag(&in); err != nil {
		return err
	}
	if p.tag.any() {
		if err := p.fault(at, "rdf:RDF takes no attributes of RDF"); err != nil {
			return err
		}
	}
	return p.nodeElements(func() error { return p.child(in) })
}

// child reads a node element in rdf:RDF.
func (p *rdfxmlReader) child(in inherited) error {
	if !p.lenient {
		return p.nodeElement(in, ignoreNode)
	}
	sure, err := p.isSureNode()
	if err != nil {
		return err
	}
	if sure {
		if !p.x.second {
			if err := p.confirm(); err != nil {
				return err
			}
		}
		return p.nodeElement(in, ignoreNode)
	}
	p.begin()
	if err := p.nodeElement(in, ignoreNode); err != nil {
		return err
	}
	return p.settle()
}

// nodeElementList reads node elements up to the end tag of the element that holds
// them; visit gets the subject of each before its statements.
func (p *rdfxmlReader) nodeElementList(in inherited, visit func(Term) error) error {
	return p.nodeElements(func() error { return p.nodeElement(in, visit) })
}

// nodeElements calls read at each start tag up to the end tag of the element in hand.
func (p *rdfxmlReader) nodeElements(read func() error) error {
	for {
		if err := p.next(); err != nil {
			return err
		}
		switch p.x.kind {
		case xmlEnd:
			return nil
		case xmlStart:
			if err := read(); err != nil {
				return err
			}
		case xmlText, xmlCDATA:
			if err := p.refuseText("a node element is expected"); err != nil {
				return err
			}
		}
	}
}

// refuseText reports text, other than white space, where none may stand.
func (p *rdfxmlReader) refuseText(expected string) error {
	if p.isSpace() {
		return nil
	}
	text := bytes.TrimLeft(p.x.raw, xmlSpace)
	if p.place != nil && bytes.Contains(text, []byte("xml")) {
		p.place.trial = true // a tag without its < may have said how to read the rest
	}
	return p.lose(p.x.place(p.x.pos-len(text)), "text "+quoteShort(string(bytes.TrimRight(text, xmlSpace)))+" where "+expected)
}

// isSpace reports whether the current token is text of white space only.
func (p *rdfxmlReader) isSpace() bool {
	for _, c := range p.x.raw {
		if !xmlBlank[c] {
			return false
		}
	}
	return true
}
