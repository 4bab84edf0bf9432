package rdf

import "fmt"

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
	outer := p.scope
	scope, err := p.x.declare(outer)
	if err != nil {
		return err
	}
	p.scope = scope
	name := scope.element(p.x.raw)
	at := p.x.here()
	if err := p.readTag(&in); err != nil {
		return err
	}
	subject, err := p.subject(&in, at)
	if err != nil {
		return err
	}
	fault := name.fault
	if name.role != roleNone && name.role != roleDescription && name.role != roleType {
		fault = fmt.Sprintf("rdf:%s cannot be a node element", name.local)
	}
	if fault != "" {
		if err := p.fault(at, fault); err != nil {
			return err
		}
	}
	if err := visit(subject); err != nil {
		return err
	}
	if name.role != roleDescription && fault == "" {
		if err := p.emit(subject, rdfType, IRI(name.iri), at); err != nil {
			return err
		}
	}
	if err := p.propertyAttrs(&in, subject); err != nil {
		return err
	}
	err = p.propertyElementList(in, subject)
	p.scope = outer
	return err
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
		return Term{}, p.fault(at, "rdf:resource, rdf:parseType and rdf:datatype belong on a property, not on a node: write rdf:about")
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

// propertyElementList reads property elements up to the end tag of the element that
// holds them.
func (p *rdfxmlReader) propertyElementList(in inherited, subject Term) error {
	items := 0
	for {
		if err := p.x.next(); err != nil {
			return err
		}
		switch p.x.kind {
		case xmlEnd:
			return nil
		case xmlStart:
			if err := p.propertyElement(in, subject, &items); err != nil {
				return err
			}
		case xmlText, xmlCDATA:
			if err := p.refuseText("a property element is expected"); err != nil {
				return err
			}
		}
	}
}
