package rdf

import "bytes"

// quoteReach is how far behind a < the end of an attribute value is looked for: no
// value holds one, so that its quote is missing if there is none near.
const quoteReach = 4096

// damaged makes the fault err, of the markup that begins at the current token, into a
// token that can be read on from. In strict mode, and where there is nothing to read
// on from, it returns err.
//
// A tag that has a name but no readable rest is a start tag with bad set and without
// attributes, up to its > or the next tag. Any other < is an xmlStray, and what comes
// after it is text.
func (s *xmlScanner) damaged(err error) error {
	fault, ok := err.(*SyntaxError)
	if !ok || !s.lenient || len(s.opens) == 0 {
		return err
	}
	n := 1
	for ; ; n++ {
		if s.at+n >= s.end && (n > s.limit || !s.fill()) {
			return err
		}
		if c := s.buf[s.at+n]; c == '>' || c == '<' {
			break
		}
	}
	s.fault = fault
	end := s.at + n
	name := s.buf[s.at+1 : s.nameEnd(s.at+1, end)]
	if !isQName(name) {
		s.kind, s.pos, s.closing = xmlStray, s.at+1, false
		return nil
	}
	s.kind, s.raw, s.attrs, s.bad = xmlStart, name, s.attrs[:0], true
	text := bytes.TrimRight(s.buf[s.at:end], xmlSpace)
	s.closing = text[len(text)-1] == '/'
	// What the tag may have said of all that is in it is not known.
	s.opaque = bytes.Contains(text, []byte("xml")) || bytes.Contains(text, []byte("parseType"))
	if s.pos = end; s.buf[end] == '>' {
		s.pos++
	}
	return nil
}

// cdata ends a CDATA section. Where no end comes its text is read as if it stood outside.
func (s *xmlScanner) cdata(skip int) error {
	if !s.endless {
		err := s.until(skip, "]]>", "a CDATA section")
		if err == nil || !s.lenient || !s.eof || s.readErr != nil {
			return err
		}
		s.endless = true
	}
	s.fault, _ = s.fail(s.at, "a CDATA section without its end ]]>").(*SyntaxError)
	s.kind, s.pos = xmlStray, s.at+skip
	return nil
}

// wrongEnd makes something of an end tag that does not end the innermost element. If it
// ends another one, those inside it end with it and are torn. If it ends none, it is an
// xmlStray, unless the innermost element has a bad tag, whose name may be wrong.
func (s *xmlScanner) wrongEnd(err error) error {
	fault, ok := err.(*SyntaxError)
	if !ok || !s.lenient || len(s.opens) == 0 {
		return err
	}
	s.fault = fault
	end := len(s.open)
	for i := len(s.opens) - 1; i >= 0; i-- {
		from := s.opens[i].from
		if bytes.Equal(s.open[from:end], s.raw) {
			s.ends, s.closing = len(s.opens)-1-i, true
			s.due()
			return nil
		}
		end = from
	}
	if s.opens[len(s.opens)-1].bad {
		s.pop()
		return nil
	}
	s.kind = xmlStray
	return nil
}

// unwind ends n elements before the current start tag, which comes again after that.
func (s *xmlScanner) unwind(n int) {
	s.pop()
	s.ends, s.again, s.closesAgain, s.closing = n, true, s.closing, false
}

// due makes the next token of those that unwind and wrongEnd have put before the text,
// and reports whether there was one.
func (s *xmlScanner) due() bool {
	switch {
	case s.ends > 0:
		s.ends--
		s.kind, s.torn = xmlEnd, true
		s.pop()
	case s.again:
		s.again, s.second, s.closing = false, true, s.closesAgain
		s.kind = xmlStart
		s.opens = append(s.opens, xmlOpen{len(s.open), s.bad})
		s.open = append(s.open, s.raw...)
	case s.closing:
		s.closing = false
		s.kind = xmlEnd
		s.pop()
	default:
		return false
	}
	return true
}

// parent is the name of the element around the one whose start tag is current.
func (s *xmlScanner) parent() []byte {
	last := len(s.opens) - 1
	return s.open[s.opens[last-1].from:s.opens[last].from]
}
