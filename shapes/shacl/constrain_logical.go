package shacl

import "github.com/trebbia/trebbia/dcat/rdf"

// Logical constraint components, section 4.6.

func compileNot(c *compiler, s *shape, v rdf.Term) []constraint {
	not, ok := c.refer(s, triple(s, "not", v), v, "not-node")
	if !ok {
		return nil
	}
	k := s.constraint("Not", map[string]string{"not": c.describe(v)})
	k.refers = []edge{{not, byNegation}}
	k.each = func(e *evaluation, value rdf.Term) bool { return !e.conforms(not, value) }
	return []constraint{k}
}

func compileAnd(c *compiler, s *shape, v rdf.Term) []constraint {
	return c.logical(s, "and", "And", v, byConforms, logic{
		met:     func(n, of int) bool { return n == of },
		decided: func(n, tried int) bool { return n < tried },
	})
}

func compileOr(c *compiler, s *shape, v rdf.Term) []constraint {
	return c.logical(s, "or", "Or", v, byConforms, logic{
		met:     func(n, _ int) bool { return n > 0 },
		decided: func(n, _ int) bool { return n > 0 },
	})
}

func compileXone(c *compiler, s *shape, v rdf.Term) []constraint {
	return c.logical(s, "xone", "Xone", v, byNegation, logic{
		met:     func(n, _ int) bool { return n == 1 },
		decided: func(n, _ int) bool { return n > 1 },
	})
}

// logic tells from the number of shapes to which a node conforms whether the constraint
// is met, and whether the shapes not yet tried can make no difference.
type logic struct {
	met     func(conforming, of int) bool
	decided func(conforming, tried int) bool
}

// logical compiles a component whose parameter is a list of shapes.
func (c *compiler) logical(s *shape, local, component string, list rdf.Term, by edgeKind, l logic) []constraint {
	members, ok := c.list(s, local, list)
	if !ok {
		return nil
	}
	texts := make([]rdf.Term, len(members))
	shapes := make([]*shape, len(members))
	var refers []edge
	for i, m := range members {
		if shapes[i], ok = c.refer(s, triple(s, local, list), m, local+"-members-node"); !ok {
			return nil
		}
		texts[i] = rdf.Literal(c.describe(m))
		refers = append(refers, edge{shapes[i], by})
	}
	k := s.constraint(component, map[string]string{local: listed(texts)})
	k.refers = refers
	k.whole = func(e *evaluation, in input) {
		for _, value := range in.values {
			conforming := e.countConforming(shapes, value, l.decided)
			if l.met(conforming, len(shapes)) {
				continue
			}
			f := finding{value: value, count: conforming}
			if by == byConforms || conforming == 0 {
				for _, each := range shapes {
					f.detail = append(f.detail, e.detail(each, value, in.out)...)
				}
			}
			if !in.report(e, f) {
				return
			}
		}
	}
	return []constraint{k}
}

func (e *evaluation) countConforming(shapes []*shape, value rdf.Term, decided func(conforming, tried int) bool) int {
	n := 0
	for i, s := range shapes {
		if e.conforms(s, value) {
			n++
		}
		if decided(n, i+1) {
			break
		}
	}
	return n
}
