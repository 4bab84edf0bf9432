package shapes_test

import (
	"os"
	"strings"
	"testing"

	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/shapes"
	"github.com/trebbia/trebbia/shapes/shacl"
)

// highValue returns a catalogue in which nothing is wrong by European standards.
func highValue(t testing.TB) catalogue {
	t.Helper()
	text, err := os.ReadFile("testdata/high-value.ttl")
	if err != nil {
		t.Fatal(err)
	}
	return catalogue{t, rdf.NewGraph()}.with(string(text))
}

func TestAValidEuropeanCatalogueHasNoFinding(t *testing.T) {
	for _, name := range []string{"dcat-ap-2", "dcat-ap-3", "dcat-ap-hvd"} {
		p := loadNamed(t, name)
		if report := p.Validate(highValue(t).graph); len(report.Results) > 0 || !report.Conforms {
			t.Errorf("%s: %s", name, summary(p, report))
		}
	}
}

const (
	serviceIRI = "ex:api"
	law        = "<http://data.europa.eu/eli/reg_impl/2023/138/oj>"
	inspire    = "<http://data.europa.eu/eli/dir/2007/2/2019-06-26>"
)

// Faults, and in which of the profiles they are reported.
var europeanCases = []struct {
	profiles, id, drop, add string
	severity                shacl.Severity
}{
	{"dcat-ap-2 dcat-ap-3", "Dataset-title-missing", "ex:dataset dct:title ?", "", shacl.Violation},
	{"dcat-ap-2 dcat-ap-3", "Dataset-title-literal", "", "ex:dataset dct:title ex:title .", shacl.Violation},
	{"dcat-ap-2 dcat-ap-3", "Catalog-publisher-missing", "ex:catalog dct:publisher ?", "", shacl.Violation},
	{"dcat-ap-2 dcat-ap-3", "Catalog-publisher-several", "", "ex:catalog dct:publisher ex:other . ex:other a foaf:Agent ; foaf:name \"Altro\" .", shacl.Violation},
	{"dcat-ap-2 dcat-ap-3", "Catalog-publisher-class", "", "ex:catalog dct:publisher ex:nobody .", shacl.Violation},
	{"dcat-ap-2 dcat-ap-3", "Catalog-modified-date", "", `ex:catalog dct:modified "15/01/2026" .`, shacl.Violation},
	{"dcat-ap-2 dcat-ap-3", "Dataset-modified-date", "", `ex:dataset dct:modified "15/01/2026" .`, shacl.Violation},
	{"dcat-ap-2 dcat-ap-3", "Dataset-theme-code", "", "ex:dataset dcat:theme ex:theme .", shacl.Warning},
	{"dcat-ap-2 dcat-ap-3", "Dataset-accrualPeriodicity-code", "ex:dataset dct:accrualPeriodicity ?", "ex:dataset dct:accrualPeriodicity <http://purl.org/cld/freq/daily> .", shacl.Violation},
	{"dcat-ap-2 dcat-ap-3", "Dataset-language-kind", "", `ex:dataset dct:language "it" .`, shacl.Violation},
	{"dcat-ap-2 dcat-ap-3", "Dataset-spatial-missing", "ex:dataset dct:spatial ?", "", shacl.Warning},
	{"dcat-ap-2 dcat-ap-3", "Dataset-spatial-code", "", `ex:dataset dct:spatial [ a dct:Location ; dcat:bbox "x" ; dcat:centroid "y" ] .`, shacl.Warning},
	{"dcat-ap-2 dcat-ap-3", "Distribution-accessURL-missing", "ex:csv dcat:accessURL ?", "", shacl.Violation},
	{"dcat-ap-2 dcat-ap-3", "Distribution-format-code", "", "ex:csv dct:format <CSV> .", shacl.Violation},
	{"dcat-ap-2 dcat-ap-3", "Distribution-license-class", "", "ex:csv dct:license ex:licence .", shacl.Violation},
	{"dcat-ap-2 dcat-ap-3", "CatalogRecord-primaryTopic-class", "", "ex:record foaf:primaryTopic ex:gone .", shacl.Violation},
	{"dcat-ap-2 dcat-ap-3", "Checksum-algorithm-code", "", "ex:sum a spdx:Checksum ; spdx:algorithm ex:sha1 .", shacl.Violation},
	{"dcat-ap-2 dcat-ap-3", "Agent-name-missing", "ex:body foaf:name ?", "", shacl.Violation},
	{"dcat-ap-2", "Distribution-byteSize-datatype", "", `ex:csv dcat:byteSize "1"^^xsd:nonNegativeInteger .`, shacl.Violation},
	{"dcat-ap-3", "Distribution-byteSize-datatype", "", `ex:csv dcat:byteSize "1"^^xsd:decimal .`, shacl.Violation},
	{"dcat-ap-2", "Distribution-status-code", "", "ex:csv adms:status <http://publications.europa.eu/resource/authority/distribution-status/COMPLETED> .", shacl.Violation},
	{"dcat-ap-3", "Distribution-status-code", "", "ex:csv adms:status <http://purl.org/adms/status/Completed> .", shacl.Violation},
	{"dcat-ap-3", "Dataset-contactPoint-kind", "", `ex:dataset dcat:contactPoint "Ufficio" .`, shacl.Violation},
	{"dcat-ap-3", "Dataset-no-versionInfo", "", `ex:dataset owl:versionInfo "1" .`, shacl.Info},
	{"dcat-ap-3", "Distribution-mediaType-code", "", "ex:csv dcat:mediaType ex:csv-type .", shacl.Violation},
	{"dcat-ap-3", "DatasetSeries-title-missing", "", "ex:series a dcat:DatasetSeries .", shacl.Violation},
	{"dcat-ap-3", "DataService-publisher-missing", serviceIRI + " dct:publisher ?", "", shacl.Warning},

	{"dcat-ap-hvd", "Dataset-applicableLegislation-regulation", "ex:dataset dcatap:applicableLegislation ?", "ex:dataset dcatap:applicableLegislation " + inspire + " .", shacl.Violation},
	{"dcat-ap-hvd", "Dataset-applicableLegislation-class", "", "ex:dataset dcatap:applicableLegislation ex:law .", shacl.Violation},
	{"dcat-ap-hvd", "Dataset-applicableLegislation-kind", "", `ex:dataset dcatap:applicableLegislation "2023/138" .`, shacl.Violation},
	{"dcat-ap-hvd", "Dataset-hvdCategory-missing", "ex:dataset dcatap:hvdCategory ?", "", shacl.Violation},
	{"dcat-ap-hvd", "Dataset-hvdCategory-code", "", "ex:dataset dcatap:hvdCategory <http://data.europa.eu/bna/meteo> .", shacl.Violation},
	{"dcat-ap-hvd", "Dataset-distribution-missing", "ex:dataset dcat:distribution ?", "", shacl.Violation},
	{"dcat-ap-hvd", "Dataset-API-missing", "ex:api dcat:servesDataset ?", "", shacl.Violation},
	{"dcat-ap-hvd", "Distribution-applicableLegislation-regulation", "ex:csv dcatap:applicableLegislation ?", "", shacl.Violation},
	{"dcat-ap-hvd", "Distribution-licence-or-rights", "ex:csv dct:license ?", "", shacl.Violation},
	{"dcat-ap-hvd", "Distribution-license-open", "ex:csv dct:license ?", "ex:csv dct:license <https://creativecommons.org/licenses/by-nc/4.0/> .", shacl.Warning},
	{"dcat-ap-hvd", "DataService-hvdCategory-missing", "ex:api dcatap:hvdCategory ?", "", shacl.Violation},
	{"dcat-ap-hvd", "DataService-page-missing", "ex:api foaf:page ?", "", shacl.Violation},
	{"dcat-ap-hvd", "DataService-contactPoint-missing", "ex:api dcat:contactPoint ?", "", shacl.Violation},
	{"dcat-ap-hvd", "DatasetSeries-hvdCategory-missing", "", "ex:dataset dcat:inSeries ex:series . ex:series a dcat:DatasetSeries ; dct:title \"Serie\" ; dcatap:applicableLegislation " + law + " .", shacl.Violation},
	{"dcat-ap-hvd", "Kind-hasEmail-several", "", "ex:contact vcard:hasEmail <mailto:altro@example.it> .", shacl.Violation},
	{"dcat-ap-hvd", "Kind-email-or-page", "ex:contact vcard:hasEmail ?", "", shacl.Warning},
	{"dcat-ap-hvd", "CatalogRecord-primaryTopic-class", "", "ex:record foaf:primaryTopic ex:gone .", shacl.Violation},
	{"dcat-ap-hvd", "LicenseDocument-comparison", "ex:csv dct:license ?", "ex:csv dct:license ex:own . ex:own a dct:LicenseDocument .", shacl.Warning},
}

func TestEuropeanRules(t *testing.T) {
	profiles := map[string]*shapes.Profile{}
	for _, name := range []string{"dcat-ap-2", "dcat-ap-3", "dcat-ap-hvd"} {
		profiles[name] = loadNamed(t, name)
	}
	for _, c := range europeanCases {
		g := highValue(t).without(c.drop).with(c.add).graph
		for name, p := range profiles {
			want := strings.Contains(" "+c.profiles+" ", " "+name+" ")
			if !want && (name == "dcat-ap-hvd" || c.profiles == "dcat-ap-hvd") {
				continue // the annex and the profile have names of constraints in common
			}
			report := p.Validate(g)
			if got := reports(p, report, c.id, c.severity); got != want {
				t.Errorf("%s: %s (without %q, with %q): reported %v, want %v; got %s", name, c.id, c.drop, c.add, got, want, summary(p, report))
			}
		}
	}
}

// The annex is about datasets that are marked: the others of a catalogue, and what
// belongs to them only, are left alone, whatever they lack.
func TestTheAnnexLeavesOtherDatasetsAlone(t *testing.T) {
	p := loadNamed(t, "dcat-ap-hvd")
	g := highValue(t).without("ex:csv2 dct:license ?").without("ex:ordinary dcat:theme ?").
		with("ex:ordinary dcatap:applicableLegislation " + inspire + " . ex:free a dcat:DataService ; dcat:servesDataset ex:ordinary .").graph
	if report := p.Validate(g); len(report.Results) > 0 {
		t.Errorf("findings: %s", summary(p, report))
	}
	if report := p.Validate(valid(t).graph); len(report.Results) > 0 {
		t.Errorf("a catalogue without high-value datasets: %s", summary(p, report))
	}
}

// Either mark is enough, and then the other is missed.
func TestEitherMarkMakesAHighValueDataset(t *testing.T) {
	p := loadNamed(t, "dcat-ap-hvd")
	for mark, missed := range map[string]string{
		"dcatap:applicableLegislation " + law:                       "Dataset-hvdCategory-missing",
		"dcatap:hvdCategory <http://data.europa.eu/bna/c_164e0bf5>": "Dataset-applicableLegislation-regulation",
	} {
		report := p.Validate(highValue(t).with("ex:ordinary " + mark + " .").graph)
		if !reports(p, report, missed, shacl.Violation) || !reports(p, report, "Dataset-API-missing", shacl.Violation) {
			t.Errorf("with %s: %s", mark, summary(p, report))
		}
	}
}
