package shacl

import (
	"cmp"
	"context"
	"errors"
	"hash/maphash"
	"io"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/trebbia/trebbia/dcat/rdf"
)

// StoreOptions says how a [Store] holds data. The zero value holds all of it in memory,
// in a compact form.
type StoreOptions struct {
	// Temporary opens an empty file for statements that do not fit in Memory.
	Temporary func() (TemporaryFile, error)
	// Memory is how many bytes of encoded statements are held in memory when there is
	// Temporary; 0 means DefaultMemory.
	Memory int
	// Blanks notes what leads to each blank node, so that [Found] can tell.
	Blanks bool
	// Follow names the predicates that a [View] is asked for against their direction.
	Follow []rdf.Term
	// Several keeps the blank nodes of each document that is read apart from those of
	// the others. Their labels get a mark of the document.
	Several bool
	// Workers is how many goroutines read and validate; 0 means one for each processor.
	Workers int
}

// DefaultMemory is the limit that holds when StoreOptions names none.
const DefaultMemory = 16 << 20

// Store is a data graph for validation in bounded memory: the statements lie in compact
// blocks, in a temporary file when they are many, and a table in memory knows of every
// node where its statements are and which classes it has. Once read it is safe for
// concurrent use.
//
// What the table holds does not depend on the length of texts or the number of
// statements: some 35 bytes a subject, 16 more where statements about one stand apart,
// and 24 for each statement that some shape follows against its direction or, if asked
// for, whose object is a blank node.
type Store struct {
	opt     StoreOptions
	seed    maphash.Seed
	names   *names
	needs   *needs
	nodes   *nodeTable
	typings *typings
	schema  *rdf.Graph // the subclasses that the data states
	main    segments   // runs in the order of the data, strays among them marked
	apart   segments   // strays, in the order of the data
	strays  sortedStrays
	links   []link
	seen    []sighting // named nodes as objects, each once, in the order of the data
	faults  []*rdf.SyntaxError
	stated  int          // statements
	starts  []int        // of the documents: the number of lines before each
	lines   int          // so far
	triples atomic.Int64 // of them that differ; unknown until all were looked at
	// whole is all of the data when shapes need that, else nil.
	whole *rdf.Graph
}

const unknown = -1

// ReadStore reads a document for validation against the shapes. In lenient mode the
// store has the syntax errors ([Store.Faults]); in strict mode the first one is the error.
func ReadStore(ctx context.Context, r io.Reader, f rdf.Format, read rdf.ReadOptions, opt StoreOptions, shapes ...*Shapes) (*Store, error) {
	st := NewStore(opt, shapes...)
	err := st.Read(ctx, r, f, read)
	if err == nil {
		err = st.Finish()
	}
	if err != nil {
		return nil, errors.Join(err, st.Close())
	}
	return st, nil
}

// NewStore returns an empty store, for validation against the shapes: Read each document
// and then Finish.
func NewStore(opt StoreOptions, shapes ...*Shapes) *Store {
	if opt.Workers <= 0 {
		opt.Workers = runtime.GOMAXPROCS(0)
	}
	if opt.Memory <= 0 {
		opt.Memory = DefaultMemory
	}
	st := &Store{
		opt: opt, seed: maphash.MakeSeed(), names: newNames(),
		nodes: newNodeTable(), typings: newTypings(), schema: rdf.NewGraph(),
	}
	st.main = segments{open: opt.Temporary, limit: opt.Memory}
	st.apart = segments{open: opt.Temporary, limit: opt.Memory / 3}
	st.needs = needsOf(st.names, shapes)
	st.needs.blanks = opt.Blanks
	for _, predicate := range opt.Follow {
		st.needs.track(st.names, predicate.Value)
	}
	if st.needs.whole {
		st.whole = rdf.NewGraph()
	}
	st.triples.Store(unknown)
	return st
}

// Close gives back the memory and removes the temporary files.
func (st *Store) Close() error {
	return errors.Join(st.main.close(), st.apart.close(), st.strays.close())
}

// Faults returns the syntax errors of the documents, in the order of their texts.
func (st *Store) Faults() []*rdf.SyntaxError { return st.faults }

// Locate returns the number of the document, counted from 0, in which a position of this
// store is, and the position there. Lines are counted on from document to document, so
// that of a single document nothing changes; the zero Position is in none, and in 0.
func (st *Store) Locate(at rdf.Position) (document int, in rdf.Position) {
	if at == (rdf.Position{}) {
		return 0, at
	}
	document, _ = slices.BinarySearch(st.starts, at.Line)
	document = max(document-1, 0)
	at.Line -= st.starts[document]
	return document, at
}

// Count returns how many nodes have one of the classes as a type, subclasses apart.
func (st *Store) Count(classes ...rdf.Term) int {
	if st.whole != nil {
		return countTyped(st.whole, classes)
	}
	n := 0
	counted := make([]bool, len(st.typings.sets))
	for _, class := range classes {
		for typing := range st.typingsWith(class) {
			counted[typing] = true
		}
	}
	for node := range st.nodes.n {
		if counted[st.nodes.row(node).typing] {
			n++
		}
	}
	return n
}

func countTyped(g *rdf.Graph, classes []rdf.Term) int {
	found := map[rdf.Term]bool{}
	for _, class := range classes {
		for t := range g.Match(wild, rdfType, class) {
			found[t.Subject] = true
		}
	}
	return len(found)
}

// typingsWith returns the sets of classes that have the class.
func (st *Store) typingsWith(class rdf.Term) map[uint32]bool {
	out := map[uint32]bool{}
	id, ok := st.names.ids[className(class)]
	if !ok {
		return out
	}
	for i, set := range st.typings.sets {
		if _, have := slices.BinarySearch(set, id); have {
			out[uint32(i)] = true
		}
	}
	return out
}

// take puts one encoded block into the store. Blocks come in the order of the data.
func (st *Store) take(e *encoder) error {
	segment := st.main.count()
	var apart []byte
	for i := range e.runs {
		r := &e.runs[i]
		node, fresh := st.nodes.put(r.hash)
		row := st.nodes.row(node)
		for _, class := range e.classes[r.firstClass:r.afterClass] {
			row.typing = st.typings.with(row.typing, class)
		}
		text := e.run(i)
		if fresh {
			row.where = placeOf(segment, r.at)
			setNode(text, node)
			continue
		}
		setNode(text, node|strayMark)
		st.nodes.addStray(node, len(text))
		apart = append(apart, text...)
	}
	for _, l := range e.links {
		l.node, _ = st.nodes.find(e.runs[l.node].hash)
		st.links = append(st.links, l)
	}
	for _, s := range e.named {
		if !slices.ContainsFunc(st.seen, func(have sighting) bool { return have.term == s.term }) {
			st.seen = append(st.seen, s)
		}
	}
	for _, q := range e.schema {
		st.schema.AddAt(q.Triple, q.Position)
	}
	st.faults = append(st.faults, e.faults...)
	st.stated += e.count
	st.lines = max(st.lines, e.last)
	if len(apart) > 0 {
		if err := st.apart.add(apart); err != nil {
			return err
		}
	}
	if len(e.block) == 0 {
		return nil
	}
	return st.main.add(e.block)
}

// Finish puts in order what came in the order of the data. Nothing can be read into the
// store afterwards.
func (st *Store) Finish() error {
	slices.SortStableFunc(st.links, compareLinks)
	var err error
	if st.strays, err = sortStrays(st); err != nil {
		return err
	}
	return st.apart.close()
}

func compareLinks(a, b link) int {
	return cmp.Or(cmp.Compare(a.object, b.object), cmp.Compare(a.predicate, b.predicate))
}

// linksTo returns the statements with the predicate and object, in the order of the data.
func (st *Store) linksTo(predicate uint32, object rdf.Term) []link {
	wanted := link{object: nodeHash(st.seed, object), predicate: predicate}
	return st.linksFrom(wanted, func(l link) bool { return compareLinks(l, wanted) == 0 })
}

// allLinksTo returns the statements with the object that are noted, by predicate.
func (st *Store) allLinksTo(object rdf.Term) []link {
	hash := nodeHash(st.seed, object)
	return st.linksFrom(link{object: hash}, func(l link) bool { return l.object == hash })
}

func (st *Store) linksFrom(first link, fits func(link) bool) []link {
	i, _ := slices.BinarySearchFunc(st.links, first, compareLinks)
	n := i
	for n < len(st.links) && fits(st.links[n]) {
		n++
	}
	return st.links[i:n]
}

// lookup returns the number of a node that the data has as a subject.
func (st *Store) lookup(t rdf.Term) (uint32, bool) {
	if t.IsLiteral() {
		return 0, false
	}
	return st.nodes.find(nodeHash(st.seed, t))
}

// cloned returns a term that shares no memory.
func cloned(t rdf.Term) rdf.Term {
	t.Value, t.Datatype, t.Lang = strings.Clone(t.Value), strings.Clone(t.Datatype), strings.Clone(t.Lang)
	return t
}
