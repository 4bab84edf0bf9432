package rdf

// recovery is what the Turtle reader knows about the statement in hand in case it
// turns out to be broken.
//
// A term that is broken in itself (an IRI with a space, an unknown prefix) leaves
// the statement readable: it is read to its dot and dropped. After any other fault
// the end of the statement has to be guessed. Two signs are trusted: a final dot,
// and a token that begins a line as far left as the broken statement began, in a
// place where no subject, predicate or object was due or where verbFollows tells a
// subject by what comes after it. What is read from such a line on must be a whole
// statement, or it is taken as part of the broken one.
type recovery struct {
	start    Position     // of the statement
	broken   *SyntaxError // of a term in it
	asides   []*SyntaxError
	joins    bool // the token in hand demands another after it
	indented bool // a line of the statement began further right than its first
	spoken   bool // a triple of the statement is complete
	cut      bool // the document ends inside the statement

	back       Position // of the last restart; the window keeps the text from there on
	tentative  bool     // the statement begins at a restart
	structural bool     // the fault is a token that is good in itself, out of place
	last       Position // of the last fault that was reported

	verbs     map[string]bool // predicates of the statements that were whole
	lastVerbs [64]string
}

// begin makes the token in hand the first of a statement.
func (p *turtleReader) begin() {
	p.depth = 0
	p.w.keep = -1
	if p.lenient {
		p.start = p.at()
		p.broken, p.indented, p.spoken, p.structural = nil, false, false, false
	}
}

// markRestart looks whether the token in hand, which is the first of its line, may
// begin a new statement although the one before has no end.
func (p *turtleReader) markRestart(joined bool, before tokenKind) {
	at := p.at()
	if at.Line <= p.start.Line {
		return
	}
	if at.Column > p.start.Column {
		p.indented = true
		return
	}
	p.breakIRI()
	if joined && !p.indented && (before != tokSemicolon || !p.verbFollows()) {
		return
	}
	switch p.tok.kind {
	case tokIRI, tokName, tokBlank:
	case tokOpenBracket: // may as well be an object
		if !p.verbFollows() {
			return
		}
	case tokAt:
		if s := string(p.raw()); s != "@prefix" && s != "@base" {
			return
		}
	case tokWord:
		if !p.isWord("prefix") && !p.isWord("base") && !p.isWord("graph") {
			return
		}
	default:
		return
	}
	p.tok.restart = true
	p.w.keep = p.tok.start
	p.back = at
}

// gluedDot goes on to the token after a final dot that stands directly behind a number
// or a name, and tells whether there was one. Is it a mark on the same line that
// begins no statement, the dot is part of the number or name, of which the rest is
// missing: what it says is not known.
func (p *turtleReader) gluedDot() bool {
	switch p.tok.after {
	case tokInteger, tokName, tokBlank:
	default:
		return false
	}
	if p.tok.spaced {
		return false
	}
	at := p.at()
	p.next()
	switch p.tok.kind {
	case tokSemicolon, tokComma, tokDot, tokCloseBracket, tokCloseParen:
		if !p.tok.first && p.broken == nil {
			p.broken = &SyntaxError{at, "a dot inside a statement: is the rest of the number or name before it missing?"}
		}
	}
	return true
}

// recover drops the statement in hand and finds the beginning of the next one.
func (p *turtleReader) recover() {
	p.discard()
	p.skipText()
	if w := p.w; w.keep >= 0 {
		w.pos, w.mark, w.line, w.column, w.cr = w.keep, w.keep, p.back.Line, p.back.Column, false
		w.keep = -1
		p.tok.kind = tokEnd
		p.next()
		p.tentative = true
		return
	}
	for {
		p.breakIRI()
		switch p.tok.kind {
		case tokEnd:
			p.cut = true
			return
		case tokDot:
			p.next()
			p.tentative = false
			return
		case tokCloseBrace:
			if p.inGraph {
				p.tentative = false
				return
			}
		case tokOpenBrace:
			if p.trig && !p.inGraph { // of a graph whose name could not be read
				p.inGraph, p.lost, p.tentative = true, true, false
				p.next()
				return
			}
		}
		if p.tok.restart {
			p.tentative = true
			return
		}
		p.next()
	}
}

// report yields a syntax error. It returns other errors, and errStopped if nothing
// more is to be read.
func (p *turtleReader) report(err error) error {
	syntax, ok := err.(*SyntaxError)
	if !ok {
		return err
	}
	if p.tentative && !p.cut && (syntax.Position == p.last || p.structural && !p.spoken) {
		return nil
	}
	p.last = syntax.Position
	if p.cut {
		err = lastFault(syntax)
	}
	if !p.yield(Quad{}, err) || !p.lenient {
		return errStopped
	}
	return nil
}

// fault makes the error that ends the statement in hand. An error before it in the
// same statement comes first.
func (p *turtleReader) fault(at Position, message string) error {
	if p.broken != nil {
		return p.broken
	}
	return &SyntaxError{at, message}
}

// soft notes the fault of a term, with which the statement can be read on.
func (p *turtleReader) soft(at Position, message string) error {
	if !p.lenient {
		return &SyntaxError{at, message}
	}
	if p.broken == nil {
		p.broken = &SyntaxError{at, message}
	}
	return nil
}

// aside notes a fault between statements, or one that leaves no doubt about what
// its statement means.
func (p *turtleReader) aside(at Position, message string) {
	p.asides = append(p.asides, &SyntaxError{at, message})
}

func (p *turtleReader) reportAsides() error {
	for _, a := range p.asides {
		p.structural = false
		if err := p.report(a); err != nil {
			return err
		}
	}
	p.asides = p.asides[:0]
	return nil
}

// unexpected makes the error of the token in hand, which is not what was due.
func (p *turtleReader) unexpected(due string) error {
	p.breakIRI()
	switch p.tok.kind {
	case tokBad:
		return p.fault(p.at(), p.tok.message)
	case tokEnd:
		if err := p.end(); err != nil {
			return err
		}
		p.cut = true
		return p.fault(p.at(), "the document ends inside a statement; expected "+due)
	}
	p.structural = true
	return p.fault(p.at(), "expected "+due+", found "+foundText(p.raw()))
}
