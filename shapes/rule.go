package shapes

import (
	"regexp"
	"slices"
	"strings"

	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/shapes/shacl"
)

// Properties by which the shapes files say more of a constraint than SHACL can; doc.go
// tells what each means.
const (
	namespace       = "https://trebbia.dev/ns#"
	annotRule       = namespace + "agidRule"
	annotLevel      = namespace + "level"
	annotVocabulary = namespace + "vocabulary"
	annotClause     = namespace + "clause"
	annotForm       = namespace + "form"
)

// Rule returns the numbers of the AgID validator's rules that report the same fault,
// such as "AgID 3", or "" when it has none.
func (p *Profile) Rule(r shacl.Result) string {
	numbers := p.annotation(r.Shape, annotRule)
	if len(numbers) == 0 {
		return ""
	}
	return "AgID " + strings.Join(numbers, ", ")
}

// Clause returns what the constraint is taken from: the profile with its version, the
// class and the property; "" where the comments of the shapes files say it.
func (p *Profile) Clause(r shacl.Result) string {
	return strings.Join(p.annotation(r.Shape, annotClause), "; ")
}

// ID returns the short name of the constraint that was broken, such as
// "Dataset-title-missing": the last part of its IRI. A shape of the user that has no IRI
// is named by the one that it belongs to, its path and the component, since labels of
// blank nodes do not last.
func (p *Profile) ID(r shacl.Result) string {
	if r.Shape.IsIRI() {
		return id(r.Shape)
	}
	parts := []string{}
	if owner := p.Owner(r); !owner.IsZero() {
		parts = append(parts, id(owner))
	}
	if path, ok := r.Path.Predicate(); ok {
		parts = append(parts, id(path))
	}
	component := id(rdf.IRI(r.Component))
	return strings.Join(append(parts, strings.TrimSuffix(component, "ConstraintComponent")), "-")
}

// Owner returns the shape that was broken or, where that has no IRI, the nearest one with
// an IRI that it belongs to; the zero Term if there is none.
func (p *Profile) Owner(r shacl.Result) rdf.Term {
	for _, shapes := range []*shacl.Shapes{p.nodes, p.whole} {
		if owner := shapes.Owner(r.Shape); !owner.IsZero() {
			return owner
		}
	}
	return rdf.Term{}
}

// Suggestion returns the IRI (or the code, where the list has no IRIs; or the mailto: IRI
// of a mail address) that the value at fault may have been meant for, or "". It is a "did
// you mean" for people: nothing maps by it.
func (p *Profile) Suggestion(r shacl.Result) string {
	if slices.Contains(p.annotation(r.Shape, annotForm), "mailto") {
		return mailtoOf(r.Value.Value)
	}
	names := p.annotation(r.Shape, annotVocabulary)
	if len(names) == 0 || r.Value.IsZero() || r.Value.IsBlank() {
		return ""
	}
	e, ok := p.vocabulary[names[0]].Suggest(r.Value.Value)
	switch {
	case !ok || e.IRI == r.Value.Value:
		return ""
	case e.IRI == "":
		return e.Code
	}
	return e.IRI
}

var mailAddress = regexp.MustCompile(`^[^\s%@:;,?/]+@[^\s%@:;,?/]+\.[^\s%@:;,?/.]+$`)

// mailtoOf returns the mailto: IRI of the one mail address in a text, or in a relative
// IRI that the place of the file came before; "" when there is not just one.
func mailtoOf(text string) string {
	text = text[strings.LastIndexByte(text, '/')+1:]
	text = strings.TrimSpace(strings.ReplaceAll(text, "%20", " "))
	text = strings.TrimSpace(strings.TrimPrefix(text, "mailto:"))
	if !mailAddress.MatchString(text) {
		return ""
	}
	return "mailto:" + text
}

// annotation returns what the shapes files say of a constraint beside SHACL.
func (p *Profile) annotation(shape rdf.Term, property string) []string {
	var out []string
	for _, shapes := range []*shacl.Shapes{p.nodes, p.whole} {
		for _, t := range shapes.Annotation(shape, property) {
			out = append(out, t.Value)
		}
	}
	return out
}

func id(shape rdf.Term) string {
	return shape.Value[strings.LastIndexAny(shape.Value, "#/")+1:]
}
