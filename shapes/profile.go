package shapes

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/trebbia/trebbia/dcat"
	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/dcat/vocab"
	"github.com/trebbia/trebbia/shapes/shacl"
)

//go:embed dcat-ap-it/*.ttl
var files embed.FS

// definition is what is known of a profile beside its shapes files, which stand in the
// folder of its name.
type definition struct {
	name, title, version, source string
	// catalogueOnly is the file whose shapes ask something of a whole catalogue, and
	// so do not fit a dataset on its own.
	catalogueOnly string
	background    func() *rdf.Graph
}

// profiles is the explicit list: a new profile is a folder and a line here.
var profiles = []definition{
	{
		name:          "dcat-ap-it",
		title:         "DCAT-AP_IT",
		version:       "1.0",
		source:        "AgID, Linee guida per i cataloghi dati (DCAT-AP_IT 1.0, ontology 2.0 of 23 June 2022) and the rules of AgID's validator",
		catalogueOnly: "presence.ttl",
		background:    italianVocabularies,
	},
}

// Profile is an application profile, ready to validate. It does not change once loaded
// and is safe for concurrent use.
type Profile struct {
	// Name is the name that Load knows; Title, Version and Source are for people.
	Name, Title, Version, Source string

	graph      rdf.Matcher   // all shapes of the profile, for its documentation
	nodes      *shacl.Shapes // what is asked of catalogues, datasets and the rest
	whole      *shacl.Shapes // what is asked of a whole file
	background *rdf.Graph
	vocabulary map[string]*vocab.Table // by name, those that the shapes mention
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
	p := &Profile{
		Name: d.name, Title: d.title, Version: d.version, Source: d.source,
		background: d.background(),
		vocabulary: map[string]*vocab.Table{},
	}
	nodes, whole := rdf.NewGraph(), rdf.NewGraph()
	entries, err := fs.ReadDir(files, d.name)
	if err != nil {
		return nil, fmt.Errorf("load profile %q: %w", name, err)
	}
	for n, entry := range entries {
		into := nodes
		if entry.Name() == d.catalogueOnly {
			into = whole
		}
		if err := readShapes(into, path.Join(d.name, entry.Name()), n); err != nil {
			return nil, fmt.Errorf("load profile %q: %w", name, err)
		}
	}
	if p.nodes, err = shacl.Compile(nodes); err != nil {
		return nil, fmt.Errorf("load profile %q: %w", name, err)
	}
	if p.whole, err = shacl.Compile(whole); err != nil {
		return nil, fmt.Errorf("load profile %q: %w", name, err)
	}
	p.graph = rdf.Union{whole, nodes}
	return p, p.tables()
}

// readShapes adds the shapes of one embedded file to a graph. Blank node labels hold
// within a file only, so those of the n-th file get a mark of their own.
func readShapes(into *rdf.Graph, name string, n int) error {
	f, err := files.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	mark := "f" + strconv.Itoa(n) + "."
	rename := func(t rdf.Term) rdf.Term {
		if t.IsBlank() {
			return rdf.Blank(mark + t.Value)
		}
		return t
	}
	for q, err := range rdf.Read(f, rdf.Turtle, rdf.ReadOptions{}) {
		if err != nil {
			return fmt.Errorf("read %s: %w", name, err)
		}
		into.Add(rdf.Triple{Subject: rename(q.Subject), Predicate: q.Predicate, Object: rename(q.Object)})
	}
	return nil
}

// tables opens the code lists that the shapes mention.
func (p *Profile) tables() error {
	for t := range p.graph.Match(rdf.Term{}, rdf.IRI(annotVocabulary), rdf.Term{}) {
		table, ok := vocab.Lookup(t.Object.Value)
		if !ok {
			return fmt.Errorf("load profile %q: %s: unknown vocabulary %q", p.Name, t.Subject.Value, t.Object.Value)
		}
		p.vocabulary[t.Object.Value] = table
	}
	return nil
}

// Validate checks a whole file: the catalogue, its datasets and all that belongs to
// them, and, last in the report, that each class that the profile asks for is there. The
// data must not be changed meanwhile.
func (p *Profile) Validate(data *rdf.Graph) *shacl.Report {
	nodes, whole := p.nodes.Validate(data, p.background), p.whole.Validate(data)
	return &shacl.Report{
		Conforms: nodes.Conforms && whole.Conforms,
		Results:  append(nodes.Results, whole.Results...),
	}
}

// ValidateDataset checks one dataset with its distributions, agents and contact points.
// What only a whole catalogue can have is not asked for.
func (p *Profile) ValidateDataset(d *dcat.Dataset) *shacl.Report {
	return p.nodes.Validate(d.Graph, p.background)
}
