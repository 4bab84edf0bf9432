package rdf

import (
	"fmt"
	"io"
	"iter"
	"slices"
)

// JSONLDOptions configures [WriteJSONLD]. The zero value leaves every literal as it is.
type JSONLDOptions struct {
	// Prefixes maps prefix to namespace IRI, as in [WriteOptions]; without any the text
	// has no @context.
	Prefixes map[string]string
	// NativeTypes writes booleans, integers and doubles as those of JSON
	// (useNativeTypes). Their lexical form may change: "01" becomes 1, "2.0E0" 2,
	// which reads back as an integer.
	NativeTypes bool
	// TypeProperty writes rdf:type as a property and not as @type (useRdfType).
	TypeProperty bool
	// Direction says what is written as @direction (rdfDirection).
	Direction Direction
}

// WriteJSONLD writes a dataset, named graphs included, as JSON-LD 1.1 in the form that
// "Serialize RDF as JSON-LD" gives (JSON-LD 1.1 API, section 8.4): every value an
// object, every subject a node of its own, collections as lists, and what a named graph
// says under @graph of the node that names it. With Prefixes, keys and types are compact
// IRIs; without, the text is the expanded form that other algorithms take.
//
// Quads that stand twice are written once. Blank nodes are relabelled in canonical
// order, so the same dataset gives the same bytes. By the standard an rdf:type rdf:List
// of a list's cell is left out; where the standard would lose more, a collection
// remains plain nodes: one that is within itself, that is nested deeper than readers
// follow, or of which another graph or a type speaks. An rdf:JSON literal that is not
// JSON is an error, as is what is not RDF.
func WriteJSONLD(w io.Writer, quads []Quad, opt JSONLDOptions) error {
	for i := range quads {
		if o := &quads[i].Object; o.Datatype == rdfJSON {
			if _, err := jsonLiteral(o.Value); err != nil {
				return fmt.Errorf("write JSON-LD: quad %s: %w", quoteTriple(quads[i].Triple), err)
			}
		}
	}
	return writeJSONLDDataset(w, quads, opt)
}

// writeJSONLDDataset is WriteJSONLD, but what is no JSON in an rdf:JSON literal is written
// as the text that it is.
func writeJSONLDDataset(w io.Writer, quads []Quad, opt JSONLDOptions) error {
	quads, err := orderedDataset(quads, JSONLD)
	if err != nil {
		return err
	}
	d := &datasetWriter{ldDataset: newLDDataset(quads, opt)}
	if len(opt.Prefixes) > 0 {
		return d.write(w, safePrefixes(mentions(quads), opt.Prefixes), d.nodes)
	}
	return d.writeExpanded(w, d.nodes)
}

const rdfJSON = rdfNS + "JSON"

// jsonLiteral returns the value of an rdf:JSON literal in canonical form.
func jsonLiteral(lexical string) ([]byte, error) {
	p := newJSONParser([]byte(lexical), ReadOptions{}.withDefaults())
	v, err := p.value(0)
	if err == nil {
		if p.peek(); !p.ended() {
			err = p.fail("it goes on after its end")
		}
	}
	var text []byte
	if err == nil {
		var fault *SyntaxError
		if text, fault = canonicalJSON(nil, &v); fault != nil {
			err = fault
		}
	}
	if at := repeatedKey(&v); err == nil && at != nil {
		err = at
	}
	if err != nil {
		return nil, fmt.Errorf("invalid JSON literal: %w", err)
	}
	return text, nil
}

// repeatedKey finds a key that stands twice in an object.
func repeatedKey(v *jsonValue) error {
	for i := range repeatedKeys(v.members) {
		return &SyntaxError{v.members[i].at, "a key stands twice in an object"}
	}
	for i := range v.members {
		if err := repeatedKey(&v.members[i].value); err != nil {
			return err
		}
	}
	for i := range v.items {
		if err := repeatedKey(&v.items[i]); err != nil {
			return err
		}
	}
	return nil
}

// mentions yields triples that mention every IRI of the quads.
func mentions(quads []Quad) iter.Seq[Triple] {
	return func(yield func(Triple) bool) {
		for i := range quads {
			if !yield(quads[i].Triple) || !yield(Triple{Subject: quads[i].Graph}) {
				return
			}
		}
	}
}

// datasetWriter writes what the nodes of a dataset say.
type datasetWriter struct {
	jsonldText
	*ldDataset
}

func (d *datasetWriter) nodes(depth int) { d.graph(d.standard, depth) }

func (d *datasetWriter) graph(g *outGraph, depth int) {
	nodes := slices.DeleteFunc(slices.Clone(g.order), func(n *outNode) bool { return n.within })
	d.array(len(nodes), depth, true, func(i, depth int) { d.node(nodes[i], depth) })
}

func (d *datasetWriter) node(n *outNode, depth int) {
	d.out.WriteByte('{')
	d.newLine(depth + 1)
	d.memberKey("@id")
	d.string(nodeID(n.id))
	member := func(key string) {
		d.out.WriteByte(',')
		d.newLine(depth + 1)
		d.memberKey(key)
	}
	if len(n.types) > 0 {
		member("@type")
		d.array(len(n.types), depth+1, true, func(i, _ int) {
			if n.types[i].IsBlank() {
				d.string(nodeID(n.types[i]))
			} else {
				d.string(d.short(n.types[i].Value))
			}
		})
	}
	for _, p := range n.props {
		member(d.short(p.predicate.Value))
		d.array(len(p.values), depth+1, true, func(i, depth int) { d.value(p.values[i], depth) })
	}
	if n.graph != nil {
		member("@graph")
		d.graph(n.graph, depth+1)
	}
	d.newLine(depth)
	d.out.WriteByte('}')
}

// nodeID is what stands under @id.
func nodeID(t Term) string {
	if t.IsBlank() {
		return "_:" + t.Value
	}
	return t.Value
}

func (d *datasetWriter) value(v *outValue, depth int) {
	switch {
	case v.isList:
		d.listObject(len(v.list), depth, func(i, depth int) { d.value(v.list[i], depth) })
	case !v.term.IsLiteral():
		d.reference(nodeID(v.term))
	case v.direction != "":
		d.out.WriteString(`{"@direction": `)
		d.string(v.direction)
		if v.lang != "" {
			d.out.WriteString(`, "@language": `)
			d.string(v.lang)
		}
		d.out.WriteString(`, "@value": `)
		d.string(v.term.Value)
		d.out.WriteByte('}')
	case v.native:
		fmt.Fprintf(d.out, `{"@value": %s}`, v.term.Value)
	case v.term.Datatype == rdfJSON:
		text, err := jsonLiteral(v.term.Value)
		if err != nil {
			d.literal(&v.term)
			return
		}
		fmt.Fprintf(d.out, `{"@type": "@json", "@value": %s}`, text)
	case v.term.Datatype == XSDString:
		d.out.WriteString(`{"@value": `)
		d.string(v.term.Value)
		d.out.WriteByte('}')
	default:
		d.literal(&v.term)
	}
}
