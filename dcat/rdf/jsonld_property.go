package rdf

import "slices"

// property expands a member whose key is a property (section 5.1.2, steps 13.5 to
// 13.13).
func (x *ldExpander) property(c *ldContext, name string, m *jsonMember, r *ldResult) error {
	v := &m.value
	td := c.term(m.key)
	if v.kind == jsonLater {
		r.node.props = append(r.node.props, ldProp{iri: name, at: m.at, reverse: td.Reverse, later: x.wait(c, m.key, v)})
		return nil
	}
	var items []*ldItem
	var err error
	isMap := v.kind == jsonObject
	switch {
	case td.Type == "@json":
		items = []*ldItem{{at: v.at, literal: &ldLiteral{value: v, datatype: "@json"}}}
	case isMap && c.contains(m.key, "@language"):
		items, err = x.languageMap(c, m)
	case isMap && (c.contains(m.key, "@index") || c.contains(m.key, "@id") || c.contains(m.key, "@type")):
		items, err = x.indexMap(c, m)
	default:
		items, err = x.element(c, m.key, v, false)
	}
	if err != nil || items == nil {
		return err
	}
	if c.contains(m.key, "@list") && (len(items) != 1 || !items[0].isList || v.kind == jsonArray) {
		items = []*ldItem{{at: v.at, list: items, isList: true}}
	}
	if c.contains(m.key, "@graph") && !c.contains(m.key, "@id") && !c.contains(m.key, "@index") {
		for i, item := range items {
			items[i] = graphItem(item)
		}
	}
	if td.Reverse {
		if items, err = x.nodesOnly(items); err != nil {
			return err
		}
	}
	p := ldProp{iri: name, at: m.at, reverse: td.Reverse, items: items}
	if v.kind != jsonArray {
		for _, item := range items {
			item.at = m.at
		}
	}
	r.node.props = append(r.node.props, p)
	return nil
}

// graphItem wraps an item in a graph object.
func graphItem(item *ldItem) *ldItem {
	return &ldItem{at: item.at, node: &ldNode{at: item.at, graph: []*ldItem{item}, isGraph: true}}
}

// isGraphObject reports whether the item is a graph object: @graph with at most an
// @id and an @index.
func (i *ldItem) isGraphObject() bool {
	return i.node != nil && i.node.isGraph && len(i.node.props) == 0 && len(i.node.types) == 0 && len(i.node.included) == 0
}

// languageMap expands an object from language tags to strings.
func (x *ldExpander) languageMap(c *ldContext, m *jsonMember) ([]*ldItem, error) {
	items := []*ldItem{}
	for i := range m.value.members {
		entry := &m.value.members[i]
		lang := entry.key
		if c.expand(lang, false, true) == "@none" {
			lang = ""
		}
		for _, v := range entry.value.asArray() {
			switch v.kind {
			case jsonString:
				items = append(items, &ldItem{at: v.at, literal: &ldLiteral{value: &v, lang: lang, direction: c.direction(m.key)}})
			case jsonNull:
			default:
				message := "a language map holds strings"
				if v.kind == jsonBroken {
					message = v.text
				}
				if err := x.fault(v.at, message); err != nil {
					return nil, err
				}
			}
		}
	}
	return items, nil
}

// indexMap expands an object from indexes, identifiers or types to values.
func (x *ldExpander) indexMap(c *ldContext, m *jsonMember) ([]*ldItem, error) {
	items := []*ldItem{}
	for i := range m.value.members {
		entry := &m.value.members[i]
		got, err := x.indexEntry(c, m.key, entry)
		if err != nil {
			return nil, err
		}
		for _, item := range got {
			if c.contains(m.key, "@graph") && !item.isGraphObject() {
				item = graphItem(item)
			}
			keep, err := x.applyIndex(c, m.key, entry, item)
			if err != nil {
				return nil, err
			}
			if keep {
				items = append(items, item)
			}
		}
	}
	return items, nil
}

func (x *ldExpander) indexEntry(c *ldContext, key string, entry *jsonMember) ([]*ldItem, error) {
	inner := c
	if (c.contains(key, "@id") || c.contains(key, "@type")) && c.previous != nil {
		inner = c.previous
	}
	if td := inner.term(entry.key); c.contains(key, "@type") && td.HasContext {
		scoped, err := inner.with(td.Context, true, false)
		if err != nil {
			return nil, x.fault(entry.at, contextMessage(err))
		}
		inner = scoped
	}
	values := jsonValue{kind: jsonArray, items: entry.value.asArray(), at: entry.value.at}
	return x.element(inner, key, &values, true)
}

// applyIndex gives an item what its key in the map says of it.
func (x *ldExpander) applyIndex(c *ldContext, key string, entry *jsonMember, item *ldItem) (keep bool, err error) {
	index := c.expand(entry.key, false, true)
	if index == "@none" {
		return true, nil
	}
	n := item.node
	if n != nil && n.term.IsZero() {
		switch {
		case c.contains(key, "@id"):
			if !n.named {
				n.id = c.expand(entry.key, true, false)
				n.named = n.id != ""
			}
		case c.contains(key, "@type"):
			iri := c.expand(entry.key, true, true)
			n.types = slices.Insert(n.types, 0, ldName{iri, entry.at})
		}
	}
	td := c.term(key)
	if !c.contains(key, "@index") || td.Index == "" || td.Index == "@index" {
		return true, nil
	}
	if n == nil {
		return false, x.fault(item.at, "a value that is no node stands in a map whose keys are a property")
	}
	value := &jsonValue{kind: jsonString, text: entry.key, at: entry.at}
	n.props = append(n.props, ldProp{iri: c.key(td.Index), at: entry.at, items: x.scalar(c, td.Index, value)})
	return true, nil
}
