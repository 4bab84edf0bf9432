package publish

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"slices"

	"github.com/trebbia/trebbia/dcat/rdf"
)

const pageName = "index.html"

// CatalogueFiles returns the names of the files that describe the catalogue as a whole.
func CatalogueFiles() []string {
	names := make([]string, 0, len(catalogueFormats)+1)
	for _, format := range catalogueFormats {
		names = append(names, "catalog."+format.Extension())
	}
	return append(names, pageName)
}

// Commit writes the catalogue as a whole and puts it into force together with the
// changes applied. It returns the files written, as paths below the current directory
// when FilesConfig.Dir is one. Files that come out as they are already are not touched.
func (f *Files) Commit(ctx context.Context) (written []string, err error) {
	written, err = f.commit(ctx)
	if err != nil {
		err = fmt.Errorf("commit %s: %w", f.cfg.Dir, err)
	}
	return written, err
}

func (f *Files) commit(ctx context.Context) (written []string, err error) {
	if err := f.start(); err != nil {
		return nil, err
	}
	parts, unreadable, err := f.parts(ctx)
	if err != nil {
		return nil, err
	}
	next := manifest{Version: manifestVersion, Catalog: f.cfg.CatalogIRI, Files: f.manifest.Files, Datasets: f.nextDatasets()}
	if next.Inputs, err = f.inputs(parts); err != nil {
		return nil, err
	}
	intact, err := f.catalogueIntact()
	if err != nil {
		return nil, err
	}
	fresh := intact && next.Inputs == f.manifest.Inputs
	if fresh && len(f.staged) == 0 {
		return nil, unreadable
	}
	j := journal{Version: journalVersion, Moves: []move{}, Removes: []fileState{}}
	for _, iri := range f.stagedIRIs() {
		j.Moves = append(j.Moves, f.staged[iri].moves...)
		j.Removes = append(j.Removes, f.staged[iri].removes...)
	}
	if !fresh {
		moves, err := f.writeCatalogue(ctx, parts, &next)
		if err != nil {
			return nil, err
		}
		j.Moves = append(j.Moves, moves...)
	}
	if j.Last, err = f.writeManifest(next); err != nil {
		return nil, err
	}
	begun, err := j.commit(f.disk)
	if begun {
		f.inForce(next)
	}
	if err != nil {
		return nil, err
	}
	for _, m := range append(j.Moves, j.Last) {
		written = append(written, filepath.Join(f.cfg.Dir, filepath.FromSlash(m.To)))
	}
	return written, unreadable
}

// nextDatasets is the manifest's list with the changes applied since.
func (f *Files) nextDatasets() []manifestDataset {
	out := make([]manifestDataset, 0, len(f.manifest.Datasets)+len(f.staged))
	for _, ds := range f.manifest.Datasets {
		if f.staged[ds.IRI] == nil {
			out = append(out, ds)
		}
	}
	for _, s := range f.staged {
		if !s.deleted {
			out = append(out, s.dataset)
		}
	}
	slices.SortFunc(out, func(a, b manifestDataset) int { return cmp.Compare(a.IRI, b.IRI) })
	return out
}

func (f *Files) stagedIRIs() []string {
	iris := make([]string, 0, len(f.staged))
	for iri := range f.staged {
		iris = append(iris, iri)
	}
	slices.Sort(iris)
	return iris
}

// inForce makes next the state of this process. What it replaces is in the journal.
func (f *Files) inForce(next manifest) {
	for iri := range f.staged {
		delete(f.verified, iri)
	}
	f.manifest, f.staged = next, map[string]*staged{}
	f.own()
}

// inputs is the digest of everything from which the catalogue's own files are made.
func (f *Files) inputs(parts []part) (string, error) {
	described, err := rdf.DigestOf(f.cfg.Catalog)
	if err != nil {
		return "", fmt.Errorf("the description of the catalogue: %w", err)
	}
	h := newSizedHash()
	enc := json.NewEncoder(h)
	for _, v := range []any{manifestVersion, f.cfg.CatalogIRI, f.cfg.Base, described, f.cfg.Lang, f.notes} {
		if err := enc.Encode(v); err != nil {
			return "", err
		}
	}
	for _, p := range parts {
		fmt.Fprintf(h, "%s %s\n", p.iri, p.digest)
	}
	return h.hex(), nil
}

// catalogueIntact reports whether the catalogue's own files are those of the manifest.
func (f *Files) catalogueIntact() (bool, error) {
	if len(f.manifest.Files) != len(CatalogueFiles()) {
		return false, nil
	}
	for _, want := range f.manifest.Files {
		found, _, err := stateOf(f.disk, want.Path)
		if err != nil {
			return false, err
		}
		if found != want {
			return false, nil
		}
	}
	return true, nil
}

// writeCatalogue writes the catalogue's own files beside those in force, notes them in
// the manifest, and returns what has to be moved.
func (f *Files) writeCatalogue(ctx context.Context, parts []part, next *manifest) ([]move, error) {
	g, entries, err := f.compose(ctx, parts)
	if err != nil {
		return nil, err
	}
	contents := make([]content, 0, len(catalogueFormats)+1)
	for _, format := range catalogueFormats {
		contents = append(contents, content{"catalog." + format.Extension(), func(w io.Writer) error {
			return rdf.Write(w, format, g, writeOptions)
		}})
	}
	contents = append(contents, content{pageName, func(w io.Writer) error { return f.writePage(w, g, entries) }})
	next.Files = []fileState{}
	var moves []move
	for _, c := range contents {
		if err := context.Cause(ctx); err != nil {
			return nil, err
		}
		state, err := writeTemp(f.disk, c.path, c.write)
		if err != nil {
			return nil, err
		}
		next.Files = append(next.Files, state)
		same, err := dropIfSame(f.disk, state)
		if err != nil {
			return nil, err
		}
		if !same {
			moves = append(moves, move{From: tempName(c.path), To: c.path, SHA256: state.SHA256})
		}
	}
	return moves, nil
}

func (f *Files) writeManifest(next manifest) (move, error) {
	text, err := next.bytes()
	if err != nil {
		return move{}, err
	}
	state, err := writeTemp(f.disk, manifestName, func(w io.Writer) error { _, err := w.Write(text); return err })
	return move{From: tempName(manifestName), To: manifestName, SHA256: state.SHA256}, err
}
