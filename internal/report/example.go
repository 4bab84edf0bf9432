package report

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"github.com/trebbia/trebbia/shapes"
)

// The data files hold, for each class and property, a right value and wrong ones. An
// example of a rule is put together from them and shown only if the profile says the
// same of it.
//
//go:embed examples/*.yaml examples/rules/*.yaml examples/words/*.yaml
var exampleFiles embed.FS

// Example shows a rule in Turtle: kept and broken. The prefixes are those of dcat/vocab
// and ex:.
type Example struct {
	Right string `json:"right"`
	// Wrong is the same in every language but for the comment at the line at fault.
	Wrong map[string]string `json:"wrong"`
	// Finding is what the profile says of Wrong, by language.
	Finding map[string]string `json:"finding"`
}

// ExamplePrefix is the namespace of ex: in examples.
const ExamplePrefix = "https://www.example.it/opendata/"

// exampleClass is what a data file says of the nodes of a class.
type exampleClass struct {
	// Class is empty in the file on properties that mean the same in every class. Also
	// holds what else rules look for that are told of there.
	Class, Subject string
	Types, Also    []string
	Why            map[string]string
	// Shown are statements by which readers know what the node is: an example has the
	// first of another property than the rule's.
	Shown []string
	// HighValue and Around are shown in DCAT-AP HVD, which looks at nodes only that are
	// marked or belong to a marked one: statements of the node, of which again the
	// first is taken, and what leads to it.
	HighValue  []string `yaml:"high-value"`
	Around     string
	Properties map[string]exampleProperty
	// Rules are of single rules by ID, such as those on more than one property; the name of
	// a profile and a slash may stand before the ID.
	Rules map[string]exampleRule
}

type exampleProperty struct {
	Why map[string]string
	// Right and Second are good values; About describes the node that Right is.
	Right, Second, About string
	// Instead is the property that should be used, where the property is a mistake.
	Instead string
	// Wrong are values that break the rule whose ID ends with the key; Class describes
	// a value that is of another class than it should.
	Wrong map[string]string
	Class string
	// Mark replaces what is told at the line at fault, by the same keys and language.
	Mark map[string]map[string]string
	// Else holds values for profiles that do not accept those above.
	Else *exampleProperty
}

// exampleRule is an example of one rule. The place of the comment, Mark, is #! in Wrong.
type exampleRule struct {
	Why, Mark    map[string]string
	Right, Wrong string
}

// exampleFault is what is told of all rules that ask for the same: why, and the comment
// at the line at fault.
type exampleFault struct{ Why, Mark map[string]string }

// Examples holds what the data files say.
type Examples struct {
	classes []exampleClass
	common  exampleClass
	faults  map[string]exampleFault
	basis   map[string]map[string]string
	// codes is a list of IPA that knows the bodies of the examples: without such a list
	// nobody can tell an unknown code.
	codes *shapes.Vocabulary
}

// LoadExamples reads the data files.
func LoadExamples() (*Examples, error) {
	names, err := fs.Glob(exampleFiles, "examples/*.yaml")
	if err != nil {
		return nil, err
	}
	// the rules of a class that has many of its own stand in a second file
	rules, err := fs.Glob(exampleFiles, "examples/rules/*.yaml")
	if err != nil {
		return nil, err
	}
	var out Examples
	for _, name := range append(names, rules...) {
		var c exampleClass
		if err := readExamples(name, &c); err != nil {
			return nil, err
		}
		known := slices.IndexFunc(out.classes, func(other exampleClass) bool { return other.Class == c.Class })
		switch {
		case c.Class == "":
			out.common = c
		case known >= 0 && out.classes[known].Rules == nil:
			out.classes[known].Rules = c.Rules
		case known >= 0:
			return nil, fmt.Errorf("read examples %s: rules of %s stand in another file too", name, c.Class)
		default:
			out.classes = append(out.classes, c)
		}
	}
	if err := readExamples("examples/words/faults.yaml", &out.faults); err != nil {
		return nil, err
	}
	if err := readExamples("examples/words/profiles.yaml", &out.basis); err != nil {
		return nil, err
	}
	out.codes, err = shapes.ReadVocabulary("ipa.csv", []byte("Codice_IPA\ninps\n"))
	return &out, err
}

func readExamples(name string, into any) error {
	text, err := exampleFiles.ReadFile(name)
	if err != nil {
		return err
	}
	if err := yaml.UnmarshalWithOptions(text, into, yaml.Strict()); err != nil {
		return fmt.Errorf("read examples %s: %w", name, err)
	}
	return nil
}

// class returns what is known of the class that the rule is about.
func (e *Examples) class(r Rule) (exampleClass, bool) {
	i := slices.IndexFunc(e.classes, func(c exampleClass) bool {
		return len(r.Class) > 0 && (c.Class == r.Class[0] || slices.Contains(c.Types, r.Class[0]) || slices.Contains(c.Also, r.Class[0]))
	})
	if i < 0 {
		return exampleClass{}, false
	}
	return e.classes[i], true
}

// rule returns what is said of this rule and no other.
func (c exampleClass) rule(r Rule) exampleRule {
	if rule, ok := c.Rules[r.Profile+"/"+r.ID]; ok {
		return rule
	}
	return c.Rules[r.ID]
}

// property returns what is known of a property of the class: what its file says, and
// the common file where that says nothing.
func (e *Examples) property(c exampleClass, name string) (exampleProperty, bool) {
	p, known := c.Properties[name]
	common, shared := e.common.Properties[name]
	if known && p.Right == "" && shared {
		common.Why = p.Why
		p = common
	} else if !known {
		p = common
	}
	return p, known || shared
}

// Why returns why a rule is a rule, by language: what its property, else its class, is
// good for, and what its fault does to those who read the data.
func (e *Examples) Why(r Rule) map[string]string {
	c, ok := e.class(r)
	if !ok {
		return nil
	}
	if why := c.rule(r).Why; why != nil {
		return why
	}
	p, _ := e.property(c, r.Property)
	fault := p.fault(r)
	if p.Instead != "" {
		p, _ = e.property(c, p.Instead)
		fault = "instead"
	}
	if p.Why == nil {
		p.Why = c.Why
	}
	out := map[string]string{}
	for lang, why := range p.Why {
		out[lang] = strings.TrimSpace(strings.TrimSpace(why) + " " + strings.TrimSpace(e.faults[fault].Why[lang]))
	}
	return out
}

// Basis returns what makes a profile count, by language: the law, or who reads by it.
func (e *Examples) Basis(profile string) map[string]string { return e.basis[profile] }

// ending returns what a rule forbids: it stands at the end of its ID.
func ending(r Rule) string { return r.ID[strings.LastIndexByte(r.ID, '-')+1:] }

// fault names what a rule forbids, and of types of values which one is asked for.
func (p exampleProperty) fault(r Rule) string {
	fault := ending(r)
	if fault != "datatype" {
		return fault
	}
	for _, kind := range []string{"date", "duration", "hexBinary"} {
		if strings.Contains(p.Right, "xsd:"+kind) {
			return kind
		}
	}
	return "number"
}
