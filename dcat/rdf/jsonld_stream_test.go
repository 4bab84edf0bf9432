package rdf

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/trebbia/trebbia/internal/reference"
)

// readAhead reads as readJSONLD does, with another look-ahead. fatal tells whether the
// document ended in an error.
func readAhead(r io.Reader, opt ReadOptions, lookAhead int64) (lines []string, fatal error) {
	j := newJSONLDReader(r, opt.withDefaults(), func(q Quad, err error) bool {
		line := fmt.Sprint(q.Position, q.Triple, q.Graph)
		if err != nil {
			line = "error: " + err.Error()
		}
		lines = append(lines, line)
		return true
	})
	j.lookAhead = lookAhead
	if lookAhead == 1 {
		j.laterFrom = 1
	}
	return lines, j.document()
}

// checkStreaming holds that how far the reader looks ahead changes nothing but what a
// key behind the graph comes to, nor do arrays that are read later.
func checkStreaming(t *testing.T, text string, opt ReadOptions) {
	t.Helper()
	opt.Lenient = true
	whole, fatal := readAhead(strings.NewReader(text), opt, lookAhead)
	if fatal != nil {
		if lines, fatal := readAhead(strings.NewReader(text), opt, 1); fatal == nil {
			t.Errorf("%q: node by node no fault ends the document: %q", text, lines)
		}
		return
	}
	if slices.ContainsFunc(whole, func(line string) bool { return strings.Contains(line, `the key "@context" stands twice`) }) {
		return // of the two the last one holds, which may come too late
	}
	slices.Sort(whole)
	for _, r := range []io.Reader{strings.NewReader(text), iotest.OneByteReader(strings.NewReader(text))} {
		got, fatal := readAhead(r, opt, 1)
		if fatal != nil && (strings.Contains(fatal.Error(), "comes too late") || slices.Contains(whole, "error: "+fatal.Error())) {
			continue // a fault of the context: without it nodes that are read on their own are nothing
		}
		slices.Sort(got) // a fault behind the graph is told behind it
		if fatal != nil || !slices.Equal(got, whole) {
			t.Errorf("%q: node by node\n%s\nerror %v, after looking ahead\n%s", text, strings.Join(got, "\n"), fatal, strings.Join(whole, "\n"))
		}
	}
}

func TestJSONLDStreamedAsWhole(t *testing.T) {
	dir := filepath.Join(reference.Dir(t), "w3c", "json-ld-api")
	for _, test := range jsonldTests(t, dir, "toRdf-manifest.jsonld") {
		checkStreaming(t, string(readTestFile(t, filepath.Join(dir, test.Input))), ReadOptions{Base: w3cJSONLDBase + test.Input})
	}
	for name, format := range catalogFiles(t) {
		if format == JSONLD {
			checkStreaming(t, string(readTestFile(t, name)), ReadOptions{Base: catalogBase, Contexts: catalogContexts(t)})
		}
	}
}

func FuzzJSONLDStreaming(f *testing.F) {
	for _, rest := range []string{"", `, "x": 1`, `, "@id": "e:g"`, `, "@context": {}`, `, "@graph": []`, `, "no": [{"a": 1, "a": 2}], "@foo": 3`, `, "p": 1}`} {
		f.Add("{" + jsonVocab + `, "@graph": [{"p": "è\n\\"}, {"@id": "e:a", "q": [{"@id": "_:b"}]}]` + rest + "}")
		f.Add(`{"@context": {"p": "e:p", "n": null}, "n": 1, "@graph": [{"p": {"@list": [1, 2e3]}, "no": 1}, 7, null]` + rest + "}")
	}
	f.Add(`{"@graph": [{"p": 1}], ` + jsonVocab + "}")
	for _, context := range []string{`"e:p"`, `{"@id": "e:p", "@container": "@list"}`, `{"@reverse": "e:p"}`, `{"@id": "e:p", "@type": "@json"}`, `{"@id": "e:p", "@container": "@graph"}`, `"@nest"`, `"@type"`, `"@included"`, "null"} {
		f.Add(`{"@context": {"p": ` + context + `}, "p": [{"@id": "e:a", "e:q": [1]}, ["x", null], {"a": 1, "a": 2}, {"@set": []}], "p": ["e:T"], "@graph": [{"e:r": 7}], "@id": "e:s"}`)
		f.Add(`{"@context": {"p": ` + context + `}, "p": [{"@id": "_:b"}, "e:x", {"@value": "y"}, {}], "@value": [1], "@graph": [2, {"@id": "e:s", "e:p": 1}], "x": [tru]}`)
	}
	f.Fuzz(func(t *testing.T, text string) { checkStreaming(t, text, ReadOptions{}) })
}

// A member behind a graph that was streamed is an error where it would have changed
// what the graph means, and only there.
func TestJSONLDKeysBehindALargeGraph(t *testing.T) {
	for rest, want := range map[string]string{
		`"@id": "e:g"`:                  `1:77: the key "@id" behind a large @graph comes too late for what the graph means: put it before @graph`,
		`"p": "x"`:                      `1:77: the key "p" behind`,
		`"@type": "T"`:                  `1:77: the key "@type" behind`,
		`"@context": {}`:                `1:77: the key "@context" behind`,
		`"@graph": []`:                  `1:77: the key "@graph" behind`,
		`"id": "x", "@index": "x"`:      `1:88: the key "@index" behind`,
		`"id": {"p": [1, {"a": "b"}]}`:  ``,
		`"@foo": 1, "id": "x"`:          ``,
		`"id": {"a": 1, "a": 2}, "p": `: `1:106: '}' where a value is expected`,
	} {
		text := `{"@context": {"@vocab": "e:", "id": null}, "@graph": [{"@id":"e:a","p":1}], ` + rest + "}"
		lines, fatal := readAhead(strings.NewReader(text), ReadOptions{Lenient: true}, 20)
		if len(lines) == 0 || !strings.Contains(lines[0], "<e:a> <e:p>") {
			t.Errorf("%s: the graph is not read: %q", rest, lines)
		}
		if want == "" && fatal != nil || want != "" && (fatal == nil || !strings.HasPrefix(fatal.Error(), want)) {
			t.Errorf("%s: error %v, want %s", rest, fatal, want)
		}
		// Where it is looked ahead for, it means what it means everywhere.
		if _, fatal := readAhead(strings.NewReader(text), ReadOptions{Lenient: true}, 1000); fatal != nil && strings.Contains(fatal.Error(), "too late") {
			t.Errorf("%s: read whole, error %v", rest, fatal)
		}
	}
}

// endless gives a document that goes on for n nodes.
type endless struct {
	head, tail string
	n, given   int
	rest       string
}

func (e *endless) Read(p []byte) (int, error) {
	if e.rest == "" {
		switch e.given {
		case 0:
			e.rest = e.head
		case e.n + 1:
			e.rest = e.tail
		case e.n + 2:
			return 0, io.EOF
		default:
			comma := ","
			if e.given == e.n {
				comma = ""
			}
			e.rest = fmt.Sprintf("{\"@id\": \"e:s%d\", \"e:p\": [{\"@value\": \"%s\", \"@language\": \"it\"}, {\"@id\": \"_:b\"}]}%s\n", e.given, strings.Repeat("x", 200), comma)
		}
		e.given++
	}
	n := copy(p, e.rest)
	e.rest = e.rest[n:]
	return n, nil
}

// Whatever the size, only the node at hand and the look-ahead are held; of a document
// that is one node its text, in a window that doubles.
func TestJSONLDMemoryIsBounded(t *testing.T) {
	const nodes, streamed, text = 100_000, 12 << 20, 30 << 20
	for name, c := range map[string]struct {
		doc  *endless
		held uint64
		each int // statements of a node
	}{
		"array": {&endless{head: "[", tail: "]", n: nodes}, streamed, 2},
		"graph": {&endless{head: `{"@context": {"p": "e:p"}, "@graph": [`, tail: "]}", n: nodes}, streamed, 2},
		"node":  {&endless{head: `{"@id": "e:c", "e:p": [`, tail: "]}", n: nodes}, 2*text + streamed, 3},
	} {
		doc := c.doc
		n, most, before := 0, uint64(0), heapInUse()
		for q, err := range Read(doc, JSONLD, ReadOptions{}) {
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if n++; n%25_000 == 0 {
				most = max(most, heapInUse())
			}
			if n == 2 && doc.given > nodes/2 && c.held == streamed {
				t.Errorf("%s: %v comes only after %d nodes were read", name, q, doc.given)
			}
		}
		if n != c.each*nodes {
			t.Errorf("%s: %d statements, want %d", name, n, c.each*nodes)
		}
		if most > before+c.held {
			t.Errorf("%s: %d bytes are held", name, most-before)
		}
	}
}

func heapInUse() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

func TestJSONLDPassesOnFaultsOfTheInput(t *testing.T) {
	for _, text := range []string{"", `[{"@id": "e:a", "e:p": "x"}`, `[{"@id": "e:a", "e:p": "x"}, {"@id": "e`, `{"@graph": [`, `{"a": tr`, `{"a": 1`, `{}`, `{"a": "\`} {
		var last error
		for _, err := range Read(io.MultiReader(strings.NewReader(text), iotest.ErrReader(io.ErrClosedPipe)), JSONLD, ReadOptions{Lenient: true}) {
			last = err
		}
		if !errors.Is(last, io.ErrClosedPipe) {
			t.Errorf("%s: error %v", text, last)
		}
	}
}

// Of a string that is too long no more is held than of another.
func TestJSONLDHugeString(t *testing.T) {
	text := io.MultiReader(strings.NewReader(`[{"@id": "e:a", "e:p": "`), io.LimitReader(&repeated{text: "\\\"xè"}, 5*(20<<20)), strings.NewReader(`", "e:q": "kept"}]`))
	p := newJSONReader(text, ReadOptions{MaxLiteral: 1000, MaxBytes: DefaultMaxBytes, MaxDepth: 10})
	v, err := p.value(0)
	if err != nil {
		t.Fatal(err)
	}
	members := v.items[0].members
	if len(members) != 3 || members[1].value.kind != jsonBroken || members[2].value.text != "kept" {
		t.Errorf("got %v", members)
	}
	if want := (Position{1, 28 + 4*(20<<20)}); members[2].at != want {
		t.Errorf("the key behind it is at %v, want %v", members[2].at, want)
	}
	if cap(p.buf) > 4*windowSize {
		t.Errorf("%d bytes are held", cap(p.buf))
	}
}

// repeated is a text without end.
type repeated struct {
	text string
	at   int
}

func (r *repeated) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = r.text[r.at]
		r.at = (r.at + 1) % len(r.text)
	}
	return len(p), nil
}

// TestJSONLDCutShort reads the nodes before the place where a document breaks off.
func TestJSONLDCutShort(t *testing.T) {
	whole := `{"@context": {"e": "http://example.org/"}, "@graph": [{"@id": "e:a", "e:p": 1}, {"@id": "e:b", "e:p": 2}, {"@id": "e:c", "e:p": 3}]}`
	for _, cut := range []string{whole[:strings.Index(whole, `"e:p": 3`)], strings.TrimSuffix(whole, `, "e:p": 3}]}`), whole[:len(whole)-2]} {
		quads, faults := quadsAndFaults(t, []byte(cut), JSONLD, ReadOptions{Lenient: true})
		want := 2
		if strings.Contains(cut, "3") {
			want = 3
		}
		if len(quads) != want || len(faults) != 1 {
			t.Errorf("%s: %d statements, want %d; faults %v", cut, len(quads), want, faults)
		}
	}
}
