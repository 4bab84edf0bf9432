package rdf

import (
	"strings"
	"testing"
)

// The examples of RFC 3986, sections 5.4.1 and 5.4.2.
func TestResolveIRIExamplesOfTheRFC(t *testing.T) {
	const base = "http://a/b/c/d;p?q"
	for ref, want := range map[string]string{
		"g:h": "g:h", "g": "http://a/b/c/g", "./g": "http://a/b/c/g", "g/": "http://a/b/c/g/",
		"/g": "http://a/g", "//g": "http://g", "?y": "http://a/b/c/d;p?y", "g?y": "http://a/b/c/g?y",
		"#s": "http://a/b/c/d;p?q#s", "g#s": "http://a/b/c/g#s", "g?y#s": "http://a/b/c/g?y#s",
		";x": "http://a/b/c/;x", "g;x": "http://a/b/c/g;x", "g;x?y#s": "http://a/b/c/g;x?y#s",
		"": "http://a/b/c/d;p?q", ".": "http://a/b/c/", "./": "http://a/b/c/", "..": "http://a/b/",
		"../": "http://a/b/", "../g": "http://a/b/g", "../..": "http://a/", "../../": "http://a/",
		"../../g": "http://a/g", "../../../g": "http://a/g", "../../../../g": "http://a/g",
		"/./g": "http://a/g", "/../g": "http://a/g", "g.": "http://a/b/c/g.", ".g": "http://a/b/c/.g",
		"g..": "http://a/b/c/g..", "..g": "http://a/b/c/..g", "./../g": "http://a/b/g",
		"./g/.": "http://a/b/c/g/", "g/./h": "http://a/b/c/g/h", "g/../h": "http://a/b/c/h",
		"g;x=1/./y": "http://a/b/c/g;x=1/y", "g;x=1/../y": "http://a/b/c/y",
		"g?y/./x": "http://a/b/c/g?y/./x", "g?y/../x": "http://a/b/c/g?y/../x",
		"g#s/./x": "http://a/b/c/g#s/./x", "g#s/../x": "http://a/b/c/g#s/../x", "http:g": "http:g",
	} {
		if got, err := resolveIRI(base, ref); err != nil || got != want {
			t.Errorf("resolveIRI(%q) = %q, %v; want %q", ref, got, err, want)
		}
	}
}

func TestResolveIRIAgainstUnusualBases(t *testing.T) {
	for _, c := range []struct{ base, ref, want string }{
		{"http://a", "b", "http://a/b"},
		{"http://a?q", "b", "http://a/b"},
		{"http://a/b?q#f", "#g", "http://a/b?q#g"},
		{"http://a/b?q#f", "", "http://a/b?q"},
		{"http://a/b?q", "?", "http://a/b?"},
		{"urn:x:y", "#f", "urn:x:y#f"},
		{"mailto:a@b.it", "", "mailto:a@b.it"},
		{"http://a/b", "//c:8/../d", "http://c:8/d"},
		{"", "mailto:a@b.it", "mailto:a@b.it"},
		{"", "e:1", "e:1"},
		{"", "http://a/b/../c", "http://a/b/../c"},
		{"http://a/à/b", "è", "http://a/à/è"},
	} {
		if got, err := resolveIRI(c.base, c.ref); err != nil || got != c.want {
			t.Errorf("resolveIRI(%q, %q) = %q, %v; want %q", c.base, c.ref, got, err, c.want)
		}
	}
}

func TestResolveIRIRefuses(t *testing.T) {
	for _, c := range []struct{ base, ref, message string }{
		{"", "CSV", "no base IRI"},
		{"catalog.ttl", "CSV", "no absolute IRI"},
		{"http://a/", "a b", `character ' '`},
		{"http://a/", "a\nb", `character '\n'`},
		{"http://a/", "{id}", `character '{'`},
		{"", "http://a/|", `character '|'`},
	} {
		if got, err := resolveIRI(c.base, c.ref); err == nil || !strings.Contains(err.Error(), c.message) {
			t.Errorf("resolveIRI(%q, %q) = %q, %v; want an error with %q", c.base, c.ref, got, err, c.message)
		}
	}
}

func TestCheckIRI(t *testing.T) {
	for _, iri := range []string{"http://a/", "mailto:x", "tel:+39", "urn:a:b", "http://a/%zz", "http://è.it/à"} {
		if err := checkIRI(iri); err != nil {
			t.Errorf("checkIRI(%q): %v", iri, err)
		}
	}
	for _, iri := range []string{"", "a", "/a", ":a", "1a:b", "http://a/ ", "http://a/<b>", "http://a/\x00", `http://a/\u0020`} {
		if checkIRI(iri) == nil {
			t.Errorf("checkIRI(%q) finds no fault", iri)
		}
	}
}
