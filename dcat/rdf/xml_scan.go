package rdf

import (
	"bytes"
	"errors"
	"fmt"
	"io"
)

// xmlKind tells what an xmlScanner found.
type xmlKind uint8

const (
	xmlEOF xmlKind = iota
	xmlStart
	xmlEnd
	xmlText
	xmlCDATA
	xmlComment
	xmlPI
	xmlStray // markup that is none, or an end tag that ends nothing; in lenient mode
)

// xmlScanner cuts a UTF-8 XML document into tokens. It exists because encoding/xml
// reaches a third of its speed, does not know columns in code points, and goes on
// where a document is not well-formed. It reads nothing but its source: no external
// entity, no DTD.
//
// The slices of a token point into the buffer and hold until the next call of next.
type xmlScanner struct {
	src      io.Reader
	buf      []byte // the unread text is buf[pos:end]
	pos, end int
	eof      bool
	readErr  error
	limit    int // of one token, in bytes
	maxDepth int
	consumed int64 // bytes dropped from the front of buf

	// The checkpoint from which lines and columns are counted on.
	mark         int
	line, column int
	far          int // the last offset after it that was asked for, and its place; 0 for none
	farPlace     Position

	kind    xmlKind
	at      int       // where the token begins in buf
	raw     []byte    // text, comment, instruction, or the name in a tag
	attrs   []xmlAttr // of a start tag
	closing bool      // the tag was <a/>: its end tag comes next
	open    []byte    // names of the open elements, one after the other
	opens   []xmlOpen

	// In lenient mode, see xml_recover.go.
	lenient bool
	fault   *SyntaxError // of the current token, with which the document can be read on
	bad     bool         // the start tag has a fault and so no attributes
	opaque  bool         // a bad tag may have changed language, base or namespaces
	endless bool         // no CDATA section from here on has an end
	torn    bool         // the end of an element that has no end tag
	ends    int          // so many torn ends come next
	again   bool         // after them, the current start tag comes again
	second  bool         // it has come again
	// closesAgain is what closing is then.
	closesAgain bool

	entities map[string]*xmlEntity
	expanded int64 // bytes that entities grew to
	values   *interner
	scratch  []byte
}

// xmlAttr is an attribute as it is written.
type xmlAttr struct {
	name, value []byte
	at          int // where the name begins in buf
}

// xmlOpen is an element that has no end yet.
type xmlOpen struct {
	from int // where its name begins in xmlScanner.open
	bad  bool
}

const xmlBufferSize = 64 << 10

func newXMLScanner(src io.Reader, opt ReadOptions) *xmlScanner {
	return &xmlScanner{
		src: src, buf: make([]byte, xmlBufferSize), limit: opt.MaxLiteral, maxDepth: opt.MaxDepth,
		line: 1, column: 1, values: newInterner(), lenient: opt.Lenient,
	}
}

// fill reads more text behind the current token and reports whether there was any. It
// moves the token to the front of the buffer.
func (s *xmlScanner) fill() bool {
	if s.eof {
		return false
	}
	if s.at > 0 {
		s.advance(s.at)
		copy(s.buf, s.buf[s.at:s.end])
		s.consumed += int64(s.at)
		s.pos -= s.at
		s.end -= s.at
		s.at, s.mark, s.far = 0, 0, 0
	}
	if s.end == len(s.buf) {
		s.buf = append(s.buf, make([]byte, len(s.buf))...)
	}
	for range 100 {
		n, err := s.src.Read(s.buf[s.end:])
		s.end += n
		if err != nil {
			s.eof = true
			if err != io.EOF {
				s.readErr = err
			}
		}
		if n > 0 || s.eof {
			return n > 0
		}
	}
	s.eof, s.readErr = true, io.ErrNoProgress
	return false
}

// place is the line and column of buf[i], which must not lie before the current token.
// What lies between two places that are asked for one after the other is counted once,
// however long a tag or a document of faults is.
func (s *xmlScanner) place(i int) Position {
	s.advance(s.at)
	if s.far > s.mark && s.far <= i {
		s.farPlace = s.measure(s.far, i, s.farPlace)
	} else {
		s.farPlace = s.measure(s.mark, i, Position{s.line, s.column})
	}
	s.far = i
	return s.farPlace
}

// measure returns the place of buf[i], given that of buf[from].
func (s *xmlScanner) measure(from, i int, at Position) Position {
	text := s.buf[from:i]
	n, last := bytes.Count(text, newline), -1
	if n > 0 {
		last = bytes.LastIndexByte(text, '\n')
	}
	if bytes.IndexByte(text, '\r') >= 0 {
		n += bytes.Count(text, []byte{'\r'}) - bytes.Count(text, []byte("\r\n"))
		if cr := bytes.LastIndexByte(text, '\r'); cr == len(text)-1 && i < s.end && s.buf[i] == '\n' {
			n--
		} else {
			last = max(last, cr)
		}
	}
	if n > 0 {
		return Position{at.Line + n, 1 + countRunes(text[last+1:])}
	}
	return Position{at.Line, at.Column + countRunes(text)}
}

var newline = []byte{'\n'}

func (s *xmlScanner) advance(i int) {
	at := s.measure(s.mark, i, Position{s.line, s.column})
	s.line, s.column, s.mark = at.Line, at.Column, i
}

// here is the place of the current token.
func (s *xmlScanner) here() Position {
	s.advance(s.at)
	return Position{Line: s.line, Column: s.column}
}

func (s *xmlScanner) fail(i int, format string, args ...any) error {
	return &SyntaxError{Position: s.place(i), Message: fmt.Sprintf(format, args...)}
}

// next reads the next token. An error means that the document is not well-formed and
// cannot be read on, or is one of the source.
func (s *xmlScanner) next() error {
	s.fault, s.torn, s.second = nil, false, false
	if s.due() {
		return nil
	}
	s.at, s.bad, s.opaque = s.pos, false, false
	if s.pos == s.end && !s.fill() {
		return s.finish()
	}
	if s.buf[s.pos] != '<' {
		return s.text()
	}
	if s.end-s.pos < 2 && !s.fill() {
		return s.truncated("a tag")
	}
	switch s.buf[s.at+1] {
	case '/':
		return s.endTag()
	case '?':
		s.kind = xmlPI
		return s.until(2, "?>", "a processing instruction")
	case '!':
		return s.declaration()
	}
	if err := s.startTag(); err != nil {
		if err := s.damaged(err); err != nil || s.kind == xmlStray {
			return err
		}
	}
	return s.push()
}

func (s *xmlScanner) finish() error {
	if s.readErr != nil {
		return fmt.Errorf("read RDF/XML: %w", s.readErr)
	}
	if len(s.opens) > 0 {
		return s.fail(s.end, "the document ends inside <%s>: it is truncated", s.top())
	}
	s.kind = xmlEOF
	return nil
}

func (s *xmlScanner) truncated(what string) error {
	if s.readErr != nil {
		return fmt.Errorf("read RDF/XML: %w", s.readErr)
	}
	return s.fail(s.end, "the document ends inside %s: it is truncated", what)
}

var errXMLEnd = errors.New("end of text")

// find returns where c stands at or after from, both counted from the token's begin.
func (s *xmlScanner) find(from int, c byte) (int, error) {
	for {
		if i := bytes.IndexByte(s.buf[s.at+from:s.end], c); i >= 0 {
			return from + i, nil
		}
		from = s.end - s.at
		if from > s.limit {
			return 0, s.fail(s.at, "text longer than the limit of %d bytes", s.limit)
		}
		if !s.fill() {
			return 0, errXMLEnd
		}
	}
}

func (s *xmlScanner) text() error {
	s.kind = xmlText
	n, err := s.find(0, '<')
	if err == errXMLEnd {
		if s.readErr != nil {
			return fmt.Errorf("read RDF/XML: %w", s.readErr)
		}
		n = s.end - s.at
	} else if err != nil {
		return err
	}
	s.raw = s.buf[s.at : s.at+n]
	s.pos = s.at + n
	return nil
}

// until ends the token at the given mark; skip is the length of its opening.
func (s *xmlScanner) until(skip int, mark, what string) error {
	from := skip
	for {
		n, err := s.find(from, mark[len(mark)-1])
		if err == errXMLEnd {
			return s.truncated(what)
		}
		if err != nil {
			return err
		}
		if n+1 >= skip+len(mark) && string(s.buf[s.at+n+1-len(mark):s.at+n+1]) == mark {
			s.raw = s.buf[s.at+skip : s.at+n+1-len(mark)]
			s.pos = s.at + n + 1
			return nil
		}
		from = n + 1
	}
}

// declaration reads what begins with "<!": a comment, CDATA or a DOCTYPE.
func (s *xmlScanner) declaration() error {
	for _, d := range []struct {
		open, close, what string
		kind              xmlKind
	}{
		{"<!--", "-->", "a comment", xmlComment},
		{"<![CDATA[", "]]>", "a CDATA section", xmlCDATA},
		{"<!DOCTYPE", "", "the DOCTYPE", xmlComment},
	} {
		for s.end-s.at < len(d.open) && bytes.HasPrefix([]byte(d.open), s.buf[s.at:s.end]) {
			if !s.fill() {
				return s.truncated(d.what)
			}
		}
		if !bytes.HasPrefix(s.buf[s.at:s.end], []byte(d.open)) {
			continue
		}
		s.kind = d.kind
		switch {
		case d.close == "":
			return s.doctype(len(d.open))
		case d.kind == xmlCDATA && len(s.opens) == 0:
			return s.fail(s.at, "text outside the root element")
		}
		if d.kind == xmlCDATA {
			return s.cdata(len(d.open))
		}
		return s.until(len(d.open), d.close, d.what)
	}
	return s.damaged(s.fail(s.at, "<! begins neither a comment nor CDATA nor a DOCTYPE"))
}

func (s *xmlScanner) endTag() error {
	n, err := s.find(2, '>')
	if err == errXMLEnd {
		return s.truncated("an end tag")
	}
	if err != nil {
		return err
	}
	s.kind = xmlEnd
	s.raw = s.buf[s.at+2 : s.at+n]
	s.pos = s.at + n + 1
	if markup := bytes.IndexByte(s.raw, '<'); markup >= 0 {
		err = s.fail(s.at, "the end tag </%s has no end", clip(bytes.TrimRight(s.raw[:markup], xmlSpace)))
		if !s.lenient {
			return err
		}
		s.raw, s.pos = s.raw[:markup], s.at+2+markup
	}
	s.raw = bytes.TrimRight(s.raw, xmlSpace)
	if len(s.opens) == 0 {
		return s.fail(s.at, "</%s> ends no element", clip(s.raw))
	}
	if top := s.top(); !bytes.Equal(top, s.raw) {
		return s.wrongEnd(s.fail(s.at, "</%s> ends the element <%s>", clip(s.raw), clip(top)))
	}
	s.fault, _ = err.(*SyntaxError)
	s.pop()
	return nil
}

const xmlSpace = " \t\r\n"

func clip(name []byte) []byte { return name[:min(len(name), 60)] }

func (s *xmlScanner) top() []byte { return s.open[s.opens[len(s.opens)-1].from:] }

func (s *xmlScanner) pop() {
	last := len(s.opens) - 1
	s.open = s.open[:s.opens[last].from]
	s.opens = s.opens[:last]
}
