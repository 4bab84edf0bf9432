package rdf

import "strings"

// Kind tells what a Term is. The zero Kind belongs to the zero Term, which stands
// for "no term" and, in [Matcher.Match], for "any term".
type Kind uint8

// The kinds of RDF term (RDF 1.1 Concepts, section 3).
const (
	KindIRI Kind = iota + 1
	KindBlank
	KindLiteral
)

// Datatypes that the RDF syntaxes give to literals without saying so.
const (
	XSDString     = "http://www.w3.org/2001/XMLSchema#string"
	RDFLangString = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
)

// Term is an IRI, a blank node or a literal. Terms are comparable with == and can
// be map keys; two terms are the same RDF term iff they are ==.
type Term struct {
	Kind Kind
	// Value is the IRI, the blank node label without "_:", or the lexical form.
	Value string
	// Datatype is the datatype IRI of a literal, never empty for one.
	Datatype string
	// Lang is the language tag of a literal whose datatype is rdf:langString.
	Lang string
}

// IRI returns the IRI term for an absolute IRI; it does not check it.
func IRI(iri string) Term { return Term{Kind: KindIRI, Value: iri} }

// Blank returns the blank node with this label (without "_:").
func Blank(label string) Term { return Term{Kind: KindBlank, Value: label} }

// Literal returns the xsd:string literal with this lexical form.
func Literal(lexical string) Term {
	return Term{Kind: KindLiteral, Value: lexical, Datatype: XSDString}
}

// LangLiteral returns a language-tagged string; an empty lang gives a plain literal.
func LangLiteral(lexical, lang string) Term {
	if lang == "" {
		return Literal(lexical)
	}
	return Term{Kind: KindLiteral, Value: lexical, Datatype: RDFLangString, Lang: lang}
}

// TypedLiteral returns the literal with this lexical form and datatype IRI.
func TypedLiteral(lexical, datatype string) Term {
	return Term{Kind: KindLiteral, Value: lexical, Datatype: datatype}
}

// IsZero reports whether t is no term at all.
func (t Term) IsZero() bool { return t.Kind == 0 }

// IsIRI reports whether t is an IRI.
func (t Term) IsIRI() bool { return t.Kind == KindIRI }

// IsBlank reports whether t is a blank node.
func (t Term) IsBlank() bool { return t.Kind == KindBlank }

// IsLiteral reports whether t is a literal.
func (t Term) IsLiteral() bool { return t.Kind == KindLiteral }

// String returns the term in canonical N-Triples form (RDF 1.1 N-Triples, section 4).
func (t Term) String() string {
	switch t.Kind {
	case KindIRI:
		return "<" + t.Value + ">"
	case KindBlank:
		return "_:" + t.Value
	case KindLiteral:
		var b strings.Builder
		b.WriteByte('"')
		b.WriteString(literalEscaper.Replace(t.Value))
		b.WriteByte('"')
		switch t.Datatype {
		case XSDString:
		case RDFLangString:
			b.WriteByte('@')
			b.WriteString(t.Lang)
		default:
			b.WriteString("^^<")
			b.WriteString(t.Datatype)
			b.WriteByte('>')
		}
		return b.String()
	}
	return ""
}

var literalEscaper = strings.NewReplacer(
	`\`, `\\`, `"`, `\"`, "\n", `\n`, "\r", `\r`, "\t", `\t`, "\b", `\b`, "\f", `\f`,
	"\x00", `\u0000`, "\x01", `\u0001`, "\x02", `\u0002`, "\x03", `\u0003`, "\x04", `\u0004`,
	"\x05", `\u0005`, "\x06", `\u0006`, "\x07", `\u0007`, "\x0B", `\u000B`, "\x0E", `\u000E`,
	"\x0F", `\u000F`, "\x10", `\u0010`, "\x11", `\u0011`, "\x12", `\u0012`, "\x13", `\u0013`,
	"\x14", `\u0014`, "\x15", `\u0015`, "\x16", `\u0016`, "\x17", `\u0017`, "\x18", `\u0018`,
	"\x19", `\u0019`, "\x1A", `\u001A`, "\x1B", `\u001B`, "\x1C", `\u001C`, "\x1D", `\u001D`,
	"\x1E", `\u001E`, "\x1F", `\u001F`, "\x7F", `\u007F`,
)

// Compare orders terms: IRIs, then blank nodes, then literals, each by value,
// datatype and language. Writers use it so that the same graph gives the same bytes.
func Compare(a, b Term) int {
	if a.Kind != b.Kind {
		return int(a.Kind) - int(b.Kind)
	}
	if c := strings.Compare(a.Value, b.Value); c != 0 {
		return c
	}
	if c := strings.Compare(a.Datatype, b.Datatype); c != 0 {
		return c
	}
	return strings.Compare(a.Lang, b.Lang)
}

// Triple is one RDF statement.
type Triple struct {
	Subject, Predicate, Object Term
}

// String returns the triple as one line of N-Triples without the line end.
func (t Triple) String() string {
	return t.Subject.String() + " " + t.Predicate.String() + " " + t.Object.String() + " ."
}

// Position is where a statement begins in its source text. Lines and columns count
// from 1, columns in Unicode code points; the zero Position means unknown.
type Position struct {
	Line, Column int
}

// Quad is a statement as a reader gives it: a triple, the name of its graph (zero
// for the default graph) and its place in the text.
type Quad struct {
	Triple
	Graph    Term
	Position Position
}
