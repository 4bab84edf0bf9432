package rdf

import (
	"testing"

	"github.com/knakk/rdf"
)

func TestKnakkConversionsAreInverse(t *testing.T) {
	for _, triple := range []Triple{
		tr(e("s"), e("p"), e("o")),
		tr(Blank("b1"), e("p"), Blank("b2")),
		tr(e("s"), e("p"), Literal("a \"b\"\n")),
		tr(e("s"), e("p"), LangLiteral("città", "it-IT")),
		tr(e("s"), e("p"), TypedLiteral("01", XSDString[:len(XSDString)-6]+"integer")),
	} {
		there, err := ToKnakk(triple)
		if err != nil {
			t.Errorf("%v: %v", triple, err)
			continue
		}
		if back := FromKnakk(there); back != triple {
			t.Errorf("%v came back as %v", triple, back)
		}
	}
}

func TestToKnakkRefusesWhatIsNoTriple(t *testing.T) {
	for _, triple := range []Triple{
		{},
		tr(Literal("s"), e("p"), e("o")),
		tr(e("s"), Blank("p"), e("o")),
		tr(e("s"), e("p"), Term{}),
	} {
		if got, err := ToKnakk(triple); err == nil {
			t.Errorf("%v became %v", triple, got)
		}
	}
	if got := TermFromKnakk(rdf.Term(nil)); !got.IsZero() {
		t.Errorf("nil became %v", got)
	}
}
