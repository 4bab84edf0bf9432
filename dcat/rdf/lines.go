package rdf

import (
	"bytes"
	"fmt"
	"io"
	"iter"
)

// lineSlack is what a line may hold beside its literal.
const lineSlack = 1 << 20

// lineReader reads N-Triples and N-Quads (RDF 1.1 N-Triples, RDF 1.1 N-Quads). A
// statement is one line, so a broken one never reaches into the next.
type lineReader struct {
	w       *window
	text    termText
	quads   bool
	lenient bool

	line  []byte // the line in hand, without its line end
	quad  Quad
	fault fault // of the line in hand, when a parsing function returns -1
}

// readLines yields the statements of an N-Triples or N-Quads document. The position
// of a statement is that of its subject.
func readLines(r io.Reader, f Format, opt ReadOptions) iter.Seq2[Quad, error] {
	return func(yield func(Quad, error) bool) {
		p := &lineReader{
			w:       newWindow(r, opt.MaxBytes),
			text:    newTermText(opt),
			quads:   f == NQuads,
			lenient: opt.Lenient,
		}
		for p.nextLine(yield) {
			to := yield
			if p.isCut() {
				to = func(q Quad, err error) bool { return yield(q, lastFault(err)) }
			}
			if !p.statements(to) {
				return
			}
		}
		if p.w.err != nil && p.w.err != io.EOF {
			yield(Quad{}, p.w.err)
		}
	}
}

// nextLine makes the next line the one in hand. A line that is too long to hold is
// skipped and reported.
func (p *lineReader) nextLine(yield func(Quad, error) bool) bool {
	w := p.w
	w.pos += len(p.line)
	if w.pos < len(w.buf) && w.buf[w.pos] == '\n' {
		w.pos++
		w.line++
	}
	w.mark, w.column = w.pos, 1
	for searched := 0; ; {
		if n := bytes.IndexByte(w.buf[w.pos+searched:], '\n'); n >= 0 {
			p.line = w.buf[w.pos : w.pos+searched+n]
			return true
		}
		searched = len(w.buf) - w.pos
		if searched > p.text.maxLiteral+lineSlack {
			if !p.report(yield, Position{w.line, 1}, fmt.Sprintf("line longer than %d bytes", p.text.maxLiteral+lineSlack)) || !p.skipLine() {
				return false
			}
			searched = 0
			continue
		}
		if _, ok := w.more(w.pos); !ok {
			break
		}
	}
	// A line that the fault of the input cut short is no statement.
	p.line = w.buf[w.pos:]
	return len(p.line) > 0 && w.err == io.EOF
}

// isCut tells whether the document ends in the line in hand, and not after a statement.
func (p *lineReader) isCut() bool {
	w := p.w
	return w.err == io.EOF && w.pos+len(p.line) == len(w.buf) && !bytes.HasSuffix(bytes.TrimRight(p.line, " \t\r"), []byte{'.'})
}

func (p *lineReader) skipLine() bool {
	w := p.w
	for {
		if n := bytes.IndexByte(w.buf[w.pos:], '\n'); n >= 0 {
			w.pos += n + 1
			w.line++
			w.mark, w.column = w.pos, 1
			return true
		}
		w.pos = len(w.buf)
		if _, ok := w.more(w.pos); !ok {
			return false
		}
	}
}

// report yields a syntax error and tells whether to read on.
func (p *lineReader) report(yield func(Quad, error) bool, at Position, message string) bool {
	return yield(Quad{}, &SyntaxError{at, message}) && p.lenient
}

// statements reads the line in hand: one statement, or several where a carriage
// return alone ends a line.
func (p *lineReader) statements(yield func(Quad, error) bool) bool {
	for i := 0; i < len(p.line); {
		start := p.space(i)
		end := start
		if start < len(p.line) && p.line[start] != '#' && p.line[start] != '\r' {
			end = p.statement(start)
			if end >= 0 {
				p.quad.Position = p.w.position(p.w.pos + start)
				if !yield(p.quad, nil) {
					return false
				}
			}
		}
		if end >= 0 {
			end = p.lineEnd(end)
		}
		if end < 0 {
			if !p.report(yield, p.w.position(p.w.pos+p.fault.at), p.fault.message) {
				return false
			}
			if end = bytes.IndexByte(p.line[start:], '\r'); end < 0 {
				return true
			}
			end += start
		}
		if i = end + 1; end < len(p.line)-1 { // a carriage return that no line feed follows
			p.w.line++
			p.w.mark, p.w.column = p.w.pos+i, 1
		}
	}
	return true
}

// lineEnd returns the offset of the line end after a statement and its comment, or
// -1 where something else stands.
func (p *lineReader) lineEnd(i int) int {
	i = p.space(i)
	if i == len(p.line) || p.line[i] == '\r' {
		return i
	}
	if p.line[i] != '#' {
		return p.fail(i, "more text after the statement's final dot; expected the end of the line")
	}
	end := bytes.IndexByte(p.line[i:], '\r')
	if end < 0 {
		end = len(p.line) - i
	}
	if bad := invalidUTF8(p.line[i : i+end]); bad >= 0 {
		return p.fail(i+bad, notUTF8("a comment", p.line[i+bad]))
	}
	return i + end
}

func (p *lineReader) space(i int) int {
	for i < len(p.line) && (p.line[i] == ' ' || p.line[i] == '\t') {
		i++
	}
	return i
}

func (p *lineReader) fail(at int, message string) int {
	p.fault = fault{at, message}
	return -1
}
