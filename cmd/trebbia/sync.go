package main

import (
	"slices"

	"github.com/urfave/cli/v2"

	"github.com/trebbia/trebbia"
)

func (p *program) syncCommand() *cli.Command {
	return &cli.Command{
		Name:      "sync",
		Usage:     "read the sources, work out what changed, publish exactly that",
		ArgsUsage: "CONFIG",
		Description: `Harvests every source of the configuration, maps and validates each record, and
brings the target in step: datasets that violate the profile are set aside with
their reasons, all others are published. A run that finds nothing new writes nothing.
Deletes are withheld unless the source's listing is proven complete.

   trebbia sync examples/inps/trebbia.yaml`,
		Flags: slices.Concat(sourceFlags(), policyFlags(), reportFlags()),
		Action: func(c *cli.Context) error {
			s, err := p.open(c, false)
			if err != nil {
				return err
			}
			result, err := trebbia.Sync(c.Context, s.cfg, s.opt)
			return p.done(s, result, err)
		},
	}
}
