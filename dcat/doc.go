// Package dcat holds what flows through trebbia: source records and datasets.
//
// A Dataset is a view over one RDF graph; nothing is kept beside the graph, so what
// is validated is what is published. Reading and writing RDF is left to dcat/rdf,
// the IRIs and code lists to dcat/vocab.
package dcat
