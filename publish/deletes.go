package publish

import (
	"fmt"
	"math"
	"strconv"
	"time"
)

// deletes decides about holdings whose record gives them no longer.
func (p *planner) deletes(left []Holding) {
	total, gone := map[string]int{}, map[string]int{}
	for _, h := range p.held {
		total[h.Source]++
	}
	for _, h := range left {
		gone[h.Source]++
	}
	for _, h := range left {
		c := Change{
			Kind: Delete, IRI: h.IRI, Identifier: h.Identifier, Source: h.Source, RecordID: h.RecordID,
			Title: h.Title, Modified: h.Modified, Held: h.Digest,
		}
		if now, ok := p.moved[record{h.Source, h.RecordID}]; ok {
			c.Note = "its record is published as " + now + " now"
		}
		if p.pol.Listings[h.Source].Complete {
			if h.AbsentSince.IsZero() {
				h.AbsentSince = p.pol.Now
			}
			p.plan.Absent = append(p.plan.Absent, Absence{IRI: h.IRI, Since: h.AbsentSince.UTC()})
		}
		if reason, waiting := p.pol.withhold(h, gone[h.Source], total[h.Source]); reason != "" {
			p.plan.Withheld = append(p.plan.Withheld, Withheld{Change: c, Reason: reason, Waiting: waiting})
			continue
		}
		p.plan.Changes = append(p.plan.Changes, c)
	}
}

// withhold returns why the holding must not be deleted, or "", and whether time alone
// will allow it. gone is how many of the total holdings of its source are no longer
// given by it.
//
// The share counts every dataset that is gone, also those still within the period of
// grace: a source that breaks down bit by bit is then stopped as one that breaks at
// once, and on the first day rather than after the grace.
func (p Policy) withhold(h Holding, gone, total int) (why string, waiting bool) {
	listing, configured := p.Listings[h.Source]
	switch {
	case !configured:
		return fmt.Sprintf("source %q is not in the configuration any more, so nothing proves that its datasets are gone; put it back (with an empty listing, if they are to be deleted)", h.Source), false
	case !listing.Complete:
		reason := listing.Reason
		if reason == "" {
			reason = "no reason given"
		}
		return fmt.Sprintf("the listing of source %q was not proven complete (%s), so the record may still be there; the next complete listing decides", h.Source, reason), false
	case float64(gone) > p.MaxDelete*float64(total)+1e-9:
		share := float64(gone) / float64(total)
		return fmt.Sprintf("%d of the %d published datasets of source %q are gone from its listing (%s), more than policy.max-delete allows (%s); if they are to be deleted, set policy.max-delete to %s for one run",
			gone, total, h.Source, percent(share), percent(p.MaxDelete), percent(math.Ceil(share*100-1e-9)/100)), false
	case h.AbsentSince.Add(p.Grace).After(p.Now):
		return fmt.Sprintf("absent since %s; policy.grace (%s) keeps it until %s",
			moment(h.AbsentSince), period(p.Grace), moment(h.AbsentSince.Add(p.Grace))), true
	}
	return "", false
}

// percent writes a share as a percentage with at most one decimal.
func percent(share float64) string {
	return strconv.FormatFloat(math.Round(share*1000)/10, 'f', -1, 64) + "%"
}

func moment(t time.Time) string { return t.UTC().Format("2006-01-02 15:04 UTC") }

// period writes whole hours as the configuration does ("168h", not "168h0m0s").
func period(d time.Duration) string {
	if d%time.Hour == 0 {
		return strconv.FormatInt(int64(d/time.Hour), 10) + "h"
	}
	return d.String()
}
