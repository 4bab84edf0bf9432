package rdf

// nestMost is how deep blank nodes are written inside one another; the reader's own
// limit is DefaultMaxDepth, other tools have lower ones.
const nestMost = 60

// nesting says how the blank nodes of a graph are written in Turtle.
type nesting struct {
	// within holds the blank nodes that are written in place of the one object that
	// they are.
	within map[Term]bool
	// list holds those of them that are cells of a well-formed collection.
	list map[Term]bool
	// parent is the triple of which a blank node is the only object.
	parent map[Term]Triple
	// free holds the blank nodes that are no object at all: they need no label either.
	free map[Term]bool
}

func newNesting(g *Graph) *nesting {
	n := &nesting{within: map[Term]bool{}, list: map[Term]bool{}, parent: map[Term]Triple{}, free: map[Term]bool{}}
	uses := map[Term]int{}
	for t := range g.All() {
		if t.Object.IsBlank() {
			uses[t.Object]++
			n.parent[t.Object] = t
		}
	}
	for t := range g.All() {
		if t.Subject.IsBlank() && uses[t.Subject] == 0 {
			n.free[t.Subject] = true
		}
	}
	for b, count := range uses {
		if count > 1 {
			delete(n.parent, b)
		}
	}
	n.findLists(g)
	n.findDepths()
	return n
}

// findLists marks the cells of collections: one rdf:first, one rdf:rest that is
// rdf:nil or another such cell, nothing else, and no other use.
func (n *nesting) findLists(g *Graph) {
	known := map[Term]bool{} // cells that were looked at
	for cell := range n.parent {
		var chain []Term
		good := false
		for {
			if known[cell] {
				good = n.list[cell]
				break
			}
			known[cell] = true
			rest, ok := n.listCell(g, cell)
			if !ok {
				break
			}
			chain = append(chain, cell)
			if rest == rdfNil {
				good = true
				break
			}
			cell = rest
		}
		for _, cell := range chain {
			n.list[cell] = good
		}
	}
}

func (n *nesting) listCell(g *Graph, cell Term) (rest Term, ok bool) {
	if _, single := n.parent[cell]; !single {
		return rest, false
	}
	firsts, rests := 0, 0
	for t := range g.Match(cell, Term{}, Term{}) {
		switch t.Predicate {
		case rdfFirst:
			firsts++
		case rdfRest:
			rests++
			rest = t.Object
		default:
			return rest, false
		}
	}
	return rest, firsts == 1 && rests == 1
}

// findDepths decides which blank nodes are written in place: those that hang in a
// chain of single uses under an IRI, a free node or one with a label, and not deeper
// than nestMost. A chain that ends in itself has no beginning; all of it gets labels.
func (n *nesting) findDepths() {
	depth := map[Term]int{} // of nodes that are decided; 0 for those with a label
	for node := range n.parent {
		var chain []Term
		onChain := map[Term]bool{}
		for {
			if _, done := depth[node]; done || onChain[node] {
				break
			}
			above, single := n.parent[node]
			if !single {
				break
			}
			chain = append(chain, node)
			onChain[node] = true
			node = above.Subject
		}
		if onChain[node] { // a ring: chain from node on
			for chain[len(chain)-1] != node {
				depth[chain[len(chain)-1]] = 0
				chain = chain[:len(chain)-1]
			}
			depth[node] = 0
			chain = chain[:len(chain)-1]
		}
		for i := len(chain) - 1; i >= 0; i-- {
			above := n.parent[chain[i]]
			d := depth[above.Subject] + 1
			if n.list[chain[i]] && n.list[above.Subject] && above.Predicate == rdfRest {
				d = max(1, depth[above.Subject]) // the next item of the same collection
			}
			if d > nestMost {
				d = 0
			}
			depth[chain[i]] = d
			if d > 0 {
				n.within[chain[i]] = true
			}
		}
	}
}
