package rdf

import (
	"bytes"
	"fmt"
	"unicode/utf16"
	"unicode/utf8"
)

// string reads a string. A fault concerns this string only: its end was found.
func (p *jsonParser) string() (text, fault string, err error) {
	p.pos++
	raw, plain, err := p.rawString()
	if err != nil {
		return "", "", err
	}
	switch {
	case raw == nil:
		return "", tooLong(p.maxLiteral), nil
	case invalidUTF8(raw) >= 0:
		return "", "invalid UTF-8 in a string", nil
	}
	for _, c := range raw {
		if c < 0x20 {
			return "", fmt.Sprintf("the control character U+%04X in a string: write it as an escape", c), nil
		}
	}
	if plain {
		return string(raw), "", nil
	}
	text, fault = jsonUnescape(raw)
	return text, fault, nil
}

// rawString passes over a string behind its first quote and returns what is between
// the quotes, nil if that is too long to be held, and whether it has no escape.
func (p *jsonParser) rawString() (raw []byte, plain bool, err error) {
	end, long := p.pos, false
	plain = true
	for {
		n := bytes.IndexByte(p.buf[end:], '"')
		part := p.buf[end:]
		if n >= 0 {
			part = part[:n]
		}
		slash := bytes.IndexByte(part, '\\')
		switch {
		case slash < 0 && n >= 0:
			raw = p.buf[p.pos : end+n]
			p.pos = end + n + 1
			if long || len(raw) > p.maxLiteral {
				return nil, plain, nil
			}
			return raw, plain, nil
		case slash >= 0 && end+slash+2 <= len(p.buf):
			plain = false
			end += slash + 2
			continue
		case slash >= 0:
			end += slash // what it escapes is not read yet
		default:
			end = len(p.buf)
		}
		if long = long || end-p.pos > p.maxLiteral; long {
			p.pos = end
		}
		shift, ok := p.fill()
		if !ok {
			p.pos = len(p.buf)
			return nil, plain, p.unexpected("the end of a string")
		}
		end -= shift
	}
}

func jsonUnescape(raw []byte) (text, fault string) {
	out := make([]byte, 0, len(raw))
	for i := 0; i < len(raw); i++ {
		if raw[i] != '\\' {
			out = append(out, raw[i])
			continue
		}
		i++ // a string does not end in a lone backslash
		switch c := raw[i]; c {
		case '"', '\\', '/':
			out = append(out, c)
		case 'b', 'f', 'n', 'r', 't':
			out = append(out, stringEscapes[c])
		case 'u':
			r, n := jsonRune(raw[i-1:])
			if n == 0 {
				return "", "an escape \\u that stands for no character"
			}
			out = utf8.AppendRune(out, r)
			i += n - 2
		default:
			return "", fmt.Sprintf("the escape \\%c is none of JSON's", c)
		}
	}
	return string(out), ""
}

// jsonRune reads \uXXXX, or two of them that are a pair of surrogates.
func jsonRune(raw []byte) (r rune, size int) {
	unit := func(from int) rune {
		if len(raw) < from+6 || raw[from] != '\\' || raw[from+1] != 'u' {
			return -1
		}
		var v rune
		for _, c := range raw[from+2 : from+6] {
			d, ok := hexDigit(c)
			if !ok {
				return -1
			}
			v = v<<4 | rune(d)
		}
		return v
	}
	first := unit(0)
	switch {
	case first < 0:
		return 0, 0
	case !utf16.IsSurrogate(first):
		return first, 6
	}
	if r := utf16.DecodeRune(first, unit(6)); r != utf8.RuneError {
		return r, 12
	}
	return 0, 0
}
