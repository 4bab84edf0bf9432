package vocab

// Namespaces of the vocabularies in use, by their usual prefix.
const (
	ADMS     = "http://www.w3.org/ns/adms#"
	DCAT     = "http://www.w3.org/ns/dcat#"
	DCATAP   = "http://data.europa.eu/r5r/"
	DCATAPIT = "http://dati.gov.it/onto/dcatapit#"
	DCT      = "http://purl.org/dc/terms/"
	FOAF     = "http://xmlns.com/foaf/0.1/"
	LOCN     = "http://www.w3.org/ns/locn#"
	OWL      = "http://www.w3.org/2002/07/owl#"
	RDF      = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
	RDFS     = "http://www.w3.org/2000/01/rdf-schema#"
	SKOS     = "http://www.w3.org/2004/02/skos/core#"
	SPDX     = "http://spdx.org/rdf/terms#"
	VCARD    = "http://www.w3.org/2006/vcard/ns#"
	XSD      = "http://www.w3.org/2001/XMLSchema#"
)

// Prefixes are the prefixes that writers state and that mappings and messages use.
var Prefixes = map[string]string{
	"adms": ADMS, "dcat": DCAT, "dcatap": DCATAP, "dcatapit": DCATAPIT, "dct": DCT,
	"foaf": FOAF, "locn": LOCN, "owl": OWL, "rdf": RDF, "rdfs": RDFS, "skos": SKOS,
	"spdx": SPDX, "vcard": VCARD, "xsd": XSD,
}

// Properties and classes that Go code names. Mappings and shapes name theirs in
// their own files.
const (
	RDFType = RDF + "type"

	DCATCatalog      = DCAT + "Catalog"
	DCATDataset      = DCAT + "Dataset"
	DCATDatasetProp  = DCAT + "dataset"
	DCATDistribution = DCAT + "distribution"
	DCATAccessURL    = DCAT + "accessURL"
	DCATDownloadURL  = DCAT + "downloadURL"
	DCATByteSize     = DCAT + "byteSize"
	DCATMediaType    = DCAT + "mediaType"
	DCATTheme        = DCAT + "theme"
	DCATContactPoint = DCAT + "contactPoint"

	DCTIdentifier   = DCT + "identifier"
	DCTTitle        = DCT + "title"
	DCTDescription  = DCT + "description"
	DCTFormat       = DCT + "format"
	DCTIssued       = DCT + "issued"
	DCTLicense      = DCT + "license"
	DCTModified     = DCT + "modified"
	DCTPublisher    = DCT + "publisher"
	DCTRightsHolder = DCT + "rightsHolder"
	DCTSpatial      = DCT + "spatial"
	DCTTemporal     = DCT + "temporal"

	FOAFName = FOAF + "name"
)
