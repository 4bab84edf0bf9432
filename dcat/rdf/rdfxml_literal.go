package rdf

import (
	"cmp"
	"slices"
	"strings"
)

// nsBinding is a namespace declaration that the literal's text holds already.
type nsBinding struct {
	prefix, iri string
}

// literalReader writes the content of a property with parseType="Literal" as
// Exclusive XML Canonicalization with comments has it (section 7.2.17), so that the
// same content gives the same literal whatever its namespaces are declared on.
type literalReader struct {
	p        *rdfxmlReader
	rendered []nsBinding
	broken   bool
}

func (p *rdfxmlReader) xmlLiteral(_ inherited, st *property) error {
	p.text = p.text[:0]
	l := &literalReader{p: p}
	if err := l.content(); err != nil {
		return err
	}
	if l.broken {
		return nil
	}
	return p.state(st, TypedLiteral(string(p.text), rdfXMLLiteral))
}

func (l *literalReader) fault(f *SyntaxError) error {
	l.broken = true
	return l.p.fault(f.Position, f.Message)
}

// content writes what stands up to the end tag of the element around it.
func (l *literalReader) content() error {
	p := l.p
	for {
		if err := p.next(); err != nil {
			return err
		}
		if len(p.text) > p.maxLiteral && !l.broken {
			if err := l.fault(&SyntaxError{p.x.here(), tooLong(p.maxLiteral)}); err != nil {
				return err
			}
		}
		if l.broken {
			p.text = p.text[:0]
		}
		var fault *SyntaxError
		switch p.x.kind {
		case xmlEnd:
			return nil
		case xmlStart:
			if err := l.element(); err != nil {
				return err
			}
		case xmlText, xmlCDATA:
			var plain []byte
			if p.x.kind == xmlText {
				plain, fault = p.x.appendText(nil, p.x.raw)
			} else {
				plain, fault = p.x.appendCDATA(nil)
			}
			p.text = append(p.text, canonicalXMLText.Replace(string(plain))...)
		case xmlComment:
			p.text, fault = p.x.appendCDATA(append(p.text, "<!--"...))
			p.text = append(p.text, "-->"...)
		case xmlPI:
			p.text, fault = p.x.appendCDATA(append(p.text, "<?"...))
			p.text = append(p.text, "?>"...)
		}
		if fault != nil {
			if err := l.fault(fault); err != nil {
				return err
			}
		}
	}
}

var (
	canonicalXMLText  = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "\r", "&#xD;")
	canonicalXMLValue = strings.NewReplacer("&", "&amp;", "<", "&lt;", `"`, "&quot;", "\t", "&#x9;", "\n", "&#xA;", "\r", "&#xD;")
)

// element writes the element whose start tag is the current token.
func (l *literalReader) element() error {
	p := l.p
	outer, rendered := p.scope, len(l.rendered)
	scope, err := p.declare()
	if err != nil {
		return err
	}
	p.scope = scope
	name := string(p.x.raw)
	p.text = append(append(p.text, '<'), name...)
	if err := l.attributes(scope, name); err != nil {
		return err
	}
	p.text = append(p.text, '>')
	if err := l.content(); err != nil {
		return err
	}
	p.text = append(append(append(p.text, "</"...), name...), '>')
	p.scope, l.rendered = outer, l.rendered[:rendered]
	return nil
}

// attributes writes the namespaces that the tag visibly uses, then its attributes by
// namespace and local name.
func (l *literalReader) attributes(scope *xmlScope, element string) error {
	type attr struct{ space, local, name, value string }
	p := l.p
	var attrs []attr
	prefix, _, prefixed := strings.Cut(element, ":")
	if !prefixed {
		prefix = ""
	}
	used := []string{prefix}
	for i := range p.x.attrs {
		a := &p.x.attrs[i]
		name := string(a.name)
		if name == "xmlns" || strings.HasPrefix(name, "xmlns:") {
			continue
		}
		value, fault := p.x.value(a)
		if fault != nil {
			if err := l.fault(fault); err != nil {
				return err
			}
		}
		at := attr{local: name, name: name, value: value}
		if prefix, local, ok := strings.Cut(name, ":"); ok {
			at.space, _ = scope.space(prefix)
			at.local = local
			used = append(used, prefix)
		}
		attrs = append(attrs, at)
	}
	slices.Sort(used)
	for _, prefix := range slices.Compact(used) {
		if err := l.namespace(scope, prefix); err != nil {
			return err
		}
	}
	slices.SortFunc(attrs, func(a, b attr) int {
		return cmp.Or(strings.Compare(a.space, b.space), strings.Compare(a.local, b.local))
	})
	for _, a := range attrs {
		l.attribute(a.name, a.value)
	}
	return nil
}

func (l *literalReader) attribute(name, value string) {
	text := append(append(append(l.p.text, ' '), name...), `="`...)
	l.p.text = append(append(text, canonicalXMLValue.Replace(value)...), '"')
}

// namespace writes the declaration of a prefix unless it is in force already.
func (l *literalReader) namespace(scope *xmlScope, prefix string) error {
	if prefix == "xml" {
		return nil
	}
	iri, declared := scope.space(prefix)
	if !declared {
		return l.fault(&SyntaxError{l.p.x.here(), "the prefix " + quoteShort(prefix) + " is not declared"})
	}
	inForce := ""
	for _, b := range l.rendered {
		if b.prefix == prefix {
			inForce = b.iri
		}
	}
	if inForce == iri {
		return nil
	}
	l.rendered = append(l.rendered, nsBinding{prefix, iri})
	if prefix == "" {
		l.attribute("xmlns", iri)
	} else {
		l.attribute("xmlns:"+prefix, iri)
	}
	return nil
}
