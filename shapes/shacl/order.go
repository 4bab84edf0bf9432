package shacl

import (
	"cmp"
	"strings"

	"github.com/trebbia/trebbia/dcat/rdf"
)

// ordinal is a literal in a form that can be compared.
type ordinal struct {
	kind     ordinalKind
	decimal  decimal
	float    float64
	bits     int // of float
	instant  instant
	duration duration
	text     string
}

type ordinalKind string

// Kinds of value that are comparable with their like; date and time types are compared
// only within one type, so their local name is their kind.
const (
	decimalKind  ordinalKind = "decimal"
	floatKind    ordinalKind = "float"
	textKind     ordinalKind = "string"
	booleanKind  ordinalKind = "boolean"
	durationKind ordinalKind = "duration"
)

// ordinalOf reads a term; ok is false for one that the operator < of SPARQL 1.1
// (section 17.3, with the types of XPath that SPARQL leaves to extension) does not take:
// an IRI, a literal with a language, an ill-typed literal.
func ordinalOf(t rdf.Term) (o ordinal, ok bool) {
	local, isXSD := strings.CutPrefix(t.Datatype, xsdNS)
	if !t.IsLiteral() || !isXSD {
		return o, false
	}
	if integer, isInteger := integerTypes[local]; isInteger {
		o.kind = decimalKind
		o.decimal, _ = parseDecimal(t.Value)
		return o, integer.valid(t.Value)
	}
	switch local {
	case "decimal":
		o.kind = decimalKind
		o.decimal, ok = parseDecimal(t.Value)
	case "float", "double":
		o.kind, o.bits = floatKind, 64
		if local == "float" {
			o.bits = 32
		}
		o.float, ok = parseFloat(t.Value, o.bits)
	case "string", "normalizedString", "token", "language", "Name", "NCName", "NMTOKEN":
		lexical := lexicalSpace(t.Datatype)
		o.kind, o.text, ok = textKind, t.Value, lexical == nil || lexical(t.Value)
	case "boolean":
		o.kind = booleanKind
		switch t.Value {
		case "true", "1":
			o.text, ok = "1", true
		case "false", "0":
			o.text, ok = "0", true
		}
	case "dateTime", "dateTimeStamp":
		o.kind = "dateTime"
		o.instant, ok = parseInstant(local, t.Value)
	case "date", "time", "gYear", "gYearMonth":
		o.kind = ordinalKind(local)
		o.instant, ok = parseInstant(local, t.Value)
	case "duration", "dayTimeDuration", "yearMonthDuration":
		o.kind = durationKind
		o.duration, ok = parseDuration(local, t.Value)
	}
	return o, ok
}

// compare orders two values; ok is false when they are not comparable.
func (o ordinal) compare(p ordinal) (order int, ok bool) {
	if o.kind != p.kind {
		// a decimal is promoted to a float or double beside one (XPath 2.0, appendix B.1)
		switch {
		case o.kind == decimalKind && p.kind == floatKind:
			o.kind, o.float = floatKind, o.decimal.float(p.bits)
		case o.kind == floatKind && p.kind == decimalKind:
			p.float = p.decimal.float(o.bits)
		default:
			return 0, false
		}
	}
	switch o.kind {
	case decimalKind:
		return o.decimal.compare(p.decimal), true
	case floatKind:
		// NaN is neither less than, equal to nor greater than anything
		return cmp.Compare(o.float, p.float), o.float == o.float && p.float == p.float
	case textKind, booleanKind:
		return strings.Compare(o.text, p.text), true
	case durationKind:
		return o.duration.compare(p.duration)
	}
	return o.instant.compare(p.instant)
}
