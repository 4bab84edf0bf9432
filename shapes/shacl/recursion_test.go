package shacl

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/trebbia/trebbia/dcat/rdf"
)

const personShapes = `ex:Person a sh:NodeShape ; sh:targetNode ex:n0 ; sh:property [sh:path ex:name ; sh:minCount 1] ;
	sh:property [sh:path ex:knows ; sh:node ex:Person] .`

// TestRecursion: a node conforms unless it can be shown not to.
func TestRecursion(t *testing.T) {
	s := compileTurtle(t, personShapes)
	for name, test := range map[string]struct{ data, want string }{
		"a circle of good ones": {`ex:n0 ex:name 1 ; ex:knows ex:n1 . ex:n1 ex:name 1 ; ex:knows ex:n0 .`, ""},
		"a circle with a bad one": {`ex:n0 ex:name 1 ; ex:knows ex:n1 . ex:n1 ex:name 1 ; ex:knows ex:n2 . ex:n2 ex:knows ex:n0 .`,
			"n0 knows n1 Node violation\n"},
		"an assumption that fails": {`ex:n0 ex:name 1 ; ex:knows ex:n1, ex:n3 . ex:n1 ex:name 1 ; ex:knows ex:n2 .
			ex:n2 ex:name 1 ; ex:knows ex:n1 , ex:n3 . ex:n3 ex:knows ex:n0 .`,
			"n0 knows n1 Node violation\nn0 knows n3 Node violation\n"},
	} {
		if got := lines(s.Validate(turtle(t, test.data)).Results); got != test.want {
			t.Errorf("%s: got\n%swant\n%s", name, got, test.want)
		}
	}
}

// TestRecursionIsBounded: ladders, in which the number of ways doubles with each rung,
// and chains longer than the stack should get.
func TestRecursionIsBounded(t *testing.T) {
	s := compileTurtle(t, personShapes)
	node := func(format string, i int) rdf.Term { return rdf.IRI(fmt.Sprintf("http://e/"+format, i)) }
	knows, name := rdf.IRI("http://e/knows"), rdf.IRI("http://e/name")
	ladder := rdf.NewGraph()
	for i := range 200 {
		for _, side := range []string{"l%d", "r%d"} {
			ladder.Add(rdf.Triple{Subject: node("n%d", i), Predicate: knows, Object: node(side, i)})
			ladder.Add(rdf.Triple{Subject: node(side, i), Predicate: knows, Object: node("n%d", i+1)})
			ladder.Add(rdf.Triple{Subject: node(side, i), Predicate: name, Object: rdf.Literal("x")})
		}
		ladder.Add(rdf.Triple{Subject: node("n%d", i), Predicate: name, Object: rdf.Literal("x")})
	}
	// the last rung has no name, and all others stand or fall with it
	if got := lines(s.Validate(ladder).Results); got != "n0 knows l0 Node violation\nn0 knows r0 Node violation\n" {
		t.Errorf("ladder: %s", got)
	}
	chain := rdf.NewGraph()
	for i := range 3 * maxNesting {
		chain.Add(rdf.Triple{Subject: node("n%d", i), Predicate: name, Object: rdf.Literal("x")})
		chain.Add(rdf.Triple{Subject: node("n%d", i), Predicate: knows, Object: node("n%d", i+1)})
	}
	if s.Validate(chain).Conforms {
		t.Error("a chain that is too long to follow conforms")
	}
}

func TestRefusedRecursion(t *testing.T) {
	for _, shapes := range []string{
		`ex:S a sh:NodeShape ; sh:not ex:S .`,
		`ex:S a sh:NodeShape ; sh:property [sh:path ex:p ; sh:node [sh:not ex:S]] .`,
		`ex:S a sh:NodeShape ; sh:xone (ex:S ex:T) . ex:T sh:class ex:C .`,
		`ex:S a sh:NodeShape ; sh:property [sh:path ex:p ; sh:qualifiedValueShape ex:S ; sh:qualifiedMaxCount 1] .`,
		`ex:P sh:path ex:p ; sh:property ex:P .`,
		`ex:P sh:path ex:p ; sh:property ex:Q . ex:Q sh:path ex:q ; sh:property ex:P .`,
	} {
		_, err := Compile(turtle(t, shapes))
		var fault *ShapeError
		if !errors.As(err, &fault) || fault.Rule != RuleRecursion {
			t.Errorf("%s: %v", shapes, err)
		}
	}
	if _, err := Compile(turtle(t, `ex:S a sh:NodeShape ; sh:not ex:T . ex:T sh:not ex:U ; sh:and (ex:U) . ex:U sh:class ex:C .`)); err != nil {
		t.Errorf("shapes that only share a shape are refused: %v", err)
	}
}

// TestSharedShapes: what many shapes lead to is not asked again by each of them, however
// many ways there are.
func TestSharedShapes(t *testing.T) {
	const levels = 60
	var text strings.Builder
	text.WriteString(`ex:S0 sh:targetNode ex:n, "literal" . `)
	for i := range levels {
		fmt.Fprintf(&text, "ex:S%d a sh:NodeShape ; sh:and (ex:S%d ex:S%d) ; sh:property [sh:path ex:p ; sh:node ex:S%d] . ", i, i+1, i+1, i+1)
	}
	fmt.Fprintf(&text, "ex:S%d a sh:NodeShape ; sh:minLength 1 .", levels)
	s := compileTurtle(t, text.String())
	if got := lines(s.Validate(turtle(t, `ex:n ex:p ex:m . ex:m ex:p "x" .`)).Results); got != "" {
		t.Errorf("results %s", got)
	}
}
