package main

import (
	"bytes"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/trebbia/trebbia"
)

// screen is what a terminal was sent.
type screen struct {
	mu   sync.Mutex
	sent bytes.Buffer
}

func (s *screen) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.sent.Write(p)
}

func (s *screen) text() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.sent.String()
}

// TestProgressStaysCleared: a bar or spinner that was taken away does not come back by
// itself, and leaves an empty line.
func TestProgressStaysCleared(t *testing.T) {
	for _, now := range []trebbia.Progress{
		{Stage: "read", Source: "a.ttl", Done: 1 << 20, Total: 4 << 20, Bytes: true},
		{Stage: "validate", Source: "a.ttl"},
	} {
		s := &screen{}
		draw, clear := (&program{terminal: true, stderr: s}).progress(false)
		draw(now)
		time.Sleep(250 * time.Millisecond) // the spinner turns ten times a second
		clear()
		cleared := s.text()
		if !strings.Contains(cleared, now.Stage+" a.ttl") || !strings.HasSuffix(cleared, "\r") {
			t.Errorf("%+v: %q", now, cleared)
		}
		if now.Bytes && !strings.Contains(cleared, "/4.2 MB") {
			t.Errorf("no bytes: %q", cleared)
		}
		time.Sleep(250 * time.Millisecond)
		if later := s.text(); later != cleared {
			t.Errorf("%+v: drawn again: %q", now, later[len(cleared):])
		}
	}
}

// TestProgressOfValidate: a terminal shows what is read and is clear when findings come;
// --quiet and what is no terminal show nothing.
func TestProgressOfValidate(t *testing.T) {
	for _, test := range []struct {
		terminal bool
		args     []string
	}{{true, nil}, {true, []string{"--quiet"}}, {false, nil}} {
		s := &screen{}
		p := program{terminal: test.terminal, stdin: strings.NewReader("<x> a <http://www.w3.org/ns/dcat#Dataset> ."), stdout: s, stderr: s, env: func(string) string { return "" }}
		if code := p.run(t.Context(), append([]string{"trebbia", "validate", "--from", "ttl", "--all", "-"}, test.args...)); code != trebbia.ExitFindings {
			t.Fatalf("exit code %d: %s", code, s.text())
		}
		bars, findings, _ := strings.Cut(s.text(), "stdin:1:")
		if drawn := strings.Contains(bars, "read stdin") && strings.Contains(bars, "validate stdin"); drawn != (test.terminal && test.args == nil) {
			t.Errorf("%+v: %q", test, bars)
		}
		if bars != "" && !strings.HasSuffix(bars, "\r") || strings.Contains(findings, "\r") {
			t.Errorf("%+v: %q before %q", test, bars, findings)
		}
	}
}
