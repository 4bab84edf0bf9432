package rdf

import (
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
)

const ex = "http://example.org/"

func e(local string) Term { return IRI(ex + local) }

func tr(s, p, o Term) Triple { return Triple{s, p, o} }

// relabelled gives the blank nodes other labels and the triples another order.
func relabelled(triples []Triple, r *rand.Rand) []Triple {
	names := map[string]string{}
	numbers := r.Perm(10 * (len(triples) + 1))
	name := func(t Term) Term {
		if !t.IsBlank() {
			return t
		}
		if _, ok := names[t.Value]; !ok {
			names[t.Value] = fmt.Sprintf("x%d", numbers[len(names)])
		}
		return Blank(names[t.Value])
	}
	out := make([]Triple, len(triples))
	for i, at := range r.Perm(len(triples)) {
		t := triples[at]
		out[i] = Triple{name(t.Subject), t.Predicate, name(t.Object)}
	}
	return out
}

func canonicalText(t *testing.T, triples []Triple) string {
	t.Helper()
	text, err := Canonical(NewGraph(triples...))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// graphs with the structures that the specification names.
func canonicalCases() map[string][]Triple {
	b, p, q := Blank, e("p"), e("q")
	cases := map[string][]Triple{
		"no blank nodes":   {tr(e("s"), p, Literal("x")), tr(e("s"), p, e("o"))},
		"unique hashes":    {tr(e("s"), p, b("a")), tr(e("s"), q, b("b")), tr(b("a"), p, b("b"))},
		"shared hashes":    {tr(e("p"), q, b("e0")), tr(e("p"), q, b("e1")), tr(b("e0"), p, b("e2")), tr(b("e1"), p, b("e3")), tr(b("e2"), e("r"), b("e3"))},
		"duplicate paths":  {tr(e("p"), q, b("e0")), tr(e("p"), q, b("e1")), tr(b("e0"), p, b("e2")), tr(b("e0"), p, b("e3")), tr(b("e1"), p, b("e4")), tr(b("e1"), p, b("e5")), tr(b("e4"), e("r"), b("e2")), tr(b("e5"), e("r"), b("e3"))},
		"self reference":   {tr(b("a"), p, b("a")), tr(b("b"), p, b("b"))},
		"two cycles":       append(cycle("x", 3), cycle("y", 5)...),
		"double circle":    doubleCircle(),
		"many like leaves": leaves(30),
	}
	return cases
}

func cycle(name string, n int) []Triple {
	var out []Triple
	for i := range n {
		out = append(out, tr(Blank(fmt.Sprint(name, i)), e("p"), Blank(fmt.Sprint(name, (i+1)%n))))
	}
	return out
}

func doubleCircle() []Triple {
	out := cycle("d", 6)
	for _, t := range cycle("d", 6) {
		out = append(out, tr(t.Object, e("p"), t.Subject))
	}
	return out
}

func leaves(n int) []Triple {
	out := []Triple{tr(e("s"), e("p"), Blank("parent"))}
	for i := range n {
		leaf := Blank(fmt.Sprint("leaf", i))
		out = append(out, tr(Blank("parent"), e("has"), leaf), tr(leaf, e("name"), Literal("same")))
	}
	return out
}

func TestCanonicalIgnoresLabelsAndOrder(t *testing.T) {
	for name, triples := range canonicalCases() {
		t.Run(name, func(t *testing.T) {
			r := rand.New(rand.NewPCG(1, 2))
			want := canonicalText(t, triples)
			if n := strings.Count(want, "\n"); n != len(triples) {
				t.Fatalf("%d lines for %d triples:\n%s", n, len(triples), want)
			}
			for range 20 {
				if got := canonicalText(t, relabelled(triples, r)); got != want {
					t.Fatalf("relabelled graph differs:\n%s\nwant\n%s", got, want)
				}
			}
		})
	}
}

func TestCanonicalOfRandomGraphs(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 300 {
		var triples []Triple
		nodes, size := 2+r.IntN(6), 1+r.IntN(12)
		seen := map[Triple]bool{}
		for range size {
			term := func() Term {
				if r.IntN(4) == 0 {
					return e("n")
				}
				return Blank(fmt.Sprint("n", r.IntN(nodes)))
			}
			triple := tr(term(), e(fmt.Sprint("p", r.IntN(2))), term())
			if !seen[triple] {
				seen[triple] = true
				triples = append(triples, triple)
			}
		}
		want := canonicalText(t, triples)
		if got := canonicalText(t, relabelled(triples, r)); got != want {
			t.Fatalf("relabelled graph differs:\n%s\nwant\n%s\nof %v", got, want, triples)
		}
		// The canonical labels name the same graph: canonicalising again changes nothing.
		var again []Triple
		for _, line := range strings.Split(strings.TrimSpace(want), "\n") {
			again = append(again, parseTestLine(t, line))
		}
		if got := canonicalText(t, again); got != want {
			t.Fatalf("canonical form is not a fixed point:\n%s\nwant\n%s", got, want)
		}
	}
}

// parseTestLine reads a line that holds IRIs and blank nodes only.
func parseTestLine(t *testing.T, line string) Triple {
	t.Helper()
	f := strings.Fields(line)
	if len(f) != 4 {
		t.Fatalf("not a triple: %q", line)
	}
	term := func(s string) Term {
		if label, ok := strings.CutPrefix(s, "_:"); ok {
			return Blank(label)
		}
		return IRI(strings.Trim(s, "<>"))
	}
	return tr(term(f[0]), term(f[1]), term(f[2]))
}

func TestCanonicalTellsDifferentGraphsApart(t *testing.T) {
	six := cycle("a", 6)
	twoThrees := append(cycle("a", 3), cycle("b", 3)...)
	if canonicalText(t, six) == canonicalText(t, twoThrees) {
		t.Error("a ring of six and two rings of three have the same canonical form")
	}
	a := []Triple{tr(Blank("a"), e("p"), Literal("x")), tr(Blank("b"), e("p"), Literal("y"))}
	b := []Triple{tr(Blank("a"), e("p"), Literal("x")), tr(Blank("a"), e("p"), Literal("y"))}
	if canonicalText(t, a) == canonicalText(t, b) {
		t.Error("two nodes with a value each and one node with both have the same canonical form")
	}
}

func TestCanonicalText(t *testing.T) {
	got := canonicalText(t, []Triple{
		tr(e("s"), e("p"), Literal("tab\t nl\n cr\r quote\" back\\ bell\a del\x7F bs\b ff\f è \U0001F600")),
		tr(e("s"), e("p"), LangLiteral("ciao", "it")),
		tr(e("s"), e("p"), TypedLiteral("1", ex+"int")),
		tr(Blank("zz"), e("p"), Blank("aa")),
	})
	want := `<http://example.org/s> <http://example.org/p> "1"^^<http://example.org/int> .
<http://example.org/s> <http://example.org/p> "ciao"@it .
<http://example.org/s> <http://example.org/p> "tab\t nl\n cr\r quote\" back\\ bell\u0007 del\u007F bs\b ff\f è 😀" .
`
	if !strings.HasPrefix(got, want) {
		t.Errorf("got\n%s\nwant it to begin with\n%s", got, want)
	}
	if !strings.Contains(got, "_:c14n0 ") || !strings.Contains(got, "_:c14n1 ") {
		t.Errorf("blank nodes are not labelled c14n0 and c14n1:\n%s", got)
	}
}

func TestCanonicalQuadsNamesGraphs(t *testing.T) {
	quad := func(s, o, g Term) Quad { return Quad{Triple: tr(s, e("p"), o), Graph: g} }
	a := []Quad{quad(Blank("x"), e("o"), Blank("g")), quad(Blank("x"), e("o"), Blank("g"))}
	text, err := CanonicalQuads(a)
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(text), "\n"); n != 1 {
		t.Errorf("a repeated quad is written %d times", n)
	}
	same := []Quad{quad(Blank("g"), e("o"), Blank("x"))}
	other, err := CanonicalQuads(same)
	if err != nil {
		t.Fatal(err)
	}
	if string(text) != string(other) {
		t.Errorf("%s differs from %s", text, other)
	}
}

func TestPoisonedGraphIsRefusedQuickly(t *testing.T) {
	var clique []Triple
	for i := range 12 {
		for j := range 12 {
			if i != j {
				clique = append(clique, tr(Blank(fmt.Sprint(i)), e("p"), Blank(fmt.Sprint(j))))
			}
		}
	}
	begin := time.Now()
	_, err := DigestOf(NewGraph(clique...))
	if !errors.Is(err, ErrTooComplex) {
		t.Fatalf("got %v", err)
	}
	if d := time.Since(begin); d > 20*time.Second {
		t.Errorf("took %v", d)
	}
}

func TestDigestOf(t *testing.T) {
	d, err := DigestOf(NewGraph())
	if err != nil {
		t.Fatal(err)
	}
	const ofNothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
	if d != ofNothing {
		t.Errorf("the empty graph has digest %s", d)
	}
}

// The golden file holds what two independent implementations of RDFC-1.0 (rdf-canonize
// for JavaScript and pyld) give for the same graphs.
func TestCanonicalBytes(t *testing.T) {
	cases := canonicalCases()
	var text strings.Builder
	for _, name := range slices.Sorted(maps.Keys(cases)) {
		fmt.Fprintf(&text, "# %s\n%s", name, canonicalText(t, cases[name]))
	}
	golden(t, "canonical.nq", text.String())
}
