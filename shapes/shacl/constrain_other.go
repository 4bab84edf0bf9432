package shacl

import (
	"slices"
	"strings"

	"github.com/trebbia/trebbia/dcat/rdf"
)

// Other constraint components, section 4.8.

// compileClosed compiles sh:closed: the only predicates allowed are those that the
// shape's property shapes have as their path, and sh:ignoredProperties.
func compileClosed(c *compiler, s *shape, _ rdf.Term) []constraint {
	allowed := c.ignoredProperties(s)
	if !c.isTrue(s, "closed", "closed-datatype", several) {
		return nil
	}
	for _, property := range rdf.Objects(c.g, s.term, sh("property")) {
		for _, path := range rdf.Objects(c.g, property, sh("path")) {
			if path.IsIRI() {
				allowed[path.Value] = true
			}
		}
	}
	var names []rdf.Term
	for iri := range allowed {
		names = append(names, rdf.IRI(iri))
	}
	slices.SortFunc(names, func(a, b rdf.Term) int { return strings.Compare(a.Value, b.Value) })
	k := s.constraint("Closed", map[string]string{"closed": "true", "ignoredProperties": listed(names)})
	k.whole = func(e *evaluation, in input) {
		for _, value := range in.values {
			if !e.closed(in, value, allowed) {
				return
			}
		}
	}
	return []constraint{k}
}

// closed reports the triples of a value node whose predicate is not allowed and tells
// whether more findings are wanted.
func (e *evaluation) closed(in input, value rdf.Term, allowed map[string]bool) bool {
	if value.IsLiteral() {
		return true
	}
	for i, g := range e.graphs {
		for t := range g.Match(value, wild, wild) {
			if allowed[t.Predicate.Value] || i > 0 && e.stated(e.graphs[:i], t) {
				continue
			}
			if !in.report(e, finding{value: t.Object, path: PredicatePath(t.Predicate)}) {
				return false
			}
		}
	}
	return true
}

func compileHasValue(_ *compiler, s *shape, v rdf.Term) []constraint {
	k := s.constraint("HasValue", map[string]string{"hasValue": plain(v)})
	wanted := lowerTag(v)
	k.whole = func(e *evaluation, in input) {
		if !slices.ContainsFunc(in.values, func(value rdf.Term) bool { return lowerTag(value) == wanted }) {
			in.report(e, finding{})
		}
	}
	return []constraint{k}
}

func compileIn(c *compiler, s *shape, v rdf.Term) []constraint {
	members, ok := c.list(s, "in", v)
	if !ok {
		return nil
	}
	allowed := make(map[rdf.Term]bool, len(members))
	for _, m := range members {
		allowed[lowerTag(m)] = true
	}
	k := s.constraint("In", map[string]string{"in": listed(members)})
	k.each = func(_ *evaluation, value rdf.Term) bool { return allowed[lowerTag(value)] }
	return []constraint{k}
}

// lowerTag returns the term in the form in which it is compared with others: tags such as
// en-GB and en-gb are the same (RDF 1.1 Concepts, section 3.3).
func lowerTag(t rdf.Term) rdf.Term {
	if t.Lang != "" {
		t.Lang = strings.ToLower(t.Lang)
	}
	return t
}
