package publishtest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"

	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/publish"
)

// Memory is a target in memory. Like real services it echoes datasets in its own way
// (titles in capitals) and holds entries that others put there. The zero Memory is empty.
type Memory struct {
	// Refuse has the IRIs of datasets that cannot be created or changed.
	Refuse map[string]bool
	// Writes counts the changes made.
	Writes int

	entries map[string]entry
}

type entry struct {
	holding publish.Holding
	graph   *rdf.Graph
	foreign bool
}

var (
	_ publish.Target    = (*Memory)(nil)
	_ publish.Describer = (*Memory)(nil)
)

// Holdings yields the entries that Apply made, in IRI order, under the digests under
// which they were applied, but with the titles that the target shows.
func (m *Memory) Holdings(context.Context) iter.Seq2[publish.Holding, error] {
	return func(yield func(publish.Holding, error) bool) {
		for _, iri := range slices.Sorted(maps.Keys(m.entries)) {
			e := m.entries[iri]
			e.holding.Title = strings.ToUpper(e.holding.Title)
			if !e.foreign && !yield(e.holding, nil) {
				return
			}
		}
	}
}

// Apply applies one change.
func (m *Memory) Apply(_ context.Context, c publish.Change) (publish.Holding, error) {
	e, exists := m.entries[c.IRI]
	if e.foreign {
		return publish.Holding{}, fmt.Errorf("%s %s: somebody else put it there", c.Kind, c.IRI)
	}
	if err := c.Check(e.holding, exists); err != nil {
		return e.holding, err
	}
	if m.Refuse[c.IRI] {
		return e.holding, fmt.Errorf("%s %s: refused", c.Kind, c.IRI)
	}
	if c.Kind == publish.Delete {
		delete(m.entries, c.IRI)
		m.Writes++
		return publish.Holding{}, nil
	}
	g, err := c.ReadGraph()
	if err != nil {
		return e.holding, fmt.Errorf("%s %s: %w", c.Kind, c.IRI, err)
	}
	m.put(c.IRI, entry{holding: c.Holding(), graph: g})
	return c.Holding(), nil
}

// PutForeign puts an entry there that is not this tool's.
func (m *Memory) PutForeign(iri string) {
	m.put(iri, entry{holding: publish.Holding{IRI: iri}, graph: rdf.NewGraph(), foreign: true})
}

func (m *Memory) put(iri string, e entry) {
	if m.entries == nil {
		m.entries = map[string]entry{}
	}
	m.entries[iri] = e
	m.Writes++
}

// Graph returns the graph of an entry.
func (m *Memory) Graph(_ context.Context, iri string) (*rdf.Graph, error) {
	e, ok := m.entries[iri]
	if !ok {
		return nil, errors.New("not held")
	}
	return e.graph, nil
}

// Contents returns all entries by IRI, as text.
func (m *Memory) Contents() map[string]string {
	out := map[string]string{}
	for iri, e := range m.entries {
		var lines []string
		for t := range e.graph.All() {
			lines = append(lines, t.String())
		}
		slices.SortFunc(lines, cmp.Compare[string])
		out[iri] = fmt.Sprintf("foreign=%v %s\n%s", e.foreign, e.holding.Digest, strings.Join(lines, "\n"))
	}
	return out
}
