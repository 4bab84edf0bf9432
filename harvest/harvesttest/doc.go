// Package harvesttest holds the laws that every harvest source keeps, as a suite.
//
// A kind of source calls Run with sources that it makes itself: a sound one, one with
// a broken record, some that end too early, and one that never answers. What the
// records of a kind look like is left to the tests of that kind.
package harvesttest
