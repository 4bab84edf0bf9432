package trebbia

import (
	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/dcat/vocab"
	"github.com/trebbia/trebbia/mappings"
)

// catalogue returns the graph of the dcat:Catalog that the configuration describes:
// its own properties and its publisher. The links to datasets, and a modification
// date that is not configured, are left to the target, which knows the datasets.
// (DCAT-AP_IT, Catalog: title, description and publisher are mandatory.)
func (c *Config) catalogue() *rdf.Graph {
	g := rdf.NewGraph()
	node := rdf.IRI(c.Catalog.IRI)
	add := func(property string, object rdf.Term) {
		g.Add(rdf.Triple{Subject: node, Predicate: rdf.IRI(property), Object: object})
	}
	add(vocab.RDFType, rdf.IRI(vocab.DCATCatalog))
	add(vocab.RDFType, rdf.IRI(vocab.DCATAPIT+"Catalog"))
	for _, lang := range keys(c.Catalog.Title) {
		add(vocab.DCTTitle, rdf.LangLiteral(c.Catalog.Title[lang], lang))
	}
	for _, lang := range keys(c.Catalog.Description) {
		add(vocab.DCTDescription, rdf.LangLiteral(c.Catalog.Description[lang], lang))
	}
	if c.Catalog.Homepage != "" {
		home := rdf.IRI(c.Catalog.Homepage)
		add(vocab.FOAF+"homepage", home)
		g.Add(rdf.Triple{Subject: home, Predicate: rdf.IRI(vocab.RDFType), Object: rdf.IRI(vocab.FOAF + "Document")})
	}
	languages, _ := vocab.Lookup("language")
	for _, code := range c.Catalog.Language {
		if e, ok := languages.Find(code); ok {
			add(vocab.DCT+"language", rdf.IRI(e.IRI))
			mappings.DescribeConcept(g, languages, e)
		}
	}
	if c.Catalog.Issued != "" {
		add(vocab.DCTIssued, rdf.TypedLiteral(c.Catalog.Issued, vocab.XSD+"date"))
	}
	if c.Catalog.Modified != "" {
		add(vocab.DCTModified, rdf.TypedLiteral(c.Catalog.Modified, vocab.XSD+"date"))
	}
	// Every theme that a mapping gives comes from this scheme, so it is known, not configured.
	themes, _ := vocab.Lookup("theme")
	add(vocab.DCAT+"themeTaxonomy", rdf.IRI(themes.Scheme))
	mappings.DescribeScheme(g, themes)
	add(vocab.DCTPublisher, mappings.DescribeAgent(g, c.Catalog.Base, c.Agents[c.Catalog.Publisher].agent()))
	return g
}
