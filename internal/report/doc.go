// Package report turns the events of a run into what people and machines read: one
// renderer a file.
//
// Every event can be written as one line of JSON without loss. The text renderer
// keeps counts, not events, so its memory does not grow with the catalogue. What the
// events mean is decided by the packages that cause them.
package report
