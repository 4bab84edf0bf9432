// Package reference finds the reference data that conformance tests read: official
// shapes, vocabularies, W3C suites and recorded catalogues. None of it is part of the
// project; where it is missing the tests that need it are skipped with a reason.
package reference

import (
	"os"
	"path/filepath"
	"testing"
)

// Dir returns the directory of the reference data: $TREBBIA_REFERENCE, or
// shared/reference beside the project. It skips the test when there is none.
func Dir(t testing.TB) string {
	t.Helper()
	if dir := os.Getenv("TREBBIA_REFERENCE"); dir != "" {
		return dir
	}
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		candidate := filepath.Join(dir, "shared", "reference")
		if _, err := os.Stat(filepath.Join(candidate, "SOURCES.md")); err == nil {
			return candidate
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			break
		}
		dir = parent
	}
	t.Skip("reference data not found: set TREBBIA_REFERENCE or put it at ../shared/reference")
	return ""
}
