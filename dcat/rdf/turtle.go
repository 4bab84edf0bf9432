package rdf

import (
	"errors"
	"fmt"
	"io"
	"iter"
)

// turtleReader reads Turtle and TriG (RDF 1.1 Turtle, RDF 1.1 TriG) with one token
// of look-ahead. The triples of a statement wait in pending until its final dot.
type turtleReader struct {
	w        *window
	text     termText
	labels   blankLabels
	trig     bool
	lenient  bool
	maxDepth int
	base     string
	prefixes map[string]string
	yield    func(Quad, error) bool

	tok   token
	depth int

	graph   Term // of the block that is open
	inGraph bool
	lost    bool // the name of the open block is broken: its triples belong nowhere

	terms   []Term // subjects and predicates that pending points to
	pending []pendingTriple
	recovery
}

// pendingTriple is a triple whose statement is not complete. A catalogue names all
// its datasets in one statement, so it holds only the object by value.
type pendingTriple struct {
	subject, predicate int
	object             Term
	at                 Position
}

// pendingMost is how many triples wait in strict mode, where the consumer is told of
// a broken statement and stops anyway.
const pendingMost = 256

var errStopped = errors.New("the consumer has stopped")

// readTurtle yields the statements of a Turtle or TriG document. The position of a
// triple is that of its object, where a fault can best be seen; if the object stands
// alone on a line after its predicate, it is that of the predicate. Triples that a
// collection implies have the position of the item.
//
// In strict mode, triples of a statement of more than 256 come before its final dot
// is seen; in lenient mode never.
func readTurtle(r io.Reader, f Format, opt ReadOptions) iter.Seq2[Quad, error] {
	return func(yield func(Quad, error) bool) {
		p := &turtleReader{
			w:        newWindow(r, opt.MaxBytes),
			text:     newTermText(opt),
			trig:     f == TriG,
			lenient:  opt.Lenient,
			maxDepth: opt.MaxDepth,
			base:     opt.Base,
			prefixes: map[string]string{},
			yield:    yield,
			recovery: recovery{verbs: map[string]bool{}},
		}
		if err := p.document(); err != nil && err != errStopped {
			yield(Quad{}, err)
		}
	}
}

// document reads to the end. It returns errStopped after an error that it has
// yielded itself.
func (p *turtleReader) document() error {
	p.next()
	for {
		if err := p.reportAsides(); err != nil {
			return err
		}
		if p.tok.kind == tokEnd {
			return p.end()
		}
		p.begin()
		err := p.statement()
		if err == nil {
			p.tentative = false
			continue
		}
		if err = p.report(err); err != nil {
			return err
		}
		if p.cut {
			return errStopped
		}
		p.recover()
	}
}

// end closes the document.
func (p *turtleReader) end() error {
	switch {
	case p.w.err != io.EOF:
		return p.w.err
	case p.cut:
		return lastFault(&SyntaxError{p.at(), "the document ends inside a broken statement"})
	case p.inGraph:
		return lastFault(&SyntaxError{p.at(), "the document ends inside a graph; expected '}'"})
	}
	return nil
}

// statement reads a directive, the beginning or the end of a graph, or triples with
// their final dot.
func (p *turtleReader) statement() error {
	switch p.tok.kind {
	case tokAt:
		switch string(p.raw()) {
		case "@prefix":
			return p.prefix(true)
		case "@base":
			return p.setBase(true)
		}
	case tokWord:
		switch {
		case p.isWord("prefix"):
			return p.prefix(false)
		case p.isWord("base"):
			return p.setBase(false)
		case p.trig && p.isWord("graph"):
			return p.graphKeyword()
		}
	case tokOpenBrace:
		if p.trig {
			return p.openGraph(Term{})
		}
	case tokCloseBrace:
		return p.closeGraph()
	}
	return p.triples()
}

func (p *turtleReader) triples() error {
	subject, name, whole := 0, false, false
	var term Term
	var err error
	switch p.tok.kind {
	case tokOpenBracket:
		if err = p.enter(); err != nil {
			return err
		}
		term = p.labels.fresh()
		subject = p.remember(term)
		if name = p.tok.kind == tokCloseBracket; !name {
			whole = true
			err = p.predicateObjects(subject)
		}
		if err == nil {
			err = p.leave(tokCloseBracket, "']'")
		}
	case tokOpenParen:
		if err = p.enter(); err != nil {
			return err
		}
		term = p.collectionHead()
		subject = p.remember(term)
		err = p.items(term)
	default:
		name = true
		if term, err = p.resource("a subject"); err != nil {
			return err
		}
		subject = p.remember(term)
		p.joins = true
		p.next()
	}
	if err != nil {
		return err
	}
	if p.trig && name && p.tok.kind == tokOpenBrace {
		return p.openGraph(term)
	}
	if !whole || p.tok.kind != tokDot && p.tok.kind != tokCloseBrace {
		if err := p.predicateObjects(subject); err != nil {
			return err
		}
	}
	return p.complete(true)
}

// complete ends a statement: its triples are whole now.
func (p *turtleReader) complete(dotted bool) error {
	closed := p.inGraph && p.tok.kind == tokCloseBrace
	if dotted && p.tok.kind != tokDot && !closed {
		return p.unexpected("a final dot, ';' or ','")
	}
	if dotted && !closed && p.lenient && p.gluedDot() {
		return p.settle()
	}
	err := p.settle()
	if err == nil && dotted && !closed {
		p.next()
	}
	return err
}

// settle yields the triples of the statement, or what is wrong with one of its terms.
func (p *turtleReader) settle() error {
	var err error
	if p.broken == nil {
		err = p.yieldPending()
	} else {
		err = p.report(p.broken)
	}
	p.discard()
	return err
}

// emit adds a triple of the statement in hand.
func (p *turtleReader) emit(subject, predicate int, object Term, at Position) error {
	p.spoken = true
	p.pending = append(p.pending, pendingTriple{subject, predicate, object, at})
	if !p.lenient && len(p.pending) >= pendingMost {
		return p.yieldPending()
	}
	return nil
}

func (p *turtleReader) yieldPending() error {
	if !p.lost {
		known := -1
		for i := range p.pending {
			t := &p.pending[i]
			if p.lenient && t.predicate != known {
				known = t.predicate
				p.learnVerb(p.terms[known].Value)
			}
			q := Quad{Triple{p.terms[t.subject], p.terms[t.predicate], t.object}, p.graph, t.at}
			if !p.yield(q, nil) {
				return errStopped
			}
		}
	}
	p.pending = p.pending[:0]
	return nil
}

// discard forgets the triples of the statement in hand, and the memory of a large one.
func (p *turtleReader) discard() {
	if cap(p.pending) > 16*pendingMost {
		p.pending = nil
	}
	if cap(p.terms) > 16*pendingMost {
		p.terms = nil
	}
	p.pending, p.terms = p.pending[:0], p.terms[:0]
}

// remember gives a term the number by which pending triples point to it.
func (p *turtleReader) remember(t Term) int {
	p.terms = append(p.terms, t)
	return len(p.terms) - 1
}

// enter and leave go into and out of brackets.
func (p *turtleReader) enter() error {
	if p.depth++; p.depth > p.maxDepth {
		return p.fault(p.at(), fmt.Sprintf("nesting deeper than the limit of %d levels", p.maxDepth))
	}
	p.next()
	return nil
}

func (p *turtleReader) leave(kind tokenKind, what string) error {
	if p.tok.kind != kind {
		return p.unexpected(what)
	}
	p.depth--
	p.next()
	return nil
}
