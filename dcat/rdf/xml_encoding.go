package rdf

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"strings"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
)

// xmlDeclarationBytes is how far into a document its encoding is looked for.
const xmlDeclarationBytes = 1024

// decodeXML returns the document as UTF-8 without byte-order mark. The encoding is
// that of the byte-order mark, else the one that the XML declaration names, else
// UTF-8 (XML 1.0, appendix F). A declared ISO-8859-1 is read as windows-1252, which
// differs only where ISO-8859-1 has control characters that XML text cannot mean.
func decodeXML(r io.Reader, maxBytes int64) (io.Reader, error) {
	in := bufio.NewReaderSize(&cappedReader{r: r, left: maxBytes, limit: maxBytes}, xmlBufferSize)
	head, err := in.Peek(xmlDeclarationBytes)
	if err != nil && err != io.EOF && len(head) == 0 {
		return nil, fmt.Errorf("read RDF/XML: %w", err)
	}
	if len(head) >= 2 && (head[0] == 0xEF || head[0] >= 0xFE || head[0] == 0 || head[1] == 0) {
		return &textDecoder{r: in}, nil
	}
	label := declaredEncoding(head)
	enc, name := charset.Lookup(label)
	switch {
	case label == "" || name == "utf-8" || strings.HasPrefix(name, "utf-16"):
		// A declaration that can be read as ASCII is not in UTF-16, whatever it says.
		return in, nil
	case enc == nil || enc == encoding.Replacement:
		return nil, &SyntaxError{
			Position: Position{Line: 1, Column: 1},
			Message:  fmt.Sprintf("the encoding %q is not known", label),
		}
	}
	return enc.NewDecoder().Reader(in), nil
}

// declaredEncoding returns what encoding="..." in the XML declaration says, or "".
func declaredEncoding(head []byte) string {
	if !bytes.HasPrefix(head, []byte("<?xml")) {
		return ""
	}
	end := bytes.Index(head, []byte("?>"))
	if end < 0 {
		return ""
	}
	_, rest, found := bytes.Cut(head[:end], []byte("encoding"))
	if !found {
		return ""
	}
	rest = bytes.TrimLeft(rest, xmlSpace+"=")
	if len(rest) == 0 || (rest[0] != '"' && rest[0] != '\'') {
		return ""
	}
	label, _, found := bytes.Cut(rest[1:], rest[:1])
	if !found {
		return ""
	}
	return string(label)
}
