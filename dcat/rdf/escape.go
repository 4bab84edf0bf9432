package rdf

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"unicode/utf8"
)

// stringStop returns the offset in b, from i on, of the first quote, backslash or
// (in a string of one line) line end, or len(b); and whether all before it is ASCII.
func stringStop(b []byte, i int, quote byte, long bool) (stop int, ascii bool) {
	const ones, highs = 0x0101010101010101, 0x8080808080808080
	quotes := ones * uint64(quote)
	var all uint64
	for ; i+8 <= len(b); i += 8 {
		v := binary.LittleEndian.Uint64(b[i:])
		// x-ones &^ x has the high bit of the first zero byte of x set, and no bit below it.
		q, s := v^quotes, v^(ones*'\\')
		hit := (q-ones)&^q | (s-ones)&^s
		if !long {
			n, r := v^(ones*'\n'), v^(ones*'\r')
			hit |= (n-ones)&^n | (r-ones)&^r
		}
		if hit &= highs; hit != 0 {
			n := bits.TrailingZeros64(hit) / 8
			all |= v & (1<<(8*n) - 1)
			return i + n, all&highs == 0
		}
		all |= v
	}
	for ; i < len(b); i++ {
		c := b[i]
		if c == quote || c == '\\' || !long && (c == '\n' || c == '\r') {
			break
		}
		all |= uint64(c)
	}
	return i, all&highs == 0
}

// unescape appends raw to dst with its escapes replaced. In an IRI only \u and \U
// are escapes. On a fault it returns the offset of it and what it is.
func unescape(dst, raw []byte, inIRI bool) (out []byte, at int, fault string) {
	for i := 0; i < len(raw); {
		n := bytes.IndexByte(raw[i:], '\\')
		if n < 0 {
			return append(dst, raw[i:]...), 0, ""
		}
		dst = append(dst, raw[i:i+n]...)
		i += n
		if i+1 == len(raw) {
			return dst, i, "a backslash escapes nothing"
		}
		c := raw[i+1]
		if c == 'u' || c == 'U' {
			r, size, fault := unicodeEscape(raw[i:])
			if fault != "" {
				return dst, i, fault
			}
			dst, i = utf8.AppendRune(dst, r), i+size
			continue
		}
		plain := stringEscapes[c]
		if plain == 0 || inIRI {
			return dst, i, "unknown escape " + quoteShort(string(raw[i:i+runeLength(raw[i+1:])+1]))
		}
		dst, i = append(dst, plain), i+2
	}
	return dst, 0, ""
}

// stringEscapes is ECHAR.
var stringEscapes = [256]byte{
	't': '\t', 'b': '\b', 'n': '\n', 'r': '\r', 'f': '\f', '"': '"', '\'': '\'', '\\': '\\',
}

// unicodeEscape reads \uXXXX or \UXXXXXXXX at the start of raw. A pair of surrogates
// stands for one character in JSON and in UTF-16, but not here: surrogates are no
// characters, and RDF has no string with one.
func unicodeEscape(raw []byte) (r rune, size int, fault string) {
	size = 6
	if raw[1] == 'U' {
		size = 10
	}
	if len(raw) < size {
		return 0, 0, "unicode escape is too short"
	}
	var v uint32
	for _, c := range raw[2:size] {
		d, ok := hexDigit(c)
		if !ok {
			return 0, 0, "unicode escape with a character that is no hexadecimal digit"
		}
		v = v<<4 | uint32(d)
	}
	if v > utf8.MaxRune || 0xD800 <= v && v <= 0xDFFF {
		return 0, 0, "unicode escape " + string(raw[:size]) + " is no character"
	}
	return rune(v), size, ""
}

func hexDigit(c byte) (byte, bool) {
	switch {
	case '0' <= c && c <= '9':
		return c - '0', true
	case 'a' <= c && c <= 'f':
		return c - 'a' + 10, true
	case 'A' <= c && c <= 'F':
		return c - 'A' + 10, true
	}
	return 0, false
}

func runeLength(b []byte) int {
	_, n := utf8.DecodeRune(b)
	return n
}

// localName appends a PN_LOCAL to dst with its escapes replaced. On a fault it
// returns the offset of it and what it is.
func localName(dst, local []byte) (out []byte, at int, message string) {
	for i := 0; i < len(local); {
		switch c := local[i]; {
		case c == '\\':
			if i+1 == len(local) || bytes.IndexByte([]byte("_~.-!$&'()*+,;=/?#@%"), local[i+1]) < 0 {
				return dst, i, "unknown escape"
			}
			dst = append(dst, local[i+1])
			i += 2
		case c == '%':
			if !isPercentEncoded(local[i:]) {
				return dst, i, "percent sign without two hexadecimal digits"
			}
			dst = append(dst, local[i:i+3]...)
			i += 3
		case c == ':' || c == '_' || classes[c]&(classLetter|classDigit) != 0:
			dst = append(dst, c)
			i++
		default:
			r, n := utf8.DecodeRune(local[i:])
			if r == utf8.RuneError && n == 1 {
				return dst, i, "invalid UTF-8"
			}
			if i == 0 && !isPNBase(r) || !isPNChar(r) && r != '.' {
				return dst, i, "character " + quoteShort(string(r)) + " is not allowed"
			}
			dst = append(dst, local[i:i+n]...)
			i += n
		}
	}
	return dst, 0, ""
}

func isPercentEncoded(b []byte) bool {
	if len(b) < 3 {
		return false
	}
	_, high := hexDigit(b[1])
	_, low := hexDigit(b[2])
	return high && low
}
