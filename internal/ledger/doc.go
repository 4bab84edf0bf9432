// Package ledger remembers what must survive from one run to the next: which IRI each
// source record has, since when a record has been absent, and how past runs went. It is
// one SQLite file.
//
// Its guarantee: an identity that was remembered never changes, and a change is either
// remembered whole or not at all. Losing the file costs time, never correctness: the
// identities follow from the mappings again, and absences start anew, which only delays
// deletes. What to publish or delete is decided by package publish.
package ledger
