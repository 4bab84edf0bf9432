package shapes

import (
	"fmt"
	"slices"
	"strings"

	"github.com/trebbia/trebbia/dcat"
	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/dcat/vocab"
	"github.com/trebbia/trebbia/shapes/shacl"
)

// Profile is an application profile, ready to validate. It does not change once loaded
// and is safe for concurrent use.
type Profile struct {
	// Name is the name that Load knows; Title, Version and Source are for people.
	Name, Title, Version, Source string

	graph      rdf.Matcher   // all shapes of the profile, for its documentation
	nodes      *shacl.Shapes // what is asked of catalogues, datasets and the rest
	whole      *shacl.Shapes // what is asked of a whole file
	checks     []check       // what SHACL cannot say
	follows    []string      // what focus and checks look for subjects by
	focus      func(data *shacl.View) *shacl.NodeSet
	background *rdf.Graph
	vocabulary map[string]*vocab.Table // by name, those that the shapes mention
	ipa        map[string]bool         // every code of IPA, when the caller has the list
	warnings   []error
}

// Names returns the names of the profiles that Load knows.
func Names() []string {
	names := make([]string, len(profiles))
	for i, p := range profiles {
		names[i] = p.name
	}
	return names
}

// Load compiles the profile with this name. An unknown name is an error that lists the
// known ones.
func Load(name string) (*Profile, error) {
	i := slices.IndexFunc(profiles, func(d definition) bool { return d.name == name })
	if i < 0 {
		return nil, fmt.Errorf("load profile %q: unknown; known profiles: %s", name, strings.Join(Names(), ", "))
	}
	d := profiles[i]
	p := &Profile{Name: d.name, Title: d.title, Version: d.version, Source: d.source, focus: d.focus, checks: d.checks, follows: d.follows}
	nodes, whole, err := d.read()
	if err != nil {
		return nil, fmt.Errorf("load profile %q: %w", name, err)
	}
	if err := p.compile(nodes, whole); err != nil {
		return nil, fmt.Errorf("load profile %q: %w", name, err)
	}
	p.background = d.background()
	return p, nil
}

// compile makes the profile out of its shapes graphs.
func (p *Profile) compile(nodes, whole *rdf.Graph) (err error) {
	if p.nodes, err = shacl.Compile(nodes); err != nil {
		return err
	}
	if p.whole, err = shacl.Compile(whole); err != nil {
		return err
	}
	p.graph = rdf.Union{whole, nodes}
	p.vocabulary = map[string]*vocab.Table{}
	for t := range p.graph.Match(rdf.Term{}, rdf.IRI(annotVocabulary), rdf.Term{}) {
		table, ok := vocab.Lookup(t.Object.Value)
		if !ok {
			return fmt.Errorf("%s: unknown vocabulary %q", t.Subject.Value, t.Object.Value)
		}
		p.vocabulary[t.Object.Value] = table
	}
	return nil
}

// Validate checks a whole file: the catalogue, its datasets and all that belongs to
// them, then what the nodes must be to each other, and last in the report that what the
// profile asks of a file is there. The data must not be changed meanwhile.
func (p *Profile) Validate(data *rdf.Graph) *shacl.Report {
	results := append(p.validateNodes(data, true), p.whole.Validate(data).Results...)
	return &shacl.Report{Conforms: len(results) == 0, Results: results}
}

// ValidateDataset checks one dataset with its distributions, agents and contact points.
// What only a whole catalogue can have is not asked for.
func (p *Profile) ValidateDataset(d *dcat.Dataset) *shacl.Report {
	results := p.validateNodes(d.Graph, false)
	return &shacl.Report{Conforms: len(results) == 0, Results: results}
}

func (p *Profile) validateNodes(data *rdf.Graph, catalogue bool) (results []shacl.Result) {
	view := shacl.NewView(data)
	if p.focus != nil {
		results = p.nodes.ValidateNodes(data, p.focus(view).Terms(), p.background).Results
	} else {
		results = p.nodes.Validate(data, p.background).Results
	}
	// Neither a graph nor this visit has an error.
	_ = p.runChecks(view, catalogue, func(found []shacl.Result) error {
		results = append(results, found...)
		return nil
	})
	return results
}
