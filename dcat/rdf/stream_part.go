package rdf

import (
	"bytes"
	"io"
	"unicode/utf8"
	"unsafe"
)

// PartReader reads parts one after the other. It belongs to one goroutine.
//
// Nearly every line of a real document is a statement without escapes; those are read
// here without copying or allocating. Whatever else a line may be, right or wrong, is
// left to the reader of whole documents.
type PartReader struct {
	slow       lineReader
	subject    []byte // of the line before, in angle brackets
	predicates [predicatePlaces]string
}

// predicatePlaces is how many predicates are remembered, a power of two. A catalogue
// has some sixty.
const predicatePlaces = 512

// NewPartReader returns a reader of the parts that [Parts] cuts with the same format
// and options.
func NewPartReader(f Format, opt ReadOptions) *PartReader {
	opt = opt.withDefaults()
	return &PartReader{slow: lineReader{text: newTermText(opt), quads: f == NQuads, lenient: opt.Lenient}}
}

// Read calls visit with each statement of the part and fault with each that is broken;
// in strict mode that ends the reading. The statement is valid until visit returns, its
// strings, which are pieces of the part's text, until the part is released: what is kept
// must be copied.
func (r *PartReader) Read(p *Part, visit func(*Quad), fault func(*SyntaxError)) {
	if p.long != nil {
		fault(p.long)
		return
	}
	r.subject = nil
	text, number := p.text, p.line
	var q Quad
	for len(text) > 0 {
		line := text
		if n := bytes.IndexByte(text, '\n'); n >= 0 {
			line, text = text[:n], text[n+1:]
		} else {
			text = nil
		}
		if r.plain(line, &q) {
			q.Position = Position{number, 1}
			number++
			visit(&q)
			continue
		}
		broken := false
		number = r.other(line, number, func(q Quad, err error) bool {
			if err == nil {
				visit(&q)
				return true
			}
			broken = true
			fault(err.(*SyntaxError))
			return r.slow.lenient
		})
		if broken && !r.slow.lenient {
			return
		}
	}
}

// other reads a line that is not plain and returns the number of the next one.
func (r *PartReader) other(line []byte, number int, yield func(Quad, error) bool) int {
	p := &r.slow
	p.w = &window{buf: line, line: number, column: 1, keep: -1, err: io.EOF}
	p.line = line
	p.statements(yield)
	return p.w.line + 1
}

// plain reads a line that is one statement without escapes, from its first column on,
// and reports whether it is one.
func (r *PartReader) plain(line []byte, q *Quad) bool {
	i := 0
	if n := len(r.subject); n > 0 && len(line) > n && line[n] <= ' ' && string(line[:n]) == string(r.subject) {
		i = n // and q.Subject is still right
	} else {
		r.subject = nil
		if i = r.node(line, 0, &q.Subject); i < 0 {
			return false
		}
		r.subject = line[:i]
	}
	if i = blanks(line, i); i == len(line) || line[i] != '<' {
		return false
	}
	n := bytes.IndexByte(line[i:], '>')
	if n < 0 || !r.predicate(line[i+1:i+n], &q.Predicate) {
		return false
	}
	if i = blanks(line, i+n+1); i == len(line) {
		return false
	}
	if line[i] == '"' {
		i = r.literal(line, i, &q.Object)
	} else {
		i = r.node(line, i, &q.Object)
	}
	if i < 0 {
		return false
	}
	q.Graph = Term{}
	if i = blanks(line, i); r.slow.quads && i < len(line) && line[i] != '.' {
		if i = r.node(line, i, &q.Graph); i < 0 {
			return false
		}
		i = blanks(line, i)
	}
	if i == len(line) || line[i] != '.' {
		return false
	}
	i = blanks(line, i+1)
	return i == len(line) || i == len(line)-1 && line[i] == '\r'
}

func blanks(line []byte, i int) int {
	for i < len(line) && (line[i] == ' ' || line[i] == '\t') {
		i++
	}
	return i
}

// node reads an IRI or a blank node at i and returns the offset after it, or -1.
func (r *PartReader) node(line []byte, i int, into *Term) int {
	if i+2 >= len(line) {
		return -1
	}
	if line[i] == '<' {
		n := bytes.IndexByte(line[i:], '>')
		if n < 0 || !plainIRI(line[i+1:i+n]) {
			return -1
		}
		into.Kind, into.Value, into.Datatype, into.Lang = KindIRI, view(line[i+1:i+n]), "", ""
		return i + n + 1
	}
	if line[i] != '_' || line[i+1] != ':' {
		return -1
	}
	end := i + 2
	for end < len(line) && classes[line[end]]&classLabel != 0 && line[end] < 0x80 {
		end++
	}
	for line[end-1] == '.' {
		end--
	}
	if badLabel(line[i+2:end]) >= 0 || end < len(line) && line[end] >= 0x80 {
		return -1
	}
	into.Kind, into.Value, into.Datatype, into.Lang = KindBlank, view(line[i+2:end]), "", ""
	return end
}

// predicate reads the IRI of a predicate. Those that recur are remembered, so that the
// consumer sees the same string each time.
func (r *PartReader) predicate(iri []byte, into *Term) bool {
	known := r.remember(iri)
	if known == "" {
		return false
	}
	into.Kind, into.Value, into.Datatype, into.Lang = KindIRI, known, "", ""
	return true
}

// remember returns an IRI as a string that stays, or "" if it is none without escapes.
func (r *PartReader) remember(iri []byte) string {
	if len(iri) < 2 {
		return ""
	}
	last := len(iri) - 1
	h := uint(len(iri))*31 + uint(iri[last])*7 + uint(iri[last/2])*131 + uint(iri[last-last/4])*17
	place := &r.predicates[h%predicatePlaces]
	if *place != string(iri) {
		if !plainIRI(iri) {
			return ""
		}
		*place = string(iri)
	}
	return *place
}

// literal reads a literal at i and returns the offset after it, or -1.
func (r *PartReader) literal(line []byte, i int, into *Term) int {
	end, ascii := stringStop(line, i+1, '"', false)
	if end == len(line) || line[end] != '"' || end-i > r.slow.text.maxLiteral || !ascii && !utf8.Valid(line[i+1:end]) {
		return -1
	}
	into.Kind, into.Value, into.Datatype, into.Lang = KindLiteral, view(line[i+1:end]), XSDString, ""
	if i = blanks(line, end+1); i == len(line) {
		return i
	}
	switch line[i] {
	case '@':
		for end = i + 1; end < len(line) && (classes[line[end]]&(classLetter|classDigit) != 0 || line[end] == '-'); {
			end++
		}
		if !isLang(line[i+1 : end]) {
			return -1
		}
		into.Datatype, into.Lang = RDFLangString, view(line[i+1:end])
		return end
	case '^':
		if i+2 >= len(line) || line[i+1] != '^' || line[i+2] != '<' {
			return -1
		}
		n := bytes.IndexByte(line[i:], '>')
		if n < 0 {
			return -1
		}
		into.Datatype = r.remember(line[i+3 : i+n])
		if into.Datatype == "" {
			return -1
		}
		return i + n + 1
	}
	return i
}

// plainIRI reports whether the text is an absolute IRI in ASCII without escapes.
func plainIRI(iri []byte) bool {
	i := 0
	for ; i+4 <= len(iri); i += 4 {
		if iriPlain[iri[i]]&iriPlain[iri[i+1]]&iriPlain[iri[i+2]]&iriPlain[iri[i+3]] == 0 {
			return false
		}
	}
	for ; i < len(iri); i++ {
		if iriPlain[iri[i]] == 0 {
			return false
		}
	}
	return schemeLength(view(iri[:min(len(iri), longestScheme)])) > 0
}

// longestScheme is far longer than any scheme in use; a longer one is left to the slow
// reader.
const longestScheme = 64

var iriPlain = func() (t [256]uint8) {
	for c := range 0x80 {
		if !iriForbidden[c] {
			t[c] = 1
		}
	}
	return t
}()

// view returns the bytes as a string without copying them. The string is valid only
// until they change.
func view(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }
