package shacl

import "github.com/trebbia/trebbia/dcat/rdf"

// Namespace is the namespace of the SHACL vocabulary.
const Namespace = "http://www.w3.org/ns/shacl#"

const (
	rdfNS = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
	owlNS = "http://www.w3.org/2002/07/owl#"
	xsdNS = "http://www.w3.org/2001/XMLSchema#"
)

var (
	rdfType     = rdf.IRI(rdfNS + "type")
	rdfFirst    = rdf.IRI(rdfNS + "first")
	rdfRest     = rdf.IRI(rdfNS + "rest")
	rdfNil      = rdf.IRI(rdfNS + "nil")
	rdfsClass   = rdf.IRI("http://www.w3.org/2000/01/rdf-schema#Class")
	subClassOf  = rdf.IRI("http://www.w3.org/2000/01/rdf-schema#subClassOf")
	owlImports  = rdf.IRI(owlNS + "imports")
	owlOntology = rdf.IRI(owlNS + "Ontology")
	xsdTrue     = rdf.TypedLiteral("true", xsdNS+"boolean")
	xsdFalse    = rdf.TypedLiteral("false", xsdNS+"boolean")
	wild        rdf.Term // fits any term in a pattern
)

// sh returns the IRI of a SHACL term.
func sh(local string) rdf.Term { return rdf.IRI(Namespace + local) }

// describing are the properties of shapes that constrain nothing or that the compiler
// reads by itself; a property of the SHACL namespace that is neither here nor in the
// table of components is refused.
var describing = map[string]bool{
	"path": true, "targetNode": true, "targetClass": true, "targetSubjectsOf": true,
	"targetObjectsOf": true, "severity": true, "message": true, "deactivated": true,
	"name": true, "description": true, "order": true, "group": true, "defaultValue": true,
	"flags": true, "ignoredProperties": true, "qualifiedMinCount": true,
	"qualifiedMaxCount": true, "qualifiedValueShapesDisjoint": true,
	"optional": true, "declare": true, "prefixes": true, "shapesGraph": true, "suggestedShapesGraph": true, "rule": true,
}

// renamed are terms of SHACL drafts that the Recommendation does not have. Published
// shapes carry them (the official DCAT-AP 3.0.1 file says sh:shape five times) and
// processors pass them over; a refusal would keep those files from being used at all.
// They are warned about.
var renamed = map[string]string{"shape": "sh:node"}
