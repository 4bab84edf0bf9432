package rdf

import (
	"bytes"
	"fmt"
	"unicode/utf8"
)

type tokenKind uint8

const (
	tokEnd tokenKind = iota
	tokBad
	tokIRI
	tokName // prefixed name
	tokBlank
	tokString
	tokInteger
	tokDecimal
	tokDouble
	tokAt       // language tag, @prefix, @base
	tokDatatype // ^^
	tokWord     // a, true, false, PREFIX, BASE, GRAPH
	tokDot
	tokSemicolon
	tokComma
	tokOpenBracket
	tokCloseBracket
	tokOpenParen
	tokCloseParen
	tokOpenBrace
	tokCloseBrace
)

var punctuation = [256]tokenKind{
	';': tokSemicolon, ',': tokComma, '[': tokOpenBracket, ']': tokCloseBracket,
	'(': tokOpenParen, ')': tokCloseParen, '{': tokOpenBrace, '}': tokCloseBrace,
}

// token is a piece of Turtle. Its offsets hold until the next one is read.
type token struct {
	kind       tokenKind
	start, end int
	width      int  // of the quotes of a string
	plain      bool // string of ASCII without escapes
	first      bool // first on its line
	spaced     bool // there is white space or a comment before it
	after      tokenKind
	afterEmpty bool // after is a string of two quotes
	restart    bool // a new statement may begin here, see recover
	at         Position
	message    string // why it is bad, or why a string cannot be kept
}

// lex reads the token at the start of b, which is not empty, and returns its
// length. It returns -1 if the token may go on after b; with final set, b is the
// last of the text.
func (t *token) lex(b []byte, final bool) int {
	c := b[0]
	if kind := punctuation[c]; kind != tokEnd {
		t.kind = kind
		return 1
	}
	switch {
	case c == '<':
		t.kind = tokIRI
		return t.lexIRI(b, final)
	case c == '"' || c == '\'':
		return t.lexString(b, final)
	case classes[c]&classDigit != 0 || c == '+' || c == '-':
		return t.lexNumber(b, final)
	case c == '.':
		if len(b) == 1 && !final {
			return -1
		}
		if len(b) > 1 && classes[b[1]]&classDigit != 0 {
			return t.lexNumber(b, final)
		}
		t.kind = tokDot
		return 1
	case c == '_':
		if len(b) == 1 && !final {
			return -1
		}
		if len(b) == 1 || b[1] != ':' {
			return t.bad(1, "'_' without the ':' of a blank node")
		}
		t.kind = tokBlank
		return nameEnd(b, 2, classLabel, final)
	case c == '@':
		t.kind = tokAt
		n := 1
		for n < len(b) && (classes[b[n]]&(classLetter|classDigit) != 0 || b[n] == '-') {
			n++
		}
		if n == len(b) && !final {
			return -1
		}
		return n
	case c == '^':
		if len(b) == 1 && !final {
			return -1
		}
		if len(b) > 1 && b[1] == '^' {
			t.kind = tokDatatype
			return 2
		}
	case classes[c]&classLetter != 0 || c == ':' || c >= 0x80:
		return t.lexName(b, final)
	}
	switch c {
	case '=':
		return t.bad(1, "'=' belongs to N3 and is not allowed in Turtle")
	case '/':
		return t.bad(1, "unexpected '/'; a prefixed name has it as \\/, or write the whole IRI in angle brackets")
	}
	r, n := utf8.DecodeRune(b)
	if r == utf8.RuneError && n == 1 {
		return t.bad(1, "invalid UTF-8")
	}
	return t.bad(n, fmt.Sprintf("unexpected character %q", r))
}

// lexIRI looks for a line end only after as many bytes as IRIs are long: to look for
// it takes as long as all the rest, see breakIRI.
func (t *token) lexIRI(b []byte, final bool) int {
	const usual = 256
	if n := bytes.IndexByte(b[:min(len(b), usual)], '>'); n >= 0 {
		return n + 1
	}
	end := bytes.IndexAny(b, "\r\n")
	line := b
	if end >= 0 {
		line = b[:end]
	}
	switch n := bytes.IndexByte(line, '>'); {
	case n >= 0:
		return n + 1
	case end < 0 && !final:
		return -1
	}
	return t.bad(len(line), unclosedIRI)
}

func (t *token) bad(n int, message string) int {
	t.kind, t.message = tokBad, message
	return n
}

// lexName reads a prefixed name, or a word if it has no colon.
func (t *token) lexName(b []byte, final bool) int {
	n := nameEnd(b, 0, className, final)
	switch {
	case n < 0:
		return -1
	case bytes.IndexByte(b[:n], ':') >= 0:
		t.kind = tokName
	default:
		t.kind = tokWord
	}
	return n
}

// nameEnd returns where the name that goes on at b[i] ends: dots at its end belong
// to the statement, and a backslash takes the next character in.
func nameEnd(b []byte, i int, class uint8, final bool) int {
	start := i
	for {
		for i < len(b) && classes[b[i]]&class != 0 {
			i++
		}
		if i == len(b) && !final {
			return -1
		}
		if class != className || i == len(b) || b[i] != '\\' {
			break
		}
		if i+1 == len(b) && !final {
			return -1
		}
		i = min(i+2, len(b))
	}
	for i > start && b[i-1] == '.' && (i-2 < start || b[i-2] != '\\') {
		i--
	}
	return i
}

const (
	unclosedIRI    = "IRI without a closing >"
	unclosedText   = "string without closing quotes"
	unclosedString = "string without a closing quote on its line; strings of several lines take three quotes"
)

// lexString reads a string of any of the four kinds.
func (t *token) lexString(b []byte, final bool) int {
	if len(b) < 3 && !final {
		return -1
	}
	quote := b[0]
	t.kind, t.width, t.plain = tokString, 1, true
	if len(b) > 1 && b[1] == quote {
		if len(b) == 2 || b[2] != quote {
			return 2
		}
		t.width = 3
	}
	for i := t.width; ; {
		stop, ascii := stringStop(b, i, quote, t.width == 3)
		t.plain = t.plain && ascii
		switch left := len(b) - stop; {
		case left > 0 && b[stop] == '\\':
			t.plain = false
			if t.width == 1 && left > 1 && (b[stop+1] == '\n' || b[stop+1] == '\r') {
				return t.bad(stop+1, unclosedString)
			}
			if i = stop + 2; i <= len(b) {
				continue
			}
		case left > 0 && b[stop] != quote: // a line end
			return t.bad(stop, unclosedString)
		case left > 0 && t.width == 1:
			return stop + 1
		case left >= 3:
			if b[stop+1] == quote && b[stop+2] == quote {
				return stop + 3
			}
			i = stop + 1
			continue
		}
		if !final {
			return -1
		}
		if t.width == 3 {
			if i = closedByTwo(b); i > 0 {
				return t.bad(i, unclosedText)
			}
		}
		// What stands after the first line was not meant as text, so go on there.
		if i = bytes.IndexAny(b, "\r\n"); i < 0 {
			i = len(b)
		}
		return t.bad(i, unclosedText)
	}
}

// lexNumber reads INTEGER, DECIMAL or DOUBLE.
func (t *token) lexNumber(b []byte, final bool) int {
	start := 0
	if b[0] == '+' || b[0] == '-' {
		start = 1
	}
	n := digitsEnd(b, start)
	whole := n > start
	t.kind = tokInteger
	if n < len(b) && b[n] == '.' {
		fraction := digitsEnd(b, n+1)
		switch {
		case fraction == len(b) && !final:
			return -1
		case fraction > n+1:
			n, whole, t.kind = fraction, true, tokDecimal
		case whole && (b[min(fraction, len(b)-1)]|0x20) == 'e': // "1.e0"
			end, known := exponentEnd(b, fraction, final)
			if !known {
				return -1
			}
			if end > fraction {
				n, t.kind = end, tokDouble
			}
			return n
		}
	}
	if !whole {
		if n == len(b) && !final {
			return -1
		}
		return t.bad(1, fmt.Sprintf("unexpected character %q", b[0]))
	}
	end, known := exponentEnd(b, n, final)
	if !known {
		return -1
	}
	if end > n {
		n, t.kind = end, tokDouble
	}
	return n
}

func digitsEnd(b []byte, i int) int {
	for i < len(b) && classes[b[i]]&classDigit != 0 {
		i++
	}
	return i
}

// exponentEnd returns the end of the exponent at b[i], which is i if there is none.
// It is not known if it may go on after b.
func exponentEnd(b []byte, i int, final bool) (end int, known bool) {
	if i < len(b) && b[i]|0x20 != 'e' {
		return i, true
	}
	j := min(i+1, len(b))
	if j < len(b) && (b[j] == '+' || b[j] == '-') {
		j++
	}
	end = digitsEnd(b, j)
	switch {
	case end == len(b) && !final:
		return i, false
	case end == j:
		return i, true
	}
	return end, true
}
