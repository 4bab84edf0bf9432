package dcat

import (
	"slices"

	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/dcat/vocab"
)

// Dataset is an IRI and the graph that describes it: the dataset, its distributions,
// agents, contact points, licences, and nothing else. The graph is the truth; the
// methods are views of it. Nobody changes a Dataset after it has been mapped.
type Dataset struct {
	// IRI names the dcat:Dataset node in Graph.
	IRI   string
	Graph *rdf.Graph
	// Source and RecordID name the source record that the dataset came from.
	Source, RecordID string
	// Companions are small files that belong beside the dataset's description, such
	// as a CSVW table description that a distribution points to.
	Companions []Companion
}

// Companion is a file that is published with a dataset's description.
type Companion struct {
	// IRI is where the graph says that the file is.
	IRI       string
	MediaType string
	Bytes     []byte
}

// Node returns the dataset's own term.
func (d *Dataset) Node() rdf.Term { return rdf.IRI(d.IRI) }

// Identifier returns dct:identifier (DCAT-AP_IT 1.0, Dataset, mandatory), or "".
func (d *Dataset) Identifier() string {
	return rdf.Object(d.Graph, d.Node(), rdf.IRI(vocab.DCTIdentifier)).Value
}

// Title returns dct:title in the language, else in any; "" when there is none.
func (d *Dataset) Title(lang string) string {
	return text(d.Graph, d.Node(), vocab.DCTTitle, lang)
}

// Description returns dct:description in the language, else in any; "" when there is none.
func (d *Dataset) Description(lang string) string {
	return text(d.Graph, d.Node(), vocab.DCTDescription, lang)
}

// Distributions returns the dataset's distributions, ordered by node.
func (d *Dataset) Distributions() []Distribution {
	nodes := rdf.Objects(d.Graph, d.Node(), rdf.IRI(vocab.DCATDistribution))
	slices.SortFunc(nodes, rdf.Compare)
	out := make([]Distribution, len(nodes))
	for i, n := range nodes {
		out[i] = Distribution{Node: n, Graph: d.Graph}
	}
	return out
}

// Distribution is a view of one dcat:Distribution in a dataset's graph.
type Distribution struct {
	Node  rdf.Term
	Graph *rdf.Graph
}

// Title returns dct:title in the language, else in any; "" when there is none.
func (d Distribution) Title(lang string) string { return text(d.Graph, d.Node, vocab.DCTTitle, lang) }

// AccessURL returns dcat:accessURL, or "".
func (d Distribution) AccessURL() string {
	return rdf.Object(d.Graph, d.Node, rdf.IRI(vocab.DCATAccessURL)).Value
}

// Format returns the IRI or text of dct:format, or "".
func (d Distribution) Format() string {
	return rdf.Object(d.Graph, d.Node, rdf.IRI(vocab.DCTFormat)).Value
}

// License returns the IRI of dct:license, or "".
func (d Distribution) License() string {
	return rdf.Object(d.Graph, d.Node, rdf.IRI(vocab.DCTLicense)).Value
}

func text(m rdf.Matcher, node rdf.Term, property, lang string) string {
	var first string
	for _, o := range rdf.Objects(m, node, rdf.IRI(property)) {
		if !o.IsLiteral() {
			continue
		}
		if o.Lang == lang {
			return o.Value
		}
		if first == "" {
			first = o.Value
		}
	}
	return first
}
