// Package shacl compiles shapes graphs and validates data graphs against them as
// SHACL (W3C Recommendation, 20 July 2017) says: all of SHACL Core.
//
// Its guarantee: a constraint is either checked or refused by name when the shapes are
// compiled; none is skipped in silence. The same shapes, data and background give the
// same results in the same order.
//
// Data is a graph in memory or, for catalogues of any size, a [Store]: compact blocks in
// a temporary file, and a table of nodes and their classes in memory. Both ways give the
// same results.
//
// It knows RDF and no vocabulary other than SHACL's own. Which shapes to load, which
// vocabularies lie in the background, and how results are shown is left to its callers.
// SPARQL-based constraints and SHACL Advanced Features are refused.
package shacl
