package rdf

import (
	"bytes"
	"encoding/binary"
	"io"
	"math/bits"
)

// windowSize is what a reader holds of its text at a time, once the text turns out
// to be longer than windowFirst; only a token that is longer makes it grow, and only
// for as long as it is needed.
const (
	windowSize  = 64 << 10
	windowFirst = 4 << 10
)

// window is the part of a text that a reader looks at, with the place of it in the
// whole. The unread bytes are buf[pos:]; offsets into buf hold until more is called.
type window struct {
	r   io.Reader
	buf []byte
	pos int
	// keep is an offset from which on bytes are kept although they were read, so
	// that the reader can go back to it; -1 for none.
	keep int
	// err is why no more bytes come after buf: io.EOF or the fault of r.
	err error

	line   int
	mark   int // an offset on the current line at or before pos, and
	column int // its column
	cr     bool
}

func newWindow(r io.Reader, maxBytes int64) *window {
	return &window{
		r: decodeText(r, maxBytes), buf: make([]byte, 0, windowFirst),
		keep: -1, line: 1, column: 1,
	}
}

// more forgets the bytes before from, w.mark's column and w.keep excepted, and reads
// at least one more byte. It returns by how much all offsets shrink, and false if no
// byte came; w.err tells why. Reading at least as much as is held keeps the work of
// scanning a long token again and again linear.
func (w *window) more(from int) (shift int, ok bool) {
	if w.err != nil {
		return 0, false
	}
	if w.keep >= 0 {
		from = min(from, w.keep)
	}
	if w.mark < from {
		w.column += countRunes(w.buf[w.mark:from])
		w.mark = from
	}
	held := len(w.buf) - from
	to := w.buf[:0]
	switch {
	case cap(w.buf) < windowSize && len(w.buf) == cap(w.buf):
		to = make([]byte, 0, windowSize)
	case held > cap(w.buf)/2:
		to = make([]byte, 0, 2*cap(w.buf))
	case cap(w.buf) > 4*windowSize && held < windowSize:
		to = make([]byte, 0, windowSize)
	}
	to = append(to, w.buf[from:]...)
	n, err := io.ReadAtLeast(w.r, to[held:cap(to)], min(max(held, 1), cap(to)-held))
	if err == io.ErrUnexpectedEOF {
		err = io.EOF
	}
	w.err = err
	w.buf = to[:held+n]
	w.pos -= from
	w.mark -= from
	if w.keep >= 0 {
		w.keep -= from
	}
	return from, n > 0
}

// position returns the place of an offset at or after w.mark on the current line.
func (w *window) position(offset int) Position {
	w.column += countRunes(w.buf[w.mark:offset])
	w.mark = offset
	return Position{w.line, w.column}
}

// advance moves pos over a token that may hold line ends.
func (w *window) advance(to int) {
	text := w.buf[w.pos:to]
	if len(text) == 0 {
		return
	}
	last := bytes.LastIndexByte(text, '\n')
	if cr := bytes.LastIndexByte(text, '\r'); last >= 0 || cr >= 0 || w.cr {
		w.line += bytes.Count(text, []byte{'\n'}) + bytes.Count(text, []byte{'\r'}) - bytes.Count(text, []byte("\r\n"))
		if w.cr && text[0] == '\n' {
			w.line--
		}
		if last = max(last, cr); last >= 0 {
			w.mark, w.column = w.pos+last+1, 1
		}
	}
	w.cr = text[len(text)-1] == '\r'
	w.pos = to
}

// countRunes counts the code points of valid UTF-8: the bytes that continue none.
// Eight at a time, because columns are counted for every statement.
func countRunes(b []byte) int {
	n := len(b)
	for len(b) >= 8 {
		v := binary.LittleEndian.Uint64(b)
		n -= bits.OnesCount64(v & (^v << 1) & 0x8080808080808080)
		b = b[8:]
	}
	for _, c := range b {
		if c&0xC0 == 0x80 {
			n--
		}
	}
	return n
}
