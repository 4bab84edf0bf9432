package shacl

import (
	"testing"

	"github.com/trebbia/trebbia/dcat/rdf"
)

func TestPathText(t *testing.T) {
	for _, test := range []struct{ path, text, want string }{
		{`ex:p`, "ex:p", "d"},
		{`[sh:inversePath ex:p]`, "^ex:p", "z"},
		{`(ex:p ex:q)`, "ex:p/ex:q", "e"},
		{`[sh:alternativePath (ex:q (ex:p ex:q))]`, "ex:q|ex:p/ex:q", "x e"},
		{`[sh:zeroOrMorePath ex:p]`, "ex:p*", "a d f"},
		{`[sh:oneOrMorePath [sh:alternativePath (ex:p [sh:inversePath ex:p])]]`, "(ex:p|^ex:p)+", "d z f a y"},
		{`[sh:zeroOrOnePath (ex:p ex:p)]`, "(ex:p/ex:p)?", "a f"},
		{`[sh:inversePath (ex:p ex:p)]`, "^(ex:p/ex:p)", "y"},
		{`[sh:inversePath [sh:oneOrMorePath ex:p]]`, "^(ex:p+)", "z y"},
		{`([sh:inversePath ex:p] [sh:inversePath ex:p])`, "^ex:p/^ex:p", "y"},
		{`[sh:inversePath [sh:inversePath ex:p]]`, "^(^ex:p)", "d"},
		{`[sh:inversePath [sh:alternativePath (ex:p (ex:p ex:p))]]`, "^(ex:p|ex:p/ex:p)", "z y"},
	} {
		g := turtle(t, `ex:S sh:path `+test.path+` .`)
		p, _, fault := parsePath(g, rdf.Object(g, rdf.IRI("http://e/S"), sh("path")))
		if fault != nil {
			t.Errorf("%s: %s", test.path, fault.message)
			continue
		}
		if got := p.Text(func(iri string) string { return "ex:" + iri[len("http://e/"):] }); got != test.text {
			t.Errorf("text %s, want %s", got, test.text)
		}
		data := turtle(t, `ex:y ex:p ex:z . ex:z ex:p ex:a . ex:a ex:p ex:d ; ex:q ex:x . ex:d ex:q ex:e ; ex:p ex:f . ex:f ex:r 1 .`)
		e := newEvaluation(&Shapes{}, data, nil)
		got := ""
		for i, v := range e.walk(p, rdf.IRI("http://e/a"), 0, nil) {
			if i > 0 {
				got += " "
			}
			got += v.Value[len("http://e/"):]
		}
		if got != test.want {
			t.Errorf("%s leads to %q, want %q", test.text, got, test.want)
		}
	}
}

// TestManyValues: beyond a few, value nodes are kept in an index; each still comes once.
func TestManyValues(t *testing.T) {
	g := rdf.NewGraph()
	p := rdf.IRI("http://e/p")
	for i := range 100 {
		mid := rdf.IRI("http://e/m" + string(rune('a'+i%50)))
		g.Add(rdf.Triple{Subject: rdf.IRI("http://e/n"), Predicate: p, Object: mid})
		g.Add(rdf.Triple{Subject: mid, Predicate: p, Object: rdf.IRI("http://e/o" + string(rune('a'+i%40)))})
	}
	s := compileTurtle(t, `ex:S sh:targetNode ex:n ; sh:property [sh:path (ex:p ex:p) ; sh:maxCount 39] .`)
	r := s.Validate(g).Results
	if len(r) != 1 || r[0].Message("en") != "40 values, at most 39 allowed" {
		t.Errorf("results %v", r)
	}
}
