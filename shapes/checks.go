package shapes

import (
	"strings"

	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/dcat/vocab"
	"github.com/trebbia/trebbia/shapes/shacl"
)

// check is a constraint that SHACL Core cannot say, such as one between datasets. Its
// path, severity, messages and clause stand in the shapes files like those of all
// others, in a property shape that is deactivated.
type check struct {
	shape string // IRI of the property shape
	// catalogueOnly marks what makes sense in a whole catalogue only.
	catalogueOnly bool
	of            subject
	// begin returns the function that is called with each node in the order of the data
	// and tells what is wrong with it. What that keeps must not be pieces of terms.
	begin func(p *Profile, data *shacl.View) func(node rdf.Term, found func(clash))
}

// subject is what a check looks at: nodes of some classes, or with some properties.
type subject struct{ classes, properties []string }

func (s subject) has(data *shacl.View, node rdf.Term) bool {
	for _, class := range s.classes {
		if rdf.Has(data, node, rdf.IRI(vocab.RDFType), rdf.IRI(class)) {
			return true
		}
	}
	for _, property := range s.properties {
		if rdf.Has(data, node, rdf.IRI(property), rdf.Term{}) {
			return true
		}
	}
	return false
}

// clash is what a check has found: a value of a node, and what it stands against.
type clash struct {
	predicate, value rdf.Term
	other            string // the {?other} of the message
}

// checkComponent is the component that results of checks name; SHACL has none for them.
const checkComponent = namespace + "CheckConstraintComponent"

// runChecks takes each node that some check is about through the checks, and hands what
// is wrong with it to visit. A dataset on its own has no catalogue.
func (p *Profile) runChecks(data *shacl.View, catalogue bool, visit func([]shacl.Result) error) error {
	type running struct {
		check
		look func(rdf.Term, func(clash))
		wording
	}
	var checks []running
	var classes, properties []rdf.Term
	for _, c := range p.checks {
		if c.catalogueOnly && !catalogue {
			continue
		}
		checks = append(checks, running{c, c.begin(p, data), p.wordingOf(c)})
		classes, properties = append(classes, iris(c.of.classes)...), append(properties, iris(c.of.properties)...)
	}
	if len(checks) == 0 {
		return nil
	}
	for node := range data.Subjects(classes, properties) {
		var results []shacl.Result
		for _, c := range checks {
			if c.of.has(data, node) {
				c.look(node, func(found clash) { results = append(results, c.result(data, node, found)) })
			}
		}
		if len(results) == 0 {
			continue
		}
		if err := visit(results); err != nil {
			return err
		}
	}
	return data.Err()
}

// wording makes results of what a check finds.
type wording struct {
	shape, severity rdf.Term
	templates       []rdf.Term // of the messages
}

func (p *Profile) wordingOf(c check) wording {
	shape := rdf.IRI(c.shape)
	return wording{
		shape: shape, severity: rdf.Object(p.graph, shape, rdf.IRI(shacl.Namespace+"severity")),
		templates: rdf.Objects(p.graph, shape, rdf.IRI(shacl.Namespace+"message")),
	}
}

func (w wording) result(data *shacl.View, focus rdf.Term, found clash) shacl.Result {
	r := shacl.Result{
		FocusNode: focus, Value: found.value,
		Shape: w.shape, Component: checkComponent,
		Severity: severityOf(w.severity), SeverityTerm: w.severity,
		Position: data.Position(rdf.Triple{Subject: focus, Predicate: found.predicate, Object: found.value}),
	}
	if !found.predicate.IsZero() {
		r.Path = shacl.PredicatePath(found.predicate)
		r.PathText = r.Path.String()
	}
	if r.Position == (rdf.Position{}) {
		for t := range data.Match(focus, rdf.Term{}, rdf.Term{}) {
			r.Position = data.Position(t)
			break
		}
	}
	fill := strings.NewReplacer("{?value}", found.value.Value, "{?other}", found.other)
	for _, t := range w.templates {
		r.Messages = append(r.Messages, rdf.LangLiteral(fill.Replace(t.Value), t.Lang))
	}
	return r
}

func iris(names []string) []rdf.Term {
	var out []rdf.Term
	for _, name := range names {
		out = append(out, rdf.IRI(name))
	}
	return out
}

// severityOf reads a value of sh:severity; violation is the default.
func severityOf(term rdf.Term) shacl.Severity {
	switch term.Value {
	case shacl.Namespace + "Info":
		return shacl.Info
	case shacl.Namespace + "Warning":
		return shacl.Warning
	}
	return shacl.Violation
}
