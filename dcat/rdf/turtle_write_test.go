package rdf

import (
	"bytes"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/trebbia/trebbia/internal/reference"
)

var textPrefixes = map[string]string{
	"": "e:default/", "dct": "http://purl.org/dc/terms/", "ex": "http://example.org/", "exa": "http://example.org/a/",
	"unused": "http://unused.example/", "xsd": "http://www.w3.org/2001/XMLSchema#",
}

func parseTurtle(t testing.TB, text string) *Graph {
	t.Helper()
	g, _, err := ReadGraph(strings.NewReader(text), Turtle, ReadOptions{Base: "http://example.org/"})
	if err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	return g
}

func textOf(t testing.TB, f Format, g *Graph, opt WriteOptions) string {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, f, g, opt); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestWriteTurtleLayout(t *testing.T) {
	g := parseTurtle(t, `
PREFIX ex: <http://example.org/>
_:shared ex:p "shared" .
ex:z ex:q _:shared ; ex:p [ ex:r [ ] ; a ex:Inner ] , [ ] .
ex:b ex:q _:shared , ( 1 ( ) [ ex:p 1.5 ] -2e3 ) , () ; a ex:T ; ex:long "one\n\"two\"\"\nthree\\\"" , "t\tab"@it .
_:free ex:p true , "yes"^^<http://www.w3.org/2001/XMLSchema#boolean> , "2026-01-15"^^<http://www.w3.org/2001/XMLSchema#date> .
_:ring1 ex:p _:ring2 . _:ring2 ex:p _:ring1 . 
<http://example.org/a/b/c.> ex:p ex:a.b , <http://example.org/a/-x> , <http://example.org/a/x> , ex:à .
`)
	const want = `@prefix ex: <http://example.org/> .
@prefix exa: <http://example.org/a/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

<http://example.org/a/b/c.> ex:p ex:a.b ,
        <http://example.org/a/-x> ,
        exa:x ,
        <http://example.org/à> .

ex:b a ex:T ;
    ex:long """one
"two\"\"
three\\\"""" ,
        "t\tab"@it ;
    ex:q () ,
        (
            1
            ()
            [
                ex:p 1.5
            ]
            -2e3
        ) ,
        _:b1 .

ex:z ex:p [] ,
        [
            a ex:Inner ;
            ex:r []
        ] ;
    ex:q _:b1 .

[] ex:p "2026-01-15"^^xsd:date ,
        true ,
        "yes"^^xsd:boolean .

_:b1 ex:p "shared" .

_:b2 ex:p _:b3 .

_:b3 ex:p _:b2 .
`
	got := textOf(t, Turtle, g, WriteOptions{Prefixes: textPrefixes})
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// shuffled gives the same graph in another order and with other blank node labels.
func shuffled(g *Graph, r *rand.Rand) *Graph {
	var triples []Triple
	for t := range g.All() {
		triples = append(triples, t)
	}
	return NewGraph(relabelled(triples, r)...)
}

func TestWritersGiveTheSameBytesForTheSameGraph(t *testing.T) {
	g := parseTurtle(t, `PREFIX ex: <http://example.org/>
ex:a ex:p [ ex:q 1 ] , [ ex:q 2 ] , [ ex:q _:x , _:y ] , ( [ ex:q 3 ] [ ex:q 4 ] ) .
ex:b ex:p _:x , _:y . _:x ex:r _:y . _:y ex:r "end" . [] ex:p 5 . [ ex:p 6 ] ex:p 7 .`)
	r := rand.New(rand.NewPCG(1, 2))
	for _, f := range []Format{NTriples, NQuads, Turtle, TriG} {
		want := textOf(t, f, g, WriteOptions{})
		for range 20 {
			if got := textOf(t, f, shuffled(g, r), WriteOptions{}); got != want {
				t.Fatalf("%s: got\n%s\nwant\n%s", f, got, want)
			}
		}
	}
}

// turtleFiles calls visit for the Turtle files of the reference that hold no faults.
func turtleFiles(t *testing.T, visit func(name string, g *Graph)) {
	dir := reference.Dir(t)
	err := filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || filepath.Ext(name) != ".ttl" {
			return err
		}
		if info, err := entry.Info(); err != nil || info.Size() > 2<<20 {
			return err
		}
		f, err := os.Open(name)
		if err != nil {
			return err
		}
		defer f.Close()
		if g, _, err := ReadGraph(f, Turtle, ReadOptions{Base: "http://example.org/base"}); err == nil {
			visit(name, g)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestWrittenGraphsReadBackTheSame(t *testing.T) {
	files := 0
	turtleFiles(t, func(name string, g *Graph) {
		want, err := DigestOf(g)
		if err != nil {
			t.Logf("%s: %v", name, err)
			return
		}
		files++
		for _, f := range []Format{NTriples, Turtle} {
			text := textOf(t, f, g, WriteOptions{Prefixes: textPrefixes})
			back, _, err := ReadGraph(strings.NewReader(text), f, ReadOptions{})
			if err != nil {
				t.Errorf("%s as %s: %v", name, f, err)
				continue
			}
			if got, err := DigestOf(back); err != nil || got != want {
				t.Errorf("%s as %s: another graph comes back (%v)", name, f, err)
			}
		}
	})
	t.Logf("%d files written and read back", files)
	if files < 400 {
		t.Errorf("only %d files", files)
	}
}

// Other readers must take what we write without a warning, and find the same triples.
func TestWrittenTurtleIsReadByOthers(t *testing.T) {
	readers := map[string][]string{
		"rapper": {"-q", "-i", "turtle", "-o", "ntriples"},
		"serdi":  {"-i", "turtle", "-o", "ntriples"},
	}
	for command, args := range readers {
		t.Run(command, func(t *testing.T) {
			if _, err := exec.LookPath(command); err != nil {
				t.Skip(command + " is not installed")
			}
			files := 0
			turtleFiles(t, func(name string, g *Graph) {
				if strings.Contains(name, "w3c") && files%5 != 0 { // many and small
					files++
					return
				}
				files++
				if strings.Contains(textOf(t, NTriples, g, WriteOptions{}), `\u0000`) {
					return // rapper ends a string there
				}
				text := filepath.Join(t.TempDir(), "written.ttl")
				if err := os.WriteFile(text, []byte(textOf(t, Turtle, g, WriteOptions{Prefixes: textPrefixes})), 0o600); err != nil {
					t.Fatal(err)
				}
				call := exec.Command(command, append(args, text)...)
				var out, warnings bytes.Buffer
				call.Stdout, call.Stderr = &out, &warnings
				err := call.Run()
				if err != nil || warnings.Len() > 0 {
					t.Errorf("%s: %v\n%s", name, err, warnings.String())
					return
				}
				back, _, err := ReadGraph(&out, NTriples, ReadOptions{})
				if err != nil {
					t.Errorf("%s: its N-Triples: %v", name, err)
					return
				}
				want, err := DigestOf(g)
				if err != nil {
					return
				}
				if got, err := DigestOf(back); err != nil || got != want {
					t.Errorf("%s: another graph comes back (%v)", name, err)
				}
			})
			t.Logf("%d files", files)
		})
	}
}
