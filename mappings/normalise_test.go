package mappings

import (
	"errors"
	"strings"
	"testing"

	"github.com/trebbia/trebbia/dcat/vocab"
)

// value returns what a normaliser makes of a text: the lexical value, whether it was
// repaired, and its evidence.
func value(t *testing.T, name, text string) (value string, r result, err error) {
	t.Helper()
	n, ok := normalisers[name]
	if !ok {
		t.Fatalf("no normaliser %q", name)
	}
	results, err := n.apply(place{dataset: "https://e.it/d", lang: "it"}, text)
	var values []string
	for _, r := range results {
		values = append(values, r.term.Value)
	}
	if len(results) > 0 {
		r = results[0]
	}
	return strings.Join(values, " | "), r, err
}

func TestNormalisers(t *testing.T) {
	const eu = "http://publications.europa.eu/resource/authority/"
	for _, test := range []struct {
		name, text, want string
		repaired         bool
	}{
		{"text", "Domande\r\ndi  cassa \t integrazione ", "Domande\ndi cassa integrazione", false},
		{"text", "attivit&#224; e et&agrave;", "attività e età", true},
		{"text", "qualit&amp;agrave;", "qualità", true},
		{"text", "<p>Uno</p><ul><li>due</li></ul><script>x()</script>", "Uno\n\n- due", true},
		{"text", "a < b e b > c", "a < b e b > c", false},
		{"text", "R&D; ricerca", "R&D; ricerca", false},
		{"text", "a\x00b\x0bc", "abc", false},
		{"title", "  Numero\n Domande ", "Numero Domande", false},
		{"keyword", "lavoro, cassa integrazione; CIG", "lavoro | cassa integrazione | CIG", true},
		{"keyword", "Integrazioni Salariali", "Integrazioni Salariali", false},
		{"iri", "https://www.inps.it/a?b=c", "https://www.inps.it/a?b=c", false},
		{"iri", " https://e.it/Numero domande, à.csv ", "https://e.it/Numero%20domande,%20à.csv", true},
		{"iri", "www.inps.it/dati", "http://www.inps.it/dati", true},
		{"iri", "HTTPS://e.it/50%", "https://e.it/50%25", true},
		{"iri", "<https://e.it/x>", "https://e.it/x", false},
		{"iri", `https://e.it/a"b`, "https://e.it/a%22b", true},
		{"iri", "urn:nbn:it:1", "urn:nbn:it:1", false},
		{"email", "opendata@inps.it", "mailto:opendata@inps.it", false},
		{"email", "mailto:opendata@inps.it", "mailto:opendata@inps.it", false},
		{"email", "a@inps.it; b@inps.it", "mailto:a@inps.it", false},
		{"language", "ITA", eu + "language/ITA", false},
		{"language", "it", eu + "language/ITA", false},
		{"language", "it_IT", eu + "language/ITA", false},
		{"language", eu + "language/DEU", eu + "language/DEU", false},
		{"language", "italiano", eu + "language/ITA", false},
		{"file-type", "CSV", eu + "file-type/CSV", false},
		{"file-type", ".csv", eu + "file-type/CSV", false},
		{"file-type", "text/csv", eu + "file-type/CSV", false},
		{"file-type", "https://www.iana.org/assignments/media-types/text/csv", eu + "file-type/CSV", false},
		{"media-type", "text/csv; charset=utf-8", "http://www.iana.org/assignments/media-types/text/csv", false},
		{"media-type", "CSV", "http://www.iana.org/assignments/media-types/text/csv", false},
		{"decimal", "26404", "26404", false},
		{"decimal", "26.404", "26404", true},
		{"place", "ITA_TRT", eu + "place/ITA_TRT", false},
		{"place", "ITA", eu + "country/ITA", false},
		{"place", "EMILIA_ROMAGNA", "https://w3id.org/italia/controlled-vocabulary/territorial-classifications/regions/08", false},
		{"place", "http://www.geonames.org/3165241/", "http://www.geonames.org/3165241/", false},
	} {
		got, r, err := value(t, test.name, test.text)
		if err != nil || got != test.want || (r.repaired != "") != test.repaired {
			t.Errorf("%s(%q) = %q, repaired %q, %v; want %q, repaired %t", test.name, test.text, got, r.repaired, err, test.want, test.repaired)
		}
	}
}

func TestNormalisersRefuse(t *testing.T) {
	for _, test := range []struct{ name, text, why string }{
		{"iri", "vedi il sito dell'Ente", "not an address"},
		{"iri", "file:///etc/passwd", "not an address"},
		{"iri", "javascript:alert(1)", "not an address"},
		{"iri", "http://", "no host"},
		{"iri", "http://a b/c", "no host"},
		{"iri", "http://a.it/1 http://b.it/2", "more than one address"},
		{"email", "opendata inps.it", "not an e-mail address"},
		{"email", "nome cognome@inps.it", "not an e-mail address"},
		{"email", "opendata@", "not an e-mail address"},
		{"language", "klingonese", "not in the table language"},
		{"file-type", "FILE", "not in the table file-type"},
		{"decimal", "42 octets", "not a whole number"},
		{"decimal", "0", "size of 0"},
		{"decimal", "-3", "not a whole number"},
		{"place", "Atlantide", "not in the table place"},
	} {
		if got, _, err := value(t, test.name, test.text); err == nil || !strings.Contains(err.Error(), test.why) {
			t.Errorf("%s(%q) = %q, %v; want an error with %q", test.name, test.text, got, err, test.why)
		}
	}
}

func TestEmailTellsWhatItLeavesOut(t *testing.T) {
	if _, r, _ := value(t, "email", "a@inps.it; b@inps.it"); !strings.Contains(r.lost, "b@inps.it") {
		t.Errorf("lost %q", r.lost)
	}
}

// No licence is made more open than it is, and none is guessed.
func TestLicences(t *testing.T) {
	const (
		by4  = "https://creativecommons.org/licenses/by/4.0/"
		iodl = "https://www.dati.gov.it/content/italian-open-data-license-v20"
		cc0  = "https://creativecommons.org/publicdomain/zero/1.0/"
	)
	for text, want := range map[string]string{
		"CC BY 4.0": by4,
		"Creative Commons Attribuzione 4.0 Internazionale (CC BY 4.0)":      by4,
		"https://creativecommons.org/licenses/by/4.0/":                      by4,
		"http://creativecommons.org/licenses/by/4.0":                        by4,
		"https://creativecommons.org/licenses/by/4.0/deed.it":               by4,
		"https://w3id.org/italia/controlled-vocabulary/licences/A21_CCBY40": by4,
		"A21_CCBY40": by4,
		"Creative Commons Attribution 4.0https://creativecommons.org/licenses/by/4.0/": by4,
		"IODL v2.0":                        iodl,
		"IODL 2.0":                         iodl,
		"Italian Open Data License v2.0":   iodl,
		"http://www.dati.gov.it/iodl/2.0/": iodl,
		iodl:                               iodl,
		"CC0":                              cc0,
		"cc-zero":                          cc0,
		"CC BY-NC 4.0":                     "https://creativecommons.org/licenses/by-nc/4.0/",
		"CC BY-ND 4.0":                     "https://creativecommons.org/licenses/by-nd/4.0/",
		"CC BY 3.0":                        "https://creativecommons.org/licenses/by/3.0/",
	} {
		if got, r, err := value(t, "licence", text); err != nil || got != want || r.evidence != "" {
			t.Errorf("licence(%q) = %q (%s), %v; want %q", text, got, r.evidence, err, want)
		}
	}
	// The CKAN code names no version: what it is read as rests on evidence that is told.
	if got, r, err := value(t, "licence", "cc-by"); err != nil || got != by4 || !strings.Contains(r.evidence, "no version") {
		t.Errorf("licence(cc-by) = %q (%s), %v", got, r.evidence, err)
	}
	for _, text := range []string{"sconosciuta", "notspecified", "other-nc", "Altro (Non Commerciale)", "vedi sito", "CC", "Creative Commons", "licenza aperta",
		"Uso non commercialehttps://creativecommons.org/licenses/by-ND-SA/9.9/"} {
		if got, _, err := value(t, "licence", text); err == nil {
			t.Errorf("licence(%q) = %q, want none", text, got)
		}
	}
}

func TestNotFoundSuggests(t *testing.T) {
	_, _, err := value(t, "file-type", "CVS")
	var missing *notFound
	if !errors.As(err, &missing) || !strings.Contains(err.Error(), "did you mean CSV") {
		t.Errorf("error %v", err)
	}
}

func TestLicenceIsDescribed(t *testing.T) {
	_, r, _ := value(t, "licence", "CC BY 4.0")
	var all strings.Builder
	for _, triple := range r.extra {
		all.WriteString(triple.String() + "\n")
	}
	for _, want := range []string{
		"dcatapit#LicenseDocument>", "terms/LicenseDocument>", "terms/type> <http://purl.org/adms/licencetype/Attribution>",
		`versionInfo> "4.0"`, `name> "Creative Commons Attribuzione 4.0 Internazionale (CC BY 4.0)"@it`,
	} {
		if !strings.Contains(all.String(), want) {
			t.Errorf("no %s in\n%s", want, all.String())
		}
	}
}

func TestLicenceWithoutDocumentKeepsItsCode(t *testing.T) {
	table, _ := vocab.Lookup("licence")
	unknown, ok := table.Code("C1_Unknown")
	if !ok || LicenceIRI(unknown) != unknown.IRI {
		t.Errorf("unknown licence %v: %q", ok, LicenceIRI(unknown))
	}
}
