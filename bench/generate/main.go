// Command generate writes a catalogue of any size for measuring validators: the same
// arguments give the same bytes. One dataset in ten has faults that are known; how many
// results they give is printed to standard error.
//
//	go run ./bench/generate -datasets 10000 -format nt > catalogue.nt
package main

import (
	"bufio"
	"flag"
	"fmt"
	"io"
	"os"
)

func main() {
	datasets := flag.Int("datasets", 1000, "how many datasets")
	format := flag.String("format", "nt", "nt or ttl")
	flag.Parse()
	if *format != "nt" && *format != "ttl" || *datasets < 0 || flag.NArg() > 0 {
		flag.Usage()
		os.Exit(2)
	}
	out := bufio.NewWriterSize(os.Stdout, 1<<20)
	triples, faulty := generate(out, *datasets, *format)
	if err := out.Flush(); err != nil {
		fmt.Fprintln(os.Stderr, "write the catalogue:", err)
		os.Exit(1)
	}
	fmt.Fprintf(os.Stderr, "datasets %d\ntriples %d\n", *datasets, triples)
	for _, e := range expected {
		fmt.Fprintf(os.Stderr, "results %s %d\n", e.shapes, e.perFaulty*faulty)
	}
}

// expected says how many results a faulty dataset gives, by profile of ours or file of
// the official shapes of DCAT-AP 3.0.1.
var expected = []struct {
	shapes    string
	perFaulty int
}{
	{"dcat-ap-3", 5},
	{"dcat-ap-SHACL.ttl", 4},
	{"shapes.ttl", 3},
}

// generate writes the catalogue and returns how many triples and faulty datasets it has.
func generate(w io.Writer, datasets int, format string) (triples, faulty int) {
	c := catalogue{w: writer{w: w, turtle: format == "ttl"}}
	c.w.prologue()
	c.top()
	c.vocabularies()
	for i := range datasets {
		if i%10 == 9 {
			faulty++
		}
		c.dataset(i, i%10 == 9)
	}
	return c.w.triples, faulty
}
