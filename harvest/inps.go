package harvest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html/charset"

	"github.com/trebbia/trebbia/dcat"
	"github.com/trebbia/trebbia/internal/transport"
)

// The limits of a list of pages.
const (
	maxListPages   = 2_000
	maxPageBytes   = 16 << 20
	maxPageFaults  = 3
	acceptHTML     = "text/html, application/xhtml+xml;q=0.9, */*;q=0.1"
	nextPageLabel  = "successiva"
	labelsHint     = "the words on the page may have changed: set them under labels"
	cssLabelPrefix = "css:"
)

// inps is the source of kind "inps": the list and detail pages of the open data
// section of www.inps.it. The markup of the live pages is unverified, so values are
// found by the labels that a reader sees, and the labels are configuration.
type inps struct {
	cfg    Config
	client *transport.Client
	labels labels
}

func openINPS(cfg Config, client *transport.Client) (Source, error) {
	if u, err := url.Parse(cfg.URL); err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
		return nil, &ConfigError{Source: cfg.Name, Field: "url", Err: errNotWeb(cfg.URL),
			hint: "give the address of the page that lists the datasets"}
	}
	l, err := newLabels(cfg)
	if err != nil {
		return nil, err
	}
	list, err := openAttachments(cfg)
	if err != nil {
		return nil, err
	}
	list.close()
	return &inps{cfg: cfg, client: client, labels: l}, nil
}

func (s *inps) Records(ctx context.Context) iter.Seq2[dcat.SourceRecord, error] {
	return func(yield func(dcat.SourceRecord, error) bool) {
		files, err := openAttachments(s.cfg)
		if err != nil {
			yield(dcat.SourceRecord{}, err)
			return
		}
		defer files.close()
		list := s.list(ctx)
		silences := 0
		for i, d := range list.details {
			record, err := s.detail(ctx, d, files)
			if ctx.Err() != nil {
				yield(dcat.SourceRecord{}, ctx.Err())
				return
			}
			s.cfg.Progress(i+1, len(list.details))
			if !yield(record, err) {
				return
			}
			if silences++; !silent(err) {
				silences = 0
			}
			if broken, ok := asRecordError(err); ok && silences == maxPageFaults {
				yield(dcat.SourceRecord{}, &IncompleteError{Source: s.cfg.Name, Seen: i + 1, Declared: len(list.details),
					Reason: fmt.Sprintf("%d pages in a row were not answered", silences), Err: broken.Err})
				return
			}
		}
		if ctx.Err() != nil {
			yield(dcat.SourceRecord{}, ctx.Err())
		} else if err := list.verdict(s.cfg.Name); err != nil {
			yield(dcat.SourceRecord{}, err)
		}
	}
}

// page fetches and parses a page; its charset is that of the header, the byte-order
// mark or the page itself.
func (s *inps) page(ctx context.Context, address string) (*goquery.Document, *transport.Response, error) {
	resp, err := s.client.Get(ctx, address, acceptHTML)
	if err != nil {
		return nil, resp, err
	}
	if len(resp.Body) > maxPageBytes {
		return nil, nil, fmt.Errorf("page of more than %d bytes", maxPageBytes)
	}
	if len(bytes.TrimSpace(resp.Body)) == 0 {
		return nil, resp, errors.New("the page is empty")
	}
	decoded, err := charset.NewReader(bytes.NewReader(resp.Body), resp.Header.Get("Content-Type"))
	if err != nil {
		return nil, resp, err
	}
	doc, err := goquery.NewDocumentFromReader(decoded)
	if err != nil {
		return nil, resp, err
	}
	if doc.Url, err = url.Parse(resp.URL); err != nil {
		return nil, resp, err
	}
	if base, ok := doc.Find("base[href]").First().Attr("href"); ok {
		if u, err := doc.Url.Parse(base); err == nil {
			doc.Url = u
		}
	}
	return doc, resp, nil
}

// detailLink is a link to the page of one dataset.
type detailLink struct{ id, number, address string }

// detailPath is the path of a detail page: the year, the month, a number that may be
// missing, and a slug that may hold commas, dots and runs of hyphens.
var detailPath = regexp.MustCompile(`\.opendata\.(\d{4})\.(\d{1,2})\.(?:(\d+)\.)?(.+)\.html$`)

// detailOf reads the address of a detail page.
func detailOf(u *url.URL) (detailLink, bool) {
	m := detailPath.FindStringSubmatch(u.Path)
	if m == nil {
		return detailLink{}, false
	}
	clean := *u
	clean.Fragment, clean.RawFragment = "", ""
	d := detailLink{number: m[3], id: m[3], address: clean.String()}
	if d.id == "" {
		d.id = m[1] + "." + m[2] + "." + m[4]
	}
	return d, true
}

// detailList is what the list pages told.
type detailList struct {
	details  []detailLink
	declared int // 0: the pages do not say
	fault    error
	reason   string
	hint     string
}

// list reads the list pages one after the other.
func (s *inps) list(ctx context.Context) *detailList {
	out := &detailList{}
	at, err := url.Parse(s.cfg.URL)
	if err != nil {
		out.fault = err
		return out
	}
	known, visited := map[string]bool{}, map[string]bool{}
	for number := 1; at != nil; number++ {
		if number > maxListPages {
			out.reason = fmt.Sprintf("more than %d list pages", maxListPages)
			return out
		}
		visited[at.String()] = true
		doc, _, err := s.page(ctx, at.String())
		if err != nil {
			out.reason, out.fault = fmt.Sprintf("list page %d", number), err
			return out
		}
		fresh := 0
		for _, d := range detailLinks(doc) {
			if !known[d.id] { // a card often links its page twice
				known[d.id] = true
				out.details = append(out.details, d)
				fresh++
			}
		}
		total, says := declaredTotal(visibleText(doc.Find("body")))
		if says {
			if number > 1 && out.declared != total {
				out.reason = fmt.Sprintf("the total changed from %d to %d while it was read", out.declared, total)
			}
			out.declared = total
		}
		if fresh == 0 && !(says && total == 0) {
			out.reason = fmt.Sprintf("list page %d (%s) links no new dataset", number, transport.RedactURL(at.String()))
			out.hint = "links to pages like …opendata.2023.05.5845.slug.html are looked for: is this the page that lists the datasets?"
			return out
		}
		at = s.labels.nextPage(doc, number)
		if at != nil && visited[at.String()] {
			out.reason = fmt.Sprintf("list page %d leads back to one that was read", number)
			return out
		}
	}
	return out
}

// verdict says why the list is not proven complete, or nil.
func (l *detailList) verdict(source string) error {
	if l.reason == "" && l.fault == nil && l.declared > 0 && len(l.details) != l.declared {
		l.reason = "the total does not agree"
		l.hint = "if the list goes on, its link to the next page was not found: set its text under labels as successiva"
	}
	if l.reason == "" && l.fault == nil {
		return nil
	}
	return &IncompleteError{Source: source, Reason: l.reason, Err: l.fault, Seen: len(l.details), Declared: l.declared, hint: l.hint}
}

// detailLinks returns the detail pages that a page links, in its order.
func detailLinks(doc *goquery.Document) []detailLink {
	var out []detailLink
	doc.Find("a[href]").Each(func(_ int, a *goquery.Selection) {
		if u := link(doc, a); u != nil {
			if d, ok := detailOf(u); ok && !slices.Contains(out, d) {
				out = append(out, d)
			}
		}
	})
	return out
}

// link returns the absolute address that an element links, or nil.
func link(doc *goquery.Document, a *goquery.Selection) *url.URL {
	href, _ := a.Attr("href")
	u, err := doc.Url.Parse(escapeURL(strings.TrimSpace(href)))
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") {
		return nil
	}
	return u
}
