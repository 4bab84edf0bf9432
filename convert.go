package trebbia

import (
	"context"
	"fmt"
	"io"
	"net/url"
	"strings"
	"sync"

	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/dcat/vocab"
	"github.com/trebbia/trebbia/internal/transport"
)

// ConvertOptions says how a document is converted.
type ConvertOptions struct {
	From, To rdf.Format
	// Lenient drops broken statements and passes their errors to Fault; otherwise the
	// first one is the error.
	Lenient bool
	Fault   func(error)
	// MergeGraphs drops the names of graphs where To has none; otherwise they are an error.
	MergeGraphs bool
	// Base is the absolute IRI that relative ones are resolved against; empty means where
	// the document lies.
	Base string
	// Warn hears what the result should not be published with; may be nil.
	Warn func(error)
	// Progress is told how far the work is; may be nil.
	Progress func(Progress)
	Stdin    io.Reader
	// AllowPrivate lets a URL lead into the own network.
	AllowPrivate bool
}

// Convert reads one RDF document and writes it to w in another syntax. The result is
// sorted, so the same statements give the same bytes. Nothing is left out unsaid: named
// graphs go only into a syntax that has them. When ctx ends before anything was written,
// nothing is.
func Convert(ctx context.Context, input string, w io.Writer, opt ConvertOptions) error {
	if opt.Base != "" && !isBase(opt.Base) {
		return &ConfigError{File: "--base", Message: fmt.Sprintf("%q is no absolute IRI with a path", opt.Base),
			Hint: "--base https://www.example.it/catalogue/"}
	}
	client, err := transport.New(transport.Options{UserAgent: transport.UserAgent(Version), Timeout: DefaultTimeout, AllowPrivate: opt.AllowPrivate})
	if err != nil {
		return err
	}
	defer client.Close()
	d, err := documents{stdin: opt.Stdin, client: client, format: opt.From, base: opt.Base, progress: opt.Progress}.read(ctx, input)
	if err != nil {
		return err
	}
	for _, fault := range d.faults {
		err := fmt.Errorf("%s: %s", place(d.name, fault.Position), fault.Message)
		if !opt.Lenient {
			return err
		}
		opt.Fault(err)
	}
	if !opt.To.NamedGraphs() {
		names := map[rdf.Term]bool{}
		for i := range d.quads {
			if name := &d.quads[i].Graph; !name.IsZero() {
				names[*name] = true
				*name = rdf.Term{}
			}
		}
		if len(names) > 0 && !opt.MergeGraphs {
			return &ConfigError{File: d.name, Message: fmt.Sprintf("holds named graphs (%d), which %s cannot keep", len(names), opt.To),
				Hint: "--to trig, nq or jsonld keeps them; --merge-graphs leaves their names out"}
		}
	}
	if opt.Base == "" && opt.Warn != nil {
		if local, first := d.local(); local > 0 {
			opt.Warn(fmt.Errorf("%s: relative IRIs (%d, the first %q) now begin with %s, where the document lies on this machine; --base https://… gives them an address",
				d.name, local, first, folderOf(d.base)))
		}
	}
	if opt.Progress != nil {
		opt.Progress(Progress{Stage: "write"})
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	out := &cancellable{ctx: ctx, w: w}
	written := make(chan error, 1)
	go func() { written <- rdf.WriteDataset(out, opt.To, d.quads, rdf.WriteOptions{Prefixes: vocab.Prefixes}) }()
	select {
	case err := <-written:
		return err
	case <-ctx.Done():
		// The sorting takes seconds, ends by itself and is not waited for; what is being
		// written is, because w is the caller's again.
		out.mu.Lock()
		defer out.mu.Unlock()
		return ctx.Err()
	}
}

// isBase reports whether relative IRIs can be resolved against the IRI.
func isBase(iri string) bool {
	u, err := url.Parse(iri)
	return err == nil && u.IsAbs() && u.Opaque == "" && !strings.ContainsAny(iri, " <>\"{}|\\^`")
}

// local counts the IRIs of a local document that only come of where it lies, and returns
// the first one as it is written there.
func (d *document) local() (n int, first string) {
	folder := folderOf(d.base)
	if !strings.HasPrefix(folder, "file:") {
		return 0, ""
	}
	seen := map[string]bool{}
	for i := range d.quads {
		q := &d.quads[i]
		for _, t := range [...]*rdf.Term{&q.Subject, &q.Predicate, &q.Object, &q.Graph} {
			iri := t.Value
			if t.IsLiteral() {
				iri = t.Datatype
			}
			if !strings.HasPrefix(iri, folder) || seen[iri] {
				continue
			}
			seen[iri] = true
			if len(seen) > 1 {
				continue
			}
			// What means the document itself is seldom written with its name.
			rest, ok := strings.CutPrefix(iri, d.base)
			if first = rest; !ok || rest != "" && rest[0] != '#' {
				first = iri[len(folder):]
			}
		}
	}
	return len(seen), first
}

// folderOf returns an IRI up to its last slash.
func folderOf(iri string) string { return iri[:strings.LastIndexByte(iri, '/')+1] }

// cancellable is a writer that refuses when the context has ended.
type cancellable struct {
	ctx context.Context
	mu  sync.Mutex
	w   io.Writer
}

func (c *cancellable) Write(p []byte) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.w.Write(p)
}
