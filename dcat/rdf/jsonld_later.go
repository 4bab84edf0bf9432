package rdf

import (
	"cmp"
	"maps"
	"slices"
)

// laterFrom is from which length on, in bytes, an array that a key of the document's one
// node leads to stays in the text until its items are stated, one by one.
const laterFrom = 64 << 10

// whole reads the object as one node. One that is nothing but an unnamed graph is the
// default graph (JSON-LD 1.1 API, section 5.1.2, step 19).
func (j *jsonldReader) whole(start jsonPlace) error {
	v, err := j.node()
	if err != nil {
		// An array that was passed over may be where the fault is.
		j.json.goTo(start)
		j.json.release()
		if _, first := j.json.value(0); first != nil {
			return first
		}
		return err
	}
	end := j.json.here()
	j.allowWork()
	if err := j.checkKeys(v); err != nil {
		return err
	}
	items, err := j.expand.element(j.outer, "", v, false)
	if err != nil {
		return err
	}
	if len(items) == 1 && items[0].isGraphObject() && !items[0].node.named && !items[0].node.indexed {
		err = j.emit.contents(items[0].node, Term{})
	} else {
		err = j.emit.top(items, Term{})
	}
	if err == nil {
		err = j.passLater(v)
	}
	j.json.goTo(end)
	j.json.release()
	return err
}

// node reads an object and leaves its long arrays in the text.
func (j *jsonldReader) node() (*jsonValue, error) {
	v := &jsonValue{kind: jsonObject, at: j.json.place()}
	err := j.json.object(func(key string, at Position) error {
		value, err := j.memberOfNode(key)
		v.members = append(v.members, jsonMember{key, at, value})
		return err
	})
	return v, err
}

func (j *jsonldReader) memberOfNode(key string) (jsonValue, error) {
	if j.json.peek() == '[' && key != "@context" {
		begin := j.json.here()
		if err := j.json.skip(0); err == nil && j.json.offset()-begin.offset >= j.laterFrom {
			j.later[begin.at] = begin
			return jsonValue{kind: jsonLater, at: begin.at}, nil
		}
		j.json.goTo(begin)
	}
	return j.json.value(1)
}

// passLater reads the arrays that stated nothing, for what is wrong in them: where they
// stand under a key that stands again, only whether they are JSON.
func (j *jsonldReader) passLater(node *jsonValue) error {
	places := slices.SortedFunc(maps.Values(j.later), func(a, b jsonPlace) int { return cmp.Compare(a.offset, b.offset) })
	for _, place := range places {
		holds := slices.ContainsFunc(node.members, func(m jsonMember) bool { return m.value.at == place.at })
		j.json.goTo(place)
		err := j.json.array(func() error {
			item, err := j.json.value(2)
			if err != nil || !holds {
				return err
			}
			return j.checkKeys(&item)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// laterItems reads the items of the array that was left at a place of the text.
func (j *jsonldReader) laterItems(at Position, use func(*jsonValue) error) error {
	j.json.goTo(j.later[at])
	delete(j.later, at)
	return j.json.array(func() error {
		v, err := j.value(2)
		if err != nil {
			return err
		}
		return use(v)
	})
}

// laterItems expands the items of an array that is still in the text and hands each on.
type laterItems func(use func(*ldItem) error) error

// wait returns the items of v under a property or @graph.
func (x *ldExpander) wait(c *ldContext, key string, v *jsonValue) laterItems {
	td, at := c.term(key), v.at
	isGraph := c.contains(key, "@graph") && !c.contains(key, "@id") && !c.contains(key, "@index")
	return func(use func(*ldItem) error) error {
		return x.later(at, func(v *jsonValue) error {
			items, err := x.element(c, key, v, false)
			if err == nil && td.Reverse {
				items, err = x.nodesOnly(items)
			}
			if err != nil {
				return err
			}
			for _, item := range items {
				if isGraph {
					item = graphItem(item)
				}
				if err := use(item); err != nil {
					return err
				}
			}
			return nil
		})
	}
}

// load reads an array that is still in the text, where all of it is needed at once.
func (x *ldExpander) load(v *jsonValue) error {
	if v.kind != jsonLater {
		return nil
	}
	v.kind = jsonArray
	return x.later(v.at, func(item *jsonValue) error {
		v.items = append(v.items, *item)
		return nil
	})
}

// canWait reports whether the items that a key leads to are stated independently.
func (c *ldContext) canWait(name, key string) bool {
	td := c.term(key)
	return name == "@graph" || name[0] != '@' && td.Type != "@json" && !c.contains(key, "@list")
}
