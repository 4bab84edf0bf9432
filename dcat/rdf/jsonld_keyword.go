package rdf

import "slices"

// ldResult collects what the members of one object come to.
type ldResult struct {
	node      ldNode
	typeScope *ldContext // the context before type-scoped ones
	inputType string
	seen      []string // the keywords that were met

	value *jsonValue
	lang  string
	// direction is that of a value object; what contexts say is not for these.
	direction string
	list      []*ldItem
	set       []*ldItem
}

func (r *ldResult) has(keyword string) bool { return slices.Contains(r.seen, keyword) }

// keyword expands a member whose key is a keyword (section 5.1.2, step 13.4).
func (x *ldExpander) keyword(c *ldContext, prop, name string, m *jsonMember, r *ldResult) error {
	v := &m.value
	if prop == "@reverse" {
		return x.fault(m.at, "the keyword "+name+" cannot stand under @reverse")
	}
	if r.has(name) && name != "@type" && name != "@included" && name != "@reverse" {
		r.node.broken = true
		return x.fault(m.at, "two keys mean "+name)
	}
	if v.kind == jsonBroken {
		r.node.broken = true
		return x.fault(v.at, v.text)
	}
	r.seen = append(r.seen, name)
	switch name {
	case "@id":
		if v.kind != jsonString {
			r.node.broken = true
			return x.fault(v.at, "@id is not a string")
		}
		r.node.id = c.expand(v.text, true, false)
		r.node.named = true
		if r.node.id == "" {
			r.node.broken = true
			return x.fault(v.at, "the @id "+quoteShort(v.text)+" looks like a keyword but is none")
		}
	case "@type":
		return x.types(m, r)
	case "@value":
		r.value = v
	case "@language":
		if v.kind != jsonString {
			r.node.broken = true
			return x.fault(v.at, "@language is not a string")
		}
		r.lang = v.text
	case "@direction":
		if v.kind != jsonNull && (v.kind != jsonString || v.text != "ltr" && v.text != "rtl") {
			r.node.broken = true
			return x.fault(v.at, `@direction is neither "ltr" nor "rtl"`)
		}
		r.direction = v.text
	case "@index":
		r.node.indexed = true
		if v.kind != jsonString {
			return x.fault(v.at, "@index is not a string")
		}
	case "@graph":
		if v.kind == jsonLater {
			r.node.later, r.node.isGraph = x.wait(c, "@graph", v), true
			return nil
		}
		items, err := x.element(c, "@graph", v, false)
		r.node.graph, r.node.isGraph = items, true
		return err
	case "@included":
		return x.included(c, v, r)
	case "@list":
		if prop == "" || prop == "@graph" {
			return nil
		}
		items, err := x.element(c, prop, v, false)
		r.list = items
		return err
	case "@set":
		items, err := x.element(c, prop, v, false)
		r.set = items
		return err
	case "@reverse":
		return x.reverse(c, m, r)
	}
	return nil
}

func (x *ldExpander) types(m *jsonMember, r *ldResult) error {
	list := m.value.kind == jsonArray
	for _, t := range m.value.asArray() {
		if t.kind != jsonString {
			message := "@type is not a string"
			if t.kind == jsonBroken {
				message = t.text
			}
			if err := x.fault(t.at, message); err != nil {
				return err
			}
			continue
		}
		at := m.at
		if list {
			at = t.at
		}
		if iri := r.typeScope.expand(t.text, true, true); iri != "" {
			r.node.types = append(r.node.types, ldName{iri, at})
		}
	}
	return nil
}

func (x *ldExpander) included(c *ldContext, v *jsonValue, r *ldResult) error {
	items, err := x.element(c, "", v, false)
	if err != nil {
		return err
	}
	for _, item := range items {
		if item.node == nil {
			if err := x.fault(item.at, "@included holds something that is no node"); err != nil {
				return err
			}
			continue
		}
		r.node.included = append(r.node.included, item)
	}
	if len(items) == 0 && v.kind != jsonArray {
		return x.fault(v.at, "@included holds something that is no node")
	}
	return nil
}

// reverse expands the map under @reverse: its properties lead to this node, and
// properties that are themselves reversed lead from it.
func (x *ldExpander) reverse(c *ldContext, m *jsonMember, r *ldResult) error {
	if m.value.kind != jsonObject {
		return x.fault(m.value.at, "@reverse is not an object")
	}
	inner := &ldResult{typeScope: c}
	if err := x.members(c, "@reverse", &m.value, inner); err != nil {
		return err
	}
	for _, p := range inner.node.props {
		p.reverse = !p.reverse
		if p.reverse {
			var err error
			if p.items, err = x.nodesOnly(p.items); err != nil {
				return err
			}
		}
		r.node.props = append(r.node.props, p)
	}
	return nil
}

// nodesOnly drops and reports what cannot be a subject.
func (x *ldExpander) nodesOnly(items []*ldItem) ([]*ldItem, error) {
	var out []*ldItem
	for _, item := range items {
		if item.node == nil {
			if err := x.fault(item.at, "a reversed property leads to a value that is no node"); err != nil {
				return nil, err
			}
			continue
		}
		out = append(out, item)
	}
	return out, nil
}

// finish makes of the members what the object is (section 5.1.2, steps 14 to 19).
func (x *ldExpander) finish(prop string, v *jsonValue, r *ldResult) ([]*ldItem, error) {
	n := &r.node
	bare := len(n.props) == 0 && !n.isGraph && len(n.included) == 0
	switch {
	case r.has("@value"):
		return x.valueObject(v, r, bare)
	case r.has("@list") || r.has("@set"):
		if !bare || n.named || r.has("@id") || r.has("@type") || r.has("@language") || r.has("@list") && r.has("@set") {
			return nil, x.fault(v.at, "@list and @set stand with no other key than @index")
		}
		if r.has("@set") {
			return r.set, nil
		}
		if prop == "" || prop == "@graph" {
			return nil, x.fault(v.at, "a list that no property leads to")
		}
		return []*ldItem{{at: v.at, list: r.list, isList: true}}, nil
	case bare && len(r.seen) == 1 && r.has("@language"):
		return nil, nil
	}
	if prop == "" || prop == "@graph" {
		nothing := bare && len(n.types) == 0 && !n.indexed
		if nothing && !n.broken {
			return nil, nil // an empty object, or a mere @id, states nothing
		}
	}
	return []*ldItem{{at: v.at, node: n}}, nil
}

func (x *ldExpander) valueObject(v *jsonValue, r *ldResult, bare bool) ([]*ldItem, error) {
	message := ""
	typed, isJSON := r.has("@type"), r.inputType == "@json"
	switch {
	case r.node.broken:
		return nil, nil // reported already
	case !bare || r.has("@id") || r.has("@list") || r.has("@set") || r.has("@reverse"):
		message = "an object with @value holds keys that do not belong there"
	case typed && (r.has("@language") || r.has("@direction")):
		message = "an object with @value has @type or @language, not both"
	case isJSON:
		return []*ldItem{{at: v.at, literal: &ldLiteral{value: r.value, datatype: "@json"}}}, nil
	case r.value.kind == jsonObject || r.value.kind == jsonArray:
		message = "@value is an object or an array"
	case r.value.kind == jsonNull:
		return nil, nil
	case r.has("@language") && r.value.kind != jsonString:
		message = "@language stands with a @value that is no string"
	case typed && len(r.node.types) != 1, typed && r.node.types[0].iri[0] == '_':
		message = "the @type of a value is one IRI"
	}
	if message != "" {
		return nil, x.fault(v.at, message)
	}
	literal := &ldLiteral{value: r.value, lang: r.lang, direction: r.direction}
	if typed {
		literal.datatype = r.node.types[0].iri
	}
	return []*ldItem{{at: v.at, literal: literal}}, nil
}
