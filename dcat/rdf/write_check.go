package rdf

import (
	"fmt"
	"unicode/utf8"
)

// checkTriple reports why t cannot be written in any syntax. What is not RDF is
// refused rather than written so that nobody can read it.
func checkTriple(t Triple) error {
	if !t.Subject.IsIRI() && !t.Subject.IsBlank() {
		return fmt.Errorf("the subject is no IRI and no blank node")
	}
	if !t.Predicate.IsIRI() {
		return fmt.Errorf("the predicate is no IRI")
	}
	if t.Object.IsZero() {
		return fmt.Errorf("there is no object")
	}
	for _, term := range [...]*Term{&t.Subject, &t.Predicate, &t.Object} {
		if err := checkTerm(term); err != nil {
			return err
		}
	}
	return nil
}

func checkTerm(t *Term) error {
	if !utf8.ValidString(t.Value) {
		return fmt.Errorf("invalid UTF-8 in %s", quoteShort(t.Value))
	}
	switch t.Kind {
	case KindIRI:
		return checkIRI(t.Value)
	case KindLiteral:
		if !utf8.ValidString(t.Datatype) {
			return fmt.Errorf("invalid UTF-8 in %s", quoteShort(t.Datatype))
		}
		if err := checkIRI(t.Datatype); err != nil {
			return fmt.Errorf("datatype: %w", err)
		}
		if t.Lang != "" && !isLang([]byte(t.Lang)) {
			return fmt.Errorf("not a language tag: %s", quoteShort(t.Lang))
		}
	}
	return nil
}

// checkGraph checks every triple of g; the error names the first one that cannot be
// written.
func checkGraph(g *Graph, f Format) error {
	for t := range g.All() {
		if err := checkTriple(t); err != nil {
			return fmt.Errorf("write %s: triple %s: %w", f, quoteTriple(t), err)
		}
	}
	return nil
}

// quoteTriple shows a triple whose terms may be of any length.
func quoteTriple(t Triple) string {
	text := []rune(t.String())
	const most = 400
	if len(text) > most {
		return string(text[:most]) + "..."
	}
	return string(text)
}
