package rdf

import (
	"bytes"
	"errors"
	"io"
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
	jsonLater  jsonKind = 'l' // an array that is still in the text
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
	jsonText
	maxDepth   int
	maxLiteral int
}

// newJSONParser returns a parser of a text that is there already.
func newJSONParser(text []byte, opt ReadOptions) *jsonParser {
	held := window{buf: text, keep: -1, err: io.EOF, line: 1, column: 1}
	return &jsonParser{jsonText{window: held}, opt.MaxDepth, opt.MaxLiteral}
}

// newJSONReader returns a parser that reads its text as it goes.
func newJSONReader(r io.Reader, opt ReadOptions) *jsonParser {
	return &jsonParser{jsonText{window: *newWindow(r, opt.MaxBytes)}, opt.MaxDepth, opt.MaxLiteral}
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
		if p.word(word) {
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

// maxNumberLength is far beyond what a number in a catalogue needs.
const maxNumberLength = 1000

// number reads a number as it is written.
func (p *jsonParser) number() (string, error) {
	var text []byte
	take := func(set string) bool {
		c, ok := p.next(set)
		if ok && len(text) <= maxNumberLength { // one too many tells that it is too long
			text = append(text, c)
		}
		return ok
	}
	digits := func() bool {
		any := false
		for take("0123456789") {
			any = true
		}
		return any
	}
	take("-")
	if !take("0") && !digits() {
		return "", p.unexpected("a digit")
	}
	if take(".") && !digits() {
		return "", p.unexpected("a digit after the decimal point")
	}
	if take("eE") {
		take("+-")
		if !digits() {
			return "", p.unexpected("a digit in the exponent")
		}
	}
	if len(text) > maxNumberLength {
		return "", p.fail("number longer than %d characters", maxNumberLength)
	}
	return string(text), nil
}

// errBeyond tells that skip went beyond its limit.
var errBeyond = errors.New("beyond the limit")

// skip passes over a value without reading it; value finds what is wrong with it. A
// value that ends behind the offset limit gives errBeyond; how far the text was read by
// then does not depend on the pieces in which it comes. 0 means no limit.
func (p *jsonParser) skip(limit int64) error {
	p.peek()
	for depth := 0; ; {
		if p.pos == len(p.buf) {
			if err := p.skipFill(limit, "the end of a value"); err != nil {
				return err
			}
		}
		if limit > 0 && p.offset() > limit {
			return errBeyond
		}
		switch c := p.buf[p.pos]; {
		case c == '"':
			if err := p.skipString(limit); err != nil {
				return err
			}
			if depth == 0 {
				return nil
			}
			continue
		case c == '{' || c == '[':
			depth++
		case depth == 0 && (c == '}' || c == ']' || c == ','):
			return nil
		case c == '}' || c == ']':
			if depth--; depth == 0 {
				p.pos++
				return nil
			}
		}
		p.pos++
	}
}

func (p *jsonParser) skipString(limit int64) error {
	for p.pos++; ; {
		n := bytes.IndexAny(p.buf[p.pos:], "\"\\")
		if n >= 0 {
			p.pos += n + 1
			if p.buf[p.pos-1] == '"' {
				return nil
			}
		} else {
			p.pos = len(p.buf)
		}
		if p.pos == len(p.buf) {
			if err := p.skipFill(limit, "the end of a string"); err != nil {
				return err
			}
		}
		if n >= 0 {
			p.pos++ // what is escaped
		}
	}
}

// skipFill reads on within the limit.
func (p *jsonParser) skipFill(limit int64, wanted string) error {
	if limit > 0 && p.offset() > limit {
		return errBeyond
	}
	if _, ok := p.fill(); !ok {
		return p.unexpected(wanted)
	}
	return nil
}
