package rdf

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"strings"
)

// isXML tells markup from the IRI in angle brackets with which a line format begins.
func isXML(text []byte) bool {
	if text[0] != '<' || len(text) < 2 {
		return false
	}
	if text[1] == '?' || text[1] == '!' {
		return true
	}
	n := bytes.IndexAny(text, "> \t\r\n")
	if n < 0 || classes[text[1]]&classLetter == 0 {
		return false
	}
	if text[n] != '>' {
		return true // IRIs have no attributes
	}
	// <a:b> may be an IRI or a tag. It is a tag if it is closed; a root element that
	// is closed only beyond the head and has no attributes declares no namespace, and
	// matters only as HTML.
	tag := string(text[1:n])
	return isHTMLName(tag) || tag == "rdf:RDF" || tag == "RDF" || bytes.Contains(text, []byte("</"+tag+">"))
}

var (
	xmlProlog = regexp.MustCompile(`(?s)^(?:\s|<\?.*?\?>|<!--.*?-->)*`)
	xmlRoot   = regexp.MustCompile(`^<([^\s<>/]+)`)
	htmlTitle = regexp.MustCompile(`(?is)<title[^>]*>\s*(.*?)\s*</title>`)
	docType   = regexp.MustCompile(`(?s)^<!DOCTYPE\s+([^\s>\[]+)[^>\[]*(?:\[.*?\]\s*)?>`)
)

func xmlFormats(text []byte) ([]Format, error) {
	rest := text[len(xmlProlog.Find(text)):]
	root := ""
	if d := docType.FindSubmatch(rest); d != nil {
		root = string(d[1])
		rest = rest[len(d[0]):]
		rest = rest[len(xmlProlog.Find(rest)):]
	} else if len(rest) >= 9 && strings.EqualFold(string(rest[:9]), "<!doctype") {
		return []Format{RDFXML}, nil // longer than the head: only RDF/XML has such ones
	}
	if r := xmlRoot.FindSubmatch(rest); r != nil {
		root = string(r[1])
	}
	local := root[strings.IndexByte(root, ':')+1:]
	switch {
	case root == "":
		return []Format{RDFXML}, nil
	case isHTMLName(root):
		return nil, errHTML(text)
	case notRDFRoots[local]:
	case local == "RDF", bytes.Contains(text, []byte(rdfNS)):
		return []Format{RDFXML}, nil
	}
	return nil, fmt.Errorf("this is XML with the root element <%s>, not RDF/XML", root)
}

// notRDFRoots are the root elements of documents that portals serve in the place of a
// catalogue. Some declare the namespace of RDF without being it.
var notRDFRoots = map[string]bool{
	"MD_Metadata": true, "MI_Metadata": true, "GetRecordsResponse": true, "GetRecordByIdResponse": true,
	"Capabilities": true, "ExceptionReport": true, "OAI-PMH": true, "feed": true, "rss": true, "urlset": true,
}

// isHTMLName tells whether a page that begins with this element is HTML.
func isHTMLName(root string) bool {
	switch strings.ToLower(root) {
	case "html", "head", "body", "title", "meta", "script", "div", "p", "h1", "center", "br", "pre":
		return true
	}
	return false
}

func errHTML(text []byte) error {
	if title := htmlTitle.FindSubmatch(text); title != nil && len(title[1]) > 0 {
		return fmt.Errorf("this is an HTML page (%s), not RDF", quoteShort(strings.Join(strings.Fields(string(title[1])), " ")))
	}
	return errors.New("this is an HTML page, not RDF")
}

// textFormats looks at the tokens that the line formats and Turtle share. The first
// token of prose or of CSV is none of theirs.
func textFormats(text []byte) ([]Format, error) {
	var kinds []tokenKind // of the statement in hand
	turtle, trig, quads, statements := false, false, false, 0
	for len(text) > 0 {
		text = bytes.TrimLeft(text, " \t\r\n")
		if len(text) > 0 && text[0] == '#' {
			_, text, _ = bytes.Cut(text, []byte{'\n'})
			continue
		}
		var t token
		if len(text) == 0 {
			break
		}
		n := t.lex(text, false)
		if n < 0 {
			if n = t.lex(text, true); t.kind == tokBad {
				break // cut off by the end of the head
			}
		}
		if len(kinds) == 0 && statements == 0 && !turtle && !beginsStatement(t.kind, text[:n]) {
			return nil, fmt.Errorf("this is no RDF: it begins with %s", quoteShort(firstLine(text)))
		}
		switch t.kind {
		case tokDot:
			statements++
			quads = quads || len(kinds) == 4
			kinds = kinds[:0]
			text = text[n:]
			continue
		case tokOpenBrace:
			trig = true
		case tokName, tokSemicolon, tokComma, tokOpenBracket, tokOpenParen, tokInteger, tokDecimal, tokDouble, tokWord:
			turtle = true
		case tokString:
			turtle = turtle || t.width == 3 || text[0] == '\''
		case tokAt:
			turtle = turtle || len(kinds) == 0
		}
		switch t.kind {
		case tokIRI, tokBlank, tokString:
			if len(kinds) == 0 || t.kind != tokIRI || kinds[len(kinds)-1] != tokDatatype {
				kinds = append(kinds, t.kind)
			} else {
				kinds = kinds[:len(kinds)-1] // the datatype belongs to its string
			}
		case tokDatatype:
			kinds = append(kinds, t.kind)
		}
		text = text[n:]
	}
	switch {
	case trig:
		return []Format{TriG}, nil
	case turtle:
		return []Format{Turtle, TriG}, nil
	case quads:
		return []Format{NQuads}, nil
	case statements > 0:
		return []Format{NTriples, Turtle, TriG, NQuads}, nil
	case len(kinds) > 0:
		return []Format{Turtle, NTriples, TriG, NQuads}, nil
	}
	return nil, nil
}

// beginsStatement tells whether a document may begin with this token.
func beginsStatement(kind tokenKind, raw []byte) bool {
	switch kind {
	case tokIRI, tokName, tokBlank, tokOpenBracket, tokOpenParen, tokOpenBrace:
		return true
	case tokAt:
		return string(raw) == "@prefix" || string(raw) == "@base"
	case tokWord:
		switch strings.ToLower(string(raw)) {
		case "prefix", "base", "graph":
			return true
		}
	}
	return false
}

func firstLine(text []byte) string {
	line, _, _ := bytes.Cut(text, []byte{'\n'})
	return string(bytes.TrimSpace(line))
}
