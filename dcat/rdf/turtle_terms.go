package rdf

const (
	xsdInteger = "http://www.w3.org/2001/XMLSchema#integer"
	xsdDecimal = "http://www.w3.org/2001/XMLSchema#decimal"
	xsdDouble  = "http://www.w3.org/2001/XMLSchema#double"
	xsdBoolean = "http://www.w3.org/2001/XMLSchema#boolean"
)

// predicateObjects reads what follows a subject, up to a token that can be no part
// of it.
func (p *turtleReader) predicateObjects(subject int) error {
	for {
		at := p.at()
		verb, err := p.verb()
		if err != nil {
			return err
		}
		predicate := p.remember(verb)
		if p.tok.kind != tokEnd && p.at().Line == at.Line {
			at = Position{}
		}
		for {
			if err := p.object(subject, predicate, at); err != nil {
				return err
			}
			if p.tok.kind != tokComma {
				break
			}
			at = Position{}
			p.next()
		}
		if p.tok.kind != tokSemicolon {
			return nil
		}
		for p.tok.kind == tokSemicolon {
			p.next()
		}
		switch p.tok.kind {
		case tokDot, tokCloseBracket, tokCloseBrace:
			return nil
		}
	}
}

func (p *turtleReader) verb() (t Term, err error) {
	switch {
	case p.tok.kind == tokIRI || p.tok.kind == tokName:
		t, err = p.resource("")
	case p.isWord("a") && p.raw()[0] == 'a':
		t = rdfType
	case p.tok.kind == tokBlank:
		return t, p.unexpected("a predicate, which cannot be a blank node")
	default:
		return t, p.unexpected("a predicate")
	}
	if err == nil {
		p.joins = true
		p.next()
	}
	return t, err
}

// object reads an object and adds its triple, whose position is at or, if that is
// zero, that of the object.
func (p *turtleReader) object(subject, predicate int, at Position) error {
	if at.Line == 0 {
		at = p.at()
	}
	switch p.tok.kind {
	case tokOpenBracket:
		if err := p.enter(); err != nil {
			return err
		}
		node := p.labels.fresh()
		if err := p.emit(subject, predicate, node, at); err != nil {
			return err
		}
		if p.tok.kind != tokCloseBracket {
			if err := p.predicateObjects(p.remember(node)); err != nil {
				return err
			}
		}
		return p.leave(tokCloseBracket, "';' or ']'")
	case tokOpenParen:
		if err := p.enter(); err != nil {
			return err
		}
		head := p.collectionHead()
		if err := p.emit(subject, predicate, head, at); err != nil {
			return err
		}
		return p.items(head)
	}
	t, err := p.term()
	if err != nil {
		return err
	}
	return p.emit(subject, predicate, t, at)
}

// collectionHead names the first cell of the collection whose first item is in hand.
func (p *turtleReader) collectionHead() Term {
	if p.tok.kind == tokCloseParen {
		return rdfNil
	}
	return p.labels.fresh()
}

// items reads the items of a collection and its closing parenthesis.
func (p *turtleReader) items(cell Term) error {
	if p.tok.kind == tokCloseParen {
		return p.leave(tokCloseParen, "")
	}
	first, rest, subject := p.remember(rdfFirst), p.remember(rdfRest), p.remember(cell)
	for {
		at := p.at()
		if len(p.pending) == 0 {
			p.terms[subject] = cell // nothing points to the cell before any more
		} else {
			subject = p.remember(cell)
		}
		if err := p.object(subject, first, at); err != nil {
			return err
		}
		switch p.tok.kind {
		case tokDot, tokSemicolon, tokComma, tokCloseBracket, tokCloseBrace, tokEnd:
			return p.unexpected("')'")
		}
		cell = p.collectionHead()
		if err := p.emit(subject, rest, cell, at); err != nil {
			return err
		}
		if p.tok.kind == tokCloseParen {
			return p.leave(tokCloseParen, "")
		}
	}
}

// term reads an object that is neither in brackets nor in parentheses.
func (p *turtleReader) term() (t Term, err error) {
	datatype := ""
	switch p.tok.kind {
	case tokString:
		return p.literal()
	case tokInteger:
		datatype = xsdInteger
	case tokDecimal:
		datatype = xsdDecimal
	case tokDouble:
		datatype = xsdDouble
	case tokWord:
		if s := string(p.raw()); s != "true" && s != "false" {
			return t, p.unexpected("an object")
		}
		datatype = xsdBoolean
	default:
		t, err = p.resource("an object")
		if err == nil {
			p.next()
		}
		return t, err
	}
	t = TypedLiteral(p.text.verbatim(p.raw()), datatype)
	p.next()
	return t, nil
}

// literal reads a string with its language tag or datatype.
func (p *turtleReader) literal() (Term, error) {
	t := Term{Kind: KindLiteral, Datatype: XSDString}
	if p.tok.message != "" {
		if err := p.soft(p.at(), p.tok.message); err != nil {
			return t, err
		}
	} else {
		value, f := p.text.lexical(p.raw(), p.tok.width, p.tok.plain)
		if f != nil {
			if err := p.soft(p.placeOf(f), f.message); err != nil {
				return t, err
			}
		}
		t.Value = value
	}
	p.next()
	switch p.tok.kind {
	case tokAt:
		raw := p.raw()
		if p.tok.first && (string(raw) == "@prefix" || string(raw) == "@base") {
			return t, nil // a directive after a statement without a dot
		}
		lang, f := p.text.lang(raw)
		if f != nil {
			if err := p.soft(p.placeOf(f), f.message); err != nil {
				return t, err
			}
		}
		t.Datatype, t.Lang = RDFLangString, lang
		p.next()
	case tokDatatype:
		p.joins = true
		p.next()
		if p.tok.kind != tokIRI && p.tok.kind != tokName {
			return t, p.unexpected("a datatype")
		}
		datatype, err := p.resource("")
		if err != nil {
			return t, err
		}
		t.Datatype = datatype.Value
		p.next()
	}
	return t, nil
}

// placeOf returns the place of a fault in the token in hand.
func (p *turtleReader) placeOf(f *fault) Position {
	at := p.at()
	if p.tok.width == 3 && p.tok.kind == tokString {
		before := &window{buf: p.raw(), line: at.Line, column: at.Column}
		before.advance(f.at)
		return before.position(f.at)
	}
	at.Column += countRunes(p.raw()[:f.at])
	return at
}

// resource returns the IRI or blank node in hand, without going on to the next token.
func (p *turtleReader) resource(due string) (Term, error) {
	var value string
	var f *fault
	switch raw := p.raw(); p.tok.kind {
	case tokIRI:
		if value, f = p.text.iri(raw, p.base); f != nil {
			if p.breakIRI(); p.tok.kind == tokBad {
				return Term{}, p.unexpected(due)
			}
		}
	case tokName:
		value, f = p.text.name(raw, p.prefixes)
	case tokBlank:
		if value, f = p.text.label(raw); f == nil {
			return p.labels.named(value), nil
		}
	default:
		return Term{}, p.unexpected(due)
	}
	if f != nil {
		return Term{}, p.soft(p.placeOf(f), f.message)
	}
	return IRI(value), nil
}
