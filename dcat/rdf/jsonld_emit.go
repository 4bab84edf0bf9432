package rdf

import (
	"strconv"
	"strings"
)

// ldEmitter states what expanded items say (JSON-LD 1.1 API, section 8.1, without the
// detour over a node map: a graph is a set all the same).
type ldEmitter struct {
	fault     func(at Position, message string) error
	yield     func(Quad) error
	direction Direction
	blanks    blankLabels
}

func (e *ldEmitter) state(s, p, o, graph Term, at Position) error {
	if s.IsZero() || p.IsZero() || o.IsZero() {
		return nil
	}
	return e.yield(Quad{Triple: Triple{s, p, o}, Graph: graph, Position: at})
}

// iri makes the term of an IRI or blank node label, or reports why it cannot and
// returns the zero term.
func (e *ldEmitter) iri(iri string, at Position) (Term, error) {
	if label, ok := strings.CutPrefix(iri, "_:"); ok {
		if badLabel([]byte(label)) >= 0 {
			return Term{}, e.fault(at, "not a blank node label: "+quoteShort(iri))
		}
		return e.blanks.named(label), nil
	}
	if err := checkIRI(iri); err != nil {
		if schemeLength(iri) == 0 && checkIRICharacters(iri) == nil {
			return Term{}, e.fault(at, "relative IRI "+quoteShort(iri)+", and no base IRI to resolve it against")
		}
		return Term{}, e.fault(at, err.Error())
	}
	return IRI(iri), nil
}

// top states the items of a whole document or of one entry of it.
func (e *ldEmitter) top(items []*ldItem, graph Term) error {
	for _, item := range items {
		if item.node == nil {
			continue
		}
		if _, err := e.subject(item.node); err != nil {
			return err
		}
		if err := e.node(item.node, graph); err != nil {
			return err
		}
	}
	return nil
}

// subject makes the term that names a node, once.
func (e *ldEmitter) subject(n *ldNode) (Term, error) {
	if !n.term.IsZero() || n.broken {
		return n.term, nil
	}
	if !n.named {
		n.term = e.blanks.fresh()
		return n.term, nil
	}
	var err error
	n.term, err = e.iri(n.id, n.at)
	n.broken = n.term.IsZero()
	return n.term, err
}

// node states what a node object says of the node and of those inside it.
func (e *ldEmitter) node(n *ldNode, graph Term) error {
	for _, t := range n.types {
		object, err := e.iri(t.iri, t.at)
		if err != nil {
			return err
		}
		if err := e.state(n.term, rdfType, object, graph, t.at); err != nil {
			return err
		}
	}
	for i := range n.props {
		if err := e.property(n, &n.props[i], graph); err != nil {
			return err
		}
	}
	if n.isGraph {
		if n.term.IsZero() {
			if err := e.fault(n.at, "a graph without a name that can be read"); err != nil {
				return err
			}
		} else if err := e.contents(n, n.term); err != nil {
			return err
		}
	}
	return e.top(n.included, graph)
}

// contents states what stands under @graph of a node.
func (e *ldEmitter) contents(n *ldNode, graph Term) error {
	if n.later != nil {
		return n.later(func(item *ldItem) error { return e.top([]*ldItem{item}, graph) })
	}
	return e.top(n.graph, graph)
}

func (e *ldEmitter) property(n *ldNode, p *ldProp, graph Term) error {
	var predicate Term
	if strings.HasPrefix(p.iri, "_:") {
		if err := e.fault(p.at, "a blank node cannot be a predicate"); err != nil {
			return err
		}
	} else {
		var err error
		if predicate, err = e.iri(p.iri, p.at); err != nil {
			return err
		}
	}
	if p.later != nil {
		predicate := predicate // so that only here it is kept for the closure
		return p.later(func(item *ldItem) error { return e.value(n.term, predicate, item, p.reverse, graph) })
	}
	for _, item := range p.items {
		if err := e.value(n.term, predicate, item, p.reverse, graph); err != nil {
			return err
		}
	}
	return nil
}

// value states that a property leads to the item, or back from it, and what is inside.
func (e *ldEmitter) value(node, predicate Term, item *ldItem, reverse bool, graph Term) error {
	if reverse {
		subject, err := e.subject(item.node)
		if err != nil {
			return err
		}
		if err := e.state(subject, predicate, node, graph, item.at); err != nil {
			return err
		}
	} else if err := e.object(node, predicate, item, graph); err != nil {
		return err
	}
	return e.inside(item, graph)
}

// inside states what the nodes of an item say of themselves.
func (e *ldEmitter) inside(item *ldItem, graph Term) error {
	if item.node != nil {
		return e.node(item.node, graph)
	}
	for _, i := range item.list {
		if err := e.inside(i, graph); err != nil {
			return err
		}
	}
	return nil
}

// object states that the item is the object of subject and predicate.
func (e *ldEmitter) object(subject, predicate Term, item *ldItem, graph Term) error {
	if subject.IsZero() || predicate.IsZero() {
		return e.nameInside(item)
	}
	var cells []Quad
	object, err := e.term(item, graph, &cells)
	if err != nil || object.IsZero() {
		return err
	}
	if err := e.state(subject, predicate, object, graph, item.at); err != nil {
		return err
	}
	for _, q := range cells {
		if err := e.yield(q); err != nil {
			return err
		}
	}
	return nil
}

// nameInside names the nodes of an item that no statement leads to any more.
func (e *ldEmitter) nameInside(item *ldItem) error {
	if item.node != nil {
		_, err := e.subject(item.node)
		return err
	}
	for _, i := range item.list {
		if err := e.nameInside(i); err != nil {
			return err
		}
	}
	return nil
}

// term makes the term of an item, and the statements about the nodes that stand for it
// if it is a list or a string with a direction. A list with an item that is broken is broken whole.
func (e *ldEmitter) term(item *ldItem, graph Term, cells *[]Quad) (Term, error) {
	switch {
	case item.node != nil:
		return e.subject(item.node)
	case item.literal != nil:
		return e.literal(item, graph, cells)
	}
	items := make([]Term, len(item.list))
	broken := false
	for i, inner := range item.list {
		var err error
		if items[i], err = e.term(inner, graph, cells); err != nil {
			return Term{}, err
		}
		broken = broken || items[i].IsZero()
	}
	if broken {
		*cells = nil
		return Term{}, nil
	}
	head := rdfNil
	for i := len(items) - 1; i >= 0; i-- {
		cell, at := e.blanks.fresh(), item.list[i].at
		*cells = append(*cells,
			Quad{Triple: Triple{cell, rdfFirst, items[i]}, Graph: graph, Position: at},
			Quad{Triple: Triple{cell, rdfRest, head}, Graph: graph, Position: at})
		head = cell
	}
	return head, nil
}

// literal is object to RDF conversion for value objects (section 8.2.2).
func (e *ldEmitter) literal(item *ldItem, graph Term, cells *[]Quad) (Term, error) {
	l := item.literal
	if l.datatype == "@json" {
		text, fault := canonicalJSON(nil, l.value)
		if fault != nil {
			return Term{}, e.fault(fault.Position, fault.Message)
		}
		return TypedLiteral(string(text), rdfNS+"JSON"), nil
	}
	datatype := ""
	if l.datatype != "" {
		t, err := e.iri(l.datatype, item.at)
		if err != nil || t.IsZero() {
			return Term{}, err
		}
		datatype = t.Value
	}
	text, own := l.value.text, XSDString
	switch l.value.kind {
	case jsonTrue, jsonFalse:
		text, own = strconv.FormatBool(l.value.kind == jsonTrue), xsdNS+"boolean"
	case jsonNumber:
		text, own = numberLexical(l.value.text, datatype == xsdNS+"double")
	case jsonObject, jsonArray, jsonNull:
		return Term{}, e.fault(item.at, "an object or array where a simple value is expected")
	}
	switch {
	case datatype == RDFLangString:
		return Term{}, e.fault(item.at, "@type is rdf:langString, which @language gives")
	case datatype != "":
		return TypedLiteral(text, datatype), nil
	case l.lang != "" && !isLang([]byte(l.lang)):
		return Term{}, e.fault(item.at, "not a language tag: "+quoteShort(l.lang))
	case l.direction != "" && l.value.kind == jsonString && e.direction == DirectionDatatype:
		return TypedLiteral(text, directionDatatype(l.lang, l.direction)), nil
	case l.direction != "" && l.value.kind == jsonString && e.direction == DirectionNode:
		node := e.blanks.fresh()
		*cells = append(*cells, directionNode(node, text, l, graph, item.at)...)
		return node, nil
	case l.lang != "":
		return LangLiteral(text, l.lang), nil
	}
	return TypedLiteral(text, own), nil
}

const xsdNS = "http://www.w3.org/2001/XMLSchema#"
