package shacl

import (
	"strings"
	"testing"

	"github.com/trebbia/trebbia/dcat/rdf"
)

func TestMessages(t *testing.T) {
	for name, test := range map[string]struct{ shape, en, it string }{
		"default":              {`sh:path ex:p ; sh:maxCount 1`, "2 values, at most 1 allowed", "2 valori, ne sono ammessi al massimo 1"},
		"missing":              {`sh:path ex:q ; sh:minCount 1`, "missing: at least one value is required", "manca: occorre almeno un valore"},
		"several missing":      {`sh:path ex:q ; sh:minCount 2`, "0 values, at least 2 required", "0 valori, ne occorrono almeno 2"},
		"of the shape":         {`sh:path ex:p ; sh:maxCount 1 ; sh:message "Only one."@en, "Uno solo."@it`, "Only one.", "Uno solo."},
		"in one language":      {`sh:path ex:p ; sh:maxCount 1 ; sh:message "Uno solo."@it`, "Uno solo.", "Uno solo."},
		"in no language":       {`sh:path ex:p ; sh:maxCount 1 ; sh:message "Only one.", "Nur einer."@de`, "Only one.", "Only one."},
		"parameters filled in": {`sh:path ex:p ; sh:maxCount 1 ; sh:message "Not more than {$maxCount}, {?maxCount}, for {$this}; {$none} {$} {"@en`, "Not more than 1, 1, for http://e/n; {$none} {$} {", "Not more than 1, 1, for http://e/n; {$none} {$} {"},
		"value and path":       {`sh:path ex:r ; sh:pattern "^x" ; sh:flags "i" ; sh:message "{$value} at {$path}: {$pattern}/{$flags}"`, "a at <http://e/r>: ^x/i", "a at <http://e/r>: ^x/i"},
		"datatype":             {`sh:path ex:r ; sh:datatype xsd:date`, `"a" (xsd:string) is not a valid xsd:date`, `"a" (xsd:string) non è un xsd:date valido`},
		"list":                 {`sh:path ex:r ; sh:in (1 ex:b "c")`, "a is not one of 1, http://e/b, c", "a non è uno fra 1, http://e/b, c"},
		"shape without a name": {`sh:path ex:r ; sh:not [sh:nodeKind sh:Literal]`,
			"a conforms to the shape (sh:nodeKind sh:Literal), which is not allowed",
			"a è conforme alla shape (sh:nodeKind sh:Literal), il che non è ammesso"},
		"message of the node shape": {`sh:path ex:r ; sh:node [sh:nodeKind sh:IRI ; sh:message "an IRI, please"@en]`, "an IRI, please", "an IRI, please"},
	} {
		s := compileTurtle(t, `ex:S sh:targetNode ex:n ; sh:property [`+test.shape+`] .`)
		r := s.Validate(turtle(t, `ex:n ex:p 1, 2 ; ex:r "a" .`)).Results
		if len(r) != 1 {
			t.Errorf("%s: %d results", name, len(r))
			continue
		}
		if got := r[0].Message("en"); got != test.en {
			t.Errorf("%s: en %q, want %q", name, got, test.en)
		}
		if got := r[0].Message("it"); got != test.it {
			t.Errorf("%s: it %q, want %q", name, got, test.it)
		}
	}
}

// TestDefaultTexts: every component of the table has its messages.
func TestDefaultTexts(t *testing.T) {
	for _, row := range components() {
		title := strings.ToUpper(row.parameter[:1]) + row.parameter[1:]
		if row.parameter == "property" || row.parameter == "qualifiedValueShape" {
			continue
		}
		if texts := defaultTexts[title]; texts[0] == "" || texts[1] == "" {
			t.Errorf("no default messages for %s", title)
		}
	}
}

func TestPositions(t *testing.T) {
	g := turtle(t, `
ex:n a ex:C ;
  ex:p 1 ,
    2 ;
  ex:title "a"@en , "b"@it ,
    "c"@EN ;
  ex:part [
    ex:q "x" ] .
ex:m
  ex:has ex:n .`)
	for shape, line := range map[string]int{
		`sh:path ex:missing ; sh:minCount 1`:                                                 2,
		`sh:path ex:p ; sh:maxCount 1`:                                                       4,
		`sh:path ex:p ; sh:maxInclusive 1`:                                                   4,
		`sh:path ex:title ; sh:uniqueLang true`:                                              6,
		`sh:path (ex:part ex:q) ; sh:nodeKind sh:IRI`:                                        8,
		`sh:path [sh:inversePath ex:has] ; sh:class ex:C`:                                    10,
		`sh:path [sh:alternativePath (ex:x ex:p)] ; sh:maxInclusive 1`:                       4,
		`sh:path [sh:zeroOrMorePath ex:part] ; sh:nodeKind sh:Literal ; sh:severity sh:Info`: 2,
		`sh:path ex:part ; sh:property [sh:path ex:q ; sh:nodeKind sh:IRI]`:                  8,
	} {
		s := compileTurtle(t, `ex:S sh:targetNode ex:n ; sh:property [`+shape+`] .`)
		r := s.Validate(g).Results
		if len(r) == 0 || r[0].Position.Line != line {
			t.Errorf("%s: %v, want line %d", shape, r, line)
		}
	}
	closed := compileTurtle(t, `ex:S sh:targetNode ex:n ; sh:closed true ; sh:ignoredProperties (rdf:type ex:p ex:title) .`).Validate(g).Results
	if len(closed) != 1 || closed[0].Position.Line != 7 {
		t.Errorf("closed: %v", closed)
	}
	only := compileTurtle(t, `ex:S sh:targetNode "x" ; sh:nodeKind sh:IRI .`).Validate(g).Results
	if len(only) != 1 || only[0].Position.Line != 8 {
		t.Errorf("a literal as focus node: %v", only)
	}
	if bare := compileTurtle(t, `ex:S sh:targetNode ex:none ; sh:nodeKind sh:Literal .`).Validate(g).Results; bare[0].Position != (rdf.Position{}) {
		t.Errorf("a node that is not there has the position %v", bare[0].Position)
	}
}

func TestDetail(t *testing.T) {
	s := compileTurtle(t, `ex:S sh:targetNode ex:n ; sh:property [sh:path ex:p ; sh:node [sh:property [sh:path ex:q ; sh:minCount 1], [sh:path ex:r ; sh:or ([sh:class ex:A] [sh:class ex:B])]]] .`)
	r := s.Validate(turtle(t, "\nex:n ex:p ex:m .\nex:m ex:r 1 .")).Results
	if got := lines(r); got != "n p m Node violation\n" {
		t.Fatalf("results %s", got)
	}
	if got, want := lines(r[0].Detail), "m q  MinCount violation\nm r \"1\"^^http://www.w3.org/2001/XMLSchema#integer Or violation\n"; got != want {
		t.Errorf("detail\n%s", got)
	}
	if got := r[0].Detail[0].Position.Line; got != 3 {
		t.Errorf("position of the detail: line %d", got)
	}
	if got := len(r[0].Detail[1].Detail); got != 2 {
		t.Errorf("%d details of the alternatives", got)
	}
}

// TestReportGraph writes a report and reads the parts of it that matter to others; the
// W3C tests go by the same graph.
func TestReportGraph(t *testing.T) {
	s := compileTurtle(t, `ex:S sh:targetClass ex:C ; sh:property ex:P . ex:P sh:path (ex:p [sh:alternativePath ([sh:inversePath ex:q] [sh:zeroOrMorePath ex:r])]) ;
		sh:maxCount 0 ; sh:message "no"@en, "no!"@it .`)
	data := turtle(t, `_:report1 a ex:C ; ex:p ex:x .`)
	g := s.Validate(data).Graph()
	report := rdf.Subjects(g, rdfType, sh("ValidationReport"))
	if len(report) != 1 || rdf.Object(g, report[0], sh("conforms")) != xsdFalse {
		t.Fatalf("report %v", report)
	}
	result := rdf.Object(g, report[0], sh("result"))
	path, _, fault := parsePath(g, rdf.Object(g, result, sh("resultPath")))
	if fault != nil || path.String() != "<http://e/p>/(^<http://e/q>|<http://e/r>*)" {
		t.Errorf("path %s %v", path, fault)
	}
	focus := rdf.Object(g, result, sh("focusNode"))
	if focus != rdf.Subjects(data, rdfType, rdf.IRI("http://e/C"))[0] || focus == report[0] || focus == result {
		t.Errorf("focus node %s beside report %s and result %s", focus, report[0], result)
	}
	if got := len(rdf.Objects(g, result, sh("resultMessage"))); got != 2 {
		t.Errorf("%d messages", got)
	}
	if empty := (&Report{Conforms: true}).Graph(); empty.Len() != 2 {
		t.Errorf("an empty report has %d triples", empty.Len())
	}
	again := s.Validate(data).Graph()
	for triple := range g.All() {
		if !again.Has(triple) {
			t.Errorf("another report: %s", triple)
		}
	}
}

// TestTaken names the part of an alternative path that leads to the value at fault.
func TestTaken(t *testing.T) {
	s := compileTurtle(t, `ex:S sh:targetNode ex:n ; sh:property [ sh:path [ sh:alternativePath ( ex:p [ sh:inversePath ex:q ] ( ex:r ex:p ) ) ] ; sh:nodeKind sh:IRI ; sh:maxCount 2 ] .`)
	want := map[string]string{"\"p\"": "<http://e/p>", "_:b": "^<http://e/q>", "\"rp\"": "<http://e/r>/<http://e/p>", "": ""}
	data := turtle(t, `ex:n ex:p "p", ex:fine ; ex:r ex:m . ex:m ex:p "rp" . _:b ex:q ex:n .`)
	for _, r := range s.Validate(data).Results {
		value := r.Value.String()
		if r.Value.IsBlank() {
			value = "_:b"
		}
		if r.Value.IsZero() {
			value = ""
		}
		if have := r.Taken.Text(func(iri string) string { return "<" + iri + ">" }); have != want[value] {
			t.Errorf("%s was reached by %q, want %q", value, have, want[value])
		}
		delete(want, value)
	}
	if len(want) > 0 {
		t.Errorf("no result of %v", want)
	}
}
