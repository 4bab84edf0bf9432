package shacl

import (
	"strings"

	"github.com/trebbia/trebbia/dcat/rdf"
)

// customComponent is a constraint component that a shapes graph declares for itself
// (section 6), with the predicates that a shape must have to use it.
type customComponent struct {
	term      rdf.Term
	mandatory []rdf.Term
}

// customComponents finds the declared components. Those of SHACL's own vocabulary, for
// graphs that include it, are in the table already.
func customComponents(g rdf.Matcher) []customComponent {
	var out []customComponent
	at := map[rdf.Term]int{}
	for t := range g.Match(wild, sh("parameter"), wild) {
		if strings.HasPrefix(t.Subject.Value, Namespace) || rdf.Has(g, t.Object, sh("optional"), xsdTrue) {
			continue
		}
		i, known := at[t.Subject]
		if !known {
			i = len(out)
			at[t.Subject] = i
			out = append(out, customComponent{term: t.Subject})
		}
		out[i].mandatory = append(out[i].mandatory, rdf.Objects(g, t.Object, sh("path"))...)
	}
	return out
}

// refuseCustom reports a fault for each declared component that the shape uses: its
// validators are SPARQL or JavaScript.
func (c *compiler) refuseCustom(s *shape) {
	for _, component := range c.custom {
		used := len(component.mandatory) > 0
		for _, predicate := range component.mandatory {
			used = used && rdf.Has(c.g, s.term, predicate, wild)
		}
		if used {
			at := rdf.Triple{Subject: s.term, Predicate: component.mandatory[0], Object: rdf.Object(c.g, s.term, component.mandatory[0])}
			c.fault(s, at, RuleUnsupported, "the constraint component "+component.term.String()+" is not part of SHACL Core and is not supported")
		}
	}
}

// refuseEntailment reports a fault for each entailment regime that the shapes ask for:
// a processor that does not have it must fail (section 3.2).
func (c *compiler) refuseEntailment() {
	for t := range c.g.Match(wild, sh("entailment"), wild) {
		c.fault(&shape{term: t.Subject}, t, RuleUnsupported, "sh:entailment "+t.Object.String()+" is not supported")
	}
}

// warnOfTheRest warns of what the shapes graph has beside shapes and leaves undone.
func (c *compiler) warnOfTheRest() {
	for t := range c.g.Match(wild, sh("rule"), wild) {
		c.warn(&shape{term: t.Subject}, t, RuleInference, "sh:rule is not run; validation does not need it")
	}
	for t := range c.g.Match(wild, owlImports, wild) {
		if !rdf.Has(c.g, t.Object, rdfType, owlOntology) {
			c.warn(&shape{}, t, RuleImports, t.Subject.String()+" imports "+t.Object.String()+", which is not loaded: what it states is missing here")
		}
	}
	if len(c.result.targeted) == 0 && rdf.Has(c.g, wild, wild, wild) {
		c.warn(&shape{}, rdf.Triple{}, RuleUntargeted, "no shape has a target: nothing is validated")
	}
}
