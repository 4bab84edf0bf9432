package rdf

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
)

// numberValue is the double that a JSON number means; one too large is infinite.
func numberValue(text string) float64 {
	f, _ := strconv.ParseFloat(text, 64) // the parser has let only numbers pass
	return f
}

// numberLexical returns the lexical form and datatype of a JSON number (JSON-LD 1.1
// API, section 8.2.2): an integer where it has no fraction, else a double. An integer
// keeps all its digits, also those that a double could not hold.
func numberLexical(text string, asDouble bool) (lexical, datatype string) {
	f := numberValue(text)
	if f != math.Trunc(f) || math.Abs(f) >= 1e21 || asDouble {
		return canonicalDouble(f), xsdNS + "double"
	}
	if strings.ContainsAny(text, ".eE") {
		text = strconv.FormatFloat(f, 'f', -1, 64)
	}
	if text == "-0" {
		text = "0"
	}
	return text, xsdNS + "integer"
}

// canonicalDouble is the canonical form of xsd:double with up to 15 decimals.
func canonicalDouble(f float64) string {
	switch {
	case math.IsInf(f, 1):
		return "INF"
	case math.IsInf(f, -1):
		return "-INF"
	}
	mantissa, exponent, _ := strings.Cut(strconv.FormatFloat(f, 'E', 15, 64), "E")
	mantissa = strings.TrimRight(mantissa, "0")
	if strings.HasSuffix(mantissa, ".") {
		mantissa += "0"
	}
	n, _ := strconv.Atoi(exponent)
	return mantissa + "E" + strconv.Itoa(n)
}

// canonicalJSON appends the value in the JSON Canonicalization Scheme (RFC 8785),
// which is the lexical form of a JSON literal.
func canonicalJSON(dst []byte, v *jsonValue) ([]byte, *SyntaxError) {
	switch v.kind {
	case jsonBroken:
		return dst, &SyntaxError{v.at, v.text}
	case jsonString:
		return canonicalJSONString(dst, v.text), nil
	case jsonNumber:
		f := numberValue(v.text)
		if math.IsInf(f, 0) {
			return dst, &SyntaxError{v.at, "number too large: " + quoteShort(v.text)}
		}
		return append(dst, jsonNumberText(f)...), nil
	case jsonTrue, jsonFalse:
		return strconv.AppendBool(dst, v.kind == jsonTrue), nil
	case jsonNull:
		return append(dst, "null"...), nil
	case jsonArray:
		dst = append(dst, '[')
		for i := range v.items {
			if i > 0 {
				dst = append(dst, ',')
			}
			var fault *SyntaxError
			if dst, fault = canonicalJSON(dst, &v.items[i]); fault != nil {
				return dst, fault
			}
		}
		return append(dst, ']'), nil
	}
	members := slices.Clone(v.members)
	slices.SortStableFunc(members, func(a, b jsonMember) int { return compareUTF16(a.key, b.key) })
	dst = append(dst, '{')
	for i := range members {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(canonicalJSONString(dst, members[i].key), ':')
		var fault *SyntaxError
		if dst, fault = canonicalJSON(dst, &members[i].value); fault != nil {
			return dst, fault
		}
	}
	return append(dst, '}'), nil
}

// canonicalJSONString writes \b and \f as the scheme wants them; appendJSONString
// writes the rest alike.
func canonicalJSONString(dst []byte, s string) []byte {
	from := len(dst)
	dst = appendJSONString(dst, s)
	if !strings.ContainsAny(s, "\b\f") {
		return dst
	}
	text := strings.NewReplacer(`\\`, `\\`, `\u0008`, `\b`, `\u000c`, `\f`).Replace(string(dst[from:]))
	return append(dst[:from], text...)
}

// compareUTF16 orders strings by their UTF-16 code units (RFC 8785, section 3.2.3).
func compareUTF16(a, b string) int {
	return cmp.Or(slices.Compare(utf16.Encode([]rune(a)), utf16.Encode([]rune(b))))
}

// jsonNumberText writes a number as ECMAScript does (RFC 8785, section 3.2.2.3).
func jsonNumberText(f float64) string {
	if f == 0 {
		return "0"
	}
	if abs := math.Abs(f); abs >= 1e-6 && abs < 1e21 {
		return strconv.FormatFloat(f, 'f', -1, 64)
	}
	mantissa, exponent, _ := strings.Cut(strconv.FormatFloat(f, 'e', -1, 64), "e")
	n, _ := strconv.Atoi(exponent)
	sign := "+"
	if n < 0 {
		sign = ""
	}
	return mantissa + "e" + sign + strconv.Itoa(n)
}
