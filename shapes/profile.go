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

	graph      *rdf.Graph    // all shapes of the profile
	catalogue  *shacl.Shapes // for whole files
	dataset    *shacl.Shapes // for one dataset: without what only a catalogue can have
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
		graph:      rdf.NewGraph(),
		background: d.background(),
		vocabulary: map[string]*vocab.Table{},
	}
	one := rdf.NewGraph()
	entries, err := fs.ReadDir(files, d.name)
	if err != nil {
		return nil, fmt.Errorf("load profile %q: %w", name, err)
	}
	for n, entry := range entries {
		g, err := readShapes(path.Join(d.name, entry.Name()), n)
		if err != nil {
			return nil, fmt.Errorf("load profile %q: %w", name, err)
		}
		p.graph.AddAll(g)
		if entry.Name() != d.catalogueOnly {
			one.AddAll(g)
		}
	}
	if p.catalogue, err = shacl.Compile(p.graph); err != nil {
		return nil, fmt.Errorf("load profile %q: %w", name, err)
	}
	if p.dataset, err = shacl.Compile(one); err != nil {
		return nil, fmt.Errorf("load profile %q: %w", name, err)
	}
	return p, p.tables()
}

// readShapes reads one embedded file. Blank node labels hold within a file only, so
// those of the n-th file get a mark of their own.
func readShapes(name string, n int) (*rdf.Graph, error) {
	f, err := files.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	g, _, err := rdf.ReadGraph(f, rdf.Turtle, rdf.ReadOptions{})
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	mark := "f" + strconv.Itoa(n) + "."
	rename := func(t rdf.Term) rdf.Term {
		if t.IsBlank() {
			return rdf.Blank(mark + t.Value)
		}
		return t
	}
	marked := rdf.NewGraph()
	for t := range g.All() {
		marked.Add(rdf.Triple{Subject: rename(t.Subject), Predicate: t.Predicate, Object: rename(t.Object)})
	}
	return marked, nil
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
// them, and that each class that the profile asks for is there. The data must not be
// changed meanwhile.
func (p *Profile) Validate(data *rdf.Graph) *shacl.Report {
	return p.catalogue.Validate(data, p.background)
}

// ValidateDataset checks one dataset with its distributions, agents and contact points.
// What only a whole catalogue can have is not asked for.
func (p *Profile) ValidateDataset(d *dcat.Dataset) *shacl.Report {
	return p.dataset.Validate(d.Graph, p.background)
}
