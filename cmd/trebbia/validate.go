package main

import (
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/trebbia/trebbia"
	"github.com/trebbia/trebbia/shapes/shacl"
)

func (p *program) validateCommand() *cli.Command {
	return &cli.Command{
		Name:      "validate",
		Usage:     "hold RDF documents against an application profile",
		ArgsUsage: "FILE|FOLDER|URL|-...",
		Description: `Reads each document in any RDF syntax and prints one line a finding:
file:line:column: severity: thing: property: what is wrong (rule).

   trebbia validate catalog.ttl
   trebbia validate --fail-on warning --format json https://www.example.it/catalog.rdf`,
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "profile", Value: "dcat-ap-it", Usage: "the `PROFILES` to use, separated by commas"},
			&cli.StringFlag{Name: "fail-on", Value: "violation", Usage: "`SEVERITY` from which the exit code is 3: violation, warning, info or never"},
			&cli.StringFlag{Name: "from", Usage: "RDF `SYNTAX` of the input, when content and name do not tell"},
			&cli.StringFlag{Name: "replay", Usage: "answer HTTP requests from this HAR `FILE`"},
			&cli.StringFlag{Name: "format", Value: "text", Usage: "`FORMAT` of the findings: text, or json (one event a line)"},
			&cli.StringFlag{Name: "lang", Usage: "`LANGUAGE` of messages: it or en"},
		},
		Action: func(c *cli.Context) error {
			if c.NArg() == 0 {
				return &usageError{message: "validate takes at least one document", hint: "trebbia validate catalog.ttl"}
			}
			failOn, err := severity(c.String("fail-on"))
			if err != nil {
				return err
			}
			// Each finding is the result here, so none is folded away.
			handler, err := p.handler(c.String("format"), c.String("lang"), true, p.stdout)
			if err != nil {
				return err
			}
			opt := trebbia.ValidateOptions{Profiles: strings.Split(c.String("profile"), ","), FailOn: failOn,
				Stdin: p.stdin, Replay: c.String("replay"), Handler: handler}
			if name := c.String("from"); name != "" {
				if opt.Format, err = format("from", name); err != nil {
					return err
				}
			}
			result, err := trebbia.Validate(c.Context, c.Args().Slice(), opt)
			p.exitCode = result.ExitCode
			return err
		},
	}
}

// severity reads --fail-on; nil means never.
func severity(name string) (*shacl.Severity, error) {
	for _, s := range []shacl.Severity{shacl.Violation, shacl.Warning, shacl.Info} {
		if s.String() == name {
			return &s, nil
		}
	}
	if name == "never" {
		return nil, nil
	}
	return nil, &usageError{message: fmt.Sprintf("--fail-on: unknown severity %q", name), hint: "use violation, warning, info or never"}
}
