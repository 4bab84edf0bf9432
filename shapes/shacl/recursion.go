package shacl

import "github.com/trebbia/trebbia/dcat/rdf"

// checkRecursion marks the shapes that lead back to themselves and refuses those whose
// meaning would not be settled by [evaluation.conforms]: recursion through negation has
// no single answer, and a loop of sh:property alone has no end.
func (c *compiler) checkRecursion(terms []rdf.Term) {
	g := loops{order: map[*shape]int{}, low: map[*shape]int{}, open: map[*shape]bool{}, loop: map[*shape]int{}}
	for _, t := range terms {
		if s := c.byTerm[t]; g.order[s] == 0 {
			g.visit(s)
		}
	}
	for _, t := range terms {
		s := c.byTerm[t]
		for _, k := range s.constraints {
			for _, r := range k.refers {
				if g.loop[s] != g.loop[r.to] {
					continue
				}
				s.recursive = true
				if r.by == byNegation {
					c.fault(s, rdf.Triple{Subject: s.term}, RuleRecursion, "the shape refers to itself by way of "+r.to.term.String()+
						" through sh:not, sh:xone or sh:qualifiedValueShape")
				}
			}
		}
		if s.recursive && endless(s, s, map[*shape]bool{}) {
			c.fault(s, rdf.Triple{Subject: s.term}, RuleRecursion, "the shape refers to itself by sh:property alone")
		}
	}
}

// loops finds the strongly connected components of the references between shapes
// (Tarjan's algorithm). Shapes with the same loop number lead to each other.
type loops struct {
	order, low map[*shape]int
	open       map[*shape]bool
	stack      []*shape
	loop       map[*shape]int
}

func (g *loops) visit(s *shape) {
	n := len(g.order) + 1
	g.order[s], g.low[s], g.open[s] = n, n, true
	g.stack = append(g.stack, s)
	for _, k := range s.constraints {
		for _, r := range k.refers {
			if g.order[r.to] == 0 {
				g.visit(r.to)
				g.low[s] = min(g.low[s], g.low[r.to])
			} else if g.open[r.to] {
				g.low[s] = min(g.low[s], g.order[r.to])
			}
		}
	}
	for g.low[s] == n {
		last := g.stack[len(g.stack)-1]
		g.stack = g.stack[:len(g.stack)-1]
		g.open[last] = false
		g.loop[last] = n
		if last == s {
			return
		}
	}
}

// endless reports whether sh:property leads from a shape back to the start.
func endless(from, start *shape, seen map[*shape]bool) bool {
	seen[from] = true
	for _, k := range from.constraints {
		for _, r := range k.refers {
			if r.by == byProperty && (r.to == start || !seen[r.to] && endless(r.to, start, seen)) {
				return true
			}
		}
	}
	return false
}

// costly is the cost from which on a shape is not run again for a node that it was run for.
const costly = 1 << 10

// weigh returns the cost of a shape. Shapes that lead back to themselves have their own
// memory and count for nothing here.
func (s *shape) weigh() int {
	if s.cost > 0 {
		return s.cost
	}
	s.cost = 1
	total := 1
	for _, k := range s.constraints {
		for _, r := range k.refers {
			total = min(total+r.to.weigh(), costly)
		}
	}
	s.cost = total
	return total
}
