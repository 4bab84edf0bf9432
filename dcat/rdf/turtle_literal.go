package rdf

import "strings"

// appendTurtleLiteral appends a literal as Turtle writes it best: numbers and
// booleans bare where that gives the same lexical form back, text of several lines
// in three quotes.
func appendTurtleLiteral(dst []byte, t *Term, iri func(dst []byte, iri string) []byte) []byte {
	switch t.Datatype {
	case xsdInteger, xsdDecimal, xsdDouble, xsdBoolean:
		if isBare(t.Value, t.Datatype) {
			return append(dst, t.Value...)
		}
	}
	if strings.Contains(t.Value, "\n") {
		dst = append(dst, `"""`...)
		dst = appendLongEscaped(dst, t.Value)
		dst = append(dst, `"""`...)
	} else {
		dst = append(dst, '"')
		dst = appendEscaped(dst, t.Value)
		dst = append(dst, '"')
	}
	switch {
	case t.Datatype == XSDString:
	case t.Lang != "":
		dst = append(dst, '@')
		dst = append(dst, t.Lang...)
	default:
		dst = append(dst, "^^"...)
		dst = iri(dst, t.Datatype)
	}
	return dst
}

// isBare tells whether the reader would take the text for a literal of this datatype.
func isBare(text, datatype string) bool {
	if text == "" {
		return false
	}
	if datatype == xsdBoolean {
		return text == "true" || text == "false"
	}
	var t token
	if c := text[0]; classes[c]&classDigit == 0 && c != '+' && c != '-' && c != '.' {
		return false
	}
	n := t.lexNumber([]byte(text), true)
	kind := map[string]tokenKind{xsdInteger: tokInteger, xsdDecimal: tokDecimal, xsdDouble: tokDouble}[datatype]
	return n == len(text) && t.kind == kind
}

// appendLongEscaped leaves line feeds, and escapes the quotes that could be taken
// for the end.
func appendLongEscaped(dst []byte, s string) []byte {
	for i, line := range strings.Split(s, "\n") {
		if i > 0 {
			dst = append(dst, '\n')
		}
		for {
			n := strings.IndexByte(line, '"')
			if n < 0 || n+1 < len(line) && line[n+1] != '"' {
				if n < 0 {
					break
				}
				dst = appendEscaped(dst, line[:n])
				dst = append(dst, '"')
			} else {
				dst = appendEscaped(dst, line[:n+1])
			}
			line = line[n+1:]
		}
		dst = appendEscaped(dst, line)
	}
	return dst
}
