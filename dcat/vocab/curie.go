package vocab

import "strings"

// Compact returns the IRI in the short form that messages and documentation use
// ("dct:title"), or the IRI itself when no prefix of Prefixes fits.
func Compact(iri string) string {
	short := iri
	namespace := ""
	for prefix, ns := range Prefixes {
		// The longest namespace wins, so that the order of the map does not matter.
		if len(ns) > len(namespace) && strings.HasPrefix(iri, ns) {
			namespace, short = ns, prefix+":"+iri[len(ns):]
		}
	}
	return short
}
