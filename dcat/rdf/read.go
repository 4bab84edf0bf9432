package rdf

import (
	"errors"
	"fmt"
	"io"
	"iter"
)

// ReadOptions configures a reader. The zero value reads strictly, without a base
// IRI, within the default limits.
type ReadOptions struct {
	// Base is the IRI against which relative IRIs are resolved. Without one a
	// relative IRI is a syntax error.
	Base string
	// Lenient drops a broken statement whole, yields its *SyntaxError and reads on;
	// otherwise the first error ends the stream. A statement is a line of N-Triples, the
	// text up to a final dot in Turtle, and in RDF/XML a property element of a node with
	// rdf:about; after markup that is none, what is left of that node may go with it.
	Lenient bool
	// MaxDepth, MaxLiteral (bytes, as the document writes it) and MaxBytes bound
	// nesting, one literal and the whole document; 0 means the default below.
	MaxDepth   int
	MaxLiteral int
	MaxBytes   int64
	// Contexts holds the texts of the JSON-LD contexts that a document may name, by
	// their IRI. No other one is read, from wherever it may be, but those bundled.
	Contexts map[string][]byte
	// Direction says how the @direction of JSON-LD is stated; by default it is not.
	Direction Direction
}

// The limits that hold when ReadOptions names none.
const (
	DefaultMaxDepth   = 500
	DefaultMaxLiteral = 16 << 20
	DefaultMaxBytes   = 4 << 30
)

func (o ReadOptions) withDefaults() ReadOptions {
	if o.MaxDepth == 0 {
		o.MaxDepth = DefaultMaxDepth
	}
	if o.MaxLiteral == 0 {
		o.MaxLiteral = DefaultMaxLiteral
	}
	if o.MaxBytes == 0 {
		o.MaxBytes = DefaultMaxBytes
	}
	return o
}

// SyntaxError is a fault in the text of an RDF document.
type SyntaxError struct {
	Position Position
	// Message says what is wrong, in lower case and without the place.
	Message string
}

// Error returns "line:column: message".
func (e *SyntaxError) Error() string {
	return fmt.Sprintf("%d:%d: %s", e.Position.Line, e.Position.Column, e.Message)
}

// UnreadableError ends the stream in lenient mode too: the document is cut short, or
// there is no reading on from its place, so that what was read is not all that there is.
type UnreadableError struct {
	*SyntaxError
}

// Unwrap returns the *SyntaxError, so that it is found like any other.
func (e *UnreadableError) Unwrap() error { return e.SyntaxError }

// lastFault marks a syntax error that ends the stream.
func lastFault(err error) error {
	if syntax, ok := err.(*SyntaxError); ok {
		return &UnreadableError{syntax}
	}
	return err
}

// Read yields the statements of a document in the order of its text. An error of
// type *SyntaxError is followed by more statements when opt.Lenient is set, unless it
// is in an *UnreadableError, and ends the stream otherwise; any other error is one of r
// and ends it.
//
// The place of a statement is that of its subject in the line formats, and that of its
// object, where a fault is best seen, in Turtle and TriG.
//
// The text is decoded as its byte-order mark or its declaration says, else as UTF-8.
// Blank node labels are those of the text, or made up so that they differ from all
// labels of the text.
func Read(r io.Reader, f Format, opt ReadOptions) iter.Seq2[Quad, error] {
	opt = opt.withDefaults()
	switch f {
	case NTriples, NQuads:
		return readLines(r, f, opt)
	case Turtle, TriG:
		return readTurtle(r, f, opt)
	case RDFXML:
		return readRDFXML(r, opt)
	case JSONLD:
		return readJSONLD(r, opt)
	}
	return func(yield func(Quad, error) bool) {
		yield(Quad{}, errors.New("read RDF: unknown format"))
	}
}

// ReadGraph reads a whole document into a graph; the names of graphs are dropped.
// In lenient mode it returns the syntax errors beside the graph; in strict mode the
// first one is the error.
func ReadGraph(r io.Reader, f Format, opt ReadOptions) (*Graph, []*SyntaxError, error) {
	g := NewGraph()
	var faults []*SyntaxError
	for q, err := range Read(r, f, opt) {
		if err != nil {
			var syntax *SyntaxError
			if opt.Lenient && errors.As(err, &syntax) {
				faults = append(faults, syntax)
				continue
			}
			return g, faults, err
		}
		g.AddAt(q.Triple, q.Position)
	}
	return g, faults, nil
}
