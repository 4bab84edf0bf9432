package rdf

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/trebbia/trebbia/internal/reference"
)

// readWhole and readParts write down all that a reader gives, errors among it.
func readWhole(r io.Reader, f Format, opt ReadOptions) string {
	var b strings.Builder
	for q, err := range Read(r, f, opt) {
		writeDown(&b, &q, err)
	}
	return b.String()
}

func readParts(r io.Reader, f Format, opt ReadOptions) string {
	var b strings.Builder
	reader, stop := NewPartReader(f, opt), false
	for p, err := range Parts(r, f, opt) {
		if err != nil {
			writeDown(&b, nil, err)
			break
		}
		reader.Read(p, func(q *Quad) { writeDown(&b, q, nil) }, func(e *SyntaxError) {
			writeDown(&b, nil, e)
			stop = !opt.Lenient
		})
		p.Release()
		if stop {
			break
		}
	}
	return b.String()
}

func writeDown(b *strings.Builder, q *Quad, err error) {
	if err != nil {
		fmt.Fprintln(b, "error:", err)
		return
	}
	fmt.Fprintln(b, q.Position, q.Subject, q.Predicate, q.Object, q.Graph)
}

func comparePartsWithWhole(t *testing.T, text []byte) {
	t.Helper()
	for _, f := range []Format{NTriples, NQuads} {
		for _, lenient := range []bool{true, false} {
			opt := ReadOptions{Lenient: lenient}
			want, got := readWhole(bytes.NewReader(text), f, opt), readParts(bytes.NewReader(text), f, opt)
			if got != want {
				t.Errorf("%s, lenient %v: parts give\n%.2000s\nthe whole gives\n%.2000s", f, lenient, got, want)
			}
		}
	}
}

const crookedLines = "<a:s> <a:p> <a:o> .\r\n<a:s><a:p><a:o>.\n_:b1 <a:p> \"x\" .\n_:b12 <a:p> _:b1 .\n_:b1.2 <a:p> _:b1.\n" +
	"<a:s> <a:p> \"é\"@it-IT .# comment\r<a:s> <a:p> \"1\"^^<a:t> .\n  <a:s>\t<a:p> \"a\\nb\" .\n<a:s> <a:p> <rel> .\n<rel> <a:p> <a:o> .\n" +
	"<a:s> <a:p> <a:o> . <a:s>\n<a:s> <a:p> <a:\\u00e9> .\n<a:s> <a:p> <a:é> .\n<a:s> <a:p> \"open\n<a:s> <a:p> \"x\" @en .\n\n# only\n" +
	"<a:s> <a:p> \"x\"@1 .\n<a:s> <a:p> \"\xff\" .\n<a:s> _:p <a:o> .\n\"l\" <a:p> <a:o> .\n<a:s> <a:p> <a:o> <a:g> .\n<a:s> <a:p> <a:o> _:g .\n" +
	"<a:s> <a:p> <a:o>\n<a:s> <a:p> \"x\"^^<rel> .\n<a:s> <a:p> \"x\"^<a:t> .\n<a:\rs> <a:p> <a:o> .\r\r<a:s> <a:p> <a:o> .\r\r\n<a:t> <a:p> <a:o> ."

func TestPartsGiveWhatTheWholeGives(t *testing.T) {
	for _, text := range []string{"", "\n", crookedLines, crookedLines + "\n", "\uFEFF" + crookedLines, strings.Repeat(crookedLines+"\n", 2000)} {
		comparePartsWithWhole(t, []byte(text))
	}
	comparePartsWithWhole(t, catalogText(500, NTriples))
	short := readParts(iotest.OneByteReader(strings.NewReader(crookedLines)), NTriples, ReadOptions{Lenient: true})
	if whole := readWhole(strings.NewReader(crookedLines), NTriples, ReadOptions{Lenient: true}); short != whole {
		t.Errorf("read byte by byte: %s", short)
	}
}

func TestPartsOfW3CSuites(t *testing.T) {
	for _, suite := range []string{"ntriples", "nquads"} {
		var files []string
		_ = filepath.WalkDir(filepath.Join(reference.Dir(t), "w3c"), func(path string, d os.DirEntry, err error) error {
			if err == nil && strings.Contains(path, suite) && (strings.HasSuffix(path, ".nt") || strings.HasSuffix(path, ".nq")) {
				files = append(files, path)
			}
			return nil
		})
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			comparePartsWithWhole(t, text)
		}
		t.Log(suite, len(files), "files")
	}
}

func TestPartsHoldLongLines(t *testing.T) {
	opt := ReadOptions{Lenient: true, MaxLiteral: 100}
	long := "<a:s> <a:p> \"" + strings.Repeat("x", 3*lineSlack) + "\" ."
	got := readParts(strings.NewReader("<a:s> <a:p> <a:o> .\n"+long+"\n<a:t> <a:p> <a:o> .\n"+long), NTriples, opt)
	want := readWhole(strings.NewReader("<a:s> <a:p> <a:o> .\n"+long+"\n<a:t> <a:p> <a:o> .\n"+long), NTriples, opt)
	if got != want || strings.Count(got, "error: ") != 2 {
		t.Errorf("parts give\n%.500s\nthe whole gives\n%.500s", got, want)
	}
	text := "<a:s> <a:p> \"" + strings.Repeat("x", 2*partSize) + "\" .\n"
	comparePartsWithWhole(t, []byte(text+text))
}

func TestPartsPassOnFaultsOfTheInput(t *testing.T) {
	broken := func() io.Reader {
		return io.MultiReader(strings.NewReader("<a:s> <a:p> <a:o> .\n<a:s> <a:p> <a:o2> ."), iotest.ErrReader(io.ErrClosedPipe))
	}
	if got, want := readParts(broken(), NTriples, ReadOptions{}), readWhole(broken(), NTriples, ReadOptions{}); got != want {
		t.Errorf("parts give\n%s\nthe whole gives\n%s", got, want)
	}
}

func FuzzParts(f *testing.F) {
	for _, line := range strings.Split(crookedLines, "\n") {
		f.Add([]byte(line))
	}
	f.Fuzz(func(t *testing.T, text []byte) { comparePartsWithWhole(t, text) })
}

func BenchmarkReadParts(b *testing.B) {
	text := catalogText(2000, NTriples)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	reader, n := NewPartReader(NTriples, ReadOptions{}), 0
	for b.Loop() {
		for p, err := range Parts(bytes.NewReader(text), NTriples, ReadOptions{}) {
			if err != nil {
				b.Fatal(err)
			}
			reader.Read(p, func(*Quad) { n++ }, func(e *SyntaxError) { b.Fatal(e) })
			p.Release()
		}
	}
}
