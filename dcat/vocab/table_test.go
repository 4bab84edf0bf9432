package vocab_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/trebbia/trebbia/dcat/vocab"
)

func TestEveryTableIsWhole(t *testing.T) {
	for _, name := range vocab.Names() {
		table := mustTable(t, name)
		if table.Name != name || table.Title == "" || table.Source == "" || len(table.Date) != len("2006-01-02") {
			t.Errorf("%s: title, source or date missing: %+v", name, table.Title)
		}
		if table.Scheme == "" && name != "ipa" {
			t.Errorf("%s: no scheme", name)
		}
		var codes []string
		for _, e := range table.Entries() {
			codes = append(codes, e.Code)
			if got, ok := table.Find(e.Code); !ok || got.Code != e.Code {
				t.Errorf("%s: Find(%q) = %q, %v", name, e.Code, got.Code, ok)
			}
			if e.IRI == "" {
				continue
			}
			if got, ok := table.IRI(e.IRI); !ok || got.Code != e.Code {
				t.Errorf("%s: IRI(%q) = %q, %v", name, e.IRI, got.Code, ok)
			}
			// A spelling that we list must lead somewhere, or it should not stand there.
			for _, alt := range e.Alt {
				if got, ok := table.Find(alt); !ok || got.Code != e.Code {
					t.Errorf("%s: spelling %q of %s finds %q, %v", name, alt, e.Code, got.Code, ok)
				}
			}
		}
		if !slices.IsSorted(codes) {
			t.Errorf("%s: codes are not sorted", name)
		}
	}
}

func TestLookupOfAnUnknownTable(t *testing.T) {
	if _, ok := vocab.Lookup("themes"); ok {
		t.Error("a table that does not exist was found")
	}
}

func TestFind(t *testing.T) {
	for _, c := range []struct{ table, text, want string }{
		{"theme", "SOCI", "SOCI"},
		{"theme", "Popolazione e società", "SOCI"},
		{"theme", "popolazione e societa", "SOCI"},
		{"theme", "https://publications.europa.eu/resource/authority/data-theme/SOCI/", "SOCI"},
		{"theme", "Integrazioni Salariali", ""},
		{"theme", "", ""},
		{"frequency", "ogni anno", "ANNUAL"},
		{"frequency", "Annuale", "ANNUAL"},
		{"frequency", "R/P1Y", "ANNUAL"},
		{"frequency", "mensile", "MONTHLY"},
		{"frequency", "bimestrale", "BIMONTHLY"},
		{"frequency", "bimensile", "MONTHLY_2"},
		{"frequency", "http://purl.org/cld/freq/annual", "ANNUAL"},
		{"frequency", "12HRS", "12HRS"},
		{"frequency", "periodica", ""},
		{"language", "it", "ITA"},
		{"language", "Italiano", "ITA"},
		{"language", "http://publications.europa.eu/resource/authority/language/ITA", "ITA"},
		{"language", "xx", ""},
		{"file-type", "csv", "CSV"},
		{"file-type", ".csv", "CSV"},
		{"file-type", "text/csv", "CSV"},
		{"file-type", "application/json", "JSON"},
		{"file-type", "application/xml", "XML"},
		{"file-type", "xlsx", "XLSX"},
		{"file-type", "Shapefile esri", "SHP"},
		{"file-type", "csv-semicolon", "CSV"},
		{"file-type", "JSON-LD", "JSON_LD"},
		{"file-type", "FILE", ""},
		{"file-type", "Excel", ""},
		{"file-type", "apk", "APK"},
		{"file-type", ".tab", "TAB"},
		{"file-type", ".swm", "SWM"},
		{"file-type", ".mpeg", ""}, // three types have this extension
		{"region", "EMILIA_ROMAGNA", "08"},
		{"region", "Emilia-Romagna", "08"},
		{"region", "VALLE_D'AOSTA", "02"},
		{"region", "Valle d'Aosta/Vallee d'Aoste", "02"},
		{"region", "Valle d’Aosta", "02"},
		{"region", "TRENTINO_ALTO_ADIGE", "04"},
		{"region", "Trentino-Alto Adige/Südtirol", "04"},
		{"region", "Trentino-Alto-Adige", "04"},
		{"region", "FRIULI_VENEZIA_GIULIA", "06"},
		{"region", "Regione Lombardia", "03"},
		{"region", "Trentino", ""},
		{"region", "Trento", ""},
		{"region", "8", ""},
		{"province", "BO", "037"},
		{"province", "Bolzano", "021"},
		{"province", "Provincia di Reggio Emilia", "035"},
		{"province", "Reggio", ""},
		{"province", "NA", ""},
		{"country", "Italia", "ITA"},
		{"place", "Agrigento", "ITA_AGR"},
		{"ipa", "INPS", "inps"},
		{"ipa", "Istituto Nazionale di Previdenza Sociale", "inps"},
		{"ipa", "r_emiro", "r_emiro"},
		{"hvd-category", "Mobility", "c_b79e35eb"},
		{"access-right", "pubblico", "PUBLIC"},
		{"eurovoc", "politica agricola", "100245"},
		{"media-type", "text/csv", "text/csv"},
		{"licence-type", "Attribuzione", "Attribution"},
	} {
		check(t, c.table, c.text, c.want)
	}
}

func TestFindLicence(t *testing.T) {
	for text, want := range map[string]string{
		"cc-by":     "A21_CCBY40",
		"CC BY 4.0": "A21_CCBY40",
		"CC-BY-4.0": "A21_CCBY40",
		"Creative Commons Attribuzione 4.0 Internazionale":                   "A21_CCBY40",
		"http://creativecommons.org/licenses/by/4.0":                         "A21_CCBY40",
		"https://creativecommons.org/licenses/by/4.0/deed.it":                "A21_CCBY40",
		"http://publications.europa.eu/resource/authority/licence/CC_BY_4_0": "A21_CCBY40",
		"http://w3id.org/italia/controlled-vocabulary/licences/A21_CCBY40":   "A21_CCBY40",
		"CC BY 3.0 IT":                     "A23_CCBY30IT",
		"IODL 2.0":                         "A29_IODL20",
		"IODL v2.0":                        "A29_IODL20",
		"http://www.dati.gov.it/iodl/2.0/": "A29_IODL20",
		"https://www.dati.gov.it/content/italian-open-data-license-v20": "A29_IODL20",
		"CC0":          "A11_CCO10",
		"CC0 1.0":      "A11_CCO10",
		"cc-zero":      "A11_CCO10",
		"CC BY-NC 4.0": "B11_CCBYNC40",
		"CC BY-SA 4.0": "A31_CCBYSA40",
		"https://w3id.org/italia/controlled-vocabulary/licences/C1_Unknown": "C1_Unknown",
		// What names no version, no licence or two of them stays unknown.
		"IODL":                "",
		"cc-by-sa":            "",
		"cc-nc":               "",
		"CC BY-NC":            "",
		"Creative Commons":    "",
		"Licenza Sconosciuta": "",
		"Licenza aperta":      "",
		"Attribuzione":        "",
		"other-open":          "",
		"notspecified":        "",
		"http://www.opendefinition.org/licenses/cc-by": "",
		"https://creativecommons.org/licenses/by/5.0/": "",
		"https://www.example.it/licenses/by/4.0/":      "",
	} {
		check(t, "licence", text, want)
	}
}

func TestNonCommercialLicencesAreNeverOpen(t *testing.T) {
	for _, e := range mustTable(t, "licence").Entries() {
		restricted := strings.Contains(e.Labels["en"], "-NC") || strings.Contains(e.Labels["en"], "-ND")
		if restricted && e.Attr["open"] != "false" {
			t.Errorf("%s: open = %q", e.Code, e.Attr["open"])
		}
		if strings.Contains(e.Code, "Unknown") && e.Attr["open"] != "" {
			t.Errorf("%s: open = %q", e.Code, e.Attr["open"])
		}
	}
	ccby, _ := mustTable(t, "licence").Find("cc-by")
	if ccby.Attr["evidence:cc-by"] == "" {
		t.Error("cc-by has no version of its own: the reading as 4.0 needs its evidence")
	}
}

func TestSuggest(t *testing.T) {
	for _, c := range []struct{ table, text, want string }{
		{"file-type", "CVS", "CSV"},
		{"file-type", "https://raw.githubusercontent.com/ente/dati/main/CSV", "CSV"},
		{"file-type", "GEOJSN", "GEOJSON"},
		{"file-type", "zzzzzz", ""},
		{"frequency", "anuale", "ANNUAL"},
		{"licence", "https://w3id.org/italia/controlled-vocabulary/licences/A21:CCBY40", "A21_CCBY40"},
		{"licence", "A21_CCBY4O", "A21_CCBY40"},
		{"theme", "http://publications.europa.eu/resource/authority/data-theme/soci", "SOCI"},
		{"region", "Lombardai", "03"},
		{"region", "", ""},
	} {
		got, ok := mustTable(t, c.table).Suggest(c.text)
		if got.Code != c.want || ok != (c.want != "") {
			t.Errorf("%s: Suggest(%q) = %q, %v; want %q", c.table, c.text, got.Code, ok, c.want)
		}
	}
}

func TestLabel(t *testing.T) {
	soci, _ := mustTable(t, "theme").Code("SOCI")
	if soci.Label("it") != "Popolazione e società" || soci.Label("en") != "Population and society" || soci.Label("de") != soci.Label("en") {
		t.Errorf("labels of SOCI: %v", soci.Labels)
	}
}

func check(t *testing.T, table, text, want string) {
	t.Helper()
	got, ok := mustTable(t, table).Find(text)
	if got.Code != want || ok != (want != "") {
		t.Errorf("%s: Find(%q) = %q, %v; want %q", table, text, got.Code, ok, want)
	}
}

// The lists of the European metadata quality score, as of 2024.
func TestFileTypeFlags(t *testing.T) {
	lists := map[string]string{
		"machine-readable": "AKN4EU_ZIP CSV ETSI_XML GEOJSON GPKG ICS JSON JSON_LD KML KMZ NETCDF ODS RDFA RDF_N_QUADS RDF_N_TRIPLES RDF_TRIG RDF_TURTLE RDF_XML RSS SHP XLS XLSX XML",
		"non-proprietary":  "BMP CSV DBF ETSI_XML GEOJSON GPKG GPX GZIP HTML ICS JPEG2000 JSON JSON_LD KML KMZ NETCDF ODS PNG RDF_N_QUADS RDF_N_TRIPLES RDF_TRIG RDF_TURTLE RDF_XML RSS RTF TAR TIFF TSV TXT WMS_SRVC XML ZIP",
	}
	for attr, want := range lists {
		var got []string
		for _, e := range mustTable(t, "file-type").Entries() {
			if e.Attr[attr] == "true" {
				got = append(got, e.Code)
			}
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%s:\n got %s\nwant %s", attr, s, want)
		}
	}
}

// Attributes that name a concept of another list name one that is there; but the Italian
// licences give "Against DRM" a licence type that ADMS does not have.
func TestTablesFitTogether(t *testing.T) {
	for _, c := range []struct{ table, attr, other string }{
		{"province", "region", "region"},
		{"eurovoc", "theme", "theme"},
		{"licence", "type", "licence-type"},
		{"licence", "group", "licence-group"},
		{"media-type", "file-type", "file-type"},
		{"hvd-category", "broader", "hvd-category"},
	} {
		for _, e := range mustTable(t, c.table).Entries() {
			for _, code := range strings.Fields(e.Attr[c.attr]) {
				_, isCode := mustTable(t, c.other).Code(code)
				if _, isIRI := mustTable(t, c.other).IRI(code); !isCode && !isIRI && code != "http://purl.org/adms/licencetype/ShareAlike-NotCompatible" {
					t.Errorf("%s: %s of %s is %q, which is not in %s", c.table, c.attr, e.Code, code, c.other)
				}
			}
		}
	}
}
