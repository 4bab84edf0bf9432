package shacl

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/trebbia/trebbia/dcat/rdf"
)

// randomCase makes shapes of all of SHACL Core, and data about the same few nodes, so
// that most of them have something to say about each other.
type randomCase struct {
	*rand.Rand
	text  strings.Builder // of the shapes, in Turtle
	count int
	made  [2][]string // node shapes and property shapes
}

func (c *randomCase) pick(from ...string) string { return from[c.IntN(len(from))] }
func (c *randomCase) predicate() string          { return c.pick("ex:p", "ex:q", "ex:r", "rdf:type") }
func (c *randomCase) class() string              { return c.pick("ex:A", "ex:B", "ex:C") }
func (c *randomCase) node() string {
	return c.pick("ex:a", "ex:b", "ex:c", "ex:d", "_:x", "_:y", "_:z")
}

func (c *randomCase) literal() string {
	return c.pick(`"a"`, `"b"@en`, `"b"@EN`, `"c"@de-AT`, `1`, `2.50`, `"1e0"^^xsd:double`, `"NaN"^^xsd:float`, `"x"^^xsd:integer`, `true`, `"😀\n"`,
		`"2024-02-29"^^xsd:date`, `"2024-03-01Z"^^xsd:date`, `"2024-02-30"^^xsd:date`, `"2024-03-01T00:00:00"^^xsd:dateTime`)
}

func (c *randomCase) term() string {
	if c.IntN(2) == 0 {
		return c.literal()
	}
	return c.pick("ex:a", "ex:b", "ex:c", "ex:d")
}

func (c *randomCase) path(depth int) string {
	if depth == 3 || c.IntN(2) == 0 {
		return c.predicate()
	}
	inner := func() string { return c.path(depth + 1) }
	switch c.IntN(6) {
	case 0:
		return "(" + inner() + " " + inner() + ")"
	case 1:
		return "[sh:alternativePath (" + inner() + " " + inner() + " " + inner() + ")]"
	case 2:
		return "[sh:zeroOrMorePath " + inner() + "]"
	case 3:
		return "[sh:oneOrMorePath " + inner() + "]"
	case 4:
		return "[sh:zeroOrOnePath " + inner() + "]"
	}
	return "[sh:inversePath " + inner() + "]"
}

// shape writes a shape and returns its name; now and then it is one that was made before.
func (c *randomCase) shape(depth, kind int) string {
	if have := c.made[kind]; depth > 0 && len(have) > 0 && c.IntN(4) == 0 {
		return c.pick(have...)
	}
	c.count++
	name := fmt.Sprintf("ex:S%d", c.count)
	if c.IntN(3) == 0 {
		name = "_:S" + fmt.Sprint(c.count)
	}
	statements := []string{}
	add := func(format string, args ...any) { statements = append(statements, fmt.Sprintf("sh:"+format, args...)) }
	if kind == 1 {
		add("path %s", c.path(0))
	}
	for range 1 + c.IntN(3) {
		statements = append(statements, c.constraint(depth, kind))
	}
	if c.IntN(8) == 0 {
		add("severity %s", c.pick("sh:Info", "sh:Warning", "ex:Grave"))
	}
	if c.IntN(8) == 0 {
		add(`message "{$value} of {$this}"@en, "{?path}"`)
	}
	if depth == 0 || c.IntN(8) == 0 {
		add("%s", c.pick("targetClass "+c.class(), "targetSubjectsOf "+c.predicate(), "targetNode "+c.term(), "targetNode "+c.term()+", ex:absent"))
	}
	if c.IntN(12) == 0 {
		add("targetObjectsOf %s", c.predicate())
	}
	c.made[kind] = append(c.made[kind], name)
	seen := map[string]bool{} // a parameter again would mostly be ill-formed
	for _, s := range statements {
		if parameter, _, _ := strings.Cut(s, " "); !seen[parameter] {
			seen[parameter] = true
			c.text.WriteString(name + " " + s + " .\n")
		}
	}
	return name
}

func (c *randomCase) constraint(depth, kind int) string {
	some := func() string { return c.shape(depth+1, c.IntN(2)) }
	choices := 15
	if depth < 3 {
		choices = 20
	}
	n := c.IntN(choices + 5*kind)
	if n >= choices {
		n += 20 - choices // those of property shapes only
	}
	switch n {
	case 0:
		return "sh:class " + c.class()
	case 1:
		return "sh:datatype " + c.pick("xsd:string", "xsd:integer", "xsd:date", "rdf:langString")
	case 2:
		return "sh:nodeKind " + c.pick("sh:IRI", "sh:BlankNode", "sh:Literal", "sh:BlankNodeOrIRI")
	case 3:
		return "sh:" + c.pick("minInclusive", "maxExclusive") + " " + c.pick("1", "2.5", `"2024-03-01"^^xsd:date`, `"b"`)
	case 4:
		return "sh:" + c.pick("minLength", "maxLength") + " " + c.pick("1", "2", "10")
	case 5:
		return "sh:pattern " + c.pick(`"^a" ; sh:flags "i"`, `"[^a-c]$"`, `"."`)
	case 6:
		return "sh:languageIn " + c.pick(`("en")`, `("de" "EN")`, `()`)
	case 7, 8:
		return "sh:" + c.pick("equals", "disjoint") + " " + c.predicate()
	case 9, 10:
		return "sh:closed true ; sh:ignoredProperties (" + c.predicate() + " " + c.predicate() + ")"
	case 11, 12:
		return "sh:hasValue " + c.term()
	case 13, 14:
		return "sh:in (" + c.term() + " " + c.term() + " " + c.term() + ")"
	case 15:
		return "sh:not " + some()
	case 16:
		return "sh:" + c.pick("and", "or", "xone") + " (" + some() + " " + some() + ")"
	case 17:
		return "sh:node " + c.shape(depth+1, 0)
	case 18, 19:
		return "sh:property " + c.shape(depth+1, 1)
	case 20:
		return "sh:minCount " + c.pick("0", "1", "2")
	case 21:
		return "sh:maxCount " + c.pick("0", "1", "2")
	case 22:
		return "sh:uniqueLang true"
	case 23:
		return "sh:" + c.pick("lessThan", "lessThanOrEquals") + " " + c.predicate()
	}
	return "sh:qualifiedValueShape [sh:nodeKind " + c.pick("sh:IRI", "sh:Literal") + " ; sh:class " + c.class() + "] ; sh:qualifiedValueShapesDisjoint true ; " +
		c.pick("sh:qualifiedMinCount", "sh:qualifiedMaxCount") + " " + c.pick("0", "1")
}

func (c *randomCase) data(t *testing.T) []byte {
	var b strings.Builder
	for range 4 + c.IntN(30) {
		b.WriteString(c.node() + " " + c.predicate() + " " + c.pick(c.node(), c.node(), c.literal(), c.class()) + " .\n")
	}
	for range c.IntN(3) {
		b.WriteString(c.class() + " rdfs:subClassOf " + c.class() + " .\n")
	}
	return ntriples(turtle(t, b.String()))
}

// TestRandom holds that the ways to validate give the same results, positions and details
// among them, in the same order: the whole graph, each of its nodes, and streams of the
// same statements in any order.
func TestRandom(t *testing.T) {
	cases, results := 150, 0
	if testing.Short() {
		cases = 50
	}
	for seed := range uint64(cases) {
		c := &randomCase{Rand: rand.New(rand.NewPCG(seed, 7))}
		for range 1 + c.IntN(2) {
			c.shape(0, c.IntN(2))
		}
		data := c.data(t)
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			s := compileTurtle(t, c.text.String())
			for _, text := range [][]byte{data, shuffled(append(data, data...), seed)} {
				results += compareWithWhole(t, text, rdf.NTriples, []*Shapes{s})
				compareWithNodes(t, text, s)
			}
			if t.Failed() {
				t.Logf("shapes\n%sdata\n%s", c.text.String(), data)
			}
		})
	}
	if t.Logf("%d results", results); results < 5*cases {
		t.Errorf("%d results in %d cases: they hardly meet", results, cases)
	}
}

// compareWithNodes validates every node that can be a focus node by itself.
func compareWithNodes(t *testing.T, text []byte, s *Shapes) {
	t.Helper()
	g, _, err := rdf.ReadGraph(bytes.NewReader(text), rdf.NTriples, rdf.ReadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	var focus termSet
	for triple := range g.All() {
		focus.add(triple.Subject)
	}
	for triple := range g.All() {
		focus.add(triple.Object)
	}
	for _, shape := range s.targeted {
		for _, target := range shape.targets {
			if target.kind == targetNode {
				focus.add(target.term)
			}
		}
	}
	compareResults(t, s.ValidateNodes(g, focus.terms).Results, s.Validate(g).Results)
}
