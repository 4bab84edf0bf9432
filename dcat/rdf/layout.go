package rdf

import (
	"cmp"
	"slices"
	"strings"
)

// layout is the order in which a writer puts what a graph says: the same for the same
// graph, whatever its blank nodes are called. Subjects are sorted, IRIs before blank
// nodes; of the predicates rdf:type comes first; blank nodes that are the object of
// one triple stand in place of it, and only those that cannot have labels.
type layout struct {
	*nesting
	triples map[Term][]Triple // of each subject, in order
	top     []Term            // the subjects that stand at the top, in order
	names   map[string]string // of the blank nodes that need one
	keys    map[Term]string
}

func newLayout(g *Graph, n *nesting) *layout {
	l := &layout{nesting: n, triples: map[Term][]Triple{}, keys: map[Term]string{}}
	for t := range g.All() {
		l.triples[t.Subject] = append(l.triples[t.Subject], t)
	}
	var iris, free, labelled []Term
	for s := range l.triples {
		switch {
		case s.IsIRI():
			iris = append(iris, s)
		case l.free[s]:
			free = append(free, s)
		case !l.within[s]:
			labelled = append(labelled, s)
		}
	}
	if len(labelled) > 0 || l.sharesBareNode() {
		l.names = blankNames(g, func(b Term) bool { return !l.within[b] && !l.free[b] })
	}
	for s := range l.triples {
		slices.SortFunc(l.triples[s], l.compare)
	}
	slices.SortFunc(iris, Compare)
	slices.SortFunc(free, l.compareTerms)
	slices.SortFunc(labelled, l.compareTerms)
	l.top = slices.Concat(iris, free, labelled)
	return l
}

// sharesBareNode tells whether a blank node without properties needs a label.
func (l *layout) sharesBareNode() bool {
	for _, list := range l.triples {
		for i := range list {
			if o := list[i].Object; o.IsBlank() && !l.within[o] {
				return true
			}
		}
	}
	return false
}

// compare orders the triples of one subject.
func (l *layout) compare(a, b Triple) int {
	if a.Predicate != b.Predicate {
		switch rdfType {
		case a.Predicate:
			return -1
		case b.Predicate:
			return 1
		}
		return Compare(a.Predicate, b.Predicate)
	}
	return l.compareTerms(a.Object, b.Object)
}

// compareTerms is Compare, but of the blank nodes those that are written in place
// come in the order of what they say, and after them the others in the order of
// their new labels: the labels in the graph mean nothing.
func (l *layout) compareTerms(a, b Term) int {
	if !a.IsBlank() || !b.IsBlank() {
		return Compare(a, b)
	}
	nameA, nameB := l.label(a), l.label(b)
	if nameA == "" || nameB == "" {
		return strings.Compare(l.key(a), l.key(b))
	}
	return cmp.Or(len(nameA)-len(nameB), strings.Compare(nameA, nameB))
}

// label returns the label of a blank node that needs one, else "".
func (l *layout) label(b Term) string {
	if l.within[b] || l.free[b] {
		return ""
	}
	return l.names[b.Value]
}

// key says all that is known of a blank node, on one line and always the same way.
func (l *layout) key(b Term) string {
	if name := l.label(b); name != "" {
		return "_:" + name
	}
	if key, ok := l.keys[b]; ok {
		return key
	}
	var lines []string
	for cell, more := b, true; more; {
		more = false
		for _, triple := range l.triples[cell] {
			if l.list[cell] && triple.Predicate == rdfRest {
				if triple.Object != rdfNil {
					cell, more = triple.Object, true
				}
				continue
			}
			object := triple.Object.String()
			if triple.Object.IsBlank() {
				object = l.key(triple.Object)
			}
			lines = append(lines, triple.Predicate.Value+" "+object)
		}
	}
	if !l.list[b] {
		slices.Sort(lines)
	}
	key := "[" + strings.Join(lines, ";") + "]"
	l.keys[b] = key
	return key
}

// cell returns the item of a cell of a collection and the next cell.
func (l *layout) cell(cell Term) (item, rest Term) {
	for _, t := range l.triples[cell] {
		if t.Predicate == rdfFirst {
			item = t.Object
		} else {
			rest = t.Object
		}
	}
	return item, rest
}

// unlist makes plain nodes with labels of the cells of each collection that has a
// cell which the syntax cannot write as one.
func (n *nesting) unlist(g *Graph, cannot func(cell Term) bool) {
	done := map[Term]bool{}
	for cell := range n.list {
		if done[cell] || !n.list[cell] || !cannot(cell) {
			continue
		}
		for c := cell; n.list[c] && !done[c]; c = Object(g, c, rdfRest) {
			done[c] = true
		}
		for up := n.parent[cell]; up.Predicate == rdfRest && n.list[up.Subject] && !done[up.Subject]; up = n.parent[up.Subject] {
			done[up.Subject] = true
		}
	}
	for cell := range done {
		delete(n.list, cell)
		delete(n.within, cell)
	}
}
