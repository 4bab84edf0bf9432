package inspect

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/net/html/charset"
)

// readXML reads an XML document to its end. The name of its root tells the vocabulary;
// the first kind of element that holds only plain elements, or only attributes, and is
// repeated, gives the rows of a table.
func (f *File) readXML(r io.Reader) error {
	x := &xmlReader{file: f, tab: newTabulator(f), encoding: "utf-8"}
	dec := xml.NewDecoder(r)
	dec.CharsetReader = func(label string, in io.Reader) (io.Reader, error) {
		x.encoding = strings.ToLower(label)
		return charset.NewReaderLabel(label, in)
	}
	err := x.read(dec)
	var syntax *xml.SyntaxError
	switch {
	case errors.As(err, &syntax):
		f.note("invalid-xml", syntax.Line, "not well-formed XML: %s", syntax.Msg)
	case errors.Is(err, errDeepXML):
		f.note("deep-xml", 0, "%s", err)
	case err != nil:
		return err
	}
	if x.rows > 1 {
		if f.Table = x.tab.finish(); f.Table != nil {
			f.Table.Encoding = x.encoding
		}
	}
	return nil
}

// roots maps the name of the root element to the file type of its vocabulary.
var roots = map[xml.Name]string{
	{Space: "http://www.w3.org/1999/02/22-rdf-syntax-ns#", Local: "RDF"}: "RDF_XML",
	{Space: "http://www.opengis.net/kml/2.2", Local: "kml"}:              "KML",
	{Space: "http://earth.google.com/kml/2.1", Local: "kml"}:             "KML",
	{Space: "http://earth.google.com/kml/2.0", Local: "kml"}:             "KML",
	{Space: "http://www.w3.org/2000/svg", Local: "svg"}:                  "SVG",
	{Space: "http://www.w3.org/2005/Atom", Local: "feed"}:                "ATOM",
	{Space: "http://www.w3.org/1999/xhtml", Local: "html"}:               "XHTML",
	{Space: "", Local: "rss"}:                                            "RSS",
}

var errDeepXML = fmt.Errorf("the XML document is nested more than %d levels deep", maxDepth)

type xmlReader struct {
	file     *File
	tab      *tabulator
	encoding string
	stack    []element
	rowName  string
	rowDepth int
	rows     int
}

// element is an open element and the plain children that it has had.
type element struct {
	name         string
	line         int
	text         strings.Builder
	keys, values []string
	children     int
	attributes   int
	nested       bool // a child has children or attributes of its own
}

func (x *xmlReader) read(dec *xml.Decoder) error {
	for {
		tok, err := dec.RawToken()
		if err == io.EOF {
			if len(x.stack) > 0 {
				return &xml.SyntaxError{Msg: "the document ends inside <" + x.stack[0].name + ">", Line: x.stack[len(x.stack)-1].line}
			}
			return nil
		}
		if err != nil {
			return err
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			if len(x.stack) == 0 {
				x.root(tok)
			}
			if len(x.stack) >= maxDepth {
				return errDeepXML
			}
			line, _ := dec.InputPos()
			x.start(tok, line)
		case xml.EndElement:
			if len(x.stack) == 0 || x.stack[len(x.stack)-1].name != qualified(tok.Name) {
				line, _ := dec.InputPos()
				return &xml.SyntaxError{Msg: "unexpected end element </" + qualified(tok.Name) + ">", Line: line}
			}
			x.end()
		case xml.CharData:
			if n := len(x.stack); n > 0 && x.stack[n-1].children == 0 {
				x.stack[n-1].text.Write(tok)
			}
		}
	}
}

func qualified(n xml.Name) string {
	if n.Space == "" {
		return n.Local
	}
	return n.Space + ":" + n.Local
}

// root settles the file type. Raw tokens carry prefixes; the root's own declarations
// are enough to resolve its name.
func (x *xmlReader) root(e xml.StartElement) {
	name := xml.Name{Local: e.Name.Local}
	for _, a := range e.Attr {
		if a.Name.Space == "xmlns" && a.Name.Local == e.Name.Space || a.Name.Space == "" && a.Name.Local == "xmlns" && e.Name.Space == "" {
			name.Space = a.Value
		}
	}
	switch fileType, ok := roots[name]; {
	case ok:
		x.file.FileType = fileType
	case strings.HasPrefix(name.Space, "http://www.opengis.net/gml"):
		x.file.FileType = "GML"
	case strings.HasPrefix(name.Space, "http://www.sdmx.org/resources/sdmxml/"):
		x.file.FileType = "SDMX"
	}
}

func (x *xmlReader) start(e xml.StartElement, line int) {
	el := element{name: qualified(e.Name), line: line}
	for _, a := range e.Attr {
		if a.Name.Space == "xmlns" || a.Name.Local == "xmlns" {
			continue
		}
		el.attributes++
		el.keys, el.values = append(el.keys, a.Name.Local), append(el.values, a.Value)
	}
	if n := len(x.stack); n > 0 {
		parent := &x.stack[n-1]
		parent.children++
		parent.text.Reset()
	}
	x.stack = append(x.stack, el)
}

// end closes an element: a plain one becomes a field of its parent, one that holds
// only plain ones becomes a row.
func (x *xmlReader) end() {
	n := len(x.stack) - 1
	el := &x.stack[n]
	plain := el.children == 0
	isRow := n > 0 && !el.nested && (!plain || el.attributes > 1)
	if isRow {
		x.row(el, n)
	}
	if n > 0 {
		parent := &x.stack[n-1]
		switch {
		case isRow || !plain || el.attributes > 0:
			parent.nested = true
			parent.keys, parent.values = nil, nil
		case !parent.nested:
			parent.keys = append(parent.keys, el.name)
			parent.values = append(parent.values, strings.TrimSpace(el.text.String()))
		}
	}
	x.stack = x.stack[:n]
}

// row takes one row. An element that occurred only once was no row but a heading, and
// gives way to the next kind of element.
func (x *xmlReader) row(el *element, depth int) {
	if el.name != x.rowName || depth != x.rowDepth {
		if x.rows > 1 {
			return
		}
		x.rowName, x.rowDepth, x.rows, x.tab = el.name, depth, 0, newTabulator(x.file)
	}
	x.rows++
	x.tab.record(el.line, el.keys, el.values)
}
