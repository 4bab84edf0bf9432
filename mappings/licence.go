package mappings

import (
	"strings"

	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/dcat/vocab"
)

// asLicence looks a licence up by code, label or address. A text that the table does
// not hold gives none: no licence is ever guessed, and none is made more open.
func asLicence(at place, text string) ([]result, error) {
	table, _ := vocab.Lookup("licence")
	entry, ok := table.Find(text)
	if !ok {
		// Some portals write the name and the address as one text.
		if name, address, found := strings.Cut(text, "http"); found {
			a, okA := table.Find("http" + address)
			b, okB := table.Find(name)
			if entry, ok = a, okA && (!okB || a.Code == b.Code); !ok {
				return nil, notIn(table, text)
			}
		} else {
			return nil, notIn(table, text)
		}
	}
	d := at.describe(LicenceIRI(entry), func() *description { return describeLicence(entry) })
	r := result{term: d.node, extra: d.triples}
	r.evidence = entry.Attr["evidence:"+strings.ToLower(strings.TrimSpace(text))]
	return []result{r}, nil
}

// LicenceIRI returns the IRI under which a licence is published: the address of the
// licence document, which the European quality score knows, else that of the code.
func LicenceIRI(entry vocab.Entry) string {
	if document := entry.Attr["document"]; document != "" {
		return document
	}
	return entry.IRI
}

// describeLicence describes a licence document (DCAT-AP_IT, LicenseDocument: dct:type
// recommended, foaf:name one per language, owl:versionInfo).
func describeLicence(entry vocab.Entry) *description {
	d := describe(LicenceIRI(entry), vocab.DCATAPIT+"LicenseDocument", vocab.DCT+"LicenseDocument")
	for _, lang := range []string{"it", "en"} {
		if name := entry.Labels[lang]; name != "" {
			d.add(vocab.FOAFName, rdf.LangLiteral(name, lang))
		}
	}
	if version := entry.Attr["version"]; version != "" {
		d.add(vocab.OWL+"versionInfo", rdf.Literal(version))
	}
	if kind := entry.Attr["type"]; kind != "" {
		d.add(vocab.DCT+"type", rdf.IRI(kind))
		types, _ := vocab.Lookup("licence-type")
		if concept, ok := types.IRI(kind); ok {
			d.triples = append(d.triples, describeConcept(types, concept).triples...)
		}
	}
	return d
}
