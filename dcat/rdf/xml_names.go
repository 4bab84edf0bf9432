package rdf

import (
	"bytes"
	"fmt"
	"strings"
)

const (
	rdfNS   = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
	xmlNS   = "http://www.w3.org/XML/1998/namespace"
	xmlnsNS = "http://www.w3.org/2000/xmlns/"
	xhtmlNS = "http://www.w3.org/1999/xhtml"
)

// nameRole is the part that a name plays in RDF/XML.
type nameRole uint8

const (
	roleNone     nameRole = iota // any other name
	roleXMLLang                  // xml:lang
	roleXMLBase                  // xml:base
	roleXMLOther                 // an attribute that RDF/XML leaves out (section 6.1.2)
	roleRDF                      // rdf:RDF
	roleID                       // rdf:ID and so on
	roleAbout
	roleParseType
	roleResource
	roleNodeID
	roleDatatype
	roleDescription
	roleLi
	roleType
	roleOld // rdf:aboutEach, rdf:aboutEachPrefix and rdf:bagID, which are gone
)

var rdfRoles = map[string]nameRole{
	"RDF": roleRDF, "ID": roleID, "about": roleAbout, "parseType": roleParseType,
	"resource": roleResource, "nodeID": roleNodeID, "datatype": roleDatatype,
	"Description": roleDescription, "li": roleLi, "type": roleType,
	"aboutEach": roleOld, "aboutEachPrefix": roleOld, "bagID": roleOld,
}

// bareRDFNames are the attributes that may stand without a namespace (section 6.1.4).
var bareRDFNames = map[string]bool{"ID": true, "about": true, "resource": true, "parseType": true, "type": true}

// xmlName is a name of an element or attribute as the namespaces in force resolve it.
type xmlName struct {
	raw   string // as written
	space string // namespace IRI, "" for none
	local string
	iri   string // space and local joined: the IRI that RDF/XML makes of a name
	role  nameRole
	fault string // why the name means nothing, or ""

	// A node or a property with this name was closed in good order.
	provenNode, provenProperty bool
}

// xmlScope holds the namespaces that one element declares and, for speed, the names
// that were resolved under them. Documents that declare all at the root, as nearly all
// do, resolve each name once.
type xmlScope struct {
	outer    *xmlScope
	prefixes map[string]string
	elements map[string]*xmlName
	attrs    map[string]*xmlName
}

// maxCachedNames bounds the cache against documents that never use a name twice.
const maxCachedNames = 4096

func newXMLScope(outer *xmlScope) *xmlScope {
	return &xmlScope{
		outer: outer, prefixes: map[string]string{},
		elements: map[string]*xmlName{}, attrs: map[string]*xmlName{},
	}
}

func rootXMLScope() *xmlScope {
	s := newXMLScope(nil)
	s.prefixes["xml"], s.prefixes["xmlns"] = xmlNS, xmlnsNS
	return s
}

// space returns the namespace IRI of a prefix; the default namespace has prefix "".
func (s *xmlScope) space(prefix string) (string, bool) {
	for ; s != nil; s = s.outer {
		if iri, ok := s.prefixes[prefix]; ok {
			return iri, true
		}
	}
	return "", prefix == ""
}

func (s *xmlScope) element(raw []byte) *xmlName {
	if n, ok := s.elements[string(raw)]; ok {
		return n
	}
	n := s.resolve(string(raw), true)
	if len(s.elements) < maxCachedNames {
		s.elements[n.raw] = n
	}
	return n
}

func (s *xmlScope) attribute(raw []byte) *xmlName {
	if n, ok := s.attrs[string(raw)]; ok {
		return n
	}
	n := s.resolve(string(raw), false)
	if len(s.attrs) < maxCachedNames {
		s.attrs[n.raw] = n
	}
	return n
}

func (s *xmlScope) resolve(raw string, isElement bool) *xmlName {
	n := &xmlName{raw: raw, local: raw}
	prefix, local, prefixed := strings.Cut(raw, ":")
	if prefixed {
		n.local = local
	} else {
		prefix = ""
	}
	if !isElement && isReservedXML(raw) {
		n.role = xmlRole(raw)
		if prefixed {
			n.space, _ = s.space(prefix)
		}
		return n
	}
	if prefix == "xmlns" {
		n.fault = fmt.Sprintf("the prefix of %s is reserved: an element cannot have it", raw)
		return n
	}
	if prefixed || isElement {
		space, ok := s.space(prefix)
		if !ok {
			n.fault = fmt.Sprintf("the prefix of %s is not declared: add xmlns:%s", raw, prefix)
			return n
		}
		n.space = space
	}
	switch {
	case n.space == rdfNS:
		n.role = rdfRoles[n.local]
	case n.space == "" && !isElement && bareRDFNames[raw]:
		n.space, n.role = rdfNS, rdfRoles[raw]
	case n.space == "" && isElement:
		n.fault = fmt.Sprintf("element %s has no namespace, and so no IRI", raw)
		return n
	case n.space == "":
		n.fault = fmt.Sprintf("attribute %s has no namespace, and so no IRI", raw)
		return n
	}
	n.iri = n.space + n.local
	if err := checkIRI(n.iri); err != nil {
		n.fault = fmt.Sprintf("%s: %v", raw, err)
	}
	return n
}

// isReservedXML reports whether the name begins with "xml" in any case: such
// attributes are not part of the RDF (section 6.1.2).
func isReservedXML(raw string) bool {
	return len(raw) >= 3 && strings.EqualFold(raw[:3], "xml")
}

func xmlRole(raw string) nameRole {
	switch raw {
	case "xml:lang":
		return roleXMLLang
	case "xml:base":
		return roleXMLBase
	}
	return roleXMLOther
}

// declare returns the scope in force inside the tag: scope itself when the tag
// declares no namespace.
func (s *xmlScanner) declare(scope *xmlScope) (*xmlScope, error) {
	inner := scope
	for i := range s.attrs {
		a := &s.attrs[i]
		if !bytes.HasPrefix(a.name, []byte("xmlns")) || len(a.name) > 5 && a.name[5] != ':' {
			continue
		}
		iri, fault := s.value(a)
		if fault != nil {
			return nil, fault
		}
		prefix := ""
		if len(a.name) > 5 {
			prefix = string(a.name[6:])
		}
		switch {
		case prefix == "xmlns", prefix == "xml" && iri != xmlNS, prefix != "xml" && iri == xmlNS, iri == xmlnsNS:
			return nil, s.fail(a.at, "%s: the namespaces of XML itself cannot be declared anew", a.name)
		case prefix != "" && iri == "":
			return nil, s.fail(a.at, "%s: a prefix cannot stand for no namespace", a.name)
		}
		if inner == scope {
			inner = newXMLScope(scope)
		}
		inner.prefixes[prefix] = iri
	}
	return inner, nil
}
