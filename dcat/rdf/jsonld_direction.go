package rdf

import "strings"

// Direction says how RDF states the base direction of a string, which JSON-LD has as
// @direction (JSON-LD 1.1 API, section 9.3, rdfDirection).
type Direction uint8

const (
	// NoDirection leaves the base direction out of what is read, and takes nothing in
	// RDF for one.
	NoDirection Direction = iota
	// DirectionDatatype is "i18n-datatype": language and direction are in the datatype,
	// https://www.w3.org/ns/i18n#it_rtl.
	DirectionDatatype
	// DirectionNode is "compound-literal": a blank node with rdf:value, rdf:language
	// and rdf:direction.
	DirectionNode
)

const i18nNS = "https://www.w3.org/ns/i18n#"

var (
	rdfValue     = IRI(rdfNS + "value")
	rdfLanguage  = IRI(rdfNS + "language")
	rdfDirection = IRI(rdfNS + "direction")
)

func isDirection(s string) bool { return s == "ltr" || s == "rtl" }

// directionDatatype is the datatype of a string with a base direction; language tags
// are in lower case in it.
func directionDatatype(lang, direction string) string {
	return i18nNS + strings.ToLower(lang) + "_" + direction
}

// directionNode states what the blank node of a string with a base direction holds.
func directionNode(node Term, text string, l *ldLiteral, graph Term, at Position) []Quad {
	state := func(p Term, o string) Quad {
		return Quad{Triple: Triple{node, p, Literal(o)}, Graph: graph, Position: at}
	}
	quads := []Quad{state(rdfValue, text)}
	if l.lang != "" {
		quads = append(quads, state(rdfLanguage, strings.ToLower(l.lang)))
	}
	return append(quads, state(rdfDirection, l.direction))
}

// splitDirection takes a datatype apart that directionDatatype could have made.
func splitDirection(datatype string) (lang, direction string, ok bool) {
	name, ok := strings.CutPrefix(datatype, i18nNS)
	if !ok {
		return "", "", false
	}
	lang, direction, ok = strings.Cut(name, "_")
	return lang, direction, ok && isDirection(direction) && (lang == "" || isDirectedLang(lang))
}

// isDirectedLang reports whether a reader makes the same tag of it again.
func isDirectedLang(lang string) bool {
	return isLang([]byte(lang)) && lang == strings.ToLower(lang)
}
