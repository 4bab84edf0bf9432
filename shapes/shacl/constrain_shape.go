package shacl

import "github.com/trebbia/trebbia/dcat/rdf"

// Shape-based constraint components, section 4.7.

func compileNode(c *compiler, s *shape, v rdf.Term) []constraint {
	to, ok := c.refer(s, triple(s, "node", v), v, "node-node")
	if !ok {
		return nil
	}
	k := s.constraint("Node", map[string]string{"node": c.describe(v)})
	if texts := rdf.Objects(c.g, v, sh("message")); len(s.messages) == 0 && len(texts) > 0 {
		// what the other shape says of nodes that fail it says more than its name
		k.messages = newMessages(texts, nil)
	}
	k.refers = []edge{{to, byConforms}}
	k.whole = func(e *evaluation, in input) {
		for _, value := range in.values {
			if e.conforms(to, value) {
				continue
			}
			if !in.report(e, finding{value: value, detail: e.detail(to, value, in.out)}) {
				return
			}
		}
	}
	return []constraint{k}
}

// compileProperty compiles sh:property: the results of the property shape for each
// value node are results themselves (section 4.7.2).
func compileProperty(c *compiler, s *shape, v rdf.Term) []constraint {
	to, ok := c.refer(s, triple(s, "property", v), v, "property-node")
	if !ok {
		return nil
	}
	k := s.constraint("Property", nil)
	k.refers = []edge{{to, byProperty}}
	ofFocus := s.path.IsZero()
	k.whole = func(e *evaluation, in input) {
		if ofFocus {
			e.run(to, in.focus, in.out)
			return
		}
		for _, value := range in.values {
			more := e.run(to, e.enter(value), in.out)
			e.leave()
			if !more {
				return
			}
		}
	}
	return []constraint{k}
}

// compileQualified compiles sh:qualifiedValueShape with its minimum and maximum
// (section 4.7.3): two components that count the same value nodes.
func compileQualified(c *compiler, s *shape, v rdf.Term) []constraint {
	to, ok := c.refer(s, triple(s, "qualifiedValueShape", v), v, "qualifiedValueShape-node")
	if !ok {
		return nil
	}
	refers := []edge{{to, byNegation}} // a maximum is broken by nodes that conform
	siblings := c.siblings(s, v)
	for _, sibling := range siblings {
		refers = append(refers, edge{sibling, byNegation})
	}
	counted := func(e *evaluation, values []rdf.Term) int {
		n := 0
		for _, value := range values {
			if !e.conforms(to, value) {
				continue
			}
			alone := true
			for _, sibling := range siblings {
				alone = alone && !e.conforms(sibling, value)
			}
			if alone {
				n++
			}
		}
		return n
	}
	parameters := map[string]string{"qualifiedValueShape": c.describe(v)}
	var out []constraint
	for _, side := range []struct {
		local, component string
		broken           func(n, limit int) bool
	}{
		{"qualifiedMinCount", "QualifiedMinCount", func(n, least int) bool { return n < least }},
		{"qualifiedMaxCount", "QualifiedMaxCount", func(n, most int) bool { return n > most }},
	} {
		values := rdf.Objects(c.g, s.term, sh(side.local))
		if len(values) == 0 || c.repeated(s, triple(s, side.local, values[0]), several) {
			continue
		}
		limit, ok := c.count(s, side.local, values[0], side.local+"-datatype")
		if !ok {
			continue
		}
		parameters[side.local] = values[0].Value
		k := s.constraint(side.component, parameters)
		k.refers = refers
		k.whole = func(e *evaluation, in input) {
			if n := counted(e, in.values); side.broken(n, limit) {
				in.report(e, finding{count: n})
			}
		}
		out = append(out, k)
	}
	return out
}

// siblings returns the sibling shapes of a qualified value shape (section 4.7.3), none
// unless sh:qualifiedValueShapesDisjoint is true.
func (c *compiler) siblings(s *shape, own rdf.Term) []*shape {
	if !c.isTrue(s, "qualifiedValueShapesDisjoint", "qualifiedValueShapesDisjoint-datatype", several) {
		return nil
	}
	var terms termSet
	for _, parent := range rdf.Subjects(c.g, sh("property"), s.term) {
		for _, property := range rdf.Objects(c.g, parent, sh("property")) {
			for _, value := range rdf.Objects(c.g, property, sh("qualifiedValueShape")) {
				if value != own {
					terms.add(value)
				}
			}
		}
	}
	var out []*shape
	for _, t := range terms.terms {
		if sibling := c.byTerm[t]; sibling != nil {
			out = append(out, sibling)
		}
	}
	return out
}

// describe names a shape for people. A shape without an IRI is told by its parameters.
func (c *compiler) describe(term rdf.Term) string {
	if !term.IsBlank() {
		return plain(term)
	}
	text := "("
	for i, t := range c.triples(term) {
		if i > 0 {
			text += ", "
		}
		text += compact(t.Predicate)
		if !t.Object.IsBlank() {
			text += " " + compact(t.Object)
		}
	}
	return text + ")"
}
