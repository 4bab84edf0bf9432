package shapes_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/trebbia/trebbia/dcat"
	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/shapes/shacl"
)

// What the profile asks for and AgID's validator does not report.
var ownCases = []struct {
	id, drop, add string
	severity      shacl.Severity
}{
	{"Dataset-european", "ex:dataset a dcat:Dataset", "", shacl.Violation},
	{"Catalog-national", "ex:catalog a dcatapit:Catalog", "", shacl.Violation},
	{"Organization-kind", "ex:contact a vcard:Kind", "", shacl.Violation},
	{"Distribution-format-code", csvFormat, "ex:csv dct:format <CSV> .", shacl.Violation},
	{"Distribution-format-kind", csvFormat, `ex:csv dct:format "CSV" .`, shacl.Violation},
	{"Distribution-format-kind", csvFormat, `ex:csv dct:format [ rdfs:label "CSV" ] .`, shacl.Violation},
	{"Distribution-license-known", "ex:csv dct:license ?", "ex:csv dct:license <A21:CCBY40> .", shacl.Violation},
	{"Distribution-license-kind", "ex:csv dct:license ?", `ex:csv dct:license "" .`, shacl.Violation},
	{"Distribution-license-open", "ex:csv dct:license ?", "ex:csv dct:license <https://creativecommons.org/licenses/by-nc/4.0/> .", shacl.Warning},
	{"Distribution-license-code", "", "ex:csv dct:license <https://w3id.org/italia/controlled-vocabulary/licences/A21:CCBY40> .", shacl.Violation},
	{"Distribution-license-code", "", "ex:csv dct:license <http://dati.gov.it/onto/controlledvocabulary/License/A21_CCBY40> .", shacl.Violation},
	{"LicenseDocument-name-differs", "", `<https://w3id.org/italia/controlled-vocabulary/licences/A11_CCO10> a dct:LicenseDocument ; foaf:name "CC BY 4.0" .`, shacl.Warning},
	{"LicenseDocument-name-differs", "", ccby + ` foaf:name "Creative Commons CC0 1.0 Universale"@de .`, shacl.Warning},
	{"LicenseDocument-name-differs", "", iodl + ` a dct:LicenseDocument ; foaf:name "CC BY 4.0" .`, shacl.Warning},
	{"LicenseDocument-type-differs", ccby + " dct:type ?", ccby + " dct:type <http://purl.org/adms/licencetype/PublicDomain> .", shacl.Warning},
	{"LicenseDocument-type-differs", "", `<https://creativecommons.org/publicdomain/zero/1.0/> a dct:LicenseDocument ; dct:type <http://purl.org/adms/licencetype/Attribution> .`, shacl.Warning},
	{"Distribution-license-unknown", "ex:csv dct:license ?", "ex:csv dct:license <https://w3id.org/italia/controlled-vocabulary/licences/C1_Unknown> .", shacl.Warning},
	{"Distribution-byteSize-negative", "ex:csv dcat:byteSize ?", `ex:csv dcat:byteSize "-1"^^xsd:decimal .`, shacl.Violation},
	{"Distribution-byteSize-zero", "ex:csv dcat:byteSize ?", `ex:csv dcat:byteSize "0"^^xsd:decimal .`, shacl.Warning},
	{"Distribution-mediaType-kind", "", `ex:csv dcat:mediaType "text/csv" .`, shacl.Warning},
	{"Distribution-no-dct-byteSize", "", "ex:csv dct:byteSize 3 .", shacl.Warning},
	{"Catalog-language-kind", "ex:catalog dct:language ?", `ex:catalog dct:language "it" .`, shacl.Violation},
	{"Catalog-language-code", "", "ex:catalog dct:language <http://publications.europa.eu/resource/authority/language/IT> .", shacl.Violation},
	{"Dataset-accrualPeriodicity-code", "ex:dataset dct:accrualPeriodicity ?", "ex:dataset dct:accrualPeriodicity <http://purl.org/cld/freq/annual> .", shacl.Violation},
	{"DatasetContent-theme-code", "", "ex:dataset dcat:theme <http://publications.europa.eu/resource/authority/data-theme/SOCIETY> .", shacl.Violation},
	{"DatasetContent-theme-kind", "", `ex:dataset dcat:theme "http://publications.europa.eu/resource/authority/data-theme/SOCI" .`, shacl.Violation},
	{"DatasetContent-subject-eurovoc", "", "ex:dataset dct:subject ex:topic .", shacl.Warning},
	{"DatasetContent-spatial-known", "", "ex:dataset dct:spatial ex:somewhere .", shacl.Warning},
	{"DatasetContent-distribution-described", "", "ex:dataset dcat:distribution ex:gone .", shacl.Violation},
	{"DatasetContent-keyword-comma", "", `ex:dataset dcat:keyword "lavoro, imprese" .`, shacl.Warning},
	{"DatasetContent-no-dct-landingpage", "", "ex:dataset dct:landingpage ex:page .", shacl.Warning},
	{"DatasetAgent-rightsHolder-described", "ex:dataset dct:rightsHolder ?", "ex:dataset dct:rightsHolder ex:nobody .", shacl.Violation},
	{"DatasetAgent-rightsHolder-several", "", "ex:dataset dct:rightsHolder ex:other-body .", shacl.Violation},
	{"DatasetAgent-rightsHolder-kind", "ex:dataset dct:rightsHolder ?", `ex:dataset dct:rightsHolder "INPS" .`, shacl.Violation},
	{"DatasetAgent-contactPoint-described", "", "ex:dataset dcat:contactPoint <https://www.example.it/contatti> .", shacl.Violation},
	{"Dataset-distribution", "", "ex:dataset a dcat:Distribution .", shacl.Warning},
	{"Agent-contact-point", "", "ex:inps a dcatapit:Organization, vcard:Organization, vcard:Kind .", shacl.Violation},
	{"Agent-name-several", "", `ex:inps foaf:name "INPS", "Direzione generale" .`, shacl.Violation},
	{"Agent-name-language-twice", "", `ex:inps foaf:name "INPS"@it .`, shacl.Violation},
	{"Agent-identifier-malformed", "ex:inps dct:identifier ?", `ex:inps dct:identifier "Istituto Nazionale" .`, shacl.Violation},
	{"Agent-identifier-placeholder", "ex:inps dct:identifier ?", `ex:inps dct:identifier "N/A" .`, shacl.Violation},
	{"Agent-name-placeholder", "ex:inps foaf:name ?", `ex:inps foaf:name "n.d." .`, shacl.Violation},
	{"Agent-identifier-empty", "ex:inps dct:identifier ?", `ex:inps dct:identifier " " .`, shacl.Violation},
	{"Dataset-identifier-form", "ex:dataset dct:identifier ?", `ex:dataset dct:identifier "5867" .`, shacl.Warning},
	{"Dataset-title-empty", "ex:dataset dct:title ?", `ex:dataset dct:title ""@it .`, shacl.Violation},
	{"Dataset-title-language", "ex:dataset dct:title ?", `ex:dataset dct:title "Domande" .`, shacl.Info},
	{"Dataset-title-language-twice", "", `ex:dataset dct:title "Altro titolo"@it .`, shacl.Violation},
	{"Dataset-title-html", "", `ex:dataset dct:title "attivit&#224;"@de .`, shacl.Warning},
	{"Dataset-description-html", "", `ex:dataset dct:description "<p class=\"x\">Domande</p>"@en .`, shacl.Warning},
	{"Dataset-description-title", "ex:dataset dct:description ?", `ex:dataset dct:description "Domande di integrazione salariale"@it .`, shacl.Warning},
	{"Dataset-issued-order", "ex:dataset dct:issued ?", `ex:dataset dct:issued "2026-02-01"^^xsd:date .`, shacl.Info},
	{"DatasetContent-license-empty", "", `ex:dataset dct:license "" .`, shacl.Info},
	{"Organization-hasEmail-mailto", "ex:contact vcard:hasEmail ?", "ex:contact vcard:hasEmail <mailto:%20opendata@example.it> .", shacl.Warning},
	{"Organization-hasEmail-mailto", "ex:contact vcard:hasEmail ?", "ex:contact vcard:hasEmail <opendata@example.it> .", shacl.Warning},
	{"Organization-hasTelephone-kind", "ex:contact vcard:hasTelephone ?", `ex:contact vcard:hasTelephone "06 1" .`, shacl.Warning},
	{"LicenseDocument-type-code", "", ccby + " dct:type ex:free .", shacl.Warning},
	{"PeriodOfTime-order", "ex:period dcatapit:endDate ?", `ex:period dcatapit:endDate "2022-12-31"^^xsd:date .`, shacl.Violation},
	{"Location-geometry-kind", "ex:italy locn:geometry ?", `ex:italy locn:geometry "POINT(12 41)" .`, shacl.Warning},
	{"Location-geographicName-language-twice", "", `ex:italy locn:geographicName "Repubblica italiana"@it .`, shacl.Violation},
	{"Standard-european", "ex:standard a dct:Standard", "", shacl.Violation},
}

const csvFormat = "ex:csv dct:format ?"

func TestOwnRules(t *testing.T) {
	p := load(t)
	for _, c := range ownCases {
		report := p.Validate(valid(t).without(c.drop).with(c.add).graph)
		if !slices.ContainsFunc(report.Results, func(r shacl.Result) bool {
			return p.ID(r) == c.id && r.Severity == c.severity
		}) {
			t.Errorf("%s (without %q, with %q): no %s; got %s", c.id, c.drop, c.add, c.severity, summary(p, report))
		}
	}
}

// Things that look like faults and are none.
func TestNoFalseAlarm(t *testing.T) {
	p := load(t)
	for _, add := range []string{
		`ex:dataset dct:description "Importi < 100 euro e > 10; vedi <https://www.example.it> e R&D; Q&A"@en .`,
		`ex:dataset dct:description "Se a<b e b>c; il comune <nome> non è HTML"@en .`,
		`ex:dataset dcat:keyword "cassa integrazione guadagni (CIG)"@it, "20-30 anni"@it .`,
		`ex:dataset dct:spatial <https://www.geonames.org/3165241/>, <http://publications.europa.eu/resource/authority/place/ITA_TRT>, <http://data.europa.eu/nuts/code/ITC4> .`,
		`ex:dataset dct:subject <http://eurovoc.europa.eu/3193> .`,
		`ex:dataset dcat:theme <http://publications.europa.eu/resource/authority/data-theme/TRAN> .`,
		`ex:dataset dct:accessRights <http://publications.europa.eu/resource/authority/access-right/PUBLIC> .`,
		`ex:csv dcat:mediaType <http://www.iana.org/assignments/media-types/text/csv> .`,
		`ex:second a dcatapit:Agent, foaf:Agent ; dct:identifier "00514490010" ; foaf:name "Città di Torino" .`,
		`ex:nc a dcatapit:LicenseDocument, dct:LicenseDocument ; dct:type <https://w3id.org/italia/controlled-vocabulary/licences/A2_Attribution> ; foaf:name "CC BY 4.0" .`,
		`<https://w3id.org/italia/controlled-vocabulary/licences/A11_CCO10> a dcatapit:LicenseDocument, dct:LicenseDocument ; dct:type <http://purl.org/adms/licencetype/PublicDomain> ; foaf:name "CC0 1.0" .`,
		`ex:again a dct:PeriodOfTime ; dcatapit:startDate "2023-01-01"^^xsd:date ; dcatapit:endDate "2022-12-31T10:00:00"^^xsd:dateTime .`,
		`ex:dataset dct:license <https://creativecommons.org/licenses/by/4.0/> .`,
		`ex:period dcat:startDate "2023-01-01"^^xsd:date ; dcat:endDate "2023-12-31"^^xsd:date .`,
	} {
		if report := p.Validate(valid(t).with(add).graph); len(report.Results) > 0 {
			t.Errorf("with %q: %s", add, summary(p, report))
		}
	}
}

// A dataset on its own has no catalogue, and need not describe a class that its
// catalogue has elsewhere.
func TestValidateDatasetAsksForNoCatalogue(t *testing.T) {
	p := load(t)
	g := valid(t).without("ex:catalog ? ?").without("ex:other ? ?").without("? a dcatapit:LicenseDocument").without(ccby + " ? ?").graph
	d := &dcat.Dataset{IRI: example + "dataset", Graph: g}
	if report := p.ValidateDataset(d); len(report.Results) > 0 {
		t.Errorf("findings: %s", summary(p, report))
	}
	whole := p.Validate(g)
	for _, rule := range []string{"112", "166"} {
		want := shacl.Violation
		if rule == "166" {
			want = shacl.Warning
		}
		if !fires(p, whole, rule, want) {
			t.Errorf("rule %s is not reported of the file", rule)
		}
	}
}

func TestSuggestion(t *testing.T) {
	p := load(t)
	for _, c := range []struct{ id, drop, add, want string }{
		{"Distribution-format-code", csvFormat, "ex:csv dct:format <CSV> .", strings.Trim(csv, "<>")},
		{"Distribution-format-kind", csvFormat, `ex:csv dct:format "text/csv" .`, strings.Trim(csv, "<>")},
		{"Catalog-language-kind", "ex:catalog dct:language ?", `ex:catalog dct:language "it" .`, strings.Trim(ita, "<>")},
		{"Distribution-license-known", "ex:csv dct:license ?", "ex:csv dct:license <A21:CCBY40> .", strings.Trim(ccby, "<>")},
		{"Distribution-license-known", "ex:csv dct:license ?", "ex:csv dct:license <https://www.example.it/note-legali> .", ""},
		{"Dataset-title-missing", "ex:dataset dct:title ?", "", ""},
		{"Distribution-license-code", "ex:csv dct:license ?", "ex:csv dct:license <https://w3id.org/italia/controlled-vocabulary/licences/A21:CCBY40> .", strings.Trim(ccby, "<>")},
		{"Distribution-mediaType-kind", "", `ex:csv dcat:mediaType "text/csv" .`, "http://www.iana.org/assignments/media-types/text/csv"},
		{"Organization-hasEmail-kind", "ex:contact vcard:hasEmail ?", `ex:contact vcard:hasEmail " opendata@example.it" .`, "mailto:opendata@example.it"},
		{"Organization-hasEmail-mailto", "ex:contact vcard:hasEmail ?", "ex:contact vcard:hasEmail <file:///var/www/opendata@example.it> .", "mailto:opendata@example.it"},
		{"Organization-hasEmail-mailto", "ex:contact vcard:hasEmail ?", "ex:contact vcard:hasEmail <mailto:%20opendata@example.it> .", "mailto:opendata@example.it"},
		{"Organization-hasEmail-mailto", "ex:contact vcard:hasEmail ?", "ex:contact vcard:hasEmail <mailto:a@example.it;b@example.it> .", ""},
		{"Organization-hasEmail-mailto", "ex:contact vcard:hasEmail ?", "ex:contact vcard:hasEmail <https://www.example.it/contatti> .", ""},
	} {
		report := p.Validate(valid(t).without(c.drop).with(c.add).graph)
		i := slices.IndexFunc(report.Results, func(r shacl.Result) bool { return p.ID(r) == c.id })
		if i < 0 {
			t.Errorf("%s is not reported: %s", c.id, summary(p, report))
			continue
		}
		if got := p.Suggestion(report.Results[i]); got != c.want {
			t.Errorf("%s with %q: suggestion %q, want %q", c.id, c.add, got, c.want)
		}
	}
}

func TestMessagesNameTheValueAndFollowTheLanguage(t *testing.T) {
	p := load(t)
	report := p.Validate(valid(t).without(csvFormat).with(`ex:csv dct:format "CSV" .`).graph)
	if len(report.Results) != 1 {
		t.Fatalf("findings: %s", summary(p, report))
	}
	r := report.Results[0]
	it, en := r.Message("it"), r.Message("en")
	if !strings.Contains(it, "Il formato (dct:format) è scritto come testo o nodo: CSV.") {
		t.Errorf("Italian message: %s", it)
	}
	if !strings.Contains(en, "The format (dct:format) is written as text or node: CSV.") {
		t.Errorf("English message: %s", en)
	}
}

func TestFindingsKnowTheirLine(t *testing.T) {
	const text = `@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
<https://www.example.it/csv> a dcat:Distribution ;
    dct:format
        "CSV" .
`
	g, _, err := rdf.ReadGraph(strings.NewReader(text), rdf.Turtle, rdf.ReadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	p := load(t)
	lines := map[string]int{"Distribution-format-kind": 4, "Distribution-license-missing": 3, "Presence-Catalog-none": 0}
	for _, r := range p.Validate(g).Results {
		if want, ok := lines[p.ID(r)]; ok {
			delete(lines, p.ID(r))
			if got := r.Position.Line; got != want && got != want+1 {
				t.Errorf("%s: line %d, want %d", p.ID(r), got, want)
			}
		}
	}
	if len(lines) > 0 {
		t.Errorf("not reported: %v", lines)
	}
}
