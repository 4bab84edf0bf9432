package harvest

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"path"
	"regexp"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"

	"github.com/trebbia/trebbia/dcat"
)

// detail reads the page of one dataset.
func (s *inps) detail(ctx context.Context, d detailLink, files *attachmentList) (dcat.SourceRecord, error) {
	fault := &RecordError{Source: s.cfg.Name, RecordID: d.id, Location: d.address}
	doc, resp, err := s.page(ctx, d.address)
	if resp != nil {
		fault.Raw = resp.Body
	}
	if err != nil {
		fault.Err = err
		return dcat.SourceRecord{}, fault
	}
	prune(doc)
	values, found := s.labels.values(doc)
	if !found {
		fault.Err, fault.Hint = errors.New("no label of the mask was found on the page"), labelsHint
		return dcat.SourceRecord{}, fault
	}
	mask := maskRecord{ID: d.id, Pagina: d.address}
	for _, f := range maskFields {
		if f.assignTo != nil && f.labels != nil {
			*f.assignTo(&mask) = values[f.key].text
		}
	}
	if mask.Titolo == "" {
		fault.Field, fault.Err = "titolo", fmt.Errorf("nothing was found under the label %q", strings.Join(s.labels["titolo"].texts, "|"))
		fault.Hint = labelsHint + `; titolo: "css:h1" takes the heading`
		return dcat.SourceRecord{}, fault
	}
	if mask.Identificativo == "" {
		mask.Identificativo = d.number
	}
	if links := linksIn(doc, values["licenza"].nodes); len(links) > 0 {
		mask.LicenzaURL = links[0].address
	}
	mask.Allegati = s.attachments(doc, values, files)
	bytes, err := mask.bytes()
	if err != nil {
		fault.Err = err
		return dcat.SourceRecord{}, fault
	}
	return dcat.SourceRecord{
		Source: s.cfg.Name, ID: d.id, Modified: mask.Aggiornato, MediaType: "application/json",
		Bytes: bytes, Raw: resp.Body, Location: d.address,
	}, nil
}

// prune takes out what frames a page and repeats the words of labels: menus, filters,
// search forms. A form around the whole page, as the older portal had, stays.
func prune(doc *goquery.Document) {
	doc.Find("script, style, template, noscript, nav, select, body > header, body > footer").Remove()
	whole := len(visibleText(doc.Find("body")))
	doc.Find("form").Each(func(_ int, form *goquery.Selection) {
		if form.Find("input, button").Length() > 0 && 2*len(visibleText(form)) < whole {
			form.Remove()
		}
	})
}

// pageLink is a link with the text that a reader sees.
type pageLink struct{ address, text string }

// linksIn returns the links in some nodes, each address once.
func linksIn(doc *goquery.Document, nodes []*html.Node) []pageLink {
	var out []pageLink
	known := map[string]bool{}
	s := doc.FindNodes(nodes...)
	s.Find("a[href]").AddSelection(s.Filter("a[href]")).Each(func(_ int, a *goquery.Selection) {
		href := strings.TrimSpace(a.AttrOr("href", ""))
		u := link(doc, a)
		if u == nil || strings.HasPrefix(href, "#") || known[u.String()] {
			return
		}
		known[u.String()] = true
		text := visibleText(a)
		if text == "" {
			text = squeeze(a.AttrOr("title", a.AttrOr("aria-label", "")))
		}
		out = append(out, pageLink{u.String(), text})
	})
	return out
}

// fileExtensions are those of files that a page without the label Allegati may offer.
var fileExtensions = map[string]bool{".csv": true, ".json": true, ".xml": true, ".xls": true, ".xlsx": true, ".ods": true,
	".zip": true, ".rdf": true, ".ttl": true, ".pdf": true, ".txt": true}

// attachments returns the files under the label Allegati, else the links to files.
func (s *inps) attachments(doc *goquery.Document, values map[string]pageValue, files *attachmentList) []attachment {
	value, labelled := values[allegati]
	links := linksIn(doc, value.nodes)
	if !labelled {
		for _, l := range linksIn(doc, doc.Find("body").Nodes) {
			if u, err := url.Parse(l.address); err == nil && fileExtensions[strings.ToLower(path.Ext(u.Path))] {
				links = append(links, l)
			}
		}
	}
	var out []attachment
	for _, l := range links {
		out = append(out, files.find(lastSegment(l.address), formatIn(l.text), l.address))
	}
	return out
}

// formatWord matches the formats that the portal names, and their kin.
var formatWord = regexp.MustCompile(`(?i)(?:^|[\s(\[])(csv|json-ld|jsonld|json|geojson|xml|xlsx?|ods|zip|rdf|ttl|pdf|txt|owl|kml|html?|file)(?:$|[\s)\],;:])`)

// formatIn returns the one format that the text of a link names, as it is written.
// "FILE" counts when it is in capitals or all there is: it is a format of the mask,
// and a common word.
func formatIn(text string) string {
	text = squeeze(text)
	if strings.EqualFold(text, "file") {
		return text
	}
	out := ""
	for _, word := range strings.Fields(text) {
		m := formatWord.FindStringSubmatch(" " + word + " ")
		if m == nil || strings.EqualFold(m[1], "file") && m[1] != "FILE" {
			continue
		}
		switch {
		case out == "" || out == "FILE":
			out = m[1]
		case m[1] != "FILE" && !strings.EqualFold(out, m[1]):
			return ""
		}
	}
	return out
}
