package rdf

import (
	"bufio"
	"fmt"
	"io"
	"maps"
	"slices"
)

// writeTurtle writes Turtle, which is TriG too. Subjects are sorted, IRIs before
// blank nodes; of the predicates rdf:type comes first; blank nodes that are the
// object of one triple are written in place, and only those that cannot be get labels.
func writeTurtle(w io.Writer, g *Graph, opt WriteOptions) error {
	if err := checkGraph(g, Turtle); err != nil {
		return err
	}
	prefixes, err := newPrefixTable(opt.Prefixes)
	if err != nil {
		return fmt.Errorf("write Turtle: %w", err)
	}
	t := &turtleWriter{prefixes: prefixes, layout: newLayout(g, newNesting(g))}
	// The prefixes that are used stand at the top but are known at the end, so a
	// first pass writes to nowhere.
	t.out = bufio.NewWriter(io.Discard)
	t.body()
	t.out = bufio.NewWriterSize(w, windowSize)
	t.head(opt.Prefixes)
	t.body()
	return t.out.Flush()
}

type turtleWriter struct {
	*layout
	out      *bufio.Writer // keeps the first error of its writer until Flush
	prefixes *prefixTable
	begun    bool
	buf      []byte
}

func (t *turtleWriter) head(prefixes map[string]string) {
	for _, prefix := range slices.Sorted(maps.Keys(t.prefixes.used)) {
		fmt.Fprintf(t.out, "@prefix %s: <%s> .\n", prefix, prefixes[prefix])
	}
	t.begun = len(t.prefixes.used) > 0
}

func (t *turtleWriter) body() {
	for _, s := range t.top {
		if t.begun {
			t.out.WriteByte('\n')
		}
		t.begun = true
		if t.free[s] {
			t.out.WriteString("[]")
		} else {
			t.term(s, 0)
		}
		t.properties(s, 1, " ")
		t.out.WriteString(" .\n")
	}
}

// properties writes predicates and objects, one object a line; first comes before
// the first predicate.
func (t *turtleWriter) properties(subject Term, indent int, first string) {
	list := t.triples[subject]
	for i, triple := range list {
		switch {
		case i == 0:
			t.out.WriteString(first)
		case list[i-1].Predicate == triple.Predicate:
			t.out.WriteString(" ,")
			t.newLine(indent + 1)
			t.term(triple.Object, indent+1)
			continue
		default:
			t.out.WriteString(" ;")
			t.newLine(indent)
		}
		if triple.Predicate == rdfType {
			t.out.WriteByte('a')
		} else {
			t.iri(triple.Predicate.Value)
		}
		t.out.WriteByte(' ')
		t.term(triple.Object, indent)
	}
}

func (t *turtleWriter) newLine(indent int) {
	t.out.WriteByte('\n')
	for range indent {
		t.out.WriteString("    ")
	}
}

// term writes a term; a blank node in place begins on this line and ends at indent.
func (t *turtleWriter) term(term Term, indent int) {
	switch {
	case term.IsLiteral():
		t.buf = appendTurtleLiteral(t.buf[:0], &term, t.prefixes.appendIRI)
		t.out.Write(t.buf)
	case term == rdfNil:
		t.out.WriteString("()")
	case term.IsIRI():
		t.iri(term.Value)
	case t.within[term] && t.list[term]:
		t.collection(term, indent)
	case t.within[term] && len(t.triples[term]) == 0:
		t.out.WriteString("[]")
	case t.within[term]:
		t.out.WriteByte('[')
		t.newLine(indent + 1)
		t.properties(term, indent+1, "")
		t.newLine(indent)
		t.out.WriteByte(']')
	default:
		t.out.WriteString("_:")
		t.out.WriteString(t.names[term.Value])
	}
}

// collection writes the items of a list, one a line.
func (t *turtleWriter) collection(cell Term, indent int) {
	t.out.WriteByte('(')
	for cell != rdfNil {
		item, rest := t.cell(cell)
		t.newLine(indent + 1)
		t.term(item, indent+1)
		cell = rest
	}
	t.newLine(indent)
	t.out.WriteByte(')')
}

func (t *turtleWriter) iri(iri string) {
	t.buf = t.prefixes.appendIRI(t.buf[:0], iri)
	t.out.Write(t.buf)
}
