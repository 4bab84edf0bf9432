package rdf

import (
	"strings"
	"testing"
)

func TestJSONLDDirections(t *testing.T) {
	text := `{"@context": {"@vocab": "http://example.org/", "@direction": "rtl", "@language": "AR",
		"l": {"@container": "@language"}, "m": {"@container": "@language", "@direction": "ltr"}, "none": {"@direction": null}, "typed": {"@type": "T"}},
		"@id": "e:s", "p": ["a", {"@value": "b", "@direction": "ltr"}, {"@value": "c"}, 1], "l": {"it": "d"}, "m": {"it": "e"}, "none": "f", "typed": "g",
		"list": {"@list": ["h"]}}`
	const i18n = "<https://www.w3.org/ns/i18n#"
	for direction, want := range map[Direction]string{
		NoDirection: `<e:s> <p> "a"@AR .
<e:s> <p> "b" .
<e:s> <p> "c" .
<e:s> <p> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .
<e:s> <l> "d"@it .
<e:s> <m> "e"@it .
<e:s> <none> "f"@AR .
<e:s> <typed> "g"^^<T> .
<e:s> <list> _:anon1 .
_:anon1 <rdf:first> "h"@AR .
_:anon1 <rdf:rest> <rdf:nil> .
`,
		DirectionDatatype: `<e:s> <p> "a"^^` + i18n + `ar_rtl> .
<e:s> <p> "b"^^` + i18n + `_ltr> .
<e:s> <p> "c" .
<e:s> <p> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .
<e:s> <l> "d"^^` + i18n + `it_rtl> .
<e:s> <m> "e"^^` + i18n + `it_ltr> .
<e:s> <none> "f"@AR .
<e:s> <typed> "g"^^<T> .
<e:s> <list> _:anon1 .
_:anon1 <rdf:first> "h"^^` + i18n + `ar_rtl> .
_:anon1 <rdf:rest> <rdf:nil> .
`,
		DirectionNode: `<e:s> <p> _:anon1 .
_:anon1 <rdf:value> "a" .
_:anon1 <rdf:language> "ar" .
_:anon1 <rdf:direction> "rtl" .
<e:s> <p> _:anon2 .
_:anon2 <rdf:value> "b" .
_:anon2 <rdf:direction> "ltr" .
<e:s> <p> "c" .
<e:s> <p> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .
<e:s> <l> _:anon3 .
_:anon3 <rdf:value> "d" .
_:anon3 <rdf:language> "it" .
_:anon3 <rdf:direction> "rtl" .
<e:s> <m> _:anon4 .
_:anon4 <rdf:value> "e" .
_:anon4 <rdf:language> "it" .
_:anon4 <rdf:direction> "ltr" .
<e:s> <none> "f"@AR .
<e:s> <typed> "g"^^<T> .
<e:s> <list> _:anon6 .
_:anon5 <rdf:value> "h" .
_:anon5 <rdf:language> "ar" .
_:anon5 <rdf:direction> "rtl" .
_:anon6 <rdf:first> _:anon5 .
_:anon6 <rdf:rest> <rdf:nil> .
`,
	} {
		quads, faults := readJSON(t, text, ReadOptions{Direction: direction})
		got := strings.ReplaceAll(withoutPlaces(quads), rdfNS, "rdf:")
		if got != want || faults != "" {
			t.Errorf("direction %d: got\n%s\nwant\n%s\nfaults %s", direction, got, want, faults)
		}
	}
}

// A term that is protected and means nothing stays so, except under a term's own context.
func TestJSONLDProtectedNulls(t *testing.T) {
	for contexts, want := range map[string]string{
		`{"@protected": true, "n": null}, {"n": "e:n"}`:                                  "protected term redefinition",
		`{"@protected": true, "n": {"@id": null}}, {"n": "e:n"}`:                         "protected term redefinition",
		`{"n": {"@id": null, "@protected": true}}, {"m": "e:m"}, {"n": "e:n"}`:           "protected term redefinition",
		`{"@protected": true, "n": null}, null`:                                          "invalid context nullification",
		`{"@protected": true, "n": null}, {"n": null}`:                                   "",
		`{"@protected": true, "n": {"@id": null, "@protected": false}}, {"n": "e:n"}`:    "",
		`{"n": null}, null, {"n": "e:n"}`:                                                "",
		`{"@protected": true, "n": null, "p": {"@id": "e:p", "@context": {"n": "e:n"}}}`: "",
	} {
		_, faults := readJSON(t, `{"@context": [`+contexts+`], "@id": "e:s", "e:q": "x"}`, ReadOptions{})
		if (want == "") != (faults == "") || !strings.Contains(faults, want) {
			t.Errorf("%s: faults %q, want %q", contexts, faults, want)
		}
	}
}
