package rdf

import "bytes"

// quotesReach is how far the other quotes of a string are looked for of which one has
// two in the place of three.
const quotesReach = 4096

// closedByTwo returns where the string at the start of b ends, whose three quotes have
// no counterpart, if it ends with two: directly behind its text and before what may
// follow a string. It is 0 if it does not.
func closedByTwo(b []byte) int {
	near := b[:min(len(b), quotesReach)]
	two := []byte{b[0], b[0]}
	for i := 3; ; {
		n := bytes.Index(near[i:], two)
		if n < 0 {
			return 0
		}
		i += n + 2
		if !xmlBlank[b[i-3]] && (i == len(b) || bytes.IndexByte([]byte(" \t\r\n@^;,.])"), b[i]) >= 0) {
			return i
		}
	}
}

// skipText passes over the text of a string whose first quotes were "" for three, which
// shows by the word that follows directly, up to its end if that is near.
func (p *turtleReader) skipText() {
	if p.tok.kind != tokWord && p.tok.kind != tokName || !p.tok.afterEmpty || p.tok.spaced {
		return
	}
	w := p.w
	for len(w.buf)-w.pos < quotesReach {
		shift, ok := w.more(p.tok.start)
		if p.tok.start, p.tok.end = p.tok.start-shift, p.tok.end-shift; !ok {
			break
		}
	}
	near := w.buf[w.pos:min(len(w.buf), w.pos+quotesReach)]
	if n := bytes.Index(near, []byte(`""`)); n >= 0 && bytes.HasPrefix(near[n:], []byte(`"""`)) {
		w.keep = -1
		w.advance(w.pos + n + 3)
		p.next()
	}
}
