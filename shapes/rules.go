package shapes

import (
	"cmp"
	"slices"
	"strings"

	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/dcat/vocab"
	"github.com/trebbia/trebbia/shapes/shacl"
)

// RuleDoc says of one constraint of a profile what it asks for.
type RuleDoc struct {
	// ID is the short name ("Dataset-title-missing"), Shape the IRI that it ends.
	ID, Shape string
	// Class holds the classes whose instances are checked, the national one first (in
	// the case of shapes that look for subjects of a property, that property), and
	// Property the path, both with prefixes; constraints on a whole file have the class
	// that must be there and no property, those on a node itself have none either.
	Class    []string
	Property string
	Severity shacl.Severity
	// Level is mandatory, recommended or optional, of the property; or advice.
	Level string
	// Clause is what the constraint is taken from, where the file says it; AgID holds
	// the numbers of the rules of AgID's validator.
	Clause string
	AgID   []string
	// Vocabulary is the name of the code list of the values, where there is one.
	Vocabulary string
	// Min and Max say how many values there must and may be; "" where this constraint
	// does not.
	Min, Max string
	// Messages are the texts by language tag; {?value} stands for the value at fault.
	Messages map[string]string
}

// Rules returns the constraints of the profile, by class and then in the order of the
// shapes files: what the documentation of the rules is made from.
func (p *Profile) Rules() []RuleDoc {
	var docs []RuleDoc
	seen := map[rdf.Term]bool{}
	add := func(node, shape rdf.Term) {
		if classes := p.classes(node); len(classes) > 0 && shape.IsIRI() && !seen[shape] {
			seen[shape] = true
			docs = append(docs, p.rule(classes, shape))
		}
	}
	for t := range p.graph.Match(rdf.Term{}, rdf.IRI(shacl.Namespace+"property"), rdf.Term{}) {
		add(t.Subject, t.Object)
	}
	for t := range p.graph.Match(rdf.Term{}, rdf.IRI(vocab.RDFType), rdf.IRI(shacl.Namespace+"NodeShape")) {
		if rdf.Has(p.graph, t.Subject, rdf.IRI(shacl.Namespace+"message"), rdf.Term{}) {
			add(t.Subject, t.Subject)
		}
	}
	slices.SortStableFunc(docs, func(a, b RuleDoc) int { return cmp.Compare(a.Class[0], b.Class[0]) })
	return docs
}

// classes returns what a node shape targets; nothing for shapes that only others use.
func (p *Profile) classes(node rdf.Term) []string {
	var out []string
	for _, property := range []string{"targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf"} {
		for _, class := range rdf.Objects(p.graph, node, rdf.IRI(shacl.Namespace+property)) {
			out = append(out, vocab.Compact(class.Value))
		}
	}
	return out
}

func (p *Profile) rule(classes []string, shape rdf.Term) RuleDoc {
	d := RuleDoc{
		ID: id(shape), Shape: shape.Value, Class: classes,
		AgID:       p.annotation(shape, annotRule),
		Property:   p.pathText(rdf.Object(p.graph, shape, rdf.IRI(shacl.Namespace+"path"))),
		Severity:   severityOf(rdf.Object(p.graph, shape, rdf.IRI(shacl.Namespace+"severity"))),
		Level:      rdf.Object(p.graph, shape, rdf.IRI(annotLevel)).Value,
		Clause:     rdf.Object(p.graph, shape, rdf.IRI(annotClause)).Value,
		Vocabulary: rdf.Object(p.graph, shape, rdf.IRI(annotVocabulary)).Value,
		Min:        rdf.Object(p.graph, shape, rdf.IRI(shacl.Namespace+"minCount")).Value,
		Max:        rdf.Object(p.graph, shape, rdf.IRI(shacl.Namespace+"maxCount")).Value,
		Messages:   map[string]string{},
	}
	for _, m := range rdf.Objects(p.graph, shape, rdf.IRI(shacl.Namespace+"message")) {
		d.Messages[m.Lang] = m.Value
	}
	return d
}

// pathText writes a path with prefixes: that of the shapes of this package, which have
// no repetitions. Who is of a class is no property of it: "".
func (p *Profile) pathText(path rdf.Term) string {
	if path.IsZero() || path.IsIRI() {
		return vocab.Compact(path.Value)
	}
	if inner := rdf.Object(p.graph, path, rdf.IRI(shacl.Namespace+"inversePath")); !inner.IsZero() {
		if inner.Value == vocab.RDFType {
			return ""
		}
		return "^" + p.pathText(inner)
	}
	list, between := rdf.Object(p.graph, path, rdf.IRI(shacl.Namespace+"alternativePath")), " | "
	if list.IsZero() {
		list, between = path, "/"
	}
	var parts []string
	for !list.IsZero() && list.Value != vocab.RDF+"nil" {
		parts = append(parts, p.pathText(rdf.Object(p.graph, list, rdf.IRI(vocab.RDF+"first"))))
		list = rdf.Object(p.graph, list, rdf.IRI(vocab.RDF+"rest"))
	}
	return strings.Join(parts, between)
}
