package main

import (
	"fmt"
	"io"
	"strings"
)

// prefixes are those of the Turtle, in the order in which they are declared.
var prefixes = [][2]string{
	{"rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"},
	{"xsd", "http://www.w3.org/2001/XMLSchema#"},
	{"dct", "http://purl.org/dc/terms/"},
	{"dcat", "http://www.w3.org/ns/dcat#"},
	{"dcatap", "http://data.europa.eu/r5r/"},
	{"foaf", "http://xmlns.com/foaf/0.1/"},
	{"skos", "http://www.w3.org/2004/02/skos/core#"},
	{"vcard", "http://www.w3.org/2006/vcard/ns#"},
	{"geo", "http://www.opengis.net/ont/geosparql#"},
}

// writer writes nodes as N-Triples or Turtle.
type writer struct {
	w       io.Writer
	turtle  bool
	triples int
}

// pair is a property, with its prefix, and a value as it stands in N-Triples, but that
// a datatype has its prefix.
type pair struct{ property, value string }

func (w *writer) prologue() {
	if !w.turtle {
		return
	}
	for _, p := range prefixes {
		fmt.Fprintf(w.w, "@prefix %s: <%s> .\n", p[0], p[1])
	}
	fmt.Fprintln(w.w)
}

// name writes a prefixed name as the syntax wants it.
func (w *writer) name(prefixed string) string {
	if w.turtle {
		return prefixed
	}
	prefix, local, _ := strings.Cut(prefixed, ":")
	for _, p := range prefixes {
		if p[0] == prefix {
			return "<" + p[1] + local + ">"
		}
	}
	panic("no prefix " + prefix)
}

func (w *writer) node(subject string, pairs ...pair) {
	w.triples += len(pairs)
	for i, p := range pairs {
		switch {
		case !w.turtle:
			fmt.Fprintf(w.w, "%s %s %s .\n", subject, w.name(p.property), p.value)
			continue
		case i == 0:
			fmt.Fprintf(w.w, "%s %s %s", subject, p.property, p.value)
		default:
			fmt.Fprintf(w.w, " ;\n  %s %s", p.property, p.value)
		}
	}
	if w.turtle {
		fmt.Fprint(w.w, " .\n\n")
	}
}

func iri(format string, args ...any) string { return "<" + fmt.Sprintf(format, args...) + ">" }

func text(language, format string, args ...any) string {
	return `"` + fmt.Sprintf(format, args...) + `"@` + language
}

func (w *writer) typed(value, datatype string) string {
	return `"` + value + `"^^` + w.name(datatype)
}
