package rdf

import (
	"cmp"
	"slices"
	"strconv"
)

// Diff returns the triples that a has and b lacks, and the reverse, both sorted.
// Blank nodes are compared by what they say, not by label: both lists are empty iff
// the graphs have the same canonical form. A blank node that changed is paired with
// its likeliest predecessor, so that one edited value is one triple removed and one
// added.
//
// In the result blank nodes have the canonical labels of a; those that only b has are
// labelled new0, new1 and so on.
func Diff(a, b *Graph) (removed, added []Triple, err error) {
	old, err := labelled(a)
	if err != nil {
		return nil, nil, err
	}
	now, err := labelled(b)
	if err != nil {
		return nil, nil, err
	}
	p := newPairing(old, now)
	if err := p.pairEqualParts(); err != nil {
		return nil, nil, err
	}
	p.pairChanged()
	oldName, nowName := p.names()
	return without(old, oldName, now, nowName), without(now, nowName, old, oldName), nil
}

func labelled(g *Graph) (*canonicaliser, error) {
	var quads []Quad
	for t := range g.All() {
		quads = append(quads, Quad{Triple: t})
	}
	c := newCanonicaliser(quads)
	return c, c.label()
}

// without returns the triples of x that y lacks, under the given names of their
// blank nodes.
func without(x *canonicaliser, xName []string, y *canonicaliser, yName []string) []Triple {
	have := make(map[Triple]bool, len(y.quads))
	for i := range y.quads {
		have[y.renamed(i, yName)] = true
	}
	var out []Triple
	for i := range x.quads {
		if t := x.renamed(i, xName); !have[t] {
			out = append(out, t)
		}
	}
	slices.SortFunc(out, func(a, b Triple) int {
		return cmp.Or(Compare(a.Subject, b.Subject), Compare(a.Predicate, b.Predicate), Compare(a.Object, b.Object))
	})
	return out
}

func (c *canonicaliser) renamed(quad int, names []string) Triple {
	t := c.quads[quad].Triple
	if b := c.blanksOf[quad][0]; b >= 0 {
		t.Subject = Blank(names[b])
	}
	if b := c.blanksOf[quad][1]; b >= 0 {
		t.Object = Blank(names[b])
	}
	return t
}

// names gives the blank nodes of both graphs their labels in the result.
func (p *pairing) names() (old, now []string) {
	old = make([]string, len(p.old.mentions))
	for b := range old {
		old[b] = canonicalPrefix + strconv.Itoa(int(p.old.canon[b]))
	}
	now = make([]string, len(p.now.mentions))
	fresh := 0
	for _, b := range p.now.byCanonicalNumber() {
		if partner := p.nowToOld[b]; partner >= 0 {
			now[b] = old[partner]
			continue
		}
		now[b] = "new" + strconv.Itoa(fresh)
		fresh++
	}
	return old, now
}

func (c *canonicaliser) byCanonicalNumber() []int32 {
	out := make([]int32, len(c.canon))
	for b, n := range c.canon {
		out[n] = int32(b)
	}
	return out
}

// parts splits the quads with blank nodes into sets that share no blank node, in
// canonical order.
func (c *canonicaliser) parts() [][]int32 {
	root := make([]int32, len(c.mentions))
	for b := range root {
		root[b] = int32(b)
	}
	find := func(b int32) int32 {
		for root[b] != b {
			root[b] = root[root[b]]
			b = root[b]
		}
		return b
	}
	for _, blanks := range c.blanksOf {
		if blanks[0] >= 0 && blanks[1] >= 0 {
			root[find(blanks[0])] = find(blanks[1])
		}
	}
	place := map[int32]int{}
	var parts [][]int32
	for _, b := range c.byCanonicalNumber() {
		r := find(b)
		at, ok := place[r]
		if !ok {
			at = len(parts)
			place[r] = at
			parts = append(parts, nil)
		}
		for _, q := range c.mentions[b] {
			// A quad with two blank nodes belongs to the part once: through its subject.
			if s := c.blanksOf[q][0]; s < 0 || s == b {
				parts[at] = append(parts[at], q)
			}
		}
	}
	return parts
}
