package rdf

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/iotest"
)

// rdfxml wraps node elements in a document with the usual namespaces.
func rdfxml(body string) string {
	return `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://example.org/">` + body + `</rdf:RDF>`
}

// readXML reads strictly and returns the triples, one a line, in the order of the text.
func readXML(t *testing.T, text, base string) string {
	t.Helper()
	var out strings.Builder
	for q, err := range Read(iotest.HalfReader(strings.NewReader(text)), RDFXML, ReadOptions{Base: base}) {
		if err != nil {
			t.Fatalf("%v in %s", err, text)
		}
		out.WriteString(q.Triple.String() + "\n")
	}
	return out.String()
}

// Each was read wrong, or not at all, by a reader that is in use.
func TestRDFXMLTraps(t *testing.T) {
	about := func(iri string) string {
		return `<rdf:Description rdf:about="` + iri + `"><e:p>x</e:p></rdf:Description>`
	}
	prop := func(content string) string {
		return rdfxml(`<rdf:Description rdf:about="e:s">` + content + `</rdf:Description>`)
	}
	for name, c := range map[string]struct{ text, want string }{
		"mailto, urn and tel": {
			rdfxml(about("mailto:a@b.it") + about("urn:x:y") + about("tel:+39-06")),
			`<mailto:a@b.it> <http://example.org/p> "x" .
<urn:x:y> <http://example.org/p> "x" .
<tel:+39-06> <http://example.org/p> "x" .
`},
		"an IRI that looks like a prefixed name": {rdfxml(about("e:1")), `<e:1> <http://example.org/p> "x" .
`},
		"nested typed nodes without white space": {
			prop(`<e:p><e:T rdf:about="e:o"><e:q><e:U/></e:q></e:T></e:p><e:r>after</e:r>`),
			`<e:s> <http://example.org/p> <e:o> .
<e:o> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://example.org/T> .
<e:o> <http://example.org/q> _:anon1 .
_:anon1 <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://example.org/U> .
<e:s> <http://example.org/r> "after" .
`},
		"nested typed nodes with white space": {
			prop("\n <e:p>\n  <e:T rdf:about='e:o'>\n  </e:T>\n </e:p>\n"),
			`<e:s> <http://example.org/p> <e:o> .
<e:o> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://example.org/T> .
`},
		"parseType Resource": {
			prop(`<e:p rdf:parseType="Resource"><e:q>1</e:q></e:p>`),
			`<e:s> <http://example.org/p> _:anon1 .
_:anon1 <http://example.org/q> "1" .
`},
		"parseType Collection": {
			prop(`<e:p rdf:parseType="Collection"><e:T rdf:about="e:1"/><rdf:Description rdf:about="e:2"/></e:p><e:q rdf:parseType="Collection"/>`),
			`<e:s> <http://example.org/p> _:anon1 .
_:anon1 <http://www.w3.org/1999/02/22-rdf-syntax-ns#first> <e:1> .
<e:1> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://example.org/T> .
_:anon1 <http://www.w3.org/1999/02/22-rdf-syntax-ns#rest> _:anon2 .
_:anon2 <http://www.w3.org/1999/02/22-rdf-syntax-ns#first> <e:2> .
_:anon2 <http://www.w3.org/1999/02/22-rdf-syntax-ns#rest> <http://www.w3.org/1999/02/22-rdf-syntax-ns#nil> .
<e:s> <http://example.org/q> <http://www.w3.org/1999/02/22-rdf-syntax-ns#nil> .
`},
		"parseType Literal": {
			prop(`<e:p rdf:parseType="Literal">a &lt; <e:b z="1" y='"'/><!--c--><?d e?></e:p>`),
			`<e:s> <http://example.org/p> "a &lt; <e:b xmlns:e=\"http://example.org/\" y=\"&quot;\" z=\"1\"></e:b><!--c--><?d e?>"^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#XMLLiteral> .
`},
		"rdf:li": {
			prop(`<rdf:li>a</rdf:li><rdf:li rdf:resource="e:b"/>`),
			`<e:s> <http://www.w3.org/1999/02/22-rdf-syntax-ns#_1> "a" .
<e:s> <http://www.w3.org/1999/02/22-rdf-syntax-ns#_2> <e:b> .
`},
		"xml:base and inherited xml:lang": {
			`<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://example.org/" xml:base="http://b.it/x/y#z" xml:lang="it">` +
				`<rdf:Description rdf:about="../a"><e:p>uno</e:p><e:p xml:lang="">due</e:p><e:p xml:lang="en">three</e:p><e:q rdf:resource=""/><e:r rdf:datatype="#t">4</e:r></rdf:Description></rdf:RDF>`,
			`<http://b.it/a> <http://example.org/p> "uno"@it .
<http://b.it/a> <http://example.org/p> "due" .
<http://b.it/a> <http://example.org/p> "three"@en .
<http://b.it/a> <http://example.org/q> <http://b.it/x/y> .
<http://b.it/a> <http://example.org/r> "4"^^<http://b.it/x/y#t> .
`},
		"namespaces on inner elements": {
			prop(`<n:p xmlns:n="http://n.it/">1</n:p><n:p xmlns:n="http://m.it/">2</n:p><p xmlns="http://d.it/">3</p>`),
			`<e:s> <http://n.it/p> "1" .
<e:s> <http://m.it/p> "2" .
<e:s> <http://d.it/p> "3" .
`},
		"text around comments and CDATA": {
			prop("<e:p>a<!-- b -->c<![CDATA[<d> & ]] e]]>f<?g h?>i</e:p>"),
			`<e:s> <http://example.org/p> "ac<d> & ]] efi" .
`},
		"a typed node as root": {
			`<e:T xmlns:e="http://example.org/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" rdf:about="e:s" e:p="v"/>`,
			`<e:s> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://example.org/T> .
<e:s> <http://example.org/p> "v" .
`},
		"byte-order mark": {"\uFEFF" + `<?xml version="1.0" encoding="ISO-8859-1"?>` + prop(`<e:p>è</e:p>`), `<e:s> <http://example.org/p> "è" .
`},
		"ISO-8859-1": {`<?xml version='1.0' encoding='ISO-8859-1'?>` + prop("<e:p>citt\xE0</e:p>"), `<e:s> <http://example.org/p> "città" .
`},
		"windows-1252": {`<?xml version="1.0" encoding = "windows-1252" standalone="yes"?>` + prop("<e:p>\x80 \x93</e:p>"), `<e:s> <http://example.org/p> "€ “" .
`},
		"UTF-16": {utf16Text(`<?xml version="1.0" encoding="UTF-16"?>` + prop(`<e:p>è</e:p>`)), `<e:s> <http://example.org/p> "è" .
`},
		"entities for namespaces": {
			`<!DOCTYPE rdf:RDF [ <!ENTITY rdf "http://www.w3.org/1999/02/22-rdf-syntax-ns#"><!-- > " -->
<!ENTITY % p "x"> <!ENTITY e 'http://example&#46;org/'> <!ENTITY both "&e;&#38;amp;" > ]>
<rdf:RDF xmlns:rdf="&rdf;" xmlns:e="&e;"><rdf:Description rdf:about="&e;s"><e:p>&both;</e:p></rdf:Description></rdf:RDF>`,
			`<http://example.org/s> <http://example.org/p> "http://example.org/&" .
`},
		"empty literals": {
			prop(`<e:p/><e:p></e:p><e:q rdf:datatype="e:t"/><e:r rdf:datatype="e:t"></e:r>`),
			`<e:s> <http://example.org/p> "" .
<e:s> <http://example.org/p> "" .
<e:s> <http://example.org/q> ""^^<e:t> .
<e:s> <http://example.org/r> ""^^<e:t> .
`},
		"line ends": {prop("<e:p>a\r\nb\rc\nd</e:p><e:q e:v='a\r\nb\tc'/>"), `<e:s> <http://example.org/p> "a\nb\nc\nd" .
<e:s> <http://example.org/q> _:anon1 .
_:anon1 <http://example.org/v> "a b c" .
`},
		"labels that look made up": {
			prop(`<e:p rdf:nodeID="anon1"/><e:p rdf:parseType="Resource"/><e:p rdf:nodeID="anon2"/>`),
			`<e:s> <http://example.org/p> _:anon1 .
<e:s> <http://example.org/p> _:anon2 .
<e:s> <http://example.org/p> _:anon3 .
`},
		"reified statement": {
			rdfxml(`<rdf:Description rdf:about="e:s"><e:p rdf:ID="r" rdf:resource="e:o" xml:base="http://b.it/"/></rdf:Description>`),
			`<e:s> <http://example.org/p> <e:o> .
<http://b.it/#r> <http://www.w3.org/1999/02/22-rdf-syntax-ns#subject> <e:s> .
<http://b.it/#r> <http://www.w3.org/1999/02/22-rdf-syntax-ns#predicate> <http://example.org/p> .
<http://b.it/#r> <http://www.w3.org/1999/02/22-rdf-syntax-ns#object> <e:o> .
<http://b.it/#r> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/1999/02/22-rdf-syntax-ns#Statement> .
`},
		"a line end before the end tag of rdf:resource": {prop("<e:p rdf:resource='e:o'>\n</e:p>"), `<e:s> <http://example.org/p> <e:o> .
`},
	} {
		t.Run(name, func(t *testing.T) {
			if got := readXML(t, c.text, ""); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

func utf16Text(s string) string {
	out := []byte{0xFF, 0xFE}
	for _, r := range s {
		out = append(out, byte(r), byte(r>>8))
	}
	return string(out)
}

func TestRDFXMLPositions(t *testing.T) {
	text := `<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://example.org/">
  <e:T rdf:about="e:s"
       e:a="è">
    <e:p>ò</e:p> <e:q rdf:resource="e:o"/>
  </e:T>
</rdf:RDF>`
	var got []string
	for q, err := range Read(strings.NewReader(text), RDFXML, ReadOptions{}) {
		if err != nil {
			t.Fatal(err)
		}
		_, local, _ := strings.Cut(q.Predicate.Value, "org/")
		got = append(got, fmt.Sprintf("%s %d:%d", local, q.Position.Line, q.Position.Column))
	}
	if want := "[1999/02/22-rdf-syntax-ns#type 3:3 a 4:8 p 5:5 q 5:18]"; fmt.Sprint(got) != want {
		t.Errorf("got %v, want %s", got, want)
	}
}

func TestRDFXMLTruncatedFiles(t *testing.T) {
	whole := rdfxml(`<rdf:Description rdf:about="e:s"><e:p>a</e:p><e:q xml:lang="it">b &amp; c</e:q><!-- d --></rdf:Description>`)
	full := strings.Split(readXML(t, whole, ""), "\n")
	for n := range len(whole) {
		var got []string
		var failed error
		for q, err := range Read(strings.NewReader(whole[:n]), RDFXML, ReadOptions{Lenient: true}) {
			if err != nil {
				failed = err
				continue
			}
			got = append(got, q.Triple.String())
		}
		var unreadable *UnreadableError
		var syntax *SyntaxError
		if !errors.As(failed, &unreadable) || !errors.As(failed, &syntax) {
			t.Fatalf("cut at %d: error %v", n, failed)
		}
		for i, line := range got {
			if line != full[i] {
				t.Fatalf("cut at %d: %s", n, line)
			}
		}
	}
}
