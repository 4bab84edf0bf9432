package shacl

import "github.com/trebbia/trebbia/dcat/rdf"

// Shapes is a compiled shapes graph. It is never changed once compiled and is safe for
// concurrent use.
type Shapes struct {
	targeted    []*shape // the shapes that have targets, in order of appearance
	predicates  map[string]int
	classes     []rdf.Term
	annotations map[rdf.Term][]rdf.Triple
	owners      map[rdf.Term]rdf.Term // of shapes that are blank nodes
	reach       reach
	warnings    []*ShapeError
}

// Warnings returns what is wrong with the shapes without keeping them from being used:
// references to shapes that are not described, terms of drafts.
func (s *Shapes) Warnings() []*ShapeError { return s.warnings }

// Annotation returns the values that the shapes graph gives to a property of a shape:
// labels, rule numbers, links to the clause of a standard. They come in the order of
// the shapes graph.
func (s *Shapes) Annotation(shape rdf.Term, property string) []rdf.Term {
	var out []rdf.Term
	for _, t := range s.annotations[shape] {
		if t.Predicate.Value == property {
			out = append(out, t.Object)
		}
	}
	return out
}

// Owner returns the nearest shape with an IRI that leads to a shape: the shape itself if
// it has one, the zero Term if there is none. Labels of blank nodes differ from reading
// to reading; owner, path and component tell a constraint for good.
func (s *Shapes) Owner(shape rdf.Term) rdf.Term {
	if !shape.IsBlank() {
		return shape
	}
	return s.owners[shape]
}

// shape is one compiled node shape or property shape.
type shape struct {
	term         rdf.Term
	number       int  // among all shapes
	path         Path // zero for a node shape
	pathText     string
	slot         int // of the predicate when the path is one, else -1
	severity     Severity
	severityTerm rdf.Term
	messages     []rdf.Term // of sh:message
	deactivated  bool
	targets      []target
	constraints  []constraint
	// recursive: some constraint leads back to this shape by way of sh:node, sh:and,
	// sh:or; set after all shapes are compiled.
	recursive bool
	// cost is how many shapes are run to check one node, each as often as it is, up to
	// costly; 0 until it is known.
	cost int
	// enough is set when all that is asked of the value nodes is a number of them at
	// least: there is no need to look for more.
	enough int
}

// constraint is one constraint component with its parameters, ready to run. Exactly one
// of each and whole is set.
type constraint struct {
	component string
	messages  messages
	// each tells whether one value node conforms.
	each func(e *evaluation, value rdf.Term) bool
	// whole looks at all value nodes of a focus node and reports what it finds; it may
	// stop when report returns false.
	whole func(e *evaluation, in input)
	// least is how many value nodes are enough, when that is all that is asked; else 0.
	least int
	// refers lists the shapes that the constraint runs, and how.
	refers []edge
}

// edge is a reference between shapes.
type edge struct {
	to *shape
	by edgeKind
}

type edgeKind uint8

const (
	byProperty edgeKind = iota // results of the other shape become results
	byConforms                 // the other shape must conform
	byNegation                 // conforming may make the constraint fail
)

// input is what a constraint sees.
type input struct {
	shape      *shape
	constraint *constraint
	focus      *node
	values     []rdf.Term
	out        *collector
}

// finding is what a constraint says of a value node, or of the focus node when value
// is zero.
type finding struct {
	value  rdf.Term
	at     rdf.Term // the value node whose triple gives the position; value if zero
	path   Path     // the path of the result where it is not the shape's (sh:closed)
	count  int      // the {$count} of messages
	detail []Result
}

// report hands in a finding and tells whether more are wanted.
func (in input) report(e *evaluation, f finding) bool {
	return in.out.add(e, in.shape, in.constraint, in.focus.term, f)
}
