package rdf

import (
	"fmt"
	"unicode/utf8"
)

// Classes of bytes in the line formats and in Turtle.
const (
	className  = 1 << iota // may stand in a prefixed name, dots included, backslashes not
	classLabel             // may stand in a blank node label, dots included
	classDigit
	classLetter
)

var classes = func() (t [256]uint8) {
	for c := '0'; c <= '9'; c++ {
		t[c] = className | classLabel | classDigit
	}
	for c := 'a'; c <= 'z'; c++ {
		t[c] = className | classLabel | classLetter
		t[c-'a'+'A'] = t[c]
	}
	for _, c := range []byte("_-.") {
		t[c] = className | classLabel
	}
	for _, c := range []byte(":%") {
		t[c] = className
	}
	for c := 0x80; c < 0x100; c++ {
		t[c] = className | classLabel
	}
	return t
}()

// isPNBase is PN_CHARS_BASE (RDF 1.1 Turtle, section 6.5).
func isPNBase(r rune) bool {
	switch {
	case r < 0x80:
		return classes[r]&classLetter != 0
	case r < 0x300:
		return r >= 0xC0 && r != 0xD7 && r != 0xF7
	}
	return 0x370 <= r && r <= 0x1FFF && r != 0x37E || r == 0x200C || r == 0x200D ||
		0x2070 <= r && r <= 0x218F || 0x2C00 <= r && r <= 0x2FEF || 0x3001 <= r && r <= 0xD7FF ||
		0xF900 <= r && r <= 0xFDCF || 0xFDF0 <= r && r <= 0xFFFD || 0x10000 <= r && r <= 0xEFFFF
}

// isPNChar is PN_CHARS.
func isPNChar(r rune) bool {
	return isPNBase(r) || '0' <= r && r <= '9' || r == '_' || r == '-' || r == 0xB7 ||
		0x300 <= r && r <= 0x36F || r == 0x203F || r == 0x2040
}

// badPrefix returns the offset of the first byte that keeps name from being a
// prefix (PN_PREFIX), or -1. The empty prefix is one.
func badPrefix(name []byte) int {
	return badName(name, isPNBase, isPNChar)
}

// badLabel is badPrefix for the label of a blank node (BLANK_NODE_LABEL).
func badLabel(name []byte) int {
	if len(name) == 0 {
		return 0
	}
	return badName(name, func(r rune) bool { return r == '_' || '0' <= r && r <= '9' || isPNBase(r) }, isPNChar)
}

func badName(name []byte, start, rest func(rune) bool) int {
	for i := 0; i < len(name); {
		r, n := utf8.DecodeRune(name[i:])
		switch {
		case r == utf8.RuneError && n < 2:
			return i
		case i == 0 && !start(r):
			return i
		case i > 0 && !rest(r) && (r != '.' || i == len(name)-1):
			return i
		}
		i += n
	}
	return -1
}

// notUTF8 says that the byte c is no UTF-8, and what to do.
func notUTF8(where string, c byte) string {
	return fmt.Sprintf("invalid UTF-8 in %s: the byte 0x%02X; if the text is in ISO-8859-1 or windows-1252, save it as UTF-8", where, c)
}

// invalidUTF8 returns the offset of the first byte of b that is not UTF-8, or -1.
func invalidUTF8(b []byte) int {
	if utf8.Valid(b) {
		return -1
	}
	i := 0
	for i < len(b) {
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return -1
}
