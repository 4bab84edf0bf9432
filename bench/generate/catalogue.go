package main

import "fmt"

const (
	base      = "https://dati.esempio.it"
	authority = "http://publications.europa.eu/resource/authority"
	licence   = "https://creativecommons.org/licenses/by/4.0/"

	publisherType = "http://purl.org/adms/publishertype/NationalAuthority"
	licenceType   = "http://purl.org/adms/licencetype/Attribution"
)

// catalogue writes what a public body publishes: a catalogue, its agent, and datasets of
// three distributions each with contact point, place and period. The values of code
// lists have their types, so that engines need no vocabularies to agree.
type catalogue struct{ w writer }

var subjects = []string{"prestazioni", "pensioni", "lavoratori dipendenti", "aziende", "contributi", "cassa integrazione", "famiglie", "invalidità"}

var months = []string{"01", "03", "05", "07", "08", "10", "12"}

func (c *catalogue) top() {
	w := &c.w
	w.node(iri(base+"/catalog"),
		pair{"rdf:type", w.name("dcat:Catalog")},
		pair{"dct:title", text("it", "Catalogo dei dati aperti dell'ente di esempio")},
		pair{"dct:title", text("en", "Open data catalogue of the example body")},
		pair{"dct:description", text("it", "Tutti i dati che l'ente pubblica, con le loro distribuzioni.")},
		pair{"dct:publisher", iri(base + "/agent/ente")},
		pair{"dct:license", iri(licence)},
		pair{"dct:language", iri(authority + "/language/ITA")},
		pair{"dct:issued", w.typed("2020-01-15", "xsd:date")},
		pair{"dct:modified", w.typed("2026-11-20", "xsd:date")},
		pair{"dct:spatial", iri(authority + "/country/ITA")},
		pair{"dcat:themeTaxonomy", iri(authority + "/data-theme")},
		pair{"foaf:homepage", iri(base)})
	w.node(iri(base+"/agent/ente"),
		pair{"rdf:type", w.name("foaf:Agent")},
		pair{"foaf:name", text("it", "Ente di esempio")},
		pair{"dct:type", iri(publisherType)})
}

func (c *catalogue) vocabularies() {
	w := &c.w
	node := func(value string, classes ...string) {
		for _, class := range classes {
			w.node(value, pair{"rdf:type", w.name(class)})
		}
		if classes[0] == "skos:Concept" {
			w.node(value, pair{"skos:prefLabel", text("en", "code")})
		}
	}
	for _, code := range []string{"SOCI", "ECON", "GOVE", "REGI"} {
		node(iri("%s/data-theme/%s", authority, code), "skos:Concept")
		w.node(iri("%s/data-theme/%s", authority, code), pair{"skos:inScheme", iri(authority + "/data-theme")})
	}
	for _, code := range []string{"CSV", "JSON", "XML"} {
		node(iri("%s/file-type/%s", authority, code), "dct:MediaTypeOrExtent")
	}
	for _, code := range []string{"ANNUAL", "MONTHLY"} {
		node(iri("%s/frequency/%s", authority, code), "dct:Frequency")
	}
	node(iri("%s/language/ITA", authority), "dct:LinguisticSystem")
	node(iri("%s/access-right/PUBLIC", authority), "dct:RightsStatement")
	node(iri(licence), "dct:LicenseDocument")
	w.node(iri(licence), pair{"dct:type", iri(licenceType)})
	node(iri(licenceType), "skos:Concept")
	node(iri(publisherType), "skos:Concept")
	node(iri(authority+"/planned-availability/STABLE"), "skos:Concept")
	node(iri(authority+"/data-theme"), "skos:ConceptScheme")
	w.node(iri(authority+"/data-theme"), pair{"dct:title", text("en", "Data themes")})
	node(iri(authority+"/country/ITA"), "dct:Location")
	w.node(iri(authority+"/country/ITA"),
		pair{"dcat:bbox", w.typed("POLYGON((6.6 35.5,18.5 35.5,18.5 47.1,6.6 47.1,6.6 35.5))", "geo:wktLiteral")},
		pair{"dcat:centroid", w.typed("POINT(12.5 42.5)", "geo:wktLiteral")})
	node(iri(base), "foaf:Document")
}

func (c *catalogue) dataset(i int, faulty bool) {
	w := &c.w
	id := fmt.Sprintf("%s/dataset/ente-%06d", base, i)
	subject, year := subjects[i%len(subjects)], 1990+i%36
	issued := fmt.Sprintf("20%02d-%s-15", i%25, months[i%len(months)])
	contact, period := fmt.Sprintf("_:contact%d", i), fmt.Sprintf("_:period%d", i)

	w.node(iri(base+"/catalog"), pair{"dcat:dataset", iri("%s", id)})
	pairs := []pair{{"rdf:type", w.name("dcat:Dataset")}}
	if !faulty {
		pairs = append(pairs,
			pair{"dct:title", text("it", "Osservatorio su %s, anno %d, per provincia, sesso e classe di età", subject, year)},
			pair{"dct:title", text("en", "Observatory on %s, year %d, by province, sex and age group", subject, year)})
	}
	pairs = append(pairs,
		pair{"dct:description", text("it", "Numero %d della serie storica su %s.\\nI dati sono aggiornati con cadenza annuale e comprendono tutte le gestioni; per i criteri di rilevazione si veda la nota metodologica allegata.", i, subject)},
		pair{"dct:description", text("en", "Number %d of the time series on %s. The data are updated every year and cover all schemes.", i, subject)},
		pair{"dct:identifier", fmt.Sprintf(`"ente:%06d"`, i)},
		pair{"dct:issued", w.typed(issued, "xsd:date")},
		pair{"dct:modified", w.typed("2026-03-01", "xsd:date")})
	if faulty { // a second date
		pairs = append(pairs, pair{"dct:modified", w.typed("2026-03-02", "xsd:date")})
	}
	pairs = append(pairs,
		pair{"dct:publisher", iri(base + "/agent/ente")},
		pair{"dct:accrualPeriodicity", iri("%s/frequency/%s", authority, []string{"ANNUAL", "MONTHLY"}[i%2])},
		pair{"dct:accessRights", iri(authority + "/access-right/PUBLIC")},
		pair{"dct:language", iri(authority + "/language/ITA")},
		pair{"dcat:theme", iri(authority + "/data-theme/SOCI")},
		pair{"dcat:theme", iri("%s/data-theme/%s", authority, []string{"ECON", "GOVE", "REGI"}[i%3])},
		pair{"dcat:keyword", text("it", "%s", subject)},
		pair{"dcat:keyword", text("it", "statistica")},
		pair{"dcat:keyword", text("en", "statistics %d", year)},
		pair{"dcat:landingPage", iri("%s.html", id)},
		pair{"dcat:contactPoint", contact},
		pair{"dct:spatial", iri(authority + "/country/ITA")},
		pair{"dct:temporal", period})
	for k := range 3 {
		pairs = append(pairs, pair{"dcat:distribution", iri("%s/distribution/%d", id, k)})
	}
	w.node(iri("%s", id), pairs...)
	w.node(iri("%s.html", id), pair{"rdf:type", w.name("foaf:Document")})
	w.node(contact,
		pair{"rdf:type", w.name("vcard:Kind")},
		pair{"vcard:fn", text("it", "Ufficio dati aperti")},
		pair{"vcard:hasEmail", iri("mailto:opendata%d@ente-esempio.gov.it", i%50)})
	w.node(period,
		pair{"rdf:type", w.name("dct:PeriodOfTime")},
		pair{"dcat:startDate", w.typed(fmt.Sprintf("%d-01-01", year), "xsd:date")},
		pair{"dcat:endDate", w.typed(fmt.Sprintf("%d-12-31", year), "xsd:date")})
	for k := range 3 {
		c.distribution(i, k, id, issued, subject, faulty)
	}
}

func (c *catalogue) distribution(i, k int, id, issued, subject string, faulty bool) {
	w := &c.w
	code := []string{"CSV", "JSON", "XML"}[k]
	format := iri("%s/file-type/%s", authority, code)
	if faulty && k == 0 { // a literal in the place of a code
		format = `"CSV"`
	}
	w.node(iri("%s/distribution/%d", id, k),
		pair{"rdf:type", w.name("dcat:Distribution")},
		pair{"dct:title", text("it", "Dati su %s in formato %s", subject, code)},
		pair{"dct:title", text("en", "Data in the format %s", code)},
		pair{"dct:description", text("it", "File %d di 3 del dataset %d, con intestazioni nella prima riga.", k+1, i)},
		pair{"dcat:accessURL", iri("%s.html#file-%d", id, k)},
		pair{"dcat:downloadURL", iri("%s/files/%d/dati.%s", id, k, code)},
		pair{"dct:format", format},
		pair{"dct:license", iri(licence)},
		pair{"dcatap:availability", iri(authority + "/planned-availability/STABLE")},
		pair{"dct:issued", w.typed(issued, "xsd:date")},
		pair{"dcat:byteSize", w.typed(fmt.Sprint(1000+7*i+k), "xsd:nonNegativeInteger")})
}
