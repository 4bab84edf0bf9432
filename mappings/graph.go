package mappings

import (
	"bytes"
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/trebbia/trebbia/dcat"
	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/dcat/vocab"
)

// graphRun is the mapping of one RDF record: its triples, which repairs rewrite.
type graphRun struct {
	run
	base    string // that relative IRIs of the document were resolved against
	dataset rdf.Term
	// sole holds, by code, the names of agents that a blank node described with no other
	// name beside it.
	sole map[string][]rdf.Term
}

// mapGraph copies the graph of an RDF record and makes the repairs of the file in their
// order. What no repair touches stays as it is.
func (m *Mapping) mapGraph(ctx context.Context, rec dcat.SourceRecord) (*dcat.Dataset, []Gap, error) {
	format := rdf.FormatByMediaType(rec.MediaType)
	if format == rdf.Unknown {
		return nil, nil, fmt.Errorf("map record %q: its media type %q is not one of RDF", rec.ID, rec.MediaType)
	}
	graph, _, err := rdf.ReadGraph(bytes.NewReader(rec.Bytes), format, rdf.ReadOptions{Base: rec.Base})
	if err != nil {
		return nil, nil, fmt.Errorf("map record %q: read its RDF: %w", rec.ID, err)
	}
	r := &graphRun{run: run{m: m, ctx: ctx, described: map[rdf.Term][]rdf.Triple{}}, base: rec.Base, sole: map[string][]rdf.Term{}}
	if r.dataset, err = findDataset(graph, rec.ID); err != nil {
		return nil, nil, fmt.Errorf("map record %q: %w", rec.ID, err)
	}
	r.iri = r.dataset.Value
	for t := range graph.All() {
		r.triples = append(r.triples, t)
	}
	r.nameNodes()
	r.keepReachable()
	for _, spec := range m.spec.repairs {
		if !slices.Contains(m.opt.RepairsOff, spec.name) {
			spec.make(r)
		}
	}
	r.alias()
	r.keepReachable()
	r.describeCodes()
	r.describeLicences()
	if m.spec.dataset != nil {
		r.standIns()
	}
	if err := ctx.Err(); err != nil {
		return nil, r.gaps, err
	}
	return &dcat.Dataset{
		IRI: r.dataset.Value, Graph: rdf.NewGraph(r.triples...), Source: rec.Source, RecordID: rec.ID,
	}, r.gaps, nil
}

// findDataset returns the node that the record is about.
func findDataset(g *rdf.Graph, id string) (rdf.Term, error) {
	var found []rdf.Term
	seen := map[rdf.Term]bool{}
	for _, class := range []string{vocab.DCATDataset, vocab.DCATAPIT + "Dataset"} {
		for _, node := range rdf.Subjects(g, typeTerm, rdf.IRI(class)) {
			if node.IsIRI() && node.Value == id {
				return node, nil
			}
			if rdf.Has(g, node, rdf.IRI(vocab.DCTIdentifier), rdf.Literal(id)) {
				return node, nil
			}
			if !seen[node] {
				seen[node] = true
				found = append(found, node)
			}
		}
	}
	if rdf.Has(g, rdf.IRI(id), rdf.Term{}, rdf.Term{}) {
		return rdf.IRI(id), nil
	}
	if len(found) == 1 {
		return found[0], nil
	}
	return rdf.Term{}, fmt.Errorf("it describes %d datasets, none of them by this id", len(found))
}

// local returns what a relative IRI of the document may have said: the part after the
// folder of the document, "" for the document itself.
func (r *graphRun) local(iri string) (rest string, ok bool) {
	if r.base == "" {
		return "", false
	}
	base, _, _ := strings.Cut(r.base, "#")
	if iri == base {
		return "", true
	}
	rest, ok = strings.CutPrefix(iri, base[:strings.LastIndexByte(base, '/')+1])
	if !ok || strings.ContainsAny(rest, "/?#") {
		return "", false
	}
	if plain, err := url.PathUnescape(rest); err == nil {
		rest = plain
	}
	return rest, true
}

// rewrite replaces every triple by what f gives for it.
func (r *graphRun) rewrite(f func(rdf.Triple) []rdf.Triple) {
	out := make([]rdf.Triple, 0, len(r.triples))
	seen := make(map[rdf.Triple]bool, len(r.triples))
	for _, t := range r.triples {
		for _, u := range f(t) {
			if !seen[u] {
				seen[u] = true
				out = append(out, u)
			}
		}
	}
	r.triples = out
}

// replace puts one node in the place of another, wherever it stands.
func (r *graphRun) replace(old, now rdf.Term) {
	r.rewrite(func(t rdf.Triple) []rdf.Triple {
		if t.Subject == old {
			t.Subject = now
		}
		if t.Object == old {
			t.Object = now
		}
		return []rdf.Triple{t}
	})
	if r.dataset == old {
		r.dataset, r.iri = now, now.Value
	}
}

// statements returns what is said with a property, of any node.
func (r *graphRun) statements(property string) []rdf.Triple {
	var out []rdf.Triple
	for _, t := range r.triples {
		if t.Predicate.Value == property {
			out = append(out, t)
		}
	}
	return out
}

func (r *graphRun) values(subject rdf.Term, property string) []rdf.Term {
	var out []rdf.Term
	for _, t := range r.triples {
		if t.Subject == subject && t.Predicate.Value == property {
			out = append(out, t.Object)
		}
	}
	return out
}

// repaired reports one application of a repair.
func (r *graphRun) repaired(rule string, t rdf.Triple, now, message string) {
	g := Gap{Kind: Repaired, Property: curieOf(t.Predicate.Value), Value: short(t.Object.Value), Result: short(now), Rule: rule, Message: message}
	if t.Subject != r.dataset {
		g.Node = t.Subject.Value
	}
	r.gap(g)
}

// alias gives the dataset the identifier under which it was published before.
func (r *graphRun) alias() {
	r.rewrite(func(t rdf.Triple) []rdf.Triple {
		if t.Subject != r.dataset || t.Predicate.Value != vocab.DCTIdentifier {
			return []rdf.Triple{t}
		}
		if alias, ok := r.m.opt.Aliases[t.Object.Value]; ok {
			r.gap(Gap{Kind: Derived, Property: "dct:identifier", Value: t.Object.Value, Result: alias, Rule: "identifier",
				Evidence: "the aliases below identifiers in the configuration"})
			t.Object = rdf.Literal(alias)
		}
		return []rdf.Triple{t}
	})
}

// keepReachable drops what the dataset no longer leads to, and other datasets.
func (r *graphRun) keepReachable() {
	bySubject := map[rdf.Term][]rdf.Triple{}
	foreign := map[rdf.Term]bool{}
	for _, t := range r.triples {
		bySubject[t.Subject] = append(bySubject[t.Subject], t)
		if t.Predicate == typeTerm && t.Subject != r.dataset {
			switch t.Object.Value {
			case vocab.DCATDataset, vocab.DCATCatalog, vocab.DCATAPIT + "Dataset", vocab.DCATAPIT + "Catalog":
				foreign[t.Subject] = true
			}
		}
	}
	kept := map[rdf.Term]bool{r.dataset: true}
	queue := []rdf.Term{r.dataset}
	for len(queue) > 0 {
		node := queue[0]
		queue = queue[1:]
		for _, t := range bySubject[node] {
			if strings.HasPrefix(t.Predicate.Value, vocab.SKOS) && t.Predicate.Value != vocab.SKOS+"prefLabel" {
				continue
			}
			if o := t.Object; !o.IsLiteral() && !kept[o] && !foreign[o] {
				kept[o] = true
				queue = append(queue, o)
			}
		}
	}
	r.rewrite(func(t rdf.Triple) []rdf.Triple {
		if !kept[t.Subject] {
			return nil
		}
		return []rdf.Triple{t}
	})
}

// coded lists the properties whose values are codes of a vocabulary.
var coded = []struct{ property, table string }{
	{vocab.DCATTheme, "theme"}, {vocab.DCT + "accrualPeriodicity", "frequency"}, {vocab.DCT + "language", "language"},
	{vocab.DCTFormat, "file-type"}, {vocab.DCATMediaType, "media-type"}, {vocab.DCT + "accessRights", "access-right"},
	{vocab.DCT + "subject", "eurovoc"}, {vocab.DCTSpatial, "country"}, {vocab.DCTSpatial, "place"}, {vocab.DCTSpatial, "region"},
}

// describeCodes says of every code what a validator without the vocabularies needs to
// know, unless the record says it.
func (r *graphRun) describeCodes() {
	for _, c := range coded {
		table, _ := vocab.Lookup(c.table)
		for _, t := range r.statements(c.property) {
			entry, ok := table.IRI(t.Object.Value)
			if !ok || !t.Object.IsIRI() {
				continue
			}
			labelled := r.has(t.Object, vocab.SKOS+"prefLabel")
			d := describeConcept(table, entry)
			if c.property == vocab.DCTSpatial {
				d = describePlace(table, entry)
			}
			for _, add := range d.triples {
				if add.Predicate.Value != vocab.SKOS+"prefLabel" || !labelled {
					r.triples = append(r.triples, add)
				}
			}
		}
	}
}

// describeLicences does the same for licences that the record only names.
func (r *graphRun) describeLicences() {
	table, _ := vocab.Lookup("licence")
	for _, t := range r.statements(vocab.DCTLicense) {
		entry, ok := table.Find(t.Object.Value)
		if !ok || !t.Object.IsIRI() || r.has(t.Object, vocab.FOAFName) || r.has(t.Object, vocab.DCT+"type") {
			continue
		}
		for _, add := range describeLicence(entry).triples {
			if add.Subject.Value == LicenceIRI(entry) {
				add.Subject = t.Object
			}
			if add.Predicate != typeTerm || add.Subject != t.Object {
				r.triples = append(r.triples, add)
			}
		}
	}
}

// standIns adds the configured defaults of what the record lacks.
func (r *graphRun) standIns() {
	spec := r.m.spec.dataset
	// What the record says of an agent is not mixed with what the configuration says.
	for _, t := range r.triples {
		if t.Predicate.Value == vocab.FOAFName || t.Predicate.Value == vocab.DCTIdentifier && t.Subject != r.dataset {
			r.described[t.Subject] = append(r.described[t.Subject], t)
		}
	}
	r.fillDefaults(spec, scope{node: r.dataset})
	for _, p := range spec.properties {
		for _, rule := range p.rules {
			if rule.node == nil {
				continue
			}
			for _, node := range r.values(r.dataset, p.iri) {
				r.fillDefaults(rule.node, scope{node: node})
			}
		}
	}
}
