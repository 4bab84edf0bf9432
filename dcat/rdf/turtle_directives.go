package rdf

// prefix reads @prefix (dotted) or PREFIX.
func (p *turtleReader) prefix(dotted bool) error {
	p.directiveInGraph()
	p.joins = true
	p.next()
	raw := p.raw()
	if p.tok.kind != tokName || raw[len(raw)-1] != ':' {
		return p.unexpected("a prefix with its colon")
	}
	if i := badPrefix(raw[:len(raw)-1]); i >= 0 {
		return p.fault(p.at(), "not a prefix: "+quoteShort(string(raw)))
	}
	name := string(raw[:len(raw)-1])
	if _, ok := p.prefixes[name]; ok {
		// If the new meaning cannot be read the old one must not stay in its place.
		delete(p.prefixes, name)
		p.text.seen.forget()
	}
	p.joins = true
	p.next()
	iri, err := p.namespace("the namespace IRI of the prefix")
	if err != nil {
		return err
	}
	if p.broken == nil {
		p.prefixes[name] = iri
	}
	return p.complete(dotted)
}

// setBase reads @base (dotted) or BASE.
func (p *turtleReader) setBase(dotted bool) error {
	p.directiveInGraph()
	p.joins = true
	p.next()
	iri, err := p.namespace("the base IRI")
	// If the new base cannot be read, relative IRIs after it mean nothing.
	p.base = iri
	p.text.seen.forget()
	if err != nil {
		return err
	}
	return p.complete(dotted)
}

func (p *turtleReader) namespace(due string) (string, error) {
	if p.tok.kind != tokIRI {
		return "", p.unexpected(due)
	}
	t, err := p.resource(due)
	if err != nil {
		return "", err
	}
	p.next()
	return t.Value, nil
}

func (p *turtleReader) directiveInGraph() {
	if p.inGraph {
		p.aside(p.at(), "a directive cannot stand inside a graph")
	}
}

// graphKeyword reads GRAPH, the name of the graph and its opening brace.
func (p *turtleReader) graphKeyword() error {
	p.joins = true
	p.next()
	var name Term
	var err error
	if p.tok.kind == tokOpenBracket {
		if p.next(); p.tok.kind != tokCloseBracket {
			return p.unexpected("']'")
		}
		name = p.labels.fresh()
	} else if name, err = p.resource("the name of a graph"); err != nil {
		return err
	}
	if p.next(); p.tok.kind != tokOpenBrace {
		return p.unexpected("'{'")
	}
	return p.openGraph(name)
}

// openGraph begins the graph with this name, or the default graph.
func (p *turtleReader) openGraph(name Term) error {
	lost := p.broken != nil
	if p.inGraph {
		p.aside(p.at(), "a graph cannot stand inside a graph; expected '}' before it")
		lost = lost || name.IsZero()
	}
	p.graph, p.inGraph, p.lost = name, true, lost
	p.next()
	return p.settle()
}

// closeGraph reads a closing brace.
func (p *turtleReader) closeGraph() error {
	if !p.inGraph {
		p.aside(p.at(), "'}' without a '{' before it")
	}
	p.graph, p.inGraph, p.lost = Term{}, false, false
	p.next()
	return nil
}
