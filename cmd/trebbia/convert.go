package main

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/trebbia/trebbia"
	"github.com/trebbia/trebbia/dcat/rdf"
)

func (p *program) convertCommand() *cli.Command {
	return &cli.Command{
		Name:      "convert",
		Usage:     "write an RDF document in another syntax",
		ArgsUsage: "FILE|URL|-",
		Description: `Reads one RDF document in any syntax and writes it in another, sorted, so that the
same statements always give the same bytes. Named graphs are kept by TriG, N-Quads and
JSON-LD. Relative IRIs are resolved against --base, else against where the document lies.

   trebbia convert catalog.rdf -o catalog.ttl
   trebbia convert https://www.example.it/catalog.rdf --to nt`,
		Flags: []cli.Flag{
			outputFlag("the RDF"),
			&cli.StringFlag{Name: "from", Usage: "RDF `SYNTAX` of the input, when content and name do not tell"},
			&cli.StringFlag{Name: "to", Usage: "RDF `SYNTAX` of the output; without it the extension of --output tells, else Turtle"},
			&cli.StringFlag{Name: "base", Usage: "the address `IRI` that the document will have: relative IRIs are resolved against it"},
			&cli.BoolFlag{Name: "merge-graphs", Usage: "leave out the names of graphs where the syntax has none"},
			&cli.BoolFlag{Name: "allow-private", Usage: "let a URL lead to addresses of your own network"},
			&cli.BoolFlag{Name: "lenient", Usage: "leave broken statements out, name them and exit with 4"},
			quietFlag(),
		},
		Action: func(c *cli.Context) error {
			if c.NArg() != 1 {
				return &usageError{message: fmt.Sprintf("convert takes one document, got %d", c.NArg()), hint: "trebbia convert catalog.rdf -o catalog.ttl"}
			}
			draw, clear := p.progress(c.Bool("quiet"))
			defer clear()
			opt := trebbia.ConvertOptions{To: rdf.Turtle, Lenient: c.Bool("lenient"), Stdin: p.stdin, AllowPrivate: c.Bool("allow-private"),
				MergeGraphs: c.Bool("merge-graphs"), Base: c.String("base"), Progress: draw,
				Fault: func(err error) {
					clear()
					fmt.Fprintf(p.stderr, "%s\n", err)
					p.exitCode = trebbia.ExitPartial
				},
				Warn: func(err error) {
					clear()
					fmt.Fprintf(p.stderr, "trebbia: warning: %s\n", err)
				}}
			var err error
			if name := c.String("from"); name != "" {
				if opt.From, err = format("from", name); err != nil {
					return err
				}
			}
			to := c.String("to")
			if ext := strings.TrimPrefix(filepath.Ext(c.String("output")), "."); to == "" {
				to = ext
			}
			if to != "" {
				if opt.To, err = format("to", to); err != nil {
					return err
				}
			}
			out, err := p.output(c.String("output"))
			if err != nil {
				return err
			}
			err = trebbia.Convert(c.Context, c.Args().First(), clearingWriter{out, clear}, opt)
			clear()
			return out.close(err)
		},
	}
}
