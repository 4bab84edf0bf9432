package publish

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/dcat/vocab"
)

// PropertyChange is how the values of one property of one node change.
type PropertyChange struct {
	// Node is the IRI of the node, or its blank node label with "_:".
	Node string `json:"node"`
	// Property is a CURIE with the prefixes of vocab.Prefixes, or an IRI.
	Property string `json:"property"`
	// Removed and Added are values as Turtle writes them, with the same prefixes.
	Removed []string `json:"removed,omitempty"`
	Added   []string `json:"added,omitempty"`
}

// Describer is a target that can show the graph of what it holds.
type Describer interface {
	// Graph returns the graph of the holding with this IRI.
	Graph(ctx context.Context, iri string) (*rdf.Graph, error)
}

// Explain fills the diff of every update from what the target holds. A held graph that
// cannot be read leaves its update without a diff and with a note: the plan is valid
// all the same. The error is that of ctx.
func (p *Plan) Explain(ctx context.Context, d Describer) error {
	for i := range p.Changes {
		c := &p.Changes[i]
		if c.Kind != Update {
			continue
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		diff, err := c.explain(ctx, d)
		if err != nil {
			c.Note = strings.TrimPrefix(c.Note+"; no diff: "+err.Error(), "; ")
			continue
		}
		c.Diff = diff
	}
	return nil
}

func (c *Change) explain(ctx context.Context, d Describer) ([]PropertyChange, error) {
	held, err := d.Graph(ctx, c.IRI)
	if err != nil {
		return nil, err
	}
	want, err := c.ReadGraph()
	if err != nil {
		return nil, fmt.Errorf("read wanted graph: %w", err)
	}
	return Diff(held, want)
}

// Diff returns what changes from held to want, for each node and property, ordered by
// node, then property.
func Diff(held, want *rdf.Graph) ([]PropertyChange, error) {
	removed, added, err := rdf.Diff(held, want)
	if err != nil {
		return nil, fmt.Errorf("compare graphs: %w", err)
	}
	type place struct{ node, property rdf.Term }
	changes := map[place]*PropertyChange{}
	at := func(t rdf.Triple) *PropertyChange {
		k := place{t.Subject, t.Predicate}
		if changes[k] == nil {
			node := t.Subject.Value
			if t.Subject.IsBlank() {
				node = "_:" + node
			}
			changes[k] = &PropertyChange{Node: node, Property: forPeople(t.Predicate)}
		}
		return changes[k]
	}
	for _, t := range removed {
		c := at(t)
		c.Removed = append(c.Removed, forPeople(t.Object))
	}
	for _, t := range added {
		c := at(t)
		c.Added = append(c.Added, forPeople(t.Object))
	}
	places := slices.SortedFunc(maps.Keys(changes), func(a, b place) int {
		return cmp.Or(rdf.Compare(a.node, b.node), rdf.Compare(a.property, b.property))
	})
	out := make([]PropertyChange, len(places))
	for i, k := range places {
		out[i] = *changes[k]
	}
	return out, nil
}

// forPeople writes a term as Turtle does with the usual prefixes.
func forPeople(t rdf.Term) string {
	switch {
	case t.IsIRI():
		return curie(t.Value)
	case t.IsLiteral() && t.Datatype != rdf.XSDString && t.Datatype != rdf.RDFLangString:
		return rdf.Literal(t.Value).String() + "^^" + curie(t.Datatype)
	}
	return t.String()
}

// curie returns prefix:name where one of the usual prefixes fits and the rest is a
// plain name, else the IRI in angle brackets.
func curie(iri string) string {
	for _, prefix := range slices.Sorted(maps.Keys(vocab.Prefixes)) {
		if name, ok := strings.CutPrefix(iri, vocab.Prefixes[prefix]); ok && plainName(name) {
			return prefix + ":" + name
		}
	}
	return "<" + iri + ">"
}

func plainName(s string) bool {
	for _, r := range s {
		if !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '_' || r == '-') {
			return false
		}
	}
	return s != ""
}
