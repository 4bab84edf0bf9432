// Package harvest reads the metadata records of a source, whatever keeps them.
//
// Its guarantee: a stream that ends without an error was the whole listing, each of
// its records was given once or named in a *RecordError, and the records come with
// the same identities in the same order as long as the source does not change. What
// a record means is left to mappings.
//
// A new kind of source is one file, one line in the table of kinds, one folder of
// test data and one call of the laws in harvesttest.
package harvest
