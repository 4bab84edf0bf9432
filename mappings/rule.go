package mappings

import (
	"fmt"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/dcat/vocab"
)

// dataDocs lists what "data:" may name, with what it gives.
var dataDocs = map[string]string{
	"file-type":   "its type (EU file type)",
	"media-type":  "its media type (IANA)",
	"package":     "the media type of the archive it comes in (IANA)",
	"compression": "the media type of its compression (IANA)",
	"byte-size":   "its size (xsd:decimal)",
	"checksum":    "its SHA-256 (spdx:Checksum)",
	"table":       "description of the table (CSVW, dct:Standard)",
	"description": "a sentence with its rows and columns",
	"period":      "first and last day in its columns (dct:PeriodOfTime)",
	"places":      "the regions in its columns (dct:Location)",
}

// rule reads one rule. A plain text is a jq expression.
func (c *compiler) rule(n ast.Node, property string) *rule {
	r := &rule{}
	switch n.(type) {
	case *ast.StringNode, *ast.LiteralNode:
		r.jq = c.compile(n, c.functions)
		r.normalise = plain
		r.field = r.fields()
		return r
	}
	sources := 0
	var in ast.Node
	for _, e := range c.entries(n, "the rule of "+property) {
		switch e.key {
		case "jq", "data", "first", "node", "agent", "contact":
			sources++
			c.source(r, e, property)
		case "as":
			r.as = c.text(e.value, "as")
			normaliser, ok := normalisers[r.as]
			if !ok {
				c.failName(e.value, "normaliser", r.as, asNames())
				return r
			}
			r.normalise = normaliser.apply
		case "in":
			in = e.value
		case "lookup":
			r.lookup = c.text(e.value, "lookup")
		case "lang":
			r.lang = c.text(e.value, "lang")
		case "datatype":
			r.datatype = c.property(e.value, c.text(e.value, "datatype"))
		case "evidence":
			r.evidence = c.text(e.value, "evidence")
		case "field":
			r.field = c.text(e.value, "field")
		case "note":
			r.note = c.text(e.value, "note")
		case "check":
			r.check = c.flag(e.value, "check")
		case "type":
			r.types = c.classes(e.value)
		default:
			c.unknownKey(e, "the rule of "+property, ruleKeys)
			return r
		}
	}
	if in != nil {
		c.vocabulary(r, in)
	}
	if sources != 1 && c.fault == nil {
		if sources > 1 || in == nil && r.as == "" {
			c.fail(n, "a rule has exactly one of jq, data, first, node, agent, contact", "the rule of %s has %d sources of values", property, sources)
		}
	}
	if r.normalise == nil {
		r.normalise = plain
	}
	if r.field == "" {
		r.field = r.fields()
	}
	return r
}

// source reads the key of a rule that says where values come from.
func (c *compiler) source(r *rule, e entry, property string) {
	switch e.key {
	case "jq":
		r.jq = c.compile(e.value, c.functions)
	case "data":
		r.data = c.text(e.value, "data")
		if _, ok := dataDocs[r.data]; !ok {
			c.failName(e.value, "kind of data", r.data, sortedKeys(dataDocs))
		}
	case "first":
		for _, m := range c.list(e.value) {
			r.first = append(r.first, c.rule(m, property))
		}
	case "node":
		r.node = c.node(e.value, property)
		if len(r.node.iri) == 0 {
			c.fail(e.node, `add iri: "{dataset}/…/{key}"`, "the node of %s has no iri", property)
		}
	case "agent":
		r.agent = c.agent(e.value)
	case "contact":
		r.contact = c.contact(e.value)
	}
}

func (c *compiler) vocabulary(r *rule, n ast.Node) {
	name := c.text(n, "in")
	table, ok := vocab.Lookup(name)
	if !ok {
		c.failName(n, "vocabulary", name, vocab.Names())
		return
	}
	if r.as != "" {
		c.fail(n, "take one of them away", "a rule has either as or in, not both")
		return
	}
	r.as, r.table = name, true
	r.normalise = asCode(table)
	switch name {
	case "file-type":
		r.normalise = asFileType
	case "language":
		r.normalise = asLanguage
	case "licence":
		r.normalise = asLicence
	case "place", "country", "region", "province":
		r.normalise = asPlaceIn(table)
	}
}

func (c *compiler) failName(n ast.Node, what, name string, known []string) {
	hint := "known are " + strings.Join(known, ", ")
	if near := vocab.Nearest(name, known); near != "" {
		hint = fmt.Sprintf("did you mean %q? %s", near, hint)
	}
	c.fail(n, hint, "unknown %s %q", what, name)
}

func (c *compiler) agent(n ast.Node) *agentSpec {
	a := &agentSpec{}
	c.parts(n, "agent", map[string]**expression{
		"each": &a.each, "name": &a.name, "identifier": &a.identifier, "iri": &a.iri, "email": &a.email, "homepage": &a.homepage,
	}, func(e entry) {
		a.standIn = c.text(e.value, "default")
		if a.standIn != "holder" && a.standIn != "publisher" {
			c.fail(e.value, "write holder or publisher", "there is no default agent %q", a.standIn)
		}
	})
	return a
}

func (c *compiler) contact(n ast.Node) *contactSpec {
	k := &contactSpec{}
	c.parts(n, "contact", map[string]**expression{
		"each": &k.each, "name": &k.name, "email": &k.email, "url": &k.url, "telephone": &k.telephone, "iri": &k.iri,
	}, func(e entry) { k.standIn = c.flag(e.value, "default") })
	return k
}

// parts reads a mapping from names to expressions, and "default" by its own function.
func (c *compiler) parts(n ast.Node, what string, into map[string]**expression, standIn func(entry)) {
	for _, e := range c.entries(n, what) {
		target, ok := into[e.key]
		switch {
		case e.key == "default":
			standIn(e)
		case ok:
			*target = c.compile(e.value, c.functions)
		default:
			c.unknownKey(e, what, append(sortedKeys(into), "default"))
		}
	}
}

// plain takes a text as it is, trimmed.
func plain(at place, text string) ([]result, error) {
	return []result{{term: rdf.LangLiteral(text, at.lang)}}, nil
}

// asPlaceIn looks a place up and describes it as a dct:Location.
func asPlaceIn(tables ...*vocab.Table) func(place, string) ([]result, error) {
	return func(at place, text string) ([]result, error) {
		for _, table := range tables {
			if entry, ok := table.Find(text); ok {
				d := at.describe("place "+entry.IRI, func() *description { return describePlace(table, entry) })
				return []result{{term: d.node, extra: d.triples}}, nil
			}
		}
		return nil, notIn(tables[0], text)
	}
}

// asPlace looks a place up in every table of places; another address is one of a place
// elsewhere, such as GeoNames.
func asPlace(at place, text string) ([]result, error) {
	var tables []*vocab.Table
	for _, name := range []string{"place", "country", "region", "province"} {
		table, _ := vocab.Lookup(name)
		tables = append(tables, table)
	}
	found, err := asPlaceIn(tables...)(at, text)
	if err == nil || !strings.Contains(text, "://") {
		return found, err
	}
	iri, repaired, err := cleanIRI(text)
	if err != nil {
		return nil, err
	}
	d := describe(iri, vocab.DCT+"Location")
	return []result{{term: d.node, extra: d.triples, repaired: repaired}}, nil
}

// expressions returns those of the rule itself, not of its alternatives or nodes.
func (r *rule) expressions() []*expression {
	list := []*expression{r.jq}
	if a := r.agent; a != nil {
		list = append(list, a.each, a.name, a.identifier, a.iri, a.email, a.homepage)
	}
	if k := r.contact; k != nil {
		list = append(list, k.each, k.name, k.email, k.url, k.telephone, k.iri)
	}
	var out []*expression
	for _, e := range list {
		if e != nil {
			out = append(out, e)
		}
	}
	return out
}

// fields names the fields that the rule reads, for people.
func (r *rule) fields() string {
	var names []string
	seen := map[string]bool{}
	for _, e := range r.expressions() {
		for _, f := range append(append([]string{}, e.fields...), e.recordFields...) {
			if !seen[f] {
				seen[f] = true
				names = append(names, f)
			}
		}
	}
	return strings.Join(names, ", ")
}
