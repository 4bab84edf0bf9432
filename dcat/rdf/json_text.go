package rdf

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"
)

// jsonText is the place of a JSON parser in a text that is read as it goes. Lines end
// in a line feed only; offsets count from the beginning of the text.
type jsonText struct {
	window
	passed int64 // how much of the text lies before buf
}

func (t *jsonText) offset() int64 { return t.passed + int64(t.pos) }

// place is the line and column of the next character.
func (t *jsonText) place() Position {
	passed := t.buf[t.mark:t.pos]
	if n := bytes.Count(passed, newline); n > 0 {
		t.line += n
		t.column = 1
		passed = passed[bytes.LastIndexByte(passed, '\n')+1:]
	}
	t.column += countRunes(passed)
	t.mark = t.pos
	return Position{Line: t.line, Column: t.column}
}

// fill forgets what lies before pos and reads on. It returns by how much offsets into
// buf shrink, and whether a byte came.
func (t *jsonText) fill() (shift int, ok bool) {
	t.place() // lines are counted before their text is gone
	shift, ok = t.more(t.pos)
	t.passed += int64(shift)
	return shift, ok
}

// ended reports whether there is no next character.
func (t *jsonText) ended() bool {
	if t.pos < len(t.buf) {
		return false
	}
	_, ok := t.fill()
	return !ok
}

// jsonPlace is a place to which a parser can go back while the text is held.
type jsonPlace struct {
	offset int64
	at     Position
}

// hold keeps the text from here on until release.
func (t *jsonText) hold() { t.keep = t.pos }

func (t *jsonText) release() { t.keep = -1 }

func (t *jsonText) here() jsonPlace { return jsonPlace{t.offset(), t.place()} }

func (t *jsonText) goTo(to jsonPlace) {
	t.pos = int(to.offset - t.passed)
	t.mark, t.line, t.column = t.pos, to.at.Line, to.at.Column
}

// peek skips white space and returns the next character, or 0 at the end.
func (t *jsonText) peek() byte {
	for !t.ended() {
		if c := t.buf[t.pos]; !xmlBlank[c] {
			return c
		}
		t.pos++
	}
	return 0
}

// next passes over the next character if it is one of set.
func (t *jsonText) next(set string) (byte, bool) {
	if t.ended() || bytes.IndexByte([]byte(set), t.buf[t.pos]) < 0 {
		return 0, false
	}
	t.pos++
	return t.buf[t.pos-1], true
}

// word passes over the word if it comes next, also over one that the end cuts short,
// which is none.
func (t *jsonText) word(word string) bool {
	for len(t.buf)-t.pos < len(word) {
		if _, ok := t.fill(); !ok {
			if bytes.HasPrefix([]byte(word), t.buf[t.pos:]) {
				t.pos = len(t.buf)
			}
			return false
		}
	}
	if !bytes.HasPrefix(t.buf[t.pos:], []byte(word)) {
		return false
	}
	t.pos += len(word)
	return true
}

// expect reads one character.
func (t *jsonText) expect(c byte, after string) error {
	if got := t.peek(); got != c {
		return t.unexpected(fmt.Sprintf("%q %s", c, after))
	}
	t.pos++
	return nil
}

func (t *jsonText) fail(format string, args ...any) error {
	return &SyntaxError{t.place(), fmt.Sprintf(format, args...)}
}

func (t *jsonText) unexpected(wanted string) error {
	if t.ended() {
		if err := t.fault(); err != nil {
			return err
		}
		return t.fail("the document ends where %s is expected: it is truncated", wanted)
	}
	for !utf8.FullRune(t.buf[t.pos:]) {
		if _, ok := t.fill(); !ok {
			break
		}
	}
	r, _ := utf8.DecodeRune(t.buf[t.pos:])
	return t.fail("%q where %s is expected", r, wanted)
}

// fault is why the text ended before its end, or nil.
func (t *jsonText) fault() error {
	if t.err == nil || errors.Is(t.err, io.EOF) {
		return nil
	}
	return fmt.Errorf("read JSON-LD: %w", t.err)
}
