package shapes_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/trebbia/trebbia/dcat"
	"github.com/trebbia/trebbia/shapes"
	"github.com/trebbia/trebbia/shapes/shacl"
)

const (
	hydraNS = "<http://www.w3.org/ns/hydra/core#"
	page1   = "<https://www.example.it/catalog.ttl?page=1>"
	page2   = "<https://www.example.it/catalog.ttl?page=2>"
)

// What makes the harvester of dati.gov.it reject a dataset or show it wrong, rule by rule.
var harvestCases = []struct {
	id, drop, add string
	severity      shacl.Severity
}{
	{"Dataset-european", "ex:dataset a dcat:Dataset", "", shacl.Violation},
	{"Dataset-national", "ex:dataset a dcatapit:Dataset", "", shacl.Violation},
	{"Dataset-identifier-missing", "ex:dataset dct:identifier ?", "", shacl.Violation},
	{"Dataset-identifier-several", "", `ex:dataset dct:identifier "inps:5868" .`, shacl.Violation},
	{"Dataset-modified-datatype", "ex:dataset dct:modified ?", `ex:dataset dct:modified "15/01/2026" .`, shacl.Violation},
	{"Dataset-issued-datatype", "ex:dataset dct:issued ?", `ex:dataset dct:issued "" .`, shacl.Violation},
	{"Dataset-accrualPeriodicity-several", "", "ex:dataset dct:accrualPeriodicity <http://publications.europa.eu/resource/authority/frequency/MONTHLY> .", shacl.Violation},
	{"Dataset-identifier-empty", "ex:dataset dct:identifier ?", `ex:dataset dct:identifier "" .`, shacl.Violation},
	{"Dataset-title-missing", "ex:dataset dct:title ?", "", shacl.Violation},
	{"Dataset-title-empty", "ex:dataset dct:title ?", `ex:dataset dct:title " "@it .`, shacl.Violation},
	{"Dataset-title-html", "", `ex:dataset dct:title "<b>Domande</b>"@en .`, shacl.Warning},
	{"Dataset-description-html", "", `ex:dataset dct:description "Domande<br/>autorizzate"@en .`, shacl.Warning},
	{"Dataset-accrualPeriodicity-missing", "ex:dataset dct:accrualPeriodicity ?", "", shacl.Violation},
	{"Dataset-accrualPeriodicity-kind", "ex:dataset dct:accrualPeriodicity ?", `ex:dataset dct:accrualPeriodicity "annuale" .`, shacl.Violation},
	{"Dataset-accrualPeriodicity-code", "ex:dataset dct:accrualPeriodicity ?", "ex:dataset dct:accrualPeriodicity <ANNUAL> .", shacl.Violation},
	{"DatasetContent-theme-missing", "ex:dataset dcat:theme ?", "", shacl.Violation},
	{"DatasetContent-theme-kind", "ex:dataset dcat:theme ?", `ex:dataset dcat:theme "SOCI" .`, shacl.Violation},
	{"DatasetContent-theme-code", "ex:dataset dcat:theme ?", "ex:dataset dcat:theme <SOCI> .", shacl.Violation},
	{"DatasetContent-language-kind", "", `ex:dataset dct:language "it" .`, shacl.Violation},
	{"DatasetContent-language-code", "", "ex:dataset dct:language <it> .", shacl.Violation},
	{"DatasetContent-distribution-missing", "ex:dataset dcat:distribution ?", "", shacl.Violation},
	{"DatasetContent-distribution-described", "", "ex:dataset dcat:distribution ex:gone .", shacl.Violation},
	{"DatasetContent-no-dct-landingPage", "", "ex:dataset dct:landingPage ex:page .", shacl.Warning},
	{"DatasetContent-no-dct-landingpage", "", "ex:dataset dct:landingpage ex:page .", shacl.Warning},
	{"DatasetContent-no-dct-issue", "", `ex:dataset dct:issue "2024-01-01" .`, shacl.Warning},
	{"DatasetContent-no-dct-keyword", "", `ex:dataset dct:keyword "lavoro" .`, shacl.Warning},
	{"DatasetContent-no-dct-theme", "", "ex:dataset dct:theme " + soci + " .", shacl.Warning},
	{"DatasetAgent-rightsHolder-missing", "ex:dataset dct:rightsHolder ?", "", shacl.Violation},
	{"DatasetAgent-rightsHolder-several", "", "ex:dataset dct:rightsHolder ex:other-body .", shacl.Violation},
	{"DatasetAgent-rightsHolder-kind", "ex:dataset dct:rightsHolder ?", `ex:dataset dct:rightsHolder "INPS" .`, shacl.Violation},
	{"DatasetAgent-rightsHolder-described", "ex:dataset dct:rightsHolder ?", "ex:dataset dct:rightsHolder <https://www.example.it/inps> .", shacl.Violation},
	{"DatasetAgent-rightsHolder-class", "ex:dataset dct:rightsHolder ?", "ex:dataset dct:rightsHolder ex:contact .", shacl.Violation},
	{"DatasetAgent-publisher-kind", "", `ex:dataset dct:publisher "INPS" .`, shacl.Violation},
	{"DatasetAgent-publisher-described", "", "ex:dataset dct:publisher <https://www.example.it/inps> .", shacl.Violation},
	{"DatasetAgent-contactPoint-kind", "", `ex:dataset dcat:contactPoint "Ufficio" .`, shacl.Violation},
	{"DatasetAgent-contactPoint-described", "", "ex:dataset dcat:contactPoint <https://www.example.it/contatti> .", shacl.Violation},
	{"DatasetAgent-contactPoint-class", "", "ex:dataset dcat:contactPoint ex:inps .", shacl.Violation},
	{"Dataset-keyword-characters", "", `ex:dataset dcat:keyword "cassa integrazione (CIG)" .`, shacl.Violation},
	{"DatasetContent-keyword-empty", "", `ex:dataset dcat:keyword "" .`, shacl.Violation},
	{"Dataset-keyword-length", "", `ex:dataset dcat:keyword "x" .`, shacl.Violation},
	{"Dataset-keyword-length", "", `ex:dataset dcat:keyword "` + strings.Repeat("lavoro ", 15) + `" .`, shacl.Violation},
	{"Dataset-keyword-length", "", `ex:dataset dcat:keyword "lavoro, a" .`, shacl.Violation},
	{"Dataset-value-relative", "", "ex:dataset dcat:landingPage <file:///tmp/5867.html> .", shacl.Violation},
	{"Dataset-license-differs", "", "ex:json dct:license " + iodl + " .", shacl.Warning},
	{"Dataset-license-differs", "", "ex:dataset dct:license <https://creativecommons.org/publicdomain/zero/1.0/> .", shacl.Warning},
	{"Dataset-title-clash", "ex:other dct:title ?", `ex:other dct:title "Domande di integrazione  salariale."@it .`, shacl.Violation},
	{"Dataset-identifier-clash", "ex:other dct:identifier ?", `ex:other dct:identifier "inps:5867" .`, shacl.Violation},
	{"Dataset-unlinked", "ex:catalog dcat:dataset ex:other", "", shacl.Violation},
	{"Dataset-blank", "", `ex:catalog dcat:dataset [ a dcat:Dataset ; dct:title "Senza indirizzo" ] .`, shacl.Warning},
	{"Node-relative", "", "<file:///tmp/c_f839> a dcatapit:Agent, foaf:Agent .", shacl.Violation},
	{"Node-type-prefix", "", "ex:contact a <vcard:Kind> .", shacl.Warning},
	{"Presence-Dataset-none", "? a dcat:Dataset", "", shacl.Violation},

	{"Distribution-license-missing", "ex:csv dct:license ?", "", shacl.Violation},
	{"Distribution-license-several", "", "ex:csv dct:license " + iodl + " .", shacl.Violation},
	{"Distribution-license-kind", "ex:csv dct:license ?", `ex:csv dct:license "CC BY 4.0" .`, shacl.Violation},
	{"Distribution-license-known", "ex:csv dct:license ?", "ex:csv dct:license <cc-by> .", shacl.Violation},
	{"Distribution-license-code", "", "ex:csv dct:license <https://w3id.org/italia/controlled-vocabulary/licences/A21:CCBY40> .", shacl.Violation},
	{"Distribution-license-unrecognised", "", `ex:csv dct:license ex:ours . ex:ours a dcatapit:LicenseDocument, dct:LicenseDocument ; foaf:name "Licenza del Comune"@it .`, shacl.Violation},
	{"Distribution-license-unrecognised", "", `ex:csv dct:license [ a dct:LicenseDocument ; dct:type ex:free ; foaf:name "libera" ] .`, shacl.Violation},
	{"Distribution-license-unknown", "", "ex:csv dct:license <https://w3id.org/italia/controlled-vocabulary/licences/C1_Unknown> .", shacl.Warning},
	{"Distribution-format-missing", csvFormat, "", shacl.Violation},
	{"Distribution-format-kind", csvFormat, `ex:csv dct:format "csv-semicolon" .`, shacl.Violation},
	{"Distribution-format-code", csvFormat, "ex:csv dct:format <CSV> .", shacl.Violation},
	{"Distribution-format-several", "", "ex:csv dct:format " + xml + " .", shacl.Warning},
	{"Distribution-accessURL-missing", "ex:csv dcat:accessURL ?", "", shacl.Violation},
	{"Distribution-accessURL-kind", "ex:csv dcat:accessURL ?", `ex:csv dcat:accessURL "https://www.example.it/" .`, shacl.Violation},
	{"Distribution-accessURL-several", "", "ex:csv dcat:accessURL ex:second .", shacl.Violation},
	{"Distribution-URL-local", "", "ex:csv dcat:downloadURL <http://192.168.1.20/dati.csv> .", shacl.Violation},
	{"Distribution-URL-local", "", "ex:csv dcat:downloadURL <http://sample.org/dati.csv> .", shacl.Violation},
	{"Distribution-URL-fleeting", "", "ex:csv dcat:downloadURL <https://bit.ly/3xYz> .", shacl.Warning},
	{"Distribution-URL-fleeting", "", "ex:csv dcat:downloadURL <https://drive.google.com/file/d/1/view> .", shacl.Warning},
	{"Distribution-blank", "", `ex:dataset dcat:distribution [ a dcatapit:Distribution, dcat:Distribution ] .`, shacl.Violation},
	{"Distribution-accessURL-empty", "ex:csv dcat:accessURL ?", `ex:csv dcat:accessURL "" .`, shacl.Violation},
	{"Distribution-accessURL-empty", "ex:csv dcat:accessURL ?", "ex:csv dcat:accessURL <http://> .", shacl.Violation},
	{"Distribution-downloadURL-kind", "", `ex:csv dcat:downloadURL "https://www.example.it/" .`, shacl.Violation},
	{"Distribution-URL-characters", "", `ex:csv dcat:downloadURL "https://www.example.it/domande 2023.csv" .`, shacl.Violation},
	{"Distribution-value-relative", "", "ex:csv dct:license <file:///tmp/cc-by> .", shacl.Violation},
	{"Distribution-title-html", "", `ex:csv dct:title "<i>CSV</i>"@en .`, shacl.Warning},
	{"Distribution-description-html", "", `ex:csv dct:description "R&amp;D"@en .`, shacl.Warning},
	{"Distribution-no-dct-accessURL", "", "ex:csv dct:accessURL ex:page .", shacl.Warning},
	{"Distribution-no-dct-downloadURL", "", "ex:csv dct:downloadURL ex:page .", shacl.Warning},
	{"Distribution-no-dct-licence", "", "ex:csv dct:licence " + ccby + " .", shacl.Warning},

	{"Agent-identifier-missing", "ex:inps dct:identifier ?", "", shacl.Violation},
	{"Agent-identifier-literal", "", "ex:inps dct:identifier ex:id .", shacl.Violation},
	{"Agent-identifier-empty", "ex:inps dct:identifier ?", `ex:inps dct:identifier "" .`, shacl.Violation},
	{"Agent-identifier-several", "", `ex:inps dct:identifier "INPS" .`, shacl.Violation},
	{"Agent-name-missing", "ex:inps foaf:name ?", "", shacl.Violation},
	{"Agent-name-literal", "", "ex:inps foaf:name ex:name .", shacl.Violation},
	{"Agent-name-empty", "", `ex:inps foaf:name "" .`, shacl.Violation},
	{"Agent-name-several", "", `ex:inps foaf:name "INPS", "Direzione generale" .`, shacl.Violation},
	{"Agent-contact-point", "", "ex:inps a vcard:Kind .", shacl.Violation},
	{"Agent-identifier-malformed", "", `ex:inps dct:identifier "Comune di Roma" .`, shacl.Violation},
	{"Agent-identifier-malformed", "", "ex:inps dct:identifier \"c_l\u00AD024\" .", shacl.Violation},
	{"Agent-identifier-placeholder", "", `ex:inps dct:identifier "N_A" .`, shacl.Violation},
	{"Agent-identifier-placeholder", "", `ex:inps dct:identifier "N/A" .`, shacl.Violation},
	{"Agent-name-placeholder", "ex:inps foaf:name ?", `ex:inps foaf:name "N/A" .`, shacl.Violation},
	{"Agent-name-placeholder", "", `ex:inps foaf:name "Missing value"@de .`, shacl.Violation},
	{"Agent-identifier-municipality", "", `ex:inps dct:identifier "c_969" .`, shacl.Warning},
	{"Agent-identifier-VAT", "", `ex:inps dct:identifier "00514490010" .`, shacl.Warning},
	{"Agent-name-differs", "", `ex:again a dcatapit:Agent, foaf:Agent ; dct:identifier "INPS" ; foaf:name "Ufficio stampa"@it .`, shacl.Warning},

	{"Organization-fn-missing", "ex:contact vcard:fn ?", "", shacl.Violation},
	{"Organization-hasEmail-kind", "", `ex:contact vcard:hasEmail "opendata@example.it" .`, shacl.Violation},
	{"Organization-hasEmail-mailto", "", "ex:contact vcard:hasEmail <opendata@example.it> .", shacl.Warning},
	{"Organization-hasEmail-mailto", "", "ex:contact vcard:hasEmail <mailto:uno@example.it;due@example.it> .", shacl.Warning},
	{"Organization-value-relative", "", "ex:contact vcard:hasURL <file:///tmp/www.example.it> .", shacl.Violation},
	{"Catalog-value-relative", "", "ex:catalog foaf:homepage <file:///tmp/index.html> .", shacl.Violation},
	{"Standard-identifier-missing", "ex:standard dct:identifier ?", "", shacl.Violation},
	{"PeriodOfTime-startDate-missing", "ex:period dcatapit:startDate ?", "", shacl.Violation},
	{"PeriodOfTime-startDate-datatype", "ex:period dcatapit:startDate ?", `ex:period dcatapit:startDate "01/01/2023" .`, shacl.Violation},
	{"PeriodOfTime-endDate-datatype", "ex:period dcatapit:endDate ?", `ex:period dcatapit:endDate "2023-31-12"^^xsd:date .`, shacl.Violation},
	{"PeriodOfTime-order", "ex:period dcatapit:endDate ?", `ex:period dcatapit:endDate "2022-12-31"^^xsd:date .`, shacl.Violation},
	{"PeriodOfTime-time-of-day", "", `ex:period dcatapit:endDate "2023-12-31T00:00:00"^^xsd:dateTime .`, shacl.Info},

	{"Page-type", "", page1 + " " + hydraNS + "next> " + page2 + " .", shacl.Violation},
	{"Page-next-address", "", page1 + " a " + hydraNS + "PagedCollection> ; " + hydraNS + `nextPage> "?page=2" .`, shacl.Violation},
	{"Page-next-several", "", page1 + " a " + hydraNS + "PagedCollection> ; " + hydraNS + "next> " + page2 + ", ex:page3 .", shacl.Warning},
	{"Page-next-itself", "", page1 + " a " + hydraNS + "PagedCollection> ; " + hydraNS + "next> " + page1 + " .", shacl.Violation},
	{"PagedCollection-next-missing", "", page1 + " a " + hydraNS + "PagedCollection> ; " + hydraNS + "totalItems> 283 .", shacl.Violation},
	{"Hydra-namespace-wrong", "", page1 + " <https://www.w3.org/ns/hydra/core#next> " + page2 + " .", shacl.Violation},
}

func TestEveryHarvestRuleHasAFailingExample(t *testing.T) {
	p := loadNamed(t, "dati-gov-it")
	tried := map[string]bool{"Agent-identifier-unknown": true} // see TestTheListOfIPA
	for _, c := range harvestCases {
		tried[c.id] = true
		report := p.Validate(valid(t).without(c.drop).with(c.add).graph)
		if !reports(p, report, c.id, c.severity) {
			t.Errorf("%s (without %q, with %q): no %s; got %s", c.id, c.drop, c.add, c.severity, summary(p, report))
		}
	}
	for _, r := range p.Rules() {
		if !tried[r.ID] {
			t.Errorf("%s has no failing example", r.ID)
		}
	}
}

// A catalogue in which nothing is wrong, and things in it that look wrong and are not.
func TestHarvestRulesRaiseNoFalseAlarm(t *testing.T) {
	p := loadNamed(t, "dati-gov-it")
	for _, add := range []string{
		"",
		`ex:dataset dcat:keyword "età"@it, "20-30 anni"@it, "d.lgs. 36_2006", "lavoro, impresa" .`,
		`ex:third a dcatapit:Dataset, dcat:Dataset ; dct:identifier "inps:6006" ; dct:title "Domande"@it ; dct:rightsHolder ex:inps ;
			dct:accrualPeriodicity ` + freq + ` ; dcat:theme ` + soci + ` ; dcat:distribution ex:csv . ex:catalog dcat:dataset ex:third .`,
		`ex:rome a dcatapit:Agent, foaf:Agent ; dct:identifier "c_h501" ; foaf:name "Roma Capitale" .`,
		`ex:again a dcatapit:Agent, foaf:Agent ; dct:identifier "inps" ; foaf:name "ISTITUTO NAZIONALE PREVIDENZA SOCIALE - INPS"@it .`,
		page1 + " a " + hydraNS + "PagedCollection> ; " + hydraNS + `nextPage> "https://www.example.it/catalog.ttl?page=2" ; ` + hydraNS + "totalItems> 283 .",
		page2 + " a " + hydraNS + "PagedCollection> ; " + hydraNS + `previousPage> "https://www.example.it/catalog.ttl?page=1" ; ` + hydraNS + "totalItems> 102 .",
		page1 + " a " + hydraNS + "PagedCollection> ; " + hydraNS + "totalItems> 2 .",
		"ex:csv dcat:downloadURL <ftp://ftp.example.it/dati.csv> .",
		"ex:contact vcard:hasURL <https://www.example.it/> .",
		"ex:dataset dct:license <https://creativecommons.org/licenses/by/4.0/> .",
		`ex:ours a dcatapit:LicenseDocument, dct:LicenseDocument ; foaf:name "CC BY 4.0" . ex:pdf a dcatapit:Distribution, dcat:Distribution ;
			dcat:accessURL ex:page ; dct:format ` + csv + ` ; dct:license ex:ours .`,
		`ex:nodo a dcatapit:Agent, foaf:Agent ; dct:identifier "nd_ente" ; foaf:name "Prova e Ricerca S.p.A." .`,
	} {
		if report := p.Validate(valid(t).with(add).graph); len(report.Results) > 0 {
			t.Errorf("with %q: %s", add, summary(p, report))
		}
	}
}

// A dataset on its own has no catalogue that could list it, and clashes with no other.
func TestHarvestRulesOfOneDatasetAskForNoCatalogue(t *testing.T) {
	p := loadNamed(t, "dati-gov-it")
	g := valid(t).without("ex:catalog ? ?").without("ex:other dct:title ?").with(`ex:other dct:title "Domande di integrazione salariale"@it .`).graph
	if report := p.ValidateDataset(&dcat.Dataset{IRI: example + "dataset", Graph: g}); len(report.Results) > 0 || !report.Conforms {
		t.Errorf("findings: %s", summary(p, report))
	}
}

func TestAClashNamesTheOtherDatasetAndItsPlace(t *testing.T) {
	p := loadNamed(t, "dati-gov-it")
	report := p.Validate(valid(t).without("ex:other dct:title ?").with(`ex:other dct:title "Domande di integrazione salariale"@it .`).graph)
	if len(report.Results) != 1 || report.Conforms {
		t.Fatalf("findings: %s", summary(p, report))
	}
	r := report.Results[0]
	if r.FocusNode.Value != example+"other" || !strings.Contains(r.Message("it"), example+"dataset") || !strings.Contains(r.Message("en"), "Domande di integrazione") {
		t.Errorf("%s: %s", r.FocusNode, r.Message("it"))
	}
	if r.PathText == "" || p.Clause(r) == "" {
		t.Errorf("path %q, clause %q", r.PathText, p.Clause(r))
	}
}

func TestTheListOfIPA(t *testing.T) {
	p := loadNamed(t, "dati-gov-it")
	list, err := shapes.ReadVocabulary("enti.csv", []byte("Codice_IPA;Denominazione_ente\ninps;INPS\nc_h501;Roma Capitale\n"))
	if err != nil {
		t.Fatal(err)
	}
	g := valid(t).with(`ex:a a dcatapit:Agent, foaf:Agent ; dct:identifier "C_H501" ; foaf:name "Roma" .
		ex:b a dcatapit:Agent, foaf:Agent ; dct:identifier "c_h510" ; foaf:name "Roma?" .`).graph
	if report := p.Validate(g); len(report.Results) > 0 {
		t.Errorf("without the list: %s", summary(p, report))
	}
	with := p.With(list)
	report := with.Validate(g)
	if len(report.Results) != 1 || !reports(with, report, "Agent-identifier-unknown", shacl.Violation) || report.Results[0].Value.Value != "c_h510" {
		t.Errorf("with the list: %s", summary(with, report))
	}
}

func loadNamed(t testing.TB, name string) *shapes.Profile {
	t.Helper()
	p, err := shapes.Load(name)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func reports(p *shapes.Profile, report *shacl.Report, id string, severity shacl.Severity) bool {
	return slices.ContainsFunc(report.Results, func(r shacl.Result) bool { return p.ID(r) == id && r.Severity == severity })
}
