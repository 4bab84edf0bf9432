package rdf

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

var catalogPrefixes = map[string]string{
	"dcat": "http://www.w3.org/ns/dcat#", "dcatapit": "http://dati.gov.it/onto/dcatapit#",
	"dct": "http://purl.org/dc/terms/", "foaf": "http://xmlns.com/foaf/0.1/",
	"vcard": "http://www.w3.org/2006/vcard/ns#", "xsd": "http://www.w3.org/2001/XMLSchema#",
}

// testDataset uses what the writers have a form for.
func testDataset() []Triple {
	in := func(prefix, local string) Term { return IRI(catalogPrefixes[prefix] + local) }
	ds, dist := IRI("https://www.example.it/dataset/1"), IRI("https://www.example.it/dataset/1?r=1&s=2")
	return []Triple{
		tr(ds, rdfType, in("dcat", "Dataset")),
		tr(ds, rdfType, in("dcatapit", "Dataset")),
		tr(ds, in("dct", "title"), LangLiteral("Titolo <b> & \"c\"", "it")),
		tr(ds, in("dct", "description"), Literal("riga\nriga\tè")),
		tr(ds, in("dct", "modified"), TypedLiteral("2024-01-31", catalogPrefixes["xsd"]+"date")),
		tr(ds, in("dcat", "distribution"), dist),
		tr(dist, rdfType, in("dcat", "Distribution")),
		tr(ds, in("dcat", "contactPoint"), Blank("contact")),
		tr(Blank("contact"), rdfType, in("vcard", "Organization")),
		tr(Blank("contact"), in("vcard", "fn"), Literal("Ufficio")),
		tr(ds, in("dct", "publisher"), Blank("agent")),
		tr(ds, in("dct", "rightsHolder"), Blank("agent")),
		tr(Blank("agent"), in("foaf", "name"), Literal("INPS")),
		tr(ds, in("dct", "spatial"), Blank("bare")),
		tr(ds, IRI("http://other.example/p"), IRI("mailto:a@b.it")),
		tr(Blank("orphan"), in("dct", "title"), Literal("")),
		tr(ds, in("dct", "relation"), Blank("l1")),
		tr(Blank("l1"), rdfFirst, e("a")), tr(Blank("l1"), rdfRest, Blank("l2")),
		tr(Blank("l2"), rdfFirst, Blank("item")), tr(Blank("l2"), rdfRest, rdfNil),
		tr(Blank("item"), in("dct", "title"), Literal("item")),
		tr(ds, in("dct", "source"), Blank("m1")),
		tr(Blank("m1"), rdfFirst, Literal("a")), tr(Blank("m1"), rdfRest, Blank("m2")),
		tr(Blank("m2"), rdfFirst, Literal("b")), tr(Blank("m2"), rdfRest, rdfNil),
		tr(Blank("ring1"), in("dct", "relation"), Blank("ring2")),
		tr(Blank("ring2"), in("dct", "relation"), Blank("ring1")),
	}
}

func TestRDFXMLWriter(t *testing.T) {
	got := textOf(t, RDFXML, NewGraph(testDataset()...), WriteOptions{Prefixes: catalogPrefixes})
	golden(t, "dataset.rdf", got)
}

func TestRDFXMLWriterRoundTrip(t *testing.T) { checkWriter(t, RDFXML) }

// checkWriter writes the same graph under other labels and in another order, and
// reads it back.
func checkWriter(t *testing.T, f Format) {
	cases := canonicalCases()
	cases["dataset"] = testDataset()
	cases["empty"] = nil
	var deep []Triple
	for i := range 120 {
		deep = append(deep, tr(Blank(fmt.Sprint("d", i)), e("p"), Blank(fmt.Sprint("d", i+1))))
	}
	cases["deep"] = deep
	r := rand.New(rand.NewPCG(1, 1))
	for name, triples := range cases {
		t.Run(name, func(t *testing.T) {
			opt := WriteOptions{Prefixes: catalogPrefixes}
			text := textOf(t, f, NewGraph(triples...), opt)
			for range 5 {
				if again := textOf(t, f, NewGraph(relabelled(triples, r)...), opt); again != text {
					t.Fatalf("relabelled graph gives\n%s\nnot\n%s", again, text)
				}
			}
			back, _, err := ReadGraph(strings.NewReader(text), f, ReadOptions{})
			if err != nil {
				t.Fatalf("%v in\n%s", err, text)
			}
			sameGraph(t, back, NewGraph(triples...))
		})
	}
}

func TestRDFXMLWriterRefuses(t *testing.T) {
	for message, triple := range map[string]Triple{
		"<http://example.org/1> does not end in a name":   tr(e("s"), e("1"), e("o")),
		"<http://example.org/> does not end in a name":    tr(e("s"), e(""), e("o")),
		"#li> does not end in a name":                     tr(e("s"), IRI(rdfNS+"li"), e("o")),
		"XML cannot hold the character U+0001":            tr(e("s"), e("p"), Literal("a\x01")),
		"XML cannot hold the character U+FFFE":            tr(e("s"), e("p"), Literal("a\uFFFE")),
		"character ' ' is not allowed in an IRI: \"a b\"": tr(IRI("a b"), e("p"), e("o")),
	} {
		err := Write(&bytes.Buffer{}, RDFXML, NewGraph(triple), WriteOptions{})
		if err == nil || !strings.Contains(err.Error(), message) {
			t.Errorf("error %v, want %q", err, message)
		}
	}
}

func TestRDFXMLWriterNames(t *testing.T) {
	triples := []Triple{
		tr(e("s"), rdfType, e("v/T")), tr(e("s"), rdfType, e("Z")),
		tr(e("s"), e("v/p"), Literal("1")), tr(e("s"), e("v/p/2q"), Literal("2")), tr(e("s"), e("v/città"), Literal("3")),
	}
	got := textOf(t, RDFXML, NewGraph(triples...), WriteOptions{
		Prefixes:      map[string]string{"": ex, "v": ex + "v/", "rdf": ex + "not-rdf#", "xmlx": ex + "v/p/", "ns1": "urn:x:"},
		ClassPrefixes: []string{"v"},
	})
	want := `<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF
    xmlns:ns2="http://example.org/v/p/2"
    xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    xmlns:v="http://example.org/v/">

  <v:T rdf:about="http://example.org/s">
    <rdf:type rdf:resource="http://example.org/Z"/>
    <v:città>3</v:città>
    <v:p>1</v:p>
    <ns2:q>2</ns2:q>
  </v:T>

</rdf:RDF>
`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
