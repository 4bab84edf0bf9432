package shacl

import (
	"strings"
	"sync"
	"testing"

	"github.com/trebbia/trebbia/dcat/rdf"
)

// TestOrder: focus nodes as the data has them, then shapes as the shapes graph has them.
func TestOrder(t *testing.T) {
	s := compileTurtle(t, `ex:B sh:targetClass ex:C ; sh:property [sh:path ex:q ; sh:minCount 1], [sh:path ex:p ; sh:maxCount 0] .
		ex:A sh:targetClass ex:C ; sh:targetNode ex:absent ; sh:targetObjectsOf ex:p ; sh:class ex:D .`)
	g := turtle(t, `ex:z a ex:C ; ex:p ex:m , ex:a . ex:b a ex:C . ex:a a ex:C, ex:D .`)
	want := strings.Join([]string{
		"z q  MinCount violation", "z p  MaxCount violation", "z  z Class violation",
		"b q  MinCount violation", "b  b Class violation",
		"a q  MinCount violation",
		"m  m Class violation", // only ever an object
		"absent  absent Class violation", "",
	}, "\n")
	if got := lines(s.Validate(g).Results); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	for range 20 {
		if got := lines(s.Validate(g).Results); got != want {
			t.Fatalf("the order changed:\n%s", got)
		}
	}
}

func TestValidateNodes(t *testing.T) {
	s := compileTurtle(t, `ex:A sh:targetClass ex:C ; sh:property [sh:path ex:p ; sh:minCount 1] .
		ex:B sh:targetSubjectsOf ex:q ; sh:nodeKind sh:BlankNode . ex:O sh:targetObjectsOf ex:q ; sh:nodeKind sh:BlankNode . ex:N sh:targetNode ex:n ; sh:class ex:D .`)
	g := turtle(t, `ex:a a ex:C . ex:b a ex:Sub ; ex:q ex:o . ex:Sub rdfs:subClassOf ex:C . ex:c a ex:C . ex:d ex:r ex:a .`)
	focus := []rdf.Term{rdf.IRI("http://e/n"), rdf.IRI("http://e/b"), rdf.IRI("http://e/d"), rdf.IRI("http://e/o"), rdf.IRI("http://e/a")}
	want := "n  n Class violation\nb p  MinCount violation\nb  b NodeKind violation\no  o NodeKind violation\na p  MinCount violation\n"
	if got := lines(s.ValidateNodes(g, focus).Results); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	// over all nodes it finds what Validate finds
	var terms termSet
	for triple := range g.All() {
		terms.add(triple.Subject)
	}
	for triple := range g.All() {
		terms.add(triple.Object)
	}
	terms.add(rdf.IRI("http://e/n"))
	if got, want := lines(s.ValidateNodes(g, terms.terms).Results), lines(s.Validate(g).Results); got != want {
		t.Errorf("by node\n%sat once\n%s", got, want)
	}
}

// TestBackground: it types nodes and gives subclasses and triples of value nodes, and is
// not validated.
func TestBackground(t *testing.T) {
	s := compileTurtle(t, `ex:S sh:targetClass ex:C ; sh:property [sh:path ex:theme ; sh:class ex:Concept ; sh:maxCount 1 ;
		sh:node [sh:property [sh:path ex:inScheme ; sh:hasValue ex:scheme ; sh:maxCount 1]]] . ex:T sh:targetClass ex:Concept ; sh:property [sh:path ex:label ; sh:minCount 1] .`)
	g := turtle(t, `ex:a a ex:Sub ; ex:theme ex:t1 .`)
	if got := lines(s.Validate(g).Results); got != "" {
		t.Errorf("without background: %s", got)
	}
	classes := turtle(t, `ex:Sub rdfs:subClassOf ex:C .`)
	if got, want := lines(s.Validate(g, classes).Results), "a theme t1 Class violation\na theme t1 Node violation\n"; got != want {
		t.Errorf("with subclasses only: %s", got)
	}
	concepts := turtle(t, `ex:t1 a ex:Concept ; ex:inScheme ex:scheme . ex:t2 a ex:Concept .`)
	again := turtle(t, `ex:a ex:theme ex:t1 . ex:t1 ex:inScheme ex:scheme .`) // stated twice, counted once
	if got := lines(s.Validate(g, classes, concepts, again).Results); got != "" {
		t.Errorf("with concepts: %s", got)
	}
}

func TestSeverity(t *testing.T) {
	s := compileTurtle(t, `ex:S sh:targetNode ex:n ; sh:property [sh:path ex:a ; sh:minCount 1 ; sh:severity sh:Info],
		[sh:path ex:b ; sh:minCount 1 ; sh:severity sh:Warning], [sh:path ex:c ; sh:minCount 1], [sh:path ex:d ; sh:minCount 1 ; sh:severity ex:Grave] .`)
	r := s.Validate(turtle(t, `ex:n ex:x 1 .`))
	if got, want := lines(r.Results), "n a  MinCount info\nn b  MinCount warning\nn c  MinCount violation\nn d  MinCount violation\n"; got != want {
		t.Errorf("got\n%s", got)
	}
	if r.Conforms {
		t.Error("conforms although there are results")
	}
	if got := r.Results[3].SeverityTerm; got != rdf.IRI("http://e/Grave") {
		t.Errorf("severity of its own became %s", got)
	}
}

// TestSharedShape: a property shape that a node reaches in two ways reports twice, once
// for each way (the W3C suite leaves this test open as validation-reports/shared).
func TestSharedShape(t *testing.T) {
	s := compileTurtle(t, `ex:S sh:targetNode ex:i ; sh:property [sh:path ex:p ; sh:property ex:T], [sh:path ex:q ; sh:property ex:T] . ex:T sh:path ex:r ; sh:class ex:C .`)
	got := lines(s.Validate(turtle(t, `ex:i ex:p ex:j ; ex:q ex:j . ex:j ex:r ex:k .`)).Results)
	if want := "j r k Class violation\n"; got != want+want {
		t.Errorf("got %s", got)
	}
}

func TestClosedAndPairs(t *testing.T) {
	s := compileTurtle(t, `ex:S sh:targetNode ex:n ; sh:closed true ; sh:ignoredProperties (rdf:type) ;
		sh:property [sh:path ex:from ; sh:lessThan ex:to ; sh:disjoint ex:not], [sh:path ex:to ; sh:equals ex:same], [sh:path ex:not], [sh:path ex:same] .`)
	g := turtle(t, `ex:n a ex:C ; ex:from 1, 7 ; ex:to 5, "x" ; ex:not 1 ; ex:same 5 ; ex:other "o" .`)
	want := `n other "o" Closed violation` + "\n" +
		// 1 against "x", 7 against 5 and against "x"
		`n from "1"^^http://www.w3.org/2001/XMLSchema#integer LessThan violation` + "\n" +
		strings.Repeat(`n from "7"^^http://www.w3.org/2001/XMLSchema#integer LessThan violation`+"\n", 2) +
		`n from "1"^^http://www.w3.org/2001/XMLSchema#integer Disjoint violation` + "\n" +
		`n to "x" Equals violation` + "\n"
	if got := lines(s.Validate(g).Results); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

// TestOddCounts: limits that no data can break or meet.
func TestOddCounts(t *testing.T) {
	s := compileTurtle(t, `ex:S sh:targetNode ex:n ; sh:property [sh:path ex:none ; sh:maxCount -1 ; sh:minCount -1], [sh:path ex:p ; sh:minCount 0 ; sh:maxCount "+2"^^xsd:integer] .`)
	if got, want := lines(s.Validate(turtle(t, `ex:n ex:p 1, 2 .`)).Results), "n none  MaxCount violation\n"; got != want {
		t.Errorf("got %s", got)
	}
}

// TestConcurrentUse runs one compiled Shapes from many goroutines (with -race).
func TestConcurrentUse(t *testing.T) {
	s := compileTurtle(t, catalogueShapes)
	g := catalogue(50)
	want := lines(s.Validate(g).Results)
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			for range 3 {
				report := s.Validate(g)
				report.Graph()
				if got := lines(report.Results); got != want {
					t.Error("another result")
				}
			}
		})
	}
	wait.Wait()
}

// TestTagsIgnoreCase: the value space of language tags is in lower case (RDF 1.1 Concepts,
// section 3.3), so literals are the same whatever the case of their tags.
func TestTagsIgnoreCase(t *testing.T) {
	s := compileTurtle(t, `ex:S sh:targetNode ex:n ; sh:property [sh:path ex:p ; sh:hasValue "x"@en-gb ; sh:in ("x"@en-gb "y"@DE) ; sh:equals ex:q ; sh:disjoint ex:r] .`)
	g := turtle(t, `ex:n ex:p "x"@en-GB , "y"@de ; ex:q "x"@EN-gb , "y"@de ; ex:r "y"@DE , "x"@fr .`)
	if got, want := lines(s.Validate(g).Results), "n p \"y\"@de Disjoint violation\n"; got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}
