package publish

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"slices"
	"strings"

	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/dcat/vocab"
)

// FilesConfig configures the target files.
type FilesConfig struct {
	// Dir is the directory of the catalogue. It is made when something is published.
	Dir string
	// Base is the public URL of Dir; a slash at its end does not matter.
	Base string
	// CatalogIRI is the IRI of the dcat:Catalog, and Catalog describes it: the node itself,
	// its publisher and whatever else it points to. The links to the datasets are added,
	// and dct:modified (the latest of the datasets) when Catalog has none.
	CatalogIRI string
	Catalog    *rdf.Graph
	// Lang is the language of index.html: "it" (the default) or "en".
	Lang string
	// Notes are findings shown in index.html; applying a plan replaces them.
	Notes []Note
}

// Files is the target files: a directory that any web server can serve. It holds the
// catalogue as catalog.rdf, .ttl, .jsonld and .nt, each dataset in the same syntaxes
// under dataset/, the companions, index.html for people, and manifest.json, which says
// what of all this the tool put there.
//
// Applied changes are written beside the files in force and take force together in
// [Files.Commit]. A reader sees each file either as it was or as it will be; a process
// killed before the commit leaves everything as it was, one killed within it is
// completed when the directory is next opened.
type Files struct {
	cfg   FilesConfig
	open  func(dir string) (disk, error)
	disk  disk // nil until the directory exists
	lock  *dirLock
	notes []Note

	manifest manifest
	staged   map[string]*staged  // by IRI
	owner    map[string]string   // path, case folded, to the IRI that it belongs to
	verified map[string]*Holding // by IRI, while this process is the only one at work
}

var (
	_ Target    = (*Files)(nil)
	_ Committer = (*Files)(nil)
	_ Noter     = (*Files)(nil)
	_ Describer = (*Files)(nil)
)

// OpenFiles opens the directory for this process alone and completes what an
// interrupted commit left. A directory that does not exist is an empty target.
func OpenFiles(cfg FilesConfig) (*Files, error) { return openFiles(cfg, openDisk) }

func openFiles(cfg FilesConfig, open func(dir string) (disk, error)) (*Files, error) {
	cfg.Base = strings.TrimRight(cfg.Base, "/")
	if cfg.Lang == "" {
		cfg.Lang = "it"
	}
	f := &Files{
		cfg: cfg, open: open, notes: cfg.Notes,
		staged: map[string]*staged{}, verified: map[string]*Holding{},
	}
	if err := f.check(); err != nil {
		return nil, fmt.Errorf("open target files: %w", err)
	}
	if _, err := os.Stat(cfg.Dir); errors.Is(err, fs.ErrNotExist) {
		return f, nil
	}
	if err := f.start(); err != nil {
		return nil, fmt.Errorf("open target files: %w", err)
	}
	return f, nil
}

func (f *Files) check() error {
	switch {
	case f.cfg.Dir == "":
		return errors.New("the directory is missing (target.path)")
	case f.cfg.Base == "":
		return errors.New("the public URL is missing (catalog.base)")
	case f.cfg.CatalogIRI == "":
		return errors.New("the IRI of the catalogue is missing (catalog.iri)")
	case f.cfg.Catalog == nil || !rdf.Has(f.cfg.Catalog, rdf.IRI(f.cfg.CatalogIRI), rdf.IRI(vocab.RDFType), rdf.IRI(vocab.DCATCatalog)):
		return fmt.Errorf("the description of the catalogue does not say that %s is a dcat:Catalog", f.cfg.CatalogIRI)
	}
	if _, ok := pageWords[f.cfg.Lang]; !ok {
		return fmt.Errorf("language %q: index.html is written in it or en", f.cfg.Lang)
	}
	return nil
}

// start makes and locks the directory, completes an interrupted commit, and reads the
// manifest.
func (f *Files) start() (err error) {
	if f.disk != nil {
		return nil
	}
	if err := os.MkdirAll(f.cfg.Dir, 0o755); err != nil {
		return err
	}
	lock, err := lockDir(f.cfg.Dir)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, f.Close())
		}
	}()
	f.lock = lock
	if f.disk, err = f.open(f.cfg.Dir); err != nil {
		return err
	}
	if err := resumeCommit(f.disk); err != nil {
		return err
	}
	if err := removeTemps(f.disk, "."); err != nil {
		return err
	}
	if f.manifest, err = readManifest(f.disk); err != nil {
		return err
	}
	f.own()
	return f.checkForeign()
}

// own notes whose the files of the manifest are.
func (f *Files) own() {
	f.owner = make(map[string]string, len(f.owner))
	for _, ds := range f.manifest.Datasets {
		for _, file := range ds.Files {
			f.owner[strings.ToLower(file.Path)] = ds.IRI
		}
	}
}

// checkForeign refuses a directory where one of the catalogue's own names is taken by a
// file that this tool did not put there.
func (f *Files) checkForeign() error {
	for _, name := range CatalogueFiles() {
		if slices.ContainsFunc(f.manifest.Files, func(s fileState) bool { return s.Path == name }) {
			continue
		}
		if _, err := f.disk.stat(name); err == nil {
			return foreignError(name)
		} else if !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

func foreignError(name string) error {
	return fmt.Errorf("%s is there but %s does not name it, so this tool did not put it there: move it away, or publish to another directory", name, manifestName)
}

// Close lets other processes work in the directory. Changes that were not committed are
// dropped.
func (f *Files) Close() error {
	var errs []error
	if f.disk != nil {
		for _, s := range f.staged {
			errs = append(errs, s.discard(f.disk))
		}
		errs = append(errs, f.disk.close())
	}
	if f.lock != nil {
		errs = append(errs, f.lock.unlock())
	}
	f.disk, f.lock, f.staged = nil, nil, map[string]*staged{}
	return errors.Join(errs...)
}

// Note replaces the findings that index.html shows.
func (f *Files) Note(notes []Note) { f.notes = notes }

// Holdings yields the datasets of the manifest, with the changes applied since, in IRI
// order. Files that differ from the manifest make the holding's digest differ.
func (f *Files) Holdings(ctx context.Context) iter.Seq2[Holding, error] {
	return func(yield func(Holding, error) bool) {
		for _, iri := range f.iris() {
			if err := context.Cause(ctx); err != nil {
				yield(Holding{}, err)
				return
			}
			h, _, err := f.holding(iri)
			if err != nil {
				err = fmt.Errorf("read holding %s: %w", iri, err)
			}
			if !yield(h, err) || err != nil {
				return
			}
		}
	}
}

// iris returns the IRIs of all holdings in order, with the changes applied since.
func (f *Files) iris() []string {
	var out []string
	for _, ds := range f.manifest.Datasets {
		if s := f.staged[ds.IRI]; s == nil || !s.deleted {
			out = append(out, ds.IRI)
		}
	}
	for iri, s := range f.staged {
		if _, known := f.manifest.find(iri); !known && !s.deleted {
			out = append(out, iri)
		}
	}
	slices.Sort(out)
	return out
}

// holding returns what is held under the IRI.
func (f *Files) holding(iri string) (h Holding, held bool, err error) {
	if s := f.staged[iri]; s != nil {
		return s.dataset.Holding, !s.deleted, nil
	}
	at, ok := f.manifest.find(iri)
	if !ok {
		return Holding{}, false, nil
	}
	if known := f.verified[iri]; known != nil {
		return *known, true, nil
	}
	h, err = verify(f.disk, f.manifest.Datasets[at])
	if err == nil {
		f.verified[iri] = &h
	}
	return h, true, err
}

// Graph returns the graph of a holding from its N-Triples file.
func (f *Files) Graph(_ context.Context, iri string) (*rdf.Graph, error) {
	for _, file := range f.datasetOf(iri).Files {
		if strings.HasSuffix(file.Path, "."+rdf.NTriples.Extension()) {
			return readGraph(f.disk, f.placeOf(iri, file.Path), rdf.NTriples)
		}
	}
	return nil, fmt.Errorf("%s is not held", iri)
}
