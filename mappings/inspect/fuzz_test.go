package inspect

import (
	"context"
	"strings"
	"testing"
	"testing/iotest"
)

// Whatever the bytes are, the inspection ends, without error, and says the same when
// they come one at a time.
func FuzzInspect(f *testing.F) {
	for _, seed := range []string{table, "[{\"a\":1}]", "<a><b c='1' d='2'/><b c='1' d='2'/></a>", "\xff\xfea\x00,\x00", "PK\x03\x04", "\x1f\x8b",
		"a;b\rc;d", "\"", "a,\"b\n", "{\"features\":[{\"properties\":{\"x\":1}}],\"type\":\"FeatureCollection\"}"} {
		f.Add("a.csv", seed)
	}
	f.Fuzz(func(t *testing.T, name, content string) {
		whole, err := Inspect(context.Background(), strings.NewReader(content), name, Options{MaxBytes: 1 << 20, MaxMemory: 1 << 20})
		if err != nil {
			return // larger than the limit
		}
		pieces, err := Inspect(context.Background(), iotest.HalfReader(strings.NewReader(content)), name, Options{MaxBytes: 1 << 20, MaxMemory: 1 << 20})
		if err != nil || pieces.FileType != whole.FileType || pieces.SHA256 != whole.SHA256 || len(pieces.Notes) != len(whole.Notes) {
			t.Errorf("in pieces: %+v, %v; whole: %+v", pieces, err, whole)
		}
		if whole.Table != nil && whole.Table.Delimiter != "" {
			if _, err := CSVW(whole.Table, "https://e.it/x", "it"); err != nil {
				t.Error(err)
			}
		}
	})
}
