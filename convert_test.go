package trebbia

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/trebbia/trebbia/dcat/rdf"
)

// TestConvertEndsWithItsContext: whether it is cancelled while the document is read or
// while the result is written, nothing more is written.
func TestConvertEndsWithItsContext(t *testing.T) {
	var text strings.Builder
	for i := range 20_000 {
		fmt.Fprintf(&text, "<https://example.org/%d> <https://example.org/p> \"%d\" .\n", i, i)
	}
	t.Run("reading", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		var read int
		var out bytes.Buffer
		err := Convert(ctx, "-", &out, ConvertOptions{From: rdf.NTriples, To: rdf.Turtle, Stdin: strings.NewReader(text.String()),
			Progress: func(now Progress) {
				if read = max(read, now.Done); now.Done > 0 {
					cancel()
				}
			}})
		if !errors.Is(err, context.Canceled) || out.Len() > 0 || read == text.Len() {
			t.Errorf("%v, %d bytes written, %d of %d read", err, out.Len(), read, text.Len())
		}
	})
	t.Run("between", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		var out bytes.Buffer
		err := Convert(ctx, "-", &out, ConvertOptions{From: rdf.NTriples, To: rdf.Turtle, Stdin: strings.NewReader(text.String()),
			Progress: func(now Progress) {
				if now.Stage == "write" {
					cancel()
				}
			}})
		if !errors.Is(err, context.Canceled) || out.Len() > 0 {
			t.Errorf("%v, %d bytes written", err, out.Len())
		}
	})
	t.Run("writing", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		writes := 0
		out := writerFunc(func(p []byte) (int, error) {
			writes++
			cancel()
			return len(p), nil
		})
		err := Convert(ctx, "-", out, ConvertOptions{From: rdf.NTriples, To: rdf.NTriples, Stdin: strings.NewReader(text.String())})
		if !errors.Is(err, context.Canceled) || writes != 1 {
			t.Errorf("%v after %d writes", err, writes)
		}
	})
}

type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(p []byte) (int, error) { return f(p) }

// TestConvertTellsLocalAddresses: what only comes of where a file lies is not published
// unsaid.
func TestConvertTellsLocalAddresses(t *testing.T) {
	folder := t.TempDir()
	name := filepath.Join(folder, "catalog.ttl")
	for _, test := range []struct{ text, base, warning, want string }{
		{"<CSV> a <JSON>, <CSV>, <https://example.org/x> .", "", `(2, the first "CSV")`, "<file://" + folder + "/CSV>"},
		{"<#it> a <> .", "", `(2, the first "#it")`, "<file://" + folder + "/catalog.ttl#it>"},
		{`<https://example.org/x> a "1"^^<integer> .`, "", `(1, the first "integer")`, ""},
		{"<CSV> a <#it> .", "https://example.org/cat/index", "", "<https://example.org/cat/CSV> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://example.org/cat/index#it>"},
		{"@base <https://example.org/> . <CSV> a <file:///elsewhere/x> .", "", "", "<https://example.org/CSV>"},
	} {
		if err := os.WriteFile(name, []byte(test.text), 0o600); err != nil {
			t.Fatal(err)
		}
		var out strings.Builder
		var warned []string
		err := Convert(t.Context(), name, &out, ConvertOptions{To: rdf.NTriples, Base: test.base, Warn: func(err error) { warned = append(warned, err.Error()) }})
		if err != nil || !strings.Contains(out.String(), test.want) {
			t.Errorf("%s: %v\n%s", test.text, err, &out)
		}
		if test.warning == "" && len(warned) > 0 || test.warning != "" && (len(warned) != 1 || !strings.Contains(warned[0], test.warning) || !strings.Contains(warned[0], "file://"+folder+"/")) {
			t.Errorf("%s: %q, want %s", test.text, warned, test.warning)
		}
	}
}

func TestConvertTakesAnAbsoluteBase(t *testing.T) {
	for _, base := range []string{"cat/", "//example.org/", "urn:x:y", "https://example.org/a b", ":", "https://example.org/<x>"} {
		var wrong *ConfigError
		err := Convert(t.Context(), "-", io.Discard, ConvertOptions{To: rdf.Turtle, Base: base, Stdin: strings.NewReader("")})
		if !errors.As(err, &wrong) || wrong.Hint == "" {
			t.Errorf("%q: %v", base, err)
		}
	}
}
