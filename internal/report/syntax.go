package report

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// SyntaxMessage is the message of a fault that a reader of package rdf found, by
// language as in [Finding]: "" holds the words of the reader, from which fingerprints are
// made, and "it" the Italian ones. What has no translation is told in those of the reader.
func SyntaxMessage(fault string) map[string]string {
	out := map[string]string{"": "syntax: " + fault}
	if text, ok := syntaxPatterns().translate(fault); ok {
		out["it"] = "sintassi: " + text
	}
	return out
}

// wording is an English text with places for what differs from fault to fault, and the
// Italian one with the same places. The first letter of a place says what fits in it:
// see placeText.
type wording struct {
	prefix, suffix string
	match          *regexp.Regexp
	places         []string
	italian        string
	literal        int // bytes of the English text outside places
}

type patterns struct {
	exact map[string]string
	// open holds the texts with places, those first that say most themselves.
	open []wording
}

var placeMark = regexp.MustCompile(`\{([a-zA-Z])\d?\}`)

// placeText is what stands in a place, by its letter. A capital is translated in turn;
// everything else is carried over as it is.
var placeText = map[string]string{
	"q": `"(?:[^"\\]|\\.)*"(?:\.\.\.)?`, // as Go quotes strings, cut or not
	"c": `'(?:[^'\\]|\\.[^']*)'`,        // as Go quotes characters
	"n": `\d+`,
	"w": `\S+?`,
	"a": `.*?`,
	"A": `.+?`,
	"B": `.+?`,
}

// syntaxPatterns compiles the tables when the first fault is told: most runs have none.
var syntaxPatterns = sync.OnceValue(func() *patterns {
	p := &patterns{exact: map[string]string{}}
	for _, table := range syntaxTables {
		for _, english := range slices.Sorted(maps.Keys(table)) {
			if !placeMark.MatchString(english) {
				p.exact[english] = table[english]
				continue
			}
			p.open = append(p.open, newWording(english, table[english]))
		}
	}
	slices.SortStableFunc(p.open, func(a, b wording) int { return cmp.Compare(b.literal, a.literal) })
	return p
})

func newWording(english, italian string) wording {
	w := wording{italian: italian}
	var expr strings.Builder
	end := 0
	for _, at := range placeMark.FindAllStringSubmatchIndex(english, -1) {
		literal := english[end:at[0]]
		if end == 0 {
			w.prefix = literal
		}
		w.literal += len(literal)
		expr.WriteString(regexp.QuoteMeta(literal) + "(" + placeText[english[at[2]:at[3]]] + ")")
		w.places = append(w.places, english[at[0]:at[1]])
		end = at[1]
	}
	w.suffix = english[end:]
	w.literal += len(w.suffix)
	w.match = regexp.MustCompile(`(?s)^` + expr.String() + regexp.QuoteMeta(w.suffix) + `$`)
	return w
}

// translate returns the Italian text, and whether there is one.
func (p *patterns) translate(text string) (string, bool) {
	out, found, _ := p.find(text, 0)
	return out, found
}

// maxPhrases bounds how many texts may stand within one another.
const maxPhrases = 6

// find translates a text. whole tells that no part of it stayed English: a text that is
// found whole goes before one that says more itself.
func (p *patterns) find(text string, depth int) (out string, found, whole bool) {
	if italian, ok := p.exact[text]; ok {
		return italian, true, true
	}
	if depth == maxPhrases {
		return text, false, false
	}
	for i := range p.open {
		w := &p.open[i]
		if !strings.HasPrefix(text, w.prefix) || !strings.HasSuffix(text, w.suffix) {
			continue
		}
		values := w.match.FindStringSubmatch(text)
		if values == nil {
			continue
		}
		italian, all := p.fill(w, values[1:], depth)
		if all {
			return italian, true, true
		}
		if !found {
			out, found = italian, true
		}
	}
	return cmp.Or(out, text), found, false
}

// fill puts values into the places of the Italian text.
func (p *patterns) fill(w *wording, values []string, depth int) (text string, whole bool) {
	whole = true
	pairs := make([]string, 0, 2*len(values))
	for i, place := range w.places {
		value := values[i]
		if letter := place[1]; letter < 'a' && !isQuoted(value) {
			phrase, _, all := p.find(value, depth+1)
			value, whole = phrase, whole && all
		}
		pairs = append(pairs, place, value)
	}
	return strings.NewReplacer(pairs...).Replace(w.italian), whole
}

// isQuoted tells what the document says from what the reader says of it.
func isQuoted(text string) bool {
	return quotedText.MatchString(text)
}

var quotedText = regexp.MustCompile(`(?s)^(?:` + placeText["q"] + `|` + placeText["c"] + `)$`)
