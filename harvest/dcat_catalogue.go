package harvest

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/dcat/vocab"
)

// maxNeighbourhood bounds the statements of one dataset.
const maxNeighbourhood = 200_000

const hydra = "http://www.w3.org/ns/hydra/core#"

// The classes whose nodes are borders: what lies behind them is another's.
var (
	datasetClasses = []string{vocab.DCATDataset, vocab.DCATAPIT + "Dataset", vocab.DCAT + "DatasetSeries"}
	borderClasses  = []string{vocab.DCATCatalog, vocab.DCATAPIT + "Catalog", vocab.DCAT + "CatalogRecord"}
)

// catalogue is a document with its datasets told apart.
type catalogue struct {
	graph *rdf.Graph
	// datasets are described, in the order of the document; missing are only linked.
	datasets, missing []rdf.Term
	position          map[rdf.Term]rdf.Position
	border            map[rdf.Term]bool
	// faults are those that stand within a dataset, unplaced all others.
	faults   map[rdf.Term][]*rdfFault
	unplaced []*rdfFault
	// next and declared are what paging says: the next page, the total.
	next     string
	declared int
}

func newCatalogue(t *rdfText) *catalogue {
	c := &catalogue{graph: t.graph, position: map[rdf.Term]rdf.Position{}, border: map[rdf.Term]bool{}, faults: map[rdf.Term][]*rdfFault{}}
	isDataset := map[rdf.Term]bool{}
	typed := rdf.IRI(vocab.RDFType)
	for _, class := range datasetClasses {
		for _, node := range rdf.Subjects(t.graph, typed, rdf.IRI(class)) {
			isDataset[node], c.border[node] = true, true
		}
	}
	for _, class := range borderClasses {
		for _, node := range rdf.Subjects(t.graph, typed, rdf.IRI(class)) {
			c.border[node] = true
		}
	}
	for link := range t.graph.Match(rdf.Term{}, rdf.IRI(vocab.DCATDatasetProp), rdf.Term{}) {
		node := link.Object
		if node.IsLiteral() || isDataset[node] {
			continue
		}
		isDataset[node], c.border[node] = true, true
		if !rdf.Has(t.graph, node, rdf.Term{}, rdf.Term{}) {
			c.missing = append(c.missing, node)
			c.position[node] = t.graph.Position(link)
		}
	}
	for statement := range t.graph.All() {
		node := statement.Subject
		if _, met := c.position[node]; isDataset[node] && !met {
			c.datasets = append(c.datasets, node)
			c.position[node] = t.graph.Position(statement)
		}
	}
	c.paging(t)
	c.place(t)
	return c
}

// paging reads what the document says of being a page (Hydra, in the two forms that
// are met: PagedCollection with literals, PartialCollectionView with IRIs).
func (c *catalogue) paging(t *rdfText) {
	for _, property := range []string{"next", "nextPage"} {
		if o := rdf.Object(t.graph, rdf.Term{}, rdf.IRI(hydra+property)); !o.IsZero() && o.Value != "" && o.Value != t.base {
			c.next = o.Value
		}
	}
	for _, o := range rdf.Objects(t.graph, rdf.Term{}, rdf.IRI(hydra+"totalItems")) {
		if n, err := strconv.Atoi(o.Value); err == nil {
			c.declared = max(c.declared, n)
		}
	}
}

// neighbourhood returns what belongs to a dataset: every statement that is reached
// from it without crossing into another dataset or a catalogue. SKOS links are not
// followed, or a vocabulary that is a dataset would bring its concepts along. whole
// is false when there were too many.
func (c *catalogue) neighbourhood(node rdf.Term) (graph *rdf.Graph, whole bool) {
	graph = rdf.NewGraph()
	for _, n := range c.reach(node) {
		for statement := range c.graph.Match(n, rdf.Term{}, rdf.Term{}) {
			if graph.Len() == maxNeighbourhood {
				return graph, false
			}
			graph.AddAt(statement, c.graph.Position(statement))
		}
	}
	return graph, true
}

// reach returns the nodes that describe a dataset, itself first; cycles are harmless.
func (c *catalogue) reach(node rdf.Term) []rdf.Term {
	out, met := []rdf.Term{node}, map[rdf.Term]bool{node: true}
	for i := 0; i < len(out) && len(out) <= maxNeighbourhood; i++ {
		for statement := range c.graph.Match(out[i], rdf.Term{}, rdf.Term{}) {
			o := statement.Object
			if o.IsLiteral() || met[o] || c.border[o] || strings.HasPrefix(statement.Predicate.Value, vocab.SKOS) ||
				statement.Predicate.Value == vocab.RDFType {
				continue
			}
			met[o] = true
			if rdf.Has(c.graph, o, rdf.Term{}, rdf.Term{}) {
				out = append(out, o)
			}
		}
	}
	return out
}

// dangling reports whether a dataset names distributions or blank nodes that the
// document does not describe: in a document that breaks off, they were to come.
func (c *catalogue) dangling(node rdf.Term) bool {
	for _, n := range c.reach(node) {
		for statement := range c.graph.Match(n, rdf.Term{}, rdf.Term{}) {
			o := statement.Object
			due := o.IsBlank() || o.IsIRI() && statement.Predicate.Value == vocab.DCAT+"distribution"
			if due && !c.border[o] && !rdf.Has(c.graph, o, rdf.Term{}, rdf.Term{}) {
				return true
			}
		}
	}
	return false
}

// place finds the dataset that each fault stands in. It is known when the statements
// before and after the fault belong to the same one dataset and no other begins
// between them, or when the broken text names a dataset that is missing. Whatever
// else broke might have been a dataset of its own; where no dataset is named before the
// next statement it may also have been the end of the one before, which is not whole then.
func (c *catalogue) place(t *rdfText) {
	if len(t.faults) == 0 {
		return
	}
	owners := map[rdf.Term][]rdf.Term{}
	for _, d := range c.datasets {
		for _, n := range c.reach(d) {
			owners[n] = append(owners[n], d)
		}
	}
	lines := bytes.SplitAfter(t.bytes, []byte("\n"))
	for _, f := range t.faults {
		between := textBetween(lines, f.before.Position, f.after.Position, f.Position)
		before, after := owners[f.before.Subject], owners[f.after.Subject]
		switch i := slices.IndexFunc(c.missing, func(n rdf.Term) bool { return bytes.Contains(between, []byte(n.Value)) }); {
		case i >= 0 && namesDatasets(between) == 1:
			c.faults[c.missing[i]] = append(c.faults[c.missing[i]], f)
		case len(before) == 1 && len(after) == 1 && before[0] == after[0] && namesDatasets(between) == 0:
			c.faults[before[0]] = append(c.faults[before[0]], f)
		default:
			if len(before) == 1 && (f.after.Subject.IsZero() || namesDatasets(between) == 0) {
				c.faults[before[0]] = append(c.faults[before[0]], f)
			}
			c.unplaced = append(c.unplaced, f)
		}
	}
}

// textBetween returns the lines between the statements before and after a fault, and
// the whole line where one of them shares it.
func textBetween(lines [][]byte, before, after, fault rdf.Position) []byte {
	from, to := before.Line, after.Line-1
	if after.Line == 0 || to > len(lines) {
		to = len(lines)
	}
	to = max(to, min(fault.Line, len(lines)))
	if from >= fault.Line {
		from = fault.Line - 1
	}
	return bytes.Join(lines[max(0, min(from, to)):to], nil)
}

// namesDatasets counts how often a text speaks of the class Dataset.
func namesDatasets(text []byte) int {
	return bytes.Count(text, []byte(":Dataset")) - bytes.Count(text, []byte("</dcat:Dataset")) - bytes.Count(text, []byte("</dcatapit:Dataset")) +
		bytes.Count(text, []byte("#Dataset"))
}
