package harvest

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
)

// label is how a value is found on a page: by one of the texts before it, folded, or
// by a selector of the element that holds it.
type label struct {
	texts []string
	css   string
}

// labels are the labels of every field of the mask, and of the link to the next page.
type labels map[string]label

func newLabels(cfg Config) (labels, error) {
	out := labels{nextPageLabel: {texts: []string{"pagina successiva", "successiva", "successivo", "avanti"}}}
	for _, f := range maskFields {
		if f.labels != nil {
			out[f.key] = newLabel(strings.Join(f.labels, "|"))
		}
	}
	known := slices.Sorted(maps.Keys(out))
	for _, key := range slices.Sorted(maps.Keys(cfg.Labels)) {
		if _, ok := out[fold(key)]; !ok {
			return nil, &ConfigError{Source: cfg.Name, Field: "labels", Err: fmt.Errorf("unknown field %q", key),
				hint: didYouMean(key, known) + "the fields are " + strings.Join(known, ", ")}
		}
		out[fold(key)] = newLabel(cfg.Labels[key])
	}
	return out, nil
}

func newLabel(text string) label {
	if css, ok := strings.CutPrefix(text, cssLabelPrefix); ok {
		return label{css: strings.TrimSpace(css)}
	}
	var l label
	for part := range strings.SplitSeq(text, "|") {
		if part = fold(part); part != "" {
			l.texts = append(l.texts, part)
		}
	}
	return l
}

// key returns the field that a folded text is the label of, or "".
func (l labels) key(text string) string {
	for _, f := range maskFields {
		if slices.Contains(l[f.key].texts, text) {
			return f.key
		}
	}
	return ""
}

// begins reports whether a folded text is the beginning of a label.
func (l labels) begins(text string) bool {
	for _, f := range maskFields {
		for _, t := range l[f.key].texts {
			if strings.HasPrefix(t, text) {
				return true
			}
		}
	}
	return false
}

// pageValue is what was found under a label: its text, and the nodes that hold it.
type pageValue struct {
	text  string
	nodes []*html.Node
}

// values finds the value of every label on a page. found says that a label was there
// at all, with a value or without.
func (l labels) values(doc *goquery.Document) (out map[string]pageValue, found bool) {
	out = map[string]pageValue{}
	for key, label := range l {
		if label.css == "" {
			continue
		}
		if s := doc.Find(label.css).First(); s.Length() > 0 {
			out[key], found = pageValue{visibleText(s), s.Nodes}, true
		}
	}
	for _, scope := range scopes(doc) {
		for n := range scope.Descendants() {
			if n.Type != html.TextNode {
				continue
			}
			key, element := l.labelAt(n)
			if key == "" {
				continue
			}
			found = true
			if out[key].text == "" && l[key].css == "" {
				out[key] = l.after(element)
			}
		}
		found = l.inline(scope, out) || found
		if found {
			break
		}
	}
	return out, found
}

// scopes returns where values are looked for: the main part of the page where it is
// marked, else all of it.
func scopes(doc *goquery.Document) []*html.Node {
	var out []*html.Node
	for _, selector := range []string{"main, [role=main]", "article", "body"} {
		out = append(out, doc.Find(selector).First().Nodes...)
	}
	return out
}

// labelAt returns the field that a text node is the label of, and the outermost
// element that holds nothing but the label.
func (l labels) labelAt(n *html.Node) (string, *html.Node) {
	text := fold(n.Data)
	if text == "" || !l.begins(text) {
		return "", nil
	}
	key, element := l.key(text), n
	for range 5 {
		parent := element.Parent
		if parent == nil || parent.Type != html.ElementNode {
			break
		}
		whole := fold(nodeText(parent))
		if whole != text {
			if key != "" || !l.begins(whole) {
				break
			}
			text, key = whole, l.key(whole) // a label written in two parts
		}
		element = parent
	}
	if key == "" {
		return "", nil
	}
	return key, element
}

// after returns what follows a label: the next element, or what stands on the same
// line after it.
func (l labels) after(element *html.Node) pageValue {
	line := element.Type == html.TextNode || inline[element.Data]
	var v pageValue
	for n := element.NextSibling; n != nil; n = n.NextSibling {
		text := squeeze(nodeText(n))
		block := n.Type == html.ElementNode && !inline[n.Data]
		switch {
		case n.Type == html.CommentNode:
		case n.Type == html.ElementNode && n.Data == "br" && v.text != "":
			return v
		case strings.Trim(text, ": ") == "" && !holdsLink(n):
		case l.key(fold(text)) != "", v.text != "" && l.startsLine(n):
			return v
		case block && v.text != "" && !(element.Data == "dt" && n.Data == "dd"):
			return v
		default:
			v.text = strings.TrimSpace(strings.TrimLeft(v.text+" "+text, " :"))
			v.nodes = append(v.nodes, n)
			if !line && element.Data != "dt" || n.Type == html.ElementNode && n.Data == element.Data {
				return v
			}
		}
	}
	return v
}

// startsLine reports whether a node is the beginning of another label.
func (l labels) startsLine(n *html.Node) bool {
	for c := range n.Descendants() {
		if c.Type == html.TextNode && fold(c.Data) != "" {
			key, _ := l.labelAt(c)
			return key != ""
		}
	}
	return false
}

func holdsLink(n *html.Node) bool {
	if n.Type == html.ElementNode && n.Data == "a" {
		return true
	}
	for c := range n.Descendants() {
		if c.Type == html.ElementNode && c.Data == "a" {
			return true
		}
	}
	return false
}

// inline reads labels that stand within a text: "Pubblicazione: 17 marzo 2022 Ultimo
// aggiornamento: 17 marzo 2022". A value goes up to the next label or the end.
func (l labels) inline(scope *html.Node, out map[string]pageValue) (found bool) {
	pattern := l.pattern()
	for n := range scope.Descendants() {
		if n.Type != html.ElementNode || inline[n.Data] || hidden[n.Data] || holdsBlock(n) {
			continue
		}
		text := squeeze(nodeText(n))
		matches := pattern.FindAllStringSubmatchIndex(text, -1)
		for i, m := range matches {
			end := len(text)
			if i+1 < len(matches) {
				end = matches[i+1][0]
			}
			key := l.key(fold(text[m[2]:m[3]]))
			found = true
			if value := strings.TrimRight(strings.TrimSpace(text[m[1]:end]), " -–|;,"); out[key].text == "" && value != "" {
				out[key] = pageValue{value, []*html.Node{n}}
			}
		}
	}
	return found
}

// pattern matches any label with a colon after it; longer labels go first.
func (l labels) pattern() *regexp.Regexp {
	var texts []string
	for _, f := range maskFields {
		for _, t := range l[f.key].texts {
			texts = append(texts, strings.ReplaceAll(regexp.QuoteMeta(t), " ", `\s+`))
		}
	}
	if len(texts) == 0 {
		return regexp.MustCompile(`$^`)
	}
	slices.SortStableFunc(texts, func(a, b string) int { return len(b) - len(a) })
	return regexp.MustCompile(`(?i)(?:^|[\s|–-])(` + strings.Join(texts, "|") + `)\s*:`)
}

func holdsBlock(n *html.Node) bool {
	for c := range n.Descendants() {
		if c.Type == html.ElementNode && !inline[c.Data] && c.Data != "br" && c.Data != "img" {
			return true
		}
	}
	return false
}

func nodeText(n *html.Node) string {
	var b strings.Builder
	writeText(&b, n)
	return b.String()
}
