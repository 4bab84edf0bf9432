// Package inspect looks at the content of a data file and says what is there: its
// real type, size and checksum, and for a table its encoding, separator, header, rows,
// columns, and the time and the regions that the rows speak of.
//
// It reports only what the bytes show: a name or a declared type decides nothing but
// which of several readings of the same bytes is meant. Every input is bounded, and
// tables are read row by row. What the findings mean for a dataset's description is
// left to package mappings.
package inspect
