// Package publishtest holds the laws that every [publish.Target] keeps, as tests, and an
// in-memory target on which tests of other packages can publish.
//
// A target's own test fills a [Harness] and calls [Run]. What is tested is behaviour at
// the target: what it holds, what it refuses, and that nothing is written without need.
// The laws that are kept by the plan alone are tested in package publish.
package publishtest
