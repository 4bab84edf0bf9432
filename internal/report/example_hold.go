package report

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/dcat/vocab"
	"github.com/trebbia/trebbia/shapes"
	"github.com/trebbia/trebbia/shapes/shacl"
)

// For returns the example of a rule, if there is one that holds: the profile accepts
// what is shown as right and finds the rule broken in what is shown as wrong. The
// profiles ask for different things of the same property.
func (e *Examples) For(p *shapes.Profile, r Rule) (Example, bool) {
	c, ok := e.class(r)
	if !ok {
		return Example{}, false
	}
	if r.ID == "Agent-identifier-unknown" {
		p = p.With(e.codes)
	}
	for _, a := range e.attempts(c, r) {
		right, wrong := spoken(a.right, r), spoken(a.wrong, r)
		found, ok := a.holds(p, r, c.subject(), right, wrong)
		if !ok {
			continue
		}
		out := Example{Right: right, Wrong: map[string]string{}, Finding: map[string]string{}}
		for lang, mark := range a.mark {
			out.Wrong[lang] = strings.ReplaceAll(wrong, here, "# "+mark)
			out.Finding[lang] = strings.ReplaceAll(found.Message(lang), exampleFolder, "")
		}
		return out, true
	}
	return Example{}, false
}

// holds reports whether the profile says the same as the example, and what it finds in
// what is wrong. Where the example is about one property, no other rule may be broken by
// its right value either.
func (a attempt) holds(p *shapes.Profile, r Rule, subject, right, wrong string) (shacl.Result, bool) {
	results, err := judged(p, right)
	if err != nil {
		return shacl.Result{}, false
	}
	for _, result := range results {
		path, _ := result.Path.Predicate()
		if result.Shape.Value == r.Shape || a.whole && result.FocusNode.Value == subject && vocab.Compact(path.Value) == r.Property {
			return shacl.Result{}, false
		}
	}
	results, err = judged(p, wrong)
	i := slices.IndexFunc(results, func(result shacl.Result) bool { return result.Shape.Value == r.Shape })
	if err != nil || i < 0 {
		return shacl.Result{}, false
	}
	return results[i], true
}

// exampleFolder is where the examples pretend to lie: relative IRIs are then what they are
// in a catalogue that is read from a disk.
const exampleFolder = "file:///srv/"

// judged returns what a profile finds in an example.
func judged(p *shapes.Profile, turtle string) ([]shacl.Result, error) {
	var text strings.Builder
	for _, prefix := range slices.Sorted(maps.Keys(vocab.Prefixes)) {
		fmt.Fprintf(&text, "@prefix %s: <%s> .\n", prefix, vocab.Prefixes[prefix])
	}
	fmt.Fprintf(&text, "@prefix ex: <%s> .\n%s\n", ExamplePrefix, turtle)
	g, _, err := rdf.ReadGraph(strings.NewReader(text.String()), rdf.Turtle, rdf.ReadOptions{Base: exampleFolder + "catalogo.ttl"})
	if err != nil {
		return nil, err
	}
	return p.Validate(g).Results, nil
}

// subject returns the IRI of the node that examples are about.
func (c exampleClass) subject() string {
	if name, ok := strings.CutPrefix(c.Subject, "ex:"); ok {
		return ExamplePrefix + name
	}
	return strings.Trim(c.Subject, "<>")
}

// national finds the classes and terms that only the Italian profile has.
var national = regexp.MustCompile(`dcatapit:[A-Z]\w*, |dcatapit:`)

// spoken writes an example in the terms of the profile: those of Europe lack the
// national classes, and say dcat:startDate of a period.
func spoken(turtle string, r Rule) string {
	turtle = strings.TrimSpace(turtle)
	if r.Profile == "dcat-ap-it" || r.Profile == "dati-gov-it" {
		return turtle
	}
	return national.ReplaceAllStringFunc(turtle, func(term string) string {
		if term == "dcatapit:" {
			return "dcat:"
		}
		return ""
	})
}
