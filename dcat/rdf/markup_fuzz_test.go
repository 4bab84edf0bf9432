package rdf

import (
	"errors"
	"strings"
	"testing"
)

// checkWriting writes what was read as RDF/XML and JSON-LD and reads it again. XML
// cannot hold every graph; where it cannot, the writer says so.
func checkWriting(t *testing.T, f Format, text string) {
	g, _, err := ReadGraph(strings.NewReader(text), f, ReadOptions{Lenient: true})
	if err != nil {
		return
	}
	want, err := DigestOf(g)
	if errors.Is(err, ErrTooComplex) {
		return
	}
	for _, as := range []Format{RDFXML, JSONLD} {
		var b strings.Builder
		err := Write(&b, as, g, WriteOptions{Prefixes: map[string]string{"ex": "http://e/", "": "e:", "e": "http://example.org/"}})
		if err != nil {
			if as != RDFXML || !strings.Contains(err.Error(), "write Turtle or JSON-LD") {
				t.Fatalf("%s %q: %v", f, text, err)
			}
			continue
		}
		back, _, err := ReadGraph(strings.NewReader(b.String()), as, ReadOptions{})
		if err != nil {
			t.Fatalf("%s %q: written as\n%s\n%v", f, text, b.String(), err)
		}
		if got, err := DigestOf(back); err != nil || got != want {
			t.Fatalf("%s %q: written as\n%s\nanother graph comes back (%v)", f, text, b.String(), err)
		}
	}
}

func fuzzMarkup(f *testing.F, format Format, seeds []string) {
	for _, seed := range seeds {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		checkReading(t, format, text)
		checkWriting(t, format, text)
	})
}

func FuzzRDFXML(f *testing.F) {
	node := func(content string) string { return rdfxml(`<e:T rdf:about="e:s">` + content + `</e:T>`) }
	fuzzMarkup(f, RDFXML, []string{
		"", rdfxml(""), node("<e:p>x &amp; &#233;</e:p><e:q rdf:resource='../a?b#c'/>"),
		node(`<e:p rdf:parseType="Collection"><e:U/><rdf:Description rdf:nodeID="n"/></e:p><rdf:li xml:lang="it-IT">a</rdf:li>`),
		node(`<e:p rdf:parseType="Literal">a<e:b c="d" xmlns="e:f"><g/></e:b><!-- h --><?i j?></e:p>`),
		node(`<e:p rdf:parseType="Resource"><e:q rdf:ID="r" rdf:datatype="e:t">1</e:q></e:p><e:p e:a="b" rdf:type="e:c"/>`),
		node("<e:p rdf:resource='a b'/><x:y/>text<e:p>&nothing;</e:p><e:q foo='bar'/><e:r>\x01</e:r>"),
		`<?xml version="1.0" encoding="ISO-8859-1"?>` + node("<e:p>\xE8</e:p>"),
		`<!DOCTYPE a [<!ENTITY b "c&#38;d;"><!ENTITY d "e">]>` + node("<e:p>&b;<![CDATA[<&]]></e:p>"),
		node("<e:p><e:U><e:q><e:V rdf:nodeID='anon1'/></e:q></e:U></e:p>")[:150],
		node("<e:p>a < b <c d=e>f</g><e:q>h<e:r/></e:p></e:T>") + "\n<e:T rdf:about='e:i", node("<e:p rdf:resource='e:x/>\n<e:q/>\n<e:T rdf:about='e:u'><e:r>1</e:r>"),
		node("<e:p rdf:parseType='Collection'><e:U rdf:about='e:u'></e:p><e:U xml:lang='it' rdf:about='e:v'><e:q>x</e:q></e:T\n<e:T rdf:about='e:w'/>"),
		node("<e:p xmlns:f='&'><f:q/></e:p><![CDATA[x</e:r><!y><rdf:Description><e:s rdf:resource='e:t'>z</e:s></rdf:Description>"),
	})
}

func FuzzJSONLD(f *testing.F) {
	fuzzMarkup(f, JSONLD, []string{
		"", "[]", "{}", `{"@id": "e:s", "e:p": ["x", 1, 1.5, true, null, {"@value": "y", "@language": "it-IT"}, {"@id": "_:b"}]}`,
		`{"@context": {"@vocab": "e:", "p": {"@id": "e:q", "@container": "@list", "@type": "@id"}}, "@graph": [{"p": ["a", "e:b"], "@type": ["T"]}]}`,
		`{"@context": {"l": {"@id": "e:l", "@container": "@language"}, "i": {"@id": "e:i", "@container": "@index"}, "r": {"@reverse": "e:r"}}, "l": {"it": ["a"]}, "i": {"x": {"@id": "e:o"}}, "r": {"@id": "e:z"}}`,
		`[{"@context": {"T": {"@id": "e:T", "@context": {"p": "e:p"}}}, "@type": "T", "p": {"@type": "@json", "@value": {"b": [1e0], "a": "\u00e8"}}}]`,
		`{"@id": "a b", "e:p": {"@id": 5}, "no": {}, "e:q": "\ud800", "e:q": {"@value": {}}, "e:r": {"@set": [{"@list": [[]]}]}}`,
		`{"@context": "file:///etc/passwd"}`, `{"@context": [null, {"@base": "http://b/", "@language": "DE"}], "@included": [{"@id": "x", "e:p": "y"}], "@nest": {"e:n": 1}}`,
	})
}

func FuzzMarkupWriters(f *testing.F) {
	for _, seed := range fuzzSeeds {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) { checkWriting(t, Turtle, text) })
}
