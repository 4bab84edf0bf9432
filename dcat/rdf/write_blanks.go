package rdf

import (
	"slices"
	"strconv"
)

// blankNames gives the blank nodes of g that need one the label under which they are
// written: b1, b2 and so on in canonical order, so that they depend neither on the labels in g
// nor on the order of its triples. Only in a graph that is too complex to
// canonicalise is the order that of the labels in g.
func blankNames(g *Graph, needed func(Term) bool) map[string]string {
	var quads []Quad
	for t := range g.All() {
		if t.Subject.IsBlank() || t.Object.IsBlank() {
			quads = append(quads, Quad{Triple: t}) // the others do not bear on labels
		}
	}
	return blankNamesOf(quads, needed)
}

// blankNamesOf is blankNames of a dataset.
func blankNamesOf(quads []Quad, needed func(Term) bool) map[string]string {
	c := newCanonicaliser(quads)
	var ordered []string
	if c.label() == nil {
		ordered = c.labelsByNumber()
	} else {
		for label := range c.ids {
			ordered = append(ordered, label)
		}
		slices.Sort(ordered)
	}
	names := make(map[string]string, len(ordered))
	for _, label := range ordered {
		if needed(Blank(label)) {
			names[label] = "b" + strconv.Itoa(len(names)+1)
		}
	}
	return names
}
