package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/trebbia/trebbia"
	"github.com/trebbia/trebbia/internal/report"
	"github.com/trebbia/trebbia/shapes/shacl"
)

func (p *program) validateCommand() *cli.Command {
	return &cli.Command{
		Name:      "validate",
		Usage:     "hold RDF documents against an application profile",
		ArgsUsage: "FILE|FOLDER|PATTERN|URL|-...",
		Description: `Reads each document in any RDF syntax and prints one line a finding:
file:line:column: severity: thing: property: what is wrong (rule).
Findings with the same cause are one line with their number and the first places;
--all prints each. "trebbia explain RULE" tells what a rule wants.
Each document is a catalogue of its own; --together holds them as the parts of one.

   trebbia validate catalog.ttl
   trebbia validate --profile dcat-ap-it,dati-gov-it "data/**/*.rdf"
   trebbia validate --together catalogue.ttl dataset/
   trebbia validate --format github --report sarif=trebbia.sarif catalog.ttl
   trebbia validate --write-baseline baseline.json catalog.ttl
   trebbia validate --baseline baseline.json catalog.ttl
   trebbia validate --fail-on warning --format json https://www.example.it/catalog.rdf`,
		Flags: []cli.Flag{
			profileFlag("the `PROFILES` to use, separated by commas or each with the flag; none where --shapes is all that counts", "dcat-ap-it"),
			&cli.StringSliceFlag{Name: "shapes", Usage: "validate with the SHACL shapes of this `FILE` too; may be repeated"},
			&cli.StringSliceFlag{Name: "vocab", Usage: "`FILE` with a further code list, SKOS or CSV; may be repeated"},
			&cli.BoolFlag{Name: "together", Usage: "hold the documents as parts of one catalogue: what one lacks another may have"},
			&cli.StringFlag{Name: "fail-on", Value: "violation", Usage: "`SEVERITY` from which the exit code is 3: violation, warning, info or never"},
			&cli.StringFlag{Name: "baseline", Usage: "leave out the findings that this `FILE` accepts: only new ones fail"},
			&cli.StringFlag{Name: "write-baseline", Usage: "accept what is found in this `FILE`, and exit with 0"},
			&cli.BoolFlag{Name: "all", Usage: "print every finding, also those with the same cause"},
			&cli.StringFlag{Name: "format", Value: "text", Usage: "`FORMAT` of the findings: " + strings.Join(report.Formats(), ", ")},
			outputFlag("the findings"),
			&cli.StringSliceFlag{Name: "report", Usage: "write the findings in another format too, as `FORMAT=FILE`; may be repeated"},
			languageFlag("messages"),
			&cli.StringFlag{Name: "from", Usage: "RDF `SYNTAX` of the input, when content and name do not tell"},
			&cli.StringFlag{Name: "replay", Usage: "answer HTTP requests from this HAR `FILE`"},
			&cli.BoolFlag{Name: "allow-private", Usage: "let URLs lead to addresses of your own network"},
			quietFlag(),
		},
		Action: func(c *cli.Context) error {
			if c.NArg() == 0 {
				return &usageError{message: "validate takes at least one document", hint: "trebbia validate catalog.ttl"}
			}
			failOn, err := severity(c.String("fail-on"))
			if err != nil {
				return err
			}
			opt := trebbia.ValidateOptions{FailOn: failOn, Shapes: c.StringSlice("shapes"), Vocabularies: c.StringSlice("vocab"),
				Baseline: c.String("baseline"), WriteBaseline: c.String("write-baseline"), Stdin: p.stdin, Replay: c.String("replay"), AllowPrivate: c.Bool("allow-private"),
				Together: c.Bool("together"), Warn: func(err error) { fmt.Fprintf(p.stderr, "trebbia: warning: %s\n", err) }}
			if opt.Profiles = profiles(c); slices.Equal(opt.Profiles, []string{"none"}) {
				opt.Profiles = nil
			}
			if len(opt.Profiles)+len(opt.Shapes) == 0 {
				return &usageError{message: "--profile none leaves nothing to validate with", hint: "name a profile, or --shapes FILE"}
			}
			if name := c.String("from"); name != "" {
				if opt.Format, err = format("from", name); err != nil {
					return err
				}
			}
			documents, err := trebbia.Documents(c.Args().Slice())
			if err != nil {
				return err
			}
			reports, err := p.reports(c)
			if err != nil {
				return err
			}
			read := slices.Concat(documents, opt.Shapes, opt.Vocabularies, []string{opt.Replay})
			if opt.WriteBaseline == "" { // a baseline may be written anew
				read = append(read, opt.Baseline)
			}
			if err := reports.spare(read, opt.WriteBaseline); err != nil {
				return reports.close(err)
			}
			draw, clear := p.progress(c.Bool("quiet"))
			opt.Progress, opt.Handler = draw, clearingReports{reports, clear}
			result, err := trebbia.Validate(c.Context, c.Args().Slice(), opt)
			clear()
			p.exitCode = result.ExitCode
			if result.ExitCode == trebbia.ExitFailed { // of some documents only: the reports on the others are whole
				return cmp.Or(reports.close(nil), err)
			}
			return reports.close(err)
		},
	}
}

// reports are the results of a validation, in one format or several.
type reports struct {
	handlers report.Handlers
	outputs  []*output
}

func (p *program) reports(c *cli.Context) (*reports, error) {
	out := &reports{}
	opt := report.Options{Lang: p.language(c.String("lang")), All: c.Bool("all"), Version: trebbia.Version, FailOn: c.String("fail-on")}
	add := func(format, file string) error {
		if !slices.Contains(report.Formats(), format) {
			return &usageError{message: fmt.Sprintf("unknown format %q", format), hint: "the formats are " + strings.Join(report.Formats(), ", ")}
		}
		o, err := p.output(file)
		if err != nil {
			return err
		}
		opt.Colour = p.colour && o.file == nil
		out.outputs = append(out.outputs, o)
		out.handlers = append(out.handlers, report.NewFormat(format, o, opt))
		return nil
	}
	if err := add(c.String("format"), c.String("output")); err != nil {
		return nil, err
	}
	for _, wanted := range c.StringSlice("report") {
		format, file, ok := strings.Cut(wanted, "=")
		if !ok || file == "" {
			return nil, out.close(&usageError{message: fmt.Sprintf("--report: %q does not name a format and a file", wanted), hint: "--report sarif=trebbia.sarif"})
		}
		if err := add(format, file); err != nil {
			return nil, out.close(err)
		}
	}
	return out, nil
}

// spare refuses outputs that would take the place of each other, or of what is read. The
// baseline that is written is one of them; names may be empty.
func (r *reports) spare(read []string, baseline string) error {
	var written []string
	for _, o := range r.outputs {
		if o.whole {
			written = append(written, o.name)
		}
	}
	written = append(written, baseline)
	for i, name := range written {
		same := func(other string) bool { return name != "" && other != "" && sameFile(name, other) }
		if slices.ContainsFunc(written[:i], same) {
			return &usageError{message: name + " is to be written twice", hint: "give each output a file of its own"}
		}
		if slices.ContainsFunc(read, same) {
			return &usageError{message: name + " is read, and would be replaced by what is found", hint: "write that to another file"}
		}
	}
	return nil
}

// close ends the reports after the validation ended with err.
func (r *reports) close(err error) error {
	for _, o := range r.outputs {
		if closing := o.close(err); err == nil {
			err = closing
		}
	}
	return err
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
