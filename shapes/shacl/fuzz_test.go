package shacl

import (
	"strings"
	"testing"

	"github.com/trebbia/trebbia/dcat/rdf"
)

// FuzzCompile: no text, as shapes and as data at once, makes the engine panic or hang.
func FuzzCompile(f *testing.F) {
	f.Add(`ex:S sh:targetNode ex:n ; sh:property [sh:path ex:p ; sh:maxCount -1 ; sh:minCount 1] . ex:n ex:p 1 .`)
	f.Add(`ex:S a rdfs:Class ; sh:or (ex:T [sh:not ex:S]) ; sh:closed true . ex:T sh:path (ex:p [sh:zeroOrMorePath ex:q]) . [] a ex:S .`)
	f.Add(`ex:S sh:targetSubjectsOf rdf:rest ; sh:in (1 2) ; sh:languageIn ("en") ; sh:pattern "[a-z-[b]]" ; sh:flags "x" .`)
	f.Add(`ex:S sh:targetObjectsOf sh:node ; sh:node ex:S ; sh:severity ex:X ; sh:message "{$value"@en . _:p sh:path [sh:inversePath (ex:p ex:q)] ; sh:lessThan ex:q .`)
	f.Fuzz(func(t *testing.T, text string) {
		g, _, err := rdf.ReadGraph(strings.NewReader(prefixes+text), rdf.Turtle, rdf.ReadOptions{})
		if err != nil {
			return
		}
		shapes, err := Compile(g)
		if err != nil {
			return
		}
		report := shapes.Validate(g)
		if report.Conforms != (len(report.Results) == 0) {
			t.Error("conforms and has results")
		}
		report.Graph()
	})
}

// FuzzPattern: every pattern compiles or is an error.
func FuzzPattern(f *testing.F) {
	f.Add(`^[a-z-[aeiou]]{2,}\p{Lu}(?:x|\i)$`, "six")
	f.Add(`[\w.-]+@\c*?`, "m")
	f.Fuzz(func(t *testing.T, pattern, flags string) {
		if re, err := compileXPathPattern(pattern, flags); (re == nil) == (err == nil) {
			t.Error("neither a pattern nor an error, or both")
		}
	})
}
