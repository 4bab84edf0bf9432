package rdf

// parseType reads a property whose rdf:parseType says how its content is meant.
func (p *rdfxmlReader) parseType(in inherited, st *property) error {
	switch p.tag.parseType.value {
	case "Resource":
		p.holdTogether()
		return p.resourceProperty(in, st)
	case "Collection":
		p.holdTogether()
		return p.collection(in, st)
	}
	// Any other value means Literal (section 7.2.20).
	return p.xmlLiteral(in, st)
}

// resourceProperty reads properties of a blank node (section 7.2.18).
func (p *rdfxmlReader) resourceProperty(in inherited, st *property) error {
	object := Term{}
	if !st.predicate.IsZero() {
		object = p.blanks.fresh()
	}
	if err := p.state(st, object); err != nil {
		return err
	}
	return p.propertyElementList(in, object)
}

// collection reads node elements into a list (section 7.2.19). An item whose subject
// could not be made leaves a list that is not what was written, so that from there on
// the list is not stated and stays open.
func (p *rdfxmlReader) collection(in inherited, st *property) error {
	cell, broken := Term{}, st.predicate.IsZero()
	err := p.nodeElementList(in, func(item Term) error {
		if broken || item.IsZero() {
			broken = true
			return nil
		}
		next := p.blanks.fresh()
		var err error
		if cell.IsZero() {
			err = p.state(st, next)
		} else {
			err = p.emit(cell, rdfRest, next, st.at)
		}
		if err != nil {
			return err
		}
		cell = next
		return p.emit(cell, rdfFirst, item, st.at)
	})
	if err != nil || broken {
		return err
	}
	if cell.IsZero() {
		return p.state(st, rdfNil)
	}
	return p.emit(cell, rdfRest, rdfNil, st.at)
}
