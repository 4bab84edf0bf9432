package trebbia

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/internal/transport"
)

const (
	// headSize is how much of a document tells its syntax, in bytes.
	headSize = 4096
	// statementsAtOnce is how many statements are read before the context is asked again.
	statementsAtOnce = 4096
	// rdfTypes asks a server for RDF, and takes what it has.
	rdfTypes = "text/turtle, application/rdf+xml, application/ld+json, application/n-triples, */*;q=0.1"
)

// documents reads RDF documents from wherever a command line names them.
type documents struct {
	stdin  io.Reader
	client *transport.Client
	format rdf.Format
	// base is what relative IRIs resolve against; empty means where a document lies.
	base string
	// progress is told how much of a document was read; may be nil.
	progress func(Progress)
}

// inputError is about one document that cannot be read; others can be.
type inputError struct{ err error }

func (e *inputError) Error() string { return e.err.Error() }
func (e *inputError) Unwrap() error { return e.err }

// source is an RDF document that has not been read yet.
type source struct {
	name, base string
	format     rdf.Format
	text       *bufio.Reader
	close      func() error
}

// open opens a document and finds out its syntax. The error is an *inputError.
func (r documents) open(ctx context.Context, name string) (*source, error) {
	s := &source{name: name, format: r.format, close: func() error { return nil }}
	if name == "-" {
		s.name = "stdin"
	}
	tell := func(read, size int) {
		if r.progress != nil && ctx.Err() == nil {
			r.progress(Progress{Stage: "read", Source: s.name, Done: read, Total: size, Bytes: true})
		}
	}
	tell(0, 0)
	mediaType, size := "", 0
	var text io.Reader
	switch {
	case name == "-":
		s.base, text = fileIRI(s.name), r.stdin
	case strings.HasPrefix(name, "http://") || strings.HasPrefix(name, "https://"):
		response, err := r.client.Get(ctx, name, rdfTypes)
		if err != nil {
			return nil, &inputError{err}
		}
		s.base, mediaType, text = response.URL, response.Header.Get("Content-Type"), bytes.NewReader(response.Body)
		size = len(response.Body)
	default:
		f, err := os.Open(name)
		if err != nil {
			return nil, &inputError{fmt.Errorf("read %s: %s", name, reason(err))}
		}
		s.base, s.close, text = fileIRI(name), f.Close, f
		if info, err := f.Stat(); err == nil && info.Mode().IsRegular() {
			size = int(info.Size())
		}
	}
	s.text = bufio.NewReaderSize(&counted{ctx: ctx, text: text, tell: func(read int) { tell(read, size) }}, headSize)
	head, err := s.text.Peek(headSize)
	if err != nil && err != io.EOF {
		s.close()
		return nil, &inputError{fmt.Errorf("read %s: %s", s.name, reason(err))}
	}
	if s.format == rdf.Unknown {
		if s.format, err = rdf.Detect(head, mediaType, s.base); err != nil {
			s.close()
			return nil, &inputError{fmt.Errorf("read %s: %w", s.name, err)}
		}
	}
	if r.base != "" {
		s.base = r.base
	}
	return s, nil
}

// counted tells how many bytes of a text were read, and ends it when the context does.
type counted struct {
	ctx  context.Context
	text io.Reader
	read int
	tell func(read int)
}

func (c *counted) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := c.text.Read(p)
	c.read += n
	c.tell(c.read)
	return n, err
}

// document is an RDF document that has been read leniently, as a whole.
type document struct {
	name, base string

	quads  []rdf.Quad
	faults []*rdf.SyntaxError
}

// read reads a whole document. The error is an *inputError, or that of the context.
func (r documents) read(ctx context.Context, name string) (*document, error) {
	s, err := r.open(ctx, name)
	if err != nil {
		return nil, err
	}
	defer s.close()
	d := &document{name: s.name, base: s.base}
	for q, err := range rdf.Read(s.text, s.format, rdf.ReadOptions{Base: s.base, Lenient: true}) {
		var syntax *rdf.SyntaxError
		// A context of a signal is locked to be asked: not for every statement.
		if len(d.quads)%statementsAtOnce == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		switch {
		case errors.As(err, &syntax):
			d.faults = append(d.faults, syntax)
		case err != nil && ctx.Err() != nil:
			return nil, ctx.Err()
		case err != nil:
			return nil, &inputError{fmt.Errorf("read %s: %w", d.name, err)}
		default:
			d.quads = append(d.quads, q)
		}
	}
	return d, nil
}

// fileIRI returns the file: IRI that relative IRIs of a local document resolve against.
func fileIRI(name string) string {
	abs, err := filepath.Abs(name)
	if err != nil {
		abs = name
	}
	return (&url.URL{Scheme: "file", Path: filepath.ToSlash(abs)}).String()
}
