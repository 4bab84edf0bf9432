package rdf

import (
	"bytes"
	"errors"
	"fmt"
	"io"
)

// detectMost is how much of a document Detect looks at.
const detectMost = 64 << 10

// Detect finds the syntax of a document from its beginning (some kilobytes; more than
// 64 are not looked at), its media type and its file name or URL, each of which may be empty. The
// content counts most, since portals serve RDF as text/plain and error pages as
// text/turtle: where it says what it is, the others are not asked; where it fits
// several syntaxes, as N-Triples are Turtle too, they choose among these.
//
// What is no RDF, such as an HTML page, is an error that says what it is.
func Detect(head []byte, mediaType, name string) (Format, error) {
	text := decodedHead(head[:min(len(head), detectMost)])
	declared := FormatByMediaType(mediaType)
	if declared == Unknown {
		declared = FormatByName(fileName(name))
	}
	fit, err := formatsOf(text, declared)
	if err != nil {
		return Unknown, fmt.Errorf("detect format: %w", err)
	}
	for _, f := range fit {
		if f == declared {
			return f, nil
		}
	}
	switch {
	case len(fit) > 0:
		return fit[0], nil
	case declared != Unknown:
		return declared, nil
	case len(bytes.TrimSpace(text)) == 0:
		return Unknown, errors.New("detect format: the document is empty")
	}
	return Unknown, errors.New("detect format: the beginning tells no RDF syntax, nor do media type and name; name the format")
}

// formatsOf returns the syntaxes that the text fits, the likeliest first: none if it
// tells nothing, as when it is all comments.
func formatsOf(text []byte, declared Format) ([]Format, error) {
	text = bytes.TrimLeft(text, " \t\r\n")
	for _, b := range binaries {
		if bytes.HasPrefix(text, []byte(b.magic)) {
			return nil, fmt.Errorf("this is %s, not RDF", b.what)
		}
	}
	switch {
	case len(text) == 0:
		return nil, nil
	case isJSON(text):
		return jsonFormats(text, declared)
	case isXML(text):
		return xmlFormats(text)
	}
	return textFormats(text)
}

// binaries are the files that stand where a catalogue was expected.
var binaries = []struct{ magic, what string }{
	{"\x1F\x8B", "a gzip archive (unpack it first)"},
	{"PK\x03\x04", "a ZIP archive or an office document"},
	{"%PDF", "a PDF document"},
	{"\x89PNG", "a picture"},
	{"\xFF\xD8\xFF", "a picture"},
	{"\xD0\xCF\x11\xE0", "an office document"},
}

// decodedHead is the head as UTF-8; half a character at its end is no fault.
func decodedHead(head []byte) []byte {
	text, err := io.ReadAll(decodeText(bytes.NewReader(head), int64(len(head))))
	if err != nil { // not from a reader of bytes
		return head
	}
	return text
}

// fileName drops the query and the fragment of a URL.
func fileName(name string) string {
	if i := bytes.IndexAny([]byte(name), "?#"); i >= 0 {
		return name[:i]
	}
	return name
}

// isJSON tells JSON from Turtle and TriG, which may begin with the same brackets.
func isJSON(text []byte) bool {
	rest := bytes.TrimLeft(text[1:], " \t\r\n")
	switch text[0] {
	case '{':
		return len(rest) == 0 || rest[0] == '"' || rest[0] == '}'
	case '[':
		if len(rest) > 0 && rest[0] == ']' {
			return len(bytes.TrimSpace(rest[1:])) == 0
		}
		return len(rest) == 0 || rest[0] == '{' || rest[0] == '"' || rest[0] == '['
	}
	return false
}

// jsonFormats refuses JSON that can hold no triple: without any keyword there is
// neither an identifier nor a context, unless a header of the answer named one.
func jsonFormats(text []byte, declared Format) ([]Format, error) {
	for _, keyword := range []string{`"@context"`, `"@id"`, `"@graph"`, `"@type"`} {
		if bytes.Contains(text, []byte(keyword)) {
			return []Format{JSONLD}, nil
		}
	}
	switch {
	case bytes.Contains(text, []byte(`"success"`)) && (bytes.Contains(text, []byte(`"result"`)) || bytes.Contains(text, []byte(`"error"`))):
		return nil, errors.New("this is an answer of the CKAN API, not RDF")
	case declared == JSONLD:
		return []Format{JSONLD}, nil
	}
	return nil, errors.New("this is JSON without @context, @graph, @id or @type, not JSON-LD")
}
