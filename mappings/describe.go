package mappings

import (
	"slices"

	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/dcat/vocab"
)

var typeTerm = rdf.IRI(vocab.RDFType)

// description is what is said of one node.
type description struct {
	node    rdf.Term
	triples []rdf.Triple
}

func describe(iri string, classes ...string) *description {
	d := &description{node: rdf.IRI(iri)}
	for _, class := range classes {
		d.add(vocab.RDFType, rdf.IRI(class))
	}
	return d
}

func (d *description) add(property string, object rdf.Term) {
	d.addTo(d.node, property, object)
}

func (d *description) addTo(subject rdf.Term, property string, object rdf.Term) {
	d.triples = append(d.triples, rdf.Triple{Subject: subject, Predicate: rdf.IRI(property), Object: object})
}

// into adds the description to a graph and returns its node.
func (d *description) into(g *rdf.Graph) rdf.Term {
	for _, t := range d.triples {
		g.Add(t)
	}
	return d.node
}

// DescribeConcept adds what a validator without the vocabularies needs to know about a
// code that a dataset uses: class, scheme and labels (DCAT-AP 3.0.1, range and
// vocabulary shapes).
func DescribeConcept(g *rdf.Graph, table *vocab.Table, entry vocab.Entry) {
	describeConcept(table, entry).into(g)
}

func describeConcept(table *vocab.Table, entry vocab.Entry) *description {
	d := describe(entry.IRI, vocab.SKOS+"Concept")
	if table.Class != "" {
		d.add(vocab.RDFType, rdf.IRI(table.Class))
	}
	if table.Scheme != "" {
		d.add(vocab.SKOS+"inScheme", rdf.IRI(table.Scheme))
	}
	labelled := false
	for _, lang := range []string{"it", "en"} {
		if label := entry.Labels[lang]; label != "" {
			d.add(vocab.SKOS+"prefLabel", rdf.LangLiteral(label, lang))
			labelled = true
		}
	}
	if !labelled {
		d.add(vocab.SKOS+"prefLabel", rdf.Literal(entry.Code))
	}
	return d
}

// DescribeScheme adds the concept scheme of a table with its title.
func DescribeScheme(g *rdf.Graph, table *vocab.Table) {
	d := describe(table.Scheme, vocab.SKOS+"ConceptScheme")
	d.add(vocab.DCTTitle, rdf.LangLiteral(table.Title, "en"))
	d.into(g)
}

// describePlace describes a place of a vocabulary as a dct:Location with its name.
func describePlace(table *vocab.Table, entry vocab.Entry) *description {
	d := describeConcept(table, entry)
	d.add(vocab.RDFType, rdf.IRI(vocab.DCT+"Location"))
	d.add(vocab.LOCN+"geographicName", rdf.LangLiteral(entry.Label("it"), "it"))
	return d
}

// sortedKeys returns the keys of a map in order, so that the same input gives the same
// output.
func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
