package rdf

import (
	"bytes"
	"fmt"
	"unicode/utf8"
)

// doctype reads a DOCTYPE and the general entities that its internal subset declares
// (XML 1.0, section 2.8). Element, attribute-list and notation declarations, external
// subsets and parameter entities are passed over, as a processor that does not
// validate may do.
func (s *xmlScanner) doctype(skip int) error {
	if len(s.opens) > 0 {
		return s.fail(s.at, "a DOCTYPE inside an element")
	}
	i, subset := skip, false
	for {
		if err := s.has(i); err != nil {
			return err
		}
		var err error
		switch c := s.buf[s.at+i]; c {
		case '"', '\'':
			i, err = s.find(i+1, c)
		case '[':
			subset = true
		case ']':
			subset = false
		case '>':
			if !subset {
				s.raw = nil
				s.pos = s.at + i + 1
				return nil
			}
		case '<':
			i, err = s.markupDeclaration(i)
		}
		if err == errXMLEnd {
			return s.truncated("the DOCTYPE")
		}
		if err != nil {
			return err
		}
		i++
	}
}

// has makes sure that there is text at i, counted from the token's begin.
func (s *xmlScanner) has(i int) error {
	for s.at+i >= s.end {
		if i > s.limit {
			return s.fail(s.at, "DOCTYPE longer than the limit of %d bytes", s.limit)
		}
		if !s.fill() {
			return s.truncated("the DOCTYPE")
		}
	}
	return nil
}

// markupDeclaration passes over the declaration, comment or instruction at i and
// returns where it ends.
func (s *xmlScanner) markupDeclaration(i int) (int, error) {
	if err := s.has(i + 8); err != nil {
		return 0, err
	}
	head := s.buf[s.at+i:]
	switch {
	case bytes.HasPrefix(head, []byte("<!--")):
		return s.after(i+4, "-->")
	case bytes.HasPrefix(head, []byte("<?")):
		return s.after(i+2, "?>")
	}
	entity := bytes.HasPrefix(head, []byte("<!ENTITY"))
	begin := i + len("<!ENTITY")
	for i++; ; i++ {
		if err := s.has(i); err != nil {
			return 0, err
		}
		switch c := s.buf[s.at+i]; c {
		case '"', '\'':
			n, err := s.find(i+1, c)
			if err != nil {
				return 0, err
			}
			i = n
		case '>':
			if entity {
				return i, s.declareEntity(s.at+begin, s.at+i)
			}
			return i, nil
		}
	}
}

// after returns where the mark ends that follows i.
func (s *xmlScanner) after(i int, mark string) (int, error) {
	begin := i
	for {
		n, err := s.find(i, '>')
		if err != nil {
			return 0, err
		}
		if n+1-len(mark) >= begin && string(s.buf[s.at+n+1-len(mark):s.at+n+1]) == mark {
			return n, nil
		}
		i = n + 1
	}
}

// declareEntity reads what stands between "<!ENTITY" and ">". The first declaration
// of a name holds.
func (s *xmlScanner) declareEntity(from, to int) error {
	text := bytes.Trim(s.buf[from:to], xmlSpace)
	if bytes.HasPrefix(text, []byte("%")) {
		return nil
	}
	n := bytes.IndexAny(text, xmlSpace)
	if n < 0 || !isNCName(text[:n]) {
		return s.fail(from, "an entity declaration without name and value")
	}
	name, rest := string(text[:n]), bytes.TrimLeft(text[n:], xmlSpace)
	if s.entities == nil {
		s.entities = map[string]*xmlEntity{}
	}
	if s.entities[name] != nil {
		return nil
	}
	if len(rest) < 2 || (rest[0] != '"' && rest[0] != '\'') {
		s.entities[name] = &xmlEntity{external: true}
		return nil
	}
	if rest[len(rest)-1] != rest[0] {
		return s.fail(from, "the value of entity %s has no end", name)
	}
	value, message := entityValue(rest[1 : len(rest)-1])
	if message != "" {
		return s.fail(from, "entity %s: %s", name, message)
	}
	s.entities[name] = &xmlEntity{value: value}
	return nil
}

// entityValue replaces the character references of an entity's value; references to
// entities stay until the entity is used (XML 1.0, section 4.5).
func entityValue(raw []byte) (string, string) {
	if !validXMLText(raw) {
		return "", "bytes that are not UTF-8 text"
	}
	raw = bytes.ReplaceAll(raw, []byte("\r\n"), newline)
	var out []byte
	for i := 0; i < len(raw); i++ {
		if raw[i] < 0x20 && raw[i] != '\t' && raw[i] != '\n' && raw[i] != '\r' {
			return "", fmt.Sprintf("the control character U+%04X is not allowed in XML", raw[i])
		}
		n := bytes.IndexByte(raw[i:], ';')
		if raw[i] != '&' || n < 3 || raw[i+1] != '#' {
			out = append(out, raw[i])
			continue
		}
		r, ok := characterReference(raw[i+2 : i+n])
		if !ok {
			return "", fmt.Sprintf("%s is no character of XML", clip(raw[i:i+n+1]))
		}
		out = utf8.AppendRune(out, r)
		i += n
	}
	return string(out), ""
}
