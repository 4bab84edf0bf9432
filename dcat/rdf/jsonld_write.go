package rdf

import "io"

// writeJSONLD writes JSON-LD 1.1: a context that holds prefixes only, and one node
// object per subject, whose keys and types are compact IRIs. What a value means is
// said on the value itself, so that the text reads alike in every processor.
func writeJSONLD(w io.Writer, g *Graph, opt WriteOptions) error {
	if err := checkGraph(g, JSONLD); err != nil {
		return err
	}
	j := &jsonldWriter{layout: newLayout(g, newNesting(g))}
	return j.write(w, safePrefixes(g.All(), opt.Prefixes), j.graph)
}

type jsonldWriter struct {
	jsonldText
	*layout
}

func (j *jsonldWriter) graph(depth int) {
	j.array(len(j.top), depth, true, func(i, depth int) { j.node(j.top[i], depth) })
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
		j.memberKey(key)
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
