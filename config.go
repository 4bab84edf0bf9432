package trebbia

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"github.com/trebbia/trebbia/dcat/vocab"
	"github.com/trebbia/trebbia/mappings"
)

// Config is a configuration file: what to harvest, how to map it, where to publish it
// and how careful to be. Paths in it are relative to the file's folder.
type Config struct {
	Catalog     CatalogConfig                `yaml:"catalog"`
	Agents      map[string]AgentConfig       `yaml:"agents"`
	Contacts    map[string]ContactConfig     `yaml:"contacts"`
	Identifiers IdentifierConfig             `yaml:"identifiers"`
	Sources     []SourceConfig               `yaml:"sources"`
	Defaults    map[string]string            `yaml:"defaults"`
	Lookups     map[string]map[string]string `yaml:"lookups"`
	Repairs     RepairConfig                 `yaml:"repairs"`
	Profile     string                       `yaml:"profile"`
	Output      string                       `yaml:"output"`
	Target      TargetConfig                 `yaml:"target"`
	Policy      PolicyConfig                 `yaml:"policy"`
	Ledger      string                       `yaml:"ledger"`
	SetAside    string                       `yaml:"set-aside"`
	HTTP        HTTPConfig                   `yaml:"http"`

	file string
	tree *ast.File
}

// CatalogConfig describes the catalogue that is published (DCAT-AP_IT, Catalog).
type CatalogConfig struct {
	IRI         string            `yaml:"iri"`
	Base        string            `yaml:"base"`
	Title       map[string]string `yaml:"title"`
	Description map[string]string `yaml:"description"`
	Publisher   string            `yaml:"publisher"`
	Homepage    string            `yaml:"homepage"`
	Language    []string          `yaml:"language"`
	Issued      string            `yaml:"issued"`
	Modified    string            `yaml:"modified"`
}

// AgentConfig is a body that holds or publishes data; Identifier is its IPA code.
type AgentConfig struct {
	Name       map[string]string `yaml:"name"`
	Identifier string            `yaml:"identifier"`
	Homepage   string            `yaml:"homepage"`
	Match      []string          `yaml:"match"`
}

// ContactConfig is an office that answers questions about datasets.
type ContactConfig struct {
	Name      string `yaml:"name"`
	Email     string `yaml:"email"`
	URL       string `yaml:"url"`
	Telephone string `yaml:"telephone"`
}

// IdentifierConfig says how dct:identifier is made: Prefix is the IPA code before the
// colon; Aliases maps an identifier to the one under which it was published before.
type IdentifierConfig struct {
	Prefix  string            `yaml:"prefix"`
	Aliases map[string]string `yaml:"aliases"`
}

// SourceConfig is one harvest source.
type SourceConfig struct {
	Name        string            `yaml:"name"`
	Kind        string            `yaml:"kind"`
	URL         string            `yaml:"url"`
	Path        string            `yaml:"path"`
	Mapping     string            `yaml:"mapping"`
	Dialect     string            `yaml:"dialect"`
	Format      string            `yaml:"format"`
	Query       string            `yaml:"query"`
	ID          []string          `yaml:"id"`
	Columns     map[string]string `yaml:"columns"`
	Ignore      []string          `yaml:"ignore"`
	Labels      map[string]string `yaml:"labels"`
	Sheet       string            `yaml:"sheet"`
	HeaderRow   int               `yaml:"header-row"`
	PageSize    int               `yaml:"page-size"`
	Attachments AttachmentsConfig `yaml:"attachments"`
	Replay      string            `yaml:"replay"`
}

// AttachmentsConfig says where the attachments of a sheet are: Dir holds local copies
// that are inspected, URL is the public address that file names are added to.
type AttachmentsConfig struct {
	Dir string `yaml:"dir"`
	URL string `yaml:"url"`
}

// RepairConfig switches named repairs off.
type RepairConfig struct {
	Off []string `yaml:"off"`
}

// TargetConfig is where the catalogue is published.
type TargetConfig struct {
	Kind string `yaml:"kind"`
	Path string `yaml:"path"`
}

// PolicyConfig bounds deletes: MaxDelete is a share such as "5%", Grace a duration
// such as "168h" that a dataset must have been missing for.
type PolicyConfig struct {
	MaxDelete string `yaml:"max-delete"`
	Grace     string `yaml:"grace"`
}

// HTTPConfig bounds what is asked of the sources' servers.
type HTTPConfig struct {
	Timeout      string  `yaml:"timeout"`
	PerSecond    float64 `yaml:"per-second"`
	MaxBytes     int64   `yaml:"max-bytes"`
	AllowPrivate bool    `yaml:"allow-private"`
	UserAgent    string  `yaml:"user-agent"`
}

// The policy that holds when the configuration names none.
const (
	DefaultMaxDelete = 0.05
	DefaultGrace     = 168 * time.Hour
	DefaultTimeout   = 30 * time.Second
)

// ConfigError is a fault in a configuration file. Line and Column are 0 when the file
// itself is the fault.
type ConfigError struct {
	File         string
	Line, Column int
	Message      string
	Hint         string
}

// Error returns "file:line:column: message".
func (e *ConfigError) Error() string {
	if e.Line == 0 {
		return e.File + ": " + e.Message
	}
	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Column, e.Message)
}

// LoadConfig reads and checks a configuration file. Every fault is a *ConfigError:
// wrong keys, values of the wrong kind, missing files, names that nothing has.
func LoadConfig(file string) (*Config, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, &ConfigError{File: file, Message: reason(err), Hint: "give the path of a trebbia.yaml; examples/inps/trebbia.yaml is one to start from"}
	}
	return ParseConfig(file, text)
}

// ParseConfig is LoadConfig for a text that has been read; file is its name in errors
// and the place that relative paths start from.
func ParseConfig(file string, text []byte) (*Config, error) {
	c := &Config{file: file}
	tree, err := parser.ParseBytes(text, 0)
	if err == nil {
		c.tree = tree
		err = yaml.UnmarshalWithOptions(text, c, yaml.Strict())
	}
	if err != nil {
		return nil, c.syntaxError(err)
	}
	c.fillIn()
	if err := c.check(); err != nil {
		return nil, err
	}
	return c, nil
}

func (c *Config) syntaxError(err error) *ConfigError {
	out := &ConfigError{File: c.file, Message: err.Error(), Hint: "see docs/configuration.md for the keys and their values"}
	var y yaml.Error
	if errors.As(err, &y) {
		out.Message = y.GetMessage()
		if t := y.GetToken(); t != nil {
			out.Line, out.Column = t.Position.Line, t.Position.Column
		}
		var unknown *yaml.UnknownFieldError
		if errors.As(err, &unknown) && unknown.Token != nil {
			out.Message = fmt.Sprintf("unknown key %q", unknown.Token.Value)
			if near := vocab.Nearest(unknown.Token.Value, configKeys()); near != "" {
				out.Hint = fmt.Sprintf("did you mean %q? docs/configuration.md lists the keys", near)
			}
		}
	}
	return out
}

// fillIn sets what a configuration may leave out.
func (c *Config) fillIn() {
	c.Catalog.Base = strings.TrimRight(c.Catalog.Base, "/")
	if c.Catalog.IRI == "" {
		c.Catalog.IRI = c.Catalog.Base + "/catalog"
	}
	if c.Profile == "" {
		c.Profile = "dcat-ap-it"
	}
	if c.Output == "" {
		c.Output = mappings.Outputs()[0]
	}
	if c.Target.Kind == "" {
		c.Target.Kind = "files"
	}
	if c.Ledger == "" {
		c.Ledger = strings.TrimRight(c.Target.Path, "/") + ".db"
	}
	if c.SetAside == "" {
		c.SetAside = strings.TrimRight(c.Target.Path, "/") + ".set-aside"
	}
}

// File returns the name of the configuration file as it was given.
func (c *Config) File() string { return c.file }

// Dir returns the folder that paths in the configuration are relative to.
func (c *Config) Dir() string { return filepath.Dir(c.file) }

// HasSource reports whether a source has this name.
func (c *Config) HasSource(name string) bool {
	return slices.ContainsFunc(c.Sources, func(s SourceConfig) bool { return s.Name == name })
}

// SourceNames lists the names of the sources, for messages.
func (c *Config) SourceNames() string {
	var names []string
	for _, s := range c.Sources {
		names = append(names, s.Name)
	}
	return list(names)
}

// pageLanguage is the language of the catalogue's page: English where the catalogue
// says that it is in English first, else Italian.
func (c *Config) pageLanguage() string {
	if len(c.Catalog.Language) > 0 && strings.EqualFold(c.Catalog.Language[0], "ENG") {
		return "en"
	}
	return "it"
}

// path resolves a path of the configuration; an empty one stays empty.
func (c *Config) path(p string) string {
	if p == "" || filepath.IsAbs(p) {
		return p
	}
	return filepath.Join(c.Dir(), p)
}

// maxDelete returns the share of holdings that one run may delete.
func (p PolicyConfig) maxDelete() (float64, error) {
	if p.MaxDelete == "" {
		return DefaultMaxDelete, nil
	}
	return ParseShare(p.MaxDelete)
}

func (p PolicyConfig) grace() (time.Duration, error) {
	if p.Grace == "" {
		return DefaultGrace, nil
	}
	return ParseDuration(p.Grace)
}

// ParseShare reads a share written as "5%" or "0.05" into a number from 0 to 1.
func ParseShare(s string) (float64, error) {
	number, percent := strings.CutSuffix(strings.TrimSpace(s), "%")
	v, err := strconv.ParseFloat(strings.TrimSpace(strings.Replace(number, ",", ".", 1)), 64)
	if percent {
		v /= 100
	}
	if err != nil || !(v >= 0 && v <= 1) {
		return 0, fmt.Errorf("%q is not a share: write one such as 5%%", s)
	}
	return v, nil
}

// ParseDuration reads a duration written as Go does ("36h", "90s") or in days ("7d").
func ParseDuration(s string) (time.Duration, error) {
	if days, ok := strings.CutSuffix(s, "d"); ok {
		if n, err := strconv.Atoi(days); err == nil && n >= 0 {
			return time.Duration(n) * 24 * time.Hour, nil
		}
	}
	d, err := time.ParseDuration(s)
	if err != nil || d < 0 {
		return 0, fmt.Errorf("%q is not a duration: write one such as 168h or 7d", s)
	}
	return d, nil
}

// reason is what went wrong with a file, without the operation and the path that the
// message already names.
func reason(err error) string {
	var p *os.PathError
	if errors.As(err, &p) {
		return p.Err.Error()
	}
	return err.Error()
}
