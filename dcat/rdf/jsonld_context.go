package rdf

import (
	"errors"
	"fmt"
	"strings"

	"github.com/piprate/json-gold/ld"
)

// ldContext is an active context of JSON-LD (JSON-LD 1.1 API, section 4.1). json-gold
// processes local contexts; what is done with the result is ours.
type ldContext struct {
	*ld.Context
	previous *ldContext            // what a type-scoped context gives way to
	keys     map[string]string     // what keys expanded to
	named    map[string]*ldContext // what contexts named by IRI made of this one
	nulls    map[string]bool       // protected terms that mean nothing
	copies   *int64                // definitions that may still be copied for this document
}

// The bound on work on contexts, in definitions copied: json-gold copies all that are
// in force for each context that it meets. Real documents stay far below it.
const (
	baseCopies   = 5_000_000
	bytesPerCopy = 2
)

// spend counts the cost of processing one more context.
func (c *ldContext) spend(n int) error {
	if *c.copies -= int64(len(c.TermDefinitions) + n); *c.copies < 0 {
		return errors.New("the contexts of the document are too many and too large together")
	}
	return nil
}

func (c *ldContext) inner(parsed *ld.Context) *ldContext {
	return &ldContext{Context: parsed, previous: c.previous, keys: map[string]string{}, copies: c.copies}
}

// allow lets more definitions be copied for a further piece of the text.
func (c *ldContext) allow(size int64) { *c.copies += size / bytesPerCopy }

// newLDContext returns the context of a document before it says anything.
func newLDContext(opt ReadOptions, loader ld.DocumentLoader) *ldContext {
	copies := int64(baseCopies)
	options := ld.NewJsonLdOptions(opt.Base)
	options.DocumentLoader = loader
	return &ldContext{Context: ld.NewContext(nil, options), keys: map[string]string{}, copies: &copies}
}

// with returns the context that processing local gives. propagate is false for
// type-scoped contexts, override true for property-scoped ones, which may redefine
// protected terms.
func (c *ldContext) with(local any, propagate, override bool) (next *ldContext, err error) {
	defer func() {
		if r := recover(); r != nil {
			next, err = nil, fmt.Errorf("invalid @context: %v", r)
		}
	}()
	if err := c.spend(1); err != nil {
		return nil, err
	}
	nulls, err := protectedNulls(c.nulls, local, override)
	if err != nil {
		return nil, err
	}
	base := c.Context
	if override {
		base = unprotected(base)
	}
	parsed, err := base.Parse(local)
	if err != nil {
		return nil, err
	}
	if override {
		protectAgain(parsed, base, c.Context)
	}
	for term, td := range parsed.TermDefinitions {
		if td == nil || !td.HasContext || c.TermDefinitions[term] == td {
			continue
		}
		if err := c.spend(len(parsed.TermDefinitions)); err != nil {
			return nil, err
		}
		if _, err := unprotected(parsed).Parse(td.Context); err != nil {
			return nil, fmt.Errorf("invalid scoped context of %s: %w", quoteShort(term), err)
		}
	}
	next = c.inner(parsed)
	next.nulls = nulls
	contexts := ld.Arrayify(local)
	for i, one := range contexts {
		if one == nil {
			next.previous = nil
		}
		if flag, ok := one.(map[string]any); ok && i == 0 {
			if stated, ok := flag["@propagate"].(bool); ok {
				propagate = stated
			}
		}
	}
	if !propagate && next.previous == nil {
		next.previous = c
	}
	return next, nil
}

// key expands a key of an object; "" means that it expands to nothing.
func (c *ldContext) key(key string) string {
	if iri, ok := c.keys[key]; ok {
		return iri
	}
	iri := c.expand(key, false, true)
	if len(c.keys) < maxCachedNames {
		c.keys[key] = iri
	}
	return iri
}

// isNulled reports whether the context says that the key means nothing.
func (c *ldContext) isNulled(key string) bool {
	td, ok := c.TermDefinitions[key]
	return ok && td == nil
}

// expand is IRI expansion (section 5.2.2); "" means null. A relative IRI comes back
// relative when there is no base.
func (c *ldContext) expand(value string, relative, vocab bool) string {
	if ld.IsKeyword(value) {
		return value
	}
	if looksLikeKeyword(value) {
		return ""
	}
	td, defined := c.TermDefinitions[value]
	switch {
	case defined && td != nil && (vocab || ld.IsKeyword(td.ID)):
		return td.ID
	case defined && td == nil && vocab:
		return ""
	}
	if i := strings.IndexByte(value, ':'); i > 0 {
		prefix, suffix := value[:i], value[i+1:]
		if prefix == "_" || strings.HasPrefix(suffix, "//") {
			return value
		}
		if td := c.TermDefinitions[prefix]; td != nil && td.ID != "" && td.Prefix != nil && *td.Prefix {
			return td.ID + suffix
		}
		if schemeLength(value) > 0 {
			return value
		}
	}
	switch {
	case vocab && c.Values.Vocab != nil:
		return *c.Values.Vocab + value
	case relative && c.Values.Base != "":
		if iri, err := resolveIRI(c.Values.Base, value); err == nil {
			return iri
		}
	}
	return value
}

// looksLikeKeyword reports whether the value has the form of a keyword of a later
// version, which this one leaves alone (section 5.2.2, step 2).
func looksLikeKeyword(value string) bool {
	if len(value) < 2 || value[0] != '@' {
		return false
	}
	for i := 1; i < len(value); i++ {
		if value[i] >= 0x80 || classes[value[i]]&classLetter == 0 {
			return false
		}
	}
	return true
}

func (c *ldContext) term(key string) *ld.TermDefinition {
	if td := c.TermDefinitions[key]; td != nil {
		return td
	}
	return &ld.TermDefinition{}
}

func (c *ldContext) contains(key, container string) bool {
	return c.HasContainerMapping(key, container)
}

// language is the language of strings under a key, "" for none.
func (c *ldContext) language(key string) string {
	td := c.term(key)
	switch {
	case td.HasLanguage && td.Language != nil:
		return keptCase(*td.Language)
	case td.HasLanguage || !c.Values.HasLanguage:
		return ""
	}
	return keptCase(c.Values.Language)
}

// direction is the base direction of strings under a key, "" for none.
func (c *ldContext) direction(key string) string {
	td := c.term(key)
	switch {
	case !td.HasDirection:
		return c.Values.Direction
	case td.Direction == nil:
		return ""
	}
	return *td.Direction
}

// ldLoader gives json-gold the contexts that it may read: those of the caller and
// the bundled ones. Nothing is ever fetched, no file and no address.
type ldLoader struct {
	contexts map[string][]byte
	opt      ReadOptions
	loads    int // since the current context was begun
}

// maxContextLoads bounds contexts that name one another in a circle.
const maxContextLoads = 50

// LoadDocument implements ld.DocumentLoader.
func (l *ldLoader) LoadDocument(iri string) (*ld.RemoteDocument, error) {
	text, ok := l.contexts[iri]
	if !ok {
		text, ok = bundledContexts[iri]
	}
	if !ok {
		return nil, fmt.Errorf("the context %s is not read from elsewhere: give its text in ReadOptions.Contexts", quoteShort(iri))
	}
	if l.loads++; l.loads > maxContextLoads {
		return nil, fmt.Errorf("the context %s is part of a circle of contexts", quoteShort(iri))
	}
	doc, err := newJSONParser(text, l.opt).value(0)
	if err != nil {
		return nil, fmt.Errorf("context %s: %w", quoteShort(iri), err)
	}
	var local any
	if member := doc.member("@context"); member != nil {
		var fault *SyntaxError
		if local, fault = localContext(member, iri); fault != nil {
			return nil, fmt.Errorf("context %s: %w", quoteShort(iri), fault)
		}
		return &ld.RemoteDocument{DocumentURL: iri, Document: map[string]any{"@context": local}}, nil
	}
	return &ld.RemoteDocument{DocumentURL: iri, Document: map[string]any{}}, nil
}

// contextMessage is the message of an error in a context.
func contextMessage(err error) string {
	return "@context: " + strings.TrimPrefix(err.Error(), "@context: ")
}
