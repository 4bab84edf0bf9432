package rdf

import (
	"bytes"
	"unicode/utf8"
)

// startTag reads a start tag or an empty-element tag whole. Its element is not open yet.
func (s *xmlScanner) startTag() error {
	n, err := s.tagEnd()
	if err == errXMLEnd {
		return s.truncated("a tag")
	}
	if err != nil {
		return err
	}
	s.kind = xmlStart
	s.pos = s.at + n + 1
	last := s.at + n
	if s.buf[last-1] == '/' {
		s.closing = true
		last--
	}
	i := s.nameEnd(s.at+1, last)
	s.raw = s.buf[s.at+1 : i]
	if !isQName(s.raw) {
		return s.fail(s.at, "<%s is no tag: a name must follow <, and < in text is written &lt;", clip(s.raw))
	}
	return s.attributes(i, last)
}

// push opens the element of the current start tag.
func (s *xmlScanner) push() error {
	if len(s.opens) == s.maxDepth {
		return s.fail(s.at, "elements nested deeper than the limit of %d", s.maxDepth)
	}
	s.opens = append(s.opens, xmlOpen{len(s.open), s.bad})
	s.open = append(s.open, s.raw...)
	return nil
}

// tagEnd returns where the ">" of the tag stands, counted from the token's begin.
func (s *xmlScanner) tagEnd() (int, error) {
	for i := 1; ; i++ {
		if s.at+i >= s.end {
			if i > s.limit {
				return 0, s.fail(s.at, "tag longer than the limit of %d bytes", s.limit)
			}
			if !s.fill() {
				return 0, errXMLEnd
			}
		}
		switch c := s.buf[s.at+i]; c {
		case '>':
			return i, nil
		case '<':
			return 0, s.fail(s.at+i, "< inside a tag: the tag before it has no end")
		case '"', '\'':
			n, err := s.valueEnd(i+1, c)
			if err != nil {
				return 0, err
			}
			i = n
		}
	}
}

// valueEnd returns where the quote that ends an attribute value stands, counted from
// the token's begin. No value holds a <, so that behind one the quote is taken only if
// it is near and the tag goes on after it as tags do: else it opens another tag's value.
func (s *xmlScanner) valueEnd(from int, quote byte) (int, error) {
	markup := -1 // where the first < stands
	for searched := from; ; {
		text := s.buf[s.at+searched : s.end]
		n := bytes.IndexByte(text, quote)
		found := n >= 0
		if !found {
			n = len(text)
		}
		if markup < 0 {
			if markup = bytes.IndexByte(text[:n], '<'); markup >= 0 {
				markup += searched
			}
		}
		searched += n
		switch {
		case markup >= 0 && searched-markup > quoteReach:
			return 0, s.fail(s.at+from-1, "%s", unclosedValue)
		case found && markup < 0:
			return searched, nil
		case found && s.at+searched+1 < s.end:
			if c := s.buf[s.at+searched+1]; !xmlBlank[c] && c != '/' && c != '>' {
				return 0, s.fail(s.at+from-1, "%s", unclosedValue)
			}
			return searched, nil
		case searched > s.limit:
			return 0, s.fail(s.at, "text longer than the limit of %d bytes", s.limit)
		case !s.fill():
			if markup >= 0 && s.readErr == nil {
				return 0, s.fail(s.at+from-1, "%s", unclosedValue)
			}
			return 0, errXMLEnd
		}
	}
}

const unclosedValue = "an attribute value without a closing quote: < in a value is written &lt;"

// nameEnd returns where the name that begins at buf[i] ends.
func (s *xmlScanner) nameEnd(i, last int) int {
	for i < last && !nameStop[s.buf[i]] {
		i++
	}
	return i
}

// nameStop are the bytes that end a name in a tag.
var nameStop = byteSet(xmlSpace + "=/<>\"'&")

// xmlBlank are the bytes of white space.
var xmlBlank = byteSet(xmlSpace)

func byteSet(bytes string) (set [256]bool) {
	for _, c := range []byte(bytes) {
		set[c] = true
	}
	return set
}

// attributes cuts buf[i:last] into attributes.
func (s *xmlScanner) attributes(i, last int) error {
	s.attrs = s.attrs[:0]
	for {
		begin := i
		for i < last && xmlBlank[s.buf[i]] {
			i++
		}
		if i == last {
			break
		}
		if i == begin {
			return s.fail(i, "white space is missing before an attribute")
		}
		a := xmlAttr{at: i}
		i = s.nameEnd(i, last)
		a.name = s.buf[a.at:i]
		if !isQName(a.name) {
			return s.fail(a.at, "%q is no attribute name", clip(a.name))
		}
		for i < last && xmlBlank[s.buf[i]] {
			i++
		}
		if i == last || s.buf[i] != '=' {
			return s.fail(a.at, "attribute %s has no value", clip(a.name))
		}
		i++
		for i < last && xmlBlank[s.buf[i]] {
			i++
		}
		if i == last || (s.buf[i] != '"' && s.buf[i] != '\'') {
			return s.fail(a.at, "the value of attribute %s is not in quotes", clip(a.name))
		}
		n := bytes.IndexByte(s.buf[i+1:last], s.buf[i])
		if n < 0 {
			return s.fail(a.at, "the value of attribute %s has no end", clip(a.name))
		}
		a.value = s.buf[i+1 : i+1+n]
		i += n + 2
		s.attrs = append(s.attrs, a)
	}
	return s.refuseRepeated()
}

// refuseRepeated refuses an attribute that stands twice in a tag.
func (s *xmlScanner) refuseRepeated() error {
	if len(s.attrs) > 32 { // beyond what tags hold, the square of the number matters
		seen := make(map[string]bool, len(s.attrs))
		for _, a := range s.attrs {
			if seen[string(a.name)] {
				return s.fail(a.at, "attribute %s stands twice", a.name)
			}
			seen[string(a.name)] = true
		}
		return nil
	}
	for i, a := range s.attrs {
		for _, b := range s.attrs[:i] {
			if bytes.Equal(a.name, b.name) {
				return s.fail(a.at, "attribute %s stands twice", a.name)
			}
		}
	}
	return nil
}

// isQName reports whether the name is a QName of Namespaces in XML 1.0.
func isQName(name []byte) bool {
	if i := bytes.IndexByte(name, ':'); i >= 0 {
		return isNCName(name[:i]) && isNCName(name[i+1:])
	}
	return isNCName(name)
}

// isNCName reports whether the name is an XML name without a colon. The characters
// beyond ASCII are those that Turtle took over from XML.
func isNCName(name []byte) bool {
	for i := 0; i < len(name); i++ {
		c := name[i]
		switch {
		case classes[c]&classLetter != 0, c == '_':
		case i > 0 && (classes[c]&classDigit != 0 || c == '-' || c == '.'):
		case c >= utf8.RuneSelf:
			r, n := utf8.DecodeRune(name[i:])
			if r == utf8.RuneError && n == 1 || !isPNChar(r) || i == 0 && !isPNBase(r) {
				return false
			}
			i += n - 1
		default:
			return false
		}
	}
	return len(name) > 0
}
