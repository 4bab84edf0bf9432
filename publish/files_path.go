package publish

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/trebbia/trebbia/dcat"
	"github.com/trebbia/trebbia/dcat/rdf"
)

// datasetDir is the folder of everything that belongs to one dataset.
const datasetDir = "dataset"

// Limits that keep a name, its extension and the temporary suffix below the 255 bytes
// of usual file systems, and the whole path below the 1,024 of the strictest.
const (
	maxSegment = 200
	maxPath    = 800
	foreignMax = 120
)

// catalogueFormats are the syntaxes in which datasets and the catalogue are written.
var catalogueFormats = []rdf.Format{rdf.RDFXML, rdf.Turtle, rdf.JSONLD, rdf.NTriples}

// datasetPath returns where the files of a dataset stand, without extension. A dataset
// whose IRI is {base}/dataset/... keeps that path, so that the IRI leads to the file on
// any web server. Every other one came with an IRI of its own: its path is made from
// the IRI and a digest of it.
func datasetPath(base, iri string) string {
	if below, ok := strings.CutPrefix(iri, base+"/"); ok && safePath(below) && strings.HasPrefix(below, datasetDir+"/") {
		return below
	}
	_, name, _ := strings.Cut(iri, "://")
	slug := dcat.Slug(name)
	if len(slug) > foreignMax {
		slug = strings.TrimRight(slug[:foreignMax], "-.")
	}
	sum := sha256.Sum256([]byte(iri))
	return datasetDir + "/" + strings.TrimLeft(slug+"-"+hex.EncodeToString(sum[:6]), "-")
}

// companionPath returns where a companion stands: the path that its IRI has below base.
// Since the graph points there, another place would be a broken link.
func companionPath(base, iri string) (string, error) {
	below, ok := strings.CutPrefix(iri, base+"/")
	if !ok {
		return "", fmt.Errorf("companion %s: its IRI is not below %s/", iri, base)
	}
	if !safePath(below) || !strings.HasPrefix(below, datasetDir+"/") {
		return "", fmt.Errorf("companion %s: must be %s/%s/ and a plain path of letters, digits, \"-\", \"_\", \".\" and \"~\"", iri, base, datasetDir)
	}
	return below, nil
}

// safePath accepts plain relative paths only: what it accepts is the same path on every
// file system and as part of an IRI, does not climb, and is no hidden file.
func safePath(p string) bool {
	if len(p) > maxPath {
		return false
	}
	for segment := range strings.SplitSeq(p, "/") {
		if segment == "" || len(segment) > maxSegment || segment[0] == '.' || segment[len(segment)-1] == '.' {
			return false
		}
		for _, c := range []byte(segment) {
			if !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("-_.~", c) >= 0) {
				return false
			}
		}
	}
	return true
}
