package rdf

import (
	"slices"
	"strconv"
)

// maxComparisons bounds the pairs of blank nodes that are compared under one parent;
// beyond it the diff is longer than it could be, never wrong.
const maxComparisons = 250_000

// pairing says which blank node of the new graph continues which of the old one. Any
// pairing gives a true diff; a good one gives a short diff.
type pairing struct {
	old, now           *canonicaliser
	oldToNow, nowToOld []int32 // partner, or -1
}

func newPairing(old, now *canonicaliser) *pairing {
	p := &pairing{old: old, now: now}
	p.oldToNow = slices.Repeat([]int32{-1}, len(old.mentions))
	p.nowToOld = slices.Repeat([]int32{-1}, len(now.mentions))
	return p
}

func (p *pairing) pair(old, now int32) {
	p.oldToNow[old], p.nowToOld[now] = now, old
}

// pairEqualParts pairs the blank nodes of parts that have the same canonical form.
func (p *pairing) pairEqualParts() error {
	waiting := map[string][]*canonicaliser{}
	for _, part := range p.old.parts() {
		c, text, err := p.old.canonicalPart(part)
		if err != nil {
			return err
		}
		waiting[text] = append(waiting[text], c)
	}
	for _, part := range p.now.parts() {
		c, text, err := p.now.canonicalPart(part)
		if err != nil {
			return err
		}
		same := waiting[text]
		if len(same) == 0 {
			continue
		}
		waiting[text] = same[1:]
		theirs := same[0].labelsByNumber()
		for n, label := range c.labelsByNumber() {
			p.pair(p.old.ids[theirs[n]], p.now.ids[label])
		}
	}
	return nil
}

func (c *canonicaliser) canonicalPart(part []int32) (*canonicaliser, string, error) {
	quads := make([]Quad, len(part))
	for i, q := range part {
		quads[i] = c.quads[q]
	}
	own := newCanonicaliser(quads)
	if err := own.label(); err != nil {
		return nil, "", err
	}
	return own, string(own.text()), nil
}

func (c *canonicaliser) labelsByNumber() []string {
	out := make([]string, len(c.canon))
	for label, b := range c.ids {
		out[c.canon[b]] = label
	}
	return out
}

// place is where a blank node hangs: under a predicate of an IRI, of a blank node of
// the old graph, or nowhere.
type place struct {
	parent    Term
	predicate string
}

// pairChanged pairs what is left, from the parents down: blank nodes that hang under
// the same predicate of the same node, the most alike first.
func (p *pairing) pairChanged() {
	for {
		old := p.old.unpaired(p.oldToNow, func(b int32) (int32, bool) { return b, p.oldToNow[b] >= 0 })
		now := p.now.unpaired(p.nowToOld, func(b int32) (int32, bool) { return p.nowToOld[b], p.nowToOld[b] >= 0 })
		progress := false
		for _, at := range old.order {
			if p.pairSiblings(old.nodes[at], now.nodes[at], at != place{}) {
				progress = true
			}
		}
		if !progress {
			return
		}
	}
}

type hanging struct {
	order []place
	nodes map[place][]int32
}

// unpaired lists the blank nodes without a partner by the places where they hang;
// known maps a blank node that has one to its number in the old graph.
func (c *canonicaliser) unpaired(partner []int32, known func(int32) (int32, bool)) hanging {
	h := hanging{nodes: map[place][]int32{}}
	add := func(at place, b int32) {
		if _, ok := h.nodes[at]; !ok {
			h.order = append(h.order, at)
		}
		h.nodes[at] = append(h.nodes[at], b)
	}
	for _, b := range c.byCanonicalNumber() {
		if partner[b] >= 0 {
			continue
		}
		hangs := false
		for _, q := range c.mentions[b] {
			if c.blanksOf[q][1] != b {
				continue
			}
			hangs = true
			t := c.quads[q].Triple
			if s := c.blanksOf[q][0]; s >= 0 {
				n, ok := known(s)
				if !ok {
					continue
				}
				t.Subject = Blank(strconv.Itoa(int(n)))
			}
			add(place{t.Subject, t.Predicate.Value}, b)
		}
		if !hangs {
			add(place{}, b)
		}
	}
	return h
}

// pairSiblings pairs nodes that hang at one place and reports whether it paired any.
// Two nodes that have nothing in common are paired only when each is the only one.
func (p *pairing) pairSiblings(old, now []int32, underParent bool) bool {
	old = slices.DeleteFunc(old, func(b int32) bool { return p.oldToNow[b] >= 0 })
	now = slices.DeleteFunc(now, func(b int32) bool { return p.nowToOld[b] >= 0 })
	if len(old)*len(now) == 0 || len(old)*len(now) > maxComparisons {
		return false
	}
	if underParent && len(old) == 1 && len(now) == 1 {
		p.pair(old[0], now[0])
		return true
	}
	type match struct {
		old, now int32
		shared   int
	}
	var matches []match
	nowSays := make([]map[said]bool, len(now))
	for i, b := range now {
		nowSays[i] = p.now.says(b)
	}
	for _, a := range old {
		says := p.old.says(a)
		for i, b := range now {
			shared := 0
			for s := range nowSays[i] {
				if says[s] {
					shared++
				}
			}
			if shared > 0 {
				matches = append(matches, match{a, b, shared})
			}
		}
	}
	slices.SortStableFunc(matches, func(a, b match) int { return b.shared - a.shared })
	for _, m := range matches {
		if p.oldToNow[m.old] < 0 && p.nowToOld[m.now] < 0 {
			p.pair(m.old, m.now)
		}
	}
	return len(matches) > 0
}

type said struct {
	predicate string
	object    Term
}

// says returns the statements about a blank node that mention no other.
func (c *canonicaliser) says(b int32) map[said]bool {
	out := map[said]bool{}
	for _, q := range c.mentions[b] {
		if blanks := c.blanksOf[q]; blanks[0] == b && blanks[1] < 0 {
			out[said{c.quads[q].Predicate.Value, c.quads[q].Object}] = true
		}
	}
	return out
}
