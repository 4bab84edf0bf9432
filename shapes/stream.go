package shapes

import (
	"context"
	"io"

	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/shapes/shacl"
)

// Streams reports whether the profile can validate a document without holding all of it
// as a graph. Profiles that compare datasets with each other cannot.
func (p *Profile) Streams() bool { return p.focus == nil && len(p.checks) == 0 }

// ReadStore reads a document for validation against the profiles, which must stream.
func ReadStore(ctx context.Context, r io.Reader, f rdf.Format, read rdf.ReadOptions, opt shacl.StoreOptions, profiles ...*Profile) (*shacl.Store, error) {
	var all []*shacl.Shapes
	for _, p := range profiles {
		all = append(all, p.nodes, p.whole)
	}
	return shacl.ReadStore(ctx, r, f, read, opt, all...)
}

// ValidateStore checks a document as Validate does, the same results in the same order,
// and hands them to visit focus node by focus node. The predicates say what visit needs
// to know of focus nodes.
func (p *Profile) ValidateStore(ctx context.Context, st *shacl.Store, predicates []rdf.Term, visit func(shacl.Found) error) error {
	if err := p.nodes.ValidateStore(ctx, st, predicates, visit, p.background); err != nil {
		return err
	}
	return p.whole.ValidateStore(ctx, st, predicates, visit)
}
