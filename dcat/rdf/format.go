package rdf

import "strings"

// Format is an RDF syntax.
type Format uint8

// The syntaxes that this package reads and writes.
const (
	Unknown Format = iota
	NTriples
	NQuads
	Turtle
	TriG
	RDFXML
	JSONLD
)

// formats holds, for each Format, its name, its media types (the registered one
// first) and its file extensions (the usual one first).
var formats = [...]struct {
	name       string
	mediaTypes []string
	extensions []string
}{
	Unknown:  {name: "unknown"},
	NTriples: {"N-Triples", []string{"application/n-triples"}, []string{"nt"}},
	NQuads:   {"N-Quads", []string{"application/n-quads", "text/x-nquads"}, []string{"nq"}},
	Turtle:   {"Turtle", []string{"text/turtle", "application/x-turtle", "application/turtle", "text/n3"}, []string{"ttl", "n3"}},
	TriG:     {"TriG", []string{"application/trig", "application/x-trig"}, []string{"trig"}},
	RDFXML:   {"RDF/XML", []string{"application/rdf+xml", "application/xml", "text/xml"}, []string{"rdf", "xml", "owl"}},
	JSONLD:   {"JSON-LD", []string{"application/ld+json", "application/json"}, []string{"jsonld", "json"}},
}

// String returns the name of the syntax as its specification writes it.
func (f Format) String() string { return formats[f].name }

// MediaType returns the registered media type, without parameters.
func (f Format) MediaType() string {
	if len(formats[f].mediaTypes) == 0 {
		return ""
	}
	return formats[f].mediaTypes[0]
}

// Extension returns the usual file extension, without the dot.
func (f Format) Extension() string {
	if len(formats[f].extensions) == 0 {
		return ""
	}
	return formats[f].extensions[0]
}

// FormatByMediaType returns the syntax with this media type; parameters and case do
// not matter. It returns Unknown for types that say nothing, such as text/plain.
func FormatByMediaType(mediaType string) Format {
	mediaType, _, _ = strings.Cut(mediaType, ";")
	mediaType = strings.ToLower(strings.TrimSpace(mediaType))
	for f := range formats {
		for _, m := range formats[f].mediaTypes {
			if m == mediaType {
				return Format(f)
			}
		}
	}
	return Unknown
}

// FormatByName returns the syntax with this name, extension or file name
// ("turtle", "ttl", "catalog.ttl"), or Unknown.
func FormatByName(name string) Format {
	name = strings.ToLower(name)
	for f := range formats {
		if strings.ToLower(formats[f].name) == name {
			return Format(f)
		}
	}
	if i := strings.LastIndexByte(name, '.'); i >= 0 {
		name = name[i+1:]
	}
	for f := range formats {
		for _, e := range formats[f].extensions {
			if e == name {
				return Format(f)
			}
		}
	}
	return Unknown
}
