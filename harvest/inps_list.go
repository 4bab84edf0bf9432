package harvest

import (
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
)

// The ways in which a list says how many results there are: "1-10 di 23",
// "23 risultati", "Risultati: 23".
var (
	rangeOf = regexp.MustCompile(`(?i)\b(\d[\d.]*)\s*[-–—]\s*(\d[\d.]*)\s+(?:di|su)\s+(\d[\d.]*)`)
	results = []*regexp.Regexp{
		regexp.MustCompile(`(?i)\b(\d[\d.]*)\s+(?:risultat[io]|elementi trovati)\b`),
		regexp.MustCompile(`(?i)\b(?:risultati|totale)(?:\s+trovati)?\s*:\s*(\d[\d.]*)`),
	}
)

// declaredTotal reads how many results a list page says there are.
func declaredTotal(text string) (total int, says bool) {
	for _, m := range rangeOf.FindAllStringSubmatch(text, -1) {
		first, last, of := italianInt(m[1]), italianInt(m[2]), italianInt(m[3])
		if first <= last && last <= of { // "2020-2022 di 20 regioni" is something else
			return of, true
		}
	}
	for _, pattern := range results {
		if m := pattern.FindStringSubmatch(text); m != nil {
			return italianInt(m[1]), true
		}
	}
	return 0, false
}

// italianInt reads a whole number with dots between its thousands; -1 if it is too large.
func italianInt(text string) int {
	n, err := strconv.Atoi(strings.ReplaceAll(text, ".", ""))
	if err != nil {
		return -1
	}
	return n
}

// nextPage returns the address of the list page after this one, or nil: the link that
// says rel="next", the one that reads "Pagina successiva", or the next number.
func (l labels) nextPage(doc *goquery.Document, number int) *url.URL {
	find := func(ok func(*goquery.Selection) bool) *url.URL {
		var out *url.URL
		doc.Find("a[href], link[href]").EachWithBreak(func(_ int, a *goquery.Selection) bool {
			if disabled(a) || !ok(a) {
				return true
			}
			out = link(doc, a)
			return out == nil
		})
		if out == nil || samePage(out, doc.Url) {
			return nil
		}
		out.Fragment, out.RawFragment = "", ""
		return out
	}
	if u := find(func(a *goquery.Selection) bool {
		rel, _ := a.Attr("rel")
		return slices.Contains(strings.Fields(strings.ToLower(rel)), "next")
	}); u != nil {
		return u
	}
	words := l[nextPageLabel].texts
	if u := find(func(a *goquery.Selection) bool {
		for _, text := range []string{a.Text(), a.AttrOr("title", ""), a.AttrOr("aria-label", "")} {
			if slices.Contains(words, fold(strings.Trim(squeeze(text), "›»>→ "))) {
				return true
			}
		}
		return false
	}); u != nil {
		return u
	}
	return find(func(a *goquery.Selection) bool {
		u := link(doc, a)
		return squeeze(a.Text()) == strconv.Itoa(number+1) && u != nil && u.Host == doc.Url.Host
	})
}

// disabled reports whether a pager shows a link that is not to be followed.
func disabled(a *goquery.Selection) bool {
	if a.AttrOr("aria-disabled", "") == "true" {
		return true
	}
	return a.HasClass("disabled") || a.Parent().HasClass("disabled")
}

func samePage(a, b *url.URL) bool {
	return a.Scheme == b.Scheme && a.Host == b.Host && a.Path == b.Path && a.RawQuery == b.RawQuery
}

// visibleText returns the text of a selection as a reader sees it: without scripts
// and with a space where elements meet.
func visibleText(s *goquery.Selection) string {
	var b strings.Builder
	for _, n := range s.Nodes {
		writeText(&b, n)
	}
	return squeeze(b.String())
}

func writeText(b *strings.Builder, n *html.Node) {
	switch {
	case n.Type == html.TextNode:
		b.WriteString(n.Data)
		return
	case n.Type == html.ElementNode && hidden[n.Data]:
		return
	}
	for c := range n.ChildNodes() {
		writeText(b, c)
	}
	if n.Type == html.ElementNode && !inline[n.Data] {
		b.WriteByte(' ')
	}
}

// hidden are the elements whose text nobody sees, inline those that do not begin a
// new line, so that "D<b>om</b>ande" stays one word.
var (
	hidden = map[string]bool{"script": true, "style": true, "template": true, "noscript": true, "head": true}
	inline = map[string]bool{"a": true, "abbr": true, "b": true, "em": true, "i": true, "label": true, "mark": true,
		"small": true, "span": true, "strong": true, "sub": true, "sup": true, "time": true, "u": true}
)
