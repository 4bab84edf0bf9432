package rdf

import (
	"math"
	"regexp"
	"slices"
	"strings"
)

// ldDataset is a dataset as node objects (JSON-LD 1.1 API, section 8.4, whose steps the
// functions below follow).
type ldDataset struct {
	opt      JSONLDOptions
	standard *outGraph // the default graph, whose nodes hold the named ones
	// once holds the one statement of which a blank node is the object, and nil where
	// there are more of them or the node cannot be written in place.
	once map[Term]*outUse
}

type outGraph struct {
	nodes map[Term]*outNode
	order []*outNode
	ends  []*outUse // of rdf:nil
}

type outNode struct {
	id     Term
	types  []Term
	props  []outProp
	graph  *outGraph // that it names
	within bool      // written in place of the value that refers to it
}

type outProp struct {
	predicate Term
	values    []*outValue
}

type outValue struct {
	term            Term
	native          bool   // the lexical form is JSON
	lang, direction string // of a string with a base direction
	list            []*outValue
	isList          bool
}

// outUse is a statement whose object is a node.
type outUse struct {
	graph     *outGraph
	node      *outNode
	predicate Term
	value     *outValue
}

func newLDGraph() *outGraph { return &outGraph{nodes: map[Term]*outNode{}} }

// node returns the node of a subject.
func (g *outGraph) node(id Term) *outNode {
	n := g.nodes[id]
	if n == nil {
		n = &outNode{id: id}
		g.nodes[id] = n
		g.order = append(g.order, n)
	}
	return n
}

// newLDDataset makes node objects of quads that are sorted and all different.
func newLDDataset(quads []Quad, opt JSONLDOptions) *ldDataset {
	d := &ldDataset{opt: opt, standard: newLDGraph(), once: map[Term]*outUse{}}
	graphs := []*outGraph{d.standard}
	subjectIn := map[Term]*outGraph{}
	var elsewhere []Term
	for i := range quads {
		q, g := &quads[i], d.standard
		if !q.Graph.IsZero() {
			named := d.standard.node(q.Graph)
			if named.graph == nil {
				named.graph = newLDGraph()
				graphs = append(graphs, named.graph)
			}
			g = named.graph
			elsewhere = append(elsewhere, q.Graph)
		}
		if in := subjectIn[q.Subject]; in != nil && in != g {
			elsewhere = append(elsewhere, q.Subject)
		}
		subjectIn[q.Subject] = g
		d.add(g, q)
	}
	for _, t := range elsewhere {
		d.once[t] = nil // in place it would say less
	}
	slices.SortFunc(d.standard.order, func(a, b *outNode) int { return compareNumbered(a.id, b.id) })
	for _, g := range graphs {
		d.findDirections(g)
		d.findLists(g)
	}
	return d
}

// add adds one statement (step 5.7).
func (d *ldDataset) add(g *outGraph, q *Quad) {
	n := g.node(q.Subject)
	if q.Predicate == rdfType && !d.opt.TypeProperty && !q.Object.IsLiteral() {
		n.types = append(n.types, q.Object)
		d.once[q.Object] = nil
		return
	}
	if last := len(n.props) - 1; last < 0 || n.props[last].predicate != q.Predicate {
		n.props = append(n.props, outProp{predicate: q.Predicate})
	}
	p := &n.props[len(n.props)-1]
	v := d.valueOf(q.Object)
	if v.native && slices.ContainsFunc(p.values, func(other *outValue) bool { return other.native && other.term == v.term }) {
		return
	}
	p.values = append(p.values, v)
	use := &outUse{g, n, q.Predicate, v}
	switch {
	case q.Object == rdfNil:
		g.ends = append(g.ends, use)
	case q.Object.IsBlank():
		if _, more := d.once[q.Object]; more {
			use = nil
		}
		d.once[q.Object] = use
	}
}

// valueOf is RDF to object conversion (section 8.5).
func (d *ldDataset) valueOf(o Term) *outValue {
	v := &outValue{term: o}
	if !o.IsLiteral() {
		return v
	}
	if lang, direction, ok := splitDirection(o.Datatype); ok && d.opt.Direction == DirectionDatatype {
		v.lang, v.direction = lang, direction
	}
	if d.opt.NativeTypes {
		if text := nativeText(o); text != "" {
			v.term.Value, v.native = text, true
		}
	}
	return v
}

var (
	integerForm = regexp.MustCompile(`^[+-]?[0-9]+$`)
	doubleForm  = regexp.MustCompile(`^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?$`)
)

// nativeText is the JSON of a boolean or number, "" for any other literal.
func nativeText(o Term) string {
	switch o.Datatype {
	case xsdNS + "boolean":
		switch o.Value {
		case "true", "1":
			return "true"
		case "false", "0":
			return "false"
		}
	case xsdNS + "integer":
		if integerForm.MatchString(o.Value) && math.Abs(numberValue(o.Value)) < 1e21 { // a larger one is read as a double
			sign, digits := "", strings.TrimPrefix(o.Value, "+")
			if rest, ok := strings.CutPrefix(digits, "-"); ok {
				sign, digits = "-", rest
			}
			if digits = strings.TrimLeft(digits, "0"); digits == "" {
				return "0"
			}
			return sign + digits
		}
	case xsdNS + "double":
		if f := numberValue(o.Value); doubleForm.MatchString(o.Value) && !math.IsInf(f, 0) {
			return jsonNumberText(f)
		}
	}
	return ""
}
