package rdf

import (
	"bufio"
	"bytes"
	"io"
	"slices"
)

// writeLines writes N-Triples: one triple a line in the form of RDF 1.1 N-Triples,
// section 4 (canonical), in code point order. A graph without names is the same text
// in N-Quads.
func writeLines(w io.Writer, g *Graph) error {
	if err := checkGraph(g, NTriples); err != nil {
		return err
	}
	names := blankNames(g, func(Term) bool { return true })
	var text []byte
	ends := make([]int, 0, g.Len())
	for t := range g.All() {
		for _, term := range [...]*Term{&t.Subject, &t.Predicate, &t.Object} {
			if term.IsBlank() {
				term.Value = names[term.Value]
			}
			text = appendTerm(text, term)
			text = append(text, ' ')
		}
		text = append(text, '.', '\n')
		ends = append(ends, len(text))
	}
	lines := make([][]byte, len(ends))
	start := 0
	for i, end := range ends {
		lines[i] = text[start:end]
		start = end
	}
	slices.SortFunc(lines, bytes.Compare)
	out := bufio.NewWriterSize(w, windowSize)
	for _, line := range lines {
		if _, err := out.Write(line); err != nil {
			return err
		}
	}
	return out.Flush()
}
