package shapes

import (
	"strings"

	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/dcat/vocab"
)

// italianVocabularies returns the background of dcat-ap-it: for every code the scheme it
// is in, and for every licence what is known of it.
//
// Codes get no rdf:type and no label here. The profile follows AgID in asking for the
// right class of values that the file itself describes, and types from the background
// would hide that a description lacks it.
func italianVocabularies() *rdf.Graph {
	g := rdf.NewGraph()
	for _, name := range []string{
		"theme", "file-type", "frequency", "language", "licence", "licence-group", "licence-type",
	} {
		table, _ := vocab.Lookup(name)
		for _, e := range table.Entries() {
			g.Add(rdf.Triple{
				Subject:   rdf.IRI(e.IRI),
				Predicate: rdf.IRI(vocab.SKOS + "inScheme"),
				Object:    rdf.IRI(table.Scheme),
			})
		}
	}
	addLicences(g)
	return g
}

// europeanVocabularies returns the background of the European profiles: the code lists
// that they name, each code with scheme, label and the class that its property asks for,
// and the subclasses of the vocabularies that DCAT-AP is made of.
//
// Those classes are what the official shapes get from the lists that they import; without
// them every code would be reported as being of no class.
func europeanVocabularies() *rdf.Graph {
	g := rdf.NewGraph()
	add := func(s, p, o string) {
		g.Add(rdf.Triple{Subject: rdf.IRI(s), Predicate: rdf.IRI(p), Object: rdf.IRI(o)})
	}
	for _, name := range vocab.Names() {
		table, _ := vocab.Lookup(name)
		class, ok := europeanClass(name, table)
		if !ok {
			continue
		}
		add(table.Scheme, vocab.RDFType, vocab.SKOS+"ConceptScheme")
		g.Add(rdf.Triple{Subject: rdf.IRI(table.Scheme), Predicate: rdf.IRI(vocab.DCTTitle), Object: rdf.LangLiteral(table.Title, "en")})
		for _, e := range table.Entries() {
			add(e.IRI, vocab.RDFType, vocab.SKOS+"Concept")
			add(e.IRI, vocab.RDFType, class)
			add(e.IRI, vocab.SKOS+"inScheme", table.Scheme)
			g.Add(rdf.Triple{Subject: rdf.IRI(e.IRI), Predicate: rdf.IRI(vocab.SKOS + "prefLabel"), Object: rdf.LangLiteral(e.Label("en"), "en")})
		}
	}
	for _, pair := range subclasses {
		add(pair[0], vocab.RDFS+"subClassOf", pair[1])
	}
	addLicences(g)
	for t := range g.Match(rdf.Term{}, rdf.IRI(knownLicence), rdf.Term{}) {
		add(t.Subject.Value, vocab.RDFType, vocab.DCT+"LicenseDocument")
	}
	return g
}

// europeanClass returns the class of DCAT-AP that the codes of a table are of; tables
// without IRIs are no background.
func europeanClass(name string, table *vocab.Table) (class string, ok bool) {
	switch {
	case table.Scheme == "" || name == "licence-group":
		return "", false
	case name == "region" || name == "province":
		return vocab.DCT + "Location", true
	case name == "licence":
		return vocab.DCT + "LicenseDocument", true
	}
	return table.Class, true
}

// subclasses are those axioms of DCAT 3, Dublin Core, FOAF and vCard that decide whether
// a value has the class that a property asks for.
var subclasses = [][2]string{
	{vocab.DCATDataset, vocab.DCAT + "Resource"},
	{vocab.DCATCatalog, vocab.DCAT + "Resource"},
	{vocab.DCAT + "DataService", vocab.DCAT + "Resource"},
	{vocab.DCAT + "DatasetSeries", vocab.DCAT + "Resource"},
	{vocab.DCT + "MediaType", vocab.DCT + "MediaTypeOrExtent"},
	{vocab.DCT + "LicenseDocument", vocab.DCT + "RightsStatement"},
	{vocab.FOAF + "Organization", vocab.FOAF + "Agent"},
	{vocab.FOAF + "Person", vocab.FOAF + "Agent"},
	{vocab.FOAF + "Group", vocab.FOAF + "Agent"},
	{vocab.VCARD + "Organization", vocab.VCARD + "Kind"},
	{vocab.VCARD + "Individual", vocab.VCARD + "Kind"},
	{vocab.VCARD + "Group", vocab.VCARD + "Kind"},
	{vocab.VCARD + "Location", vocab.VCARD + "Kind"},
}

const (
	knownLicence = namespace + "knownLicence"
	openLicence  = namespace + "openLicence"
)

// addLicences tells of each licence, by its IRI and by those of its documents, which one
// it is, and whether it is open; of C1_Unknown the latter is not known.
func addLicences(g *rdf.Graph) {
	table, _ := vocab.Lookup("licence")
	for _, e := range table.Entries() {
		names := []string{e.IRI}
		for _, alt := range e.Alt {
			if _, rest, ok := strings.Cut(alt, "://"); ok {
				rest = strings.TrimSuffix(rest, "/")
				names = append(names, "http://"+rest, "http://"+rest+"/", "https://"+rest, "https://"+rest+"/")
			}
		}
		for _, name := range names {
			g.Add(rdf.Triple{Subject: rdf.IRI(name), Predicate: rdf.IRI(knownLicence), Object: rdf.IRI(e.IRI)})
			if open := e.Attr["open"]; open != "" {
				g.Add(rdf.Triple{
					Subject:   rdf.IRI(name),
					Predicate: rdf.IRI(openLicence),
					Object:    rdf.TypedLiteral(open, vocab.XSD+"boolean"),
				})
			}
		}
	}
}
