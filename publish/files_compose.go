package publish

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"path"
	"strings"
	"time"

	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/dcat/vocab"
)

// part is a dataset of the catalogue and the file that it is read from.
type part struct {
	iri    string
	digest rdf.Digest // under which it was applied
	path   string     // of its files, without extension
	place  string     // of the file to read
	format rdf.Format
}

// parts returns the datasets to compose, in IRI order. Each is read from its N-Triples
// file, or, when that was altered or lost, from the first of its others that was not. A
// dataset without an intact file is left out and named by unreadable: publishing text
// that somebody altered would publish what no source said.
func (f *Files) parts(ctx context.Context) (parts []part, unreadable, err error) {
	var faults []error
	for _, iri := range f.iris() {
		if err := context.Cause(ctx); err != nil {
			return nil, nil, err
		}
		h, _, err := f.holding(iri)
		if err != nil {
			return nil, nil, err
		}
		p, ok, err := f.intactPart(iri, h.Damage == "")
		if err != nil {
			return nil, nil, err
		}
		if !ok {
			faults = append(faults, fmt.Errorf("%s is left out of the catalogue until it is published again: %s", iri, h.Damage))
			continue
		}
		parts = append(parts, p)
	}
	return parts, errors.Join(faults...), nil
}

// intactPart finds a file to read the dataset from. whole says that all are intact.
func (f *Files) intactPart(iri string, whole bool) (part, bool, error) {
	ds := f.datasetOf(iri)
	for i := len(catalogueFormats) - 1; i >= 0; i-- {
		format := catalogueFormats[i]
		for _, file := range ds.Files {
			if path.Ext(file.Path) != "."+format.Extension() {
				continue
			}
			p := part{
				iri: iri, digest: ds.Digest, format: format, place: f.placeOf(iri, file.Path),
				path: strings.TrimSuffix(file.Path, path.Ext(file.Path)),
			}
			if whole {
				return p, true, nil
			}
			found, _, err := stateOf(f.disk, p.place)
			if err != nil {
				return p, false, err
			}
			if found.SHA256 == file.SHA256 {
				return p, true, nil
			}
		}
	}
	return part{}, false, nil
}

// compose makes the graph of the catalogue: its description, a link to each dataset,
// and the datasets. A graph is a set, so what datasets share (agents, contact points,
// licences) is in it once.
func (f *Files) compose(ctx context.Context, parts []part) (*rdf.Graph, []pageEntry, error) {
	catalog := rdf.IRI(f.cfg.CatalogIRI)
	g := rdf.NewGraph()
	g.AddAll(f.cfg.Catalog)
	var entries []pageEntry
	var latest latestDate
	for _, p := range parts {
		if err := context.Cause(ctx); err != nil {
			return nil, nil, err
		}
		ds, err := readGraph(f.disk, p.place, p.format)
		if err != nil {
			return nil, nil, err
		}
		node := rdf.IRI(p.iri)
		g.Add(rdf.Triple{Subject: catalog, Predicate: rdf.IRI(vocab.DCATDatasetProp), Object: node})
		own := blankNames(p.iri)
		for t := range ds.All() {
			g.Add(rdf.Triple{Subject: own(t.Subject), Predicate: t.Predicate, Object: own(t.Object)})
		}
		for _, date := range rdf.Objects(ds, node, rdf.IRI(vocab.DCTModified)) {
			latest.consider(date)
		}
		entries = append(entries, f.pageEntry(p, ds))
	}
	modified := rdf.IRI(vocab.DCTModified)
	if !latest.term.IsZero() && !rdf.Has(f.cfg.Catalog, catalog, modified, rdf.Term{}) {
		g.Add(rdf.Triple{Subject: catalog, Predicate: modified, Object: latest.term})
	}
	return g, entries, nil
}

// blankNames keeps the blank nodes of different datasets apart, by a digest of the
// dataset's IRI rather than its place, so that a new dataset renames none of another.
func blankNames(iri string) func(rdf.Term) rdf.Term {
	sum := sha256.Sum256([]byte(iri))
	prefix := "d" + hex.EncodeToString(sum[:6])
	return func(t rdf.Term) rdf.Term {
		if t.IsBlank() {
			return rdf.Blank(prefix + t.Value)
		}
		return t
	}
}

// latestDate finds the latest of dct:modified. A day without a time counts as its
// beginning in UTC; what is neither xsd:date nor xsd:dateTime does not count.
type latestDate struct {
	term rdf.Term
	at   time.Time
}

func (l *latestDate) consider(t rdf.Term) {
	if !t.IsLiteral() {
		return
	}
	text := strings.TrimSpace(t.Value)
	for _, layout := range []string{time.DateOnly, "2006-01-02Z07:00", time.RFC3339, "2006-01-02T15:04:05"} {
		at, err := time.Parse(layout, text)
		if err != nil {
			continue
		}
		later := at.After(l.at)
		if l.term.IsZero() || later || at.Equal(l.at) && rdf.Compare(t, l.term) < 0 {
			l.term, l.at = t, at
		}
		return
	}
}
