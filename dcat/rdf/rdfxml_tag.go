package rdf

import "fmt"

// rdfAttr is an attribute of the RDF vocabulary with its value. ok is false when the
// attribute is absent; broken means that the value could not be read.
type rdfAttr struct {
	value  string
	at     Position
	ok     bool
	broken bool
}

// propertyAttr is an attribute that states a property.
type propertyAttr struct {
	name   *xmlName
	value  string
	at     Position
	broken bool
}

// tagAttrs holds what a start tag says in RDF; it is good until the next tag.
type tagAttrs struct {
	id, about, parseType, resource, nodeID, datatype rdfAttr

	properties []propertyAttr
	broken     bool // an attribute that has no meaning was reported
}

func (t *tagAttrs) any() bool {
	return t.id.ok || t.about.ok || t.parseType.ok || t.resource.ok || t.nodeID.ok || t.datatype.ok || len(t.properties) > 0
}

// readTag sorts the attributes of the current tag into p.tag, and changes in by
// xml:base and xml:lang.
func (p *rdfxmlReader) readTag(in *inherited) error {
	p.tag = tagAttrs{properties: p.tag.properties[:0]}
	for i := range p.x.attrs {
		a := &p.x.attrs[i]
		name := p.scope.attribute(a.name)
		if name.role == roleXMLOther {
			continue
		}
		if name.fault != "" {
			switch name.local {
			case "lang": // with a misspelt xml: what the language is inside is not known
				in.lang = "?"
			case "base":
				in.base = ""
			}
			if err := p.tagFault(a, name.fault); err != nil {
				return err
			}
			continue
		}
		value, fault := p.x.value(a)
		if fault != nil {
			if err := p.fault(fault.Position, fault.Message); err != nil {
				return err
			}
		}
		if err := p.sortAttr(in, a, name, value, fault != nil); err != nil {
			return err
		}
	}
	return nil
}

func (p *rdfxmlReader) tagFault(a *xmlAttr, message string) error {
	p.tag.broken = true
	return p.fault(p.x.place(a.at), message)
}

func (p *rdfxmlReader) sortAttr(in *inherited, a *xmlAttr, name *xmlName, value string, broken bool) error {
	var to *rdfAttr
	switch name.role {
	case roleXMLLang:
		in.lang = value
		if broken {
			in.lang = "?" // no tag at all, so that no literal takes the outer one
		}
		return nil
	case roleXMLBase:
		return p.setBase(in, a, value, broken)
	case roleID:
		to = &p.tag.id
	case roleAbout:
		to = &p.tag.about
	case roleParseType:
		to = &p.tag.parseType
	case roleResource:
		to = &p.tag.resource
	case roleNodeID:
		to = &p.tag.nodeID
	case roleDatatype:
		to = &p.tag.datatype
	case roleRDF, roleDescription, roleLi, roleOld:
		return p.tagFault(a, fmt.Sprintf("rdf:%s cannot be an attribute", name.local))
	default:
		p.tag.properties = append(p.tag.properties, propertyAttr{name, value, p.x.place(a.at), broken})
		return nil
	}
	if to.ok {
		return p.tagFault(a, fmt.Sprintf("attribute rdf:%s stands twice", name.local))
	}
	*to = rdfAttr{value, p.x.place(a.at), true, broken}
	return nil
}

// setBase changes the base IRI. A base that cannot be read leaves none, so that
// relative IRIs below it are reported and not resolved against the wrong one.
func (p *rdfxmlReader) setBase(in *inherited, a *xmlAttr, value string, broken bool) error {
	if broken {
		in.base = ""
		return nil
	}
	base, err := resolveIRI(in.base, value)
	if err != nil {
		in.base = ""
		return p.fault(p.x.place(a.at), "xml:base: "+err.Error())
	}
	in.base = base
	return nil
}

// iri makes the IRI that an attribute names, or reports why it cannot and returns
// the zero term.
func (p *rdfxmlReader) iri(in *inherited, value string, at Position, broken bool) (Term, error) {
	if broken {
		return Term{}, nil
	}
	if in.base != p.irisBase {
		p.iris.forget()
		p.irisBase = in.base
	}
	place, ok := p.iris.place([]byte(value))
	if ok {
		return IRI(place.value), nil
	}
	iri, err := resolveIRI(in.base, value)
	if err != nil {
		return Term{}, p.fault(at, err.Error())
	}
	return IRI(p.iris.keep(place, value, iri)), nil
}

// idIRI makes the IRI of an rdf:ID: a fragment of the base that no other rdf:ID of
// the document makes (section 5.1, constraint constr-id).
func (p *rdfxmlReader) idIRI(in *inherited, a rdfAttr) (Term, error) {
	if a.broken {
		return Term{}, nil
	}
	if !isNCName([]byte(a.value)) {
		return Term{}, p.fault(a.at, "rdf:ID "+quoteShort(a.value)+" is no XML name")
	}
	iri, err := resolveIRI(in.base, "#"+a.value)
	if err != nil {
		return Term{}, p.fault(a.at, "rdf:ID "+quoteShort(a.value)+": "+err.Error())
	}
	if p.ids[iri] {
		return Term{}, p.fault(a.at, "rdf:ID "+quoteShort(a.value)+" stands twice in the document")
	}
	if p.ids == nil {
		p.ids = map[string]bool{}
	}
	p.ids[iri] = true
	return IRI(iri), nil
}

func (p *rdfxmlReader) nodeID(a rdfAttr) (Term, error) {
	if a.broken {
		return Term{}, nil
	}
	if !isNCName([]byte(a.value)) {
		return Term{}, p.fault(a.at, "rdf:nodeID "+quoteShort(a.value)+" is no XML name")
	}
	return p.blanks.named(a.value), nil
}

// literal makes a literal of the language in force.
func (p *rdfxmlReader) literal(in *inherited, text string, at Position) (Term, error) {
	if in.lang == "" {
		return Literal(text), nil
	}
	if in.lang != p.goodLang {
		if !isLang([]byte(in.lang)) {
			return Term{}, p.fault(at, "xml:lang "+quoteShort(in.lang)+" is no language tag")
		}
		p.goodLang = in.lang
	}
	return LangLiteral(text, in.lang), nil
}
