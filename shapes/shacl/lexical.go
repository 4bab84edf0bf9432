package shacl

import (
	"strings"
	"unicode/utf8"

	"github.com/trebbia/trebbia/dcat/rdf"
)

// lexicalSpace returns the test for the lexical space of a datatype of XML Schema 1.1
// part 2, or nil for a datatype whose every string is valid or that is not known here.
// White space around a value is not part of any lexical space (RDF 1.1 Concepts,
// section 3.3), so " 1" is not an integer.
func lexicalSpace(datatype string) func(string) bool {
	local, ok := strings.CutPrefix(datatype, xsdNS)
	if !ok {
		return nil
	}
	if f, ok := integerTypes[local]; ok {
		return f.valid
	}
	switch local {
	case "boolean":
		return func(s string) bool { return s == "true" || s == "false" || s == "1" || s == "0" }
	case "decimal":
		return func(s string) bool { _, ok := parseDecimal(s); return ok }
	case "float", "double":
		return validFloat
	case "dateTime", "dateTimeStamp", "date", "time", "gYear", "gYearMonth", "gMonth", "gMonthDay", "gDay":
		return func(s string) bool { _, ok := parseInstant(local, s); return ok }
	case "duration", "dayTimeDuration", "yearMonthDuration":
		return func(s string) bool { _, ok := parseDuration(local, s); return ok }
	case "hexBinary":
		return func(s string) bool { return len(s)%2 == 0 && all(s, isHex) }
	case "base64Binary":
		return validBase64
	case "normalizedString":
		return func(s string) bool { return !strings.ContainsAny(s, "\t\n\r") }
	case "token":
		return validToken
	case "language":
		return validLanguage
	case "Name":
		return func(s string) bool { return validName(s, true) }
	case "NCName", "ID", "IDREF", "ENTITY":
		return func(s string) bool { return validName(s, false) }
	case "NMTOKEN":
		return func(s string) bool {
			return s != "" && strings.IndexFunc(s, func(r rune) bool { return !isNameChar(r) }) < 0
		}
	case "QName", "NOTATION":
		return func(s string) bool {
			prefix, name, both := strings.Cut(s, ":")
			return validName(prefix, false) && (!both || validName(name, false))
		}
	}
	return nil
}

// validLiteral tells whether a literal has the datatype and a lexical form of it.
func validLiteral(t rdf.Term, datatype string, lexical func(string) bool) bool {
	return t.IsLiteral() && t.Datatype == datatype && (lexical == nil || lexical(t.Value))
}

// integerType is xsd:integer or a type derived from it; nil bounds are open.
type integerType struct{ least, most *decimal }

func (i integerType) valid(s string) bool {
	d, ok := parseDecimal(s)
	if !ok || strings.IndexByte(s, '.') >= 0 {
		return false
	}
	return (i.least == nil || d.compare(*i.least) >= 0) && (i.most == nil || d.compare(*i.most) <= 0)
}

func between(least, most string) integerType {
	bound := func(s string) *decimal {
		if s == "" {
			return nil
		}
		d, _ := parseDecimal(s)
		return &d
	}
	return integerType{bound(least), bound(most)}
}

var integerTypes = map[string]integerType{
	"integer":            between("", ""),
	"nonNegativeInteger": between("0", ""),
	"positiveInteger":    between("1", ""),
	"nonPositiveInteger": between("", "0"),
	"negativeInteger":    between("", "-1"),
	"long":               between("-9223372036854775808", "9223372036854775807"),
	"int":                between("-2147483648", "2147483647"),
	"short":              between("-32768", "32767"),
	"byte":               between("-128", "127"),
	"unsignedLong":       between("0", "18446744073709551615"),
	"unsignedInt":        between("0", "4294967295"),
	"unsignedShort":      between("0", "65535"),
	"unsignedByte":       between("0", "255"),
}

func validFloat(s string) bool {
	if s == "NaN" || strings.TrimLeft(s, "+-") == "INF" && len(s) <= 4 {
		return true
	}
	mantissa, exponent := s, ""
	if i := strings.IndexAny(s, "eE"); i >= 0 {
		mantissa, exponent = s[:i], s[i+1:]
		if len(exponent) > 0 && (exponent[0] == '+' || exponent[0] == '-') {
			exponent = exponent[1:]
		}
		if !digits(exponent) {
			return false
		}
	}
	_, ok := parseDecimal(mantissa)
	return ok
}

func validBase64(s string) bool {
	n, padding := 0, 0
	for i := range len(s) {
		switch c := s[i]; {
		case c == ' ':
			// one space between characters, none at the ends
			if i == 0 || i == len(s)-1 || s[i-1] == ' ' {
				return false
			}
			continue
		case c == '=':
			padding++
		case padding > 0 || !(isAlphanumeric(c) || c == '+' || c == '/'):
			return false
		}
		n++
	}
	return n%4 == 0 && padding <= 2
}

func validToken(s string) bool {
	return !strings.ContainsAny(s, "\t\n\r") && !strings.Contains(s, "  ") &&
		!strings.HasPrefix(s, " ") && !strings.HasSuffix(s, " ")
}

func validLanguage(s string) bool {
	for i, part := range strings.Split(s, "-") {
		if len(part) < 1 || len(part) > 8 || !all(part, isAlphanumeric) {
			return false
		}
		if i == 0 && strings.ContainsAny(part, "0123456789") {
			return false
		}
	}
	return true
}

func validName(s string, colon bool) bool {
	first, _ := utf8.DecodeRuneInString(s)
	if s == "" || !isNameStart(first) {
		return false
	}
	for _, r := range s {
		if !isNameChar(r) || r == ':' && !colon {
			return false
		}
	}
	return true
}

// nameStart and nameMore are the characters of XML names (XML 1.0, section 2.3), as
// pairs of first and last; the classes \i and \c of patterns are the same.
var (
	nameStart = []rune{':', ':', 'A', 'Z', '_', '_', 'a', 'z', 0xC0, 0xD6, 0xD8, 0xF6, 0xF8, 0x2FF,
		0x370, 0x37D, 0x37F, 0x1FFF, 0x200C, 0x200D, 0x2070, 0x218F, 0x2C00, 0x2FEF,
		0x3001, 0xD7FF, 0xF900, 0xFDCF, 0xFDF0, 0xFFFD, 0x10000, 0xEFFFF}
	nameMore = []rune{'-', '-', '.', '.', '0', '9', 0xB7, 0xB7, 0x300, 0x36F, 0x203F, 0x2040}
)

func isNameStart(r rune) bool { return inRanges(r, nameStart) }
func isNameChar(r rune) bool  { return inRanges(r, nameStart) || inRanges(r, nameMore) }

func inRanges(r rune, ranges []rune) bool {
	for i := 0; i < len(ranges); i += 2 {
		if ranges[i] <= r && r <= ranges[i+1] {
			return true
		}
	}
	return false
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

func isAlphanumeric(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// digits reports whether s is one digit or more and nothing else.
func digits(s string) bool { return s != "" && all(s, isDigit) }

func all(s string, of func(byte) bool) bool {
	for i := range len(s) {
		if !of(s[i]) {
			return false
		}
	}
	return true
}
