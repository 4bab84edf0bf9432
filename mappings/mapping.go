package mappings

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/trebbia/trebbia/dcat"
	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/dcat/vocab"
)

// Mapping is a crosswalk with the administrator's configuration, compiled once. It is
// safe for concurrent use.
type Mapping struct {
	spec     *spec
	opt      Options
	concepts sync.Map // descriptions of codes, by IRI: the same for every record
}

//go:embed *.yaml
var files embed.FS

// builtin is the explicit list of the crosswalks that come with trebbia.
var builtin = []string{"ckan-dcat-ap-it", "inps-report", "rdf-dcat-ap-it"}

// Names returns the names of the built-in mappings, sorted.
func Names() []string { return slices.Clone(builtin) }

// Load compiles a built-in mapping, or the mapping file at a path. Faults of the file,
// and configured values that it cannot use, are *FileError.
func Load(name string, opt Options) (*Mapping, error) {
	file, text, err := read(name)
	if err != nil {
		return nil, err
	}
	s, err := compileSpec(file, text)
	if err != nil {
		return nil, err
	}
	opt.Base = strings.TrimRight(opt.Base, "/")
	m := &Mapping{spec: s, opt: opt}
	if err := m.checkOptions(file); err != nil {
		return nil, err
	}
	return m, nil
}

func read(name string) (file string, text []byte, err error) {
	if slices.Contains(builtin, name) {
		file = name + ".yaml"
		text, err = files.ReadFile(file)
		return file, text, err
	}
	text, err = os.ReadFile(name)
	if err == nil {
		return name, text, nil
	}
	var p *os.PathError
	if !errors.As(err, &p) {
		return "", nil, err
	}
	hint := fmt.Sprintf("the built-in mappings are %s; a file of yours is named by its path", strings.Join(builtin, ", "))
	if near := vocab.Nearest(name, builtin); near != "" {
		hint = fmt.Sprintf("did you mean %q? %s", near, hint)
	}
	return "", nil, &FileError{File: name, Message: "unknown mapping: " + p.Err.Error(), hint: hint}
}

// checkOptions proves at the start what would else fail at the first record.
func (m *Mapping) checkOptions(file string) error {
	fault := func(hint, format string, args ...any) error {
		return &FileError{File: file, Message: fmt.Sprintf(format, args...), hint: hint}
	}
	for _, k := range []struct{ role, key string }{{"holder", m.opt.Holder}, {"publisher", m.opt.Publisher}} {
		if _, ok := m.opt.Agents[k.key]; k.key != "" && !ok {
			return fault("the agents are "+orNone(sortedKeys(m.opt.Agents)), "the default %s %q is not among the agents", k.role, k.key)
		}
	}
	if _, ok := m.opt.Contacts[m.opt.Contact]; m.opt.Contact != "" && !ok {
		return fault("the contacts are "+orNone(sortedKeys(m.opt.Contacts)), "the default contact %q is not among the contacts", m.opt.Contact)
	}
	taken := m.spec.defaults()
	for _, curie := range sortedKeys(m.opt.Defaults) {
		rules, ok := taken[curie]
		if !ok {
			return fault("it takes defaults for "+orNone(sortedKeys(taken)), "the mapping takes no default for %s", curie)
		}
		for _, r := range rules {
			if r.agent != nil || r.contact != nil {
				return fault("write the key of an agent or contact below defaults: holder, publisher, contact", "no value can be configured for %s", curie)
			}
			values, err := r.normalise(place{dataset: m.opt.Base + "/dataset/x", lang: r.lang}, m.opt.Defaults[curie])
			if err == nil && len(values) == 0 {
				err = errors.New("empty")
			}
			if err != nil {
				return fault("correct the value below defaults", "default %s: %s", curie, err)
			}
		}
	}
	if m.spec.input == "rdf" {
		var names []string
		for _, r := range m.spec.repairs {
			names = append(names, r.name)
		}
		for _, name := range m.opt.RepairsOff {
			if !slices.Contains(names, name) {
				return fault("the repairs are "+strings.Join(names, ", "), "there is no repair %q to switch off", name)
			}
		}
	}
	return nil
}

func orNone(names []string) string {
	if len(names) == 0 {
		return "none"
	}
	return strings.Join(names, ", ")
}

// defaults collects the properties for which the administrator may configure a value.
func (s *spec) defaults() map[string][]*rule {
	out := map[string][]*rule{}
	var visit func(n *nodeSpec)
	visit = func(n *nodeSpec) {
		if n == nil {
			return
		}
		for _, d := range n.defaults {
			out[d.curie] = append(out[d.curie], d.rules...)
		}
		for _, p := range n.properties {
			for _, r := range p.rules {
				visit(r.node)
			}
		}
	}
	visit(s.dataset)
	return out
}

// Map makes a dataset of a source record. What is not simply what the record says
// comes back as gaps, in the order of the mapping file. The error tells that there is
// no dataset: the record cannot be read, or it has no identifier.
func (m *Mapping) Map(ctx context.Context, rec dcat.SourceRecord) (*dcat.Dataset, []Gap, error) {
	if m.spec.input == "rdf" {
		return m.mapGraph(ctx, rec)
	}
	source, err := decodeJSON(rec.Bytes)
	if err != nil {
		return nil, nil, fmt.Errorf("map record %q: read its JSON: %w", rec.ID, err)
	}
	r := &run{
		m: m, ctx: ctx, source: source, record: source, triples: make([]rdf.Triple, 0, 256),
		described: map[rdf.Term][]rdf.Triple{}, taken: map[string]bool{},
	}
	if err := r.dataset(rec); err != nil {
		return nil, r.gaps, fmt.Errorf("map record %q: %w", rec.ID, err)
	}
	if err := ctx.Err(); err != nil {
		return nil, r.gaps, err
	}
	return &dcat.Dataset{
		IRI: r.iri, Graph: rdf.NewGraph(r.triples...), Source: rec.Source, RecordID: rec.ID, Companions: r.companions,
	}, r.gaps, nil
}

// Name returns the name of the mapping; Title says what it maps.
func (m *Mapping) Name() string { return strings.TrimSuffix(filepath.Base(m.spec.name), ".yaml") }

// Title says in one line what the mapping is for.
func (m *Mapping) Title() string { return m.spec.title }
