package rdf

// value writes the object of a triple.
func (j *jsonldWriter) value(o Term, depth int) {
	switch {
	case o.IsLiteral():
		j.literal(&o, depth)
	case j.within[o] && j.list[o]:
		j.items(o, depth)
	case j.within[o]:
		j.node(o, depth)
	default:
		j.out.WriteString(`{"@id": `)
		j.string(j.id(o))
		j.out.WriteByte('}')
	}
}

func (j *jsonldWriter) literal(o *Term, depth int) {
	switch o.Datatype {
	case XSDString:
		j.string(o.Value)
		return
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
	j.out.WriteString(`{"@list": `)
	j.array(len(items), depth, true, func(i, depth int) { j.value(items[i], depth) })
	j.out.WriteByte('}')
}
