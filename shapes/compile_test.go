package shapes_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/trebbia/trebbia/shapes"
	"github.com/trebbia/trebbia/shapes/shacl"
)

const shapesHead = `@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
`

func TestCompileTakesAnybodysShapes(t *testing.T) {
	p, err := shapes.Compile("ours", map[string][]byte{
		"our shapes/a.ttl": []byte(shapesHead + `<#Dataset> a sh:NodeShape ; sh:targetClass dcat:Dataset ; sh:property <#abstract> , <b.ttl#theme> .
<#abstract> sh:path dct:abstract ; sh:minCount 1 ; sh:message "manca l'abstract"@it .`),
		"our shapes/b.ttl": []byte(shapesHead + `<#theme> sh:path dcat:theme ; sh:node [ sh:property [ sh:path skos:inScheme ; sh:hasValue <http://publications.europa.eu/resource/authority/data-theme> ] ] .`),
	})
	if err != nil {
		t.Fatal(err)
	}
	report := p.Validate(highValue(t).with("ex:ordinary dcat:theme ex:own .").graph)
	if p.Name != "ours" || len(report.Results) != 3 {
		t.Fatalf("%s: findings: %s", p.Name, summary(p, report))
	}
	if !reports(p, report, "abstract", shacl.Violation) || report.Results[0].Message("it") != "manca l'abstract" {
		t.Errorf("findings: %s", summary(p, report))
	}
	if !reports(p, report, "theme", shacl.Violation) {
		t.Errorf("the theme that is no code is not reported, or codes are: %s", summary(p, report))
	}
}

func TestCompileSaysWhereShapesAreBroken(t *testing.T) {
	good := shapesHead + "<#A> a sh:NodeShape ; sh:targetClass dcat:Dataset .\n"
	for text, want := range map[string]string{
		shapesHead + "<#S> a sh:NodeShape ;\n  sh:property [ sh:path dct:title ;\n  sh:minCount \"one\" ] .": "b.ttl:",
		shapesHead + "<#S> a sh:NodeShape ;\n  sh:sparql [ sh:select \"SELECT\" ] .":                         "b.ttl:",
		shapesHead + "<#S> a sh:NodeShape ;\n  sh:property [":                                                "b.ttl:6:",
		"<html><body>404</body></html>":                                                                      "b.ttl",
	} {
		_, err := shapes.Compile("ours", map[string][]byte{"a.ttl": []byte(good), "b.ttl": []byte(text)})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, want one with %q", text, err, want)
		}
	}
}

func TestVocabulariesOfTheUser(t *testing.T) {
	shape := []byte(shapesHead + `<#S> sh:targetSubjectsOf dct:subject ; sh:property [ sh:path dct:subject ;
		sh:node [ sh:property [ sh:path skos:inScheme ; sh:hasValue <https://www.example.it/voc/argomento> ] ] ] .`)
	p, err := shapes.Compile("ours", map[string][]byte{"a.ttl": shape})
	if err != nil {
		t.Fatal(err)
	}
	g := catalogue{t, valid(t).graph}.without("? dct:subject ?").with("ex:dataset dct:subject <https://www.example.it/voc/argomento/cig> .").graph
	if n := len(p.Validate(g).Results); n != 1 {
		t.Fatalf("without the list: %d findings", n)
	}
	for name, text := range map[string]string{
		"argomento.csv":  "# scheme: https://www.example.it/voc/argomento\n# base: https://www.example.it/voc/argomento/\ncode,it,en\ncig,Cassa integrazione,\n",
		"argomento2.CSV": "\ufeffiri;scheme;it\nhttps://www.example.it/voc/argomento/cig;https://www.example.it/voc/argomento;Cassa integrazione\n",
		"argomento.ttl":  "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n<https://www.example.it/voc/argomento/cig> a skos:Concept ; skos:topConceptOf <https://www.example.it/voc/argomento> .",
	} {
		list, err := shapes.ReadVocabulary(name, []byte(text))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if report := p.With(list).Validate(g); len(report.Results) > 0 {
			t.Errorf("with %s: %s", name, summary(p, report))
		}
	}
	if n := len(p.Validate(g).Results); n != 1 {
		t.Errorf("With has changed the profile: %d findings", n)
	}
}

// A newer edition of a list of ours need not say the class of its codes.
func TestClassesOfKnownSchemes(t *testing.T) {
	list, err := shapes.ReadVocabulary("formats.csv", []byte("# scheme: http://publications.europa.eu/resource/authority/file-type\niri\nhttp://publications.europa.eu/resource/authority/file-type/NEW\n"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"dcat-ap-it", "dcat-ap-3"} {
		p, err := shapes.Load(name)
		if err != nil {
			t.Fatal(err)
		}
		g := catalogue{t, valid(t).graph}.without("? dct:format ?").with("ex:csv dct:format <http://publications.europa.eu/resource/authority/file-type/NEW> .").graph
		before, after := p.Validate(g), p.With(list).Validate(g)
		about := func(r shacl.Result) bool { return strings.HasSuffix(r.Value.Value, "/NEW") }
		if !slices.ContainsFunc(before.Results, about) || slices.ContainsFunc(after.Results, about) {
			t.Errorf("%s: without the list %s, with it %s", name, summary(p, before), summary(p, after))
		}
	}
}

func TestAListThatIsNoneIsAnError(t *testing.T) {
	for name, text := range map[string]string{
		"empty.csv":   "code,it\n",
		"nowhere.csv": "code,it\ncig,Cassa\n",
		"no-base.csv": "# scheme: https://www.example.it/voc\ncode,it\ncig,Cassa\n",
		"other.ttl":   "<https://www.example.it/a> a <https://www.example.it/B> .",
		"page.ttl":    "<!DOCTYPE html><html></html>",
	} {
		if _, err := shapes.ReadVocabulary(name, []byte(text)); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: error %v", name, err)
		}
	}
}
