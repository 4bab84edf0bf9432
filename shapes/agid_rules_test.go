package shapes_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/dcat/vocab"
	"github.com/trebbia/trebbia/shapes"
	"github.com/trebbia/trebbia/shapes/shacl"
)

// agidCase breaks one rule of AgID's validator in the valid catalogue of testdata: the
// triples that fit drop are taken out, those of add put in.
type agidCase struct {
	rules string
	drop  string // "subject predicate object", "?" for any
	add   string // Turtle
}

const (
	xsdYear = `"2024"^^xsd:gYear`
	freq    = "<http://publications.europa.eu/resource/authority/frequency/ANNUAL>"
	soci    = "<http://publications.europa.eu/resource/authority/data-theme/SOCI>"
	themes  = "<http://publications.europa.eu/resource/authority/data-theme>"
	ita     = "<http://publications.europa.eu/resource/authority/language/ITA>"
	csv     = "<http://publications.europa.eu/resource/authority/file-type/CSV>"
	xml     = "<http://publications.europa.eu/resource/authority/file-type/XML>"
	ccby    = "<https://w3id.org/italia/controlled-vocabulary/licences/A21_CCBY40>"
	iodl    = "<https://w3id.org/italia/controlled-vocabulary/licences/A29_IODL20>"
	adms    = "<http://purl.org/adms/licencetype/Attribution>"
	eurovoc = "<http://eurovoc.europa.eu/100218>"
)

// Rule numbers as in AgID's set; the class is the subject of drop or add.
var agidCases = []agidCase{
	{"112", "? a dcatapit:Catalog", ""},
	{"113", "? a dcatapit:Agent", ""},
	{"114", "? a dcatapit:Dataset", ""},
	{"163", "? a dcatapit:Distribution", ""},
	{"166", "? a dcatapit:LicenseDocument", ""},
	{"203", "? a dcatapit:Organization", ""},

	{"4", "ex:catalog dcat:dataset ?", ""},
	{"5", "", "ex:catalog dcat:dataset ex:gone ."},
	{"5", "ex:dataset a dcatapit:Dataset", ""},
	{"6", "ex:catalog dct:description ?", ""},
	{"7", "", "ex:catalog dct:description ex:text ."},
	{"8", "ex:catalog dct:publisher ?", ""},
	{"9", "", `ex:catalog dct:publisher ex:agid . ex:agid a dcatapit:Agent, foaf:Agent ; dct:identifier "agid" ; foaf:name "AgID" .`},
	{"11", "", "ex:catalog dct:publisher ex:unknown ."},
	{"11", "ex:inps a dcatapit:Agent", ""},
	{"12", "ex:catalog dct:title ?", ""},
	{"13", "", "ex:catalog dct:title ex:text ."},
	{"14", "ex:catalog foaf:homepage ?", ""},
	{"15", "", "ex:catalog foaf:homepage ex:second ."},
	{"17", "ex:index a ?", `ex:index dct:title "Indice" .`},
	{"18", "ex:catalog dct:language ?", ""},
	{"20 65", ita + " a ?", ita + " a skos:Concept ."},
	{"24", "ex:catalog dct:issued ?", ""},
	{"25", "ex:catalog dct:issued ?", "ex:catalog dct:issued " + xsdYear + " ."},
	{"26", "", `ex:catalog dct:issued "2025-01-01"^^xsd:date .`},
	{"27", "ex:catalog dcat:themeTaxonomy ?", ""},
	{"31", "ex:catalog dct:modified ?", ""},
	{"32", "ex:catalog dct:modified ?", `ex:catalog dct:modified "15/01/2026" .`},
	{"33", "", `ex:catalog dct:modified "2025-01-01"^^xsd:date .`},
	{"139", themes + " a ?", ""},

	{"3", "ex:dataset dct:rightsHolder ?", ""},
	{"21", "ex:dataset dct:subject ?", ""},
	{"37", "ex:dataset dct:description ?", ""},
	{"38", "", "ex:dataset dct:description ex:text ."},
	{"39", "ex:dataset dct:title ?", ""},
	{"40", "", "ex:dataset dct:title [] ."},
	{"41", "ex:dataset dcat:contactPoint ?", ""},
	{"43", "", "ex:dataset dcat:contactPoint ex:inps ."},
	{"43", "ex:contact a dcatapit:Organization", ""},
	{"44", "ex:dataset dcat:distribution ?", ""},
	{"46", "ex:csv a ?", ""},
	{"46", "ex:csv a dcatapit:Distribution", ""},
	{"48", "", "ex:dataset dcat:keyword ex:word ."},
	{"49", "ex:dataset dct:publisher ?", ""},
	{"50", "", `ex:dataset dct:publisher ex:agid . ex:agid a dcatapit:Agent, foaf:Agent ; dct:identifier "agid" ; foaf:name "AgID" .`},
	{"52", "ex:dataset dct:publisher ?", "ex:dataset dct:publisher ex:contact ."},
	{"53", "ex:dataset dcat:theme ?", ""},
	{"56", "ex:standard a ?", ""},
	{"56", "ex:standard a dct:Standard", ""},
	{"58", freq + " a ?", freq + ` rdfs:label "annuale" .`},
	{"59", "", "ex:dataset dct:accrualPeriodicity <http://publications.europa.eu/resource/authority/frequency/MONTHLY> ."},
	{"60", "ex:dataset dct:identifier ?", "ex:dataset dct:identifier ex:id ."},
	{"67", "ex:doi a ?", ""},
	{"68", "ex:dataset dct:issued ?", `ex:dataset dct:issued "2024-06-30"@it .`},
	{"69", "", `ex:dataset dct:issued "2023-06-30"^^xsd:date .`},
	{"71", "ex:italy a ?", ""},
	{"72", "ex:period a ?", ""},
	{"73", "ex:dataset dct:modified ?", "ex:dataset dct:modified " + xsdYear + " ."},
	{"74", "", `ex:dataset dct:modified "2023-06-30"^^xsd:date .`},
	{"75", "ex:dataset owl:versionInfo ?", "ex:dataset owl:versionInfo ex:version ."},
	{"76", "", `ex:dataset owl:versionInfo "2.0" .`},
	{"115", soci + " a ?", soci + ` rdfs:label "Società" .`},
	{"153", "", "ex:dataset dct:isVersionOf ex:inps ."},
	{"178", "ex:dataset dct:identifier ?", ""},
	{"179", "ex:dataset dct:modified ?", ""},
	{"180", "ex:dataset dct:accrualPeriodicity ?", ""},
	{"181", "", "ex:dataset dcat:landingPage ex:second ."},
	{"182", eurovoc + " a ?", eurovoc + " a skos:ConceptScheme ."},
	{"183", "", `ex:dataset dct:identifier "inps:second" .`},
	{"184", "ex:dataset dct:rightsHolder ?", "ex:dataset dct:rightsHolder ex:contact ."},
	{"185", "", "ex:dataset dct:creator ex:contact ."},

	{"79", "ex:csv dcat:accessURL ?", ""},
	{"80", "ex:csv dcat:accessURL ?", `ex:csv dcat:accessURL "https://www.example.it/5867.csv" .`},
	{"81", "ex:csv dct:description ?", ""},
	{"82 189", "ex:csv dct:description ?", "ex:csv dct:description ex:text ."},
	{"83", "ex:csv dct:format ?", ""},
	{"84", csv + " a ?", csv + ` rdfs:label "CSV" .`},
	{"85", "", "ex:csv dct:format " + xml + " ."},
	{"86", "ex:csv dct:license ?", ""},
	{"87", ccby + " a ?", ccby + " a skos:Concept ."},
	{"87", ccby + " a dcatapit:LicenseDocument", ""},
	{"88", "", "ex:csv dct:license " + iodl + " ."},
	{"89", "ex:csv dcat:byteSize ?", `ex:csv dcat:byteSize "26404"^^xsd:integer .`},
	{"90", "", `ex:csv dcat:downloadURL "https://www.example.it/5867.csv" .`},
	{"95", "ex:csv dct:title ?", "ex:csv dct:title ex:text ."},
	{"96", "ex:csv dct:modified ?", `ex:csv dct:modified "2026-01-15" .`},
	{"111", "", `ex:csv dct:modified "2025-01-15"^^xsd:date .`},
	{"158", "", `ex:csv dcat:byteSize "1"^^xsd:decimal .`},
	{"188", "", "ex:csv dcat:accessURL ex:second ."},

	{"0", "ex:inps foaf:name ?", ""},
	{"1", "", "ex:inps foaf:name ex:text ."},
	{"2", "ex:inps dct:identifier ?", ""},
	{"190", "ex:inps dct:identifier ?", "ex:inps dct:identifier ex:id ."},
	{"191", "", `ex:inps dct:identifier "INPS" .`},

	{"204", "", `ex:contact vcard:fn "Altro ufficio" .`},
	{"205", "ex:contact vcard:fn ?", ""},
	{"206", "ex:contact vcard:fn ?", "ex:contact vcard:fn ex:text ."},
	{"207", "ex:contact vcard:hasEmail ?", `ex:contact vcard:hasEmail "opendata@example.it" .`},
	{"208", "", "ex:contact vcard:hasEmail <mailto:altro@example.it> ."},
	{"209", "ex:contact vcard:hasEmail ?", ""},
	{"210", "ex:telephone a ?", ""},
	{"211", "", "ex:contact vcard:hasTelephone <tel:+390611111111> ."},
	{"212", "ex:contact vcard:hasURL ?", `ex:contact vcard:hasURL "https://www.example.it/" .`},
	{"213", "", "ex:contact vcard:hasURL ex:second ."},

	{"118", "", ccby + " dct:type <http://purl.org/adms/licencetype/PublicDomain> ."},
	{"165", adms + " a ?", adms + ` rdfs:label "Attribuzione" .`},
	{"170", ccby + " dct:type ?", ""},
	{"193", ccby + " foaf:name ?", ccby + " foaf:name ex:text ."},
	{"194", ccby + " owl:versionInfo ?", ccby + " owl:versionInfo ex:text ."},
	{"195", "", ccby + ` owl:versionInfo "4" .`},

	{"136", "", `ex:period dcatapit:startDate "2022-01-01"^^xsd:date .`},
	{"137", "", `ex:period dcatapit:endDate "2024-12-31"^^xsd:date .`},
	{"174", "ex:period dcatapit:startDate ?", `ex:period dcatapit:startDate "01/01/2023" .`},
	{"175", "ex:period dcatapit:endDate ?", `ex:period dcatapit:endDate "2023-31-12"^^xsd:date .`},
	{"196", "ex:period dcatapit:startDate ?", `ex:period dcat:startDate "2023-01-01"^^xsd:date .`},

	{"197", "ex:standard dct:identifier ?", ""},
	{"198", "", `ex:standard dct:identifier "W3C" .`},
	{"199 201", "ex:standard dct:description ?", "ex:standard dct:description ex:text ."},
	{"200", "ex:standard dct:title ?", "ex:standard dct:title ex:text ."},
	{"202", "", `ex:standard dcatapit:referenceDocumentation "https://www.w3.org/" .`},

	{"66", "ex:doi skos:notation ?", ""},
	{"176", "", `ex:doi skos:notation "second" .`},
}

// warnings are the rules that AgID reports as warnings, agidErrors those as errors.
const (
	agidWarnings = "14 18 21 24 27 41 49 50 66 81 85 166 170 203"
	agidErrors   = "0 1 2 3 4 5 6 7 8 9 11 12 13 15 17 20 25 26 31 32 33 37 38 39 40 43 44 46 48 52 53 56 58 59 60 65 67 68 69 71 72 73 74 75 76 79 80 82 83 84 86 87 88 89 90 95 96 111 112 113 114 115 118 136 137 139 153 158 163 165 174 175 176 178 179 180 181 182 183 184 185 186 187 188 189 190 191 192 193 194 195 196 197 198 199 200 201 202 204 205 206 207 208 209 210 211 212 213"
	// 186 and 187 ask for dct:temporal of a period and dct:spatial of a place, 192 for
	// the name of a class that does not exist: they never fire.
	agidNeverFires = "186 187 192"
)

func TestEveryAgIDRuleHasAFailingExample(t *testing.T) {
	p := load(t)
	tried := map[string]bool{}
	for _, c := range agidCases {
		report := p.Validate(valid(t).without(c.drop).with(c.add).graph)
		for _, rule := range strings.Fields(c.rules) {
			tried[rule] = true
			want := shacl.Violation
			if slices.Contains(strings.Fields(agidWarnings), rule) {
				want = shacl.Warning
			}
			if !fires(p, report, rule, want) {
				t.Errorf("rule %s (without %q, with %q): no %s; got %s", rule, c.drop, c.add, want, summary(p, report))
			}
		}
	}
	for _, rule := range strings.Fields(agidWarnings + " " + agidErrors) {
		if never := slices.Contains(strings.Fields(agidNeverFires), rule); tried[rule] == never {
			t.Errorf("rule %s: tried %v, never fires %v", rule, tried[rule], never)
		}
	}
}

// The valid catalogue passes every rule, and not for want of something to look at: it has
// a node of the class with the property of each.
func TestEveryAgIDRuleHasAPassingExample(t *testing.T) {
	p, g := load(t), valid(t)
	passed := map[string]bool{}
	for _, d := range p.Rules() {
		for _, class := range d.Class {
			for _, node := range rdf.Subjects(g.graph, rdf.IRI(vocab.RDFType), g.term(class)) {
				if d.Property == "" || rdf.Has(g.graph, node, g.term(strings.Replace(d.Property, "rdf:type", "a", 1)), rdf.Term{}) {
					for _, rule := range d.AgID {
						passed[rule] = true
					}
				}
			}
		}
	}
	for _, rule := range strings.Fields(agidWarnings + " " + agidErrors) {
		if never := slices.Contains(strings.Fields(agidNeverFires), rule); passed[rule] == never {
			t.Errorf("rule %s: passed %v, never fires %v", rule, passed[rule], never)
		}
	}
}

func TestAValidCatalogueHasNoFindingAtAll(t *testing.T) {
	p := load(t)
	if report := p.Validate(valid(t).graph); len(report.Results) > 0 {
		t.Errorf("findings: %s", summary(p, report))
	}
}

func fires(p *shapes.Profile, report *shacl.Report, rule string, severity shacl.Severity) bool {
	return slices.ContainsFunc(report.Results, func(r shacl.Result) bool {
		numbers := strings.Split(strings.TrimPrefix(p.Rule(r), "AgID "), ", ")
		return slices.Contains(numbers, rule) && r.Severity == severity
	})
}
