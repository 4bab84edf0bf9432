package shacl

import (
	"errors"
	"strings"
	"testing"

	"github.com/trebbia/trebbia/dcat/rdf"
)

// TestSyntaxRules breaks the syntax rules of the specification one at a time and wants
// the rule to be named, with the shape and the line.
func TestSyntaxRules(t *testing.T) {
	for _, test := range []struct{ rule, shapes string }{
		{"PropertyShape-path-minCount", `ex:S a sh:PropertyShape .`},
		{"PropertyShape-path-minCount", `ex:S sh:property [sh:minCount 1] .`},
		{"path-maxCount", `ex:S a sh:PropertyShape ; sh:path ex:p, ex:q .`},
		{"NodeShape-path-maxCount", `ex:S a sh:NodeShape ; sh:path ex:p .`},
		{"node-node", `ex:S sh:node ex:P . ex:P sh:path ex:p .`},
		{"node-node", `ex:S sh:node "x" .`},
		{"not-node", `ex:S sh:not 1 .`},
		{"and-node", `ex:S sh:and ex:T .`},
		{"or-node", `ex:S sh:or [rdf:first ex:T] .`},
		{"or-members-node", `ex:S sh:or (ex:T "x") . ex:T sh:class ex:C .`},
		{"path-node", `ex:S sh:property [sh:path "p"] .`},
		{"path-sequence", `ex:S sh:property [sh:path (ex:p)] .`},
		{"path-sequence", `ex:S sh:property [sh:path ()] .`},
		{"path-alternative", `ex:S sh:property [sh:path [sh:alternativePath (ex:p)]] .`},
		{"path-inverse", `ex:S sh:property [sh:path [sh:inversePath ex:p, ex:q]] .`},
		{"path-metarule", `ex:S sh:property [sh:path [ex:p ex:q]] .`},
		{"path-non-recursive", `ex:S sh:property [sh:path _:p] . _:p sh:zeroOrMorePath _:p .`},
		{"targetNode-nodeKind", `ex:S sh:targetNode [] .`},
		{"targetClass-nodeKind", `ex:S sh:targetClass "C" .`},
		{"targetSubjectsOf-nodeKind", `ex:S sh:targetSubjectsOf "p" .`},
		{"targetObjectsOf-nodeKind", `ex:S sh:targetObjectsOf "p" .`},
		{"implicit-targetClass-nodeKind", `[] a sh:NodeShape, rdfs:Class .`},
		{"severity-maxCount", `ex:S sh:class ex:C ; sh:severity sh:Info, sh:Warning .`},
		{"severity-nodeKind", `ex:S sh:class ex:C ; sh:severity "Info" .`},
		{"message-datatype", `ex:S sh:class ex:C ; sh:message 1 .`},
		{"deactivated-datatype", `ex:S sh:class ex:C ; sh:deactivated "yes" .`},
		{"deactivated-maxCount", `ex:S sh:class ex:C ; sh:deactivated true, false .`},
		{"class-nodeKind", `ex:S sh:class "C" .`},
		{"datatype-nodeKind", `ex:S sh:datatype "integer" .`},
		{"datatype-maxCount", `ex:S sh:datatype xsd:int, xsd:long .`},
		{"nodeKind-in", `ex:S sh:nodeKind sh:Iri .`},
		{"nodeKind-maxCount", `ex:S sh:nodeKind sh:IRI, sh:Literal .`},
		{"minCount-datatype", `ex:S sh:property [sh:path ex:p ; sh:minCount "1"] .`},
		{"minCount-maxCount", `ex:S sh:property [sh:path ex:p ; sh:minCount 1, 2] .`},
		{"minCount-scope", `ex:S a sh:NodeShape ; sh:minCount 1 .`},
		{"maxCount-scope", `ex:S a sh:NodeShape ; sh:maxCount 1 .`},
		{"uniqueLang-scope", `ex:S a sh:NodeShape ; sh:uniqueLang true .`},
		{"uniqueLang-datatype", `ex:S sh:property [sh:path ex:p ; sh:uniqueLang "true"] .`},
		{"lessThan-scope", `ex:S a sh:NodeShape ; sh:lessThan ex:p .`},
		{"lessThanOrEquals-scope", `ex:S a sh:NodeShape ; sh:lessThanOrEquals ex:p .`},
		{"lessThan-nodeKind", `ex:S sh:property [sh:path ex:p ; sh:lessThan "q"] .`},
		{"equals-nodeKind", `ex:S sh:equals "q" .`},
		{"disjoint-nodeKind", `ex:S sh:disjoint [] .`},
		{"qualifiedValueShape-scope", `ex:S a sh:NodeShape ; sh:qualifiedValueShape ex:T ; sh:qualifiedMinCount 1 .`},
		{"qualifiedMinCount-datatype", `ex:S sh:property [sh:path ex:p ; sh:qualifiedValueShape [sh:class ex:C] ; sh:qualifiedMinCount "1"] .`},
		{"multiple-parameters", `ex:S sh:property [sh:path ex:p ; sh:qualifiedValueShape [sh:class ex:C] ; sh:qualifiedMaxCount 1, 2] .`},
		{"multiple-parameters", `ex:S sh:pattern "a", "b" .`},
		{"maxInclusive-nodeKind", `ex:S sh:maxInclusive ex:x .`},
		{"maxInclusive-maxCount", `ex:S sh:maxInclusive 1, 2 .`},
		{"minLength-datatype", `ex:S sh:minLength 1.5 .`},
		{"pattern-datatype", `ex:S sh:pattern "a"@en .`},
		{"pattern-regex", `ex:S sh:pattern "(a" .`},
		{"flags-datatype", `ex:S sh:pattern "a" ; sh:flags 1 .`},
		{"flags-datatype", `ex:S a sh:NodeShape ; sh:flags 1 .`},
		{"pattern-regex", `ex:S sh:pattern "a" ; sh:flags "z" .`},
		{"languageIn-node", `ex:S sh:languageIn "en" .`},
		{"languageIn-members-datatype", `ex:S sh:languageIn (ex:en) .`},
		{"in-node", `ex:S sh:in ex:x .`},
		{"in-maxCount", `ex:S sh:in (1), (2) .`},
		{"closed-datatype", `ex:S sh:closed "true" .`},
		{"ignoredProperties-node", `ex:S sh:closed true ; sh:ignoredProperties ex:p .`},
		{"ignoredProperties-members-nodeKind", `ex:S sh:closed true ; sh:ignoredProperties ("p") .`},
		{"ignoredProperties-node", `ex:S a sh:NodeShape ; sh:ignoredProperties ex:p .`},
		{"qualifiedMinCount-datatype", `ex:S sh:property [sh:path ex:p ; sh:qualifiedMinCount "1"] .`},
		{"in-node", `ex:S sh:in (1) . rdf:nil rdf:rest () .`},
	} {
		_, err := Compile(turtle(t, "\n\n"+test.shapes))
		var fault *ShapeError
		if !errors.As(err, &fault) {
			t.Errorf("%s: no fault in %s", test.rule, test.shapes)
			continue
		}
		if fault.Rule != test.rule {
			t.Errorf("rule %s, want %s, for %s", fault.Rule, test.rule, test.shapes)
		}
		if fault.Position.Line != 3 {
			t.Errorf("%s: position %v, want line 3: %s", test.rule, fault.Position, test.shapes)
		}
	}
}

func TestUnsupported(t *testing.T) {
	for _, test := range []struct{ name, shapes string }{
		{"sh:sparql", `ex:S sh:sparql [sh:select "SELECT $this WHERE {}"] .`},
		{"sh:target", `ex:S a sh:NodeShape ; sh:target [a sh:SPARQLTarget] .`},
		{"sh:expression", `ex:S a sh:NodeShape ; sh:expression [] .`},
		{"sh:entailment", `ex:S a sh:NodeShape ; sh:rule [] . ex:g sh:entailment sh:Rules .`},
		{"sh:js", `ex:S a sh:NodeShape ; sh:js [] .`},
		{"sh:minCounts", `ex:S a sh:NodeShape ; sh:property [sh:path ex:p ; sh:minCounts 1] .`},
		{"sh:entailment", `ex:S a sh:NodeShape . ex:g sh:entailment <http://www.w3.org/ns/entailment/RDFS> .`},
		{"http://e/Component", `ex:Component a sh:ConstraintComponent ; sh:parameter [sh:path ex:lang], [sh:path ex:more ; sh:optional true] .
			ex:S a sh:NodeShape ; ex:lang "en" .`},
	} {
		_, err := Compile(turtle(t, test.shapes))
		var fault *ShapeError
		if !errors.As(err, &fault) || fault.Rule != RuleUnsupported || !strings.Contains(err.Error(), test.name) {
			t.Errorf("want a refusal that names %s, got %v", test.name, err)
		}
	}
	for name, shapes := range map[string]string{
		"a component that no shape uses": `ex:Component a sh:ConstraintComponent ; sh:parameter [sh:path ex:lang] . ex:S a sh:NodeShape .`,
		"a shape switched off":           `ex:S a sh:NodeShape ; sh:deactivated true ; sh:sparql [] .`,
		"properties that only describe": `ex:S a sh:NodeShape ; sh:property [sh:path ex:p ; sh:name "p"@en ; sh:description "d" ;
			sh:order 1 ; sh:group ex:G ; sh:defaultValue 1 ; ex:rule "3"] .`,
	} {
		if _, err := Compile(turtle(t, shapes)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAllFaultsAreReported(t *testing.T) {
	_, err := Compile(turtle(t, `ex:S sh:class "C" ; sh:property [sh:path ex:p ; sh:minCount "x"] . ex:T sh:sparql [] .`))
	var rules []string
	for _, each := range err.(interface{ Unwrap() []error }).Unwrap() {
		rules = append(rules, each.(*ShapeError).Rule)
	}
	if got := strings.Join(rules, " "); got != "class-nodeKind minCount-datatype unsupported" {
		t.Errorf("rules %s", got)
	}
}

func TestShapeErrorNamesOwner(t *testing.T) {
	_, err := Compile(turtle(t, "\n"+`ex:S sh:property [sh:path (ex:p ex:q) ; sh:or ([sh:minCount 1 ; sh:path ex:q] [sh:nodeKind "x"])] .`))
	var fault *ShapeError
	if !errors.As(err, &fault) {
		t.Fatal("no fault")
	}
	if fault.Owner != rdf.IRI("http://e/S") {
		t.Errorf("owner %s", fault.Owner)
	}
	want := ` in <http://e/S>: "x" is not one of the six node kinds of SHACL (SHACL rule nodeKind-in)`
	if !strings.HasPrefix(err.Error(), "2:") || !strings.HasSuffix(err.Error(), want) {
		t.Errorf("message %s", err)
	}
}

func TestWarnings(t *testing.T) {
	s := compileTurtle(t, "\n"+`ex:S a sh:NodeShape ; sh:targetNode ex:n ; sh:property ex:Nowhere ; sh:node ex:Neither ;
		sh:property [sh:path ex:p ; sh:shape ex:Old ; sh:uniqueLang "1"^^xsd:boolean] .`)
	var rules []string
	for _, w := range s.Warnings() {
		rules = append(rules, w.Rule)
		if w.Position.Line < 2 {
			t.Errorf("no position for %v", w)
		}
	}
	if got := strings.Join(rules, " "); got != "undefined-shape undefined-shape draft-term inactive-flag" {
		t.Errorf("warnings %s", got)
	}
	if r := s.Validate(turtle(t, `ex:n ex:p "a"@en, "b"@en .`)); !r.Conforms {
		t.Errorf("results %s", lines(r.Results))
	}
}

// TestWhatValidatesNothing: shapes graphs that look as if they validated something.
func TestWhatValidatesNothing(t *testing.T) {
	for _, test := range []struct{ rules, shapes string }{
		{"no-targets", `ex:S a sh:NodeShape ; sh:class ex:C .`},
		{"no-targets", `ex:S a <https://www.w3.org/ns/shacl#NodeShape> ; <https://www.w3.org/ns/shacl#targetClass> ex:C .`},
		{"no-targets", `ex:S sh:targetClass ex:C ; sh:class ex:D ; sh:deactivated true .`},
		{"inference", `ex:S sh:targetClass ex:C ; sh:rule [a sh:TripleRule] .`},
		{"inference", `ex:S sh:targetClass ex:C . ex:C sh:rule [a sh:SPARQLRule] .`},
		{"imports imports", `ex:o <http://www.w3.org/2002/07/owl#imports> ex:other , ex:more . ex:S sh:targetClass ex:C .`},
		{"", `ex:o <http://www.w3.org/2002/07/owl#imports> ex:other . ex:other a <http://www.w3.org/2002/07/owl#Ontology> . ex:S sh:targetClass ex:C .`},
		{"incomplete", `ex:S sh:targetClass ex:C ; sh:property [sh:path ex:p ; sh:qualifiedMaxCount 1] .`},
		{"incomplete", `ex:S sh:targetClass ex:C ; sh:property [sh:path ex:p ; sh:qualifiedValueShape [sh:class ex:D]] .`},
		{"", `ex:S sh:targetClass ex:C ; sh:closed false ; sh:ignoredProperties (ex:p) .`},
		{"", ``},
	} {
		var rules []string
		for _, w := range compileTurtle(t, test.shapes).Warnings() {
			rules = append(rules, w.Rule)
			if w.Rule != RuleUntargeted && w.Position.Line != 1 || strings.Contains(w.Error(), ": :") || strings.Contains(w.Error(), "shape :") {
				t.Errorf("of what shape, and where: %v", w)
			}
		}
		if got := strings.Join(rules, " "); got != test.rules {
			t.Errorf("warnings %q, want %q, for %s", got, test.rules, test.shapes)
		}
	}
}

func TestOwner(t *testing.T) {
	s := compileTurtle(t, `ex:S a sh:NodeShape ; sh:targetNode ex:n ; sh:or ([sh:property [sh:path ex:p ; sh:minCount 1]]) .
		[] sh:targetNode ex:n ; sh:class ex:C .`)
	r := s.Validate(turtle(t, `ex:n ex:q 1 .`)).Results
	if got := s.Owner(r[0].Detail[0].Shape); got != rdf.IRI("http://e/S") {
		t.Errorf("owner %s", got)
	}
	if got := s.Owner(r[1].Shape); !got.IsZero() {
		t.Errorf("owner of a shape that nothing leads to: %s", got)
	}
}

func TestAnnotation(t *testing.T) {
	s := compileTurtle(t, `ex:S a sh:NodeShape ; sh:targetNode ex:n ; rdfs:label "it"@it, "en"@en ; sh:property ex:P . ex:P sh:path ex:p ; sh:minCount 1 ; ex:rule "AgID 3", "AgID 4" .`)
	r := s.Validate(turtle(t, `ex:n ex:q 1 .`)).Results[0]
	got := s.Annotation(r.Shape, "http://e/rule")
	if len(got) != 2 || got[0] != rdf.Literal("AgID 3") || got[1] != rdf.Literal("AgID 4") {
		t.Errorf("annotation %v", got)
	}
	if got := s.Annotation(rdf.IRI("http://e/S"), "http://www.w3.org/2000/01/rdf-schema#label"); len(got) != 2 {
		t.Errorf("labels %v", got)
	}
	if got := s.Owner(r.Shape); got != r.Shape {
		t.Errorf("owner of a shape with an IRI is %s", got)
	}
	if got := s.Annotation(rdf.IRI("http://e/none"), "http://e/rule"); got != nil {
		t.Errorf("annotation of no shape: %v", got)
	}
}
