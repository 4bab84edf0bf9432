package rdf

import (
	"bytes"
	"fmt"
	"strconv"
	"unicode/utf8"
)

// The bound on what entities may grow to, against documents that expand to fill the
// memory: this much, and so many times what was read.
const (
	entityFreeBytes = 8 << 20
	entityMaxFactor = 100
	entityMaxDepth  = 16
)

// maxInternedValue keeps what is remembered of attribute values small.
const maxInternedValue = 300

// textPlain, valuePlain and cdataPlain are the bytes that text, attribute values and
// CDATA sections hold as they stand; bytes of UTF-8 sequences are among them and are
// checked apart.
var textPlain, valuePlain, cdataPlain = func() (text, value, cdata [256]bool) {
	for c := 0x20; c < 256; c++ {
		cdata[c] = true
		text[c] = c != '&' && c != '<'
	}
	value = text
	cdata['\t'], cdata['\n'] = true, true
	text['\t'], text['\n'] = true, true
	return text, value, cdata
}()

// appendText appends the characters that the current token's text means: references
// replaced and line ends normalised (XML 1.0, sections 2.11 and 4.6). The fault, if
// there is one, concerns this text only.
func (s *xmlScanner) appendText(dst, raw []byte) ([]byte, *SyntaxError) {
	return s.decode(dst, raw, &textPlain)
}

// appendCDATA appends the characters of the current CDATA section, comment or
// instruction, in which there are no references.
func (s *xmlScanner) appendCDATA(dst []byte) ([]byte, *SyntaxError) {
	return s.decode(dst, s.raw, &cdataPlain)
}

// value returns what an attribute's value means (XML 1.0, section 3.3.3).
func (s *xmlScanner) value(a *xmlAttr) (string, *SyntaxError) {
	place, ok := s.values.place(a.value)
	if ok {
		return place.value, nil
	}
	if plain, valid := isPlain(a.value, &valuePlain); plain && valid {
		text := string(a.value)
		if len(text) > maxInternedValue {
			return text, nil
		}
		return s.values.keep(place, text, text), nil
	}
	text, fault := s.decode(s.scratch[:0], a.value, &valuePlain)
	s.scratch = text
	return string(text), fault
}

// isPlain reports whether text means itself, and whether it is valid UTF-8 that XML
// allows.
func isPlain(text []byte, plain *[256]bool) (isPlain, valid bool) {
	var all byte
	for _, c := range text {
		if !plain[c] {
			return false, false
		}
		all |= c
	}
	return true, all < utf8.RuneSelf || validXMLText(text)
}

// validXMLText reports whether text is UTF-8 without U+FFFE and U+FFFF, which are no
// characters of XML.
func validXMLText(text []byte) bool {
	return utf8.Valid(text) && !bytes.Contains(text, []byte("\xEF\xBF\xBE")) && !bytes.Contains(text, []byte("\xEF\xBF\xBF"))
}

func (s *xmlScanner) decode(dst, raw []byte, plain *[256]bool) ([]byte, *SyntaxError) {
	if plain, valid := isPlain(raw, plain); plain && valid {
		return append(dst, raw...), nil
	}
	if !validXMLText(raw) {
		i := badXMLText(raw)
		if r, _ := utf8.DecodeRune(raw[i:]); r != utf8.RuneError {
			return dst, s.faultIn(raw, i, fmt.Sprintf("U+%04X is no character of XML", r))
		}
		return dst, s.faultIn(raw, i, fmt.Sprintf("the byte 0x%02X is not UTF-8: declare the encoding that the document is in, such as encoding=\"windows-1252\", or save it as UTF-8", raw[i]))
	}
	from := 0
	for i := 0; i < len(raw); i++ {
		c := raw[i]
		if plain[c] {
			continue
		}
		dst = append(dst, raw[from:i]...)
		switch c {
		case '&':
			n, message := s.reference(&dst, raw[i:], 0)
			if message != "" {
				return dst, s.faultIn(raw, i, message)
			}
			i += n - 1
		case '\r':
			if plain == &valuePlain {
				dst = append(dst, ' ')
			} else {
				dst = append(dst, '\n')
			}
			if i+1 < len(raw) && raw[i+1] == '\n' {
				i++
			}
		case '\t', '\n':
			dst = append(dst, ' ')
		case '<':
			return dst, s.faultIn(raw, i, "< in an attribute value: write &lt;")
		default:
			return dst, s.faultIn(raw, i, fmt.Sprintf("the control character U+%04X is not allowed in XML", c))
		}
		from = i + 1
	}
	return append(dst, raw[from:]...), nil
}

// faultIn makes the fault at raw[i]; raw lies in the buffer.
func (s *xmlScanner) faultIn(raw []byte, i int, message string) *SyntaxError {
	at := cap(s.buf) - cap(raw) // both slices end where the buffer does
	return &SyntaxError{Position: s.place(at + i), Message: message}
}

func badXMLText(text []byte) int {
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRune(text[i:])
		if r == utf8.RuneError && n == 1 || r == 0xFFFE || r == 0xFFFF {
			return i
		}
		i += n
	}
	return 0
}

// reference appends what the reference at the begin of raw stands for. It returns the
// reference's length, or a message that says what is wrong with it.
func (s *xmlScanner) reference(dst *[]byte, raw []byte, depth int) (int, string) {
	n := bytes.IndexByte(raw, ';')
	if n < 2 || !isReferenceName(raw[1:n]) {
		return 0, "& begins no reference: write &amp;"
	}
	name := raw[1:n]
	if name[0] == '#' {
		r, ok := characterReference(name[1:])
		if !ok {
			return 0, fmt.Sprintf("&%s; is no character of XML", clip(name))
		}
		*dst = utf8.AppendRune(*dst, r)
		return n + 1, ""
	}
	if c, ok := predefinedEntity(name); ok {
		*dst = append(*dst, c)
		return n + 1, ""
	}
	return n + 1, s.expand(dst, string(name), depth)
}

func isReferenceName(name []byte) bool {
	if name[0] == '#' {
		return len(name) > 1
	}
	return isNCName(name)
}

func predefinedEntity(name []byte) (byte, bool) {
	switch string(name) {
	case "amp":
		return '&', true
	case "lt":
		return '<', true
	case "gt":
		return '>', true
	case "quot":
		return '"', true
	case "apos":
		return '\'', true
	}
	return 0, false
}

func characterReference(digits []byte) (rune, bool) {
	base := 10
	if digits[0] == 'x' {
		base, digits = 16, digits[1:]
	}
	n, err := strconv.ParseUint(string(digits), base, 32)
	if err != nil || digits[0] == '+' || digits[0] == '_' {
		return 0, false
	}
	r := rune(n)
	valid := r == '\t' || r == '\n' || r == '\r' || r >= 0x20 && r <= 0xD7FF ||
		r >= 0xE000 && r <= 0xFFFD || r >= 0x10000 && r <= 0x10FFFF
	return r, valid && n <= utf8.MaxRune
}

// xmlEntity is a general entity that the DOCTYPE declares.
type xmlEntity struct {
	value    string // with character references replaced
	external bool
}

// expand appends what an entity stands for, or says why it cannot.
func (s *xmlScanner) expand(dst *[]byte, name string, depth int) string {
	entity := s.entities[name]
	switch {
	case entity == nil:
		return fmt.Sprintf("the entity &%s; is not declared", clip([]byte(name)))
	case entity.external:
		return fmt.Sprintf("the entity &%s; is external, and external entities are not read", name)
	case depth == entityMaxDepth:
		return fmt.Sprintf("the entity &%s; refers to itself or nests deeper than %d", name, entityMaxDepth)
	}
	s.expanded += int64(len(entity.value))
	if s.expanded > entityFreeBytes+entityMaxFactor*(s.consumed+int64(s.end)) {
		return "entities make the document grow without measure"
	}
	value := []byte(entity.value)
	for {
		i := bytes.IndexAny(value, "&<")
		if i < 0 {
			*dst = append(*dst, value...)
			return ""
		}
		if value[i] == '<' {
			return fmt.Sprintf("the entity &%s; holds markup, which is not supported", name)
		}
		*dst = append(*dst, value[:i]...)
		n, message := s.reference(dst, value[i:], depth+1)
		if message != "" {
			return message
		}
		value = value[i+n:]
	}
}
