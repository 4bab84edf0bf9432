package rdf

import (
	"fmt"
	"io"
)

// WriteOptions configures a writer.
type WriteOptions struct {
	// Prefixes maps prefix to namespace IRI; Turtle, RDF/XML and JSON-LD state those
	// that the graph uses, in the order of the prefixes.
	Prefixes map[string]string
	// ClassPrefixes are the prefixes whose classes name elements in RDF/XML where a
	// subject has several types, the best first; nil means dcatapit, then dcat.
	ClassPrefixes []string
}

// Write writes the graph in the given syntax. The same graph gives the same bytes,
// whatever the order in which its triples were added; blank nodes that are named
// once are written in place where the syntax allows it.
func Write(w io.Writer, f Format, g *Graph, opt WriteOptions) error {
	switch f {
	case NTriples, NQuads:
		return writeLines(w, g)
	case Turtle, TriG:
		return writeTurtle(w, g, opt)
	case RDFXML:
		return writeRDFXML(w, g, opt)
	case JSONLD:
		return writeJSONLD(w, g, opt)
	}
	return fmt.Errorf("write RDF: unknown format")
}
