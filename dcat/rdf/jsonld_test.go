package rdf

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"testing/iotest"
	"time"
)

// readJSON reads leniently and returns the statements and the faults, one a line.
func readJSON(t *testing.T, text string, opt ReadOptions) (quads, faults string) {
	t.Helper()
	opt.Lenient = true
	for q, err := range Read(iotest.HalfReader(strings.NewReader(text)), JSONLD, opt) {
		if err != nil {
			faults += err.Error() + "\n"
			continue
		}
		line := fmt.Sprintf("%d:%d %s", q.Position.Line, q.Position.Column, q.Triple)
		if !q.Graph.IsZero() {
			line += " in " + q.Graph.String()
		}
		quads += strings.ReplaceAll(line, ex, "") + "\n"
	}
	return quads, faults
}

var placeAtStart = regexp.MustCompile(`(?m)^\d+:\d+:? `)

func withoutPlaces(lines string) string { return placeAtStart.ReplaceAllString(lines, "") }

const jsonVocab = `"@context": {"@vocab": "http://example.org/"}`

func TestJSONLDStatementsAndFaults(t *testing.T) {
	for name, c := range map[string]struct{ text, quads, faults string }{
		"places": {
			"{" + jsonVocab + `,
  "@id": "e:s", "@type": "T",
  "p": "è", "q": {"@id": "e:o"},
  "r": [1,
    {"t": true}]
}`,
			`2:17 <e:s> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <T> .
3:3 <e:s> <p> "è" .
3:13 <e:s> <q> <e:o> .
4:9 <e:s> <r> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .
5:5 <e:s> <r> _:anon1 .
5:6 _:anon1 <t> "true"^^<http://www.w3.org/2001/XMLSchema#boolean> .
`, "",
		},
		"a context behind its graph": {
			`{"@graph": [{"@id": "e:a", "p": 1}, {"@id": "e:b", "p": 2}], ` + jsonVocab + `}`,
			`<e:a> <p> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .
<e:b> <p> "2"^^<http://www.w3.org/2001/XMLSchema#integer> .
`, "",
		},
		"an array of documents": {
			`[{"@id": "e:a", "http://example.org/p": "1"}, {"@id": "_:x", ` + jsonVocab + `, "p": {"@id": "_:x"}}]`,
			`<e:a> <p> "1" .
_:x <p> _:x .
`, "",
		},
		"a named graph": {
			`{` + jsonVocab + `, "@id": "e:g", "p": "1", "@graph": [{"@id": "e:a", "p": "2"}]}`,
			`<e:g> <p> "1" .
<e:a> <p> "2" . in <e:g>
`, "",
		},
		"keys that nothing defines": {
			`{"@id": "e:s", "titolo": "x", "http://example.org/p": {"foo": 1, "http://example.org/q": 2}}`,
			`<e:s> <p> _:anon1 .
_:anon1 <q> "2"^^<http://www.w3.org/2001/XMLSchema#integer> .
`,
			`the key "titolo" means nothing here: no context defines it
the key "foo" means nothing here: no context defines it
`,
		},
		"a key that the context leaves out": {
			`{"@context": {"id": null, "p": "http://example.org/p"}, "@id": "e:s", "id": 7, "p": "x"}`,
			`<e:s> <p> "x" .
`, "",
		},
		"a node whose IRI is invalid": {
			`{` + jsonVocab + `, "@id": "http://a b", "p": "lost", "q": {"@id": "e:o", "p": "kept"}}`,
			`<e:o> <p> "kept" .
`,
			`character ' ' is not allowed in an IRI: "http://a b"
`,
		},
		"a relative IRI without base": {
			`{` + jsonVocab + `, "@id": "e:s", "format": {"@id": "CSV"}, "p": "kept"}`,
			`<e:s> <p> "kept" .
`,
			`relative IRI "CSV", and no base IRI to resolve it against
`,
		},
		"an @id that is no string": {
			`{` + jsonVocab + `, "@id": 5, "p": "lost", "q": {"@id": "e:o", "p": "kept"}}`,
			`<e:o> <p> "kept" .
`,
			`@id is not a string
`,
		},
		"a key that stands twice": {
			`{` + jsonVocab + `, "@id": "e:s", "p": "lost", "p": "kept"}`,
			`<e:s> <p> "kept" .
`,
			`the key "p" stands twice in an object
`,
		},
		"half a surrogate pair": {
			`{` + jsonVocab + `, "@id": "e:s", "p": "\ud83d", "q": "\ud83d\ude00"}`,
			`<e:s> <q> "😀" .
`,
			`an escape \u that stands for no character
`,
		},
		"a list with a broken item": {
			`{` + jsonVocab + `, "@id": "e:s", "p": {"@list": [1, {"@id": "a b"}]}, "q": {"@list": ["x"]}}`,
			`<e:s> <q> _:anon1 .
_:anon1 <http://www.w3.org/1999/02/22-rdf-syntax-ns#first> "x" .
_:anon1 <http://www.w3.org/1999/02/22-rdf-syntax-ns#rest> <http://www.w3.org/1999/02/22-rdf-syntax-ns#nil> .
`,
			`character ' ' is not allowed in an IRI: "a b"
`,
		},
		"language tags keep their case": {
			`{"@context": {"@vocab": "http://example.org/", "@language": "it-IT", "d": {"@container": "@language"}, "e": {"@language": "EN"}}, "@id": "e:s", "p": "1", "q": {"@value": "2", "@language": "de-AT"}, "d": {"fr-CH": "3"}, "e": "4"}`,
			`<e:s> <p> "1"@it-IT .
<e:s> <q> "2"@de-AT .
<e:s> <d> "3"@fr-CH .
<e:s> <e> "4"@EN .
`, "",
		},
		"numbers": {
			`{` + jsonVocab + `, "@id": "e:s", "p": [9007199254740993, 1.5, 1e21, -0, 3.0, 1e400]}`,
			`<e:s> <p> "9007199254740993"^^<http://www.w3.org/2001/XMLSchema#integer> .
<e:s> <p> "1.5E0"^^<http://www.w3.org/2001/XMLSchema#double> .
<e:s> <p> "1.0E21"^^<http://www.w3.org/2001/XMLSchema#double> .
<e:s> <p> "0"^^<http://www.w3.org/2001/XMLSchema#integer> .
<e:s> <p> "3"^^<http://www.w3.org/2001/XMLSchema#integer> .
<e:s> <p> "INF"^^<http://www.w3.org/2001/XMLSchema#double> .
`, "",
		},
	} {
		t.Run(name, func(t *testing.T) {
			quads, faults := readJSON(t, c.text, ReadOptions{})
			first := faults
			if name != "places" {
				quads, faults = withoutPlaces(quads), withoutPlaces(faults)
			}
			if quads != c.quads {
				t.Errorf("got\n%s\nwant\n%s", quads, c.quads)
			}
			if faults != c.faults {
				t.Errorf("faults\n%s\nwant\n%s", faults, c.faults)
			}
			_, _, err := ReadGraph(strings.NewReader(c.text), JSONLD, ReadOptions{})
			if (err != nil) != (c.faults != "") || err != nil && !strings.HasPrefix(first, err.Error()) {
				t.Errorf("strictly read: error %v", err)
			}
		})
	}
}

// Nothing that a document names is ever read from elsewhere.
func TestJSONLDContextsFromElsewhereAreRefused(t *testing.T) {
	for _, name := range []string{
		"file:///etc/passwd", "/etc/passwd", "testdata/dataset.rdf", "http://127.0.0.1/context", "http://localhost:80/c",
		"https://schema.org", "http://[::1]/c",
	} {
		for _, context := range []string{
			fmt.Sprintf("%q", name), fmt.Sprintf("[%q]", name), fmt.Sprintf(`{"@import": %q}`, name),
			fmt.Sprintf(`{"p": {"@id": "http://example.org/p", "@context": %q}}`, name),
		} {
			text := `{"@context": ` + context + `, "@id": "e:s", "http://example.org/p": "x"}`
			_, _, err := ReadGraph(strings.NewReader(text), JSONLD, ReadOptions{Base: "http://b.example/"})
			if err == nil || !strings.Contains(err.Error(), "is not read from elsewhere") {
				t.Errorf("%s: error %v", context, err)
			}
		}
	}
}

func TestJSONLDContextsThatAreGiven(t *testing.T) {
	opt := ReadOptions{Contexts: map[string][]byte{
		"https://c.example/a": []byte(`{"@context": ["b", {"q": "ex:q"}]}`),
		"https://c.example/b": []byte(`{"@context": {"ex": "http://example.org/"}}`),
		"https://c.example/x": []byte(`{"@context": "y"}`),
		"https://c.example/y": []byte(`{"@context": ["x"]}`),
	}}
	text := `{"@context": ["https://c.example/a", "` + DCATContext + `"], "@id": "e:s", "q": {"@type": "dcat:Dataset"}}`
	quads, faults := readJSON(t, text, opt)
	want := `1:81 <e:s> <q> _:anon1 .
1:87 _:anon1 <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/ns/dcat#Dataset> .
`
	if quads != want || faults != "" {
		t.Errorf("got\n%s\nwant\n%s\nfaults %s", quads, want, faults)
	}
	_, faults = readJSON(t, `{"@context": "https://c.example/x"}`, opt)
	if !strings.Contains(faults, "circle of contexts") {
		t.Errorf("contexts that name one another: faults %s", faults)
	}
}

func TestJSONLDNotJSON(t *testing.T) {
	for text, message := range map[string]string{
		"":                        "1:1: the document ends where an object or an array is expected",
		"<html>":                  `1:1: '<' where an object or an array is expected`,
		"{\n \"a\" 1}":            `2:6: '1' where ':' after a key is expected`,
		`[{"@id": "e:a"} {}]`:     `1:17: '{' where ']' or a comma after an item is expected`,
		`{"a": 01}`:               `1:8: '1' where '}' or a comma after a member is expected`,
		`{"a": tru}`:              `1:7: 't' where a value is expected`,
		`{} {}`:                   `1:4: the document goes on after its end`,
		`{"@graph": [{}], "x": }`: "where a value is expected",
		`{"x": [] ""}`:            `1:10: '"' where '}' or a comma after a member is expected`,

		`{"@graph": [] "", "@context": {}}`: `1:15: '"' where '}' or a comma after a member is expected`,
		strings.Repeat("[", 2000):           "nested deeper than the limit of 500",
		"{\"a\": \"" + "b\nc\"}":            "",
		"{\"\\ud800\": \"broken\"}":         "1:2: an escape \\u that stands for no character",
	} {
		_, _, err := ReadGraph(strings.NewReader(text), JSONLD, ReadOptions{})
		var syntax *SyntaxError
		if !errors.As(err, &syntax) || !strings.Contains(err.Error(), message) {
			t.Errorf("%.40q: error %v, want %q", text, err, message)
		}
	}
}

func TestJSONLDLimits(t *testing.T) {
	text := `{` + jsonVocab + `, "@id": "e:s", "p": "` + strings.Repeat("x", 2000) + `", "q": "kept"}`
	quads, faults := readJSON(t, text, ReadOptions{MaxLiteral: 1000})
	if !strings.Contains(quads, "kept") || !strings.Contains(faults, "limit of 1000 bytes") {
		t.Errorf("got %s, faults %s", quads, faults)
	}
	if _, _, err := ReadGraph(strings.NewReader(text), JSONLD, ReadOptions{MaxBytes: 100}); err == nil {
		t.Error("a document beyond the limit is read")
	}
}

// Neither many contexts nor many keys make the reader slow.
func TestJSONLDWorkIsBounded(t *testing.T) {
	var many strings.Builder
	many.WriteString(`{"@context": {"p": "e:p"`)
	for i := range 20000 {
		fmt.Fprintf(&many, `, "t%d": "e:t%d"`, i, i)
	}
	many.WriteString(`}, "@graph": [{}`)
	for range 20000 {
		many.WriteString(`, {"@context": {"q": "e:q"}, "q": "x"}`)
	}
	many.WriteString("]}")
	var wide strings.Builder
	wide.WriteString(`{"@id": "e:s"`)
	for i := range 100000 {
		fmt.Fprintf(&wide, `, "e:t%d": ""`, i)
	}
	wide.WriteString("}")
	for name, text := range map[string]string{"contexts": many.String(), "keys": wide.String()} {
		begin := time.Now()
		_, faults, err := ReadGraph(strings.NewReader(text), JSONLD, ReadOptions{Lenient: true})
		if d := time.Since(begin); d > time.Minute {
			t.Errorf("%s: took %v", name, d)
		}
		if name == "contexts" && (len(faults) == 0 || !strings.Contains(faults[0].Message, "too many and too large")) || err != nil {
			t.Errorf("%s: %d faults, error %v", name, len(faults), err)
		}
	}
}
