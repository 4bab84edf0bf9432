package main

import (
	"slices"

	"github.com/urfave/cli/v2"

	"github.com/trebbia/trebbia"
)

func (p *program) harvestCommand() *cli.Command {
	return &cli.Command{
		Name:      "harvest",
		Usage:     "read the sources and write their records as they are",
		ArgsUsage: "CONFIG",
		Description: `Writes each record of the sources as one line of JSON, exactly as the source gave
it. The file can be mapped later with "trebbia map --records", without the source.

   trebbia harvest trebbia.yaml -o records.jsonl`,
		Flags: slices.Concat([]cli.Flag{outputFlag("the records")}, sourceFlags(), reportFlags()),
		Action: func(c *cli.Context) error {
			s, err := p.open(c, true)
			if err != nil {
				return err
			}
			out, err := p.output(c.String("output"))
			if err != nil {
				return err
			}
			result, err := trebbia.Harvest(c.Context, s.cfg, out, s.opt)
			return p.done(s, result, out.close(err))
		},
	}
}
