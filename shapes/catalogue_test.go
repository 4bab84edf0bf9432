package shapes_test

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/dcat/vocab"
	"github.com/trebbia/trebbia/shapes"
	"github.com/trebbia/trebbia/shapes/shacl"
)

// catalogue is a graph that tests change triple by triple.
type catalogue struct {
	t     testing.TB
	graph *rdf.Graph
}

const example = "https://www.example.it/opendata/"

// valid returns a catalogue in which nothing is wrong.
func valid(t testing.TB) catalogue {
	t.Helper()
	text, err := os.ReadFile("testdata/valid.ttl")
	if err != nil {
		t.Fatal(err)
	}
	return catalogue{t, rdf.NewGraph()}.with(string(text))
}

// with returns the catalogue with the statements of a Turtle text added.
func (c catalogue) with(turtle string) catalogue {
	c.t.Helper()
	head := prefixes() + "@prefix ex: <" + example + "> .\n"
	more, _, err := rdf.ReadGraph(strings.NewReader(head+turtle), rdf.Turtle, rdf.ReadOptions{Base: example})
	if err != nil {
		c.t.Fatalf("%v in %s", err, turtle)
	}
	g := rdf.NewGraph()
	g.AddAll(c.graph)
	g.AddAll(more)
	return catalogue{c.t, g}
}

// prefixes declares in Turtle those that everybody uses.
func prefixes() string {
	var b strings.Builder
	for _, prefix := range slices.Sorted(maps.Keys(vocab.Prefixes)) {
		fmt.Fprintf(&b, "@prefix %s: <%s> .\n", prefix, vocab.Prefixes[prefix])
	}
	return b.String()
}

// without returns the catalogue without the triples that fit "subject predicate object",
// in which "?" or nothing stands for any term.
func (c catalogue) without(pattern string) catalogue {
	if pattern == "" {
		return c
	}
	var at [3]rdf.Term
	for i, word := range strings.Fields(pattern) {
		at[i] = c.term(word)
	}
	g := rdf.NewGraph()
	dropped := 0
	for t := range c.graph.All() {
		if fits(at[0], t.Subject) && fits(at[1], t.Predicate) && fits(at[2], t.Object) {
			dropped++
			continue
		}
		g.Add(t)
	}
	if dropped == 0 {
		c.t.Fatalf("%q fits no triple", pattern)
	}
	return catalogue{c.t, g}
}

func (c catalogue) term(word string) rdf.Term {
	switch {
	case word == "?":
		return rdf.Term{}
	case word == "a":
		return rdf.IRI(vocab.RDFType)
	case strings.HasPrefix(word, "<"):
		return rdf.IRI(strings.Trim(word, "<>"))
	}
	prefix, local, _ := strings.Cut(word, ":")
	if prefix == "ex" {
		return rdf.IRI(example + local)
	}
	ns, ok := vocab.Prefixes[prefix]
	if !ok {
		c.t.Fatalf("unknown prefix in %q", word)
	}
	return rdf.IRI(ns + local)
}

func fits(pattern, term rdf.Term) bool { return pattern.IsZero() || pattern == term }

// summary lists the findings of a report, one per line.
func summary(p *shapes.Profile, report *shacl.Report) string {
	var b strings.Builder
	for _, r := range report.Results {
		fmt.Fprintf(&b, "\n\t%s %s (%s) %s %s", r.Severity, p.ID(r), p.Rule(r), r.FocusNode, r.Value)
	}
	return b.String()
}
