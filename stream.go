package trebbia

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/dcat/vocab"
	"github.com/trebbia/trebbia/internal/report"
	"github.com/trebbia/trebbia/shapes"
	"github.com/trebbia/trebbia/shapes/shacl"
)

// headSize is how much of a document tells its syntax, in bytes.
const headSize = 4096

// source is an RDF document that has not been read yet.
type source struct {
	name, base string
	format     rdf.Format
	text       *bufio.Reader
	close      func() error
}

// open opens a document and finds out its syntax.
func (r documents) open(ctx context.Context, name string) (*source, error) {
	s := &source{name: name, format: r.format, close: func() error { return nil }}
	mediaType := ""
	var text io.Reader
	switch {
	case name == "-":
		s.name, s.base, text = "stdin", "file:///stdin", r.stdin
	case strings.HasPrefix(name, "http://") || strings.HasPrefix(name, "https://"):
		body, media, base, err := r.bytes(ctx, name)
		if err != nil {
			return nil, err
		}
		s.base, mediaType, text = base, media, bytes.NewReader(body)
	default:
		f, err := os.Open(name)
		if err != nil {
			return nil, fmt.Errorf("read %s: %s", name, reason(err))
		}
		s.base, s.close, text = fileIRI(name), f.Close, f
	}
	s.text = bufio.NewReaderSize(text, headSize)
	head, err := s.text.Peek(headSize)
	if err != nil && err != io.EOF {
		s.close()
		return nil, fmt.Errorf("read %s: %s", s.name, reason(err))
	}
	if s.format == rdf.Unknown {
		if s.format, err = rdf.Detect(head, mediaType, s.base); err != nil {
			s.close()
			return nil, fmt.Errorf("read %s: %w", s.name, err)
		}
	}
	return s, nil
}

// told are the predicates that findings name nodes by.
var told = []rdf.Term{rdf.IRI(vocab.RDFType), rdf.IRI(vocab.DCTIdentifier)}

// stream validates a document without holding all of it.
func (v *validator) stream(ctx context.Context, s *source) error {
	defer s.close()
	st, err := shapes.ReadStore(ctx, s.text, s.format, rdf.ReadOptions{Base: s.base, Lenient: true},
		shacl.StoreOptions{Temporary: openTemporary, Blanks: true}, v.profiles...)
	if err != nil {
		return fmt.Errorf("read %s: %w", s.name, err)
	}
	defer st.Close()
	checked := report.Checked{Name: s.name}
	if err := v.syntax(s.name, st.Faults(), &checked); err != nil {
		return err
	}
	for _, p := range v.profiles {
		err := p.ValidateStore(ctx, st, told, func(found shacl.Found) error {
			for _, result := range found.Results {
				f := findingOf(found.About, p, result, place(s.name, result.Position))
				if err := v.judge.take(f, result.Severity, &checked); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	checked.Datasets = st.Count(rdf.IRI(vocab.DCATDataset), rdf.IRI(vocab.DCATAPIT+"Dataset"))
	if checked.Triples, err = st.Triples(ctx); err != nil {
		return err
	}
	return v.judge.close(&checked)
}

// temporary is a file that is gone when it is closed.
type temporary struct{ *os.File }

func openTemporary() (shacl.TemporaryFile, error) {
	f, err := os.CreateTemp("", "trebbia-*")
	if err != nil {
		return nil, err
	}
	// Where an open file can be removed it leaves nothing behind even if the process is killed.
	_ = os.Remove(f.Name())
	return temporary{f}, nil
}

func (t temporary) Close() error {
	err := t.File.Close()
	_ = os.Remove(t.Name())
	return err
}
