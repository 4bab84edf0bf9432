package shapes

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"strconv"

	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/shapes/shacl"
)

//go:embed dcat-ap/*.ttl dcat-ap-2/*.ttl dcat-ap-3/*.ttl dcat-ap-hvd/*.ttl dcat-ap-it/*.ttl dati-gov-it/*.ttl
var files embed.FS

// definition says what a profile is made of.
type definition struct {
	name, title, version, source string
	// folders hold the shapes files of the profile.
	folders []string
	// borrowed are folders whose property shapes and auxiliary shapes may be referred
	// to; what they target is left to the profiles that they belong to.
	borrowed []string
	// catalogueOnly is the file whose shapes ask something of a whole catalogue, and
	// so do not fit a dataset on its own.
	catalogueOnly string
	background    func() *rdf.Graph
	// focus finds the nodes that the profile is about; nil means all.
	focus  func(data *shacl.View) *shacl.NodeSet
	checks []check
	// follows are the properties by which focus and checks look for subjects.
	follows []string
}

// profiles is the explicit list: a new profile is a folder and an entry here.
var profiles = []definition{
	{
		name:          "dcat-ap-it",
		title:         "DCAT-AP_IT",
		version:       "1.0",
		source:        "AgID, Linee guida per i cataloghi dati (DCAT-AP_IT 1.0, ontology 2.0 of 23 June 2022) and the rules of AgID's validator",
		folders:       []string{"dcat-ap-it"},
		catalogueOnly: "dcat-ap-it/presence.ttl",
		background:    italianVocabularies,
	},
	{
		name:       "dcat-ap-3",
		title:      "DCAT-AP 3",
		version:    "3.0.1",
		source:     "SEMIC, DCAT-AP 3.0.1: properties per class, ranges and controlled vocabularies",
		folders:    []string{"dcat-ap", "dcat-ap-3"},
		background: europeanVocabularies,
	},
	{
		name:       "dcat-ap-2",
		title:      "DCAT-AP 2",
		version:    "2.1.1",
		source:     "SEMIC, DCAT-AP 2.1.1: properties per class, ranges and controlled vocabularies",
		folders:    []string{"dcat-ap", "dcat-ap-2"},
		background: europeanVocabularies,
	},
	{
		name:       "dcat-ap-hvd",
		title:      "DCAT-AP for high-value datasets",
		version:    "3.0.0",
		source:     "SEMIC, DCAT-AP HVD 3.0.0, usage of DCAT-AP under Implementing Regulation (EU) 2023/138",
		folders:    []string{"dcat-ap-hvd"},
		borrowed:   []string{"dcat-ap", "dcat-ap-3"},
		background: europeanVocabularies,
		focus:      highValue,
		follows:    highValueFollows,
	},
	{
		name:          "dati-gov-it",
		title:         "Harvesting by dati.gov.it",
		version:       "2026",
		source:        "dati.gov.it, guide and FAQ for catalogues; ckanext-dcat and ckanext-dcatapit, which read them; reported failures",
		folders:       []string{"dati-gov-it"},
		borrowed:      []string{"dcat-ap-it"},
		catalogueOnly: "dati-gov-it/file.ttl",
		background:    italianVocabularies,
		checks:        harvestChecks,
		follows:       harvestFollows,
	},
}

// read returns the shapes of a profile: those on nodes, and those on whole files.
func (d definition) read() (nodes, whole *rdf.Graph, err error) {
	nodes, whole = rdf.NewGraph(), rdf.NewGraph()
	n := 0
	read := func(folder string, borrowed bool) error {
		entries, err := fs.ReadDir(files, folder)
		if err != nil {
			return err
		}
		for _, entry := range entries {
			name := path.Join(folder, entry.Name())
			into := nodes
			if name == d.catalogueOnly {
				into = whole
			}
			n++
			if err := readShapes(into, name, n, borrowed); err != nil {
				return err
			}
		}
		return nil
	}
	for _, folder := range d.borrowed {
		if err := read(folder, true); err != nil {
			return nil, nil, err
		}
	}
	for _, folder := range d.folders {
		if err := read(folder, false); err != nil {
			return nil, nil, err
		}
	}
	return nodes, whole, nil
}

// readShapes adds the shapes of one embedded file to a graph.
func readShapes(into *rdf.Graph, name string, n int, borrowed bool) error {
	f, err := files.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	for q, err := range rdf.Read(f, rdf.Turtle, rdf.ReadOptions{}) {
		if err != nil {
			return fmt.Errorf("read %s: %w", name, err)
		}
		if borrowed && targets[q.Predicate.Value] {
			continue
		}
		into.AddAt(marked(q.Triple, n), q.Position)
	}
	return nil
}

// targets are the properties by which a shape finds its focus nodes.
var targets = map[string]bool{
	shacl.Namespace + "targetClass": true, shacl.Namespace + "targetNode": true,
	shacl.Namespace + "targetSubjectsOf": true, shacl.Namespace + "targetObjectsOf": true,
}

// marked gives the blank nodes of the n-th file a mark of their own, since their labels
// hold within a file only.
func marked(t rdf.Triple, n int) rdf.Triple {
	mark := "f" + strconv.Itoa(n) + "."
	if t.Subject.IsBlank() {
		t.Subject = rdf.Blank(mark + t.Subject.Value)
	}
	if t.Object.IsBlank() {
		t.Object = rdf.Blank(mark + t.Object.Value)
	}
	return t
}
