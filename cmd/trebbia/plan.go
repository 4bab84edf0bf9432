package main

import (
	"fmt"
	"os"
	"slices"

	"github.com/urfave/cli/v2"

	"github.com/trebbia/trebbia"
	"github.com/trebbia/trebbia/publish"
)

func (p *program) planCommand() *cli.Command {
	return &cli.Command{
		Name:      "plan",
		Usage:     "show what sync would create, update and delete, and save it",
		ArgsUsage: "CONFIG",
		Description: `Reads the sources and compares them with what is published. Nothing is changed.
The saved plan can be read, approved and carried out later by apply.

   trebbia plan trebbia.yaml -o plan.json
   trebbia apply plan.json`,
		Flags: slices.Concat([]cli.Flag{
			&cli.StringFlag{Name: "output", Aliases: []string{"o"}, Usage: "save the plan to this `FILE`"},
			&cli.BoolFlag{Name: "check", Usage: "exit with 3 when there are changes"},
		}, sourceFlags(), policyFlags(), reportFlags()),
		Action: func(c *cli.Context) error {
			s, err := p.open(c, false)
			if err != nil {
				return err
			}
			result, err := trebbia.Plan(c.Context, s.cfg, s.opt)
			if err == nil && c.String("output") != "" {
				err = savePlan(c.String("output"), result.Plan)
			}
			if err == nil && c.Bool("check") && len(result.Plan.Changes) > 0 {
				result.ExitCode = trebbia.ExitFindings
			}
			return p.done(s, result, err)
		},
	}
}

func savePlan(name string, plan *publish.Plan) error {
	file, err := os.Create(name)
	if err != nil {
		return fmt.Errorf("save plan: %w", err)
	}
	if err := plan.Write(file); err != nil {
		file.Close()
		return fmt.Errorf("save plan %s: %w", name, err)
	}
	if err := file.Close(); err != nil {
		return fmt.Errorf("save plan %s: %w", name, err)
	}
	return nil
}
