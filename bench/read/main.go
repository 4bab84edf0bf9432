// Command read reads an RDF document strictly and counts its triples, for measuring the
// readers.
//
//	go run ./bench/read catalogue.ttl
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/trebbia/trebbia/dcat/rdf"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: read FILE")
		os.Exit(2)
	}
	n, err := count(os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println("triples", n)
}

// count returns how many triples the document states, repeated ones each time.
func count(name string) (int, error) {
	f, err := os.Open(name)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	n := 0
	for _, err := range rdf.Read(f, rdf.FormatByName(filepath.Base(name)), rdf.ReadOptions{Base: "file:///" + filepath.Base(name), MaxBytes: 1 << 40}) {
		if err != nil {
			return n, fmt.Errorf("read %s: %w", name, err)
		}
		n++
	}
	return n, nil
}
