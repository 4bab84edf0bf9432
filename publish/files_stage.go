package publish

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/dcat/vocab"
)

// staged is a change that was applied and waits for the commit.
type staged struct {
	dataset manifestDataset // as it will be; only the IRI for a delete
	deleted bool
	moves   []move      // temporary files to put into place
	removes []fileState // files in force that go away
}

// discard removes the temporary files.
func (s *staged) discard(d disk) error {
	var errs []error
	for _, m := range s.moves {
		if err := d.remove(m.From); err != nil && !errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, err)
			continue
		}
		errs = append(errs, pruneDirs(d, path.Dir(m.From)))
	}
	s.moves = nil
	return errors.Join(errs...)
}

// Apply writes the files of the change beside those in force. Commit puts them there.
func (f *Files) Apply(ctx context.Context, c Change) (Holding, error) {
	h, err := f.apply(ctx, c)
	if err != nil && !errors.Is(err, ErrAlready) {
		return h, fmt.Errorf("%s %s: %w", c.Kind, c.IRI, err)
	}
	return h, err
}

func (f *Files) apply(ctx context.Context, c Change) (Holding, error) {
	if err := context.Cause(ctx); err != nil {
		return Holding{}, err
	}
	if err := f.start(); err != nil {
		return Holding{}, err
	}
	h, held, err := f.holding(c.IRI)
	if err != nil {
		return Holding{}, err
	}
	if err := c.Check(h, held); err != nil {
		return h, err
	}
	s := &staged{dataset: manifestDataset{Holding: Holding{IRI: c.IRI}}, deleted: true}
	if c.Kind != Delete {
		if s, err = f.stage(c); err != nil {
			return h, err
		}
	}
	if err := f.replace(c.IRI, s); err != nil {
		return h, err
	}
	if s.deleted {
		return Holding{}, nil
	}
	return s.dataset.Holding, nil
}

// content is one file of a dataset and how to write it.
type content struct {
	path  string
	write func(io.Writer) error
}

// stage writes the temporary files of a create or an update.
func (f *Files) stage(c Change) (*staged, error) {
	contents, err := f.contents(c)
	if err != nil {
		return nil, err
	}
	for _, file := range contents {
		if err := f.mayWrite(file.path, c.IRI); err != nil {
			return nil, err
		}
	}
	s := &staged{dataset: manifestDataset{Holding: c.Holding()}}
	for _, file := range contents {
		state, err := writeTemp(f.disk, file.path, file.write)
		if err != nil {
			return nil, errors.Join(err, s.discard(f.disk))
		}
		s.dataset.Files = append(s.dataset.Files, state)
		s.moves = append(s.moves, move{From: tempName(file.path), To: file.path, SHA256: state.SHA256})
		inForce, err := dropIfSame(f.disk, state)
		if err != nil {
			return nil, errors.Join(err, s.discard(f.disk))
		}
		if inForce {
			s.moves = s.moves[:len(s.moves)-1]
		}
	}
	return s, nil
}

// contents returns the files of a dataset, sorted by path.
func (f *Files) contents(c Change) ([]content, error) {
	g, err := c.ReadGraph()
	if err != nil {
		return nil, fmt.Errorf("read its graph: %w", err)
	}
	base := datasetPath(f.cfg.Base, c.IRI)
	var out []content
	for _, format := range catalogueFormats {
		write := func(w io.Writer) error { return rdf.Write(w, format, g, writeOptions) }
		if format == rdf.NTriples {
			// Canonical N-Quads without graph names are canonical N-Triples.
			write = func(w io.Writer) error { _, err := io.WriteString(w, string(c.Graph)); return err }
		}
		out = append(out, content{base + "." + format.Extension(), write})
	}
	for _, companion := range c.Companions {
		name, err := companionPath(f.cfg.Base, companion.IRI)
		if err != nil {
			return nil, err
		}
		out = append(out, content{name, func(w io.Writer) error { _, err := w.Write(companion.Bytes); return err }})
	}
	slices.SortFunc(out, func(a, b content) int { return strings.Compare(a.path, b.path) })
	for i := range out[1:] {
		if strings.EqualFold(out[i].path, out[i+1].path) {
			return nil, fmt.Errorf("two of its files would be %s", out[i].path)
		}
	}
	return out, nil
}

var writeOptions = rdf.WriteOptions{Prefixes: vocab.Prefixes}

// mayWrite refuses a path that belongs to another dataset or to nobody we know. Case
// does not tell paths apart, because some file systems do not tell it either.
func (f *Files) mayWrite(name, iri string) error {
	owner, known := f.owner[strings.ToLower(name)]
	if known && owner != iri {
		return fmt.Errorf("its file %s belongs to %s: give one of the two another identifier", name, owner)
	}
	info, err := f.disk.stat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case !known:
		return foreignError(name)
	case !info.Mode().IsRegular():
		return fmt.Errorf("%s is no longer a plain file: move it away", name)
	}
	return nil
}

// replace makes s the pending change of the dataset, after one that may be pending.
func (f *Files) replace(iri string, s *staged) error {
	if before := f.staged[iri]; before != nil {
		// Temporary files have the same names: those that s wrote are its own now.
		before.moves = slices.DeleteFunc(before.moves, func(m move) bool {
			return slices.ContainsFunc(s.moves, func(n move) bool { return n.From == m.From })
		})
		if err := before.discard(f.disk); err != nil {
			return err
		}
		for _, file := range before.dataset.Files {
			delete(f.owner, strings.ToLower(file.Path))
		}
	}
	if at, inForce := f.manifest.find(iri); inForce {
		for _, file := range f.manifest.Datasets[at].Files {
			f.owner[strings.ToLower(file.Path)] = iri
			if slices.ContainsFunc(s.dataset.Files, func(n fileState) bool { return n.Path == file.Path }) {
				continue
			}
			now, exists, err := stateOf(f.disk, file.Path)
			if err != nil {
				return err
			}
			if exists && now.SHA256 != "" {
				s.removes = append(s.removes, now)
			}
		}
	} else if s.deleted {
		// Created and deleted before any commit: nothing is left to do.
		delete(f.staged, iri)
		return nil
	}
	for _, file := range s.dataset.Files {
		f.owner[strings.ToLower(file.Path)] = iri
	}
	f.staged[iri] = s
	return nil
}

// datasetOf returns what the manifest says of a dataset, or will say of it once the
// pending change is in force.
func (f *Files) datasetOf(iri string) manifestDataset {
	if s := f.staged[iri]; s != nil {
		return s.dataset
	}
	if at, ok := f.manifest.find(iri); ok {
		return f.manifest.Datasets[at]
	}
	return manifestDataset{}
}

// placeOf returns where the file of a holding is now: its temporary file while a change
// of it is pending.
func (f *Files) placeOf(iri, name string) string {
	if s := f.staged[iri]; s != nil && slices.ContainsFunc(s.moves, func(m move) bool { return m.To == name }) {
		return tempName(name)
	}
	return name
}

func readGraph(d disk, name string, format rdf.Format) (*rdf.Graph, error) {
	r, err := d.open(name)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	defer r.Close()
	g, _, err := rdf.ReadGraph(r, format, rdf.ReadOptions{})
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	return g, nil
}
