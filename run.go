package trebbia

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/trebbia/trebbia/harvest"
	"github.com/trebbia/trebbia/internal/report"
	"github.com/trebbia/trebbia/internal/transport"
	"github.com/trebbia/trebbia/mappings"
	"github.com/trebbia/trebbia/shapes"
)

// Version is the version of trebbia that User-Agent, reports and HAR files name.
const Version = "0.1.0"

// Options are the choices of one run that are not in the configuration.
type Options struct {
	// Clock tells the time: when the run began decides about the grace of deletes.
	Clock func() time.Time
	// Only names the sources to read; empty means all.
	Only []string
	// Replay answers HTTP requests from a HAR file; Record writes one from a live
	// run. Live ignores the replay files that the configuration names.
	Replay, Record string
	Live           bool
	// NoInspect leaves attachments unopened: nothing is derived from their content.
	NoInspect bool
	// MaxDelete and Grace override the configured policy when set.
	MaxDelete *float64
	Grace     *time.Duration
	// Workers bounds how many records are mapped at once; 0 means one a processor.
	Workers int
	// Handler receives what happens; Progress is told how far long work is. Either
	// may be nil.
	Handler  report.Handler
	Progress func(Progress)
}

// Progress tells how far a stage has come. Total is 0 while it is not known.
type Progress struct {
	Stage, Source string
	Done, Total   int
	// Bytes tells that Done and Total are bytes.
	Bytes bool
}

// run is one run over a configuration, from set-up to exit code.
type run struct {
	cfg     *Config
	opt     Options
	profile *shapes.Profile
	clients map[string]*transport.Client
	// began is the moment of the run.
	began time.Time
	// dry runs read everything and write nothing.
	dry bool
}

func newRun(cfg *Config, opt Options) (*run, error) {
	profile, err := shapes.Load(cfg.Profile)
	if err != nil {
		return nil, err
	}
	if opt.Workers <= 0 {
		opt.Workers = runtime.GOMAXPROCS(0)
	}
	if opt.Record != "" && opt.Replay != "" {
		return nil, &ConfigError{File: opt.Record, Message: "--record and --replay exclude each other", Hint: "record a live run first, then replay the file"}
	}
	return &run{cfg: cfg, opt: opt, profile: profile, clients: map[string]*transport.Client{}, began: opt.Clock()}, nil
}

// close ends the HTTP clients; a recording is written now.
func (r *run) close() error {
	var first error
	for _, name := range keys(r.clients) {
		if err := r.clients[name].Close(); err != nil && first == nil {
			first = err
		}
	}
	return first
}

func (r *run) emit(e report.Event) error {
	if r.opt.Handler == nil {
		return nil
	}
	return r.opt.Handler.Handle(e)
}

func (r *run) progress(p Progress) {
	if r.opt.Progress != nil {
		r.opt.Progress(p)
	}
}

// client returns the HTTP client of a source. Sources that replay the same file, and
// all sources that go to the network, share one.
func (r *run) client(s SourceConfig) (*transport.Client, error) {
	replay := r.cfg.path(s.Replay)
	if r.opt.Replay != "" {
		replay = r.opt.Replay
	}
	if r.opt.Live || r.opt.Record != "" {
		replay = ""
	}
	if c, ok := r.clients[replay]; ok {
		return c, nil
	}
	timeout := DefaultTimeout
	if r.cfg.HTTP.Timeout != "" {
		timeout, _ = ParseDuration(r.cfg.HTTP.Timeout)
	}
	agent := r.cfg.HTTP.UserAgent
	if agent == "" {
		agent = transport.UserAgent(Version)
	}
	c, err := transport.New(transport.Options{
		UserAgent: agent, Timeout: timeout, MaxBytes: r.cfg.HTTP.MaxBytes, PerSecond: r.cfg.HTTP.PerSecond,
		AllowPrivate: r.cfg.HTTP.AllowPrivate, Replay: replay, Record: r.opt.Record,
	})
	if err != nil {
		return nil, err
	}
	r.clients[replay] = c
	return c, nil
}

// source opens a harvest source of the configuration.
func (r *run) source(s SourceConfig) (harvest.Source, error) {
	client, err := r.client(s)
	if err != nil {
		return nil, err
	}
	return harvest.Open(harvest.Config{
		Name: s.Name, Kind: s.Kind, URL: s.URL, Path: s.Path, Dir: r.cfg.Dir(), Dialect: s.Dialect,
		Format: s.Format, Query: s.Query, ID: s.ID, Columns: s.Columns, Ignore: s.Ignore, Labels: s.Labels,
		Sheet: s.Sheet, HeaderRow: s.HeaderRow, PageSize: s.PageSize,
		Attachments: harvest.Attachments{Dir: s.Attachments.Dir, URL: s.Attachments.URL},
		Progress: func(read, total int) {
			r.progress(Progress{Stage: "harvest", Source: s.Name, Done: read, Total: total})
		},
	}, client)
}

// mapping loads the crosswalk of a source with what the administrator configured.
func (r *run) mapping(s SourceConfig) (*mappings.Mapping, error) {
	opt := r.cfg.mappingOptions()
	if !r.opt.NoInspect {
		client, err := r.client(s)
		if err != nil {
			return nil, err
		}
		opt.Open = attachments{dir: r.cfg.Dir(), client: client}.open
	}
	return mappings.Load(r.cfg.mappingName(s), opt)
}

// mappingOptions is what the configuration says to every mapping.
func (c *Config) mappingOptions() mappings.Options {
	opt := mappings.Options{
		Base: c.Catalog.Base, Prefix: c.Identifiers.Prefix, Aliases: c.Identifiers.Aliases,
		Agents: map[string]mappings.Agent{}, Contacts: map[string]mappings.Contact{},
		Contact: c.Defaults["contact"], Holder: c.Defaults["holder"], Publisher: c.Defaults["publisher"],
		Defaults: map[string]string{}, Lookups: c.Lookups, RepairsOff: c.Repairs.Off,
		Output: c.Output,
	}
	for key, a := range c.Agents {
		opt.Agents[key] = a.agent()
	}
	for key, contact := range c.Contacts {
		opt.Contacts[key] = mappings.Contact{Name: contact.Name, Email: contact.Email, URL: contact.URL, Telephone: contact.Telephone}
	}
	for key, value := range c.Defaults {
		if strings.Contains(key, ":") {
			opt.Defaults[key] = value
		}
	}
	return opt
}

func (a AgentConfig) agent() mappings.Agent {
	return mappings.Agent{Name: a.Name, Identifier: a.Identifier, Homepage: a.Homepage, Match: a.Match}
}

// attachments opens what a mapping wants to look into: files below the folder of the
// configuration, and nothing else on the machine; everything else over HTTP.
type attachments struct {
	dir    string
	client *transport.Client
}

func (a attachments) open(ctx context.Context, ref string) (io.ReadCloser, error) {
	if strings.HasPrefix(ref, "http://") || strings.HasPrefix(ref, "https://") {
		response, err := a.client.Get(ctx, ref, "*/*")
		if err != nil {
			return nil, err
		}
		return io.NopCloser(strings.NewReader(string(response.Body))), nil
	}
	f, err := os.OpenInRoot(a.dir, filepath.FromSlash(ref))
	if err != nil {
		return nil, fmt.Errorf("open attachment %q: %s", ref, reason(err))
	}
	return f, nil
}
