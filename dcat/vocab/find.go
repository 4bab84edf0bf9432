package vocab

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// ambiguous marks a spelling that several entries share: such a text is not found.
const ambiguous = -1

// finder maps folded spellings to entries, by how strongly they name the entry: a
// code beats a label ("XML" is the code of one file type and the extension of ten).
type finder struct {
	codes  map[string]int
	words  map[string]int // labels and other spellings
	traits map[string]int // file extensions and media types
	iris   map[string]int
}

func newFinder(entries []Entry) finder {
	f := finder{map[string]int{}, map[string]int{}, map[string]int{}, map[string]int{}}
	for i, e := range entries {
		put(f.codes, Fold(e.Code), i)
		put(f.iris, foldIRI(e.IRI), i)
		for _, label := range e.Labels {
			put(f.words, Fold(label), i)
		}
		for _, alt := range e.Alt {
			if hasScheme(alt) {
				put(f.iris, foldIRI(alt), i)
			} else {
				put(f.words, Fold(alt), i)
			}
		}
		for _, attr := range []string{"extensions", "media-types"} {
			for _, trait := range strings.Fields(e.Attr[attr]) {
				put(f.traits, Fold(trait), i)
			}
		}
	}
	return f
}

func put(index map[string]int, key string, i int) {
	if key == "" {
		return
	}
	if j, ok := index[key]; ok && j != i {
		i = ambiguous
	}
	index[key] = i
}

// Find returns the entry that the text means: its code, its IRI (http or https, with
// or without a final slash), a label, a listed spelling, and in table file-type also
// a file extension or media type. Case, accents, punctuation and runs of white space
// do not matter. A text that several entries could mean is not found.
func (t *Table) Find(text string) (Entry, bool) {
	text = strings.TrimSpace(text)
	if e, ok := t.Code(text); ok {
		return e, true
	}
	if hasScheme(text) {
		return t.at(t.found.iris, foldIRI(text))
	}
	key := Fold(text)
	for _, index := range []map[string]int{t.found.codes, t.found.words, t.found.traits} {
		// The first index that knows the text decides, also that it is ambiguous.
		if _, known := index[key]; known {
			return t.at(index, key)
		}
	}
	return Entry{}, false
}

// Fold reduces a text to its letters and digits: lower case, without accents, words
// separated by one space. It is the measure by which two spellings are the same.
func Fold(text string) string {
	var b strings.Builder
	gap := false
	for _, r := range norm.NFD.String(text) {
		switch {
		case unicode.Is(unicode.Mn, r), r == '\u00AD':
			// Accents; and the soft hyphen, which stands unseen in copied codes.
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if gap && b.Len() > 0 {
				b.WriteByte(' ')
			}
			gap = false
			b.WriteRune(unicode.ToLower(r))
		default:
			gap = true
		}
	}
	return b.String()
}

// foldIRI drops what does not tell two IRIs of a code list apart: http or https, a
// final slash, the case of the host.
func foldIRI(iri string) string {
	scheme, rest, ok := strings.Cut(strings.TrimSpace(iri), "://")
	if !ok {
		return ""
	}
	if scheme = strings.ToLower(scheme); scheme != "http" && scheme != "https" {
		return scheme + "://" + rest
	}
	host, path, _ := strings.Cut(rest, "/")
	return strings.ToLower(host) + "/" + strings.TrimSuffix(path, "/")
}
