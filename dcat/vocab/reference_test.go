package vocab_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"github.com/trebbia/trebbia/dcat/vocab"
	"github.com/trebbia/trebbia/internal/reference"
)

// listed says where the published list of each table stands: every code that the
// pattern finds in the files, except those left out on purpose.
var listed = []struct {
	table, pattern string
	files, except  []string
}{
	{"theme", `rdf:about="[^"]*/data-theme/([^"]+)"`, []string{"eu/dcatapit-data-theme-filtered.rdf"}, nil},
	{"file-type", `rdf:about="[^"]*/file-type/([^"]+)"`, []string{"eu-newer/file-type-list-2025.rdf", "eu-newer/file-type-skos-20221214.rdf"}, nil},
	{"frequency", `dc:identifier(?:>|\s+")([A-Z0-9_]+)`, []string{"eu/dcatapit-frequencies-filtered.rdf", "eu/fdk-frequencies-sparql-result.ttl"}, nil},
	{"access-right", `rdf:about="[^"]*/access-right/([^"]+)"`, []string{"eu-newer/access-right-skos-20240612.rdf"}, nil},
	{"hvd-category", `dc:identifier\s+"(c_[0-9a-f]+)"`, []string{"eu/fdk-high-value-categories.ttl"}, nil},
	{"language", `(?m)(?:rdf:about="|^)http://[^",]*/language/([A-Z0-9_]+)[",]`, []string{"eu/dcatapit-languages-filtered.rdf", "eu-newer/language-it-en-20260617.csv"}, nil},
	{"country", `(?m)^http://[^,]*/country/([A-Z0-9_]+),`, []string{"eu-newer/country-it-en-20260617.csv"}, nil},
	{"place", `rdf:about="[^"]*/place/([^"]+)"`, []string{"eu/dcatapit-places-filtered.rdf"}, nil},
	// 00 stands for municipalities that lay in no region before 1948.
	{"region", `(?m)^(\d\d),`, []string{"it/regions.csv"}, []string{"00"}},
	{"province", `(?m)^"\d\d","[^"]*","(\d{3})"`, []string{"it/provinces.csv"}, nil},
	{"eurovoc", `"http://eurovoc.europa.eu/(\d+)"`, []string{"it/theme-subtheme-mapping.csv"}, nil},
	{"publisher-type", `rdf:about="http://purl.org/adms/publishertype/([A-Za-z()-]+)"`, []string{"eu/semic2017-ADMS_SKOS_v1.00.rdf"}, nil},
	{"adms-status", `rdf:about="http://purl.org/adms/status/([A-Za-z]+)"`, []string{"eu/semic2017-ADMS_SKOS_v1.00.rdf"}, nil},
	{"availability", `dc:identifier\s+"([A-Z_]+)"`, []string{"eu/fdk-planned-availability-sparql-result.ttl"}, nil},
	{"distribution-status", `dc:identifier\s+"([A-Z_]+)"`, []string{"eu/fdk-distribution-status-sparql-result.ttl"}, nil},
	{"dataset-type", `dc:identifier\s+"([A-Z_]+)"`, []string{"eu/fdk-dataset-types-sparql-result.ttl"}, nil},
	{"licence-type", `rdf:about="http://purl.org/adms/licencetype/([A-Za-z-]+)"`, []string{"eu/semic2017-ADMS_SKOS_v1.00.rdf"}, nil},
}

func codesIn(t *testing.T, pattern string, files, except []string) []string {
	t.Helper()
	find := regexp.MustCompile(pattern)
	var codes []string
	for _, file := range files {
		for _, m := range find.FindAllStringSubmatch(readReference(t, file), -1) {
			if !slices.Contains(except, m[1]) {
				codes = append(codes, m[1])
			}
		}
	}
	slices.Sort(codes)
	return slices.Compact(codes)
}

func readReference(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(reference.Dir(t), "vocabularies", filepath.FromSlash(file)))
	if err != nil {
		t.Skip(err)
	}
	return string(text)
}

func TestTablesHoldExactlyTheListedCodes(t *testing.T) {
	for _, l := range listed {
		t.Run(l.table, func(t *testing.T) {
			want := codesIn(t, l.pattern, l.files, l.except)
			if len(want) == 0 {
				t.Fatal("the reference gives no code: the pattern is wrong")
			}
			same(t, l.table, want)
		})
	}
}

// The Italian licences are one SKOS tree: its leaves are licences, its branches are
// groups. C1_Unknown is a branch that catalogues use as a licence.
func TestLicencesAndGroupsAreTheWholeItalianTable(t *testing.T) {
	all := codesIn(t, `(?m)^<https://w3id.org/italia/controlled-vocabulary/licences/([A-Za-z0-9_]+)>`,
		[]string{"it/licences.ttl"}, nil)
	text := readReference(t, "it/licences.ttl")
	var ours []string
	for _, name := range []string{"licence", "licence-group"} {
		for _, e := range mustTable(t, name).Entries() {
			ours = append(ours, e.Code)
			if !regexp.MustCompile(`(?m)^<` + regexp.QuoteMeta(e.IRI) + `>`).MatchString(text) {
				t.Errorf("%s: %s is not in the Italian table", name, e.Code)
			}
		}
	}
	for _, code := range all {
		if !slices.Contains(ours, code) && regexp.MustCompile(`(?s)licences/`+code+`>\s+(?:a|rdf:type)\s[^;.]*skos:Concept\b`).MatchString(text) {
			t.Errorf("licence %s is missing", code)
		}
	}
}

func TestMediaTypesAreRegistered(t *testing.T) {
	registry := codesIn(t, `"([a-z]+/[^"]+)"`, []string{"iana/iana_media_types.json"}, nil)
	files := mustTable(t, "file-type")
	for _, e := range mustTable(t, "media-type").Entries() {
		if !slices.Contains(registry, e.Code) {
			t.Errorf("%s is not registered with IANA", e.Code)
		}
		if code := e.Attr["file-type"]; code != "" {
			if f, ok := files.Code(code); !ok || f.Attr["media-type"] != e.Code {
				t.Errorf("%s: file type %q does not have this media type", e.Code, code)
			}
		}
	}
}

func TestIPACodesAreThoseOfTheIndex(t *testing.T) {
	index := readReference(t, "it/ipa-enti-2026-08.json")
	for _, e := range mustTable(t, "ipa").Entries() {
		at := regexp.MustCompile(`"` + e.Code + `": \{"nome": "((?:[^"\\]|\\.)*)"`).FindStringSubmatch(index)
		if at == nil || at[1] != e.Labels["it"] {
			t.Errorf("%s: the index has %q, the table %q", e.Code, at, e.Labels["it"])
		}
	}
}

func same(t *testing.T, table string, want []string) {
	t.Helper()
	var got []string
	for _, e := range mustTable(t, table).Entries() {
		got = append(got, e.Code)
	}
	for _, code := range want {
		if !slices.Contains(got, code) {
			t.Errorf("%s is missing", code)
		}
	}
	for _, code := range got {
		if !slices.Contains(want, code) {
			t.Errorf("%s is in no published list", code)
		}
	}
}

func mustTable(t *testing.T, name string) *vocab.Table {
	t.Helper()
	table, ok := vocab.Lookup(name)
	if !ok {
		t.Fatalf("table %q not found", name)
	}
	return table
}
