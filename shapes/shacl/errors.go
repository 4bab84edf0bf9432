package shacl

import (
	"fmt"
	"strings"

	"github.com/trebbia/trebbia/dcat/rdf"
)

// The rules of a ShapeError that are not syntax rules of the specification.
const (
	// RuleUnsupported: the construct exists, and this engine does not run it.
	RuleUnsupported = "unsupported"
	// RuleRecursion: the meaning of recursive shapes is left open by section 3.4.3; what
	// is refused is recursion through negation and recursion of sh:property alone.
	RuleRecursion = "recursion"
	// RuleUndefined: a shape is referred to and not described. Only ever a warning.
	RuleUndefined = "undefined-shape"
	// RuleDraft: a term of a draft of SHACL. Only ever a warning.
	RuleDraft = "draft-term"
	// RuleInactive: a flag whose value is another spelling of true, which section 4
	// gives no effect ("1"^^xsd:boolean). Only ever a warning.
	RuleInactive = "inactive-flag"
	// RuleIncomplete: a parameter whose constraint component lacks another one that it
	// needs, and so constrains nothing (section 4). Only ever a warning.
	RuleIncomplete = "incomplete"
	// RuleInference: a rule of SHACL Advanced Features, which infers triples. Validation
	// runs rules only where sh:entailment asks for it, which is refused. Only ever a warning.
	RuleInference = "inference"
	// RuleImports: owl:imports names a graph that is not among the shapes. Nothing is
	// loaded that is not handed in. Only ever a warning.
	RuleImports = "imports"
	// RuleUntargeted: no shape has a target, so that nothing is validated. Only ever a
	// warning.
	RuleUntargeted = "no-targets"
)

// ShapeError says that a shape is ill-formed or asks for what is not supported.
type ShapeError struct {
	// Shape is the node of the shape at fault, zero when it is the shapes graph.
	Shape rdf.Term
	// Owner is the nearest shape with an IRI that leads to Shape, when Shape is a blank
	// node and there is one.
	Owner rdf.Term
	// Path is the property path of Shape in SPARQL syntax, "" for a node shape.
	Path string
	// Rule is the name of the syntax rule in appendix A of the specification, or one of
	// the Rule constants of this package.
	Rule string
	// Message says what is wrong, in lower case.
	Message string
	// Position is where the shapes graph says it, if known.
	Position rdf.Position
}

// Error returns "line:column: shape <iri>: message (SHACL rule name)".
func (e *ShapeError) Error() string {
	var b strings.Builder
	if e.Position != (rdf.Position{}) {
		fmt.Fprintf(&b, "%d:%d: ", e.Position.Line, e.Position.Column)
	}
	if !e.Shape.IsZero() {
		b.WriteString("shape")
	}
	if e.Shape.IsIRI() || e.Shape.IsBlank() && e.Owner.IsZero() { // else the owner says more than a label
		b.WriteString(" " + e.Shape.String())
	}
	if !e.Owner.IsZero() {
		b.WriteString(" in " + e.Owner.String())
	}
	if e.Path != "" {
		b.WriteString(", path " + e.Path)
	}
	if !e.Shape.IsZero() {
		b.WriteString(": ")
	}
	b.WriteString(e.Message + " (SHACL rule " + e.Rule + ")")
	return b.String()
}

// Targeted reports whether any shape has a target, without which nothing is validated.
func (s *Shapes) Targeted() bool { return len(s.targeted) > 0 }
