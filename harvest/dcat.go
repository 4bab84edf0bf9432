package harvest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"
	"net/url"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/trebbia/trebbia/dcat"
	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/dcat/vocab"
	"github.com/trebbia/trebbia/internal/transport"
)

const (
	maxRDFBytes = 256 << 20
	acceptRDF   = "text/turtle, application/rdf+xml;q=0.9, application/ld+json;q=0.9, application/n-triples;q=0.8, */*;q=0.1"
)

// rdfSource is the source of kind "dcat": one RDF document.
type rdfSource struct {
	cfg    Config
	client *transport.Client
	format rdf.Format
}

func openDCAT(cfg Config, client *transport.Client) (Source, error) {
	if err := checkDocument(cfg); err != nil {
		return nil, err
	}
	s := &rdfSource{cfg: cfg, client: client}
	if cfg.Format != "" {
		if s.format = rdf.FormatByName(cfg.Format); s.format == rdf.Unknown {
			s.format = rdf.FormatByMediaType(cfg.Format)
		}
		if s.format == rdf.Unknown {
			names := []string{"turtle", "rdf/xml", "json-ld", "n-triples", "n-quads", "trig"}
			return nil, &ConfigError{Source: cfg.Name, Field: "format", Err: fmt.Errorf("unknown format %q", cfg.Format),
				hint: didYouMean(cfg.Format, names) + "the formats of RDF are " + strings.Join(names, ", ")}
		}
	}
	return s, nil
}

func (s *rdfSource) Records(ctx context.Context) iter.Seq2[dcat.SourceRecord, error] {
	return func(yield func(dcat.SourceRecord, error) bool) {
		doc, err := load(ctx, s.cfg, s.client, acceptRDF, maxRDFBytes)
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			yield(dcat.SourceRecord{}, err)
			return
		}
		text, err := s.parse(ctx, doc)
		if err != nil {
			yield(dcat.SourceRecord{}, err)
			return
		}
		c := newCatalogue(text)
		identities := map[string]bool{}
		for i, node := range c.datasets {
			if ctx.Err() != nil {
				yield(dcat.SourceRecord{}, ctx.Err())
				return
			}
			record, err := s.record(text, c, node, identities)
			s.cfg.Progress(i+1, len(c.datasets))
			if !yield(record, err) {
				return
			}
		}
		for _, node := range c.missing {
			if !yield(dcat.SourceRecord{}, s.missing(text, c, node)) {
				return
			}
		}
		if err := s.verdict(text, c); err != nil {
			yield(dcat.SourceRecord{}, err)
		}
	}
}

// rdfText is a document as it was read.
type rdfText struct {
	document
	base   string
	graph  *rdf.Graph
	faults []*rdfFault
	// broken is why reading stopped before the end, nil if it did not.
	broken error
}

// rdfFault is a statement that could not be read, with the statements around it.
type rdfFault struct {
	*rdf.SyntaxError
	before, after rdf.Quad
}

func (s *rdfSource) parse(ctx context.Context, doc document) (*rdfText, error) {
	t := &rdfText{document: doc, base: s.base(doc), graph: rdf.NewGraph()}
	format := s.format
	if format == rdf.Unknown {
		var err error
		if format, err = rdf.Detect(doc.bytes[:min(len(doc.bytes), 64<<10)], doc.mediaType, doc.name); err != nil {
			return nil, incomplete(s.cfg.Name, fmt.Errorf("%s: %w", doc.location, err))
		}
	}
	var last rdf.Quad
	open := 0 // faults before this one know what comes after them
	for q, err := range rdf.Read(bytes.NewReader(doc.bytes), format, rdf.ReadOptions{Base: t.base, Lenient: true, MaxBytes: maxRDFBytes}) {
		var fault *rdf.SyntaxError
		switch {
		case errors.As(err, &fault):
			t.faults = append(t.faults, &rdfFault{SyntaxError: fault, before: last})
			continue
		case err != nil:
			t.broken = err
		default:
			for ; open < len(t.faults); open++ {
				t.faults[open].after = q
			}
			t.graph.AddAt(q.Triple, q.Position)
			last = q
		}
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
	}
	if t.broken == nil && open < len(t.faults) {
		t.broken = t.faults[open].SyntaxError // nothing could be read after it
	}
	return t, nil
}

// base returns what relative IRIs are resolved against: where the document came from
// or, for a file, its path from the configuration's folder, so that a catalogue does
// not change its identities with the machine that reads it.
func (s *rdfSource) base(doc document) string {
	switch {
	case doc.url != "":
		return doc.url
	case s.cfg.URL != "":
		return s.cfg.URL
	}
	path := s.cfg.Path
	if filepath.IsAbs(path) {
		dir, err := filepath.Abs(s.cfg.Dir)
		if err == nil {
			path, err = filepath.Rel(dir, path)
		}
		if err != nil || !filepath.IsLocal(path) {
			path = filepath.Base(s.cfg.Path)
		}
	}
	// A path that leads out of the folder loses its "..".
	u := url.URL{Scheme: "file", Path: filepath.ToSlash(filepath.Join("/", path))}
	return u.String()
}

// record cuts a dataset out of the document. One with statements that could not be
// read is set aside whole: a dataset that lost its licence on the way must not replace
// one that has it.
func (s *rdfSource) record(t *rdfText, c *catalogue, node rdf.Term, identities map[string]bool) (dcat.SourceRecord, error) {
	fault := &RecordError{Source: s.cfg.Name, Location: t.place(c.position[node])}
	if fault.RecordID = node.Value; node.IsBlank() {
		fault.RecordID = rdf.Object(t.graph, node, rdf.IRI(vocab.DCTIdentifier)).Value
	}
	graph, whole := c.neighbourhood(node)
	var text bytes.Buffer
	if err := rdf.Write(&text, rdf.NTriples, graph, rdf.WriteOptions{}); err != nil {
		fault.Err = err
		return dcat.SourceRecord{}, fault
	}
	fault.Raw = text.Bytes()
	switch {
	case fault.RecordID == "":
		fault.Err, fault.Hint = errors.New("a dataset without IRI and identifier"), "give it an IRI, or a dct:identifier"
	case identities[fault.RecordID]:
		fault.Err = fmt.Errorf("a second dataset with the identity %q", fault.RecordID)
		fault.RecordID = ""
	case !whole:
		fault.Err = fmt.Errorf("more than %d statements belong to it", maxNeighbourhood)
	case len(c.faults[node]) > 0:
		fault.Err = t.joined(c.faults[node])
		fault.Location, fault.Hint = t.place(c.faults[node][0].Position), "correct the statement; the dataset is read again then"
	case t.broken != nil && c.dangling(node):
		fault.Err = fmt.Errorf("the document breaks off before it is described: %w", t.broken)
	}
	if fault.RecordID != "" {
		identities[fault.RecordID] = true
	}
	if fault.Err != nil {
		return dcat.SourceRecord{}, fault
	}
	return dcat.SourceRecord{
		Source: s.cfg.Name, ID: fault.RecordID, MediaType: rdf.NTriples.MediaType(), Bytes: fault.Raw, Base: t.base,
		Modified: rdf.Object(t.graph, node, rdf.IRI(vocab.DCT+"modified")).Value, Location: fault.Location,
	}, nil
}

// missing is about a dataset that the catalogue links and the document does not hold.
func (s *rdfSource) missing(t *rdfText, c *catalogue, node rdf.Term) error {
	fault := &RecordError{Source: s.cfg.Name, RecordID: node.Value, Location: t.place(c.position[node]), Field: "dcat:dataset",
		Err: errors.New("linked from the catalogue, but not described in the document")}
	if faults := c.faults[node]; len(faults) > 0 {
		fault.Location, fault.Field, fault.Err = t.place(faults[0].Position), "", t.joined(faults)
	}
	return fault
}

// verdict says why the document is not proven to be the whole listing, or nil.
func (s *rdfSource) verdict(t *rdfText, c *catalogue) error {
	out := &IncompleteError{Source: s.cfg.Name, Seen: len(c.datasets) + len(c.missing), Declared: c.declared}
	switch {
	case t.broken != nil:
		out.Reason, out.Err = t.location, t.broken
	case len(c.unplaced) > 0:
		out.Reason = fmt.Sprintf("%s: %s: a dataset may be hidden in it", t.location, t.joined(c.unplaced))
	case c.next != "":
		out.Reason = "the document is one page of several, the next is " + transport.RedactURL(c.next)
	case c.declared > out.Seen:
		out.Reason = "the total (hydra:totalItems) does not agree"
	case out.Seen == 0:
		out.Reason = t.location + ": no dataset in the document"
		out.hint = "datasets are looked for by the types dcat:Dataset and dcatapit:Dataset, and by dcat:dataset"
	default:
		return nil
	}
	return out
}

// place returns the location of a line of the document.
func (t *rdfText) place(at rdf.Position) string {
	if at.Line == 0 {
		return t.location
	}
	return t.location + ":" + strconv.Itoa(at.Line)
}

// joined makes one error of the first few faults.
func (t *rdfText) joined(faults []*rdfFault) error {
	const most = 3
	var texts []string
	for _, f := range faults[:min(most, len(faults))] {
		texts = append(texts, f.Error())
	}
	if more := len(faults) - most; more > 0 {
		texts = append(texts, fmt.Sprintf("and %d more", more))
	}
	return errors.New(strings.Join(texts, "; "))
}
