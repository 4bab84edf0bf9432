// Package vocab holds the IRIs of the vocabularies in use and the controlled code
// lists of DCAT-AP_IT as small dated tables.
//
// A table never guesses: a text that is not a code, an IRI, a label or a listed
// spelling of exactly one entry is not found. What a catalogue does with a text that
// is not found is left to the packages that map and validate.
package vocab
