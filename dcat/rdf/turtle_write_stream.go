package rdf

import (
	"bufio"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// TurtleWriter writes Turtle triple by triple, for what is too long to be held as a
// graph. Triples that follow each other and have a subject in common share it; the order
// and the labels of blank nodes are the caller's. [Write] gives the tidier text.
type TurtleWriter struct {
	out      *bufio.Writer // keeps the first error of its writer
	prefixes *prefixTable
	last     Triple // of the statement that is open
	buf      []byte
}

// NewTurtleWriter states the prefixes, which map prefix to namespace IRI, at the top of w.
func NewTurtleWriter(w io.Writer, prefixes map[string]string) (*TurtleWriter, error) {
	table, err := newPrefixTable(prefixes)
	if err != nil {
		return nil, fmt.Errorf("write Turtle: %w", err)
	}
	t := &TurtleWriter{out: bufio.NewWriterSize(w, windowSize), prefixes: table}
	for _, prefix := range slices.Sorted(maps.Keys(prefixes)) {
		fmt.Fprintf(t.out, "@prefix %s: <%s> .\n", prefix, prefixes[prefix])
	}
	return t, nil
}

// Write writes a triple. One that is not RDF is an error, and is not written.
func (t *TurtleWriter) Write(triple Triple) error {
	err := checkTriple(triple)
	for _, term := range [...]Term{triple.Subject, triple.Object} {
		if err == nil && term.IsBlank() && badLabel([]byte(term.Value)) >= 0 {
			err = fmt.Errorf("not a blank node label: %s", quoteShort(term.Value))
		}
	}
	if err != nil {
		return fmt.Errorf("write Turtle: triple %s: %w", quoteTriple(triple), err)
	}
	switch {
	case triple.Subject != t.last.Subject:
		t.end()
		t.out.WriteByte('\n')
		t.term(triple.Subject)
		t.out.WriteByte(' ')
		t.predicate(triple.Predicate)
	case triple.Predicate != t.last.Predicate:
		t.out.WriteString(" ;\n    ")
		t.predicate(triple.Predicate)
	default:
		t.out.WriteString(" ,\n       ")
	}
	t.out.WriteByte(' ')
	t.term(triple.Object)
	t.last = triple
	_, err = t.out.Write(nil)
	return err
}

// Comment writes a line of text that says nothing in RDF.
func (t *TurtleWriter) Comment(text string) error {
	t.end()
	t.out.WriteString("# ")
	t.out.WriteString(strings.Join(strings.Fields(text), " "))
	return t.out.WriteByte('\n')
}

// block ends the block of one graph and begins that of another; the default graph, whose
// name is the zero Term, has none.
func (t *TurtleWriter) block(from, to Term) {
	t.end()
	if !from.IsZero() {
		t.out.WriteString("}\n")
	}
	if !to.IsZero() {
		t.out.WriteByte('\n')
		t.term(to)
		t.out.WriteString(" {")
	}
}

// Close ends the text; the writer below stays open.
func (t *TurtleWriter) Close() error {
	t.end()
	return t.out.Flush()
}

// end ends the statement that is open.
func (t *TurtleWriter) end() {
	if t.last != (Triple{}) {
		t.out.WriteString(" .\n")
		t.last = Triple{}
	}
}

func (t *TurtleWriter) predicate(p Term) {
	if p == rdfType {
		t.out.WriteByte('a')
		return
	}
	t.term(p)
}

func (t *TurtleWriter) term(term Term) {
	buf := t.buf[:0]
	switch term.Kind {
	case KindLiteral:
		buf = appendTurtleLiteral(buf, &term, t.prefixes.appendIRI)
	case KindBlank:
		buf = append(append(buf, "_:"...), term.Value...)
	default:
		buf = t.prefixes.appendIRI(buf, term.Value)
	}
	t.out.Write(buf)
	t.buf = buf
}
