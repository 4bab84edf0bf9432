package rdf

import (
	"errors"
	"strings"
	"testing"
	"time"
)

// In each document one statement is broken; the neighbours are read all the same.
func TestRDFXMLFaults(t *testing.T) {
	const s = `<rdf:Description rdf:about="e:s"><e:before>1</e:before>`
	const end = `<e:after>2</e:after></rdf:Description>`
	const neighbours = `<e:s> <http://example.org/after> "2" .
<e:s> <http://example.org/before> "1" .
`
	for name, c := range map[string]struct{ text, message, more string }{
		"IRI with a space":       {s + `<e:p rdf:resource="http://a b"/>` + end, "character ' ' is not allowed in an IRI", ""},
		"relative IRI":           {s + `<e:p rdf:resource="CSV"/>` + end, "relative IRI", ""},
		"undeclared prefix":      {s + `<x:p>3</x:p>` + end, "the prefix of x:p is not declared", ""},
		"bare ampersand":         {s + `<e:p rdf:resource="http://a?b=1&c=2"/>` + end, "write &amp;", ""},
		"undeclared entity":      {s + `<e:p>caff&egrave;</e:p>` + end, "&egrave; is not declared", ""},
		"text and a node":        {s + `<e:p>text<e:T rdf:about="e:o"/></e:p>` + end, "text or a node, not both", "<e:o> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://example.org/T> .\n"},
		"text after a node":      {s + `text` + end, `text "text" where a property element is expected`, ""},
		"attribute without IRI":  {s + `<e:p foo="3">4</e:p>` + end, "attribute foo has no namespace", ""},
		"bad language":           {s + `<e:p xml:lang="it_IT">3</e:p>` + end, "is no language tag", ""},
		"control character":      {s + "<e:p>\x01</e:p>" + end, "U+0001 is not allowed", ""},
		"bytes that are no text": {s + "<e:p>citt\xE0</e:p>" + end, "not UTF-8", ""},
		"rdf:about on property":  {s + `<e:p rdf:about="e:o"/>` + end, "rdf:about belongs on a node", ""},
		"rdf:ID that is no name": {s + `<e:p rdf:ID="1 2">3</e:p>` + end, "is no XML name", ""},
		"bad item of a list":     {s + `<e:p rdf:parseType="Collection"><e:T rdf:about="a b"/></e:p>` + end, "not allowed in an IRI", ""},
		"bad subject": {`<rdf:Description rdf:about="a b"><e:p>lost</e:p><e:q><rdf:Description rdf:about="e:i"><e:r>kept</e:r></rdf:Description></e:q></rdf:Description>` + s + end,
			"not allowed in an IRI", `<e:i> <http://example.org/r> "kept" .` + "\n"},
		"bad type":       {`<x:T rdf:about="e:t"><e:p>kept</e:p></x:T>` + s + end, "prefix of x:T", `<e:t> <http://example.org/p> "kept" .` + "\n"},
		"broken literal": {s + `<e:p rdf:parseType="Literal">a<x:b/></e:p>` + end, `the prefix "x" is not declared`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			text := rdfxml(c.text)
			g, faults, err := ReadGraph(strings.NewReader(text), RDFXML, ReadOptions{Lenient: true})
			if err != nil {
				t.Fatal(err)
			}
			if len(faults) != 1 || !strings.Contains(faults[0].Error(), c.message) {
				t.Errorf("faults %v, want one with %q", faults, c.message)
			}
			want, _, err := ReadGraph(strings.NewReader(neighbours+c.more), NTriples, ReadOptions{})
			if err != nil {
				t.Fatal(err)
			}
			sameGraph(t, g, want)
			if _, _, err := ReadGraph(strings.NewReader(text), RDFXML, ReadOptions{}); err == nil || !strings.Contains(err.Error(), c.message) {
				t.Errorf("strictly read: error %v", err)
			}
		})
	}
}

func TestRDFXMLNotWellFormed(t *testing.T) {
	for name, c := range map[string]struct{ text, message string }{
		"wrong end tag":      {rdfxml(`<e:T></e:U>`), "</e:U> ends the element <e:T>"},
		"repeated attribute": {rdfxml(`<e:T e:a="1" e:a="2"/>`), "stands twice"},
		"no quotes":          {rdfxml(`<e:T e:a=1/>`), "is not in quotes"},
		"tag without end":    {rdfxml(`<e:T e:a="1" <e:U/>`), "the tag before it has no end"},
		"second root":        {rdfxml("") + rdfxml(""), "goes on after the end of its root"},
		"text before":        {"Error 500 " + rdfxml(""), "is this XML?"},
		"no element":         {"  ", "holds no element"},
		"HTML":               {"<!DOCTYPE html><html><body></body></html>", "HTML page"},
		"unknown encoding":   {`<?xml version="1.0" encoding="ebcdic-xyz"?>` + rdfxml(""), "is not known"},
		"too deep":           {rdfxml(strings.Repeat("<e:a>", 600)), "deeper than the limit of 500"},
	} {
		t.Run(name, func(t *testing.T) {
			for _, lenient := range []bool{false, true} {
				var last error
				for _, err := range Read(strings.NewReader(c.text), RDFXML, ReadOptions{Lenient: lenient}) {
					last = err
				}
				if last == nil || !strings.Contains(last.Error(), c.message) {
					t.Errorf("lenient %v: error %v, want %q", lenient, last, c.message)
				}
			}
		})
	}
}

func TestRDFXMLReadsNoExternalEntity(t *testing.T) {
	text := `<!DOCTYPE r [ <!ENTITY x SYSTEM "file:///etc/passwd"> ]>` + rdfxml(`<rdf:Description rdf:about="e:s"><e:p>&x;</e:p></rdf:Description>`)
	g, faults, err := ReadGraph(strings.NewReader(text), RDFXML, ReadOptions{Lenient: true})
	if err != nil || g.Len() != 0 || len(faults) != 1 || !strings.Contains(faults[0].Message, "external") {
		t.Errorf("%d triples, faults %v, error %v", g.Len(), faults, err)
	}
}

func TestRDFXMLEntitiesCannotExplode(t *testing.T) {
	var bomb strings.Builder
	bomb.WriteString(`<!DOCTYPE r [ <!ENTITY a0 "` + strings.Repeat("lol", 100) + `">`)
	for i := 1; i < 14; i++ {
		name := string(rune('a' + i))
		ref := "&" + string(rune('a'+i-1)) + "0;"
		bomb.WriteString(`<!ENTITY ` + name + `0 "` + strings.Repeat(ref, 10) + `">`)
	}
	bomb.WriteString(`<!ENTITY self "&self;"> ]>`)
	for _, ref := range []string{"&n0;", "&self;"} {
		begin := time.Now()
		text := bomb.String() + rdfxml(`<rdf:Description rdf:about="e:s"><e:p>`+ref+`</e:p></rdf:Description>`)
		if _, _, err := ReadGraph(strings.NewReader(text), RDFXML, ReadOptions{}); err == nil {
			t.Errorf("%s: no error", ref)
		}
		if d := time.Since(begin); d > 10*time.Second {
			t.Errorf("%s: took %v", ref, d)
		}
	}
}

func TestRDFXMLLimits(t *testing.T) {
	long := rdfxml(`<rdf:Description rdf:about="e:s"><e:p>` + strings.Repeat("long<!-- -->", 1000) + `</e:p><e:q>kept</e:q></rdf:Description>`)
	g, faults, err := ReadGraph(strings.NewReader(long), RDFXML, ReadOptions{Lenient: true, MaxLiteral: 1000})
	if err != nil || g.Len() != 1 || len(faults) != 1 || !strings.Contains(faults[0].Message, "limit of 1000 bytes") {
		t.Errorf("%d triples, faults %v, error %v", g.Len(), faults, err)
	}
	if _, _, err := ReadGraph(strings.NewReader(long), RDFXML, ReadOptions{MaxBytes: 100}); err == nil || !strings.Contains(err.Error(), "limit of 100 bytes") {
		t.Errorf("error %v", err)
	}
}

// TestRDFXMLHoldsSoMuch: of what is in doubt a bounded number of statements is held. The
// word xmlns may be a namespace that all nodes behind it lack.
func TestRDFXMLHoldsSoMuch(t *testing.T) {
	read := func(nodes int) (triples int, faults []*SyntaxError) {
		text := rdfxml(`<rdf:Description rdf:about="e:c"> xmlns ` + strings.Repeat(`<e:p><rdf:Description rdf:about="e:d"><e:q>1</e:q></rdf:Description></e:p>`, nodes) +
			`</rdf:Description><rdf:Description rdf:about="e:s"><e:after>2</e:after></rdf:Description>`)
		for _, err := range Read(strings.NewReader(text), RDFXML, ReadOptions{Lenient: true}) {
			var fault *SyntaxError
			switch {
			case err == nil:
				triples++
			case errors.As(err, &fault):
				faults = append(faults, fault)
			default:
				t.Fatal(err)
			}
		}
		return triples, faults
	}
	if triples, faults := read(1000); triples != 2001 || len(faults) != 1 {
		t.Errorf("%d triples, faults %v", triples, faults)
	}
	triples, faults := read(heldMost)
	if triples != 1 || len(faults) != 2 || !strings.Contains(faults[1].Message, "too much is in doubt") {
		t.Errorf("%d triples, faults %v; want what is in good order again, and to be told", triples, faults)
	}
}
