package shacl

import (
	"strconv"
	"strings"

	"github.com/trebbia/trebbia/dcat/rdf"
)

// messages are the texts of one constraint. Those in which nothing depends on the
// result are filled in once, when the shape is compiled.
type messages struct {
	fixed     []rdf.Term
	templates []template // used when not empty
}

// template is a text cut at its variables: literal, name, literal, name, literal.
type template struct {
	cut  []string
	lang string
}

// perResult are the variables that only a result knows; the others are parameters.
var perResult = map[string]bool{"value": true, "this": true, "path": true, "PATH": true, "count": true, "found": true}

// newMessages prepares texts in which {$name} or {?name} stands for the parameter of
// that name (section 5.2.1 has the syntax; here every constraint component knows it),
// for the focus node (this), the value node (value), what kind of term that is (found),
// the path, or how many were counted (count). Variables with no value stay as they are
// written.
func newMessages(texts []rdf.Term, parameters map[string]string) messages {
	var m messages
	varies := false
	for _, text := range texts {
		t := template{lang: text.Lang}
		rest, literal := text.Value, ""
		for {
			start, end, name := nextVariable(rest)
			if name == "" {
				break
			}
			if value, ok := parameters[name]; ok {
				literal += rest[:start] + value
			} else if perResult[name] {
				t.cut = append(t.cut, literal+rest[:start], name)
				literal = ""
				varies = true
			} else {
				literal += rest[:end]
			}
			rest = rest[end:]
		}
		t.cut = append(t.cut, literal+rest)
		m.templates = append(m.templates, t)
	}
	if !varies {
		for _, t := range m.templates {
			m.fixed = append(m.fixed, rdf.LangLiteral(t.cut[0], t.lang))
		}
		m.templates = nil
	}
	return m
}

// nextVariable finds the first variable of a text: its bounds and its name.
func nextVariable(text string) (start, end int, name string) {
	for i := 0; i+2 < len(text); i++ {
		if text[i] != '{' || text[i+1] != '$' && text[i+1] != '?' {
			continue
		}
		length := strings.IndexByte(text[i+2:], '}')
		if length <= 0 {
			continue
		}
		return i, i + 2 + length + 1, text[i+2 : i+2+length]
	}
	return 0, 0, ""
}

func (m messages) fill(r *Result, count int) []rdf.Term {
	if m.templates == nil {
		return m.fixed
	}
	out := make([]rdf.Term, 0, len(m.templates))
	for _, t := range m.templates {
		var b strings.Builder
		b.Grow(128)
		for i, part := range t.cut {
			if i%2 == 0 {
				b.WriteString(part)
				continue
			}
			switch part {
			case "value":
				b.WriteString(plain(r.Value))
			case "this":
				b.WriteString(plain(r.FocusNode))
			case "path", "PATH":
				b.WriteString(r.PathText)
			case "found":
				b.WriteString(kindOf(r.Value))
			case "count":
				b.WriteString(strconv.Itoa(count))
			}
		}
		out = append(out, rdf.LangLiteral(b.String(), t.lang))
	}
	return out
}

// plain writes a term for people: an IRI bare, a literal as its text.
func plain(t rdf.Term) string {
	if t.IsBlank() {
		return "_:" + t.Value
	}
	return t.Value
}

// compact writes a term of the shapes graph for people: terms of the vocabularies that
// SHACL itself is written with by their usual prefix.
func compact(t rdf.Term) string {
	for _, known := range [...][2]string{{Namespace, "sh:"}, {xsdNS, "xsd:"}, {rdfNS, "rdf:"}} {
		if local, ok := strings.CutPrefix(t.Value, known[0]); ok && t.IsIRI() {
			return known[1] + local
		}
	}
	return plain(t)
}

// kindOf says what a term is: its datatype or language when it is a literal.
func kindOf(t rdf.Term) string {
	switch {
	case t.IsIRI():
		return "IRI"
	case t.IsBlank():
		return "blank node"
	case t.Lang != "":
		return "@" + t.Lang
	}
	return compact(rdf.IRI(t.Datatype))
}

// listed writes the members of a list for people; long lists are cut short.
func listed(members []rdf.Term) string {
	const shown = 12
	var b strings.Builder
	for i, m := range members {
		if i == shown {
			b.WriteString(", …")
			break
		}
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(plain(m))
	}
	return b.String()
}

// defaultTexts are the messages, in English and Italian, of constraints whose shape has
// no sh:message, by the local name of the component.
var defaultTexts = map[string][2]string{
	"Class":             {"{$value} is not an instance of {$class}", "{$value} non è un'istanza di {$class}"},
	"Datatype":          {"\"{$value}\" ({$found}) is not a valid {$datatype}", "\"{$value}\" ({$found}) non è un {$datatype} valido"},
	"NodeKind":          {"{$value} ({$found}) is not of the kind {$nodeKind}", "{$value} ({$found}) non è del tipo {$nodeKind}"},
	"MinCount":          {"{$count} values, at least {$minCount} required", "{$count} valori, ne occorrono almeno {$minCount}"},
	"Missing":           {"missing: at least one value is required", "manca: occorre almeno un valore"},
	"MaxCount":          {"{$count} values, at most {$maxCount} allowed", "{$count} valori, ne sono ammessi al massimo {$maxCount}"},
	"MinExclusive":      {"{$value} is not greater than {$minExclusive}", "{$value} non è maggiore di {$minExclusive}"},
	"MinInclusive":      {"{$value} is not at least {$minInclusive}", "{$value} non è almeno {$minInclusive}"},
	"MaxExclusive":      {"{$value} is not less than {$maxExclusive}", "{$value} non è minore di {$maxExclusive}"},
	"MaxInclusive":      {"{$value} is not at most {$maxInclusive}", "{$value} non è al massimo {$maxInclusive}"},
	"MinLength":         {"\"{$value}\" is shorter than {$minLength} characters", "\"{$value}\" ha meno di {$minLength} caratteri"},
	"MaxLength":         {"\"{$value}\" is longer than {$maxLength} characters", "\"{$value}\" ha più di {$maxLength} caratteri"},
	"Pattern":           {"\"{$value}\" does not match the pattern {$pattern}", "\"{$value}\" non corrisponde al modello {$pattern}"},
	"LanguageIn":        {"\"{$value}\" is not in one of the languages {$languageIn}", "\"{$value}\" non è in una delle lingue {$languageIn}"},
	"UniqueLang":        {"more than one value in the same language", "più di un valore nella stessa lingua"},
	"Equals":            {"{$value} is not a value of both this property and {$equals}", "{$value} non è un valore sia di questa proprietà sia di {$equals}"},
	"Disjoint":          {"{$value} is also a value of {$disjoint}", "{$value} è anche un valore di {$disjoint}"},
	"LessThan":          {"{$value} is not less than the value of {$lessThan}", "{$value} non è minore del valore di {$lessThan}"},
	"LessThanOrEquals":  {"{$value} is greater than the value of {$lessThanOrEquals}", "{$value} è maggiore del valore di {$lessThanOrEquals}"},
	"Not":               {"{$value} conforms to the shape {$not}, which is not allowed", "{$value} è conforme alla shape {$not}, il che non è ammesso"},
	"And":               {"{$value} does not conform to all of the shapes {$and}", "{$value} non è conforme a tutte le shape {$and}"},
	"Or":                {"{$value} does not conform to any of the shapes {$or}", "{$value} non è conforme a nessuna delle shape {$or}"},
	"Xone":              {"{$value} conforms to {$count} of the shapes {$xone} instead of one", "{$value} è conforme a {$count} delle shape {$xone} invece che a una"},
	"Node":              {"{$value} does not conform to the shape {$node}", "{$value} non è conforme alla shape {$node}"},
	"QualifiedMinCount": {"{$count} values conform to the shape {$qualifiedValueShape}, at least {$qualifiedMinCount} required", "{$count} valori sono conformi alla shape {$qualifiedValueShape}, ne occorrono almeno {$qualifiedMinCount}"},
	"QualifiedMaxCount": {"{$count} values conform to the shape {$qualifiedValueShape}, at most {$qualifiedMaxCount} allowed", "{$count} valori sono conformi alla shape {$qualifiedValueShape}, ne sono ammessi al massimo {$qualifiedMaxCount}"},
	"Closed":            {"{$path} is not one of the properties that the shape allows", "{$path} non è una delle proprietà ammesse dalla shape"},
	"HasValue":          {"the value {$hasValue} is missing", "manca il valore {$hasValue}"},
	"In":                {"{$value} is not one of {$in}", "{$value} non è uno fra {$in}"},
}
