package rdf

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
)

const testHead = "@prefix ex: <e:> .\n"

func TestTurtleTraps(t *testing.T) {
	base := ReadOptions{Base: "http://b/c/d?q#f"}
	for name, c := range map[string]struct {
		text       string
		statements []string
	}{
		"quotes at the edge of a long string": {`ex:s ex:p """"y""" , '''y\'''' , """a""b""" .`, []string{
			`2:11 <e:s> <e:p> "\"y" .`, `2:22 <e:s> <e:p> "y'" .`, `2:34 <e:s> <e:p> "a\"\"b" .`}},
		"line ends in a long string are kept": {"ex:s ex:p \"\"\"a\r\nb\rc\nd\"\"\" .\rex:t ex:p 1 .", []string{
			`2:11 <e:s> <e:p> "a\r\nb\rc\nd" .`, `6:11 <e:t> <e:p> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .`}},
		"semicolons before an end": {"ex:s ex:p [ ex:q ex:o ; ] ;; ex:r ex:t ; .", []string{
			`2:11 <e:s> <e:p> _:anon1 .`, `2:18 _:anon1 <e:q> <e:o> .`, `2:35 <e:s> <e:r> <e:t> .`}},
		"dots in names": {"ex:a.b.c ex:p ex:d.e. ex:f\\. ex:p ex:g..", nil},
		"dots at the end of names": {"ex:a.b ex:p ex:d.e.\n_:x.y ex:p _:z.", []string{
			`2:13 <e:a.b> <e:p> <e:d.e> .`, `3:12 _:x.y <e:p> _:z .`}},
		"numbers and dots": {"ex:s ex:p 1, 1.5, 1.e0, .5, -1E-3, +2.", []string{
			`2:11 <e:s> <e:p> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .`, `2:14 <e:s> <e:p> "1.5"^^<http://www.w3.org/2001/XMLSchema#decimal> .`,
			`2:19 <e:s> <e:p> "1.e0"^^<http://www.w3.org/2001/XMLSchema#double> .`, `2:25 <e:s> <e:p> ".5"^^<http://www.w3.org/2001/XMLSchema#decimal> .`,
			`2:29 <e:s> <e:p> "-1E-3"^^<http://www.w3.org/2001/XMLSchema#double> .`, `2:36 <e:s> <e:p> "+2"^^<http://www.w3.org/2001/XMLSchema#integer> .`}},
		"SPARQL directives": {"PREFIX x: <e:x/>\nbase <http://n/o>\nx:s ex:p <#a> , <?b> , <> .", []string{
			`4:10 <e:x/s> <e:p> <http://n/o#a> .`, `4:17 <e:x/s> <e:p> <http://n/o?b> .`, `4:24 <e:x/s> <e:p> <http://n/o> .`}},
		"base with query and fragment": {"ex:s ex:p <#a> , <?b> , <> , <e> , <../e> , </e> , <//e> .", []string{
			`2:11 <e:s> <e:p> <http://b/c/d?q#a> .`, `2:18 <e:s> <e:p> <http://b/c/d?b> .`, `2:25 <e:s> <e:p> <http://b/c/d?q> .`,
			`2:30 <e:s> <e:p> <http://b/c/e> .`, `2:36 <e:s> <e:p> <http://b/e> .`, `2:45 <e:s> <e:p> <http://b/e> .`, `2:52 <e:s> <e:p> <http://e> .`}},
		"escapes in names": {`ex:a\,b\~ ex:p ex:%C3%A8 , ex:à:b .`, []string{
			`2:16 <e:a,b~> <e:p> <e:%C3%A8> .`, `2:28 <e:a,b~> <e:p> <e:à:b> .`}},
		"prefix that changes": {"ex:a ex:p ex:b . @prefix ex: <f:> . ex:a ex:p ex:b .", []string{
			`2:11 <e:a> <e:p> <e:b> .`, `2:47 <f:a> <f:p> <f:b> .`}},
		"language tag apart, datatype apart": {`ex:s ex:p "x" @it-IT , "1" ^^ ex:d , "y"^^<#t> .`, []string{
			`2:11 <e:s> <e:p> "x"@it-IT .`, `2:24 <e:s> <e:p> "1"^^<e:d> .`, `2:38 <e:s> <e:p> "y"^^<http://b/c/d?q#t> .`}},
		"position of the predicate if the object is on another line": {"ex:s\n  ex:p\n    ex:o ,\n    ex:u .", []string{
			`3:3 <e:s> <e:p> <e:o> .`, `5:5 <e:s> <e:p> <e:u> .`}},
		"columns are characters": {"ex:s ex:p \"àè€😀\" , \"\"\"à\nè\"\"\" , 1 .", []string{
			`2:11 <e:s> <e:p> "àè€😀" .`, `2:20 <e:s> <e:p> "à\nè" .`, `3:8 <e:s> <e:p> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .`}},
		"collection": {"( 1 ex:a ) ex:p () .", []string{
			`2:3 _:anon1 <http://www.w3.org/1999/02/22-rdf-syntax-ns#first> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .`,
			`2:3 _:anon1 <http://www.w3.org/1999/02/22-rdf-syntax-ns#rest> _:anon2 .`,
			`2:5 _:anon2 <http://www.w3.org/1999/02/22-rdf-syntax-ns#first> <e:a> .`,
			`2:5 _:anon2 <http://www.w3.org/1999/02/22-rdf-syntax-ns#rest> <http://www.w3.org/1999/02/22-rdf-syntax-ns#nil> .`,
			`2:17 _:anon1 <e:p> <http://www.w3.org/1999/02/22-rdf-syntax-ns#nil> .`}},
		"made-up labels avoid those of the text": {"_:anon1 ex:p [] , _:anon2 , [] , _:anon2 , _:anon9 .", []string{
			`2:14 _:anon1 <e:p> _:anon2 .`, `2:19 _:anon1 <e:p> _:anon3 .`, `2:29 _:anon1 <e:p> _:anon4 .`, `2:34 _:anon1 <e:p> _:anon3 .`, `2:44 _:anon1 <e:p> _:anon9 .`}},
	} {
		t.Run(name, func(t *testing.T) {
			if c.statements == nil { // "f\." takes the next dot in: no statement ends there
				if _, faults := readAll(t, Turtle, testHead+c.text, base); len(faults) == 0 {
					t.Error("no fault is found")
				}
				return
			}
			expect(t, Turtle, testHead+c.text, base, c.statements, nil)
			expect(t, TriG, testHead+c.text, base, c.statements, nil)
		})
	}
}

func TestTurtleFaultsHaveTheirPlace(t *testing.T) {
	for name, c := range map[string]struct{ text, fault string }{
		"N3 implication":           {"ex:a => ex:b .", "2:6: '=' belongs to N3"},
		"N3 formula":               {"ex:a ex:p { ex:b ex:q ex:c } .", `2:11: expected an object, found "{"`},
		"unknown prefix":           {"ex:a ex:p foaf:b .", `2:11: prefix "foaf:" is not declared`},
		"relative IRI":             {"ex:a ex:p <CSV> .", `2:11: relative IRI "CSV"`},
		"space in an IRI":          {"ex:a ex:p <e:a b> .", `2:11: character ' '`},
		"open IRI":                 {"ex:a ex:p <e:a .\nex:b ex:p <e:c> .", "2:11: IRI without a closing >"},
		"open string":              {"ex:a ex:p \"x .\nex:b", "2:11: string without a closing quote on its line"},
		"open long string":         {"ex:a ex:p \"\"\"x .\nex:b", "2:11: string without closing quotes"},
		"surrogates":               {`ex:a ex:p "\ud83d\ude00" .`, `2:12: unicode escape \ud83d is no character`},
		"beyond Unicode":           {`ex:a ex:p "\U00110000" .`, `2:12: unicode escape`},
		"invalid UTF-8":            {"ex:a ex:p \"\"\"a\nè \xe8\"\"\" .", "3:3: invalid UTF-8"},
		"invalid UTF-8 in name":    {"ex:a ex:p\xe8 1 .", "2:10: invalid UTF-8"},
		"invalid UTF-8 in comment": {"# perch\xe8\n", "2:8: invalid UTF-8 in a comment"},
		"invalid UTF-8 alone":      {"ex:a \x00", `2:6: unexpected character '\x00'`},
		"literal subject":          {`"a" ex:p 1 .`, `2:1: expected a subject, found "\"a\""`},
		"blank predicate":          {`ex:a _:p 1 .`, `2:6: expected a predicate, which cannot be a blank node`},
		"no object":                {`ex:a ex:p .`, `2:11: expected an object, found "."`},
		"no dot at the end":        {"ex:a ex:p 1\n", "3:1: the document ends inside a statement; expected a final dot"},
		"open bracket":             {"ex:a ex:p [ ex:q 1 .", `2:20: expected ';' or ']', found "."`},
		"open collection":          {"ex:a ex:p ( 1 .", "2:15: expected ')'"},
		"unknown word":             {"ex:a ex:p yes .", `2:11: expected an object, found "yes"`},
		"uppercase A":              {"ex:a A ex:b .", `2:6: expected a predicate, found "A"`},
		"empty node with no verb":  {"[] .", "2:4: expected a predicate"},
		"percent":                  {"ex:a ex:p ex:a%b .", "2:15: percent sign"},
		"PREFIX with a dot":        {"PREFIX x: <e:> .", `2:16: expected a subject, found "."`},
		"@prefix without a dot":    {"@prefix x: <e:>\nx:a x:b x:c .", "3:1: expected a final dot"},
		"language tag":             {`ex:a ex:p "x"@it-lingua- .`, "2:14: not a language tag"},
		"BOM of another encoding":  {"\xffex:a ex:p 1 .", "2:1: "},
	} {
		t.Run(name, func(t *testing.T) {
			_, faults := readAll(t, Turtle, testHead+c.text, ReadOptions{})
			if len(faults) != 1 || !strings.HasPrefix(faults[0], c.fault) {
				t.Errorf("got %q, want %q", faults, c.fault)
			}
		})
	}
}

func TestTurtleReadsOtherEncodings(t *testing.T) {
	utf16 := func(text string, big bool) string {
		var b strings.Builder
		for _, r := range text {
			units := []rune{r}
			if r > 0xFFFF {
				r -= 0x10000
				units = []rune{0xD800 + r>>10, 0xDC00 + r&0x3FF}
			}
			for _, u := range units {
				if big {
					b.WriteString(string([]byte{byte(u >> 8), byte(u)}))
				} else {
					b.WriteString(string([]byte{byte(u), byte(u >> 8)}))
				}
			}
		}
		return b.String()
	}
	text := "<e:s> <e:p> \"perché 😀\" .\n"
	for name, encoded := range map[string]string{
		"UTF-8":                    text,
		"UTF-8 with mark":          "\uFEFF" + text,
		"UTF-16LE with mark":       utf16("\uFEFF"+text, false),
		"UTF-16BE with mark":       utf16("\uFEFF"+text, true),
		"UTF-16LE":                 utf16(text, false),
		"UTF-16BE":                 utf16(text, true),
		"UTF-16LE, beyond a chunk": utf16(strings.Repeat("# 😀 comment\n", 900), false) + utf16(text, false),
	} {
		line := strings.Count(encoded, "#") + 1
		for _, f := range []Format{Turtle, NTriples} {
			t.Run(fmt.Sprint(name, " ", f), func(t *testing.T) {
				column := 13
				if f == NTriples {
					column = 1
				}
				expect(t, f, encoded, ReadOptions{}, []string{fmt.Sprintf("%d:%d <e:s> <e:p> \"perché 😀\" .", line, column)}, nil)
			})
		}
	}
	t.Run("half a character", func(t *testing.T) {
		_, faults := readAll(t, Turtle, utf16("\uFEFF<e:s> <e:p> \"a", false)+"\x3d\xd8"+utf16("b\" .", false), ReadOptions{})
		if len(faults) != 1 || !strings.HasPrefix(faults[0], "1:15: invalid UTF-8") {
			t.Errorf("got %q", faults)
		}
	})
}

func TestReadersKeepTheirLimits(t *testing.T) {
	deep := "<e:s> <e:p> " + strings.Repeat("[ <e:p> ", 200_000) + "1" + strings.Repeat(" ]", 200_000) + " .\n"
	long := `"` + strings.Repeat("x", 300_000) + `"`
	after := "<e:a> <e:b> <e:c> .\n"
	for name, c := range map[string]struct {
		format  Format
		text    string
		opt     ReadOptions
		fault   string
		survive bool
	}{
		"depth":           {Turtle, deep + after, ReadOptions{}, "1:4013: nesting deeper than the limit of 500 levels", true},
		"depth of lists":  {Turtle, "<e:s> <e:p> " + strings.Repeat("(", 501) + " .\n" + after, ReadOptions{}, "1:513: nesting deeper", true},
		"literal, Turtle": {Turtle, "<e:s> <e:p> " + long + " .\n" + after, ReadOptions{MaxLiteral: 200_000}, "1:13: literal longer than the limit of 200000 bytes", true},
		"long literal":    {Turtle, "<e:s> <e:p> \"\"" + long + "\"\" .\n" + after, ReadOptions{MaxLiteral: 200_000}, "1:13: literal longer", true},
		"literal, lines":  {NTriples, "<e:s> <e:p> " + long + " .\n" + after, ReadOptions{MaxLiteral: 200_000}, "1:13: literal longer", true},
		"line":            {NTriples, "<e:s> <e:p> \"" + strings.Repeat("x", 3<<20) + "\" .\n" + after, ReadOptions{MaxLiteral: 1000}, "1:1: line longer than", true},
		"name":            {Turtle, "e:" + strings.Repeat("x", 1<<20), ReadOptions{MaxLiteral: 1000}, "1:1: IRI or name longer", false},
		"document":        {Turtle, strings.Repeat(after, 100), ReadOptions{MaxBytes: 50}, "fatal: read RDF: the document is longer than the limit of 50 bytes", false},
		"document, lines": {NTriples, strings.Repeat(after, 100), ReadOptions{MaxBytes: 50}, "fatal: read RDF: the document is longer than the limit of 50 bytes", false},
	} {
		t.Run(name, func(t *testing.T) {
			_, faults := readAll(t, c.format, c.text, c.opt)
			if len(faults) != 1 || !strings.HasPrefix(faults[0], c.fault) {
				t.Errorf("strict: %q, want %q", faults, c.fault)
			}
			c.opt.Lenient = true
			statements, faults := readAll(t, c.format, c.text, c.opt)
			if len(faults) == 0 || !strings.HasPrefix(faults[0], c.fault) {
				t.Errorf("lenient: %q, want %q", faults, c.fault)
			}
			if c.survive && (len(statements) != 1 || !strings.Contains(statements[0], "<e:a> <e:b> <e:c>")) {
				t.Errorf("lenient: the statement after is lost: %d statements", len(statements))
			}
		})
	}
	for _, f := range []Format{Turtle, NTriples} {
		if statements, faults := readAll(t, f, after, ReadOptions{MaxBytes: int64(len(after))}); len(statements) != 1 || faults != nil {
			t.Errorf("%s: a document of just the limit: %q, %q", f, statements, faults)
		}
	}
}

func TestReadersReadLongLiterals(t *testing.T) {
	long := strings.Repeat("perché no? \\n ", 400_000)
	for _, f := range []Format{Turtle, NTriples} {
		g, _, err := ReadGraph(strings.NewReader("<e:s> <e:p> \""+long+"\" .\n"), f, ReadOptions{})
		if err != nil {
			t.Fatal(err)
		}
		if got := Object(g, IRI("e:s"), IRI("e:p")).Value; got != strings.ReplaceAll(long, `\n`, "\n") {
			t.Errorf("%s: %d bytes come back of %d", f, len(got), len(long))
		}
	}
}

// A fault of the input is no end of the document: what it cut short is not read.
func TestReadersPassOnTheFaultOfTheirInput(t *testing.T) {
	broken := errors.New("connection reset")
	for _, f := range []Format{Turtle, NTriples} {
		for _, lenient := range []bool{false, true} {
			input := io.MultiReader(strings.NewReader("<e:a> <e:b> <e:c> .\n<e:a> <e:b> <e:d"), failingReader{broken})
			g, faults, err := ReadGraph(input, f, ReadOptions{Lenient: lenient})
			if !errors.Is(err, broken) || len(faults) > 0 || g.Len() != 1 {
				t.Errorf("%s: %d triples, %v, %v", f, g.Len(), faults, err)
			}
		}
	}
}

type failingReader struct{ err error }

func (r failingReader) Read([]byte) (int, error) { return 0, r.err }
