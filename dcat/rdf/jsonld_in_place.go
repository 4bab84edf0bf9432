package rdf

import "slices"

// findDirections puts strings with a base direction in place of the blank nodes that
// state them (section 8.4, step 6.1). A node that says more, or not just that, stays.
func (d *ldDataset) findDirections(g *outGraph) {
	if d.opt.Direction != DirectionNode {
		return
	}
	for _, n := range g.order {
		use := d.once[n.id]
		if use == nil || use.graph != g || use.node == n {
			continue
		}
		if text, lang, direction, ok := n.directed(); ok {
			use.value.term, use.value.lang, use.value.direction = Literal(text), lang, direction
			n.within = true
		}
	}
}

// directed returns the string that a compound literal states.
func (n *outNode) directed() (text, lang, direction string, ok bool) {
	hasText := false
	for _, p := range n.props {
		o := p.values[0].term
		if len(p.values) > 1 || !o.IsLiteral() || o.Datatype != XSDString {
			return "", "", "", false
		}
		switch p.predicate {
		case rdfValue:
			text, hasText = o.Value, true
		case rdfDirection:
			direction = o.Value
		case rdfLanguage:
			if lang = o.Value; !isDirectedLang(lang) {
				return "", "", "", false
			}
		default:
			return "", "", "", false
		}
	}
	return text, lang, direction, hasText && isDirection(direction) && len(n.types) == 0 && n.graph == nil
}

// outList is a collection: its cells, and the value that leads to the first of them.
type outList struct {
	head  *outUse
	cells []*outNode
	items []*outValue
}

// findLists writes collections in place of their first cell (section 8.4, step 6.4).
func (d *ldDataset) findLists(g *outGraph) {
	lists := make([]outList, len(g.ends))
	listOf := map[*outNode]*outList{}
	for i, use := range g.ends {
		l := &lists[i]
		for use.predicate == rdfRest && use.node.isCell() {
			outer := d.once[use.node.id]
			if outer == nil || outer.graph != g {
				break
			}
			l.cells = append(l.cells, use.node)
			l.items = append(l.items, use.node.props[0].values[0])
			listOf[use.node] = l
			use = outer
		}
		l.head = use
		slices.Reverse(l.items)
	}
	for i := range lists {
		l, depth := &lists[i], 0
		for up := listOf[l.head.node]; up != nil && depth <= nestMost; up = listOf[up.head.node] {
			depth++
		}
		if depth > nestMost { // which includes one that is within itself
			continue
		}
		l.head.value.list, l.head.value.isList = l.items, true
		for _, cell := range l.cells {
			cell.within = true
		}
	}
}

// isCell reports whether the node is a cell of a collection and nothing else.
func (n *outNode) isCell() bool {
	return n.id.IsBlank() && n.graph == nil && len(n.props) == 2 &&
		n.props[0].predicate == rdfFirst && len(n.props[0].values) == 1 &&
		n.props[1].predicate == rdfRest && len(n.props[1].values) == 1 &&
		!slices.ContainsFunc(n.types, func(t Term) bool { return t != rdfList })
}

var rdfList = IRI(rdfNS + "List")
