package rdf

import (
	"errors"
	"slices"
	"strings"
)

// withLocal returns the context that a @context of the document gives.
func (c *ldContext) withLocal(v *jsonValue, base string) (*ldContext, *SyntaxError) {
	if next := c.named[v.text]; v.kind == jsonString && next != nil {
		return next, nil
	}
	local, fault := localContext(v, base)
	if fault != nil {
		return nil, fault
	}
	next, err := c.with(local, true, false)
	if err == nil {
		if v.kind == jsonString && len(c.named) < maxNamed {
			if c.named == nil {
				c.named = map[string]*ldContext{}
			}
			c.named[v.text] = next
		}
		return next, nil
	}
	if v.kind == jsonArray {
		return nil, c.faultInArray(v, base, err)
	}
	return nil, c.faultInObject(v, base, err)
}

// maxNamed bounds what is remembered of contexts named by IRI.
const maxNamed = 16

// faultInArray finds the item of an array of contexts that is at fault.
func (c *ldContext) faultInArray(v *jsonValue, base string, err error) *SyntaxError {
	for i := range v.items {
		inner, fault := c.withLocal(&v.items[i], base)
		if fault != nil {
			return fault
		}
		c = inner
	}
	return &SyntaxError{v.at, contextMessage(err)}
}

// maxBlamed bounds the definitions among which a wrong one is looked for.
const maxBlamed = 300

// faultInObject finds the definition without which the context would be right.
// json-gold goes through definitions in no order, so that of several wrong ones it
// names now one and now another; then none is named.
func (c *ldContext) faultInObject(v *jsonValue, base string, err error) *SyntaxError {
	if len(v.members) > 1 && len(v.members) <= maxBlamed {
		for i := range v.members {
			rest := jsonValue{kind: jsonObject, members: slices.Delete(slices.Clone(v.members), i, i+1)}
			local, fault := localContext(&rest, base)
			if fault != nil {
				continue
			}
			if _, restErr := c.with(local, true, false); restErr == nil {
				return &SyntaxError{v.members[i].at, contextMessage(err)}
			}
		}
	}
	if len(v.members) > 1 {
		err = errors.New("several definitions are invalid")
	}
	return &SyntaxError{v.at, contextMessage(err)}
}

// localContext converts a @context to what json-gold processes, and sees to what it
// does not: names of contexts are relative to the text that they stand in and not to
// @base, some terms may not be defined, and others are to be ignored (JSON-LD 1.1
// API, sections 4.1.2 and 4.2.2).
func localContext(v *jsonValue, base string) (any, *SyntaxError) {
	switch v.kind {
	case jsonString:
		return contextName(v.text, base), nil
	case jsonArray:
		out := make([]any, len(v.items))
		for i := range v.items {
			var fault *SyntaxError
			if out[i], fault = localContext(&v.items[i], base); fault != nil {
				return nil, fault
			}
		}
		return out, nil
	case jsonObject:
		return contextObject(v, base)
	}
	return plainJSON(v), nil
}

func contextObject(v *jsonValue, base string) (any, *SyntaxError) {
	out := make(map[string]any, len(v.members))
	for i := range v.members {
		m := &v.members[i]
		switch {
		case m.key == "":
			return nil, &SyntaxError{m.at, "@context: invalid term definition: the empty term"}
		case m.key == "@context", m.key == "@type" && m.value.kind == jsonObject && len(m.value.members) == 0:
			return nil, &SyntaxError{m.at, "@context: keyword redefinition: " + m.key}
		case m.value.kind == jsonBroken:
			return nil, &SyntaxError{m.value.at, m.value.text}
		case m.key == "@protected" && !m.value.isBool():
			return nil, &SyntaxError{m.value.at, "@context: invalid @protected value: it is neither true nor false"}
		case m.key == "@import" && m.value.kind == jsonString:
			out[m.key] = contextName(m.value.text, base)
		case m.key == "@language" && m.value.kind == jsonString:
			out[m.key] = hideCase(m.value.text)
		case m.value.kind == jsonObject:
			definition, fault := termObject(&m.value, base)
			if fault != nil {
				return nil, fault
			}
			if definition != nil {
				out[m.key] = definition
			}
		default:
			out[m.key] = plainJSON(&m.value)
		}
	}
	return out, nil
}

// definitionKeys are what an expanded term definition may hold (JSON-LD 1.1, section
// 9.15.1).
var definitionKeys = []string{
	"@id", "@reverse", "@container", "@context", "@direction", "@index", "@language", "@nest", "@prefix", "@protected", "@type",
}

// containers are what @container may say (JSON-LD 1.1, section 9.15.1).
var containers = []string{"@graph", "@id", "@index", "@language", "@list", "@set", "@type"}

func isContainer(v *jsonValue) bool {
	for _, c := range v.asArray() {
		if c.kind != jsonString || !slices.Contains(containers, c.text) {
			return false
		}
	}
	return true
}

func (v *jsonValue) isBool() bool { return v.kind == jsonTrue || v.kind == jsonFalse }

// termObject converts an expanded term definition; nil stands for one to be ignored.
func termObject(v *jsonValue, base string) (map[string]any, *SyntaxError) {
	out := make(map[string]any, len(v.members))
	for i := range v.members {
		m := &v.members[i]
		switch {
		case !slices.Contains(definitionKeys, m.key):
			return nil, &SyntaxError{m.at, "@context: a term definition has no key " + quoteShort(m.key)}
		case m.key == "@container" && !isContainer(&m.value):
			return nil, &SyntaxError{m.value.at, "@context: invalid container mapping: @container is one or more of " + strings.Join(containers, ", ")}
		case m.key == "@protected" && !m.value.isBool():
			return nil, &SyntaxError{m.value.at, "@context: invalid @protected value: it is neither true nor false"}
		case m.key == "@context":
			scoped, fault := localContext(&m.value, base)
			if fault != nil {
				return nil, fault
			}
			out[m.key] = scoped
		case m.key == "@reverse" && m.value.kind == jsonString && looksLikeKeyword(m.value.text):
			return nil, nil
		case m.key == "@language" && m.value.kind == jsonString:
			out[m.key] = hideCase(m.value.text)
		default:
			out[m.key] = plainJSON(&m.value)
		}
	}
	return out, nil
}

// contextName resolves the name of a context; one that cannot be is reported when
// it is not found.
func contextName(name, base string) string {
	if iri, err := resolveIRI(base, name); err == nil {
		return iri
	}
	return name
}

// plainJSON converts a value to what encoding/json would make of it.
func plainJSON(v *jsonValue) any {
	switch v.kind {
	case jsonObject:
		out := make(map[string]any, len(v.members))
		for i := range v.members {
			out[v.members[i].key] = plainJSON(&v.members[i].value)
		}
		return out
	case jsonArray:
		out := make([]any, len(v.items))
		for i := range v.items {
			out[i] = plainJSON(&v.items[i])
		}
		return out
	case jsonString:
		return v.text
	case jsonNumber:
		return numberValue(v.text)
	case jsonTrue, jsonFalse:
		return v.kind == jsonTrue
	}
	return nil
}

// json-gold makes language tags in contexts lower-case. The tag is part of a literal,
// and a literal that changes its tag between two syntaxes changes the digest, so
// capitals are hidden from it behind a mark that no tag has.
const capitalMark = "\x00"

func hideCase(tag string) string {
	var out strings.Builder
	for _, r := range tag {
		if 'A' <= r && r <= 'Z' {
			out.WriteString(capitalMark)
		}
		out.WriteRune(r)
	}
	return out.String()
}

func keptCase(tag string) string {
	parts := strings.Split(tag, capitalMark)
	for i := 1; i < len(parts); i++ {
		if parts[i] != "" {
			parts[i] = strings.ToUpper(parts[i][:1]) + parts[i][1:]
		}
	}
	return strings.Join(parts, "")
}
