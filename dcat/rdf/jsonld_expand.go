package rdf

import (
	"slices"
	"strings"

	"github.com/piprate/json-gold/ld"
)

// ldItem is an expanded value: a node, a literal or a list (JSON-LD 1.1 API, section
// 5.1, whose steps the functions below follow).
type ldItem struct {
	at      Position
	node    *ldNode
	literal *ldLiteral
	list    []*ldItem
	isList  bool
}

// ldNode is an expanded node object. A broken one is not a subject or object of any
// statement, but the nodes inside it are read all the same.
type ldNode struct {
	at       Position
	id       string
	named    bool
	broken   bool
	types    []ldName
	props    []ldProp
	graph    []*ldItem
	later    laterItems // instead of graph
	isGraph  bool
	included []*ldItem
	indexed  bool

	term Term // once it is known
}

type ldName struct {
	iri string
	at  Position
}

type ldProp struct {
	iri     string
	at      Position
	reverse bool
	items   []*ldItem
	later   laterItems // instead of items
}

// ldLiteral is an expanded value object.
type ldLiteral struct {
	value    *jsonValue
	datatype string // "@json" for a JSON literal, "" when none is stated
	lang     string
	// direction is the base direction of a string, "" when none is stated.
	direction string
}

// ldExpander expands values and reports what it cannot.
type ldExpander struct {
	fault func(at Position, message string) error
	later func(at Position, use func(*jsonValue) error) error // the items of a jsonLater
	base  string                                              // of the document, for the contexts that it names
}

// element expands a value under the term prop, which is "" at the top. The result is
// nil for what means null, and not nil for an empty array.
func (x *ldExpander) element(c *ldContext, prop string, v *jsonValue, fromMap bool) ([]*ldItem, error) {
	switch v.kind {
	case jsonNull:
		return nil, nil
	case jsonBroken:
		return nil, x.fault(v.at, v.text)
	case jsonObject:
		return x.object(c, prop, v, fromMap)
	case jsonArray:
		out := []*ldItem{}
		for i := range v.items {
			item := &v.items[i]
			got, err := x.element(c, prop, item, fromMap)
			if err != nil {
				return nil, err
			}
			if item.kind == jsonArray && c.contains(prop, "@list") {
				got = []*ldItem{{at: item.at, list: got, isList: true}}
			}
			out = append(out, got...)
		}
		return out, nil
	}
	if prop == "" || prop == "@graph" {
		return nil, x.fault(v.at, "a value that no property leads to")
	}
	c, err := x.propertyScope(c, c, prop, v.at)
	if c == nil || err != nil {
		return nil, err
	}
	return x.scalar(c, prop, v), nil
}

// propertyScope applies the context that the definition of prop holds. It returns nil
// when that context was reported as broken.
func (x *ldExpander) propertyScope(c, definedIn *ldContext, prop string, at Position) (*ldContext, error) {
	td := definedIn.term(prop)
	if !td.HasContext {
		return c, nil
	}
	scoped, err := c.with(td.Context, true, true)
	if err != nil {
		return nil, x.fault(at, contextMessage(err))
	}
	return scoped, nil
}

// scalar is value expansion (section 5.3).
func (x *ldExpander) scalar(c *ldContext, prop string, v *jsonValue) []*ldItem {
	td := c.term(prop)
	if v.kind == jsonString && (td.Type == "@id" || td.Type == "@vocab") {
		id := c.expand(v.text, true, td.Type == "@vocab")
		return []*ldItem{{at: v.at, node: &ldNode{at: v.at, id: id, named: true}}}
	}
	literal := &ldLiteral{value: v}
	switch {
	case td.Type != "" && td.Type[0] != '@':
		literal.datatype = td.Type
	case v.kind == jsonString && (td.Type == "" || td.Type == "@none" || td.Type[0] == '@'):
		literal.lang, literal.direction = c.language(prop), c.direction(prop)
	}
	return []*ldItem{{at: v.at, literal: literal}}
}

// object expands an object.
func (x *ldExpander) object(c *ldContext, prop string, v *jsonValue, fromMap bool) ([]*ldItem, error) {
	outer := c
	if c.previous != nil && !fromMap && !keepsTypeScope(c, v) {
		c = c.previous
	}
	c, err := x.propertyScope(c, outer, prop, v.at)
	if c == nil || err != nil {
		return nil, err
	}
	if local := v.member("@context"); local != nil {
		inner, fault := c.withLocal(local, x.base)
		if fault != nil {
			return nil, x.fault(fault.Position, fault.Message)
		}
		c = inner
	}
	r := &ldResult{typeScope: c, node: ldNode{at: v.at}}
	c, err = x.typeScopes(c, v, r)
	if c == nil || err != nil {
		return nil, err
	}
	if err := x.members(c, prop, v, r); err != nil {
		return nil, err
	}
	return x.finish(prop, v, r)
}

// keepsTypeScope reports whether the object is a value or a mere reference, for which
// a type-scoped context stays in force.
func keepsTypeScope(c *ldContext, v *jsonValue) bool {
	for i := range v.members {
		switch c.key(v.members[i].key) {
		case "@value":
			return true
		case "@id":
			if len(v.members) == 1 {
				return true
			}
		}
	}
	return false
}

// typeScopes applies the contexts that the definitions of the object's types hold,
// and notes which type decides how @value is read.
func (x *ldExpander) typeScopes(c *ldContext, v *jsonValue, r *ldResult) (*ldContext, error) {
	var keys []*jsonMember
	for i := range v.members {
		if c.key(v.members[i].key) == "@type" {
			if err := x.load(&v.members[i].value); err != nil {
				return nil, err
			}
			keys = append(keys, &v.members[i])
		}
	}
	slices.SortFunc(keys, func(a, b *jsonMember) int { return strings.Compare(a.key, b.key) })
	scope := c
	for i, m := range keys {
		var types []string
		for _, t := range m.value.asArray() {
			if t.kind == jsonString {
				types = append(types, t.text)
			}
		}
		if i == 0 && len(types) > 0 {
			r.inputType = scope.expand(types[len(types)-1], false, true)
		}
		slices.Sort(types)
		for _, t := range types {
			td := scope.term(t)
			if !td.HasContext {
				continue
			}
			inner, err := c.with(td.Context, false, false)
			if err != nil {
				return nil, x.fault(m.at, contextMessage(err))
			}
			c = inner
		}
	}
	return c, nil
}

// asArray returns the items of an array, or the value itself as the only one.
func (v *jsonValue) asArray() []jsonValue {
	if v.kind == jsonArray {
		return v.items
	}
	return []jsonValue{*v}
}

// members expands what stands under the keys of an object into r.
func (x *ldExpander) members(c *ldContext, prop string, v *jsonValue, r *ldResult) error {
	var nests []*jsonMember
	for i := range v.members {
		m := &v.members[i]
		if m.key == "@context" {
			continue
		}
		name, err := x.meaning(c, m.key, m.at)
		if err == nil && name != "" && !c.canWait(name, m.key) {
			err = x.load(&m.value)
		}
		switch {
		case name == "" || err != nil:
		case name == "@nest":
			nests = append(nests, m)
		case ld.IsKeyword(name):
			err = x.keyword(c, prop, name, m, r)
		default:
			err = x.property(c, name, m, r)
		}
		if err != nil {
			return err
		}
	}
	for _, m := range nests {
		if err := x.nest(c, prop, m, r); err != nil {
			return err
		}
	}
	return nil
}

// meaning expands a key; "" means that it says nothing, which is reported unless the
// context itself says so.
func (x *ldExpander) meaning(c *ldContext, key string, at Position) (string, error) {
	name := c.key(key)
	switch {
	case name == "" && c.isNulled(key):
		return "", nil
	case name == "":
		return "", x.fault(at, "the key "+quoteShort(key)+" looks like a keyword but is none")
	case !ld.IsKeyword(name) && !strings.Contains(name, ":"):
		return "", x.fault(at, "the key "+quoteShort(key)+" means nothing here: no context defines it")
	}
	return name, nil
}

// nest expands members that stand one level deeper without meaning to.
func (x *ldExpander) nest(c *ldContext, prop string, m *jsonMember, r *ldResult) error {
	for _, inner := range m.value.asArray() {
		isNode := inner.kind == jsonObject
		for i := range inner.members {
			isNode = isNode && c.key(inner.members[i].key) != "@value"
		}
		if !isNode {
			if err := x.fault(inner.at, "what is nested under "+quoteShort(m.key)+" is no node object"); err != nil {
				return err
			}
			continue
		}
		scoped, err := x.propertyScope(c, c, m.key, m.at)
		if err != nil {
			return err
		}
		if scoped == nil {
			continue
		}
		if err := x.members(scoped, prop, &inner, r); err != nil {
			return err
		}
	}
	return nil
}
