package shapes

import (
	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/dcat/vocab"
	"github.com/trebbia/trebbia/shapes/shacl"
)

// regulation is the ELI of Implementing Regulation (EU) 2023/138, the list of high-value
// datasets.
const regulation = "http://data.europa.eu/eli/reg_impl/2023/138/oj"

// highValue returns the nodes that DCAT-AP HVD is about: datasets, series and services
// that are marked by the regulation or by a category, and the distributions, services,
// series, contact points, licences and catalogue records that belong to them. The annex
// targets every dataset, which would report all others.
func highValue(data *shacl.View) *shacl.NodeSet {
	chosen := data.NewSet()
	var queue []rdf.Term
	choose := func(term rdf.Term) {
		if chosen.Add(term) {
			queue = append(queue, term)
		}
	}
	for node := range data.Subjects(iris([]string{vocab.DCATDataset, vocab.DCAT + "DatasetSeries", vocab.DCAT + "DataService"}), nil) {
		if !rdf.Has(data, node, rdf.IRI(vocab.DCATAP+"hvdCategory"), rdf.Term{}) &&
			!rdf.Has(data, node, rdf.IRI(vocab.DCATAP+"applicableLegislation"), rdf.IRI(regulation)) {
			continue
		}
		// What belongs to a dataset is looked for at once: it stands near.
		for choose(node); len(queue) > 0; {
			node, queue = queue[0], queue[1:]
			for _, property := range belonging {
				for _, value := range rdf.Objects(data, node, rdf.IRI(property)) {
					choose(value)
				}
			}
			for _, property := range highValueFollows {
				for _, other := range rdf.Subjects(data, rdf.IRI(property), node) {
					choose(other)
				}
			}
		}
	}
	return chosen
}

// belonging are the properties that lead from a high-value dataset or its service to
// what the annex asks something of, highValueFollows those that lead back.
var (
	belonging = []string{
		vocab.DCATDistribution, vocab.DCAT + "accessService", vocab.DCAT + "inSeries",
		vocab.DCATContactPoint, vocab.DCTLicense,
	}
	highValueFollows = []string{vocab.DCAT + "servesDataset", vocab.FOAF + "primaryTopic"}
)
