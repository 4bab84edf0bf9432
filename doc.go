// Package trebbia is the flow itself: it reads the configuration, harvests every
// source, maps and validates each record, plans what has to change at the target and
// applies exactly that.
//
// The stages meet only here; none of them knows another. Concurrency lives here too,
// and results come back in the order of the source. Nothing is lost on the way: a
// record that cannot be published is reported and set aside with its bytes, and the
// rest goes on. What each stage does is left to harvest, mappings, shapes and publish;
// how it is told to people is left to internal/report.
package trebbia
