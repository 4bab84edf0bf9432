package rdf

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
)

// NamedGraphs reports whether the syntax keeps the names of graphs.
func (f Format) NamedGraphs() bool { return f == NQuads || f == TriG || f == JSONLD }

// WriteDataset writes quads with the names of their graphs, which is an error where the
// syntax has none. If no quad has a name, they are written as [Write] writes a graph;
// else node by node, without nesting. Blank nodes are relabelled in canonical order, over
// all graphs, so the same dataset gives the same bytes.
func WriteDataset(w io.Writer, f Format, quads []Quad, opt WriteOptions) error {
	named := slices.ContainsFunc(quads, func(q Quad) bool { return !q.Graph.IsZero() })
	if !named {
		g := NewGraph()
		for _, q := range quads {
			g.Add(q.Triple)
		}
		return Write(w, f, g, opt)
	}
	switch f {
	case JSONLD:
		return writeJSONLDDataset(w, quads, JSONLDOptions{Prefixes: opt.Prefixes})
	case NQuads, TriG:
	default:
		return fmt.Errorf("write %s: the syntax has no named graphs, and these statements stand in some", f)
	}
	quads, err := orderedDataset(quads, f)
	if err != nil {
		return err
	}
	if f == NQuads {
		return writeQuadLines(w, quads)
	}
	return writeTriG(w, quads, opt.Prefixes)
}

// orderedDataset copies the quads without places and repetitions, checks them, labels
// their blank nodes in canonical order and sorts them by graph, the default one first.
func orderedDataset(quads []Quad, f Format) ([]Quad, error) {
	out := make([]Quad, 0, len(quads))
	seen := make(map[Quad]bool, len(quads))
	for _, q := range quads {
		q.Position = Position{}
		if seen[q] {
			continue
		}
		seen[q] = true
		if err := checkQuad(&q); err != nil {
			return nil, fmt.Errorf("write %s: quad %s: %w", f, quoteTriple(q.Triple), err)
		}
		out = append(out, q)
	}
	names := blankNamesOf(out, func(Term) bool { return true })
	for i := range out {
		for _, t := range [...]*Term{&out[i].Subject, &out[i].Object, &out[i].Graph} {
			if t.IsBlank() {
				t.Value = names[t.Value]
			}
		}
	}
	slices.SortFunc(out, compareQuads)
	return out, nil
}

func checkQuad(q *Quad) error {
	if err := checkTriple(q.Triple); err != nil {
		return err
	}
	if q.Graph.IsLiteral() {
		return errors.New("the name of the graph is a literal")
	}
	if err := checkTerm(&q.Graph); err != nil {
		return fmt.Errorf("name of the graph: %w", err)
	}
	return nil
}

// compareQuads orders quads by graph, the default graph first, and then as [Compare]
// does; blank nodes in the order of the numbers in their labels.
func compareQuads(a, b Quad) int {
	return cmp.Or(compareNumbered(a.Graph, b.Graph), compareNumbered(a.Subject, b.Subject),
		Compare(a.Predicate, b.Predicate), compareNumbered(a.Object, b.Object))
}

func compareNumbered(a, b Term) int {
	if a.IsBlank() && b.IsBlank() {
		return cmp.Or(len(a.Value)-len(b.Value), Compare(a, b))
	}
	return Compare(a, b)
}

// writeQuadLines writes N-Quads, one quad a line.
func writeQuadLines(w io.Writer, quads []Quad) error {
	out := bufio.NewWriterSize(w, windowSize)
	var line []byte
	for i := range quads {
		q := &quads[i]
		line = line[:0]
		for _, term := range [...]*Term{&q.Subject, &q.Predicate, &q.Object, &q.Graph} {
			if !term.IsZero() {
				line = append(appendTerm(line, term), ' ')
			}
		}
		out.Write(append(line, '.', '\n'))
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write N-Quads: %w", err)
	}
	return nil
}

// writeTriG writes the default graph, then a block for each named one.
func writeTriG(w io.Writer, quads []Quad, prefixes map[string]string) error {
	used, err := usedPrefixes(quads, prefixes)
	if err != nil {
		return fmt.Errorf("write TriG: %w", err)
	}
	t, err := NewTurtleWriter(w, used)
	if err != nil {
		return err
	}
	var graph Term
	for i := range quads {
		if graph != quads[i].Graph {
			t.block(graph, quads[i].Graph)
			graph = quads[i].Graph
		}
		if err := t.Write(quads[i].Triple); err != nil {
			return err
		}
	}
	t.block(graph, Term{})
	return t.Close()
}

// usedPrefixes returns the prefixes that shorten an IRI of the quads.
func usedPrefixes(quads []Quad, prefixes map[string]string) (map[string]string, error) {
	table, err := newPrefixTable(prefixes)
	if err != nil {
		return nil, err
	}
	for i := range quads {
		q := &quads[i]
		for _, iri := range [...]string{q.Subject.Value, q.Predicate.Value, q.Object.Value, q.Object.Datatype, q.Graph.Value} {
			if iri != "" {
				table.shorten(iri)
			}
		}
	}
	used := map[string]string{}
	for prefix := range table.used {
		used[prefix] = prefixes[prefix]
	}
	return used, nil
}
