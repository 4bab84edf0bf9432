package rdf

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// writeRDFXML writes RDF/XML that old harvesters read: one element per subject, named
// by its class, with the properties as elements, and nothing that needs entities or
// xml:base.
func writeRDFXML(w io.Writer, g *Graph, opt WriteOptions) error {
	if err := checkGraph(g, RDFXML); err != nil {
		return err
	}
	names, err := newXMLNames(g, opt)
	if err != nil {
		return err
	}
	nesting := newNesting(g)
	nesting.unlist(g, func(cell Term) bool { return Object(g, cell, rdfFirst).IsLiteral() })
	x := &rdfxmlWriter{out: bufio.NewWriterSize(w, windowSize), names: names, layout: newLayout(g, nesting)}
	x.out.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n<rdf:RDF")
	for _, prefix := range names.declared() {
		x.out.WriteString("\n   ")
		if prefix == "" {
			x.attr("xmlns", names.namespaces[prefix])
		} else {
			x.attr("xmlns:"+prefix, names.namespaces[prefix])
		}
	}
	x.out.WriteString(">\n")
	for _, s := range x.top {
		x.out.WriteByte('\n')
		x.node(s, 1)
	}
	x.out.WriteString("\n</rdf:RDF>\n")
	if err := x.out.Flush(); err != nil {
		return fmt.Errorf("write RDF/XML: %w", err)
	}
	return nil
}

type rdfxmlWriter struct {
	out   *bufio.Writer // keeps the first error of its writer until Flush
	names *xmlNames
	*layout
}

var (
	xmlTextEscaper  = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "\r", "&#13;")
	xmlValueEscaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", `"`, "&quot;", "\t", "&#9;", "\n", "&#10;", "\r", "&#13;")
)

func (x *rdfxmlWriter) indent(depth int) {
	for range depth {
		x.out.WriteString("  ")
	}
}

// attr writes an attribute; names hold nothing to escape.
func (x *rdfxmlWriter) attr(name, value string) {
	x.out.WriteByte(' ')
	x.out.WriteString(name)
	x.out.WriteString(`="`)
	xmlValueEscaper.WriteString(x.out, value)
	x.out.WriteByte('"')
}

// node writes a node element with all that is said of the subject.
func (x *rdfxmlWriter) node(subject Term, depth int) {
	class, typed := x.names.classes[subject]
	name := "rdf:Description"
	if typed {
		name = x.names.short[class.Value]
	}
	x.openNode(name, subject, depth)
	list := x.triples[subject]
	if len(list) == 0 || len(list) == 1 && typed {
		x.out.WriteString("/>\n")
		return
	}
	x.out.WriteString(">\n")
	for _, t := range list {
		if t.Predicate != rdfType || t.Object != class {
			x.property(t, depth+1)
		}
	}
	x.indent(depth)
	x.out.WriteString("</" + name + ">\n")
}

// openNode writes a start tag but for its end.
func (x *rdfxmlWriter) openNode(name string, subject Term, depth int) {
	x.indent(depth)
	x.out.WriteByte('<')
	x.out.WriteString(name)
	if subject.IsIRI() {
		x.attr("rdf:about", subject.Value)
	} else if label := x.label(subject); label != "" {
		x.attr("rdf:nodeID", label)
	}
}

// property writes a property element.
func (x *rdfxmlWriter) property(t Triple, depth int) {
	name := x.names.short[t.Predicate.Value]
	x.indent(depth)
	x.out.WriteByte('<')
	x.out.WriteString(name)
	switch o := t.Object; {
	case o.IsIRI():
		x.attr("rdf:resource", o.Value)
		x.out.WriteString("/>\n")
		return
	case o.IsLiteral():
		x.literal(&o)
	case !x.within[o]:
		x.attr("rdf:nodeID", x.label(o))
		x.out.WriteString("/>\n")
		return
	case x.list[o]:
		x.attr("rdf:parseType", "Collection")
		x.out.WriteString(">\n")
		x.items(o, depth+1)
		x.indent(depth)
	default:
		x.out.WriteString(">\n")
		x.node(o, depth+1)
		x.indent(depth)
	}
	x.out.WriteString("</" + name + ">\n")
}

func (x *rdfxmlWriter) literal(o *Term) {
	switch o.Datatype {
	case XSDString:
	case RDFLangString:
		x.attr("xml:lang", o.Lang)
	default:
		x.attr("rdf:datatype", o.Datatype)
	}
	x.out.WriteByte('>')
	xmlTextEscaper.WriteString(x.out, o.Value)
}

// items writes the items of a collection as node elements. What an item that stands
// elsewhere says is said there.
func (x *rdfxmlWriter) items(cell Term, depth int) {
	for cell != rdfNil {
		item, rest := x.cell(cell)
		if x.within[item] {
			x.node(item, depth) // of a collection in a collection, its first cell
		} else {
			x.openNode("rdf:Description", item, depth)
			x.out.WriteString("/>\n")
		}
		cell = rest
	}
}
