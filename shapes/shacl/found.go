package shacl

import "github.com/trebbia/trebbia/dcat/rdf"

// Found is what is wrong with one focus node of a [Store].
type Found struct {
	// About holds the triples of the nodes in Results, values at fault among them, with
	// the predicates that were asked for. If the store has noted what leads to blank
	// nodes it has that too, for those in Results, up to the nearest IRIs.
	About   *rdf.Graph
	Results []Result
}

// maxAbout bounds how many blank nodes lie between a node and an IRI that leads to it.
const maxAbout = 8

// describer gathers what is told about the nodes of results.
type describer struct {
	data       rdf.Matcher
	predicates []rdf.Term
	blanks     bool
	g          *rdf.Graph
}

func describe(data rdf.Matcher, results []Result, predicates []rdf.Term, blanks bool) *rdf.Graph {
	d := describer{data, predicates, blanks, rdf.NewGraph()}
	var focus rdf.Term
	for i := range results {
		if results[i].FocusNode != focus {
			focus = results[i].FocusNode
			d.node(focus)
		}
		if results[i].Value.IsBlank() {
			d.node(results[i].Value)
		}
	}
	return d.g
}

func (d *describer) node(node rdf.Term) {
	if node.IsLiteral() {
		return
	}
	for _, predicate := range d.predicates {
		for t := range d.data.Match(node, predicate, wild) {
			d.g.Add(rdf.Triple{Subject: node, Predicate: predicate, Object: cloned(t.Object)})
		}
	}
	if node.IsBlank() && d.blanks {
		d.way(node, maxAbout)
	}
}

// way adds what leads to a blank node.
func (d *describer) way(node rdf.Term, steps int) {
	for t := range d.data.Match(wild, wild, node) {
		from := cloned(t.Subject)
		fresh := d.g.Add(rdf.Triple{Subject: from, Predicate: cloned(t.Predicate), Object: node})
		if fresh && from.IsBlank() && steps > 1 {
			d.way(from, steps-1)
		}
	}
}
