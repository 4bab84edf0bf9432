package rdf

// value writes the object of a triple.
func (j *jsonldWriter) value(o Term, depth int) {
	switch {
	case o.IsLiteral() && o.Datatype == XSDString:
		j.string(o.Value)
	case o.IsLiteral():
		j.literal(&o)
	case j.within[o] && j.list[o]:
		j.items(o, depth)
	case j.within[o]:
		j.node(o, depth)
	default:
		j.reference(j.id(o))
	}
}

func (j *jsonldText) reference(id string) {
	j.out.WriteString(`{"@id": `)
	j.string(id)
	j.out.WriteByte('}')
}

// literal writes a literal with its language or datatype.
func (j *jsonldText) literal(o *Term) {
	switch o.Datatype {
	case RDFLangString:
		j.out.WriteString(`{"@language": `)
		j.string(o.Lang)
	default:
		j.out.WriteString(`{"@type": `)
		j.string(j.short(o.Datatype))
	}
	j.out.WriteString(`, "@value": `)
	j.string(o.Value)
	j.out.WriteByte('}')
}

// items writes a collection as a list object.
func (j *jsonldWriter) items(cell Term, depth int) {
	var items []Term
	for cell != rdfNil {
		item, rest := j.cell(cell)
		items = append(items, item)
		cell = rest
	}
	j.listObject(len(items), depth, func(i, depth int) { j.value(items[i], depth) })
}

// listObject writes a list object of n items.
func (j *jsonldText) listObject(n, depth int, item func(i, depth int)) {
	j.out.WriteString(`{"@list": `)
	j.array(n, depth, true, item)
	j.out.WriteByte('}')
}
