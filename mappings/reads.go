package mappings

// finishReads computes the fields that every node of the file reads. Expressions of a
// nested node without "each" see the same item as the node around it.
func (s *spec) finishReads() {
	record := map[string]bool{}
	for _, f := range s.functionFields {
		record[f] = true
	}
	var visit func(n *nodeSpec, fields map[string]bool)
	visit = func(n *nodeSpec, fields map[string]bool) {
		n.readFields = fields
		for _, f := range n.ignore {
			fields[f] = true
		}
		take := func(list []*expression, into map[string]bool) {
			for _, e := range list {
				if e == nil {
					continue
				}
				for _, f := range e.fields {
					into[f] = true
				}
				for _, f := range e.recordFields {
					record[f] = true
				}
			}
		}
		if n.inspect != nil {
			take([]*expression{n.inspect.ref, n.inspect.name, n.inspect.format}, fields)
		}
		var visitRule func(r *rule)
		visitRule = func(r *rule) {
			if r == nil {
				return
			}
			take(r.expressions(), fields)
			for _, alternative := range r.first {
				visitRule(alternative)
			}
			if r.node == nil {
				return
			}
			if r.node.each == nil {
				visit(r.node, fields)
				return
			}
			take([]*expression{r.node.each}, fields)
			visit(r.node, map[string]bool{})
		}
		visitRule(n.identifier)
		visitRule(n.key)
		for _, way := range n.iri {
			visitRule(way.rule)
		}
		for _, p := range n.properties {
			for _, r := range p.rules {
				visitRule(r)
			}
		}
	}
	visit(s.dataset, record)
}
