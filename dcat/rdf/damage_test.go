package rdf

import (
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"sort"
	"strings"
	"testing"
)

// A damage is one realistic fault in a good document: text[from:to] becomes put.
type damage struct {
	kind     string
	from, to int
	put      string
}

func (d damage) apply(text string) string { return text[:d.from] + d.put + text[d.to:] }

// back returns the offset in the good text of an offset in the damaged one.
func (d damage) back(offset int) int {
	switch {
	case offset < d.from:
		return offset
	case offset >= d.from+len(d.put):
		return offset - len(d.put) + d.to - d.from
	}
	return d.from
}

// placed is a triple with the offset at which a text states it.
type placed struct {
	Triple
	at int
}

// lineStarts are the offsets of the lines of a text.
func lineStarts(text string) []int {
	starts := []int{0}
	for i := range len(text) {
		if text[i] == '\n' || text[i] == '\r' && !strings.HasPrefix(text[i:], "\r\n") {
			starts = append(starts, i+1)
		}
	}
	return starts
}

// offsetOf is the inverse of the readers' positions.
func offsetOf(text string, starts []int, at Position) int {
	if at.Line > len(starts) {
		return len(text)
	}
	i := starts[at.Line-1]
	for column := 1; i < len(text) && column < at.Column; column++ {
		for i++; i < len(text) && text[i]&0xC0 == 0x80; i++ {
		}
	}
	return i
}

type reading struct {
	triples []placed
	faults  []*SyntaxError
	other   error
}

func readPlaced(text string, f Format, opt ReadOptions) (r reading) {
	starts := lineStarts(text)
	for q, err := range Read(strings.NewReader(text), f, opt) {
		var syntax *SyntaxError
		switch {
		case errors.As(err, &syntax):
			r.faults = append(r.faults, syntax)
		case err != nil:
			r.other = err
		default:
			r.triples = append(r.triples, placed{q.Triple, offsetOf(text, starts, q.Position)})
		}
	}
	return r
}

// faceless is what a triple says apart from the names of its blank nodes.
func faceless(p placed) placed {
	for _, t := range []*Term{&p.Subject, &p.Object} {
		if t.IsBlank() {
			t.Value = ""
		}
	}
	return p
}

// compare matches the triples of a damaged text with those of the good one, by place
// and content. It returns those that the good text does not state, and those that were
// lost.
func compare(good, damaged []placed, d damage) (invented []string, lost []placed) {
	held := map[placed][]placed{}
	for _, p := range good {
		held[faceless(p)] = append(held[faceless(p)], p)
	}
	there, back := map[string]string{}, map[string]string{}
	for _, p := range damaged {
		p.at = d.back(p.at)
		key := faceless(p)
		same := held[key]
		if len(same) == 0 {
			invented = append(invented, p.Triple.String())
			continue
		}
		held[key] = same[1:]
		if len(same) > 1 {
			continue // which of them it is cannot be told
		}
		for _, pair := range [][2]Term{{p.Subject, same[0].Subject}, {p.Object, same[0].Object}} {
			a, b := pair[0].Value, pair[1].Value
			if !pair[0].IsBlank() {
				continue
			}
			if was, ok := there[a]; ok && was != b {
				invented = append(invented, fmt.Sprintf("%s is two nodes, %s and %s", a, was, b))
			}
			if was, ok := back[b]; ok && was != a {
				invented = append(invented, fmt.Sprintf("%s has become two nodes, %s and %s", b, was, a))
			}
			there[a], back[b] = b, a
		}
	}
	for _, p := range good {
		key := faceless(p)
		if rest := held[key]; len(rest) > 0 && rest[0] == p {
			held[key] = rest[1:]
			lost = append(lost, p)
		}
	}
	return invented, lost
}

// span is the part of a text that is one statement, as the readers' documentation
// defines it.
type span struct{ from, to int }

func (s span) holds(offset int) bool { return s.from <= offset && offset < s.to }

// spanAt returns the innermost span around an offset.
func spanAt(spans []span, offset int) (best span, ok bool) {
	for _, s := range spans {
		if s.holds(offset) && (!ok || s.to-s.from < best.to-best.from) {
			best, ok = s, true
		}
	}
	return best, ok
}

// damageTally counts what damages of one kind came to.
type damageTally struct {
	tried, stillGood, invented, unreported, misplaced int
	lostOwn, lostNear, most                           int
}

// damageReport collects the tallies of one format.
type damageReport struct {
	format  Format
	tallies map[string]*damageTally
}

func (r *damageReport) tally(kind string) *damageTally {
	if r.tallies[kind] == nil {
		r.tallies[kind] = &damageTally{}
	}
	return r.tallies[kind]
}

func (r *damageReport) log(t *testing.T) {
	t.Logf("%-9s %-34s %6s %6s %8s %8s %8s %8s", r.format, "damage", "tried", "good", "own lost", "neighb.", "most", "invented")
	for _, kind := range slices.Sorted(maps.Keys(r.tallies)) {
		n := r.tallies[kind]
		t.Logf("%-9s %-34s %6d %6d %8d %8d %8d %8d", r.format, kind, n.tried, n.stillGood, n.lostOwn, n.lostNear, n.most, n.invented)
	}
}

// tryDamage applies one damage and checks what lenient reading makes of it.
func (r *damageReport) try(t *testing.T, name, text string, good reading, spans []span, d damage) {
	t.Helper()
	opt := ReadOptions{Base: "http://base.example/a/", MaxDepth: 60}
	bad := d.apply(text)
	n := r.tally(d.kind)
	n.tried++
	if strict := readPlaced(bad, r.format, opt); len(strict.faults) == 0 && strict.other == nil {
		n.stillGood++
		return
	}
	opt.Lenient = true
	got := readPlaced(bad, r.format, opt)
	near := fmt.Sprintf("%s, %s at %d: %q", name, d.kind, d.from, bad[max(0, d.from-40):min(len(bad), d.from+40)])
	if got.other != nil {
		t.Errorf("%s: %v", near, got.other)
	}
	if len(got.faults) == 0 {
		n.unreported++
		t.Errorf("%s: no fault is reported", near)
		return
	}
	own, _ := spanAt(spans, d.from)
	starts := lineStarts(bad)
	if first := d.back(offsetOf(bad, starts, got.faults[0].Position)); first < own.from {
		n.misplaced++
		t.Errorf("%s: the fault %v stands before its statement", near, got.faults[0])
	}
	invented, lost := compare(good.triples, got.triples, d)
	if n.invented += len(invented); len(invented) > 0 {
		t.Errorf("%s: %d triples that nobody stated, faults %v:\n%s", near, len(invented), got.faults[:min(3, len(got.faults))], strings.Join(invented[:min(5, len(invented))], "\n"))
	}
	neighbours := 0
	for _, p := range lost {
		switch s, ok := spanAt(spans, p.at); {
		case ok && s == own:
			n.lostOwn++
		case p.at < d.from || p.at >= d.to: // else it was cut off
			neighbours++
		}
	}
	n.lostNear += neighbours
	n.most = max(n.most, neighbours)
	if neighbours > neighboursMost {
		t.Errorf("%s: %d neighbours lost, faults %v", near, neighbours, got.faults[:min(3, len(got.faults))])
	}
}

// neighboursMost is how many triples of other statements a damage may take along: those
// of one statement where it is ambiguous which of two is meant (a flush-left ',' for
// '.'), the list that a broken item stands in, and nodes inside a broken literal.
const neighboursMost = 6

// damageDocument tries every kind of damage at a few places of a document, the same
// ones in every run.
func (r *damageReport) document(t *testing.T, name, text string, spans []span, kinds []damageKind, each int) {
	t.Helper()
	good := readPlaced(text, r.format, ReadOptions{Base: "http://base.example/a/"})
	if len(good.faults) > 0 || good.other != nil {
		t.Fatalf("%s is not good itself: %v %v", name, good.faults, good.other)
	}
	dice := rand.New(rand.NewPCG(1, uint64(len(text))))
	for _, kind := range kinds {
		sites := kind.sites(text)
		dice.Shuffle(len(sites), func(i, j int) { sites[i], sites[j] = sites[j], sites[i] })
		sites = sites[:min(each, len(sites))]
		sort.Slice(sites, func(i, j int) bool { return sites[i].from < sites[j].from })
		for _, d := range sites {
			if _, ok := spanAt(spans, d.from); ok {
				r.try(t, name, text, good, spans, d)
			}
		}
	}
}
