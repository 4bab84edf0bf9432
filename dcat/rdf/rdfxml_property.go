package rdf

import (
	"fmt"
	"strconv"
)

// property is a statement that is being read: all of it but the object.
type property struct {
	subject, predicate Term
	reified            Term // the IRI of the statement itself, when rdf:ID gives one
	at                 Position
}

// state yields the statement with this object, and its reification (section 7.3).
func (p *rdfxmlReader) state(st *property, object Term) error {
	if err := p.emit(st.subject, st.predicate, object, st.at); err != nil {
		return err
	}
	if st.reified.IsZero() || st.subject.IsZero() || st.predicate.IsZero() || object.IsZero() {
		return nil
	}
	for _, t := range [...]Triple{
		{st.reified, rdfSubject, st.subject}, {st.reified, rdfPredicate, st.predicate},
		{st.reified, rdfObject, object}, {st.reified, rdfType, rdfStatement},
	} {
		if err := p.emit(t.Subject, t.Predicate, t.Object, st.at); err != nil {
			return err
		}
	}
	return nil
}

// propertyElement reads the property element whose start tag is the current token
// (section 7.2.14); items counts the rdf:li of the node.
func (p *rdfxmlReader) propertyElement(in inherited, subject Term, items *int) error {
	outer, around := p.scope, in
	scope, err := p.declare()
	if err != nil {
		return err
	}
	if p.x.bad {
		return p.badElement(in)
	}
	p.scope = scope
	name := scope.element(p.x.raw)
	st := property{subject: subject, at: p.x.here()}
	if st.predicate, err = p.predicate(name, items, st.at); err != nil {
		return err
	}
	if err := p.readTag(&in); err != nil {
		return err
	}
	if message := p.tag.conflict(); message != "" {
		st.predicate = Term{}
		if err := p.fault(st.at, message); err != nil {
			return err
		}
	}
	if p.tag.broken {
		st.predicate = Term{}
	}
	if p.tag.id.ok {
		if st.reified, err = p.idIRI(&in, p.tag.id); err != nil {
			return err
		}
		if st.reified.IsZero() {
			st.predicate = Term{} // a broken statement is dropped whole
		}
	}
	unproven := p.expect(name.provenProperty)
	switch t := &p.tag; {
	case t.parseType.broken:
		err = p.badElement(in)
	case t.parseType.ok:
		err = p.parseType(in, &st)
	case t.resource.ok, t.nodeID.ok, len(t.properties) > 0:
		err = p.emptyProperty(in, &st)
	default:
		err = p.content(in, &st)
	}
	if err != nil {
		return err
	}
	if p.lenient {
		if p.x.torn {
			p.withdraw(p.place.from, p.place.to)
		}
		if err := p.prove(&name.provenProperty, unproven); err != nil {
			return err
		}
		p.leave(p.place, p.x.torn, p.x.torn && in.changes(&around, scope, outer))
	}
	p.scope = outer
	return nil
}

// predicate makes the predicate that a property element's name stands for.
func (p *rdfxmlReader) predicate(name *xmlName, items *int, at Position) (Term, error) {
	switch {
	case name.fault != "":
		*items = lostCount // it may have been an rdf:li
		return Term{}, p.fault(at, name.fault)
	case name.role == roleLi:
		if *items++; *items < 1 {
			return Term{}, p.fault(at, "rdf:li after a broken property: its number cannot be known")
		}
		return IRI(rdfNS + "_" + strconv.Itoa(*items)), nil
	case name.role != roleNone && name.role != roleType:
		return Term{}, p.fault(at, fmt.Sprintf("rdf:%s cannot be a property element", name.local))
	}
	return IRI(name.iri), nil
}

// conflict says which attributes of a property element exclude one another.
func (t *tagAttrs) conflict() string {
	switch {
	case t.about.ok:
		return "rdf:about belongs on a node, not on a property: write rdf:resource"
	case t.parseType.ok && (t.resource.ok || t.nodeID.ok || t.datatype.ok || len(t.properties) > 0):
		return "rdf:parseType stands with no other attribute than rdf:ID"
	case t.resource.ok && t.nodeID.ok:
		return "a property has one of rdf:resource and rdf:nodeID, not both"
	case t.datatype.ok && (t.resource.ok || t.nodeID.ok || len(t.properties) > 0):
		return "rdf:datatype is for literals: it stands with no attribute that names a node"
	}
	return ""
}

// emptyProperty reads a property whose object the attributes name (section 7.2.21).
func (p *rdfxmlReader) emptyProperty(in inherited, st *property) error {
	var object Term
	var err error
	switch t := &p.tag; {
	case t.resource.ok:
		object, err = p.iri(&in, t.resource.value, t.resource.at, t.resource.broken)
	case t.nodeID.ok:
		object, err = p.nodeID(t.nodeID)
	default:
		object = p.blanks.fresh()
	}
	if err != nil {
		return err
	}
	if st.predicate.IsZero() && !p.tag.resource.ok && !p.tag.nodeID.ok {
		object = Term{} // nothing leads to the blank node any more
	}
	if err := p.state(st, object); err != nil {
		return err
	}
	if err := p.propertyAttrs(&in, object); err != nil {
		return err
	}
	return p.noContent(in)
}

// noContent reads up to the end tag of a property that holds nothing. White space is
// let pass: many catalogues break the line before the end tag.
func (p *rdfxmlReader) noContent(in inherited) error {
	for {
		if err := p.next(); err != nil {
			return err
		}
		switch p.x.kind {
		case xmlEnd:
			return nil
		case xmlStart:
			if err := p.misplaced(in, "a property with rdf:resource or property attributes holds no element"); err != nil {
				return err
			}
		case xmlText, xmlCDATA:
			if err := p.refuseText("a property with rdf:resource or property attributes ends"); err != nil {
				return err
			}
		}
	}
}

// content reads a property whose object is its content: one node element, or text
// (sections 7.2.15 and 7.2.16).
func (p *rdfxmlReader) content(in inherited, st *property) error {
	datatype := p.tag.datatype
	typ := Term{}
	if datatype.ok {
		var err error
		if typ, err = p.iri(&in, datatype.value, datatype.at, datatype.broken); err != nil {
			return err
		}
	}
	p.text = p.text[:0]
	var broken, isNode bool
	for {
		if err := p.next(); err != nil {
			return err
		}
		switch p.x.kind {
		case xmlEnd:
			if isNode || broken || p.x.torn {
				return nil
			}
			return p.stateLiteral(&in, st, datatype.ok, typ)
		case xmlStray:
			broken = true
		case xmlStart:
			message := ""
			switch {
			case isNode:
				message = "a property holds one node, and here a second one begins; is the end tag of <" + string(clip(p.x.parent())) + "> missing?"
			case broken || !isBlankText(p.text):
				message = "a property holds text or a node, not both"
			case datatype.ok:
				message = "a property with rdf:datatype holds text, not a node"
			}
			var err error
			if message != "" {
				broken = true
				err = p.misplaced(in, message)
			} else {
				err = p.nodeElement(in, func(object Term) error { return p.state(st, object) })
			}
			if err != nil {
				return err
			}
			isNode, p.text = true, p.text[:0]
		case xmlText, xmlCDATA:
			if isNode {
				if err := p.refuseText("a property that holds a node ends"); err != nil {
					return err
				}
				continue
			}
			if err := p.addText(&broken); err != nil {
				return err
			}
		}
	}
}

// stateLiteral states the text that was read.
func (p *rdfxmlReader) stateLiteral(in *inherited, st *property, typed bool, datatype Term) error {
	text := p.lexical()
	if !typed {
		object, err := p.literal(in, text, st.at)
		if err != nil {
			return err
		}
		return p.state(st, object)
	}
	if datatype.IsZero() {
		return nil
	}
	if datatype.Value == RDFLangString {
		return p.fault(st.at, "rdf:datatype is rdf:langString, which xml:lang gives")
	}
	return p.state(st, TypedLiteral(text, datatype.Value))
}

// addText appends the current text or CDATA section to p.text.
func (p *rdfxmlReader) addText(broken *bool) error {
	var fault *SyntaxError
	if p.x.kind == xmlText {
		p.text, fault = p.x.appendText(p.text, p.x.raw)
	} else {
		p.text, fault = p.x.appendCDATA(p.text)
	}
	if fault == nil && len(p.text) > p.maxLiteral && !*broken {
		fault = &SyntaxError{p.x.here(), tooLong(p.maxLiteral)}
	}
	if *broken {
		p.text = p.text[:0]
	}
	if fault == nil {
		return nil
	}
	*broken = true
	return p.fault(fault.Position, fault.Message)
}

// lexical returns the text as a string; short ones that recur are made once.
func (p *rdfxmlReader) lexical() string {
	if len(p.text) > internLongest {
		return string(p.text)
	}
	place, ok := p.literals.place(p.text)
	if ok {
		return place.value
	}
	text := string(p.text)
	return p.literals.keep(place, text, text)
}

func isBlankText(text []byte) bool {
	for _, c := range text {
		if !xmlBlank[c] {
			return false
		}
	}
	return true
}
