// Package rdf holds RDF terms, triples and graphs, and reads, writes, canonicalises
// and compares them in every RDF 1.1 syntax.
//
// It never loses or invents a statement: what cannot be read is an error with its
// line and column. It knows no vocabulary; that is left to dcat/vocab. It is the only
// package that imports RDF and JSON-LD libraries.
package rdf
