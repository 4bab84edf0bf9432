package main

import (
	"fmt"
	"os"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/trebbia/trebbia"
	"github.com/trebbia/trebbia/internal/report"
)

// sourceFlags are the flags of every command that reads the sources of a configuration.
func sourceFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringSliceFlag{Name: "source", Usage: "read only this `SOURCE`; may be repeated"},
		&cli.StringFlag{Name: "replay", Usage: "answer HTTP requests from this HAR `FILE`, without network"},
		&cli.StringFlag{Name: "record", Usage: "write the HTTP requests and answers of a live run to this HAR `FILE`, tokens redacted"},
		&cli.BoolFlag{Name: "live", Usage: "go to the network even where the configuration names a replay file"},
		&cli.BoolFlag{Name: "no-inspect", Usage: "do not open attachments; nothing is derived from their content"},
	}
}

// reportFlags are the flags of every command that reports a run.
func reportFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "format", Value: "text", Usage: "`FORMAT` of the report: text, or json (one event a line)"},
		&cli.StringFlag{Name: "report", Usage: "write every event, with the evidence of each derived value, to this `FILE` as JSON lines"},
		languageFlag("messages"),
		&cli.BoolFlag{Name: "verbose", Aliases: []string{"v"}, Usage: "write each note and warning in full"},
		quietFlag(),
	}
}

func policyFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "max-delete", Usage: "`SHARE` of the published datasets that may be deleted, such as 5%; overrides the configuration"},
		&cli.StringFlag{Name: "grace", Usage: "how long a dataset must have been missing before it is deleted, a `DURATION` such as 168h or 7d"},
	}
}

// session is what the commands over a configuration share: the configuration, the
// options and the handlers to close at the end.
type session struct {
	cfg   *trebbia.Config
	opt   trebbia.Options
	close func() error
}

// open reads the configuration that the command line names and sets the options from
// the flags. The report goes to stdout, or to stderr when stdout carries data.
func (p *program) open(c *cli.Context, reportToStderr bool) (*session, error) {
	if c.NArg() != 1 {
		return nil, &usageError{message: fmt.Sprintf("%s takes one configuration file, got %d arguments", c.Command.Name, c.NArg()),
			hint: "trebbia " + c.Command.Name + " trebbia.yaml"}
	}
	cfg, err := trebbia.LoadConfig(c.Args().First())
	if err != nil {
		return nil, err
	}
	return p.session(c, cfg, reportToStderr)
}

func (p *program) session(c *cli.Context, cfg *trebbia.Config, reportToStderr bool) (*session, error) {
	w := p.stdout
	if reportToStderr {
		w = p.stderr
	}
	handler, err := p.handler(c.String("format"), c.String("lang"), c.Bool("verbose"), w)
	if err != nil {
		return nil, err
	}
	s := &session{cfg: cfg, close: func() error { return nil }}
	handlers := report.Handlers{handler}
	if name := c.String("report"); name != "" {
		file, err := os.Create(name)
		if err != nil {
			return nil, fmt.Errorf("write report: %w", err)
		}
		s.close = file.Close
		handlers = append(handlers, report.NewJSON(file))
	}
	draw, clear := p.progress(c.Bool("quiet"))
	s.opt = trebbia.Options{
		Clock: time.Now, Only: c.StringSlice("source"), Replay: c.String("replay"), Record: c.String("record"),
		Live: c.Bool("live"), NoInspect: c.Bool("no-inspect"), Progress: draw, Handler: clearing{handlers, clear},
	}
	for _, name := range s.opt.Only {
		if !cfg.HasSource(name) {
			return nil, &usageError{message: fmt.Sprintf("unknown source %q", name), hint: "the sources of " + cfg.File() + " are " + cfg.SourceNames()}
		}
	}
	if err := policyOptions(c, &s.opt); err != nil {
		return nil, err
	}
	return s, nil
}

func policyOptions(c *cli.Context, opt *trebbia.Options) error {
	if v := c.String("max-delete"); v != "" {
		share, err := trebbia.ParseShare(v)
		if err != nil {
			return &usageError{message: "--max-delete: " + err.Error()}
		}
		opt.MaxDelete = &share
	}
	if v := c.String("grace"); v != "" {
		grace, err := trebbia.ParseDuration(v)
		if err != nil {
			return &usageError{message: "--grace: " + err.Error()}
		}
		opt.Grace = &grace
	}
	return nil
}

// clearing takes the progress bar away before anything is written.
type clearing struct {
	report.Handler
	clear func()
}

func (h clearing) Handle(e report.Event) error {
	h.clear()
	return h.Handler.Handle(e)
}

// done ends a command: it closes the report and keeps the exit code.
func (p *program) done(s *session, result trebbia.Result, err error) error {
	if closing := s.close(); err == nil && closing != nil {
		err = fmt.Errorf("write report: %w", closing)
	}
	p.exitCode = result.ExitCode
	return err
}
