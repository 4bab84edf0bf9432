package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/trebbia/trebbia"
	"github.com/trebbia/trebbia/internal/report"
)

// program is the command line with everything it touches handed in, so that it runs
// in a test as it runs for a user.
type program struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	// terminal tells that stderr is a terminal, colour that stdout is one with colours.
	terminal, colour bool
	env              func(string) string

	exitCode int
}

const exitCodes = `EXIT STATUS
   0    done
   1    could not
   2    wrong usage or configuration
   3    findings at or above --fail-on, or changes present with plan --check
   4    done in part: what was left out is named in the output
   130  interrupted`

// run executes one command line and returns its exit code.
func (p *program) run(ctx context.Context, args []string) int {
	app := &cli.App{
		Name:                   "trebbia",
		Usage:                  "harvest dataset metadata, map it to DCAT-AP_IT, validate it, publish it",
		Version:                trebbia.Version,
		Reader:                 p.stdin,
		Writer:                 p.stdout,
		ErrWriter:              p.stderr,
		ExitErrHandler:         func(*cli.Context, error) {},
		OnUsageError:           usage,
		HideHelpCommand:        true,
		UseShortOptionHandling: true,
		Commands: []*cli.Command{
			p.syncCommand(), p.planCommand(), p.applyCommand(),
			p.harvestCommand(), p.mapCommand(), p.validateCommand(), p.explainCommand(), p.convertCommand(),
		},
		CommandNotFound: func(c *cli.Context, name string) {
			p.exitCode = p.fail(&usageError{message: fmt.Sprintf("unknown command %q", name), hint: "trebbia --help lists the commands"})
		},
	}
	for _, c := range app.Commands {
		c.OnUsageError = usage
		c.Description = strings.TrimSpace(c.Description) + "\n\n" + exitCodes
	}
	if err := app.RunContext(ctx, reorder(app.Commands, args)); err != nil {
		if ctx.Err() != nil {
			fmt.Fprintln(p.stderr, "trebbia: interrupted; nothing half-written was left behind")
			return trebbia.ExitStopped
		}
		return p.fail(err)
	}
	return p.exitCode
}

// usageError is a command line that cannot be carried out as it stands.
type usageError struct{ message, hint string }

func (e *usageError) Error() string { return e.message }

func usage(c *cli.Context, err error, _ bool) error {
	return &usageError{message: err.Error(), hint: fmt.Sprintf("trebbia %s --help lists the flags", c.Command.Name)}
}

// fail prints an error, with a hint where the user can act, and returns its exit code.
func (p *program) fail(err error) int {
	code, hint := trebbia.ExitFailed, ""
	var config *trebbia.ConfigError
	var wrong *usageError
	switch {
	case errors.As(err, &config):
		code, hint = trebbia.ExitUsage, config.Hint
	case errors.As(err, &wrong):
		code, hint = trebbia.ExitUsage, wrong.hint
	default:
		hint = trebbia.Hint(err)
	}
	// Several errors that were joined are a line each.
	fmt.Fprintf(p.stderr, "trebbia: %s\n", strings.ReplaceAll(err.Error(), "\n", "\ntrebbia: "))
	if hint != "" {
		fmt.Fprintf(p.stderr, "hint: %s\n", hint)
	}
	return code
}

// handler returns the renderer for --format.
func (p *program) handler(format, lang string, verbose bool, w io.Writer) (report.Handler, error) {
	switch format {
	case "text":
		return &report.Text{W: w, Lang: p.language(lang), Verbose: verbose}, nil
	case "json":
		return report.NewJSON(w), nil
	}
	return nil, &usageError{message: fmt.Sprintf("unknown format %q", format), hint: "the formats are text and json"}
}

// profileFlag is --profile, which may be repeated.
func profileFlag(usage string, standard ...string) cli.Flag {
	return &cli.StringSliceFlag{Name: "profile", Value: cli.NewStringSlice(standard...), Usage: usage}
}

// profiles are those of --profile, each once.
func profiles(c *cli.Context) []string {
	var out []string
	for _, name := range c.StringSlice("profile") {
		if name = strings.TrimSpace(name); !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}

// languageFlag is --lang, for what is spoken of.
func languageFlag(what string) cli.Flag {
	return &cli.StringFlag{Name: "lang", Usage: "`LANGUAGE` of " + what + ": it or en", Action: func(_ *cli.Context, lang string) error {
		if lang != "it" && lang != "en" && lang != "" {
			return &usageError{message: fmt.Sprintf("--lang: no messages in %q", lang), hint: "use it or en"}
		}
		return nil
	}}
}

// language is that of --lang, else Italian where the environment says so, else English.
func (p *program) language(flag string) string {
	if flag != "" {
		return flag
	}
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := p.env(name); v != "" {
			if strings.HasPrefix(v, "it") {
				return "it"
			}
			return "en"
		}
	}
	return "en"
}

// reorder moves the flags of a subcommand before its arguments, because people write
// "trebbia sync trebbia.yaml --no-inspect" and the flag parser stops at the first argument.
func reorder(commands []*cli.Command, args []string) []string {
	if len(args) < 3 {
		return args
	}
	for _, c := range commands {
		if c.Name != args[1] {
			continue
		}
		takesValue := map[string]bool{}
		for _, f := range c.Flags {
			_, boolean := f.(*cli.BoolFlag)
			for _, name := range f.Names() {
				takesValue[name] = !boolean
			}
		}
		var flags, rest []string
		for i := 2; i < len(args); i++ {
			a := args[i]
			if a == "--" {
				rest = append(rest, args[i+1:]...)
				break
			}
			if len(a) < 2 || a[0] != '-' {
				rest = append(rest, a)
				continue
			}
			flags = append(flags, a)
			if takesValue[strings.TrimLeft(a, "-")] && i+1 < len(args) {
				i++
				flags = append(flags, args[i])
			}
		}
		out := append([]string{args[0], args[1]}, flags...)
		return append(append(out, "--"), rest...)
	}
	return args
}
