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
	focus      func(data *rdf.Graph) []rdf.Term
	background *rdf.Graph
	vocabulary map[string]*vocab.Table // by name, those that the shapes mention
	ipa        map[string]bool         // every code of IPA, when the caller has the list
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
	p := &Profile{Name: d.name, Title: d.title, Version: d.version, Source: d.source, focus: d.focus, checks: d.checks}
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
	report := p.validateNodes(data)
	for _, c := range p.checks {
		if c.catalogueOnly {
			report.Results = append(report.Results, p.run(c, data)...)
		}
	}
	report.Results = append(report.Results, p.whole.Validate(data).Results...)
	report.Conforms = len(report.Results) == 0
	return report
}

// ValidateDataset checks one dataset with its distributions, agents and contact points.
// What only a whole catalogue can have is not asked for.
func (p *Profile) ValidateDataset(d *dcat.Dataset) *shacl.Report {
	report := p.validateNodes(d.Graph)
	report.Conforms = len(report.Results) == 0
	return report
}

// validateNodes returns a report that its callers complete.
func (p *Profile) validateNodes(data *rdf.Graph) *shacl.Report {
	var results []shacl.Result
	if p.focus != nil {
		results = p.nodes.ValidateNodes(data, p.focus(data), p.background).Results
	} else {
		results = p.nodes.Validate(data, p.background).Results
	}
	for _, c := range p.checks {
		if !c.catalogueOnly {
			results = append(results, p.run(c, data)...)
		}
	}
	return &shacl.Report{Results: results}
}
