package shacl

import (
	"context"
	"errors"
	"io"
	"strconv"
	"sync"

	"github.com/trebbia/trebbia/dcat/rdf"
)

// statementBatch is how many statements of a syntax that has no parts are encoded at a
// time.
const statementBatch = 4096

// piece is a part of a document on its way: read one after the other, encoded at the
// same time, taken in order.
type piece struct {
	part   *rdf.Part // of a line format
	quads  []rdf.Quad
	faults []*rdf.SyntaxError
	err    error // ends the document
	out    *encoder
	ready  chan struct{}
}

// Read adds a document to the store. In strict mode it ends with the first syntax error.
// After an error the store may hold a part of the document.
func (st *Store) Read(ctx context.Context, r io.Reader, f rdf.Format, opt rdf.ReadOptions) error {
	from := document{start: st.lines}
	if st.opt.Several {
		from.mark = "d" + strconv.Itoa(len(st.starts)) + "."
	}
	st.starts = append(st.starts, from.start)
	if st.whole != nil {
		return st.readWhole(r, f, opt, from)
	}
	return st.read(ctx, r, f, opt, from)
}

// readWhole adds a document to the graph.
func (st *Store) readWhole(r io.Reader, f rdf.Format, opt rdf.ReadOptions, from document) error {
	for q, err := range rdf.Read(r, f, opt) {
		var syntax *rdf.SyntaxError
		switch {
		case err == nil:
			from.place(&q)
			st.lines = max(st.lines, q.Position.Line)
			st.whole.AddAt(q.Triple, q.Position)
		case opt.Lenient && errors.As(err, &syntax):
			syntax.Position.Line += from.start
			st.lines = max(st.lines, syntax.Position.Line)
			st.faults = append(st.faults, syntax)
		default:
			return err
		}
	}
	return nil
}

func (st *Store) read(ctx context.Context, r io.Reader, f rdf.Format, opt rdf.ReadOptions, from document) error {
	// A fault must not wait for input that may never come, so the goroutines are only
	// told to end.
	ctx, cancel := context.WithCancel(ctx)
	inOrder, work := make(chan *piece, 2*st.opt.Workers), make(chan *piece, 2*st.opt.Workers)
	free := make(chan *encoder, cap(inOrder)+2)
	var running sync.WaitGroup
	defer cancel()
	running.Go(func() {
		defer close(inOrder)
		defer close(work)
		produce(r, f, opt, func(p *piece) bool {
			p.ready = make(chan struct{})
			for _, to := range []chan *piece{inOrder, work} {
				select {
				case to <- p:
				case <-ctx.Done():
					return false
				}
			}
			return true
		})
	})
	for range st.opt.Workers {
		running.Go(func() {
			reader := rdf.NewPartReader(f, opt)
			known := localNames{st.names, map[string]uint32{}}
			for p := range work {
				select {
				case p.out = <-free:
				default:
					p.out = &encoder{seed: st.seed, needs: st.needs, from: from}
				}
				p.out.names = known
				p.encode(reader)
				close(p.ready)
			}
		})
	}
	for p := range inOrder {
		select {
		case <-p.ready:
		case <-ctx.Done():
			return ctx.Err()
		}
		if len(p.out.faults) > 0 && !opt.Lenient {
			return p.out.faults[0]
		}
		if err := st.take(p.out); err != nil {
			return err
		}
		if p.err != nil {
			return p.err
		}
		free <- p.out
	}
	running.Wait()
	return ctx.Err()
}

// produce cuts the document into pieces and hands each to send, which tells whether more
// are wanted.
func produce(r io.Reader, f rdf.Format, opt rdf.ReadOptions, send func(*piece) bool) {
	if f == rdf.NTriples || f == rdf.NQuads {
		for part, err := range rdf.Parts(r, f, opt) {
			if !send(&piece{part: part, err: err}) {
				return
			}
		}
		return
	}
	p := &piece{}
	for q, err := range rdf.Read(r, f, opt) {
		var syntax *rdf.SyntaxError
		switch {
		case errors.As(err, &syntax):
			p.faults = append(p.faults, syntax)
		case err != nil:
			p.err = err
		default:
			if p.quads == nil {
				p.quads = make([]rdf.Quad, 0, statementBatch)
			}
			p.quads = append(p.quads, q)
		}
		if len(p.quads) == statementBatch || len(p.faults) == statementBatch {
			if !send(p) {
				return
			}
			p = &piece{}
		}
	}
	send(p)
}

// encode reads and encodes the piece.
func (p *piece) encode(reader *rdf.PartReader) {
	e := p.out
	e.reset()
	for _, fault := range p.faults {
		e.fault(fault)
	}
	if p.part != nil {
		reader.Read(p.part, e.add, e.fault)
	}
	for i := range p.quads {
		e.add(&p.quads[i])
	}
	e.closeRun()
	if p.part != nil {
		p.part.Release()
	}
	p.part, p.quads = nil, nil
}
