package main

import (
	"fmt"
	"os"
	"slices"

	"github.com/urfave/cli/v2"

	"github.com/trebbia/trebbia"
	"github.com/trebbia/trebbia/publish"
)

func (p *program) applyCommand() *cli.Command {
	return &cli.Command{
		Name:      "apply",
		Usage:     "carry out a saved plan",
		ArgsUsage: "PLAN",
		Description: `Carries out exactly the changes of a plan that "trebbia plan -o" saved. A change whose
dataset has moved since the plan was made is refused as stale; the rest is done.

   trebbia apply plan.json`,
		Flags: slices.Concat([]cli.Flag{
			&cli.StringFlag{Name: "config", Usage: "use this configuration `FILE` instead of the one that the plan names"},
		}, reportFlags()),
		Action: func(c *cli.Context) error {
			if c.NArg() != 1 {
				return &usageError{message: fmt.Sprintf("apply takes one plan, got %d arguments", c.NArg()), hint: "trebbia plan trebbia.yaml -o plan.json makes one"}
			}
			plan, err := loadPlan(c.Args().First())
			if err != nil {
				return err
			}
			name := plan.Config
			if c.String("config") != "" {
				name = c.String("config")
			}
			cfg, err := trebbia.LoadConfig(name)
			if err != nil {
				return err
			}
			s, err := p.session(c, cfg, false)
			if err != nil {
				return err
			}
			result, err := trebbia.Apply(c.Context, s.cfg, plan, s.opt)
			return p.done(s, result, err)
		},
	}
}

func loadPlan(name string) (*publish.Plan, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, &usageError{message: err.Error(), hint: "trebbia plan trebbia.yaml -o " + name + " makes a plan"}
	}
	defer file.Close()
	plan, err := publish.ReadPlan(file)
	if err != nil {
		return nil, &usageError{message: fmt.Sprintf("read plan %s: %s", name, err), hint: "make the plan again with trebbia plan"}
	}
	return plan, nil
}
