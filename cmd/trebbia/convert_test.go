package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/trebbia/trebbia"
)

// TestConvertInterrupted: whoever interrupts a conversion finds nothing half-written.
func TestConvertInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	statement := []byte("<https://example.org/s> <https://example.org/p> \"o\" .\n")
	endless := readerFunc(func(p []byte) (int, error) {
		cancel()
		return copy(p, statement), nil
	})
	folder := t.TempDir()
	var stderr bytes.Buffer
	p := program{stdin: io.MultiReader(bytes.NewReader(bytes.Repeat(statement, 5000)), endless), stdout: io.Discard, stderr: &stderr}
	code := p.run(ctx, []string{"trebbia", "convert", "-", "--from", "nt", "-o", filepath.Join(folder, "out.ttl")})
	left, err := os.ReadDir(folder)
	if code != trebbia.ExitStopped || len(left) > 0 || err != nil || !strings.Contains(stderr.String(), "interrupted") {
		t.Errorf("exit code %d, %v left, %v: %s", code, left, err, &stderr)
	}
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }
