package rdf

import "io"

// verbsMost is how many predicates are remembered. A catalogue has some sixty.
const verbsMost = 1024

// learnVerb remembers a predicate. The same few recur, with the same bytes in memory, so
// that to compare them with the last one at their place is faster than to look them up.
func (p *turtleReader) learnVerb(iri string) {
	n := len(iri)
	last := &p.lastVerbs[(n+int(iri[n-1])*7+int(iri[n/2])*3)%len(p.lastVerbs)]
	if *last == iri {
		return
	}
	*last = iri
	if !p.verbs[iri] && len(p.verbs) < verbsMost {
		p.verbs[iri] = true
	}
}

// verbFollows tells whether the token in hand, or the [] that it begins, can only be a
// subject: what comes after it is "a" or an IRI that was a predicate before, which the
// token in hand was not. That is enough after a semicolon, where a predicate is due: a
// semicolon was typed in the place of a dot. After a comma it is not: then the token
// may be an object with its semicolon missing.
func (p *turtleReader) verbFollows() bool {
	skip := 0
	switch p.tok.kind {
	case tokBlank:
	case tokIRI, tokName:
		if p.isVerb(p.tok.kind, p.raw()) {
			return false
		}
	case tokOpenBracket:
		if kind, _ := p.ahead(0); kind != tokCloseBracket {
			return false
		}
		skip = 1
	default:
		return false
	}
	return p.isVerb(p.ahead(skip))
}

// isVerb tells whether the token is "a" or was the predicate of a whole statement.
func (p *turtleReader) isVerb(kind tokenKind, raw []byte) bool {
	var iri string
	var f *fault
	switch kind {
	case tokWord:
		return string(raw) == "a"
	case tokIRI:
		iri, f = p.text.iri(raw, p.base)
	case tokName:
		iri, f = p.text.name(raw, p.prefixes)
	}
	return f == nil && p.verbs[iri]
}

// ahead returns the token that comes after the one in hand and skip others. A comment
// or anything that is no token at all is tokEnd.
func (p *turtleReader) ahead(skip int) (tokenKind, []byte) {
	w := p.w
	for {
		var t token
		from, n := p.tok.end, 0
		for left := skip; ; left-- {
			for from < len(w.buf) && xmlBlank[w.buf[from]] {
				from++
			}
			if n = -1; from == len(w.buf) && w.err != nil || from < len(w.buf) && w.buf[from] == '#' {
				return tokEnd, nil
			}
			if from < len(w.buf) {
				n = t.lex(w.buf[from:], w.err == io.EOF)
			}
			if n < 0 || left == 0 {
				break
			}
			from += n
		}
		if n >= 0 {
			return t.kind, w.buf[from : from+n]
		}
		if len(w.buf)-p.tok.start > aheadMost {
			return tokEnd, nil
		}
		shift, _ := w.more(p.tok.start)
		p.tok.start, p.tok.end = p.tok.start-shift, p.tok.end-shift
	}
}

// aheadMost bounds what is read only to look at it.
const aheadMost = windowSize
