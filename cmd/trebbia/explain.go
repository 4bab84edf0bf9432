package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/trebbia/trebbia"
	"github.com/trebbia/trebbia/internal/report"
	"github.com/trebbia/trebbia/shapes"
)

func (p *program) explainCommand() *cli.Command {
	return &cli.Command{
		Name:      "explain",
		Usage:     "tell what a rule wants and why, with examples; without a rule, list them",
		ArgsUsage: "[RULE]",
		Description: `RULE is what stands in brackets at the end of a finding: the name of a constraint
or a number of AgID's validator. The name of a profile tells of that and lists its rules.
Each example is held against the profile: it accepts the right one and finds the rule
broken in the wrong one, in the line with the comment.

   trebbia explain Dataset-title-missing
   trebbia explain "AgID 39" --lang it
   trebbia explain Dataset-title-missing --profile dcat-ap-3
   trebbia explain dati-gov-it`,
		Flags: []cli.Flag{
			profileFlag("the `PROFILES` whose rules are meant, separated by commas or each with the flag", shapes.Names()...),
			&cli.StringFlag{Name: "format", Value: "text", Usage: "`FORMAT` of the answer: text or json"},
			languageFlag("the answer"),
		},
		Action: func(c *cli.Context) error {
			format := c.String("format")
			if format != "text" && format != "json" {
				return &usageError{message: fmt.Sprintf("unknown format %q", format), hint: "the formats are text and json"}
			}
			profiles, lang := profiles(c), p.language(c.String("lang"))
			// AgID 39 needs no quotes.
			name := strings.Join(c.Args().Slice(), " ")
			if slices.Contains(shapes.Names(), name) && format == "text" {
				about, err := trebbia.ExplainProfile(name)
				if err != nil {
					return err
				}
				return about.Write(p.stdout, lang)
			}
			if slices.Contains(shapes.Names(), name) {
				profiles, name = []string{name}, ""
			}
			var rules []report.Explanation
			var err error
			if name == "" {
				rules, err = trebbia.Rules(profiles)
			} else {
				rules, err = trebbia.Explain(name, profiles)
			}
			switch {
			case err != nil:
				return err
			case format == "json":
				e := json.NewEncoder(p.stdout)
				e.SetEscapeHTML(false)
				e.SetIndent("", "  ")
				return e.Encode(rules)
			case name == "":
				return report.WriteRules(p.stdout, rules, lang)
			}
			for i, r := range rules {
				if i > 0 {
					fmt.Fprintln(p.stdout)
				}
				if err := r.Write(p.stdout, lang); err != nil {
					return err
				}
			}
			return nil
		},
	}
}
