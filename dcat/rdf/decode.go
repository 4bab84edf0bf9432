package rdf

import (
	"encoding/binary"
	"fmt"
	"io"
	"unicode/utf16"
	"unicode/utf8"
)

// decodeText gives the text of r as UTF-8 without a byte-order mark. UTF-16 is
// recognised by its mark, or by the zero byte that the ASCII character at the start
// of every RDF document has in it; all else is taken as UTF-8 and passed on
// unchecked, so that the reader above can say where an invalid byte stands. What is
// no character in UTF-16 becomes invalid UTF-8 for the same reason.
//
// After maxBytes of r it gives an error: no document is read without bound.
func decodeText(r io.Reader, maxBytes int64) io.Reader {
	return &textDecoder{r: &cappedReader{r: r, left: maxBytes, limit: maxBytes}}
}

type textDecoder struct {
	r       io.Reader
	started bool
	head    []byte // bytes read while looking for the mark, and not yet given
	order   binary.ByteOrder
	in      []byte // undecoded UTF-16
	out     []byte // decoded and not yet given
	err     error
}

func (d *textDecoder) Read(p []byte) (int, error) {
	if !d.started {
		d.start()
	}
	if d.order != nil {
		return d.readUTF16(p)
	}
	if len(d.head) > 0 {
		n := copy(p, d.head)
		d.head = d.head[n:]
		return n, nil
	}
	if d.err != nil {
		return 0, d.err
	}
	return d.r.Read(p)
}

func (d *textDecoder) start() {
	d.started = true
	head := make([]byte, 4)
	n, err := io.ReadFull(d.r, head)
	if err == io.ErrUnexpectedEOF {
		err = io.EOF
	}
	head, d.err = head[:n], err
	switch {
	case isUTF32(head):
		head, d.err = nil, &UnreadableError{&SyntaxError{Position{1, 1}, "the document is in UTF-32, which is not read: save it as UTF-8"}}
	case n >= 3 && string(head[:3]) == "\xEF\xBB\xBF":
		head = head[3:]
	case n >= 2 && head[0] == 0xFE && head[1] == 0xFF:
		d.order, head = binary.BigEndian, head[2:]
	case n >= 2 && head[0] == 0xFF && head[1] == 0xFE:
		d.order, head = binary.LittleEndian, head[2:]
	case n >= 2 && head[0] == 0 && head[1] != 0:
		d.order = binary.BigEndian
	case n >= 2 && head[0] != 0 && head[1] == 0:
		d.order = binary.LittleEndian
	}
	if d.order != nil {
		d.in = head
	} else {
		d.head = head
	}
}

// isUTF32 tells UTF-32 by its mark or the zero bytes around the ASCII character at the
// start. In UTF-16 the second character would be U+0000, which no RDF document holds.
func isUTF32(head []byte) bool {
	return len(head) == 4 && (head[2] == 0 && head[3] == 0 && head[0] != 0 || head[0] == 0 && head[1] == 0 && head[3] != 0)
}

func (d *textDecoder) readUTF16(p []byte) (int, error) {
	for len(d.out) == 0 {
		if d.err != nil {
			if len(d.in) == 0 {
				return 0, d.err
			}
			d.in, d.out = nil, []byte{0xFF} // half a code unit at the end
			break
		}
		var chunk [4096]byte
		n, err := d.r.Read(chunk[:])
		d.err = err
		d.decode(append(d.in, chunk[:n]...))
	}
	n := copy(p, d.out)
	d.out = d.out[n:]
	return n, nil
}

// decode appends the characters of in to d.out and keeps what may be the first half
// of one for the next call.
func (d *textDecoder) decode(in []byte) {
	var out []byte
	for len(in) >= 2 {
		u := rune(d.order.Uint16(in))
		if !utf16.IsSurrogate(u) {
			out, in = utf8.AppendRune(out, u), in[2:]
			continue
		}
		if len(in) < 4 && d.err == nil {
			break
		}
		r := utf8.RuneError
		if len(in) >= 4 {
			r = utf16.DecodeRune(u, rune(d.order.Uint16(in[2:])))
		}
		if r == utf8.RuneError {
			out, in = append(out, 0xED, byte(0x80|u>>6&0x3F), byte(0x80|u&0x3F)), in[2:]
			continue
		}
		out, in = utf8.AppendRune(out, r), in[4:]
	}
	d.out, d.in = out, append([]byte(nil), in...)
}

// cappedReader ends with an error when r holds more than limit bytes.
type cappedReader struct {
	r           io.Reader
	left, limit int64
}

func (c *cappedReader) Read(p []byte) (int, error) {
	// One byte more than is left tells a document of just the limit from a longer one.
	if int64(len(p)) > c.left+1 {
		p = p[:c.left+1]
	}
	n, err := c.r.Read(p)
	if int64(n) > c.left {
		n, err = int(c.left), fmt.Errorf("read RDF: the document is longer than the limit of %d bytes", c.limit)
	}
	c.left -= int64(n)
	return n, err
}
