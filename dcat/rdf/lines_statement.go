package rdf

import "bytes"

// statement reads one statement into p.quad and returns the offset after its final
// dot, or -1.
func (p *lineReader) statement(i int) int {
	if i = p.resource(i, &p.quad.Subject, "a subject"); i < 0 {
		return -1
	}
	if i = p.space(i); i < len(p.line) && p.line[i] == '_' {
		return p.fail(i, "a blank node cannot be a predicate; expected an IRI")
	}
	if i = p.resource(i, &p.quad.Predicate, "a predicate"); i < 0 {
		return -1
	}
	i = p.space(i)
	if i < len(p.line) && p.line[i] == '"' {
		i = p.literal(i)
	} else {
		i = p.resource(i, &p.quad.Object, "an object")
	}
	if i < 0 {
		return -1
	}
	p.quad.Graph = Term{}
	i = p.space(i)
	if i < len(p.line) && p.line[i] != '.' && p.quads {
		if i = p.resource(i, &p.quad.Graph, "the name of a graph or a final dot"); i < 0 {
			return -1
		}
		i = p.space(i)
	}
	if i == len(p.line) || p.line[i] != '.' {
		what := "expected a final dot, found " + p.found(i)
		if !p.quads && i < len(p.line) && (p.line[i] == '<' || p.line[i] == '_') {
			what += "; N-Triples has no names of graphs, N-Quads has"
		}
		return p.fail(i, what)
	}
	return i + 1
}

// resource reads an IRI or a blank node.
func (p *lineReader) resource(i int, into *Term, what string) int {
	if i < len(p.line) {
		switch p.line[i] {
		case '<':
			iri, end := p.iri(i)
			into.Kind, into.Value, into.Datatype, into.Lang = KindIRI, iri, "", ""
			return end
		case '_':
			if i+1 < len(p.line) && p.line[i+1] == ':' {
				return p.blank(i, into)
			}
		}
	}
	return p.fail(i, "expected "+what+", found "+p.found(i))
}

func (p *lineReader) iri(i int) (string, int) {
	n := bytes.IndexByte(p.line[i:], '>')
	if n < 0 {
		return "", p.fail(i, unclosedIRI)
	}
	iri, f := p.text.iri(p.line[i:i+n+1], "")
	if f != nil {
		if bytes.IndexByte(p.line[i:i+n], '\r') >= 0 { // the > is another line's
			return "", p.fail(i, unclosedIRI)
		}
		return "", p.fail(i+f.at, f.message)
	}
	return iri, i + n + 1
}

func (p *lineReader) blank(i int, into *Term) int {
	end := i + 2
	for end < len(p.line) && classes[p.line[end]]&classLabel != 0 {
		end++
	}
	for p.line[end-1] == '.' { // the statement's
		end--
	}
	label, f := p.text.label(p.line[i:end])
	if f != nil {
		return p.fail(i+f.at, f.message)
	}
	*into = Blank(label)
	return end
}

func (p *lineReader) literal(i int) int {
	end, plain := i+1, true
	for {
		stop, ascii := stringStop(p.line, end, '"', false)
		plain = plain && ascii
		if stop == len(p.line) || p.line[stop] == '\r' || p.line[stop] == '\n' {
			return p.fail(i, "literal without a closing quote")
		}
		end = stop + 1
		if p.line[stop] == '"' {
			break
		}
		if plain = false; end < len(p.line) && p.line[end] != '\r' {
			end++ // what the backslash escapes
		}
	}
	value, f := p.text.lexical(p.line[i:end], 1, plain)
	if f != nil {
		return p.fail(i+f.at, f.message)
	}
	o := &p.quad.Object
	o.Kind, o.Value, o.Datatype, o.Lang = KindLiteral, value, XSDString, ""
	i = p.space(end)
	if i == len(p.line) {
		return i
	}
	switch p.line[i] {
	case '@':
		for end = i + 1; end < len(p.line) && (classes[p.line[end]]&(classLetter|classDigit) != 0 || p.line[end] == '-'); {
			end++
		}
		lang, f := p.text.lang(p.line[i:end])
		if f != nil {
			return p.fail(i+f.at, f.message)
		}
		o.Datatype, o.Lang = RDFLangString, lang
		return end
	case '^':
		j := i + 1
		if j == len(p.line) || p.line[j] != '^' {
			return p.fail(i, "expected ^^ before a datatype")
		}
		if j = p.space(j + 1); j == len(p.line) || p.line[j] != '<' {
			return p.fail(j, "expected the IRI of a datatype, found "+p.found(j))
		}
		o.Datatype, j = p.iri(j)
		return j
	}
	return i
}

// found names what stands at i, for a message.
func (p *lineReader) found(i int) string {
	return foundText(p.line[i:])
}

// foundText names the first thing of b for a message.
func foundText(b []byte) string {
	if len(b) == 0 || b[0] == '\r' || b[0] == '\n' {
		return "the end of the line"
	}
	end := 0
	for end < len(b) && end < 24 && b[end] > ' ' {
		end += runeLength(b[end:])
	}
	return quoteShort(string(b[:max(end, 1)]))
}
