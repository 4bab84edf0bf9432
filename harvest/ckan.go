package harvest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"net/url"
	"slices"
	"strings"

	"github.com/trebbia/trebbia/dcat"
	"github.com/trebbia/trebbia/internal/ckan"
	"github.com/trebbia/trebbia/internal/transport"
)

const (
	ckanPage    = 100
	maxCKANPage = 1000 // ckan.search.rows_max; portals lower more without a word
	odapiPage   = 50
)

// ckanSource is the source of kind "ckan": a portal's Action API.
type ckanSource struct {
	cfg    Config
	portal *ckan.Client
	query  ckan.Query
	ignore []string
}

func openCKAN(cfg Config, client *transport.Client) (Source, error) {
	fault := func(field string, err error, hint string) error {
		return &ConfigError{Source: cfg.Name, Field: field, Err: err, hint: hint}
	}
	if cfg.URL == "" {
		return nil, fault("url", errors.New("not set"), "the address of the portal, such as https://opendata.inps.it/opendata")
	}
	dialect, page := ckan.ActionAPI, ckanPage
	switch cfg.Dialect {
	case "", "ckan":
	case "odapi":
		dialect, page = ckan.Bare, odapiPage
	default:
		return nil, fault("dialect", fmt.Errorf("unknown dialect %q", cfg.Dialect),
			didYouMean(cfg.Dialect, []string{"ckan", "odapi"})+"the dialects are ckan, odapi")
	}
	if cfg.PageSize == 0 {
		cfg.PageSize = page
	}
	if cfg.PageSize < 1 || cfg.PageSize > maxCKANPage {
		return nil, fault("page-size", fmt.Errorf("%d is not between 1 and %d", cfg.PageSize, maxCKANPage), "")
	}
	portal, err := ckan.New(cfg.URL, dialect, client)
	if err != nil {
		return nil, fault("url", err, "")
	}
	s := &ckanSource{cfg: cfg, portal: portal, ignore: cfg.Ignore}
	if len(s.ignore) == 0 {
		// dati.gov.it counts its harvest sources and showcases among the datasets.
		s.ignore = []string{"harvest", "showcase"}
	}
	if dialect == ckan.Bare {
		if cfg.Query != "" {
			return nil, fault("query", errors.New("the dialect odapi has no search"), "leave it out")
		}
		return &odapi{s}, nil
	}
	if s.query, err = parseQuery(cfg.Query); err != nil {
		return nil, fault("query", err, `write q=…&fq=…, or the text of fq alone`)
	}
	s.query.Rows = cfg.PageSize
	return s, nil
}

// parseQuery reads "q=…&fq=…", or the text of fq alone. A plus sign stays one: Solr
// gives it a meaning.
func parseQuery(text string) (ckan.Query, error) {
	var q ckan.Query
	if !strings.HasPrefix(text, "q=") && !strings.HasPrefix(text, "fq=") {
		q.FQ = text
		return q, nil
	}
	for part := range strings.SplitSeq(text, "&") {
		name, value, _ := strings.Cut(part, "=")
		if plain, err := url.PathUnescape(value); err == nil {
			value = plain
		}
		switch name {
		case "q":
			q.Q = value
		case "fq":
			q.FQ = value
		default:
			return q, fmt.Errorf("unknown parameter %q", name)
		}
	}
	return q, nil
}

func (s *ckanSource) Records(ctx context.Context) iter.Seq2[dcat.SourceRecord, error] {
	return func(yield func(dcat.SourceRecord, error) bool) {
		r := &ckanRun{ckanSource: s, query: s.query, ctx: ctx, yield: yield, seen: map[string]bool{}, organizations: map[string]organization{}}
		if !r.read() {
			return
		}
		if err := r.verdict(); err != nil {
			yield(dcat.SourceRecord{}, err)
		}
	}
}

// ckanRun is one reading of a portal.
type ckanRun struct {
	*ckanSource
	query ckan.Query // of the page in hand
	ctx   context.Context
	yield func(dcat.SourceRecord, error) bool

	// seen holds the identities met; nameless counts packages without one.
	seen     map[string]bool
	nameless int
	// first and last are the totals that the first and the latest page declared.
	first, last   int
	organizations map[string]organization
	// faults say why the listing cannot be trusted, cause is the error behind the first.
	faults []string
	cause  error
}

// sortOrders are tried in turn: only an order that edits do not change gives pages
// that fit together, and some portals refuse to sort by id.
var sortOrders = []string{"id asc", "name asc", "metadata_modified asc"}

// read reads page after page; it returns false when the consumer has had enough or
// the stream has ended with an error.
func (r *ckanRun) read() bool {
	page, err := r.firstPage()
	if err != nil {
		return r.stop(err)
	}
	r.first, r.last = page.Count, page.Count
	full, failed := len(page.Results), 0
	for start := 0; ; {
		fresh, more := r.packages(page.Results)
		if !more {
			return false
		}
		if start += len(page.Results); start >= r.last {
			return true
		}
		switch {
		case len(page.Results) == 0:
			r.fault(nil, "the page at start=%d is empty", start)
			return true
		case fresh == 0:
			r.fault(nil, "the page before start=%d repeats packages that were read", start)
			return true
		case len(page.Results) < full:
			r.fault(nil, "the page before start=%d is short: %d of %d packages", start, len(page.Results), full)
		}
		for failed = 0; ; start += full {
			if start >= r.last {
				return true
			}
			r.query.Start = start
			if page, err = r.portal.Search(r.ctx, r.query); err == nil {
				break
			}
			if r.ctx.Err() != nil {
				return r.stop(r.ctx.Err())
			}
			r.fault(err, "the page at start=%d failed", start)
			if failed++; failed == 2 {
				return true
			}
		}
		if r.last != page.Count {
			r.last = page.Count
			r.fault(nil, "the total changed from %d to %d while it was read", r.first, r.last)
		}
	}
}

func (r *ckanRun) firstPage() (*ckan.SearchResult, error) {
	var refused error
	for _, r.query.Sort = range sortOrders {
		page, err := r.portal.Search(r.ctx, r.query)
		var no *ckan.ActionError
		if err == nil || !errors.As(err, &no) || (no.Status != 400 && no.Status != 409) {
			return page, err
		}
		if refused == nil {
			refused = err
		}
	}
	return nil, refused
}

// stop ends the stream with an error.
func (r *ckanRun) stop(err error) bool {
	if r.ctx.Err() == nil {
		err = incomplete(r.cfg.Name, err)
	}
	r.yield(dcat.SourceRecord{}, err)
	return false
}

func (r *ckanRun) fault(cause error, format string, args ...any) {
	if r.cause == nil {
		r.cause = cause
	}
	r.faults = append(r.faults, fmt.Sprintf(format, args...))
}

// verdict says why the listing is not proven complete, or nil.
func (r *ckanRun) verdict() error {
	count := len(r.seen) + r.nameless
	if count == r.last && r.first == r.last {
		return nil // short pages that were made up for are no loss
	}
	if len(r.faults) == 0 {
		r.fault(nil, "the total does not agree")
	}
	return &IncompleteError{Source: r.cfg.Name, Reason: strings.Join(r.faults[:min(3, len(r.faults))], "; "),
		Seen: count, Declared: r.last, Err: r.cause}
}

// packages gives the packages of a page; fresh is how many were new.
func (r *ckanRun) packages(page []json.RawMessage) (fresh int, more bool) {
	for _, p := range page {
		summary, err := ckan.Summarize(p)
		if err != nil || summary.ID == "" {
			if err == nil {
				err = errors.New("no id")
			}
			r.nameless++
			fresh++
			if !r.yield(dcat.SourceRecord{}, &RecordError{Source: r.cfg.Name, Location: r.portal.Base(), Field: "id", Raw: p, Err: err}) {
				return fresh, false
			}
			continue
		}
		if r.seen[summary.ID] {
			r.fault(nil, "package %q came twice", summary.ID)
			continue
		}
		r.seen[summary.ID] = true
		fresh++
		if slices.Contains(r.ignore, summary.Type) {
			continue
		}
		record, err := r.record(p, summary)
		if r.ctx.Err() != nil {
			return fresh, r.stop(r.ctx.Err())
		}
		r.cfg.Progress(len(r.seen)+r.nameless, r.last)
		if !r.yield(record, err) {
			return fresh, false
		}
	}
	return fresh, true
}
