package shapes_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/trebbia/trebbia/shapes"
)

// Defects that real portals publish, each as such a portal would write it, and what
// dcat-ap-it and dati-gov-it together must call it.
var italianDefects = []struct{ defect, drop, add, want string }{
	{"licence with the European type only", ccby + " a dcatapit:LicenseDocument", "", "LicenseDocument-national"},
	{"licence with the national type only", ccby + " a dct:LicenseDocument", "", "LicenseDocument-european"},
	{"licence typed by a prefixed name", ccby + " a dct:LicenseDocument", ccby + " a <dct:LicenseDocument> .", "LicenseDocument-european Node-type-prefix"},
	{"a page of legal notes for a licence", "ex:csv dct:license ?", "ex:csv dct:license <https://www.example.it/note-legali> .", "Distribution-license-known"},
	{"the identifier of a licence in CKAN", "ex:csv dct:license ?", `ex:csv dct:license "cc-by" .`, "Distribution-license-kind"},
	{"an empty licence element", "ex:csv dct:license ?", `ex:csv dct:license "" .`, "Distribution-license-kind"},
	{"A21:CCBY40 for A21_CCBY40", "ex:csv dct:license ?", `ex:csv dct:license <https://w3id.org/italia/controlled-vocabulary/licences/A21:CCBY40> .
		<https://w3id.org/italia/controlled-vocabulary/licences/A21:CCBY40> a dcatapit:LicenseDocument, dct:LicenseDocument ;
			dct:type <http://purl.org/adms/licencetype/Attribution> ; foaf:name "Creative Commons Attribuzione 4.0 Internazionale (CC BY 4.0)" .`, "Distribution-license-code"},
	{"a licence described under the address of the file", "ex:csv dct:license ?", `ex:csv dct:license <file:///var/www/catalog.rdf> .
		<file:///var/www/catalog.rdf> a dcatapit:LicenseDocument, dct:LicenseDocument ; foaf:name "CC BY 4.0" .`, "Distribution-value-relative"},
	{"a licence of one's own", "ex:csv dct:license ?", `ex:csv dct:license ex:ours . ex:ours a dcatapit:LicenseDocument, dct:LicenseDocument ; foaf:name "Open data"@it .`, "Distribution-license-unrecognised"},
	{"CC0 by its IRI, CC BY by its name and type", "ex:csv dct:license ?", `ex:csv dct:license <https://w3id.org/italia/controlled-vocabulary/licences/A11_CCO10> .
		<https://w3id.org/italia/controlled-vocabulary/licences/A11_CCO10> a dcatapit:LicenseDocument, dct:LicenseDocument ;
			dct:type <http://purl.org/adms/licencetype/Attribution> ; foaf:name "CC BY 4.0" .`, "LicenseDocument-name-differs LicenseDocument-type-differs"},
	{"CC BY on the dataset, CC0 on its distribution", "ex:csv dct:license ?", `ex:dataset dct:license <https://creativecommons.org/licenses/by/4.0/> .
		ex:csv dct:license <https://creativecommons.org/publicdomain/zero/1.0/> .`, "Dataset-license-differs"},
	{"the licence on the dataset only", "ex:csv dct:license ?", "ex:dataset dct:license " + ccby + " .", "Distribution-license-missing"},

	{"no holder", "ex:dataset dct:rightsHolder ?", "", "DatasetAgent-rightsHolder-missing"},
	{"the holder as text", "ex:dataset dct:rightsHolder ?", `ex:dataset dct:rightsHolder "N/A" .`, "DatasetAgent-rightsHolder-kind"},
	{"a holder without name and code", "ex:dataset dct:rightsHolder ?", "ex:dataset dct:rightsHolder [ a dcatapit:Agent, foaf:Agent ] .", "Agent-name-missing Agent-identifier-missing"},
	{"a holder called N/A", "ex:dataset dct:rightsHolder ?", `ex:dataset dct:rightsHolder ex:na . ex:na a dcatapit:Agent, foaf:Agent ; dct:identifier "N_A" ; foaf:name "N/A" .`, "Agent-name-placeholder Agent-identifier-placeholder"},
	{"a holder whose code is its name", "ex:inps dct:identifier ?", `ex:inps dct:identifier "Comune di Molinella" .`, "Agent-identifier-malformed"},
	{"a code with a soft hyphen", "ex:inps dct:identifier ?", "ex:inps dct:identifier \"c_l\u00AD024\" .", "Agent-identifier-malformed"},
	{"body and office under one IRI", "ex:inps foaf:name ?", `ex:inps foaf:name "INPS", "Direzione generale" .`, "Agent-name-several"},
	{"an agent IRI made of the code", "ex:dataset dct:rightsHolder ?", `ex:dataset dct:rightsHolder <file:///var/www/c_f288> .
		<file:///var/www/c_f288> a dcatapit:Agent, foaf:Agent ; dct:identifier "c_f288" ; foaf:name "Comune di Molinella" .`, "Node-relative Dataset-value-relative"},

	{"a theme as text", "ex:dataset dcat:theme ?", `ex:dataset dcat:theme "http://publications.europa.eu/resource/authority/data-theme/GOVE" .`, "DatasetContent-theme-kind"},
	{"a theme with https", "ex:dataset dcat:theme ?", "ex:dataset dcat:theme <https://publications.europa.eu/resource/authority/data-theme/GOVE> .", "DatasetContent-theme-code"},
	{"a theme by its old IRI", "ex:dataset dcat:theme ?", "ex:dataset dcat:theme <http://publications.europa.eu/mdr/authority/data-theme/GOVE> .", "DatasetContent-theme-code"},
	{"a theme in lower case", "ex:dataset dcat:theme ?", "ex:dataset dcat:theme <http://publications.europa.eu/resource/authority/data-theme/gove> .", "DatasetContent-theme-code"},
	{"a frequency in words", "ex:dataset dct:accrualPeriodicity ?", `ex:dataset dct:accrualPeriodicity "annuale" .`, "Dataset-accrualPeriodicity-kind"},
	{"a frequency of another list", "ex:dataset dct:accrualPeriodicity ?", "ex:dataset dct:accrualPeriodicity <http://purl.org/linked-data/sdmx/2009/code#freq-A> .", "Dataset-accrualPeriodicity-code"},
	{"a format of the EU list that is not there", csvFormat, "ex:csv dct:format <http://publications.europa.eu/resource/authority/file-type/CSV_SEMICOLON> .", "Distribution-format-code"},
	{"a format in words", csvFormat, `ex:csv dct:format "Shapefile esri" .`, "Distribution-format-kind"},
	{"a format that became an address", csvFormat, "ex:csv dct:format <file:///var/www/CSV> .", "Distribution-format-code"},
	{"a media type as text", "", `ex:csv dcat:mediaType "text/csv" .`, "Distribution-mediaType-kind"},
	{"the language it of the catalogue", "ex:catalog dct:language ?", `ex:catalog dct:language "it" .`, "Catalog-language-kind"},
	{"the language it of a dataset", "ex:dataset dct:language ?", `ex:dataset dct:language "it" .`, "DatasetContent-language-kind"},

	{"a keyword with brackets", "", `ex:dataset dcat:keyword "lavoro (CIG)"@it .`, "Dataset-keyword-characters"},
	{"a keyword with an apostrophe", "", `ex:dataset dcat:keyword "qualità dell'aria"@it .`, "Dataset-keyword-characters"},
	{"a keyword of one character", "", `ex:dataset dcat:keyword "a"@it .`, "Dataset-keyword-length"},
	{"a keyword of 101 characters", "", `ex:dataset dcat:keyword "` + strings.Repeat("a", 101) + `" .`, "Dataset-keyword-length"},
	{"an empty keyword", "", `ex:dataset dcat:keyword "" .`, "DatasetContent-keyword-empty"},

	{"an empty accessURL", "ex:csv dcat:accessURL ?", `ex:csv dcat:accessURL "" .`, "Distribution-accessURL-kind Distribution-accessURL-empty"},
	{"a relative accessURL", "ex:csv dcat:accessURL ?", "ex:csv dcat:accessURL <file:///var/www/dati.csv> .", "Distribution-value-relative"},
	{"an accessURL without a host", "ex:csv dcat:accessURL ?", "ex:csv dcat:accessURL <https:///dati.csv> .", "Distribution-accessURL-empty"},
	{"an address with spaces", "ex:csv dcat:downloadURL ?", `ex:csv dcat:downloadURL "https://www.example.it/Domande 2023.csv" .`, "Distribution-URL-characters Distribution-downloadURL-kind"},
	{"an address inside the network", "ex:csv dcat:accessURL ?", "ex:csv dcat:accessURL <http://10.0.0.5:8080/dati.csv> .", "Distribution-URL-local"},
	{"a file on somebody's disk space", "ex:csv dcat:accessURL ?", "ex:csv dcat:accessURL <https://www.dropbox.com/s/1/dati.csv> .", "Distribution-URL-fleeting"},
	{"a size with its unit", "ex:csv dcat:byteSize ?", `ex:csv dcat:byteSize "26 KB" .`, "Distribution-byteSize-datatype"},
	{"a size of zero", "ex:csv dcat:byteSize ?", `ex:csv dcat:byteSize "0"^^xsd:decimal .`, "Distribution-byteSize-zero"},
	{"a distribution without an IRI", "", `ex:dataset dcat:distribution [ a dcatapit:Distribution, dcat:Distribution ; dct:license ` + ccby + ` ] .`, "Distribution-blank"},

	{"the body as its own contact point", "ex:dataset dcat:contactPoint ?", "ex:dataset dcat:contactPoint ex:inps .", "DatasetAgent-contactPoint-class"},
	{"one IRI for body and contact point", "", `ex:inps a dcatapit:Organization, vcard:Organization, vcard:Kind ; vcard:fn "INPS" ; vcard:hasEmail <mailto:a@example.it> .`, "Agent-contact-point"},
	{"a page as contact point", "ex:dataset dcat:contactPoint ?", "ex:dataset dcat:contactPoint <https://www.example.it/contatti> .", "DatasetAgent-contactPoint-described"},
	{"an address without mailto", "ex:contact vcard:hasEmail ?", "ex:contact vcard:hasEmail <file:///var/www/opendata@example.it> .", "Organization-hasEmail-mailto"},
	{"a mail address with spaces", "ex:contact vcard:hasEmail ?", "ex:contact vcard:hasEmail <mailto:%20open%20data@example.it> .", "Organization-hasEmail-mailto"},
	{"two mail addresses in one", "ex:contact vcard:hasEmail ?", "ex:contact vcard:hasEmail <mailto:a@example.it;b@example.it> .", "Organization-hasEmail-mailto"},
	{"a page without https", "ex:contact vcard:hasURL ?", "ex:contact vcard:hasURL <file:///var/www/www.example.it> .", "Organization-value-relative"},

	{"HTML in the description", "ex:dataset dct:description ?", `ex:dataset dct:description "<p>Domande <b>autorizzate</b></p>"@it .`, "Dataset-description-html"},
	{"entities in the title", "ex:dataset dct:title ?", `ex:dataset dct:title "attivit&#224; dell&rsquo;ente"@it .`, "Dataset-title-html"},
	{"the title as description", "ex:dataset dct:description ?", `ex:dataset dct:description "Domande di integrazione salariale"@it .`, "Dataset-description-title"},
	{"issued after it was modified", "ex:dataset dct:issued ?", `ex:dataset dct:issued "2026-02-01"^^xsd:date .`, "Dataset-issued-order"},
	{"a date in Italian order", "ex:dataset dct:modified ?", `ex:dataset dct:modified "15/01/2026"^^xsd:date .`, "Dataset-modified-datatype"},
	{"a date without type", "ex:dataset dct:modified ?", `ex:dataset dct:modified "2026-01-15" .`, "Dataset-modified-datatype"},
	{"an empty date", "ex:dataset dct:issued ?", `ex:dataset dct:issued ""^^xsd:date .`, "Dataset-issued-datatype"},
	{"day and month swapped", "ex:period dcatapit:endDate ?", `ex:period dcatapit:endDate "2023-31-12"^^xsd:date .`, "PeriodOfTime-endDate-datatype"},
	{"a period that ends before it starts", "ex:period dcatapit:endDate ?", `ex:period dcatapit:endDate "2022-12-31"^^xsd:date .`, "PeriodOfTime-order"},

	{"one identifier for two datasets", "ex:other dct:identifier ?", `ex:other dct:identifier "inps:5867" .`, "Dataset-identifier-clash"},
	{"one IRI for two datasets", "", `ex:dataset dct:identifier "inps:5868" ; dct:title "Altro dataset"@it .`, "Dataset-identifier-several Dataset-title-language-twice"},
	{"one title for two datasets", "ex:other dct:title ?", `ex:other dct:title "Domande di integrazione salariale"@it .`, "Dataset-title-clash"},
	{"an identifier without the code of the body", "ex:dataset dct:identifier ?", `ex:dataset dct:identifier "5867" .`, "Dataset-identifier-form"},
	{"a dataset that the catalogue does not list", "ex:catalog dcat:dataset ex:other", "", "Dataset-unlinked"},
	{"a dataset with the European type only", "ex:dataset a dcatapit:Dataset", "", "Dataset-national"},
	{"landingpage for landingPage", "", `ex:dataset dct:landingpage "https://www.example.it/" .`, "DatasetContent-no-dct-landingpage"},
	{"issue for issued", "", `ex:dataset dct:issue "2024-01-01" .`, "DatasetContent-no-dct-issue"},
	{"an empty licence of the dataset", "", `ex:dataset dct:license "" .`, "DatasetContent-license-empty"},
}

// Run with -v it shows all that is said of each.
func TestItalianDefectsAreNamed(t *testing.T) {
	profiles := []*shapes.Profile{loadNamed(t, "dcat-ap-it"), loadNamed(t, "dati-gov-it")}
	for _, c := range italianDefects {
		g := valid(t).without(c.drop).with(c.add).graph
		var named []string
		var shown strings.Builder
		for _, p := range profiles {
			for _, r := range p.Validate(g).Results {
				named = append(named, p.ID(r))
				fmt.Fprintf(&shown, "\n\t%s %s %s: %s", r.Severity, p.ID(r), r.FocusNode, r.Message("en"))
			}
		}
		for _, id := range strings.Fields(c.want) {
			if !slices.Contains(named, id) {
				t.Errorf("%s: no %s; got %s", c.defect, id, &shown)
			}
		}
		t.Logf("%s:%s", c.defect, &shown)
	}
}
