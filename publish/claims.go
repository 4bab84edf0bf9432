package publish

import "fmt"

// claim returns the wanted datasets that go on: each IRI and each dct:identifier once.
// Two records that compete are never merged and never overwrite each other. The record
// that already holds the dataset goes on, else the first in order; a harvester matches
// datasets by IRI and then by identifier, so that either of them twice would make it
// show one of the two as the other.
func (p *planner) claim(want []Want) []*Want {
	c := claims{byIRI: make(map[string]record, len(want)), byIdentifier: make(map[string]record, len(want))}
	p.claimHeld(&c)
	accepted := make([]*Want, 0, len(want))
	consider := func(w *Want) {
		if reason := fault(w); reason != "" {
			p.reject(w, record{}, reason)
			return
		}
		other, reason := c.take(w, w.Dataset.Identifier())
		if reason != "" {
			p.reject(w, other, reason)
			return
		}
		accepted = append(accepted, w)
	}
	var rest []*Want
	for i := range want {
		w := &want[i]
		if w.Keep {
			continue
		}
		if at, ok := p.byIRI[w.IRI]; ok && p.owner(at) == (record{w.Source, w.RecordID}) {
			consider(w)
			continue
		}
		rest = append(rest, w)
	}
	for _, w := range rest {
		consider(w)
	}
	return accepted
}

// claimHeld claims what must stay with the record that holds it although it is not
// wanted now: the record was set aside, or may be there although it was not seen.
// Otherwise a dataset would change hands each time one of two sources is down.
func (p *planner) claimHeld(c *claims) {
	for i, h := range p.held {
		owner := p.owner(i)
		listing, configured := p.pol.Listings[h.Source]
		inDoubt := configured && !listing.Complete && !p.seen[owner]
		if !p.aside[owner] && !inDoubt {
			continue
		}
		c.byIRI[h.IRI] = owner
		if h.Identifier != "" {
			c.byIdentifier[h.Identifier] = owner
		}
	}
}

func fault(w *Want) string {
	switch {
	case w.Dataset == nil || w.Dataset.Graph == nil:
		return "there is no dataset for it"
	case w.IRI == "":
		return "it has no IRI"
	case w.IRI != w.Dataset.IRI:
		return fmt.Sprintf("it is wanted as %s but the dataset is %s", w.IRI, w.Dataset.IRI)
	}
	return ""
}

type claims struct {
	byIRI, byIdentifier map[string]record
}

// take claims the IRI and the identifier for the wanted dataset, or says who has them.
func (c *claims) take(w *Want, identifier string) (other record, reason string) {
	r := record{w.Source, w.RecordID}
	other, taken := c.byIRI[w.IRI]
	if taken {
		if other == r {
			return other, fmt.Sprintf("record %q of source %q gives the dataset %s twice", r.id, r.source, w.IRI)
		}
		return other, fmt.Sprintf("the IRI %s belongs to record %q of source %q: give this record another identifier (identifiers.aliases), or leave it out of its source",
			w.IRI, other.id, other.source)
	}
	if identifier != "" {
		other, taken = c.byIdentifier[identifier]
		if taken && other == r {
			return other, fmt.Sprintf("record %q of source %q gives the identifier %q twice", r.id, r.source, identifier)
		}
		if taken {
			return other, fmt.Sprintf("the identifier %q belongs to record %q of source %q: give this record another one (identifiers.aliases), or leave it out of its source",
				identifier, other.id, other.source)
		}
		c.byIdentifier[identifier] = r
	}
	c.byIRI[w.IRI] = r
	return record{}, ""
}
