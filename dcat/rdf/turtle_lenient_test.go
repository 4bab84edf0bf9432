package rdf

import (
	"errors"
	"strings"
	"testing"
)

// Each broken text stands between two good statements. Lenient mode must read both,
// nothing of the broken one, and the good statements within the text.
func TestLenientTurtleKeepsNeighbours(t *testing.T) {
	for name, c := range map[string]struct {
		broken string
		good   []string // objects of statements in broken that are read
		faults []string
	}{
		"bad IRI, read to its dot": {"ex:a ex:p <e:b c> ; ex:q [ ex:r 1 ] .", nil, []string{"3:11: character ' '"}},
		"unknown prefix":           {"ex:a no:p ex:b ;\nex:q ex:c .", nil, []string{`3:6: prefix "no:"`}},
		"several bad terms":        {"ex:a no:p no:b , <x> .", nil, []string{`3:6: prefix "no:"`}},
		"bad escape":               {`ex:a ex:p "\q" , ex:b .`, nil, []string{`3:12: unknown escape`}},
		"invalid UTF-8":            {"ex:a ex:p \"\xe8\" , ex:b .", nil, []string{`3:12: invalid UTF-8`}},
		"missing dot":              {"ex:a ex:p ex:b\nex:c ex:p ex:good .", []string{"<e:good>"}, []string{"4:1: expected a final dot"}},
		"missing dot, indented":    {"ex:a ex:p ex:b ;\n  ex:q ex:c\nex:d ex:p ex:good .", []string{"<e:good>"}, []string{"5:1: expected a final dot"}},
		"semicolon for a dot":      {"ex:a ex:p ex:b ;\n  ex:q ex:c ;\n\nex:d ex:p ex:good .", []string{"<e:good>"}, []string{"6:11: expected a final dot"}},
		"comma for a dot":          {"ex:a ex:p ex:b ;\n  ex:q ex:c ,\nex:d ex:p ex:good .", []string{"<e:good>"}, []string{"5:6: expected a final dot"}},
		"missing semicolon":        {"ex:a ex:p ex:b\n  ex:q ex:c ;\n  ex:r ex:d .", nil, []string{"4:3: expected a final dot"}},
		"flush left, missing semicolon": {"ex:a ex:p ex:b\nex:q ex:c ;\nex:r ex:d .", nil,
			[]string{"4:1: expected a final dot"}},
		"flush left, missing comma":     {"ex:a ex:p\nex:b\nex:c ;\nex:q ex:d .", nil, []string{"5:1: expected a final dot"}},
		"objects flush left":            {"ex:a\nex:p\nex:b ex:c ex:d .", nil, []string{"5:6: expected a final dot"}},
		"missing closing bracket":       {"ex:a ex:p [ ex:q ex:b .\nex:c ex:p ex:good .", []string{"<e:good>"}, []string{"3:23: expected ';' or ']'"}},
		"bracket open for many lines":   {"ex:a ex:p [\n  ex:q ex:b ;\n\nex:c ex:p ex:good .", []string{"<e:good>"}, []string{"6:11: expected ';' or ']'"}},
		"one bracket too many":          {"ex:a ex:p [ ex:q ex:b ] ] .", nil, []string{"3:25: expected a final dot"}},
		"node on a line of its own":     {"ex:a ex:p\n[ ex:q ex:b ] ex:r ex:c .", nil, []string{"4:15: expected a final dot"}},
		"open string":                   {"ex:a ex:p \"text .\nex:b ex:p ex:good .", []string{"<e:good>"}, []string{"3:11: string without"}},
		"quotes in a string":            {`ex:a ex:p "the "good" one" ; ex:q ex:b .`, nil, []string{"3:17: expected a final dot"}},
		"open IRI":                      {"ex:a ex:p <e:b .\nex:c ex:p ex:good .", []string{"<e:good>"}, []string{"3:11: IRI without"}},
		"prefix without a dot":          {"@prefix x: <e:x>\nx:a x:b x:good .", []string{"<e:xgood>"}, []string{"4:1: expected a final dot"}},
		"directive after a missing dot": {"ex:a ex:p \"b\"\n@prefix x: <e:x> .\nx:a x:b x:good .", []string{"<e:xgood>"}, []string{"4:1: expected a final dot"}},
		"prefix whose meaning is lost":  {"@prefix x: <e:x> .\nx:a x:b x:good .\n@prefix x: <e: x> .\nx:a x:b x:c .", []string{"<e:xgood>"}, []string{"5:12: character ' '", `6:1: prefix "x:" is not declared`}},
		"base that is lost":             {"@base <http://b/> .\n<a> ex:p <good> .\n@base <a b> .\n<a> ex:p <c> .", []string{"<http://b/good>"}, []string{"5:7: character ' '", `6:1: relative IRI "a"`}},
		"stray punctuation":             {". ] ; )\nex:a ex:p ex:good .", []string{"<e:good>"}, []string{"3:1: expected a subject", `3:3: expected a subject`}},
		"stray brace":                   {"}\nex:a ex:p ex:good .", []string{"<e:good>"}, []string{"3:1: '}' without"}},
		"comment":                       {"ex:a ex:p ex:good . # \xe8", []string{"<e:good>"}, []string{"3:23: invalid UTF-8 in a comment"}},
		"two broken ones":               {"ex:a ex:p ex:b\nex:c ex:p <e:x y> .\nex:d ex:p ex:good .", []string{"<e:good>"}, []string{"4:1: expected a final dot", "4:11: character ' '"}},
	} {
		t.Run(name, func(t *testing.T) {
			text := "@prefix ex: <e:> .\nex:first ex:p 'before' .\n" + c.broken + "\nex:last ex:p 'after' .\n"
			want := append([]string{`"before"`}, append(c.good, `"after"`)...)
			for _, f := range []Format{Turtle, TriG} {
				statements, faults := readAll(t, f, text, ReadOptions{Lenient: true})
				var objects []string
				for _, s := range statements {
					objects = append(objects, strings.Fields(s)[3])
				}
				if strings.Join(objects, " ") != strings.Join(want, " ") {
					t.Errorf("%s: got\n%s\nwant the objects %v", f, strings.Join(statements, "\n"), want)
				}
				if len(faults) != len(c.faults) {
					t.Fatalf("%s: faults %q, want %q", f, faults, c.faults)
				}
				for i := range faults {
					if !strings.HasPrefix(faults[i], c.faults[i]) {
						t.Errorf("%s: fault %q, want %q", f, faults[i], c.faults[i])
					}
				}
			}
		})
	}
}

// A string that never ends hides no more than its own statement.
func TestLenientTurtleAfterAnEndlessString(t *testing.T) {
	text := "<e:a> <e:p> \"\"\"never closed .\n<e:b> <e:p> 'good' .\n<e:c> <e:p> 'good too' .\n"
	expect(t, Turtle, text, ReadOptions{Lenient: true},
		[]string{`2:13 <e:b> <e:p> "good" .`, `3:13 <e:c> <e:p> "good too" .`}, []string{"1:13: string without closing quotes"})
}

// What a too long string contains must not be taken for statements.
func TestLenientTurtleSkipsALongStringWhole(t *testing.T) {
	text := "<e:a> <e:p> \"\"\"" + strings.Repeat("x\n<e:no> <e:no> <e:no> .\n", 1000) + "\"\"\" .\n<e:b> <e:p> 'good' .\n"
	expect(t, Turtle, text, ReadOptions{Lenient: true, MaxLiteral: 100},
		[]string{`2002:13 <e:b> <e:p> "good" .`}, []string{"1:13: literal longer"})
}

func TestLenientTriGNeverMovesATripleToAnotherGraph(t *testing.T) {
	for name, c := range map[string]struct {
		text               string
		statements, faults []string
	}{
		"broken name": {"<e:g h> { <e:a> <e:b> <e:c> . <e:d> <e:e> <e:f> }\n<e:g> { <e:a> <e:b> <e:good> }",
			[]string{"2:21 <e:a> <e:b> <e:good> <e:g> ."}, []string{"1:1: character ' '"}},
		"literal as a name": {"GRAPH 'g' { <e:a> <e:b> <e:c> . <e:d> <e:e> <e:f> }\n<e:g> { <e:a> <e:b> <e:good> }",
			[]string{"2:21 <e:a> <e:b> <e:good> <e:g> ."}, []string{"1:7: expected the name of a graph"}},
		"missing closing brace": {"<e:g> { <e:a> <e:b> <e:c> .\n<e:h> { <e:a> <e:b> <e:good> }",
			[]string{"1:21 <e:a> <e:b> <e:c> <e:g> .", "2:21 <e:a> <e:b> <e:good> <e:h> ."}, []string{"2:7: a graph cannot stand inside a graph"}},
		"missing closing brace, GRAPH": {"<e:g> { <e:a> <e:b> <e:c>\nGRAPH <e:h> { <e:a> <e:b> <e:good> } <e:a> <e:b> <e:default> .",
			[]string{"2:27 <e:a> <e:b> <e:good> <e:h> .", "2:50 <e:a> <e:b> <e:default> ."}, []string{"2:1: expected a final dot", "2:13: a graph cannot stand inside a graph"}},
		"broken statement inside": {"<e:g> {\n  <e:a> <e:b> <e:c d> .\n  <e:a> <e:b> <e:x>\n  <e:a> <e:b> <e:good> }\n<e:a> <e:b> <e:default> .",
			[]string{"4:15 <e:a> <e:b> <e:good> <e:g> .", "5:13 <e:a> <e:b> <e:default> ."}, []string{"2:15: character ' '", "4:3: expected a final dot"}},
		"never closed": {"<e:g> { <e:a> <e:b> <e:c> .", []string{"1:21 <e:a> <e:b> <e:c> <e:g> ."}, []string{"1:28: the document ends inside a graph"}},
	} {
		t.Run(name, func(t *testing.T) {
			expect(t, TriG, c.text, ReadOptions{Lenient: true}, c.statements, c.faults)
		})
	}
}

// Whatever mark is missing from a catalogue, lenient mode reads all statements but
// the one that lacks it, and nothing that the catalogue does not say.
func TestLenientTurtleWithoutOneMark(t *testing.T) {
	good := string(catalogText(3, Turtle))
	said := map[Triple]bool{}
	subjects := map[Term]bool{}
	for q, err := range Read(strings.NewReader(good), Turtle, ReadOptions{}) {
		if err != nil {
			t.Fatal(err)
		}
		said[q.Triple], subjects[q.Subject] = true, true
	}
	body := strings.Index(good, "\n<")
	for at := body; at < len(good); at++ {
		if strings.IndexByte(`<>";:@^`, good[at]) < 0 && !strings.HasPrefix(good[at:], ".\n") {
			continue
		}
		text := good[:at] + good[at+1:]
		seen := map[Term]bool{}
		faults, strange := 0, 0
		for q, err := range Read(strings.NewReader(text), Turtle, ReadOptions{Lenient: true}) {
			if err != nil {
				faults++
				continue
			}
			seen[q.Subject] = true
			if !said[q.Triple] {
				strange++
			}
		}
		near := good[max(0, at-20):min(len(good), at+20)]
		if faults > 0 && strange > 0 {
			t.Errorf("without %q in %q: %d triples that nobody stated", good[at], near, strange)
		}
		// Without a colon an IRI or a text may still be one: then one triple differs.
		if lost := len(subjects) - len(seen); faults > 0 && lost > 1 || strange > 1 {
			t.Errorf("without %q in %q: %d subjects are lost, %d triples strange", good[at], near, lost, strange)
		}
	}
}

// A document that ends inside a statement was cut short: who reads leniently must know
// that there may be more.
func TestLenientReadersTellACutDocument(t *testing.T) {
	for _, c := range []struct {
		format Format
		text   string
		cut    bool
	}{
		{NTriples, "<e:a> <e:b> <e:c> .\n<e:d> <e:e", true},
		{NTriples, "<e:a> <e:b> <e:c> .\n<e:d> <e:e>\n", false},
		{NTriples, "<e:a> <e:b> <e:c> .\n<e:d> <e e> <e:f> .", false},
		{Turtle, "<e:a> <e:b> <e:c> .\n<e:d> <e:e> <e:f> ;\n  <e:g> <e:h", true},
		{Turtle, "<e:a> <e:b> <e:c> .\n<e:d> <e:e> <e:f>\n", true},
		{Turtle, "<e:a> <e:b> <e:c> .\n<e:d> <e e> <e:f> .", false},
		{TriG, "<e:g> { <e:a> <e:b> <e:c> .\n", true},
		{TriG, "<e:g> { <e:a> <e:b> <e:c> . <e:a> ", true},
	} {
		triples, cut := 0, false
		for _, err := range Read(strings.NewReader(c.text), c.format, ReadOptions{Lenient: true}) {
			var unreadable *UnreadableError
			if err == nil {
				triples++
			} else if errors.As(err, &unreadable) {
				cut = true
			}
		}
		if triples != 1 || cut != c.cut {
			t.Errorf("%s %q: %d triples, cut %v; want 1, %v", c.format, c.text, triples, cut, c.cut)
		}
	}
}
