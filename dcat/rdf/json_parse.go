package rdf

import (
	"bytes"
	"fmt"
	"unicode/utf16"
	"unicode/utf8"
)

// jsonKind is the kind of a JSON value, named by its first character; 'x' is a string
// that cannot be read.
type jsonKind byte

const (
	jsonObject jsonKind = '{'
	jsonArray  jsonKind = '['
	jsonString jsonKind = '"'
	jsonNumber jsonKind = '0'
	jsonTrue   jsonKind = 't'
	jsonFalse  jsonKind = 'f'
	jsonNull   jsonKind = 'n'
	jsonBroken jsonKind = 'x'
)

// jsonValue is a JSON value with its place in the text.
type jsonValue struct {
	kind    jsonKind
	text    string // of a string or number; of a broken string, what is wrong
	items   []jsonValue
	members []jsonMember // in the order of the text
	at      Position
}

type jsonMember struct {
	key   string
	at    Position
	value jsonValue
}

// member returns the value under a key, or nil.
func (v *jsonValue) member(key string) *jsonValue {
	for i := range v.members {
		if v.members[i].key == key {
			return &v.members[i].value
		}
	}
	return nil
}

// jsonParser reads JSON (RFC 8259) value by value. encoding/json would give neither
// places nor numbers as they are written, and takes a repeated key without a word.
type jsonParser struct {
	text       []byte
	pos        int
	maxDepth   int
	maxLiteral int

	// The checkpoint from which lines and columns are counted on.
	mark         int
	line, column int
}

func newJSONParser(text []byte, opt ReadOptions) *jsonParser {
	return &jsonParser{text: text, maxDepth: opt.MaxDepth, maxLiteral: opt.MaxLiteral, line: 1, column: 1}
}

// place is the line and column of the next character.
func (p *jsonParser) place() Position {
	passed := p.text[p.mark:p.pos]
	if n := bytes.Count(passed, newline); n > 0 {
		p.line += n
		p.column = 1
		passed = passed[bytes.LastIndexByte(passed, '\n')+1:]
	}
	p.column += countRunes(passed)
	p.mark = p.pos
	return Position{Line: p.line, Column: p.column}
}

func (p *jsonParser) fail(format string, args ...any) error {
	return &SyntaxError{p.place(), fmt.Sprintf(format, args...)}
}

func (p *jsonParser) space() {
	for p.pos < len(p.text) && xmlBlank[p.text[p.pos]] {
		p.pos++
	}
}

// peek skips white space and returns the next character, or 0 at the end.
func (p *jsonParser) peek() byte {
	p.space()
	if p.pos == len(p.text) {
		return 0
	}
	return p.text[p.pos]
}

// expect reads one character.
func (p *jsonParser) expect(c byte, after string) error {
	if got := p.peek(); got != c {
		return p.unexpected(fmt.Sprintf("%q %s", c, after))
	}
	p.pos++
	return nil
}

func (p *jsonParser) unexpected(wanted string) error {
	if p.pos == len(p.text) {
		return p.fail("the document ends where %s is expected: it is truncated", wanted)
	}
	r, _ := utf8.DecodeRune(p.text[p.pos:])
	return p.fail("%q where %s is expected", r, wanted)
}

// value reads a value and what it holds.
func (p *jsonParser) value(depth int) (jsonValue, error) {
	c := p.peek()
	v := jsonValue{at: p.place()}
	if depth > p.maxDepth {
		return v, p.fail("values nested deeper than the limit of %d", p.maxDepth)
	}
	switch {
	case c == '{':
		v.kind = jsonObject
		err := p.object(func(key string, at Position) error {
			member, err := p.value(depth + 1)
			v.members = append(v.members, jsonMember{key, at, member})
			return err
		})
		return v, err
	case c == '[':
		v.kind = jsonArray
		err := p.array(func() error {
			item, err := p.value(depth + 1)
			v.items = append(v.items, item)
			return err
		})
		return v, err
	case c == '"':
		text, fault, err := p.string()
		v.kind, v.text = jsonString, text
		if fault != "" {
			v.kind, v.text = jsonBroken, fault
		}
		return v, err
	case c == '-' || '0' <= c && c <= '9':
		v.kind = jsonNumber
		text, err := p.number()
		v.text = text
		return v, err
	}
	for _, word := range [...]string{"true", "false", "null"} {
		if bytes.HasPrefix(p.text[p.pos:], []byte(word)) {
			p.pos += len(word)
			v.kind = jsonKind(word[0])
			return v, nil
		}
	}
	return v, p.unexpected("a value")
}

// object reads the members of an object; member reads the value.
func (p *jsonParser) object(member func(key string, at Position) error) error {
	p.pos++
	if p.peek() == '}' {
		p.pos++
		return nil
	}
	for {
		if p.peek() != '"' {
			return p.unexpected("a key in quotes")
		}
		at := p.place()
		key, fault, err := p.string()
		if err != nil {
			return err
		}
		if fault != "" {
			return &SyntaxError{at, fault}
		}
		if err := p.expect(':', "after a key"); err != nil {
			return err
		}
		if err := member(key, at); err != nil {
			return err
		}
		if p.peek() == ',' {
			p.pos++
			continue
		}
		return p.expect('}', "or a comma after a member")
	}
}

// array reads the items of an array; item reads one.
func (p *jsonParser) array(item func() error) error {
	p.pos++
	if p.peek() == ']' {
		p.pos++
		return nil
	}
	for {
		if err := item(); err != nil {
			return err
		}
		if p.peek() == ',' {
			p.pos++
			continue
		}
		return p.expect(']', "or a comma after an item")
	}
}

func (p *jsonParser) number() (string, error) {
	begin := p.pos
	digits := func() bool {
		from := p.pos
		for p.pos < len(p.text) && '0' <= p.text[p.pos] && p.text[p.pos] <= '9' {
			p.pos++
		}
		return p.pos > from
	}
	next := func(set string) bool {
		if p.pos < len(p.text) && bytes.IndexByte([]byte(set), p.text[p.pos]) >= 0 {
			p.pos++
			return true
		}
		return false
	}
	next("-")
	if !next("0") && !digits() {
		return "", p.unexpected("a digit")
	}
	if next(".") && !digits() {
		return "", p.unexpected("a digit after the decimal point")
	}
	if next("eE") {
		next("+-")
		if !digits() {
			return "", p.unexpected("a digit in the exponent")
		}
	}
	if p.pos-begin > maxNumberLength {
		return "", p.fail("number longer than %d characters", maxNumberLength)
	}
	return string(p.text[begin:p.pos]), nil
}

// maxNumberLength is far beyond what a number in a catalogue needs.
const maxNumberLength = 1000

// string reads a string. A fault concerns this string only: its end was found.
func (p *jsonParser) string() (text, fault string, err error) {
	p.pos++
	begin, plain := p.pos, true
	for {
		n := bytes.IndexByte(p.text[p.pos:], '"')
		if n < 0 {
			p.pos = len(p.text)
			return "", "", p.unexpected("the end of a string")
		}
		slash := bytes.IndexByte(p.text[p.pos:p.pos+n], '\\')
		if slash < 0 {
			p.pos += n
			break
		}
		plain = false
		p.pos = min(p.pos+slash+2, len(p.text))
	}
	raw := p.text[begin:p.pos]
	p.pos++
	switch {
	case len(raw) > p.maxLiteral:
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

// skip passes over a value without reading it; value finds what is wrong with it.
func (p *jsonParser) skip() error {
	p.space()
	for depth := 0; p.pos < len(p.text); {
		switch c := p.text[p.pos]; c {
		case '"':
			if _, err := p.skipString(); err != nil {
				return err
			}
		case '{', '[':
			depth++
			p.pos++
		case '}', ']':
			if depth == 0 {
				return nil
			}
			depth--
			p.pos++
		case ',':
			if depth == 0 {
				return nil
			}
			p.pos++
		default:
			p.pos++
		}
		if depth == 0 && p.pos < len(p.text) && (p.text[p.pos] == ',' || p.text[p.pos] == '}' || p.text[p.pos] == ']') {
			return nil
		}
	}
	return p.unexpected("the end of a value")
}

func (p *jsonParser) skipString() (int, error) {
	begin := p.pos
	for p.pos++; p.pos < len(p.text); p.pos++ {
		switch p.text[p.pos] {
		case '\\':
			p.pos++
		case '"':
			p.pos++
			return p.pos - begin, nil
		}
	}
	p.pos = len(p.text)
	return 0, p.unexpected("the end of a string")
}
