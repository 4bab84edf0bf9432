package rdf

import (
	"fmt"

	"github.com/knakk/rdf"
)

// ToKnakk converts a triple for programs written on github.com/knakk/rdf. It is an
// error where that library has no such term: it refuses some IRIs.
func ToKnakk(t Triple) (rdf.Triple, error) {
	subject, err := TermToKnakk(t.Subject)
	if err != nil {
		return rdf.Triple{}, fmt.Errorf("convert subject: %w", err)
	}
	predicate, err := TermToKnakk(t.Predicate)
	if err != nil {
		return rdf.Triple{}, fmt.Errorf("convert predicate: %w", err)
	}
	object, err := TermToKnakk(t.Object)
	if err != nil {
		return rdf.Triple{}, fmt.Errorf("convert object: %w", err)
	}
	s, okS := subject.(rdf.Subject)
	p, okP := predicate.(rdf.Predicate)
	o, okO := object.(rdf.Object)
	if !okS || !okP || !okO {
		return rdf.Triple{}, fmt.Errorf("convert triple %s: a term stands where RDF allows none of its kind", quoteTriple(t))
	}
	return rdf.Triple{Subj: s, Pred: p, Obj: o}, nil
}

// TermToKnakk converts a term.
func TermToKnakk(t Term) (rdf.Term, error) {
	switch {
	case t.IsIRI():
		return rdf.NewIRI(t.Value)
	case t.IsBlank():
		return rdf.NewBlank(t.Value)
	case t.IsLiteral() && t.Lang != "":
		return rdf.NewLangLiteral(t.Value, t.Lang)
	case t.IsLiteral():
		datatype, err := rdf.NewIRI(t.Datatype)
		if err != nil {
			return nil, err
		}
		return rdf.NewTypedLiteral(t.Value, datatype), nil
	}
	return nil, fmt.Errorf("no term")
}

// FromKnakk converts a triple of github.com/knakk/rdf.
func FromKnakk(t rdf.Triple) Triple {
	return Triple{TermFromKnakk(t.Subj), TermFromKnakk(t.Pred), TermFromKnakk(t.Obj)}
}

// TermFromKnakk converts a term of github.com/knakk/rdf; nil gives the zero Term.
func TermFromKnakk(t rdf.Term) Term {
	switch t := t.(type) {
	case rdf.IRI:
		return IRI(t.String())
	case rdf.Blank:
		return Blank(t.String())
	case rdf.Literal:
		if t.Lang() != "" {
			return LangLiteral(t.String(), t.Lang())
		}
		return TypedLiteral(t.String(), t.DataType.String())
	}
	return Term{}
}
