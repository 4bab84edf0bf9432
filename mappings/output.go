package mappings

import "github.com/trebbia/trebbia/dcat/vocab"

// output is what the versions of the profile ask for differently, so that one value
// cannot satisfy both (docs/configuration.md, output).
type output struct {
	// byteSize is the datatype of dcat:byteSize.
	byteSize string
	// sha256 is the IRI of the checksum algorithm.
	sha256 string
}

// outputs holds each output by its name. The vocabulary shapes of DCAT-AP 3.0.1 want
// algorithms below https://spdx.org/rdf/terms; the terms of SPDX themselves begin with
// http:, and that is what everyone else writes.
var outputs = map[string]output{
	"dcat-ap-it": {byteSize: vocab.XSD + "decimal", sha256: vocab.SPDX + "checksumAlgorithm_sha256"},
	"dcat-ap-3":  {byteSize: vocab.XSD + "nonNegativeInteger", sha256: "https://spdx.org/rdf/terms#checksumAlgorithm_sha256"},
}

// Outputs returns the names of the outputs, the default first.
func Outputs() []string { return []string{"dcat-ap-it", "dcat-ap-3"} }

func (o Options) output() output {
	if out, ok := outputs[o.Output]; ok {
		return out
	}
	return outputs[Outputs()[0]]
}
