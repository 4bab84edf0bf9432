package shacl

import (
	"slices"

	"github.com/trebbia/trebbia/dcat/rdf"
)

// Property pair constraint components, section 4.5. They compare the value nodes with
// the values that the focus node has for another property.

func compileEquals(c *compiler, s *shape, v rdf.Term) []constraint {
	return c.pair(s, "equals", "Equals", v, func(e *evaluation, in input, others []rdf.Term) {
		have, wanted := setOf(lowerTags(in.values)), setOf(lowerTags(others))
		for _, value := range in.values {
			if !wanted.has(lowerTag(value)) && !in.report(e, finding{value: value}) {
				return
			}
		}
		for _, other := range others {
			if !have.has(lowerTag(other)) && !in.report(e, finding{value: other}) {
				return
			}
		}
	})
}

func compileDisjoint(c *compiler, s *shape, v rdf.Term) []constraint {
	return c.pair(s, "disjoint", "Disjoint", v, func(e *evaluation, in input, others []rdf.Term) {
		barred := setOf(lowerTags(others))
		for _, value := range in.values {
			if barred.has(lowerTag(value)) && !in.report(e, finding{value: value}) {
				return
			}
		}
	})
}

// lowerTags returns the terms with their tags in lower case: the same slice where they are.
func lowerTags(terms []rdf.Term) []rdf.Term {
	for i, t := range terms {
		if lowerTag(t).Lang != t.Lang {
			terms = slices.Clone(terms)
			for ; i < len(terms); i++ {
				terms[i] = lowerTag(terms[i])
			}
			return terms
		}
	}
	return terms
}

func compileLessThan(c *compiler, s *shape, v rdf.Term) []constraint {
	return c.ordered(s, "lessThan", "LessThan", v, func(order int) bool { return order < 0 })
}

func compileLessThanOrEquals(c *compiler, s *shape, v rdf.Term) []constraint {
	return c.ordered(s, "lessThanOrEquals", "LessThanOrEquals", v, func(order int) bool { return order <= 0 })
}

// ordered compares every value node with every other value: there is a result for each
// pair that is not in order or cannot be compared (section 4.5.3).
func (c *compiler) ordered(s *shape, local, component string, v rdf.Term, right func(order int) bool) []constraint {
	return c.pair(s, local, component, v, func(e *evaluation, in input, others []rdf.Term) {
		for _, value := range in.values {
			a, comparable := ordinalOf(value)
			for _, other := range others {
				ok := false
				if b, comparableToo := ordinalOf(other); comparable && comparableToo {
					order, known := a.compare(b)
					ok = known && right(order)
				}
				if !ok && !in.report(e, finding{value: value}) {
					return
				}
			}
		}
	})
}

func (c *compiler) pair(s *shape, local, component string, v rdf.Term, check func(e *evaluation, in input, others []rdf.Term)) []constraint {
	if !c.iri(s, local, v) {
		return nil
	}
	slot := c.slot(v)
	k := s.constraint(component, map[string]string{local: v.Value})
	k.whole = func(e *evaluation, in input) { check(e, in, e.objects(in.focus, slot)) }
	return []constraint{k}
}
