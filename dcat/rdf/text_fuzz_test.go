package rdf

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
)

// fuzzSeeds hold one of everything that the text formats know, and faults.
var fuzzSeeds = []string{
	"",
	"<e:a> <e:b> <e:c> .\n_:x <e:b> \"l\\u00e9\\n\"@it-IT <e:g> .\n<e:a> <e:b> \"1\"^^<e:d>.#c\r\n",
	"<e:a> <e:b> \"open .\n<e:a> <e:b> <e:c>\n<e:a> <e:b> <e:c> . x\n",
	"@prefix ex: <http://e/> . @base <http://b/c?d#e> .\nex:a a ex:b ; ex:p 'x'@it , 'y'^^ex:d , 1 , -1.5 , .5e-1 , true ;; .",
	"PREFIX : <e:>\nBASE <http://b/>\n:a.b :p\\~q <../r#s> , [ ] , ( 1 [ :q ( ) ] ) ; :r _:b.1, _:anon1 .",
	"<e:a> <e:b> \"\"\"\"y\"\"\", '''a\r\nb\\'''' .\n[ <e:b> <e:c> ] .",
	"<e:g> { <e:a> <e:b> <e:c> } GRAPH _:g { <e:a> <e:b> <e:c> . } { [] <e:b> [] } [] { }",
	"@prefix ex: <e:> .\nex:a ex:b ex:c ;\n  ex:d ex:e\n\nex:f ex:g ex:h .\nex:i ex:j \"k\n  ex:l ex:m .\nex:n ex:o ex:p .",
	"<e:a> <e:b> \"\"\"never closed\n<e:c> <e:d> <e:e> .\n# caf\xe9\n<e:f> no:prefix <e:g h> .",
	"\xEF\xBB\xBF<e:a> <e:b> 'c'.",
	"\xFF\xFE<\x00e\x00:\x00>\x00",
	"((((((((((((((((((((((((((",
	"[[[[[[[[ <e:a> [ <e:b> [ <e:c> ",
}

// transcript is all that a reader yields, faults with their place included.
func transcript(r io.Reader, f Format, opt ReadOptions) []string {
	var out []string
	for q, err := range Read(r, f, opt) {
		if err != nil {
			out = append(out, "error: "+err.Error())
		} else {
			out = append(out, fmt.Sprintf("%v", q))
		}
	}
	return out
}

// checkReading holds the laws of every text reader: it ends, whatever it is given;
// chunks do not matter; what strict mode reads before its error lenient mode reads
// too; and what was read can be written and read again.
func checkReading(t *testing.T, f Format, text string) {
	for _, opt := range []ReadOptions{{Base: "http://base.example/a/b?c"}, {Lenient: true}, {Lenient: true, MaxLiteral: 20, MaxDepth: 3}} {
		whole := transcript(strings.NewReader(text), f, opt)
		chunked := transcript(iotest.OneByteReader(strings.NewReader(text)), f, opt)
		// Whether a name with dots behind it is just too long shows only once the end
		// of the text is known to come, so limits may differ by a few bytes.
		if opt.MaxLiteral == 0 && !slices.Equal(whole, chunked) {
			t.Fatalf("%s %q: whole\n%s\nin chunks\n%s", f, text, strings.Join(whole, "\n"), strings.Join(chunked, "\n"))
		}
		if !opt.Lenient && slices.ContainsFunc(whole[:max(0, len(whole)-1)], func(s string) bool { return strings.HasPrefix(s, "error: ") }) {
			t.Fatalf("%s %q: strict mode goes on after an error: %q", f, text, whole)
		}
	}
	var strict, lenient []Quad
	var first error
	for q, err := range Read(strings.NewReader(text), f, ReadOptions{}) {
		if err != nil {
			first = err
			break
		}
		strict = append(strict, q)
	}
	for q, err := range Read(strings.NewReader(text), f, ReadOptions{Lenient: true}) {
		if err == nil {
			lenient = append(lenient, q)
		}
	}
	if first == nil && !slices.Equal(strict, lenient) {
		t.Fatalf("%s %q: strict and lenient mode differ on a good document", f, text)
	}
	g := NewGraph()
	for _, q := range lenient {
		if err := checkTriple(q.Triple); err != nil {
			t.Fatalf("%s %q: reads what cannot be written: %v", f, text, err)
		}
		if q.Position.Line == 0 || q.Position.Column == 0 {
			t.Fatalf("%s %q: no position for %v", f, text, q.Triple)
		}
		g.Add(q.Triple)
	}
	want, err := DigestOf(g)
	if errors.Is(err, ErrTooComplex) {
		return
	}
	for _, as := range []Format{NTriples, Turtle} {
		var b strings.Builder
		if err := Write(&b, as, g, WriteOptions{Prefixes: map[string]string{"ex": "http://e/", "": "e:"}}); err != nil {
			t.Fatalf("%s %q: %v", f, text, err)
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

func fuzzReader(f *testing.F, formats ...Format) {
	for _, seed := range fuzzSeeds {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, format := range formats {
			checkReading(t, format, text)
		}
	})
}

func FuzzNTriples(f *testing.F) { fuzzReader(f, NTriples) }
func FuzzNQuads(f *testing.F)   { fuzzReader(f, NQuads) }
func FuzzTurtle(f *testing.F)   { fuzzReader(f, Turtle) }
func FuzzTriG(f *testing.F)     { fuzzReader(f, TriG) }

func FuzzDetect(f *testing.F) {
	for _, seed := range fuzzSeeds {
		f.Add(seed)
	}
	f.Add("<!DOCTYPE html><html><title>x</title>")
	f.Add(`[{"@id": "e:a"}]`)
	f.Fuzz(func(t *testing.T, text string) {
		format, err := Detect([]byte(text), "", "")
		if (err == nil) == (format == Unknown) {
			t.Fatalf("Detect(%q) = %v, %v", text, format, err)
		}
	})
}
