package rdf

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"sync"
)

// partSize is how much text a part holds, in bytes, unless one line is longer.
const partSize = 512 << 10

// Part is a piece of an N-Triples or N-Quads document: whole lines of it, which a
// [PartReader] reads without knowing the rest.
type Part struct {
	text []byte
	line int          // the number of its first line
	long *SyntaxError // instead of text: a line that is too long to hold
	free *sync.Pool
}

// Release gives the memory of the part back. Nothing that was read from it may be used
// any more.
func (p *Part) Release() {
	if text := p.text; p.free != nil && cap(text) <= 2*partSize {
		p.free.Put(&text)
	}
	p.text = nil
}

// Parts cuts a document into parts, in the order of its text, so that they can be read
// at the same time. Read together, they give what [Read] gives. Any error is one of r
// and ends the stream.
func Parts(r io.Reader, f Format, opt ReadOptions) iter.Seq2[*Part, error] {
	return func(yield func(*Part, error) bool) {
		if f != NTriples && f != NQuads {
			yield(nil, fmt.Errorf("cut %s into parts: only N-Triples and N-Quads have lines", f))
			return
		}
		opt := opt.withDefaults()
		c := partCutter{
			r: decodeText(r, opt.MaxBytes), longest: opt.MaxLiteral + lineSlack, line: 1,
			free: &sync.Pool{New: func() any { b := make([]byte, 0, partSize); return &b }},
		}
		for !c.done {
			p, err := c.next()
			if p != nil && !yield(p, nil) {
				return
			}
			if err != nil {
				yield(nil, err)
				return
			}
		}
	}
}

type partCutter struct {
	r       io.Reader
	longest int
	line    int
	rest    []byte // the beginning of a line, read with the part before
	skip    bool   // the rest of a line that is too long
	done    bool
	free    *sync.Pool
}

// next returns the next part; none when there is nothing but the end.
func (c *partCutter) next() (*Part, error) {
	buf := append((*c.free.Get().(*[]byte))[:0], c.rest...)
	c.rest = c.rest[:0]
	for {
		n, err := io.ReadFull(c.r, buf[len(buf):cap(buf)])
		buf = buf[:len(buf)+n]
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			c.done, err = true, nil
		}
		if c.skip {
			buf = c.skipLine(buf)
		}
		end := bytes.LastIndexByte(buf, '\n') + 1
		switch {
		case c.done:
			end = len(buf)
		case err != nil: // a line that the fault cut short is no statement
		case end == 0 && len(buf) > c.longest:
			p := &Part{long: &SyntaxError{Position{c.line, 1}, fmt.Sprintf("line longer than %d bytes", c.longest)}}
			c.skip = true
			return p, nil
		case end == 0:
			if len(buf) == cap(buf) {
				buf = append(make([]byte, 0, 2*cap(buf)), buf...)
			}
			continue
		}
		c.rest = append(c.rest, buf[end:]...)
		if end == 0 {
			return nil, err
		}
		p := &Part{text: buf[:end], line: c.line, free: c.free}
		if c.done {
			p.free = nil // a pool would hold the memory after the document is read
		}
		c.line += countLines(p.text)
		return p, err
	}
}

// skipLine drops the text up to the end of the line.
func (c *partCutter) skipLine(buf []byte) []byte {
	n := bytes.IndexByte(buf, '\n')
	if n < 0 {
		return buf[:0]
	}
	c.skip = false
	c.line++
	return append(buf[:0], buf[n+1:]...)
}

// countLines counts the line ends of a text: line feeds, and carriage returns that
// none follows.
func countLines(text []byte) int {
	n := bytes.Count(text, []byte{'\n'})
	for {
		i := bytes.IndexByte(text, '\r')
		if i < 0 {
			return n
		}
		if text = text[i+1:]; len(text) > 0 && text[0] != '\n' {
			n++
		}
	}
}
