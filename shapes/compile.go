package shapes

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"path/filepath"
	"slices"
	"strings"

	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/shapes/shacl"
)

// baseOf returns what relative IRIs of a user's file are resolved against. It is made of
// the name, so that files can refer to each other, and names no place on a disk.
func baseOf(file string) string {
	return "https://trebbia.dev/shapes/" + (&url.URL{Path: filepath.ToSlash(file)}).EscapedPath()
}

// Compile makes a profile out of anybody's shapes files, by file name, in any syntax of
// RDF; the files together are one shapes graph. The code lists of the European profiles
// lie in the background; With adds others.
//
// What keeps the shapes from being used is an error that names file, line and column of
// each fault and the rule of SHACL that it breaks; so is that no shape has a target. The
// rest is in Warnings.
func Compile(name string, files map[string][]byte) (*Profile, error) {
	p := &Profile{Name: name, Title: name, Source: "shapes files of the user"}
	g := rdf.NewGraph()
	stated := map[rdf.Term]string{} // subject to the file that describes it first
	for n, file := range slices.Sorted(maps.Keys(files)) {
		format, err := rdf.Detect(files[file], "", file)
		if err != nil {
			return nil, fmt.Errorf("compile shapes: %s: %w", file, err)
		}
		for q, err := range rdf.Read(bytes.NewReader(files[file]), format, rdf.ReadOptions{Base: baseOf(file)}) {
			if err != nil {
				return nil, fmt.Errorf("compile shapes: %s:%w", file, err)
			}
			t := marked(q.Triple, n)
			g.AddAt(t, q.Position)
			if _, known := stated[t.Subject]; !known {
				stated[t.Subject] = file
			}
		}
	}
	if err := p.compile(g, rdf.NewGraph()); err != nil {
		return nil, fmt.Errorf("compile shapes: %w", located(err, stated))
	}
	if !p.nodes.Targeted() {
		return nil, fmt.Errorf("compile shapes: %s: no shape has a target: nothing would be validated", strings.Join(slices.Sorted(maps.Keys(files)), ", "))
	}
	for _, w := range slices.Concat(p.nodes.Warnings(), p.whole.Warnings()) {
		p.warnings = append(p.warnings, inFile(w, stated))
	}
	p.background = europeanVocabularies()
	return p, nil
}

// located puts the name of the file before each fault of shapes.
func located(err error, stated map[rdf.Term]string) error {
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return err
	}
	var out []error
	for _, e := range joined.Unwrap() {
		out = append(out, inFile(e, stated))
	}
	return errors.Join(out...)
}

func inFile(err error, stated map[rdf.Term]string) error {
	var fault *shacl.ShapeError
	if errors.As(err, &fault) && stated[fault.Shape] != "" {
		return fmt.Errorf("%s:%w", stated[fault.Shape], err)
	}
	return err
}

// Warnings returns what is wrong with the shapes without keeping them from being used,
// each with file, line and column where there are any.
func (p *Profile) Warnings() []error { return slices.Clone(p.warnings) }
