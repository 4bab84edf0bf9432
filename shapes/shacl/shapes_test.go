package shacl

import (
	"strings"
	"testing"

	"github.com/trebbia/trebbia/dcat/rdf"
)

// prefixes are understood by every Turtle text of these tests.
const prefixes = `@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <http://e/> . ` +
	`@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . ` +
	`@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . `

// turtle reads a text whose first line shares its line with the prefixes.
func turtle(t testing.TB, text string) *rdf.Graph {
	t.Helper()
	g, _, err := rdf.ReadGraph(strings.NewReader(prefixes+text), rdf.Turtle, rdf.ReadOptions{})
	if err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	return g
}

func compileTurtle(t testing.TB, text string) *Shapes {
	t.Helper()
	s, err := Compile(turtle(t, text))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// lines writes results one a line: focus node, path, value, component, severity.
func lines(results []Result) string {
	var b strings.Builder
	for _, r := range results {
		short := func(s string) string {
			return strings.NewReplacer("http://e/", "", "ConstraintComponent", "", Namespace, "", "<", "", ">", "").Replace(s)
		}
		b.WriteString(short(strings.Join([]string{r.FocusNode.String(), r.PathText, r.Value.String(), r.Component, r.Severity.String()}, " ")) + "\n")
	}
	return b.String()
}
