package rdf

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// strangeGraph makes a graph of what writers stumble over.
func strangeGraph(r *rand.Rand) *Graph {
	g := NewGraph()
	// The last choices are those that a syntax may have to refuse, in one graph of two.
	mild := r.IntN(2) == 0
	choose := func(last int, of ...string) string {
		if mild {
			of = of[:len(of)-last]
		}
		return of[r.IntN(len(of))]
	}
	pick := func(of ...string) string { return choose(0, of...) }
	blank := func() Term { return Blank(fmt.Sprintf("n%d", r.IntN(6))) }
	iri := func() Term {
		return IRI(choose(2, "http://e/a", "http://e/", "http://e/a#", "http://e/a%20b", "http://e/è/𝄞", "urn:x:1", "e:", "e:-", "e:1", "e:a.b.", "e:a'(),;=!*",
			"mailto:a@b.it", "http://e/~u/_", "http://www.w3.org/1999/02/22-rdf-syntax-ns#nil", "http://e/\uFFFD", "e:%", "http://e/a/../b", "e:xmlns", "e://",
			"http://e/?a=b&c=\"d\"", "e:x\\y"))
	}
	predicate := func() Term {
		return IRI(choose(7, "http://e/p", "http://e/p1", "e:p-", "e:.p", "http://e/è", rdfNS+"type", rdfNS+"first", rdfNS+"rest", rdfNS+"value",
			rdfNS+"_1", "http://www.w3.org/XML/1998/namespacelang", "http://e/xmlp",
			"http://www.w3.org/2000/xmlns/p", rdfNS+"li", rdfNS+"Description", rdfNS+"about", "http://e/q.", "http://e/1", "http://e/"))
	}
	literal := func() Term {
		text := choose(5, "", " ", "x", "\"", "'", "\\", "\"\"\"", "a\nb", "a\r\nb\r", "\t", "\u0085\u2028", "]]>", "<b>&amp;</b>", "è𝄞", "a\"", "\\\"", "true", "1", "1.", "01", "\u200E", "'''", "\x7f",
			"\x00", "\x01", "\x1f", "\uFFFE", "\uFFFF")
		switch r.IntN(4) {
		case 0:
			return LangLiteral(text, pick("it", "it-IT", "en-GB-oed", "x-a1", "IT"))
		case 1:
			return TypedLiteral(text, pick(xsdInteger, xsdDecimal, xsdDouble, xsdBoolean, "http://e/d", rdfXMLLiteral, rdfNS+"JSON", rdfNS+"HTML", "e:"))
		}
		return Literal(text)
	}
	subject := func() Term {
		if r.IntN(2) == 0 {
			return blank()
		}
		return iri()
	}
	for range 1 + r.IntN(8) {
		var o Term
		switch r.IntN(4) {
		case 0:
			o = blank()
		case 1:
			o = iri()
		default:
			o = literal()
		}
		g.Add(Triple{subject(), predicate(), o})
	}
	for n := range r.IntN(3) { // lists: empty, shared, of lists, with a second use or a ring
		head := rdfNil
		for i := range r.IntN(4) {
			cell, item := Blank(fmt.Sprintf("c%d_%d", n, i)), literal()
			if r.IntN(3) == 0 {
				item = subject()
			}
			g.Add(Triple{cell, rdfFirst, item})
			g.Add(Triple{cell, rdfRest, head})
			head = cell
		}
		for range 1 + r.IntN(2) {
			g.Add(Triple{subject(), predicate(), head})
		}
		if r.IntN(6) == 0 && head != rdfNil {
			g.Add(Triple{Blank(fmt.Sprintf("c%d_0", n)), rdfRest, head})
		}
	}
	if r.IntN(10) == 0 { // deeper than any writer nests
		for i := range 150 {
			g.Add(Triple{Blank(fmt.Sprintf("d%d", i)), predicate(), Blank(fmt.Sprintf("d%d", i+1))})
		}
	}
	return g
}

// Whatever the graph, a writer's text reads back as the same graph, or the writer says
// which triple it cannot write; and neither the order of the triples nor the names of
// the blank nodes show.
func TestWritersLoseNothing(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	written, refused := map[Format]int{}, map[Format]int{}
	for n := range 1500 {
		g := strangeGraph(r)
		want, err := DigestOf(g)
		if errors.Is(err, ErrTooComplex) {
			continue
		}
		other := shuffled(g, r)
		for _, f := range []Format{NTriples, NQuads, Turtle, TriG, RDFXML, JSONLD} {
			opt := WriteOptions{Prefixes: map[string]string{"e": "http://e/", "": "e:", "p": "http://e/p", "rdf": rdfNS, "xml": "http://e/a"}}
			var text, again strings.Builder
			err, otherErr := Write(&text, f, g, opt), Write(&again, f, other, opt)
			if err != nil || otherErr != nil {
				if refused[f]++; err == nil || otherErr == nil {
					t.Fatalf("graph %d, %s: refused once in two orders: %v, %v", n, f, err, otherErr)
				}
				if text.Len() > 0 {
					t.Errorf("graph %d, %s: refused after %d bytes", n, f, text.Len())
				}
				if !strings.HasPrefix(err.Error(), "write ") || !strings.ContainsAny(err.Error(), "<") {
					t.Errorf("graph %d, %s: the error does not name the triple: %v", n, f, err)
				}
				continue
			}
			written[f]++
			if text.String() != again.String() {
				t.Fatalf("graph %d, %s: the order of the triples shows:\n%s\n%s", n, f, text.String(), again.String())
			}
			back, _, err := ReadGraph(strings.NewReader(text.String()), f, ReadOptions{})
			if err != nil {
				t.Fatalf("graph %d, %s: %v\n%s", n, f, err, text.String())
			}
			if got, err := DigestOf(back); err != nil || got != want {
				t.Fatalf("graph %d, %s: another graph comes back (%v)\n%s\nof\n%s", n, f, err, text.String(), textOf(t, NTriples, g, WriteOptions{}))
			}
		}
	}
	for f, n := range refused {
		if f != RDFXML && n != refused[NTriples] {
			t.Errorf("%s refuses %d graphs, N-Triples %d", f, n, refused[NTriples])
		}
	}
	if written[RDFXML] < 100 || written[JSONLD] < 500 {
		t.Errorf("too few were written to tell: %v", written)
	}
	t.Logf("written %v, refused %v", written, refused)
}
