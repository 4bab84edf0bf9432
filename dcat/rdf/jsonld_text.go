package rdf

import (
	"bufio"
	"fmt"
	"io"
	"iter"
	"maps"
	"slices"
	"strings"
)

// jsonldText writes the pieces of a JSON-LD document.
type jsonldText struct {
	out      *bufio.Writer // keeps the first error of its writer until Flush
	prefixes *prefixTable
	buf      []byte
}

// write writes a document: a context that holds the prefixes which nodes uses, and the
// array that nodes writes at the depth it is given.
func (j *jsonldText) write(w io.Writer, prefixes map[string]string, nodes func(depth int)) error {
	var err error
	if j.prefixes, err = newPrefixTable(prefixes); err != nil {
		return fmt.Errorf("write JSON-LD: %w", err)
	}
	// As in Turtle, a first pass finds the prefixes that are used.
	j.out = bufio.NewWriter(io.Discard)
	nodes(1)
	j.out = bufio.NewWriterSize(w, windowSize)
	j.out.WriteString("{\n  \"@context\": {")
	for i, prefix := range slices.Sorted(maps.Keys(j.prefixes.used)) {
		if i > 0 {
			j.out.WriteByte(',')
		}
		j.newLine(2)
		j.memberKey(prefix)
		j.string(prefixes[prefix])
	}
	if len(j.prefixes.used) > 0 {
		j.newLine(1)
	}
	j.out.WriteString("},\n  \"@graph\": ")
	nodes(1)
	j.out.WriteString("\n}\n")
	return j.flush()
}

// writeExpanded writes a document without a context: the array alone.
func (j *jsonldText) writeExpanded(w io.Writer, nodes func(depth int)) error {
	j.prefixes, _ = newPrefixTable(nil)
	j.out = bufio.NewWriterSize(w, windowSize)
	nodes(0)
	j.out.WriteByte('\n')
	return j.flush()
}

func (j *jsonldText) flush() error {
	if err := j.out.Flush(); err != nil {
		return fmt.Errorf("write JSON-LD: %w", err)
	}
	return nil
}

// safePrefixes leaves out the prefixes that a processor would not expand, or that
// it would also see in an IRI that is written whole: with a prefix "tel" the IRI
// tel:112 would become another one (JSON-LD 1.1 API, section 5.2).
func safePrefixes(triples iter.Seq[Triple], prefixes map[string]string) map[string]string {
	out := map[string]string{}
	for prefix, namespace := range prefixes {
		if prefix != "" && namespace != "" && strings.IndexByte(":/?#[]@", namespace[len(namespace)-1]) >= 0 {
			out[prefix] = namespace
		}
	}
	for t := range triples {
		for _, iri := range [...]string{t.Subject.Value, t.Predicate.Value, t.Object.Value, t.Object.Datatype} {
			if n := schemeLength(iri); n > 0 && !strings.HasPrefix(iri[n+1:], "//") {
				delete(out, iri[:n])
			}
		}
	}
	return out
}

func (j *jsonldText) newLine(depth int) {
	j.out.WriteByte('\n')
	for range depth {
		j.out.WriteString("  ")
	}
}

func (j *jsonldText) memberKey(name string) {
	j.string(name)
	j.out.WriteString(": ")
}

func (j *jsonldText) string(s string) {
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
func (j *jsonldText) short(iri string) string {
	if name, ok := j.prefixes.shorten(iri); ok {
		return name
	}
	return iri
}

// array writes an array of n items, or the one item on its own.
func (j *jsonldText) array(n, depth int, always bool, item func(i, depth int)) {
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
