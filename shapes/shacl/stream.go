package shacl

import (
	"context"
	"errors"
	"maps"
	"slices"
	"sync"

	"github.com/trebbia/trebbia/dcat/rdf"
)

// ValidateStore checks the data of a store that was read for these shapes as Validate
// does: the same results in the same order. It works through the focus nodes in
// parallel and hands those at fault to visit one after the other; an error of visit ends
// it. The predicates say what visit needs to know of focus nodes.
func (s *Shapes) ValidateStore(ctx context.Context, st *Store, predicates []rdf.Term, visit func(Found) error, background ...rdf.Matcher) error {
	return s.ValidateStoreNodes(ctx, st, nil, predicates, visit, background...)
}

// ValidateStoreNodes does so for the focus nodes that are in the set, which belongs to a
// view of the store; nil means all.
func (s *Shapes) ValidateStoreNodes(ctx context.Context, st *Store, only *NodeSet, predicates []rdf.Term, visit func(Found) error, background ...rdf.Matcher) error {
	if st.whole != nil || !st.needs.covers(st.names, s) {
		return s.validateWhole(ctx, st, only, predicates, visit, background)
	}
	if len(s.targeted) == 0 {
		return ctx.Err()
	}
	return s.scan(ctx, st, only, predicates, visit, background)
}

// scan goes through the segments of a store.
func (s *Shapes) scan(ctx context.Context, st *Store, only *NodeSet, predicates []rdf.Term, visit func(Found) error, background []rdf.Matcher) error {
	first, last := 0, st.main.count() // the last one is of nodes that are no subjects
	switch {
	case only != nil:
		last--
	case s.reach.names():
		first = last
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	inOrder, work := make(chan *portion, 2*st.opt.Workers), make(chan *portion, 2*st.opt.Workers)
	go func() {
		defer close(inOrder)
		defer close(work)
		for i := first; i <= last; i++ {
			p := &portion{segment: i, ready: make(chan struct{})}
			for _, to := range []chan *portion{inOrder, work} {
				select {
				case to <- p:
				case <-ctx.Done():
					return
				}
			}
		}
	}()
	var running sync.WaitGroup
	defer running.Wait()
	defer cancel()
	for range st.opt.Workers {
		running.Go(func() {
			w := newWalker(s, st, predicates, background)
			w.only = only
			for p := range work {
				w.check(ctx, p)
				close(p.ready)
			}
		})
	}
	again := 0
	for p := range inOrder {
		select {
		case <-p.ready:
		case <-ctx.Done():
			return ctx.Err()
		}
		if p.err != nil {
			return p.err
		}
		for _, found := range p.found {
			if err := visit(found); err != nil {
				return err
			}
		}
		again += p.again
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if first == 0 {
		st.triples.Store(int64(st.stated - again))
	}
	return nil
}

// Triples returns the number of triples; one that is stated twice counts once.
func (st *Store) Triples(ctx context.Context) (int, error) {
	if st.whole != nil {
		return st.whole.Len(), nil
	}
	if st.triples.Load() == unknown {
		none := &Shapes{}
		if err := none.scan(ctx, st, nil, nil, func(Found) error { return nil }, nil); err != nil {
			return 0, err
		}
	}
	return int(st.triples.Load()), nil
}

// portion is the focus nodes of one segment.
type portion struct {
	segment int
	found   []Found
	again   int // statements that repeat others
	err     error
	ready   chan struct{}
}

// walker validates portions one after the other.
type walker struct {
	st         *Store
	e          *evaluation
	predicates []rdf.Term
	only       *NodeSet // nil: all nodes
	buffer     []byte   // of the segment in hand, where it does not lie in memory
	out        collector
	byTyping   [][]*shape // the shapes that target a node by its classes
	computed   []bool
	named      map[uint32]bool // nodes that targets name
	others     bool            // some target is not a class
}

func newWalker(s *Shapes, st *Store, predicates []rdf.Term, background []rdf.Matcher) *walker {
	w := &walker{
		st: st, e: newEvaluation(s, newNeighbourhood(st), background), predicates: predicates,
		byTyping: make([][]*shape, len(st.typings.sets)), computed: make([]bool, len(st.typings.sets)),
		named: map[uint32]bool{},
	}
	for _, shape := range s.targeted {
		for _, t := range shape.targets {
			switch t.kind {
			case targetNode:
				if node, ok := st.lookup(t.term); ok {
					w.named[node] = true
				}
			case targetSubjectsOf:
				w.others = true
			}
		}
	}
	return w
}

func (w *walker) check(ctx context.Context, p *portion) {
	near := w.e.near
	if p.segment == w.st.main.count() {
		near.focus = known{}
		if w.e.shapes.reach.names() {
			w.checkSubjects(p)
		}
		w.checkNamed(p)
		p.err = near.err
		return
	}
	block, err := w.st.main.segment(p.segment, w.buffer)
	if err != nil {
		p.err = err
		return
	}
	if w.st.main.file != nil {
		w.buffer = block
	}
	near.segment, near.block = p.segment, block
	for len(block) > 0 {
		node, size := runAt(block)
		if node&strayMark == 0 {
			w.checkNode(p, node, block[:size])
		}
		block = block[size:]
	}
	if p.err = near.err; p.err == nil {
		p.err = ctx.Err()
	}
}

func (w *walker) checkNode(p *portion, node uint32, run []byte) {
	k := &w.e.near.focus
	*k = known{node: node, triples: reused(k.triples)}
	w.e.near.fetch(k, run)
	p.again += k.once()
	if w.only != nil && !w.only.has(node) {
		return
	}
	if shapes := w.shapesFor(k); len(shapes) > 0 {
		w.validate(p, k.term, shapes)
	}
}

// validate checks one focus node.
func (w *walker) validate(p *portion, focus rdf.Term, shapes []*shape) {
	w.out.results = nil
	n := w.e.enter(focus)
	for _, s := range shapes {
		w.e.run(s, n, &w.out)
	}
	w.e.leave()
	clear(w.e.verdict) // whose terms are pieces of blocks
	if len(w.out.results) == 0 {
		return
	}
	p.found = append(p.found, Found{describe(w.e.near, w.out.results, w.predicates, w.st.needs.blanks), w.out.results})
}

// shapesFor returns the shapes that have a node among their focus nodes.
func (w *walker) shapesFor(k *known) []*shape {
	typing := w.st.nodes.row(k.node).typing
	if w.others || w.named[k.node] {
		return w.targeting(k, typing)
	}
	if !w.computed[typing] {
		w.byTyping[typing], w.computed[typing] = w.targeting(nil, typing), true
	}
	return w.byTyping[typing]
}

// targeting looks at every target; without k, at those that are classes.
func (w *walker) targeting(k *known, typing uint32) []*shape {
	var out []*shape
	for _, s := range w.e.shapes.targeted {
		if slices.ContainsFunc(s.targets, func(t target) bool {
			switch {
			case t.kind == targetClass:
				return w.e.near.typedAs(typing, t.class, w.e.subclasses(t.class))
			case k == nil:
				return false
			case t.kind == targetNode:
				return t.term == k.term
			}
			id, ok := w.st.names.ids[t.term.Value]
			return ok && slices.ContainsFunc(k.triples, func(t knownTriple) bool { return t.predicate == id })
		}) {
			out = append(out, s)
		}
	}
	return out
}

// checkSubjects checks the focus nodes that targets name and that are subjects, where all
// targets name theirs: there is no need to go through all subjects.
func (w *walker) checkSubjects(p *portion) {
	for _, node := range slices.Sorted(maps.Keys(w.named)) {
		run, err := w.e.near.run(w.st.nodes.row(node).where)
		if err != nil {
			w.e.near.fail(err)
			return
		}
		w.checkNode(p, node, run)
	}
	w.e.near.focus = known{}
}

// checkNamed checks the focus nodes that targets name and that are no subjects: first
// those that the data has as objects.
func (w *walker) checkNamed(p *portion) {
	var terms termSet
	for _, s := range w.st.seen {
		terms.add(w.st.needs.named[s.term])
	}
	for _, s := range w.e.shapes.targeted {
		for _, t := range s.targets {
			if t.kind == targetNode {
				terms.add(t.term)
			}
		}
	}
	for _, term := range terms.terms {
		if w.e.near.about(term) != nil {
			continue
		}
		var shapes []*shape
		for _, s := range w.e.shapes.targeted {
			if slices.ContainsFunc(s.targets, func(t target) bool { return t.kind == targetNode && t.term == term }) {
				shapes = append(shapes, s)
			}
		}
		if len(shapes) > 0 {
			w.validate(p, term, shapes)
		}
	}
}

var errOtherShapes = errors.New("validate: the data was read for other shapes, which need less of it")

// validateWhole validates a store that had to read its data whole.
func (s *Shapes) validateWhole(ctx context.Context, st *Store, only *NodeSet, predicates []rdf.Term, visit func(Found) error, background []rdf.Matcher) error {
	if st.whole == nil {
		return errOtherShapes
	}
	var results []Result
	if only != nil {
		results = s.ValidateNodes(st.whole, only.Terms(), background...).Results
	} else {
		results = s.Validate(st.whole, background...).Results
	}
	for len(results) > 0 {
		n := 1
		for n < len(results) && results[n].FocusNode == results[0].FocusNode {
			n++
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := visit(Found{describe(st.whole, results[:n], predicates, st.needs.blanks), results[:n]}); err != nil {
			return err
		}
		results = results[n:]
	}
	return nil
}
