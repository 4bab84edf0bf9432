package rdf

import _ "embed"

// DCATContext is the name of the bundled JSON-LD context: the prefixes of DCAT-AP_IT
// and of the vocabularies that it draws on. It is a name only; nothing is fetched.
const DCATContext = "urn:trebbia:context:dcat"

//go:embed contexts/dcat.jsonld
var dcatContext []byte

// bundledContexts are the contexts that any document may name.
var bundledContexts = map[string][]byte{DCATContext: dcatContext}
