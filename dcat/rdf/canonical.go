package rdf

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"
)

// Digest is the lower-case hexadecimal SHA-256 of a canonical form. Two graphs are
// the same, blank node labels aside, iff their digests are.
type Digest string

// ErrTooComplex is returned for a graph whose blank nodes are so alike that telling
// them apart would take unbounded work (RDFC-1.0, section 7.1: dataset poisoning).
var ErrTooComplex = errors.New("canonicalise graph: too many blank nodes that look alike; give them IRIs or drop repeated ones")

// Canonical returns the canonical N-Quads form of the graph: RDFC-1.0 with SHA-256,
// one statement a line, in code point order. Work is bounded; a graph that exceeds
// the bound gives [ErrTooComplex].
func Canonical(m Matcher) ([]byte, error) {
	var quads []Quad
	for t := range m.Match(Term{}, Term{}, Term{}) {
		quads = append(quads, Quad{Triple: t})
	}
	return CanonicalQuads(quads)
}

// CanonicalQuads returns the canonical N-Quads form of a dataset. Positions and
// repeated quads do not matter.
func CanonicalQuads(quads []Quad) ([]byte, error) {
	c := newCanonicaliser(quads)
	if err := c.label(); err != nil {
		return nil, err
	}
	return c.text(), nil
}

// DigestOf returns the SHA-256 of the graph's canonical form.
func DigestOf(m Matcher) (Digest, error) {
	text, err := Canonical(m)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(text)
	return Digest(hex.EncodeToString(sum[:])), nil
}

// text writes the quads with their canonical labels, sorted, each once.
func (c *canonicaliser) text() []byte {
	var buf []byte
	ends := make([]int, 0, len(c.quads))
	for i := range c.quads {
		buf = c.appendQuad(buf, i, func(dst []byte, blank int32) []byte {
			return appendLabel(dst, canonicalPrefix, c.canon[blank])
		})
		ends = append(ends, len(buf))
	}
	lines := make([][]byte, len(ends))
	start := 0
	for i, end := range ends {
		lines[i] = buf[start:end]
		start = end
	}
	slices.SortFunc(lines, bytes.Compare)
	lines = slices.CompactFunc(lines, bytes.Equal)
	out := make([]byte, 0, len(buf))
	for _, line := range lines {
		out = append(out, line...)
	}
	return out
}

// appendQuad appends the quad as one line of canonical N-Quads; name writes the
// blank nodes.
func (c *canonicaliser) appendQuad(dst []byte, quad int, name func([]byte, int32) []byte) []byte {
	q, blanks := &c.quads[quad], &c.blanksOf[quad]
	term := func(t *Term, blank int32) {
		if blank >= 0 {
			dst = name(dst, blank)
		} else {
			dst = appendTerm(dst, t)
		}
		dst = append(dst, ' ')
	}
	term(&q.Subject, blanks[0])
	dst = appendTerm(dst, &q.Predicate)
	dst = append(dst, ' ')
	term(&q.Object, blanks[1])
	if !q.Graph.IsZero() {
		term(&q.Graph, blanks[2])
	}
	return append(dst, '.', '\n')
}

// appendTerm appends an IRI or literal in canonical N-Quads form (RDFC-1.0, appendix
// A): only what must be escaped is.
func appendTerm(dst []byte, t *Term) []byte {
	switch t.Kind {
	case KindIRI:
		dst = append(dst, '<')
		dst = append(dst, t.Value...)
		return append(dst, '>')
	case KindBlank:
		dst = append(dst, "_:"...)
		return append(dst, t.Value...)
	}
	dst = append(dst, '"')
	dst = appendEscaped(dst, t.Value)
	dst = append(dst, '"')
	switch t.Datatype {
	case XSDString:
	case RDFLangString:
		dst = append(dst, '@')
		dst = append(dst, t.Lang...)
	default:
		dst = append(dst, "^^<"...)
		dst = append(dst, t.Datatype...)
		dst = append(dst, '>')
	}
	return dst
}

func appendEscaped(dst []byte, s string) []byte {
	const hexDigits = "0123456789ABCDEF"
	from := 0
	for i := 0; i < len(s); i++ {
		b := s[i]
		if b >= 0x20 && b != '"' && b != '\\' && b != 0x7F {
			continue
		}
		dst = append(dst, s[from:i]...)
		from = i + 1
		switch b {
		case '"', '\\':
			dst = append(dst, '\\', b)
		case '\n':
			dst = append(dst, '\\', 'n')
		case '\r':
			dst = append(dst, '\\', 'r')
		case '\t':
			dst = append(dst, '\\', 't')
		case '\b':
			dst = append(dst, '\\', 'b')
		case '\f':
			dst = append(dst, '\\', 'f')
		default:
			dst = append(dst, `\u00`...)
			dst = append(dst, hexDigits[b>>4], hexDigits[b&0xF])
		}
	}
	return append(dst, s[from:]...)
}
