package rdf

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// readAll gives what a reader yields as text: statements with their place, and
// syntax errors.
func readAll(t *testing.T, f Format, text string, opt ReadOptions) (statements, faults []string) {
	t.Helper()
	for q, err := range Read(strings.NewReader(text), f, opt) {
		var syntax *SyntaxError
		switch {
		case err == nil:
			s := q.Triple.String()
			if !q.Graph.IsZero() {
				s = strings.TrimSuffix(s, ".") + q.Graph.String() + " ."
			}
			statements = append(statements, fmt.Sprintf("%d:%d %s", q.Position.Line, q.Position.Column, s))
		case errors.As(err, &syntax):
			faults = append(faults, err.Error())
		default:
			faults = append(faults, "fatal: "+err.Error())
		}
	}
	return statements, faults
}

// expect compares what a reader yields with what it should; a fault is compared by
// its beginning.
func expect(t *testing.T, f Format, text string, opt ReadOptions, statements, faults []string) {
	t.Helper()
	gotStatements, gotFaults := readAll(t, f, text, opt)
	if !slices.Equal(gotStatements, statements) {
		t.Errorf("%s %q:\ngot  %s\nwant %s", f, text, strings.Join(gotStatements, "\n     "), strings.Join(statements, "\n     "))
	}
	if !slices.EqualFunc(gotFaults, faults, strings.HasPrefix) {
		t.Errorf("%s %q:\ngot  %q\nwant %q", f, text, gotFaults, faults)
	}
}

func TestLinesKeepTheNeighboursOfABrokenLine(t *testing.T) {
	for name, c := range map[string]struct{ broken, fault string }{
		"missing dot":        {`<e:a> <e:b> <e:c>`, "2:18: expected a final dot"},
		"relative IRI":       {`<e:a> <e:b> <CSV> .`, `2:13: relative IRI "CSV"`},
		"space in IRI":       {`<e:a> <e:b> <e:c d> .`, `2:13: character ' '`},
		"open IRI":           {`<e:a> <e:b> <e:c .`, "2:13: IRI without a closing >"},
		"open literal":       {`<e:a> <e:b> "c .`, "2:13: literal without a closing quote"},
		"escaped line end":   {`<e:a> <e:b> "c\`, "2:13: literal without a closing quote"},
		"bad escape":         {`<e:a> <e:b> "c\q" .`, `2:15: unknown escape "\\q"`},
		"surrogate":          {`<e:a> <e:b> "\ud83d\ude00" .`, "2:14: unicode escape"},
		"invalid UTF-8":      {"<e:a> <e:b> \"caff\xe8\" .", "2:18: invalid UTF-8"},
		"invalid UTF-8 IRI":  {"<e:a> <e:b\xff> <e:c> .", "2:11: invalid UTF-8"},
		"literal subject":    {`"a" <e:b> <e:c> .`, "2:1: expected a subject"},
		"blank predicate":    {`<e:a> _:b <e:c> .`, "2:7: a blank node cannot be a predicate"},
		"fourth term":        {`<e:a> <e:b> <e:c> <e:g> .`, "2:19: expected a final dot"},
		"two dots":           {`<e:a> <e:b> .`, "2:13: expected an object"},
		"prefix":             {`@prefix e: <e:> .`, "2:1: expected a subject"},
		"label with colon":   {`_:a:b <e:b> <e:c> .`, "2:4: expected a predicate"},
		"lang with a digit":  {`<e:a> <e:b> "c"@1 .`, "2:16: not a language tag"},
		"one circumflex":     {`<e:a> <e:b> "c"^<e:d> .`, "2:16: expected ^^"},
		"datatype is a name": {`<e:a> <e:b> "c"^^xsd:date .`, "2:18: expected the IRI of a datatype"},
	} {
		t.Run(name, func(t *testing.T) {
			for _, end := range []string{"\n", "\r\n", "\r"} {
				text := strings.Join([]string{`<e:1> <e:b> "1" .`, c.broken, `<e:2> <e:b> "2" .`, ""}, end)
				want := []string{`1:1 <e:1> <e:b> "1" .`, `3:1 <e:2> <e:b> "2" .`}
				expect(t, NTriples, text, ReadOptions{Lenient: true}, want, []string{c.fault})
				expect(t, NTriples, text, ReadOptions{}, want[:1], []string{c.fault})
			}
		})
	}
}

func TestLinesReadWhatTheGrammarAllows(t *testing.T) {
	text := "\uFEFF# comment\r\n\n" +
		"<e:a><e:b><e:c>.# no space\n" +
		"\t_:b.1 <e:b> _:c.  # dot after a label\n" +
		"<e:à> <e:\\u00e8> \"\\u00E9\\n\\\"\"@it-IT .\n" +
		"<e:a> <e:b> \"1\" ^^ <e:int> <e:g> .\n" +
		"<e:a> <e:b> \"x\" _:g.\n" +
		"<e:a> <e:b> \"end\"  ."
	expect(t, NQuads, text, ReadOptions{}, []string{
		"3:1 <e:a> <e:b> <e:c> .",
		"4:2 _:b.1 <e:b> _:c .",
		"5:1 <e:à> <e:è> \"é\\n\\\"\"@it-IT .",
		`6:1 <e:a> <e:b> "1"^^<e:int> <e:g> .`,
		`7:1 <e:a> <e:b> "x" _:g .`,
		`8:1 <e:a> <e:b> "end" .`,
	}, nil)
}

func TestLinesAfterAFinalDot(t *testing.T) {
	expect(t, NTriples, "<e:a> <e:b> <e:c> . <e:d> <e:e> <e:f> .\n<e:g> <e:h> <e:i> .", ReadOptions{Lenient: true},
		[]string{"1:1 <e:a> <e:b> <e:c> .", "2:1 <e:g> <e:h> <e:i> ."},
		[]string{"1:21: more text after the statement's final dot"})
}
