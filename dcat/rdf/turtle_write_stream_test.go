package rdf

import (
	"bytes"
	"errors"
	"strings"
	"testing"
)

func TestTurtleWriterWritesAsItComes(t *testing.T) {
	var out bytes.Buffer
	w, err := NewTurtleWriter(&out, map[string]string{"ex": "http://e/"})
	if err != nil {
		t.Fatal(err)
	}
	triples := []Triple{
		{IRI("http://e/a"), rdfType, IRI("http://e/C")},
		{IRI("http://e/a"), IRI("http://e/p"), Literal("two\nlines")},
		{IRI("http://e/a"), IRI("http://e/p"), Blank("d1.x")},
		{Blank("d1.x"), IRI("http://other/p"), LangLiteral("sì", "it")},
		{IRI("http://e/a"), IRI("http://e/p"), TypedLiteral("1", "http://e/type")},
	}
	for i, triple := range triples {
		if i == 3 {
			if err := w.Comment("one line\n<http://e/a> a <http://e/Forged> ."); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Write(triple); err != nil {
			t.Fatal(err)
		}
	}
	for _, wrong := range []Triple{
		{Literal("subject"), rdfType, IRI("http://e/C")},
		{IRI("http://e/a"), rdfType, IRI("not an IRI")},
		{IRI("http://e/a"), IRI("http://e/p"), Blank("two words")},
	} {
		if err := w.Write(wrong); err == nil {
			t.Errorf("%v was written", wrong)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	want := `@prefix ex: <http://e/> .

ex:a a ex:C ;
    ex:p """two
lines""" ,
        _:d1.x .
# one line <http://e/a> a <http://e/Forged> .

_:d1.x <http://other/p> "sì"@it .

ex:a ex:p "1"^^ex:type .
`
	if out.String() != want {
		t.Errorf("have\n%s\nwant\n%s", out.String(), want)
	}
	g, faults, err := ReadGraph(strings.NewReader(out.String()), Turtle, ReadOptions{})
	if err != nil || len(faults) > 0 || g.Len() != len(triples) {
		t.Errorf("%d triples read back, want %d; %v %v", g.Len(), len(triples), err, faults)
	}
}

func TestTurtleWriterTellsOfItsWriter(t *testing.T) {
	w, err := NewTurtleWriter(refusing{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Write(Triple{IRI("http://e/a"), rdfType, IRI("http://e/C")}); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err == nil {
		t.Error("the text is lost without an error")
	}
	if _, err := NewTurtleWriter(refusing{}, map[string]string{"a b": "http://e/"}); err == nil {
		t.Error("a prefix of two words passed")
	}
}

// refusing is a full disk.
type refusing struct{}

func (refusing) Write([]byte) (int, error) { return 0, errors.New("no space left") }
