package rdf

import (
	"encoding/xml"
	"strings"
	"testing"
)

// lineSpans are the lines of N-Triples and N-Quads.
func lineSpans(text string) (spans []span) {
	from := 0
	for line := range strings.Lines(text) {
		if line[0] == '<' || line[0] == '_' {
			spans = append(spans, span{from, from + len(line)})
		}
		from += len(line)
	}
	return spans
}

// turtleSpans are the statements of Turtle and TriG, from the first token to the final
// dot; directives and the names and braces of graphs are none.
func turtleSpans(text string) (spans []span) {
	from, depth := -1, 0
	var last tokenKind
	for i := 0; i < len(text); {
		switch c := text[i]; {
		case xmlBlank[c]:
			i++
			continue
		case c == '#':
			i += strings.IndexByte(text[i:], '\n')
			continue
		}
		var t token
		n := t.lex([]byte(text[i:]), true)
		word := text[i : i+n]
		if from < 0 && (word == "@prefix" || word == "PREFIX" || word == "BASE") {
			line := strings.IndexByte(text[i:], '\n')
			i += line
			continue
		}
		switch t.kind {
		case tokOpenBracket, tokOpenParen:
			depth++
		case tokCloseBracket, tokCloseParen:
			depth--
		}
		switch {
		case t.kind == tokOpenBrace:
			from = -1 // it was the name of a graph
		case t.kind == tokCloseBrace:
			if from >= 0 && last != tokDot {
				spans = append(spans, span{from, i})
			}
			from = -1
		case t.kind == tokDot && depth == 0:
			spans = append(spans, span{from, i + n})
			from = -1
		case from < 0:
			from = i
		}
		last = t.kind
		i += n
	}
	return spans
}

// xmlSpans are the elements of the nodes that have a name, and those directly in
// rdf:RDF.
func xmlSpans(t *testing.T, text string) (spans []span) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(text))
	d.Strict = false
	var open []span
	var named []bool
	for {
		before := d.InputOffset()
		token, err := d.RawToken()
		if err != nil {
			break
		}
		switch e := token.(type) {
		case xml.StartElement:
			name := len(open) == 1
			for _, a := range e.Attr {
				name = name || a.Name.Local == "about"
			}
			open, named = append(open, span{int(before), 0}), append(named, name)
		case xml.EndElement:
			last := len(open) - 1
			if named[last] {
				spans = append(spans, span{open[last].from, int(d.InputOffset())})
			}
			open, named = open[:last], named[:last]
		}
	}
	if len(spans) == 0 {
		t.Fatal("no elements")
	}
	return spans
}
