package shacl

import (
	"fmt"
	"path/filepath"
	"testing"

	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/internal/reference"
)

// catalogue generates n datasets of three distributions each, with agent, contact point,
// themes, licence, dates, spatial and temporal coverage: 63 triples a dataset. One
// dataset in ten has three faults: no title, two values of dct:modified, a distribution
// whose format is a literal.
func catalogue(n int) *rdf.Graph {
	const (
		dct, dcat  = "http://purl.org/dc/terms/", "http://www.w3.org/ns/dcat#"
		foaf, base = "http://xmlns.com/foaf/0.1/", "https://catalogue.example/"
		eu, vcard  = "http://publications.europa.eu/resource/authority/", "http://www.w3.org/2006/vcard/ns#"
	)
	g := rdf.NewGraph()
	line := 0
	add := func(s rdf.Term, p string, o rdf.Term) {
		line++
		g.AddAt(rdf.Triple{Subject: s, Predicate: rdf.IRI(p), Object: o}, rdf.Position{Line: line, Column: 1})
	}
	typed := func(s rdf.Term, class string) { add(s, rdfType.Value, rdf.IRI(class)) }
	date := func(s string) rdf.Term { return rdf.TypedLiteral(s, xsdNS+"date") }

	top := rdf.IRI(base + "catalog")
	typed(top, dcat+"Catalog")
	add(top, dct+"title", rdf.LangLiteral("Catalogue", "en"))
	add(top, dct+"description", rdf.LangLiteral("A generated catalogue", "en"))
	agent := rdf.IRI(base + "agent/body")
	add(top, dct+"publisher", agent)
	typed(agent, foaf+"Agent")
	add(agent, foaf+"name", rdf.LangLiteral("Body", "en"))
	licence := rdf.IRI("https://creativecommons.org/licenses/by/4.0/")
	typed(licence, dct+"LicenseDocument")

	for i := range n {
		faulty := i%10 == 9
		id := fmt.Sprint(base, "dataset/", i)
		ds := rdf.IRI(id)
		typed(ds, dcat+"Dataset")
		if !faulty {
			add(ds, dct+"title", rdf.LangLiteral(fmt.Sprint("Dataset ", i), "en"))
		}
		add(ds, dct+"description", rdf.LangLiteral(fmt.Sprint("The description of dataset ", i), "en"))
		add(ds, dct+"identifier", rdf.Literal(fmt.Sprint("body:", i)))
		add(ds, dct+"issued", date("2020-01-15"))
		add(ds, dct+"modified", date("2024-03-01"))
		if faulty {
			add(ds, dct+"modified", date("2024-03-02"))
		}
		add(ds, dct+"publisher", agent)
		add(ds, dct+"accrualPeriodicity", rdf.IRI(eu+"frequency/ANNUAL"))
		add(ds, dct+"language", rdf.IRI(eu+"language/ITA"))
		add(ds, dcat+"theme", rdf.IRI(eu+"data-theme/SOCI"))
		add(ds, dcat+"theme", rdf.IRI(eu+"data-theme/ECON"))
		for k := range 3 {
			add(ds, dcat+"keyword", rdf.LangLiteral(fmt.Sprint("keyword ", k), "en"))
		}
		add(ds, dcat+"landingPage", rdf.IRI(id+".html"))
		contact := rdf.Blank(fmt.Sprint("c", i))
		add(ds, dcat+"contactPoint", contact)
		typed(contact, vcard+"Kind")
		add(contact, vcard+"fn", rdf.Literal("Open data office"))
		add(contact, vcard+"hasEmail", rdf.IRI("mailto:opendata@body.example"))
		place, period := rdf.Blank(fmt.Sprint("s", i)), rdf.Blank(fmt.Sprint("t", i))
		add(ds, dct+"spatial", place)
		typed(place, dct+"Location")
		add(place, dcat+"bbox", rdf.TypedLiteral("POLYGON((6 36,19 36,19 47,6 47,6 36))", "http://www.opengis.net/ont/geosparql#wktLiteral"))
		add(ds, dct+"temporal", period)
		typed(period, dct+"PeriodOfTime")
		add(period, dcat+"startDate", date("2020-01-01"))
		add(period, dcat+"endDate", date("2022-12-31"))
		add(top, dcat+"dataset", ds)
		for k := range 3 {
			dist := rdf.IRI(fmt.Sprint(id, "/distribution/", k))
			add(ds, dcat+"distribution", dist)
			typed(dist, dcat+"Distribution")
			add(dist, dct+"title", rdf.LangLiteral(fmt.Sprint("File ", k), "en"))
			add(dist, dcat+"accessURL", rdf.IRI(fmt.Sprint(id, "/file/", k)))
			add(dist, dcat+"downloadURL", rdf.IRI(fmt.Sprint(id, "/file/", k, ".csv")))
			if faulty && k == 0 {
				add(dist, dct+"format", rdf.Literal("CSV"))
			} else {
				add(dist, dct+"format", rdf.IRI(eu+"file-type/CSV"))
			}
			add(dist, dct+"license", licence)
			add(dist, dct+"issued", date("2020-01-15"))
			add(dist, dct+"modified", date("2024-03-01"))
			add(dist, dcat+"byteSize", rdf.TypedLiteral(fmt.Sprint(1000+i), xsdNS+"decimal"))
		}
	}
	return g
}

const catalogueShapes = `
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix vcard: <http://www.w3.org/2006/vcard/ns#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix ex: <https://shapes.example/> .
ex:Date sh:or ([sh:datatype xsd:date] [sh:datatype xsd:dateTime] [sh:datatype xsd:gYear]) .
ex:Catalog a sh:NodeShape ; sh:targetClass dcat:Catalog ;
  sh:property [sh:path dct:title ; sh:minCount 1 ; sh:nodeKind sh:Literal], [sh:path dcat:dataset ; sh:minCount 1 ; sh:class dcat:Dataset],
    [sh:path dct:publisher ; sh:minCount 1 ; sh:maxCount 1 ; sh:class foaf:Agent] .
ex:Dataset a sh:NodeShape ; sh:targetClass dcat:Dataset ;
  sh:property [sh:path dct:title ; sh:minCount 1 ; sh:nodeKind sh:Literal ; sh:uniqueLang true],
    [sh:path dct:description ; sh:minCount 1 ; sh:minLength 10], [sh:path dct:identifier ; sh:minCount 1 ; sh:pattern "^[a-z]+:"],
    [sh:path dct:issued ; sh:maxCount 1 ; sh:node ex:Date], [sh:path dct:modified ; sh:maxCount 1 ; sh:node ex:Date],
    [sh:path dct:publisher ; sh:maxCount 1 ; sh:class foaf:Agent], [sh:path dct:accrualPeriodicity ; sh:maxCount 1 ; sh:nodeKind sh:IRI],
    [sh:path dcat:theme ; sh:minCount 1 ; sh:nodeKind sh:IRI ; sh:pattern "/data-theme/[A-Z]{4}$"], [sh:path dcat:contactPoint ; sh:class vcard:Kind],
    [sh:path dct:spatial ; sh:class dct:Location], [sh:path dct:temporal ; sh:class dct:PeriodOfTime],
    [sh:path dcat:distribution ; sh:class dcat:Distribution], [sh:path [sh:inversePath dcat:dataset] ; sh:minCount 1],
    [sh:path dct:issued ; sh:lessThanOrEquals dct:modified] .
ex:Distribution a sh:NodeShape ; sh:targetClass dcat:Distribution ;
  sh:property [sh:path dcat:accessURL ; sh:minCount 1 ; sh:nodeKind sh:IRI], [sh:path dct:format ; sh:maxCount 1 ; sh:nodeKind sh:IRI],
    [sh:path dct:license ; sh:minCount 1 ; sh:class dct:LicenseDocument], [sh:path dcat:byteSize ; sh:datatype xsd:decimal ; sh:minInclusive 0],
    [sh:path dct:issued ; sh:node ex:Date], [sh:path dct:modified ; sh:node ex:Date] .
ex:Contact a sh:NodeShape ; sh:targetClass vcard:Kind ; sh:property [sh:path vcard:hasEmail ; sh:pattern "^mailto:"] .
`

func TestGeneratedCatalogue(t *testing.T) {
	report := compileTurtle(t, catalogueShapes).Validate(catalogue(100))
	if want := 10 * 3; len(report.Results) != want {
		t.Errorf("%d results, want %d", len(report.Results), want)
		for _, r := range report.Results {
			t.Log(r.FocusNode, r.PathText, r.Message("en"))
		}
	}
}

// BenchmarkValidate runs shapes over catalogues of two sizes; datasets/s should not
// depend on the size.
func BenchmarkValidate(b *testing.B) {
	for _, n := range []int{1000, 10_000} {
		b.Run(fmt.Sprint("own shapes/", n), func(b *testing.B) { benchmark(b, compileTurtle(b, catalogueShapes), n) })
		b.Run(fmt.Sprint("DCAT-AP 3.0.1/", n), func(b *testing.B) {
			dir := filepath.Join(reference.Dir(b), "shapes", "dcat-ap-3", "3.0.1")
			shapes, err := Compile(readTurtle(b, filepath.Join(dir, "shacl", "dcat-ap-SHACL.ttl")))
			if err != nil {
				b.Fatal(err)
			}
			benchmark(b, shapes, n)
		})
	}
}

func benchmark(b *testing.B, shapes *Shapes, n int) {
	g := catalogue(n)
	b.ReportAllocs()
	results := 0
	for b.Loop() {
		results = len(shapes.Validate(g).Results)
	}
	b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "datasets/s")
	b.ReportMetric(float64(results), "results")
}
