package shapes

import (
	"strings"

	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/shapes/shacl"
)

// check is a constraint that SHACL Core cannot say, such as one between datasets. Its
// path, severity, messages and clause stand in the shapes files like those of all
// others, in a property shape that is deactivated.
type check struct {
	shape string // IRI of the property shape
	// catalogueOnly marks what makes sense in a whole catalogue only.
	catalogueOnly bool
	find          func(p *Profile, data *rdf.Graph) []clash
}

// clash is what a check has found: a value of a node, and what it stands against.
type clash struct {
	focus, predicate, value rdf.Term
	other                   string // the {?other} of the message
}

// checkComponent is the component that results of checks name; SHACL has none for them.
const checkComponent = namespace + "CheckConstraintComponent"

// run makes results of what a check finds.
func (p *Profile) run(c check, data *rdf.Graph) []shacl.Result {
	shape := rdf.IRI(c.shape)
	severity := rdf.Object(p.graph, shape, rdf.IRI(shacl.Namespace+"severity"))
	templates := rdf.Objects(p.graph, shape, rdf.IRI(shacl.Namespace+"message"))
	var results []shacl.Result
	for _, found := range c.find(p, data) {
		r := shacl.Result{
			FocusNode: found.focus, Value: found.value,
			Shape: shape, Component: checkComponent,
			Severity: severityOf(severity), SeverityTerm: severity,
			Position: data.Position(rdf.Triple{Subject: found.focus, Predicate: found.predicate, Object: found.value}),
		}
		if !found.predicate.IsZero() {
			r.Path = shacl.PredicatePath(found.predicate)
			r.PathText = r.Path.String()
		}
		if r.Position == (rdf.Position{}) {
			for t := range data.Match(found.focus, rdf.Term{}, rdf.Term{}) {
				r.Position = data.Position(t)
				break
			}
		}
		fill := strings.NewReplacer("{?value}", found.value.Value, "{?other}", found.other)
		for _, m := range templates {
			r.Messages = append(r.Messages, rdf.LangLiteral(fill.Replace(m.Value), m.Lang))
		}
		results = append(results, r)
	}
	return results
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
