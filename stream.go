package trebbia

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/dcat/vocab"
	"github.com/trebbia/trebbia/internal/report"
	"github.com/trebbia/trebbia/shapes"
	"github.com/trebbia/trebbia/shapes/shacl"
)

// told are the predicates that findings name nodes by.
var told = []rdf.Term{rdf.IRI(vocab.RDFType), rdf.IRI(vocab.DCTIdentifier)}

// catalogue validates documents that are one catalogue, without holding all of it. When
// one of them cannot be read that is the error, and nothing is said of the rest: of a
// catalogue that lacks a part it would not be true.
func (v *validator) catalogue(ctx context.Context, documents documents, name string, parts []string) error {
	st := shapes.NewStore(shacl.StoreOptions{Temporary: openTemporary, Blanks: true, Several: len(parts) > 1}, v.profiles...)
	defer st.Close()
	var read []string
	var unread error
	for _, part := range parts {
		name, err := documents.store(ctx, part, st)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		read, unread = append(read, name), errors.Join(unread, err)
	}
	if unread != nil {
		return unread
	}
	if len(read) == 1 {
		name = read[0]
	}
	if v.progress != nil {
		v.progress(Progress{Stage: "validate", Source: name})
	}
	if err := st.Finish(); err != nil {
		return fmt.Errorf("validate %s: %w", name, err)
	}
	checked := report.Checked{Name: name}
	locate := func(at rdf.Position) string {
		document, in := st.Locate(at)
		return place(read[document], in)
	}
	if err := v.syntax(st.Faults(), locate, &checked); err != nil {
		return err
	}
	for _, p := range v.profiles {
		err := p.ValidateStore(ctx, st, told, func(found shacl.Found) error {
			for _, result := range found.Results {
				f := findingOf(found.About, p, result, locate(result.Position))
				if v.hint != "" && f.Kind == report.KindDocument {
					f.Hint = v.hint
				}
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
	var err error
	if checked.Triples, err = st.Triples(ctx); err != nil {
		return err
	}
	return v.judge.close(&checked)
}

// store reads a document into a store and returns the name that people know it by. The
// error is an *inputError.
func (r documents) store(ctx context.Context, name string, st *shacl.Store) (string, error) {
	s, err := r.open(ctx, name)
	if err != nil {
		return name, err
	}
	defer s.close()
	if err := st.Read(ctx, s.text, s.format, rdf.ReadOptions{Base: s.base, Lenient: true}); err != nil {
		return s.name, &inputError{fmt.Errorf("read %s: %w", s.name, err)}
	}
	return s.name, nil
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
