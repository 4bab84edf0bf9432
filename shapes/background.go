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
			g.Add(rdf.Triple{Subject: rdf.IRI(name), Predicate: rdf.IRI(namespace + "knownLicence"), Object: rdf.IRI(e.IRI)})
			if open := e.Attr["open"]; open != "" {
				g.Add(rdf.Triple{
					Subject:   rdf.IRI(name),
					Predicate: rdf.IRI(namespace + "openLicence"),
					Object:    rdf.TypedLiteral(open, vocab.XSD+"boolean"),
				})
			}
		}
	}
}
