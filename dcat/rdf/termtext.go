package rdf

import (
	"bytes"
	"fmt"
)

// fault is what is wrong with a piece of text, at an offset into it.
type fault struct {
	at      int
	message string
}

// termText turns the text of terms, checked for their delimiters only, into what
// they mean.
type termText struct {
	seen       *interner
	scratch    []byte
	maxLiteral int
}

func newTermText(opt ReadOptions) termText {
	return termText{seen: newInterner(), maxLiteral: opt.MaxLiteral}
}

// iri reads an IRI in angle brackets; a relative one is resolved against base.
func (t *termText) iri(raw []byte, base string) (string, *fault) {
	place, ok := t.seen.place(raw)
	if ok {
		return place.value, nil
	}
	text := raw[1 : len(raw)-1]
	if i := invalidUTF8(text); i >= 0 {
		return "", &fault{i + 1, notUTF8("an IRI", text[i])}
	}
	if bytes.IndexByte(text, '\\') >= 0 {
		out, at, message := unescape(t.scratch[:0], text, true)
		t.scratch = out
		if message != "" {
			return "", &fault{at + 1, message + " in an IRI"}
		}
		text = out
	}
	key := string(raw)
	ref := key[1 : len(key)-1]
	if len(text) != len(ref) {
		ref = string(text)
	}
	iri, err := resolveIRI(base, ref)
	if err != nil {
		return "", &fault{0, err.Error()}
	}
	return t.seen.keep(place, key, iri), nil
}

// label reads a blank node label with its "_:".
func (t *termText) label(raw []byte) (string, *fault) {
	place, ok := t.seen.place(raw)
	if ok {
		return place.value, nil
	}
	if i := badLabel(raw[2:]); i >= 0 {
		return "", &fault{i + 2, "not a blank node label: " + quoteShort(string(raw))}
	}
	key := string(raw)
	return t.seen.keep(place, key, key[2:]), nil
}

// lang reads a language tag with its "@".
func (t *termText) lang(raw []byte) (string, *fault) {
	place, ok := t.seen.place(raw)
	if ok {
		return place.value, nil
	}
	if !isLang(raw[1:]) {
		return "", &fault{0, "not a language tag: " + quoteShort(string(raw))}
	}
	key := string(raw)
	return t.seen.keep(place, key, key[1:]), nil
}

// isLang checks LANGTAG: [a-zA-Z]+ ('-' [a-zA-Z0-9]+)*.
func isLang(tag []byte) bool {
	allowed, n := uint8(classLetter), 0
	for _, c := range tag {
		switch {
		case classes[c]&allowed != 0 && c < 0x80:
			n++
		case c == '-' && n > 0:
			allowed, n = classLetter|classDigit, 0
		default:
			return false
		}
	}
	return n > 0
}

// lexical reads the text of a literal in quotes of the given width. plain says that
// it is ASCII without escapes.
func (t *termText) lexical(raw []byte, width int, plain bool) (string, *fault) {
	if len(raw)-2*width > t.maxLiteral {
		return "", &fault{0, tooLong(t.maxLiteral)}
	}
	text := raw[width : len(raw)-width]
	if len(raw) > internLongest {
		return t.decode(text, width, plain)
	}
	place, ok := t.seen.place(raw)
	if ok {
		return place.value, nil
	}
	if plain {
		key := string(raw)
		return t.seen.keep(place, key, key[width:len(key)-width]), nil
	}
	value, f := t.decode(text, width, false)
	if f != nil {
		return "", f
	}
	return t.seen.keep(place, string(raw), value), nil
}

func (t *termText) decode(text []byte, width int, plain bool) (string, *fault) {
	if plain {
		return string(text), nil
	}
	if i := invalidUTF8(text); i >= 0 {
		return "", &fault{width + i, notUTF8("a literal", text[i])}
	}
	if bytes.IndexByte(text, '\\') >= 0 {
		out, at, message := unescape(t.scratch[:0], text, false)
		t.scratch = out
		if message != "" {
			return "", &fault{width + at, message}
		}
		text = out
	}
	value := string(text)
	if cap(t.scratch) > windowSize {
		t.scratch = nil
	}
	return value, nil
}

func tooLong(limit int) string {
	return fmt.Sprintf("literal longer than the limit of %d bytes", limit)
}

// verbatim reads a number or a boolean.
func (t *termText) verbatim(raw []byte) string {
	place, ok := t.seen.place(raw)
	if ok {
		return place.value
	}
	key := string(raw)
	return t.seen.keep(place, key, key)
}

// name reads a prefixed name.
func (t *termText) name(raw []byte, prefixes map[string]string) (string, *fault) {
	place, ok := t.seen.place(raw)
	if ok {
		return place.value, nil
	}
	colon := bytes.IndexByte(raw, ':')
	namespace, ok := prefixes[string(raw[:colon])]
	if !ok {
		if i := badPrefix(raw[:colon]); i >= 0 {
			return "", &fault{i, "not a prefixed name: " + quoteShort(string(raw))}
		}
		return "", &fault{0, fmt.Sprintf("prefix %q is not declared", raw[:colon+1])}
	}
	iri, at, message := localName(append(t.scratch[:0], namespace...), raw[colon+1:])
	t.scratch = iri
	if message != "" {
		return "", &fault{colon + 1 + at, message + " in the name " + quoteShort(string(raw))}
	}
	return t.seen.keep(place, string(raw), string(iri)), nil
}
