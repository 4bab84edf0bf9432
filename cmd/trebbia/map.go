package main

import (
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/urfave/cli/v2"

	"github.com/trebbia/trebbia"
	"github.com/trebbia/trebbia/dcat/rdf"
)

func (p *program) mapCommand() *cli.Command {
	return &cli.Command{
		Name:      "map",
		Usage:     "map records to DCAT-AP_IT and write the RDF, without validating it",
		ArgsUsage: "CONFIG",
		Description: `Maps the records of the sources, or those that "trebbia harvest" saved, and writes the
datasets as one RDF document. What was derived, defaulted or repaired goes to
standard error; --report saves it with its evidence.

   trebbia map trebbia.yaml --to turtle -o datasets.ttl`,
		Flags: slices.Concat([]cli.Flag{
			outputFlag("the RDF"),
			&cli.StringFlag{Name: "to", Value: "turtle", Usage: "RDF `SYNTAX`: turtle, rdf/xml, json-ld, n-triples, or their extensions"},
			&cli.StringFlag{Name: "records", Usage: "map the records of this `FILE`, written by trebbia harvest"},
		}, sourceFlags(), reportFlags()),
		Action: func(c *cli.Context) error {
			syntax, err := format("to", c.String("to"))
			if err != nil {
				return err
			}
			s, err := p.open(c, true)
			if err != nil {
				return err
			}
			var saved io.Reader
			if name := c.String("records"); name != "" {
				file, err := os.Open(name)
				if err != nil {
					return &usageError{message: err.Error(), hint: "trebbia harvest trebbia.yaml -o " + name + " makes one"}
				}
				defer file.Close()
				saved = file
			}
			out, err := p.output(c.String("output"))
			if err != nil {
				return err
			}
			result, err := trebbia.Map(c.Context, s.cfg, saved, out, syntax, s.opt)
			return p.done(s, result, out.close(err))
		},
	}
}

// format reads the name of an RDF syntax from a flag.
func format(flag, name string) (rdf.Format, error) {
	f := rdf.FormatByName(name)
	if f == rdf.Unknown {
		return f, &usageError{message: fmt.Sprintf("--%s: unknown RDF syntax %q", flag, name), hint: "use ttl, rdf, jsonld, nt, nq or trig"}
	}
	return f, nil
}
