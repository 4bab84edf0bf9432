package publish

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/trebbia/trebbia/dcat/rdf"
)

// NewPlan compares what is wanted with what is held. It is pure: the same arguments
// give the same plan. The order of want matters only where two records collide and
// neither holds what they compete for: then the first goes on.
//
// What is wrong with one wanted dataset becomes a [Conflict]; an error means that the
// arguments as a whole make no sense, and then nothing may be applied.
func NewPlan(want []Want, held []Holding, pol Policy) (*Plan, error) {
	if err := pol.check(); err != nil {
		return nil, fmt.Errorf("plan: %w", err)
	}
	p, err := newPlanner(want, held, pol)
	if err != nil {
		return nil, fmt.Errorf("plan: %w", err)
	}
	for _, w := range p.claim(want) {
		p.compare(w)
	}
	p.leftOver()
	p.sort()
	return p.plan, nil
}

// record names a source record.
type record struct{ source, id string }

type planner struct {
	pol     Policy
	plan    *Plan
	held    []Holding      // sorted by IRI
	byIRI   map[string]int // IRI to its place in held
	seen    map[record]bool
	aside   map[record]bool   // seen, but what is held of it must stay
	kept    map[string]bool   // IRIs that records set aside name themselves
	settled map[string]bool   // IRIs of holdings that a wanted dataset took care of
	moved   map[record]string // records that go on, and the IRI that they have now
}

func newPlanner(want []Want, held []Holding, pol Policy) (*planner, error) {
	p := &planner{
		pol:  pol,
		held: slices.SortedFunc(slices.Values(held), func(a, b Holding) int { return cmp.Compare(a.IRI, b.IRI) }),
		plan: &Plan{
			Version: PlanVersion, Now: pol.Now.UTC(), Changes: []Change{}, Withheld: []Withheld{},
			Conflicts: []Conflict{}, Kept: []Holding{}, Absent: []Absence{}, Unchanged: []Holding{}, Notes: []Note{},
		},
		byIRI:   make(map[string]int, len(held)),
		seen:    make(map[record]bool, len(want)),
		aside:   map[record]bool{},
		kept:    map[string]bool{},
		settled: make(map[string]bool, len(held)),
		moved:   make(map[record]string, len(want)),
	}
	for i, h := range p.held {
		if h.IRI == "" {
			return nil, fmt.Errorf("the target names a holding without an IRI (source %q, record %q)", h.Source, h.RecordID)
		}
		if _, twice := p.byIRI[h.IRI]; twice {
			return nil, fmt.Errorf("the target names the holding %s twice", h.IRI)
		}
		p.byIRI[h.IRI] = i
	}
	for i := range want {
		w := &want[i]
		if w.Source == "" || w.RecordID == "" {
			return nil, fmt.Errorf("wanted dataset %d (%s) names no source record", i, w.IRI)
		}
		r := record{w.Source, w.RecordID}
		p.seen[r] = true
		if w.Keep {
			p.aside[r] = true
			p.kept[w.IRI] = true
		}
	}
	return p, nil
}

func (p *planner) owner(i int) record { return record{p.held[i].Source, p.held[i].RecordID} }

// reject records why a wanted dataset does not go on; what is held of its record stays.
func (p *planner) reject(w *Want, other record, reason string) {
	p.aside[record{w.Source, w.RecordID}] = true
	p.plan.Conflicts = append(p.plan.Conflicts, Conflict{
		IRI: w.IRI, Source: w.Source, RecordID: w.RecordID,
		OtherSource: other.source, OtherRecordID: other.id, Reason: reason,
	})
}

// compare decides what an accepted dataset needs.
func (p *planner) compare(w *Want) {
	var held Holding
	at, isHeld := p.byIRI[w.IRI]
	if isHeld {
		held = p.held[at]
		same := held.Source == w.Source && held.RecordID == w.RecordID
		if same && held.Digest == w.Digest && w.Digest != "" {
			p.settled[w.IRI] = true
			p.plan.Unchanged = append(p.plan.Unchanged, held)
			return
		}
	}
	text, err := rdf.Canonical(w.Dataset.Graph)
	if err != nil {
		p.reject(w, record{}, err.Error())
		return
	}
	digest := digestOf(text, w.Dataset.Companions)
	if w.Digest != "" && w.Digest != digest {
		p.reject(w, record{}, fmt.Sprintf("its digest was handed in as %s but is %s", w.Digest, digest))
		return
	}
	c := Change{
		Kind: Create, IRI: w.IRI, Identifier: w.Dataset.Identifier(), Source: w.Source, RecordID: w.RecordID,
		Title: w.Title, Modified: w.Modified, Want: digest, Graph: NQuads(text),
		Companions: sortedCompanions(w.Dataset.Companions),
	}
	if c.Title == "" {
		c.Title = w.Dataset.Title("")
	}
	p.settled[w.IRI] = true
	p.moved[record{w.Source, w.RecordID}] = w.IRI
	if isHeld {
		c.Kind, c.Held, c.Note = Update, held.Digest, updateNote(held, w)
		if c.Note == "" && held.Digest == digest {
			p.plan.Unchanged = append(p.plan.Unchanged, held)
			return
		}
	}
	p.plan.Changes = append(p.plan.Changes, c)
}

// updateNote names the reasons for an update that its diff does not show.
func updateNote(held Holding, w *Want) string {
	var notes []string
	if held.Damage != "" {
		notes = append(notes, "restores what was lost or altered: "+held.Damage)
	}
	if held.Source != w.Source || held.RecordID != w.RecordID {
		notes = append(notes, fmt.Sprintf("now from source %q, record %q; before from source %q, record %q",
			w.Source, w.RecordID, held.Source, held.RecordID))
	}
	return strings.Join(notes, "; ")
}

// leftOver deals with the holdings that no accepted dataset took care of.
func (p *planner) leftOver() {
	var left []Holding
	for i, h := range p.held {
		switch {
		case p.settled[h.IRI]:
		case p.aside[p.owner(i)] || p.kept[h.IRI]:
			p.plan.Kept = append(p.plan.Kept, h)
		default:
			left = append(left, h)
		}
	}
	p.deletes(left)
}

func (p *planner) sort() {
	slices.SortFunc(p.plan.Changes, func(a, b Change) int {
		return cmp.Or(cmp.Compare(a.Kind.order(), b.Kind.order()), cmp.Compare(a.IRI, b.IRI))
	})
	slices.SortFunc(p.plan.Conflicts, func(a, b Conflict) int {
		return cmp.Or(cmp.Compare(a.IRI, b.IRI), cmp.Compare(a.Source, b.Source), cmp.Compare(a.RecordID, b.RecordID))
	})
	slices.SortFunc(p.plan.Unchanged, func(a, b Holding) int { return cmp.Compare(a.IRI, b.IRI) })
}
