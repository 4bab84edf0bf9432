package shapes

import (
	"context"
	"io"
	"slices"

	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/shapes/shacl"
)

// NewStore returns an empty store for validation against the profiles; documents are
// read into it.
func NewStore(opt shacl.StoreOptions, profiles ...*Profile) *shacl.Store {
	opt, all := needed(opt, profiles)
	return shacl.NewStore(opt, all...)
}

// ReadStore reads a document for validation against the profiles.
func ReadStore(ctx context.Context, r io.Reader, f rdf.Format, read rdf.ReadOptions, opt shacl.StoreOptions, profiles ...*Profile) (*shacl.Store, error) {
	opt, all := needed(opt, profiles)
	return shacl.ReadStore(ctx, r, f, read, opt, all...)
}

// needed is what a store must note for the profiles.
func needed(opt shacl.StoreOptions, profiles []*Profile) (shacl.StoreOptions, []*shacl.Shapes) {
	var all []*shacl.Shapes
	for _, p := range profiles {
		all = append(all, p.nodes, p.whole)
		opt.Follow = append(slices.Clone(opt.Follow), iris(p.follows)...)
	}
	return opt, all
}

// ValidateStore checks a document as Validate does, the same results in the same order,
// and hands them to visit focus node by focus node. The predicates say what visit needs
// to know of focus nodes.
func (p *Profile) ValidateStore(ctx context.Context, st *shacl.Store, predicates []rdf.Term, visit func(shacl.Found) error) error {
	view := st.View()
	var only *shacl.NodeSet
	if p.focus != nil {
		only = p.focus(view)
		if err := view.Err(); err != nil {
			return err
		}
	}
	if err := p.nodes.ValidateStoreNodes(ctx, st, only, predicates, visit, p.background); err != nil {
		return err
	}
	err := p.runChecks(view, true, func(results []shacl.Result) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		return visit(view.Found(results, predicates))
	})
	if err != nil {
		return err
	}
	return p.whole.ValidateStore(ctx, st, predicates, visit)
}
