package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestColourIsForTerminals: files and pipes get the words alone.
func TestColourIsForTerminals(t *testing.T) {
	folder := t.TempDir()
	name, report := filepath.Join(folder, "a.ttl"), filepath.Join(folder, "report.txt")
	if err := os.WriteFile(name, []byte("<https://example.org/1> a <http://www.w3.org/ns/dcat#Dataset> .\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, coloured := range []bool{true, false} {
		var stdout, stderr bytes.Buffer
		p := program{stdin: strings.NewReader(""), stdout: &stdout, stderr: &stderr, colour: coloured, env: func(string) string { return "" }}
		if code := p.run(t.Context(), []string{"trebbia", "validate", "--lang", "en", "--report", "text=" + report, name}); code != 3 {
			t.Fatalf("exit code %d: %s", code, &stderr)
		}
		if have := strings.Contains(stdout.String(), "\x1b[31mviolation:\x1b[0m "); have != coloured {
			t.Errorf("colours wanted %v: %.300q", coloured, stdout.String())
		}
		file, err := os.ReadFile(report)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(file, []byte("\x1b")) {
			t.Errorf("colours in a file: %.300q", file)
		}
	}
	none := func(string) string { return "" }
	asked := func(string) string { return "1" }
	if colour(false, none) || colour(true, asked) {
		t.Error("colours where there is no terminal, or where NO_COLOR is set")
	}
}
