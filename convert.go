package trebbia

import (
	"context"
	"fmt"
	"io"

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
	Stdin       io.Reader
	// AllowPrivate lets a URL lead into the own network.
	AllowPrivate bool
}

// Convert reads one RDF document and writes it to w in another syntax. The result is
// sorted, so the same statements give the same bytes. Nothing is left out unsaid: named
// graphs go only into a syntax that has them.
func Convert(ctx context.Context, input string, w io.Writer, opt ConvertOptions) error {
	client, err := transport.New(transport.Options{UserAgent: transport.UserAgent(Version), Timeout: DefaultTimeout, AllowPrivate: opt.AllowPrivate})
	if err != nil {
		return err
	}
	defer client.Close()
	d, err := documents{stdin: opt.Stdin, client: client, format: opt.From}.read(ctx, input)
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
	return rdf.WriteDataset(w, opt.To, d.quads, rdf.WriteOptions{Prefixes: vocab.Prefixes})
}
