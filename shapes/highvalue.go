package shapes

import (
	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/dcat/vocab"
)

// regulation is the ELI of Implementing Regulation (EU) 2023/138, the list of high-value
// datasets.
const regulation = "http://data.europa.eu/eli/reg_impl/2023/138/oj"

// highValue returns the nodes that DCAT-AP HVD is about, in the order of the data:
// datasets, series and services that are marked by the regulation or by a category, and
// the distributions, services, series, contact points, licences and catalogue records
// that belong to them. The annex targets every dataset, which would report all others.
func highValue(data *rdf.Graph) []rdf.Term {
	chosen := map[rdf.Term]bool{}
	var queue []rdf.Term
	choose := func(term rdf.Term) {
		if !chosen[term] && !term.IsLiteral() {
			chosen[term] = true
			queue = append(queue, term)
		}
	}
	for _, class := range []string{"Dataset", "DatasetSeries", "DataService"} {
		for _, node := range rdf.Subjects(data, rdf.IRI(vocab.RDFType), rdf.IRI(vocab.DCAT+class)) {
			if rdf.Has(data, node, rdf.IRI(vocab.DCATAP+"hvdCategory"), rdf.Term{}) ||
				rdf.Has(data, node, rdf.IRI(vocab.DCATAP+"applicableLegislation"), rdf.IRI(regulation)) {
				choose(node)
			}
		}
	}
	for len(queue) > 0 {
		node := queue[0]
		queue = queue[1:]
		for _, property := range belonging {
			for _, value := range rdf.Objects(data, node, rdf.IRI(property)) {
				choose(value)
			}
		}
		for _, property := range []string{vocab.DCAT + "servesDataset", vocab.FOAF + "primaryTopic"} {
			for _, other := range rdf.Subjects(data, rdf.IRI(property), node) {
				choose(other)
			}
		}
	}
	var focus []rdf.Term
	for t := range data.All() {
		if chosen[t.Subject] {
			delete(chosen, t.Subject)
			focus = append(focus, t.Subject)
		}
	}
	return focus
}

// belonging are the properties that lead from a high-value dataset or its service to
// what the annex asks something of.
var belonging = []string{
	vocab.DCATDistribution, vocab.DCAT + "accessService", vocab.DCAT + "inSeries",
	vocab.DCATContactPoint, vocab.DCTLicense,
}
