package rdf

import (
	"bytes"
	"fmt"
	"io"
	"unicode/utf8"
)

// rewindMost is how many bytes of a broken statement are kept to go back in.
const rewindMost = 1 << 20

// next makes the next token the one in hand. At the end of the text, and where its
// reader fails, that is tokEnd.
func (p *turtleReader) next() {
	w, t := p.w, &p.tok
	joined, before := p.joins, t.kind
	switch before {
	case tokSemicolon, tokComma, tokOpenBracket, tokOpenParen:
		joined = true
	}
	p.joins = false
	t.after, t.afterEmpty = before, before == tokString && t.end-t.start == 2
	t.first, t.spaced, t.restart, t.at, t.message = false, false, false, Position{}, ""
	if !p.skipSpace() {
		t.kind, t.start, t.end = tokEnd, w.pos, w.pos
		return
	}
	for most := p.text.maxLiteral + 6; ; {
		b := w.buf[w.pos:]
		n := t.lex(b, w.err == io.EOF)
		if n > most || len(b) > most && (n < 0 || t.message == unclosedText) {
			p.skipLongToken(most)
			return
		}
		if n >= 0 {
			t.start, t.end = w.pos, w.pos+n
			break
		}
		if w.pos-w.keep > rewindMost {
			w.keep = -1
		}
		if _, ok := w.more(w.pos); !ok && w.err != io.EOF {
			t.kind, t.start, t.end = tokEnd, w.pos, w.pos
			return
		}
	}
	if t.kind == tokString && t.width == 3 || t.message == unclosedText {
		t.at = w.position(t.start)
		w.advance(t.end)
	} else {
		w.pos = t.end
	}
	if p.lenient && t.first {
		p.markRestart(joined, before)
	}
}

// raw is the text of the token in hand, and at its place.
func (p *turtleReader) raw() []byte { return p.w.buf[p.tok.start:p.tok.end] }

func (p *turtleReader) at() Position {
	if p.tok.at.Line == 0 {
		p.tok.at = p.w.position(p.tok.start)
	}
	return p.tok.at
}

// isWord tells whether the token in hand is this keyword, in any case.
func (p *turtleReader) isWord(word string) bool {
	return p.tok.kind == tokWord && len(word) == p.tok.end-p.tok.start && bytes.EqualFold(p.raw(), []byte(word))
}

// skipSpace skips white space and comments; false means that the text ends there.
func (p *turtleReader) skipSpace() bool {
	w := p.w
	for {
		i, cr := w.pos, w.cr
		for ; i < len(w.buf); i++ {
			c := w.buf[i]
			if c == ' ' || c == '\t' {
				cr = false
				continue
			}
			if c != '\n' && c != '\r' {
				break
			}
			if c == '\r' || !cr {
				w.line++
			}
			cr = c == '\r'
			w.mark, w.column, p.tok.first = i+1, 1, true
		}
		if i > w.pos {
			p.tok.spaced = true
		}
		w.pos, w.cr = i, cr
		if i < len(w.buf) {
			w.cr = false
			if w.buf[i] != '#' {
				return true
			}
			p.tok.spaced = true
			p.skipComment()
		}
		if w.pos == len(w.buf) {
			if w.pos-w.keep > rewindMost {
				w.keep = -1
			}
			if _, ok := w.more(w.pos); !ok {
				return false
			}
		}
	}
}

// skipComment skips a comment up to its line end, or as much of it as is there.
func (p *turtleReader) skipComment() {
	w := p.w
	for good := true; ; {
		b := w.buf[w.pos:]
		n, whole := bytes.IndexByte(b, '\n'), true
		if n < 0 {
			n, whole = len(b), false
		}
		if cr := bytes.IndexByte(b[:n], '\r'); cr >= 0 {
			n, whole = cr, true
		}
		if !whole && w.err == nil {
			n -= partialRune(b)
		}
		if bad := invalidUTF8(b[:n]); bad >= 0 && good {
			good = false
			p.aside(w.position(w.pos+bad), notUTF8("a comment", b[bad]))
		}
		w.pos += n
		if whole {
			return
		}
		if _, ok := w.more(w.pos); !ok && w.pos == len(w.buf) {
			return
		}
	}
}

// partialRune returns how many bytes at the end of b may begin a character.
func partialRune(b []byte) int {
	for n := 1; n <= min(len(b), utf8.UTFMax-1); n++ {
		if c := b[len(b)-n]; utf8.RuneStart(c) {
			if c >= utf8.RuneSelf && !utf8.FullRune(b[len(b)-n:]) {
				return n
			}
			break
		}
	}
	return 0
}

// breakIRI ends an IRI that goes over a line end there: its > is that of another one.
// Only faulty IRIs are looked at, since looking takes as long as reading a good one.
func (p *turtleReader) breakIRI() {
	if p.tok.kind != tokIRI {
		return
	}
	if i := bytes.IndexAny(p.raw(), "\r\n"); i >= 0 {
		p.tok.end = p.tok.start + i
		p.w.pos = p.tok.end
		p.tok.bad(0, unclosedIRI)
	}
}

// skipLongToken passes over a token that exceeds the limit without holding it. A
// string that is too long ends where it ends: what it contains is no Turtle.
func (p *turtleReader) skipLongToken(most int) {
	w, t := p.w, &p.tok
	t.at = w.position(w.pos)
	w.keep = -1
	if c := w.buf[w.pos]; c == '"' || c == '\'' {
		p.skipLongString(c)
	} else {
		n := t.bad(most+1, fmt.Sprintf("IRI or name longer than the limit of %d bytes", p.text.maxLiteral))
		if i := bytes.IndexAny(w.buf[w.pos:w.pos+n], "\r\n"); i >= 0 {
			n = t.bad(i, unclosedIRI)
		}
		w.pos += n
	}
	t.start, t.end = w.pos, w.pos
}

func (p *turtleReader) skipLongString(quote byte) {
	w, t := p.w, &p.tok
	quotes := bytes.Repeat([]byte{quote}, t.width)
	w.advance(w.pos + t.width)
	for {
		b := w.buf[w.pos:]
		stop, _ := stringStop(b, 0, quote, t.width == 3)
		pass := 1
		switch {
		case stop == len(b):
			pass = 0
		case bytes.HasPrefix(b[stop:], quotes):
			w.advance(w.pos + stop + t.width)
			t.kind, t.message = tokString, tooLong(p.text.maxLiteral)
			return
		case b[stop] == '\\':
			if pass = 2; t.width == 1 && stop+1 < len(b) && (b[stop+1] == '\n' || b[stop+1] == '\r') {
				pass = 1
			}
		case b[stop] != quote:
			w.advance(w.pos + stop)
			t.bad(0, unclosedString)
			return
		}
		w.advance(w.pos + stop)
		// A quote or backslash at the end of what is there needs what comes after it.
		if pass > 0 && (stop+3 <= len(b) || w.err != nil && stop+pass <= len(b)) {
			w.advance(w.pos + pass)
			continue
		}
		if _, ok := w.more(w.pos); !ok {
			w.advance(len(w.buf))
			t.bad(0, unclosedText)
			return
		}
	}
}
