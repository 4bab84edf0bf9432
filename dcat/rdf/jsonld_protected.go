package rdf

import (
	"errors"
	"maps"

	"github.com/piprate/json-gold/ld"
)

// unprotected copies a context with no term of it protected.
func unprotected(c *ld.Context) *ld.Context {
	free := ld.CopyContext(c)
	for term := range free.Protected {
		if td := free.TermDefinitions[term]; td != nil {
			td = td.Copy()
			td.Protected = false
			free.TermDefinitions[term] = td
		}
	}
	free.Protected = map[string]bool{}
	return free
}

// protectAgain gives the terms that were not redefined their protection back.
func protectAgain(parsed, free, original *ld.Context) {
	for term := range original.Protected {
		if td := free.TermDefinitions[term]; td != nil && parsed.TermDefinitions[term] == td {
			parsed.TermDefinitions[term] = original.TermDefinitions[term]
			parsed.Protected[term] = true
		}
	}
}

// protectedNulls returns the terms that are protected and mean nothing after local was
// processed, and an error where local redefines one of those before: json-gold protects
// only terms that mean something (JSON-LD 1.1 API, section 4.2.2, steps 27 and 28).
// Terms of contexts that local only names are not known here.
func protectedNulls(nulls map[string]bool, local any, override bool) (map[string]bool, error) {
	for _, one := range ld.Arrayify(local) {
		definitions, ok := one.(map[string]any)
		if one == nil && len(nulls) > 0 {
			if !override {
				return nil, errors.New("invalid context nullification: terms are protected")
			}
			nulls = nil
		}
		if !ok {
			continue
		}
		protected, _ := definitions["@protected"].(bool)
		after := maps.Clone(nulls)
		for term, definition := range definitions {
			if ld.IsKeyword(term) {
				continue
			}
			isNull, protects := definition == nil, protected
			if expanded, ok := definition.(map[string]any); ok {
				id, stated := expanded["@id"]
				isNull = stated && id == nil
				if own, ok := expanded["@protected"].(bool); ok {
					protects = own
				}
			}
			switch {
			case !isNull && nulls[term] && !override:
				return nil, errors.New("protected term redefinition: a term is protected and means nothing")
			case isNull && protects:
				if after == nil {
					after = map[string]bool{}
				}
				after[term] = true
			case !isNull:
				delete(after, term)
			}
		}
		nulls = after
	}
	return nulls, nil
}
