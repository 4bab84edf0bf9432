package shacl

import (
	"strconv"
	"strings"

	"github.com/trebbia/trebbia/dcat/rdf"
)

// This file reads the parts of shapes that are not constraints, and the values of
// parameters, with the syntax rules that hold for them.

// triple returns the triple of the shape that a fault is about.
func triple(s *shape, local string, value rdf.Term) rdf.Triple {
	return rdf.Triple{Subject: s.term, Predicate: sh(local), Object: value}
}

// readPath reads sh:path and tells whether the shape is well-formed so far.
func (c *compiler) readPath(s *shape) bool {
	paths := rdf.Objects(c.g, s.term, sh("path"))
	isProperty := rdf.Has(c.g, s.term, rdfType, sh("PropertyShape")) || rdf.Has(c.g, wild, sh("property"), s.term)
	rule, message := "", ""
	switch {
	case len(paths) == 0 && isProperty:
		c.fault(s, c.triples(s.term)[0], "PropertyShape-path-minCount", "a property shape needs a sh:path")
		return false
	case len(paths) == 0:
		return true
	case len(paths) > 1:
		rule, message = "path-maxCount", "more than one sh:path"
	case rdf.Has(c.g, s.term, rdfType, sh("NodeShape")):
		rule, message = "NodeShape-path-maxCount", "a node shape must not have a sh:path"
	case rdf.Has(c.g, wild, sh("node"), s.term):
		rule, message = "node-node", "a value of sh:node must be a node shape; this one has a sh:path"
	}
	if rule != "" {
		c.fault(s, triple(s, "path", paths[0]), rule, message)
		return false
	}
	path, extra, broken := parsePath(c.g, paths[0])
	if broken != nil {
		c.fault(s, triple(s, "path", paths[0]), broken.rule, broken.message)
		return false
	}
	if extra {
		c.warn(s, triple(s, "path", paths[0]), "path-metarule", "the path is of more kinds than one; read as "+path.String())
	}
	s.path, s.pathText = path, path.String()
	if predicate, ok := path.Predicate(); ok {
		s.slot = c.slot(predicate)
	} else {
		c.slots(path)
	}
	return true
}

// slots gives slots to the predicates that a path follows forwards.
func (c *compiler) slots(p Path) {
	switch s := p.step; s.kind {
	case predicatePath:
		s.slot = c.slot(s.predicate) + 1
	case inversePath:
	default:
		for _, part := range s.parts {
			c.slots(part)
		}
	}
}

// slot returns the number of a predicate in the views of focus nodes.
func (c *compiler) slot(predicate rdf.Term) int {
	n, ok := c.result.predicates[predicate.Value]
	if !ok {
		n = len(c.result.predicates)
		c.result.predicates[predicate.Value] = n
	}
	return n
}

// class returns the number of a class among those that are tested for.
func (c *compiler) class(class rdf.Term) int {
	for i, known := range c.result.classes {
		if known == class {
			return i
		}
	}
	c.result.classes = append(c.result.classes, class)
	return len(c.result.classes) - 1
}

func (c *compiler) readSeverity(s *shape) {
	s.severity, s.severityTerm = Violation, sh("Violation")
	values := rdf.Objects(c.g, s.term, sh("severity"))
	if len(values) == 0 || c.repeated(s, triple(s, "severity", values[0]), "severity-maxCount") {
		return
	}
	if !values[0].IsIRI() {
		c.fault(s, triple(s, "severity", values[0]), "severity-nodeKind", "the value of sh:severity must be an IRI")
		return
	}
	s.severityTerm = values[0]
	switch values[0] {
	case sh("Warning"):
		s.severity = Warning
	case sh("Info"):
		s.severity = Info
	}
}

func (c *compiler) readMessages(s *shape) {
	for _, m := range rdf.Objects(c.g, s.term, sh("message")) {
		if m.Datatype != rdf.XSDString && m.Datatype != rdf.RDFLangString {
			c.fault(s, triple(s, "message", m), "message-datatype", "a sh:message must be an xsd:string or have a language")
			continue
		}
		s.messages = append(s.messages, m)
	}
}

// isTrue reads a flag. Section 4 gives effect to the literal true only; other spellings
// of it, such as "1"^^xsd:boolean, are well-formed, have none, and are warned about.
func (c *compiler) isTrue(s *shape, local, datatypeRule, countRule string) bool {
	values := rdf.Objects(c.g, s.term, sh(local))
	if len(values) == 0 || c.repeated(s, triple(s, local, values[0]), countRule) {
		return false
	}
	switch v := values[0]; v {
	case xsdTrue:
		return true
	case xsdFalse:
	default:
		if !validLiteral(v, xsdNS+"boolean", lexicalSpace(xsdNS+"boolean")) {
			c.fault(s, triple(s, local, v), datatypeRule, "the value of sh:"+local+" must be true or false, not "+v.String())
		} else if v.Value == "1" {
			c.warn(s, triple(s, local, v), RuleInactive, "sh:"+local+" has effect only when it is true, not "+v.String())
		}
	}
	return false
}

// count reads a parameter that must be an xsd:integer.
func (c *compiler) count(s *shape, local string, v rdf.Term, rule string) (int, bool) {
	if !validLiteral(v, xsdNS+"integer", lexicalSpace(xsdNS+"integer")) {
		c.fault(s, triple(s, local, v), rule, "the value of sh:"+local+" must be an xsd:integer, not "+v.String())
		return 0, false
	}
	n, err := strconv.Atoi(strings.TrimPrefix(v.Value, "+"))
	if err != nil {
		c.fault(s, triple(s, local, v), RuleUnsupported, "the value of sh:"+local+" is too large: "+v.Value)
		return 0, false
	}
	return n, true
}

// iri reads a parameter that must be an IRI.
func (c *compiler) iri(s *shape, local string, v rdf.Term) bool {
	if !v.IsIRI() {
		c.fault(s, triple(s, local, v), local+"-nodeKind", "the value of sh:"+local+" must be an IRI, not "+v.String())
	}
	return v.IsIRI()
}

// list reads a parameter that must be a SHACL list.
func (c *compiler) list(s *shape, local string, v rdf.Term) ([]rdf.Term, bool) {
	members, ok := readList(c.g, v)
	if !ok {
		c.fault(s, triple(s, local, v), local+"-node", "the value of sh:"+local+" must be a well-formed list")
	}
	return members, ok
}

// text reads a parameter that must be an xsd:string.
func (c *compiler) text(s *shape, local string, v rdf.Term) bool {
	ok := v.IsLiteral() && v.Datatype == rdf.XSDString
	if !ok {
		c.fault(s, triple(s, local, v), local+"-datatype", "the value of sh:"+local+" must be an xsd:string, not "+v.String())
	}
	return ok
}

// constraint returns a constraint of the component with this local name (without
// "ConstraintComponent"), with its messages; parameters are the values of variables.
func (s *shape) constraint(component string, parameters map[string]string) constraint {
	return constraint{
		component: Namespace + component + "ConstraintComponent",
		messages:  newMessages(s.texts(component), parameters),
	}
}

// texts returns the messages of the shape, else those of the component.
func (s *shape) texts(component string) []rdf.Term {
	if len(s.messages) > 0 {
		return s.messages
	}
	texts := defaultTexts[component]
	return []rdf.Term{rdf.LangLiteral(texts[0], "en"), rdf.LangLiteral(texts[1], "it")}
}

// checkPartners looks at the parameters that do nothing without another one, where that
// is missing: they keep their syntax rules.
func (c *compiler) checkPartners(s *shape) {
	has := func(local string) bool { return rdf.Has(c.g, s.term, sh(local), wild) }
	if !has("pattern") {
		c.flags(s)
	}
	if !has("closed") {
		c.ignoredProperties(s)
	}
	qualified := has("qualifiedValueShape")
	if qualified && !has("qualifiedMinCount") && !has("qualifiedMaxCount") {
		at := triple(s, "qualifiedValueShape", rdf.Object(c.g, s.term, sh("qualifiedValueShape")))
		c.warn(s, at, RuleIncomplete, "sh:qualifiedValueShape constrains nothing without sh:qualifiedMinCount or sh:qualifiedMaxCount")
	}
	for _, local := range []string{"qualifiedMinCount", "qualifiedMaxCount"} {
		if limit := rdf.Object(c.g, s.term, sh(local)); !qualified && !limit.IsZero() {
			if _, ok := c.count(s, local, limit, local+"-datatype"); ok {
				c.warn(s, triple(s, local, limit), RuleIncomplete, "sh:"+local+" constrains nothing without sh:qualifiedValueShape")
			}
		}
	}
}

// flags reads sh:flags.
func (c *compiler) flags(s *shape) (flags string, ok bool) {
	values := rdf.Objects(c.g, s.term, sh("flags"))
	if len(values) == 0 {
		return "", true
	}
	if c.repeated(s, triple(s, "flags", values[0]), several) || !c.text(s, "flags", values[0]) {
		return "", false
	}
	return values[0].Value, true
}

// ignoredProperties reads sh:ignoredProperties.
func (c *compiler) ignoredProperties(s *shape) map[string]bool {
	properties := map[string]bool{}
	values := rdf.Objects(c.g, s.term, sh("ignoredProperties"))
	if len(values) == 0 || c.repeated(s, triple(s, "ignoredProperties", values[0]), several) {
		return properties
	}
	members, _ := c.list(s, "ignoredProperties", values[0])
	for _, m := range members {
		if !m.IsIRI() {
			c.fault(s, triple(s, "ignoredProperties", values[0]), "ignoredProperties-members-nodeKind",
				"the members of sh:ignoredProperties must be IRIs, not "+m.String())
		}
		properties[m.Value] = true
	}
	return properties
}
