package shacl

import "github.com/trebbia/trebbia/dcat/rdf"

// target is one way in which a shape finds its focus nodes (section 2.1.3).
type target struct {
	kind  targetKind
	term  rdf.Term
	class int
}

type targetKind uint8

const (
	targetNode targetKind = iota
	targetClass
	targetSubjectsOf
	targetObjectsOf
)

func (c *compiler) readTargets(s *shape) {
	for _, v := range rdf.Objects(c.g, s.term, sh("targetNode")) {
		if v.IsBlank() {
			c.fault(s, triple(s, "targetNode", v), "targetNode-nodeKind", "the value of sh:targetNode must be an IRI or a literal")
			continue
		}
		s.targets = append(s.targets, target{kind: targetNode, term: v})
	}
	for _, v := range rdf.Objects(c.g, s.term, sh("targetClass")) {
		if c.iri(s, "targetClass", v) {
			s.targets = append(s.targets, target{kind: targetClass, term: v, class: c.class(v)})
		}
	}
	if c.isClass(s.term) {
		if !s.term.IsIRI() {
			c.fault(s, rdf.Triple{Subject: s.term, Predicate: rdfType, Object: rdfsClass},
				"implicit-targetClass-nodeKind", "a shape that is also a class must be an IRI")
		} else {
			s.targets = append(s.targets, target{kind: targetClass, term: s.term, class: c.class(s.term)})
		}
	}
	for _, v := range rdf.Objects(c.g, s.term, sh("targetSubjectsOf")) {
		if c.iri(s, "targetSubjectsOf", v) {
			s.targets = append(s.targets, target{kind: targetSubjectsOf, term: v})
		}
	}
	for _, v := range rdf.Objects(c.g, s.term, sh("targetObjectsOf")) {
		if c.iri(s, "targetObjectsOf", v) {
			s.targets = append(s.targets, target{kind: targetObjectsOf, term: v})
		}
	}
}

// isClass tells whether a shape is a class of the shapes graph as well, which makes
// the instances of it its targets (section 2.1.3.3).
func (c *compiler) isClass(term rdf.Term) bool {
	if !rdf.Has(c.g, term, rdfType, wild) {
		return false
	}
	for _, class := range subclassesIn(c.g, rdfsClass) {
		if rdf.Has(c.g, term, rdfType, class) {
			return true
		}
	}
	return false
}

// focusNodes calls found with each focus node that the target has in the data. Nodes
// that only the background describes are no targets: it is there to be consulted.
func (e *evaluation) focusNodes(t target, found func(rdf.Term)) {
	switch t.kind {
	case targetNode:
		found(t.term)
	case targetClass:
		for _, class := range e.subclasses(t.class).terms {
			for triple := range e.data.Match(wild, rdfType, class) {
				found(triple.Subject)
			}
		}
	case targetSubjectsOf:
		for triple := range e.data.Match(wild, t.term, wild) {
			found(triple.Subject)
		}
	case targetObjectsOf:
		for triple := range e.data.Match(wild, t.term, wild) {
			found(triple.Object)
		}
	}
}

// targets reports whether the shape has the node among its focus nodes.
func (e *evaluation) targets(s *shape, term rdf.Term) bool {
	for _, t := range s.targets {
		hit := false
		switch t.kind {
		case targetNode:
			hit = t.term == term
		case targetClass:
			hit = e.typed(e.graphs[:1], term, t.class)
		case targetSubjectsOf:
			hit = !term.IsLiteral() && rdf.Has(e.data, term, t.term, wild)
		case targetObjectsOf:
			hit = rdf.Has(e.data, wild, t.term, term)
		}
		if hit {
			return true
		}
	}
	return false
}
