// Package vocab holds the IRIs of the vocabularies in use and the controlled code
// lists of DCAT-AP_IT as small dated tables.
//
// A table never guesses: a text that is not a code, an IRI or a known label of an
// entry is not found.
package vocab
