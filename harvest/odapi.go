package harvest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"net/url"
	"slices"

	"github.com/trebbia/trebbia/dcat"
	"github.com/trebbia/trebbia/internal/ckan"
	"github.com/trebbia/trebbia/internal/transport"
)

// maxSilences is how many packages in a row may fail to be answered at all before
// the rest is given up; a service that is down must not be asked 2,000 times.
const maxSilences = 3

// odapi is the source of kind "ckan" with the dialect of the old INPS service: no
// search, bare action paths, and late pages that time out.
type odapi struct{ *ckanSource }

// odapiRun is one reading of the service.
type odapiRun struct {
	*ckanSource
	ctx   context.Context
	yield func(dcat.SourceRecord, error) bool

	listed []string
	// met says of each name whether its package came; missing counts those that did not.
	met     map[string]bool
	missing int
	// extra are packages on the pages that the list does not name.
	extra []string
	cause error
}

func (s *odapi) Records(ctx context.Context) iter.Seq2[dcat.SourceRecord, error] {
	return func(yield func(dcat.SourceRecord, error) bool) {
		r := &odapiRun{ckanSource: s.ckanSource, ctx: ctx, yield: yield, met: map[string]bool{}}
		listed, err := s.portal.List(ctx)
		switch {
		case ctx.Err() != nil:
			yield(dcat.SourceRecord{}, ctx.Err())
			return
		case err != nil:
			yield(dcat.SourceRecord{}, incomplete(s.cfg.Name, err))
			return
		}
		for _, id := range listed {
			if _, twice := r.met[id]; !twice {
				r.met[id] = false
				r.listed = append(r.listed, id)
			}
		}
		r.missing = len(r.listed)
		if r.pages() && r.rest() {
			r.verdict()
		}
	}
}

// pages reads the list with resources, fifty packages at a time, until nothing new
// comes. A page that fails ends it: the later ones are slower still, and the packages
// on them can be asked for one by one.
func (r *odapiRun) pages() bool {
	for offset := 0; r.missing > 0; offset += r.cfg.PageSize {
		page, err := r.portal.WithResources(r.ctx, r.cfg.PageSize, offset)
		if r.ctx.Err() != nil {
			r.yield(dcat.SourceRecord{}, r.ctx.Err())
			return false
		}
		if err != nil {
			r.cause = fmt.Errorf("the page at offset=%d failed: %w", offset, err)
			return true
		}
		fresh := 0
		for _, p := range page {
			met, more := r.onPage(p)
			if !more {
				return false
			}
			if met {
				fresh++
			}
		}
		if fresh == 0 {
			return true
		}
	}
	return true
}

// onPage gives a package of a page, unless it was given before; fresh tells.
func (r *odapiRun) onPage(p json.RawMessage) (fresh, more bool) {
	summary, err := ckan.Summarize(p)
	if err != nil || summary.ID == "" {
		return false, true // package_show gives it, or says why not
	}
	id := summary.ID
	if _, listed := r.met[id]; !listed && summary.Name != "" {
		if _, listed = r.met[summary.Name]; listed {
			id = summary.Name // this service lists names
		}
	}
	met, listed := r.met[id]
	if met {
		return false, true
	}
	if listed {
		r.missing--
	} else {
		r.extra = append(r.extra, id)
	}
	r.met[id] = true
	return true, r.give(p, summary)
}

// rest asks for what no page brought.
func (r *odapiRun) rest() bool {
	silences := 0
	for _, id := range r.listed {
		if r.met[id] {
			continue
		}
		p, err := r.portal.Show(r.ctx, id)
		if r.ctx.Err() != nil {
			r.yield(dcat.SourceRecord{}, r.ctx.Err())
			return false
		}
		if silences++; answered(err) {
			silences = 0
		}
		if silences > 0 && r.cause == nil {
			r.cause = err
		}
		if !silent(err) && !r.shown(id, p, err) {
			return false
		}
		if silences == maxSilences {
			return true
		}
	}
	return true
}

// shown gives what package_show answered for a listed package.
func (r *odapiRun) shown(id string, p json.RawMessage, err error) bool {
	r.met[id] = true
	r.missing--
	var summary ckan.Summary
	if err == nil {
		summary, err = ckan.Summarize(p)
	}
	if err != nil {
		return r.yield(dcat.SourceRecord{}, &RecordError{Source: r.cfg.Name, RecordID: id, Location: r.show(id), Raw: p, Err: err})
	}
	if summary.ID == "" {
		summary.ID = id
	}
	return r.give(p, summary)
}

// silent reports whether nothing came back, so that nothing is known of the package.
func silent(err error) bool {
	var request *transport.RequestError
	return errors.As(err, &request)
}

// answered reports whether the service works: it gave the package, or said no.
func answered(err error) bool {
	var status *transport.StatusError
	return !silent(err) && (!errors.As(err, &status) || status.Status < 500)
}

func (r *odapiRun) show(id string) string {
	return r.portal.URL("package_show", url.Values{"id": {id}})
}

// give yields a package with the entities in its texts decoded.
func (r *odapiRun) give(p json.RawMessage, s ckan.Summary) bool {
	r.cfg.Progress(len(r.listed)-r.missing, len(r.listed))
	if slices.Contains(r.ignore, s.Type) {
		return true
	}
	text, err := decodePackage(p)
	if err == nil {
		text, err = ckan.With(text, siteMember(r.portal.Base()))
	}
	if err != nil {
		return r.yield(dcat.SourceRecord{}, &RecordError{Source: r.cfg.Name, RecordID: s.ID, Location: r.show(s.ID), Raw: p, Err: err})
	}
	return r.yield(dcat.SourceRecord{
		Source: r.cfg.Name, ID: s.ID, Modified: s.Modified, MediaType: "application/json",
		Bytes: text, Raw: p, Location: r.show(s.ID), Deleted: s.State == "deleted",
	}, nil)
}

func (r *odapiRun) verdict() {
	var reason string
	switch {
	case r.missing > 0:
		reason = fmt.Sprintf("%d packages of the list could not be read", r.missing)
	case len(r.extra) > 0:
		reason = fmt.Sprintf("the pages hold %d packages that package_list does not name, the first is %q", len(r.extra), r.extra[0])
		r.cause = nil
	default:
		return
	}
	r.yield(dcat.SourceRecord{}, &IncompleteError{Source: r.cfg.Name, Reason: reason,
		Seen: len(r.listed) - r.missing, Declared: len(r.listed), Err: r.cause})
}

// decodePackage decodes the HTML entities in every text of a package.
func decodePackage(p json.RawMessage) (json.RawMessage, error) {
	var value any
	decoder := json.NewDecoder(bytes.NewReader(p))
	decoder.UseNumber()
	if err := decoder.Decode(&value); err != nil {
		return nil, err
	}
	return encodeJSON(decodeStrings(value))
}

func decodeStrings(value any) any {
	switch v := value.(type) {
	case string:
		return decodeEntities(v)
	case []any:
		for i := range v {
			v[i] = decodeStrings(v[i])
		}
	case map[string]any:
		for key := range v {
			v[key] = decodeStrings(v[key])
		}
	}
	return value
}
