package trebbia

import (
	"context"
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

// stream validates a document without holding all of it.
func (v *validator) stream(ctx context.Context, s *source) error {
	defer s.close()
	st, err := shapes.ReadStore(ctx, s.text, s.format, rdf.ReadOptions{Base: s.base, Lenient: true},
		shacl.StoreOptions{Temporary: openTemporary, Blanks: true}, v.profiles...)
	if err != nil {
		return &inputError{fmt.Errorf("read %s: %w", s.name, err)}
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
