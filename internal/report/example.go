package report

import (
	"embed"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/dcat/vocab"
	"github.com/trebbia/trebbia/shapes"
)

// The data files hold, for each class and property, a right value and wrong ones. An
// example of a rule is put together from them; a rule that they say nothing about has
// none, rather than one that may be false.
//
//go:embed examples/*.yaml
var exampleFiles embed.FS

// Example shows a rule in Turtle: kept and broken. The prefixes are those of dcat/vocab
// and ex:.
type Example struct {
	Right string `json:"right"`
	Wrong string `json:"wrong"`
}

// ExamplePrefix is the namespace of ex: in examples.
const ExamplePrefix = "https://www.example.it/opendata/"

type exampleClass struct {
	Class, Subject string
	Types          []string
	Why            map[string]string
	Properties     map[string]exampleProperty
	// Rules are examples of rules that need more than one property.
	Rules map[string]Example
}

type exampleProperty struct {
	Why map[string]string
	// Right and Second are good values; About describes the node that Right is.
	Right, Second, About string
	// Instead is the property that should be used, where the property is a mistake.
	Instead string
	// The rest are values that break the rule whose ID ends like that.
	Kind, Code, Datatype, HTML, Form, Several, Empty string
	Comma, Characters, Length, Eurovoc               string
	Known, Open, Unknown, Negative, Mailto, Class    string
}

// Examples holds what the data files say.
type Examples struct{ classes []exampleClass }

// LoadExamples reads the data files.
func LoadExamples() (*Examples, error) {
	entries, err := exampleFiles.ReadDir("examples")
	if err != nil {
		return nil, err
	}
	var out Examples
	for _, entry := range entries {
		text, err := exampleFiles.ReadFile(path.Join("examples", entry.Name()))
		if err != nil {
			return nil, err
		}
		var c exampleClass
		if err := yaml.UnmarshalWithOptions(text, &c, yaml.Strict()); err != nil {
			return nil, fmt.Errorf("read examples %s: %w", entry.Name(), err)
		}
		out.classes = append(out.classes, c)
	}
	return &out, nil
}

func (e *Examples) class(r Rule) (exampleClass, bool) {
	i := slices.IndexFunc(e.classes, func(c exampleClass) bool {
		return slices.Contains(r.Class, c.Class) || len(r.Class) > 0 && slices.Contains(c.Types, r.Class[0])
	})
	if i < 0 {
		return exampleClass{}, false
	}
	return e.classes[i], true
}

// Why returns what the property of the rule is good for, else its class.
func (e *Examples) Why(r Rule, lang string) string {
	c, ok := e.class(r)
	if !ok {
		return ""
	}
	p := c.Properties[r.Property]
	if p.Instead != "" {
		p = c.Properties[p.Instead]
	}
	if p.Why == nil {
		p.Why = c.Why
	}
	return Finding{Message: p.Why}.Text(lang)
}

// Example returns an example of the rule, if there is one.
func (e *Examples) Example(r Rule) (Example, bool) {
	c, ok := e.class(r)
	if !ok {
		return Example{}, false
	}
	if example, ok := c.Rules[r.ID]; ok {
		return Example{Right: strings.TrimSpace(example.Right), Wrong: strings.TrimSpace(example.Wrong)}, true
	}
	if r.Property == "rdf:type" {
		return c.types(r)
	}
	p, ok := c.Properties[r.Property]
	switch {
	case !ok:
		return Example{}, false
	case p.Instead != "":
		return Example{Right: c.statement(p.Instead, p.Right), Wrong: c.statement(r.Property, p.Right)}, true
	}
	wrong, ok := c.wrong(p, r)
	return Example{Right: strings.TrimSpace(c.statement(r.Property, p.Right) + "\n" + p.About), Wrong: strings.TrimSpace(wrong)}, ok
}

// For returns the example of a rule, if there is one that holds: the profile accepts
// what is shown as right and finds the rule broken in what is shown as wrong. The
// profiles ask for different things of the same property.
func (e *Examples) For(p *shapes.Profile, r Rule) (Example, bool) {
	example, ok := e.Example(r)
	if !ok {
		return Example{}, false
	}
	right, err := breaks(p, r, example.Right)
	if err != nil || right {
		return Example{}, false
	}
	wrong, err := breaks(p, r, example.Wrong)
	return example, err == nil && wrong
}

// breaks reports whether an example breaks the rule.
func breaks(p *shapes.Profile, r Rule, turtle string) (bool, error) {
	var text strings.Builder
	for prefix, namespace := range vocab.Prefixes {
		fmt.Fprintf(&text, "@prefix %s: <%s> .\n", prefix, namespace)
	}
	fmt.Fprintf(&text, "@prefix ex: <%s> .\n%s\n", ExamplePrefix, turtle)
	g, _, err := rdf.ReadGraph(strings.NewReader(text.String()), rdf.Turtle, rdf.ReadOptions{})
	if err != nil {
		return false, err
	}
	for _, result := range p.Validate(g).Results {
		if result.Shape.Value == r.Shape {
			return true, nil
		}
	}
	return false, nil
}

// wrong breaks the rule: what is wrong stands at the end of its ID.
func (c exampleClass) wrong(p exampleProperty, r Rule) (string, bool) {
	values := map[string]string{
		"literal": "<" + ExamplePrefix + "testo>", "empty": `""`, "kind": p.Kind, "code": p.Code, "datatype": p.Datatype, "html": p.HTML,
		"form": p.Form, "comma": p.Comma, "characters": p.Characters, "length": p.Length, "eurovoc": p.Eurovoc, "known": p.Known,
		"open": p.Open, "unknown": p.Unknown, "negative": p.Negative, "mailto": p.Mailto, "several": p.Several,
	}
	if p.Empty != "" {
		values["empty"] = p.Empty
	}
	if p.Second != "" {
		values["twice"] = p.Right + ", " + p.Second
		if p.Several == "" {
			values["several"] = values["twice"]
		}
	}
	if plain, tagged := strings.CutSuffix(p.Right, "@it"); tagged {
		values["language"] = plain
	}
	fault := r.ID[strings.LastIndexByte(r.ID, '-')+1:]
	switch fault {
	case "missing":
		return fmt.Sprintf("%s a %s .", c.Subject, strings.Join(c.Types, ", ")), true
	case "described":
		return c.statement(r.Property, p.Right), p.About != ""
	case "class":
		about := p.Class
		if about == "" {
			about = p.Right + " a owl:Thing ."
		}
		return c.statement(r.Property, p.Right) + "\n" + about, true
	}
	value := values[fault]
	return c.statement(r.Property, value), value != ""
}

// types shows a rule on the classes of a node.
func (c exampleClass) types(r Rule) (Example, bool) {
	var kept []string
	switch fault := r.ID[strings.LastIndexByte(r.ID, '-')+1:]; {
	case len(c.Types) < 2:
		return Example{}, false
	case fault == "national":
		kept = c.Types[1:]
	case fault == "european":
		kept = slices.Delete(slices.Clone(c.Types), 1, 2)
	case fault == "kind":
		kept = c.Types[:len(c.Types)-1]
	default:
		return Example{}, false
	}
	say := func(types []string) string { return fmt.Sprintf("%s a %s .", c.Subject, strings.Join(types, ", ")) }
	return Example{Right: say(c.Types), Wrong: say(kept)}, true
}

func (c exampleClass) statement(property, value string) string {
	return fmt.Sprintf("%s a %s ;\n    %s %s .", c.Subject, strings.Join(c.Types, ", "), property, value)
}
