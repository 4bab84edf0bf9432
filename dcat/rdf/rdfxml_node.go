package rdf

import (
	"fmt"
	"math"
)

var (
	rdfType       = IRI(rdfNS + "type")
	rdfFirst      = IRI(rdfNS + "first")
	rdfRest       = IRI(rdfNS + "rest")
	rdfNil        = IRI(rdfNS + "nil")
	rdfSubject    = IRI(rdfNS + "subject")
	rdfPredicate  = IRI(rdfNS + "predicate")
	rdfObject     = IRI(rdfNS + "object")
	rdfStatement  = IRI(rdfNS + "Statement")
	rdfXMLLiteral = rdfNS + "XMLLiteral"
)

// nodeElement reads the node element whose start tag is the current token (section
// 7.2.11). visit gets its subject, which is zero when it could not be made, before
// the statements about it.
func (p *rdfxmlReader) nodeElement(in inherited, visit func(Term) error) error {
	outer, around := p.scope, in
	scope, err := p.declare()
	if err != nil {
		return err
	}
	if p.x.bad {
		if p.x.opaque || p.place.within && p.place.void {
			return p.badElement(in)
		}
		return p.propertyElementList(in, Term{}) // of a node whose name is not known
	}
	p.scope = scope
	name := scope.element(p.x.raw)
	at := p.x.here()
	if err := p.readTag(&in); err != nil {
		return err
	}
	sure := p.lenient && (p.tag.about.ok || name.role == roleDescription)
	subject, err := p.subject(&in, at)
	if err != nil {
		return err
	}
	fault := name.fault
	if fault != "" {
		err = p.fault(at, fault)
	} else if name.role != roleNone && name.role != roleDescription && name.role != roleType {
		fault = fmt.Sprintf("rdf:%s cannot be a node element", name.local)
		err = p.lose(at, fault)
	}
	if err != nil {
		return err
	}
	if err := visit(subject); err != nil {
		return err
	}
	before := p.place
	if sure {
		if _, err := p.enter(&rdfxmlPlace{}); err != nil {
			return err
		}
	}
	unproven, from := p.expect(name.provenNode), p.queued()
	if name.role != roleDescription && fault == "" {
		if err := p.emit(subject, rdfType, IRI(name.iri), at); err != nil {
			return err
		}
	}
	to := p.queued()
	if err := p.propertyAttrs(&in, subject); err != nil {
		return err
	}
	if err := p.propertyElementList(in, subject); err != nil {
		return err
	}
	if p.lenient {
		if p.x.torn {
			p.withdraw(from, to)
		}
		if err := p.prove(&name.provenNode, unproven); err != nil {
			return err
		}
		p.leave(before, p.x.torn, p.x.torn && in.changes(&around, scope, outer))
	}
	p.scope = outer
	return nil
}

// subject makes the subject that the attributes of a node element name.
func (p *rdfxmlReader) subject(in *inherited, at Position) (Term, error) {
	t := &p.tag
	named := 0
	for _, a := range []*rdfAttr{&t.id, &t.about, &t.nodeID} {
		if a.ok {
			named++
		}
	}
	switch {
	case named > 1:
		return Term{}, p.fault(at, "a node has one of rdf:about, rdf:ID and rdf:nodeID, not several")
	case t.resource.ok, t.parseType.ok, t.datatype.ok:
		return Term{}, p.lose(at, "rdf:resource, rdf:parseType and rdf:datatype belong on a property, not on a node: write rdf:about")
	case t.about.ok:
		return p.iri(in, t.about.value, t.about.at, t.about.broken)
	case t.id.ok:
		return p.idIRI(in, t.id)
	case t.nodeID.ok:
		return p.nodeID(t.nodeID)
	case t.broken:
		// The attribute without meaning may have been the node's name.
		return Term{}, nil
	}
	return p.blanks.fresh(), nil
}

// propertyAttrs states the property attributes of the tag about the subject.
func (p *rdfxmlReader) propertyAttrs(in *inherited, subject Term) error {
	for i := range p.tag.properties {
		a := &p.tag.properties[i]
		if a.broken {
			continue
		}
		var object Term
		var err error
		if a.name.role == roleType {
			object, err = p.iri(in, a.value, a.at, false)
		} else {
			object, err = p.literal(in, a.value, a.at)
		}
		if err != nil {
			return err
		}
		if err := p.emit(subject, IRI(a.name.iri), object, a.at); err != nil {
			return err
		}
	}
	return nil
}

// lostCount is the number of the last rdf:li where it is not known: so low that it never
// comes to be a number.
const lostCount = math.MinInt32

// propertyElementList reads property elements up to the end tag of the element that
// holds them.
func (p *rdfxmlReader) propertyElementList(in inherited, subject Term) error {
	items, losses := 0, p.losses
	for {
		if p.losses > losses {
			items = lostCount
		}
		if err := p.next(); err != nil {
			return err
		}
		switch p.x.kind {
		case xmlEnd:
			return nil
		case xmlStart:
			if err := p.member(in, subject, &items); err != nil {
				return err
			}
		case xmlText, xmlCDATA:
			if err := p.refuseText("a property element is expected"); err != nil {
				return err
			}
		}
	}
}

// member reads an element that stands where a property is due.
func (p *rdfxmlReader) member(in inherited, subject Term, items *int) error {
	if !p.lenient {
		return p.propertyElement(in, subject, items)
	}
	sure, err := p.isSureNode()
	switch {
	case err != nil:
		return err
	case p.x.bad:
		return p.badElement(in)
	case sure && !p.x.closing: // an empty one has rdf:about for rdf:resource
		if err := p.lose(p.x.here(), "a node element, where a property element is expected: rdf:about belongs on a node, not on a property; is the end tag of <"+string(clip(p.x.parent()))+"> missing?"); err != nil {
			return err
		}
		if p.inRDF && len(p.x.opens) == 3 { // in a child of rdf:RDF, which has no end tag
			p.x.unwind(1)
			return nil
		}
		return p.nodeElement(in, ignoreNode)
	case p.place.within: // a property of a blank node
		return p.propertyElement(in, subject, items)
	}
	p.begin()
	if err := p.propertyElement(in, subject, items); err != nil {
		return err
	}
	return p.settle()
}
