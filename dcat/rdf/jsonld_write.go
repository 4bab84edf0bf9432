package rdf

import (
	"bufio"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// writeJSONLD writes JSON-LD 1.1: a context that holds prefixes only, and one node
// object per subject, whose keys and types are compact IRIs. What a value means is
// said on the value itself, so that the text reads alike in every processor.
func writeJSONLD(w io.Writer, g *Graph, opt WriteOptions) error {
	if err := checkGraph(g, JSONLD); err != nil {
		return err
	}
	usable := jsonldPrefixes(g, opt.Prefixes)
	prefixes, err := newPrefixTable(usable)
	if err != nil {
		return fmt.Errorf("write JSON-LD: %w", err)
	}
	j := &jsonldWriter{prefixes: prefixes, layout: newLayout(g, newNesting(g))}
	// As in Turtle, a first pass finds the prefixes that are used.
	j.out = bufio.NewWriter(io.Discard)
	j.graph()
	j.out = bufio.NewWriterSize(w, windowSize)
	j.out.WriteString("{\n  \"@context\": {")
	for i, prefix := range slices.Sorted(maps.Keys(prefixes.used)) {
		if i > 0 {
			j.out.WriteByte(',')
		}
		j.newLine(2)
		j.key(prefix)
		j.string(usable[prefix])
	}
	if len(prefixes.used) > 0 {
		j.newLine(1)
	}
	j.out.WriteString("},\n  \"@graph\": ")
	j.graph()
	j.out.WriteString("\n}\n")
	if err := j.out.Flush(); err != nil {
		return fmt.Errorf("write JSON-LD: %w", err)
	}
	return nil
}

// jsonldPrefixes leaves out the prefixes that a processor would not expand, or that
// it would also see in an IRI that is written whole: with a prefix "tel" the IRI
// tel:112 would become another one (JSON-LD 1.1 API, section 5.2).
func jsonldPrefixes(g *Graph, prefixes map[string]string) map[string]string {
	out := map[string]string{}
	for prefix, namespace := range prefixes {
		if prefix != "" && namespace != "" && strings.IndexByte(":/?#[]@", namespace[len(namespace)-1]) >= 0 {
			out[prefix] = namespace
		}
	}
	for t := range g.All() {
		for _, iri := range [...]string{t.Subject.Value, t.Predicate.Value, t.Object.Value, t.Object.Datatype} {
			if n := schemeLength(iri); n > 0 && !strings.HasPrefix(iri[n+1:], "//") {
				delete(out, iri[:n])
			}
		}
	}
	return out
}

type jsonldWriter struct {
	out      *bufio.Writer // keeps the first error of its writer until Flush
	prefixes *prefixTable
	*layout
	buf []byte
}

func (j *jsonldWriter) newLine(depth int) {
	j.out.WriteByte('\n')
	for range depth {
		j.out.WriteString("  ")
	}
}

func (j *jsonldWriter) key(name string) {
	j.string(name)
	j.out.WriteString(": ")
}

func (j *jsonldWriter) string(s string) {
	j.buf = appendJSONString(j.buf[:0], s)
	j.out.Write(j.buf)
}

func appendJSONString(dst []byte, s string) []byte {
	const hexDigits = "0123456789abcdef"
	dst = append(dst, '"')
	from := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= 0x20 && c != '"' && c != '\\' {
			continue
		}
		dst = append(dst, s[from:i]...)
		from = i + 1
		switch c {
		case '"', '\\':
			dst = append(dst, '\\', c)
		case '\n':
			dst = append(dst, '\\', 'n')
		case '\r':
			dst = append(dst, '\\', 'r')
		case '\t':
			dst = append(dst, '\\', 't')
		default:
			dst = append(dst, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&0xF])
		}
	}
	dst = append(dst, s[from:]...)
	return append(dst, '"')
}

// short returns the compact form of a key, class or datatype.
func (j *jsonldWriter) short(iri string) string {
	if name, ok := j.prefixes.shorten(iri); ok {
		return name
	}
	return iri
}

// array writes an array of n items, or the one item on its own.
func (j *jsonldWriter) array(n, depth int, always bool, item func(i, depth int)) {
	if n == 1 && !always {
		item(0, depth)
		return
	}
	j.out.WriteByte('[')
	for i := range n {
		if i > 0 {
			j.out.WriteByte(',')
		}
		j.newLine(depth + 1)
		item(i, depth+1)
	}
	if n > 0 {
		j.newLine(depth)
	}
	j.out.WriteByte(']')
}

func (j *jsonldWriter) graph() {
	j.array(len(j.top), 1, true, func(i, depth int) { j.node(j.top[i], depth) })
}

// node writes a node object with all that is said of the subject.
func (j *jsonldWriter) node(subject Term, depth int) {
	j.out.WriteByte('{')
	first := true
	member := func(key string) {
		if !first {
			j.out.WriteByte(',')
		}
		first = false
		j.newLine(depth + 1)
		j.key(key)
	}
	if id := j.id(subject); id != "" {
		member("@id")
		j.string(id)
	}
	for rest := j.triples[subject]; len(rest) > 0; {
		n := 1
		for n < len(rest) && sameKey(rest[n], rest[0]) {
			n++
		}
		same := rest[:n]
		rest = rest[n:]
		if isTypeKey(same[0]) {
			member("@type")
			j.array(n, depth+1, false, func(i, _ int) { j.string(j.short(same[i].Object.Value)) })
			continue
		}
		member(j.short(same[0].Predicate.Value))
		j.array(n, depth+1, false, func(i, depth int) { j.value(same[i].Object, depth) })
	}
	if !first {
		j.newLine(depth)
	}
	j.out.WriteByte('}')
}

// isTypeKey reports whether @type can state the triple: it takes IRIs.
func isTypeKey(t Triple) bool { return t.Predicate == rdfType && t.Object.IsIRI() }

func sameKey(a, b Triple) bool {
	return a.Predicate == b.Predicate && isTypeKey(a) == isTypeKey(b)
}

// id returns what stands under @id, or "" for a blank node without a label.
func (j *jsonldWriter) id(t Term) string {
	if t.IsIRI() {
		return t.Value
	}
	if label := j.label(t); label != "" {
		return "_:" + label
	}
	return ""
}
