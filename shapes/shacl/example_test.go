package shacl_test

import (
	"fmt"
	"strings"

	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/shapes/shacl"
)

func Example() {
	read := func(text string) *rdf.Graph {
		g, _, err := rdf.ReadGraph(strings.NewReader(text), rdf.Turtle, rdf.ReadOptions{})
		if err != nil {
			panic(err)
		}
		return g
	}
	shapes, err := shacl.Compile(read(`
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix dct: <http://purl.org/dc/terms/> .
<https://shapes.example/Dataset> sh:targetClass <http://www.w3.org/ns/dcat#Dataset> ;
  sh:property [ sh:path dct:title ; sh:minCount 1 ; sh:message "Every dataset has a title."@en, "Ogni dataset ha un titolo."@it ] .`))
	if err != nil {
		panic(err)
	}
	report := shapes.Validate(read(`
<https://data.example/1> a <http://www.w3.org/ns/dcat#Dataset> .`))
	for _, r := range report.Results {
		fmt.Printf("line %d: %s: %s %s: %s\n", r.Position.Line, r.Severity, r.FocusNode, r.PathText, r.Message("it"))
	}
	// Output:
	// line 2: violation: <https://data.example/1> <http://purl.org/dc/terms/title>: Ogni dataset ha un titolo.
}
