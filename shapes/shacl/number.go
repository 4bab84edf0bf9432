package shacl

import (
	"cmp"
	"strconv"
	"strings"
)

// decimal is an xsd:decimal of any length, kept as digits: whole without leading and
// fraction without trailing zeros.
type decimal struct {
	negative        bool
	whole, fraction string
}

// parseDecimal reads the lexical form of an xsd:decimal or xsd:integer.
func parseDecimal(s string) (decimal, bool) {
	var d decimal
	if s != "" && (s[0] == '-' || s[0] == '+') {
		d.negative = s[0] == '-'
		s = s[1:]
	}
	whole, fraction, _ := strings.Cut(s, ".")
	if whole == "" && fraction == "" || !all(whole, isDigit) || !all(fraction, isDigit) {
		return d, false
	}
	d.whole = strings.TrimLeft(whole, "0")
	d.fraction = strings.TrimRight(fraction, "0")
	if d.whole == "" && d.fraction == "" {
		d.negative = false
	}
	return d, true
}

func (d decimal) compare(o decimal) int {
	switch {
	case d.negative && !o.negative:
		return -1
	case o.negative && !d.negative:
		return 1
	case d.negative:
		d, o = o, d
	}
	if c := cmp.Compare(len(d.whole), len(o.whole)); c != 0 {
		return c
	}
	if c := strings.Compare(d.whole, o.whole); c != 0 {
		return c
	}
	return strings.Compare(d.fraction, o.fraction)
}

// float returns the nearest float (bits 32) or double (bits 64).
func (d decimal) float(bits int) float64 {
	f, _ := strconv.ParseFloat(d.whole+"."+d.fraction+"0", bits)
	if d.negative {
		f = -f
	}
	return f
}

// parseFloat reads the lexical form of an xsd:float (bits 32) or xsd:double (bits 64).
func parseFloat(s string, bits int) (float64, bool) {
	if !validFloat(s) {
		return 0, false
	}
	// out of range means an infinity, as XML Schema 1.1 part 2, section 3.3.4, has it
	f, _ := strconv.ParseFloat(s, bits)
	return f, true
}
