package shacl

import (
	"errors"
	"strings"

	"github.com/trebbia/trebbia/dcat/rdf"
)

// Compile reads a shapes graph. Every shape in it is checked against the syntax rules
// of the specification (appendix A), used or not.
//
// The error joins one *ShapeError for each fault, in the order of the shapes graph;
// errors.As gives the first. Constructs of SHACL that are not supported are such faults
// with the rule RuleUnsupported.
func Compile(shapes rdf.Matcher) (*Shapes, error) {
	c := &compiler{
		g:      shapes,
		byTerm: map[rdf.Term]*shape{},
		table:  map[string]component{},
		custom: customComponents(shapes),
		result: &Shapes{predicates: map[string]int{}, annotations: map[rdf.Term][]rdf.Triple{}, owners: map[rdf.Term]rdf.Term{}},
	}
	for _, row := range components() {
		c.table[row.parameter] = row
	}
	c.refuseEntailment()
	terms := c.shapeTerms()
	for i, term := range terms {
		c.byTerm[term] = &shape{term: term, number: i}
	}
	for _, term := range terms {
		c.compile(c.byTerm[term])
	}
	c.checkRecursion(terms)
	if len(c.faults) > 0 {
		return nil, errors.Join(c.faults...)
	}
	all := make([]*shape, len(terms))
	for i, term := range terms {
		all[i] = c.byTerm[term]
		all[i].weigh()
		if s := all[i]; len(s.targets) > 0 && !s.deactivated {
			c.result.targeted = append(c.result.targeted, s)
		}
	}
	c.warnOfTheRest()
	c.result.reach = reachOf(all)
	return c.result, nil
}

// compiler holds what compilation of one shapes graph needs.
type compiler struct {
	g      rdf.Matcher
	table  map[string]component
	byTerm map[rdf.Term]*shape
	custom []customComponent
	faults []error
	result *Shapes
}

// shapeTerms returns the nodes that are shapes (section 2.1), in order of appearance:
// those with a type, a target or a parameter that only shapes have, and those that a
// shape refers to.
func (c *compiler) shapeTerms() []rdf.Term {
	types := map[rdf.Term]bool{}
	for _, class := range []string{"NodeShape", "PropertyShape"} {
		for _, t := range subclassesIn(c.g, sh(class)) {
			types[t] = true
		}
	}
	var terms termSet
	for t := range c.g.Match(wild, wild, wild) {
		local, isSHACL := strings.CutPrefix(t.Predicate.Value, Namespace)
		if t.Predicate == rdfType && types[t.Object] {
			terms.add(t.Subject)
		}
		if !isSHACL {
			continue
		}
		row, isParameter := c.table[local]
		if isParameter || strings.HasPrefix(local, "target") || local == "sparql" {
			terms.add(t.Subject)
		}
		switch row.shapes {
		case oneShape:
			if !t.Object.IsLiteral() {
				terms.add(t.Object)
			}
		case listOfShapes:
			members, _ := readList(c.g, t.Object)
			for _, m := range members {
				if !m.IsLiteral() {
					terms.add(m)
				}
			}
		}
	}
	return terms.terms
}

// compile fills in a shape.
func (c *compiler) compile(s *shape) {
	s.slot = -1
	triples := c.triples(s.term)
	if len(triples) == 0 {
		s.deactivated = true
		return
	}
	c.result.annotations[s.term] = triples
	if s.term.IsBlank() {
		c.result.owners[s.term] = c.owner(s.term)
	}
	s.deactivated = c.isTrue(s, "deactivated", "deactivated-datatype", "deactivated-maxCount")
	if s.deactivated {
		// nothing of it is ever run, so that what is not supported can be switched off
		return
	}
	if !c.readPath(s) {
		return // what may follow depends on the path
	}
	c.readSeverity(s)
	c.readMessages(s)
	c.readTargets(s)
	c.refuseCustom(s)
	c.checkPartners(s)
	for _, t := range triples {
		local, isSHACL := strings.CutPrefix(t.Predicate.Value, Namespace)
		if !isSHACL || describing[local] {
			continue
		}
		row, known := c.table[local]
		if !known {
			c.unknown(s, t, local)
			continue
		}
		if row.propertyOnly && s.path.IsZero() {
			c.fault(s, t, local+"-scope", "sh:"+local+" is only allowed in property shapes")
			continue
		}
		if row.rule != "" && c.repeated(s, t, row.rule) {
			continue
		}
		s.constraints = append(s.constraints, row.compile(c, s, t.Object)...)
	}
	for _, k := range s.constraints {
		if k.least == 0 {
			s.enough = 0
			break
		}
		s.enough = max(s.enough, k.least)
	}
}

func (c *compiler) triples(subject rdf.Term) []rdf.Triple {
	var out []rdf.Triple
	for t := range c.g.Match(subject, wild, wild) {
		out = append(out, t)
	}
	return out
}

// refer returns the shape v that the triple with the parameter refers to, directly or as
// a member of its list. One that is not described is warned about only: everything
// conforms to a node shape without constraints, and the official DCAT-AP files refer to
// property shapes that stand in another file or nowhere.
func (c *compiler) refer(s *shape, parameter rdf.Triple, v rdf.Term, rule string) (*shape, bool) {
	to, ok := c.byTerm[v]
	if !ok {
		c.fault(s, parameter, rule, compact(parameter.Predicate)+" needs a shape, not "+v.String())
		return nil, false
	}
	if len(c.triples(v)) == 0 {
		c.warn(s, parameter, RuleUndefined, compact(parameter.Predicate)+" refers to "+v.String()+", which the shapes graph does not describe")
	}
	return to, true
}

// unknown handles a property of the SHACL namespace that Core does not have.
func (c *compiler) unknown(s *shape, t rdf.Triple, local string) {
	if now, ok := renamed[local]; ok {
		c.warn(s, t, RuleDraft, "sh:"+local+" is a term of a draft of SHACL and constrains nothing; the Recommendation has "+now)
		return
	}
	c.fault(s, t, RuleUnsupported, "sh:"+local+" is not supported")
}

// repeated reports a fault when the parameter of the triple has another value too; the
// first one carries the fault.
func (c *compiler) repeated(s *shape, t rdf.Triple, rule string) bool {
	values := rdf.Objects(c.g, s.term, t.Predicate)
	if len(values) < 2 {
		return false
	}
	if values[0] == t.Object {
		c.fault(s, t, rule, "more than one value of "+compact(t.Predicate))
	}
	return true
}

// fault records that the shape breaks a rule, at the place of the triple.
func (c *compiler) fault(s *shape, t rdf.Triple, rule, message string) {
	c.faults = append(c.faults, c.shapeError(s, t, rule, message))
}

func (c *compiler) warn(s *shape, t rdf.Triple, rule, message string) {
	c.result.warnings = append(c.result.warnings, c.shapeError(s, t, rule, message))
}

func (c *compiler) shapeError(s *shape, t rdf.Triple, rule, message string) *ShapeError {
	e := &ShapeError{Shape: s.term, Path: s.pathText, Rule: rule, Message: message}
	if s.term.IsBlank() {
		e.Owner = c.owner(s.term)
	}
	e.Position = positionIn(c.g, t)
	return e
}

// positionIn returns where a graph, or the member of a union that knows it, states the
// triple.
func positionIn(g rdf.Matcher, t rdf.Triple) (at rdf.Position) {
	switch g := g.(type) {
	case *rdf.Graph:
		at = g.Position(t)
	case rdf.Union:
		for _, member := range g {
			if at = positionIn(member, t); at != (rdf.Position{}) {
				break
			}
		}
	}
	return at
}

// owner follows the triples that lead to a blank node up to the nearest IRI.
func (c *compiler) owner(node rdf.Term) rdf.Term {
	seen := map[rdf.Term]bool{}
	for node.IsBlank() && !seen[node] {
		seen[node] = true
		for t := range c.g.Match(wild, wild, node) {
			node = t.Subject
			break
		}
	}
	if node.IsBlank() {
		return rdf.Term{}
	}
	return node
}

// subclassesIn returns a class and its subclasses in one graph.
func subclassesIn(g rdf.Matcher, class rdf.Term) []rdf.Term {
	var set termSet
	set.add(class)
	for i := 0; i < len(set.terms); i++ {
		for t := range g.Match(wild, subClassOf, set.terms[i]) {
			set.add(t.Subject)
		}
	}
	return set.terms
}
