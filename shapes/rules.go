package shapes

import (
	"cmp"
	"slices"

	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/dcat/vocab"
	"github.com/trebbia/trebbia/shapes/shacl"
)

// RuleDoc says of one constraint of a profile what it asks for.
type RuleDoc struct {
	// ID is the short name ("Dataset-title-missing"), Shape the IRI that it ends.
	ID, Shape string
	// Class holds the classes whose instances are checked, the national one first, and
	// Property the path, both with prefixes; constraints on a whole file have the class
	// that must be there and no property.
	Class    []string
	Property string
	Severity shacl.Severity
	// Level is mandatory, recommended or optional, of the property; or advice.
	Level string
	// AgID holds the numbers of the rules of AgID's validator.
	AgID []string
	// Vocabulary is the name of the code list of the values, where there is one.
	Vocabulary string
	// Messages are the texts by language tag; {?value} stands for the value at fault.
	Messages map[string]string
}

// Rules returns the constraints of the profile, by class and then in the order of the
// shapes files: what the documentation of the rules is made from.
func (p *Profile) Rules() []RuleDoc {
	var docs []RuleDoc
	for node := range p.graph.Match(rdf.Term{}, rdf.IRI(shacl.Namespace+"property"), rdf.Term{}) {
		if node.Subject.IsBlank() || !node.Object.IsIRI() {
			continue
		}
		docs = append(docs, p.rule(node.Subject, node.Object))
	}
	slices.SortStableFunc(docs, func(a, b RuleDoc) int { return cmp.Compare(a.Class[0], b.Class[0]) })
	return docs
}

func (p *Profile) rule(node, shape rdf.Term) RuleDoc {
	d := RuleDoc{
		ID: id(shape), Shape: shape.Value,
		AgID:     p.annotation(shape, annotRule),
		Messages: map[string]string{},
	}
	for _, property := range []string{"targetClass", "targetNode"} {
		for _, class := range rdf.Objects(p.graph, node, rdf.IRI(shacl.Namespace+property)) {
			d.Class = append(d.Class, vocab.Compact(class.Value))
		}
	}
	if path := rdf.Object(p.graph, shape, rdf.IRI(shacl.Namespace+"path")); path.IsIRI() {
		d.Property = vocab.Compact(path.Value)
	}
	switch rdf.Object(p.graph, shape, rdf.IRI(shacl.Namespace+"severity")).Value {
	case shacl.Namespace + "Info":
		d.Severity = shacl.Info
	case shacl.Namespace + "Warning":
		d.Severity = shacl.Warning
	default:
		d.Severity = shacl.Violation
	}
	d.Level = rdf.Object(p.graph, shape, rdf.IRI(annotLevel)).Value
	d.Vocabulary = rdf.Object(p.graph, shape, rdf.IRI(annotVocabulary)).Value
	for _, m := range rdf.Objects(p.graph, shape, rdf.IRI(shacl.Namespace+"message")) {
		d.Messages[m.Lang] = m.Value
	}
	return d
}
