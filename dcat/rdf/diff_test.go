package rdf

import (
	"math/rand/v2"
	"testing"
)

func datasetWithBlanks(title, mail string) []Triple {
	ds := e("dataset")
	return []Triple{
		tr(ds, e("title"), LangLiteral(title, "it")),
		tr(ds, e("contact"), Blank("contact")),
		tr(Blank("contact"), e("fn"), Literal("Ufficio")),
		tr(Blank("contact"), e("mail"), Literal(mail)),
		tr(ds, e("distribution"), Blank("d1")),
		tr(ds, e("distribution"), Blank("d2")),
		tr(Blank("d1"), e("url"), e("1.csv")),
		tr(Blank("d1"), e("period"), Blank("t1")),
		tr(Blank("t1"), e("start"), Literal("2020")),
		tr(Blank("d2"), e("url"), e("2.csv")),
	}
}

func TestDiffOfTheSameGraphIsEmpty(t *testing.T) {
	a := datasetWithBlanks("Titolo", "a@b.it")
	b := relabelled(a, rand.New(rand.NewPCG(5, 6)))
	removed, added, err := Diff(NewGraph(a...), NewGraph(b...))
	if err != nil || len(removed)+len(added) > 0 {
		t.Errorf("removed %v, added %v, error %v", removed, added, err)
	}
}

func TestDiffIsShort(t *testing.T) {
	a := datasetWithBlanks("Titolo", "a@b.it")
	b := relabelled(datasetWithBlanks("Titolo", "c@d.it"), rand.New(rand.NewPCG(7, 8)))
	removed, added, err := Diff(NewGraph(a...), NewGraph(b...))
	if err != nil {
		t.Fatal(err)
	}
	if len(removed) != 1 || len(added) != 1 {
		t.Fatalf("removed %v, added %v", removed, added)
	}
	if removed[0].Object != Literal("a@b.it") || added[0].Object != Literal("c@d.it") {
		t.Errorf("removed %v, added %v", removed, added)
	}
	if removed[0].Subject != added[0].Subject {
		t.Errorf("the contact is called %v and %v", removed[0].Subject, added[0].Subject)
	}
}

func TestDiffBelowABlankNode(t *testing.T) {
	a := datasetWithBlanks("T", "m")
	b := relabelled(datasetWithBlanks("T", "m"), rand.New(rand.NewPCG(9, 10)))
	for i := range b {
		if b[i].Object == Literal("2020") {
			b[i].Object = Literal("2021")
		}
	}
	b = append(b, tr(e("dataset"), e("distribution"), Blank("third")), tr(Blank("third"), e("url"), e("3.csv")))
	removed, added, err := Diff(NewGraph(a...), NewGraph(b...))
	if err != nil {
		t.Fatal(err)
	}
	if len(removed) != 1 || removed[0].Object != Literal("2020") {
		t.Errorf("removed %v", removed)
	}
	if len(added) != 3 {
		t.Errorf("added %v", added)
	}
}

// A diff is true whatever the pairing: taking away and adding gives the new graph.
func TestDiffApplied(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	pool := datasetWithBlanks("A", "m")
	pool = append(pool, datasetWithBlanks("B", "n")...)
	pool = append(pool, cycle("c", 4)...)
	for range 200 {
		pick := func() *Graph {
			g := NewGraph()
			for _, t := range relabelled(pool, r) {
				if r.IntN(3) > 0 {
					g.Add(t)
				}
			}
			return g
		}
		a, b := pick(), pick()
		removed, added, err := Diff(a, b)
		if err != nil {
			t.Fatal(err)
		}
		if got := a.Len() - len(removed) + len(added); got != b.Len() {
			t.Fatalf("%d - %d + %d triples, want %d", a.Len(), len(removed), len(added), b.Len())
		}
		back, forth, err := Diff(b, a)
		if err != nil {
			t.Fatal(err)
		}
		if len(back)-len(forth) != len(added)-len(removed) {
			t.Fatalf("the reverse diff removes %d and adds %d, not %d and %d", len(back), len(forth), len(added), len(removed))
		}
		same, err := DigestOf(a)
		if err != nil {
			t.Fatal(err)
		}
		other, err := DigestOf(b)
		if err != nil {
			t.Fatal(err)
		}
		if (same == other) != (len(removed)+len(added) == 0) {
			t.Fatalf("digests equal: %v, diff of %d triples", same == other, len(removed)+len(added))
		}
	}
}
