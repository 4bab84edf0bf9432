package shacl

import "github.com/trebbia/trebbia/dcat/rdf"

// Value type constraint components, section 4.1.

func compileClass(c *compiler, s *shape, v rdf.Term) []constraint {
	if !c.iri(s, "class", v) {
		return nil
	}
	class := c.class(v)
	k := s.constraint("Class", map[string]string{"class": v.Value})
	k.each = func(e *evaluation, value rdf.Term) bool { return e.isInstance(value, class) }
	return []constraint{k}
}

func compileDatatype(c *compiler, s *shape, v rdf.Term) []constraint {
	if !c.iri(s, "datatype", v) {
		return nil
	}
	datatype, lexical := v.Value, lexicalSpace(v.Value)
	k := s.constraint("Datatype", map[string]string{"datatype": compact(v)})
	k.each = func(_ *evaluation, value rdf.Term) bool { return validLiteral(value, datatype, lexical) }
	return []constraint{k}
}

// nodeKinds are the values of sh:nodeKind: whether IRIs, blank nodes and literals fit.
var nodeKinds = map[string][3]bool{
	"IRI":                {true, false, false},
	"BlankNode":          {false, true, false},
	"Literal":            {false, false, true},
	"BlankNodeOrIRI":     {true, true, false},
	"BlankNodeOrLiteral": {false, true, true},
	"IRIOrLiteral":       {true, false, true},
}

func compileNodeKind(c *compiler, s *shape, v rdf.Term) []constraint {
	for local, fits := range nodeKinds {
		if v != sh(local) {
			continue
		}
		k := s.constraint("NodeKind", map[string]string{"nodeKind": "sh:" + local})
		k.each = func(_ *evaluation, value rdf.Term) bool { return fits[value.Kind-rdf.KindIRI] }
		return []constraint{k}
	}
	c.fault(s, triple(s, "nodeKind", v), "nodeKind-in", v.String()+" is not one of the six node kinds of SHACL")
	return nil
}
