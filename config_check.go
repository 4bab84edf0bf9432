package trebbia

import (
	"fmt"
	"net/url"
	"os"
	"slices"
	"strings"

	"github.com/trebbia/trebbia/dcat/vocab"
	"github.com/trebbia/trebbia/harvest"
	"github.com/trebbia/trebbia/mappings"
	"github.com/trebbia/trebbia/shapes"
)

// check finds what is syntactically right and still cannot work.
func (c *Config) check() error {
	for _, step := range []func() error{c.checkCatalog, c.checkSources, c.checkDefaults, c.checkTarget, c.checkMappings} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

func (c *Config) checkCatalog() error {
	base, err := url.Parse(c.Catalog.Base)
	if c.Catalog.Base == "" || err != nil || base.Scheme == "" || base.Host == "" {
		return c.fault([]any{"catalog", "base"}, fmt.Sprintf("catalog.base: %q is not an absolute URL", c.Catalog.Base),
			"give the public address that the catalogue will be served under, such as https://www.comune.example.it/opendata")
	}
	for _, field := range []struct {
		key   string
		value map[string]string
	}{{"title", c.Catalog.Title}, {"description", c.Catalog.Description}} {
		if len(field.value) == 0 {
			return c.fault([]any{"catalog", field.key}, "catalog."+field.key+" is missing",
				"write it by language: "+field.key+": {it: …} (DCAT-AP_IT, Catalog, mandatory)")
		}
	}
	if _, ok := c.Agents[c.Catalog.Publisher]; !ok {
		return c.fault([]any{"catalog", "publisher"}, unknownName("agent", c.Catalog.Publisher),
			"name a key of agents: "+list(keys(c.Agents)))
	}
	languages, _ := vocab.Lookup("language")
	for i, l := range c.Catalog.Language {
		if _, ok := languages.Find(l); !ok {
			return c.fault([]any{"catalog", "language", i}, unknownName("language", l), "use the code of the EU table, such as ITA")
		}
	}
	for _, key := range keys(c.Agents) {
		if a := c.Agents[key]; a.Identifier == "" || len(a.Name) == 0 {
			return c.fault([]any{"agents", key}, fmt.Sprintf("agent %q needs a name and an identifier", key),
				"identifier is the IPA code of the body (DCAT-AP_IT, Agent)")
		}
	}
	return nil
}

func (c *Config) checkSources() error {
	if len(c.Sources) == 0 {
		return c.fault([]any{"sources"}, "no sources", "add at least one entry under sources: {name, kind, mapping, …}")
	}
	names := map[string]bool{}
	for i, s := range c.Sources {
		at := func(key string) []any { return []any{"sources", i, key} }
		switch {
		case s.Name == "":
			return c.fault(at("name"), fmt.Sprintf("source %d has no name", i+1), "names tell sources apart in reports and in the ledger")
		case names[s.Name]:
			return c.fault(at("name"), fmt.Sprintf("two sources are named %q", s.Name), "give each source a name of its own")
		case !slices.Contains(harvest.Kinds(), s.Kind):
			return c.fault(at("kind"), unknownName("kind of source", s.Kind), "the kinds are "+list(harvest.Kinds()))
		case s.URL == "" && s.Path == "":
			return c.fault(at("kind"), fmt.Sprintf("source %q has neither url nor path", s.Name), "say where it is read from")
		}
		names[s.Name] = true
		for _, file := range []struct{ key, path string }{{"path", s.Path}, {"replay", s.Replay}} {
			if _, err := os.Stat(c.path(file.path)); file.path != "" && err != nil {
				return c.fault(at(file.key), fmt.Sprintf("%s: %s", file.path, reason(err)),
					"paths are relative to the folder of "+c.file)
			}
		}
		if s.Mapping == "" {
			return c.fault(at("kind"), fmt.Sprintf("source %q has no mapping", s.Name), "the built-in mappings are "+list(mappings.Names()))
		}
	}
	return nil
}

// checkMappings loads every mapping once, with all that the configuration says to it.
func (c *Config) checkMappings() error {
	for i, s := range c.Sources {
		at := []any{"sources", i, "mapping"}
		if !slices.Contains(mappings.Names(), s.Mapping) && !fileExists(c.path(s.Mapping)) {
			return c.fault(at, unknownName("mapping", s.Mapping),
				"the built-in mappings are "+list(mappings.Names())+"; a file of yours is named by its path")
		}
		if _, err := mappings.Load(c.mappingName(s), c.mappingOptions()); err != nil {
			return c.fault(at, err.Error(), Hint(err))
		}
	}
	return nil
}

// mappingName is what mappings.Load is asked for: a built-in name as it stands, a
// file relative to the configuration.
func (c *Config) mappingName(s SourceConfig) string {
	if slices.Contains(mappings.Names(), s.Mapping) {
		return s.Mapping
	}
	return c.path(s.Mapping)
}

// defaultTables names, for the defaults that are codes, the table that knows them.
var defaultTables = map[string]string{
	"dct:accrualPeriodicity": "frequency",
	"dct:license":            "licence",
	"dcat:theme":             "theme",
	"dct:language":           "language",
	"dct:accessRights":       "access-right",
	"dct:format":             "file-type",
}

func (c *Config) checkDefaults() error {
	for _, key := range keys(c.Defaults) {
		value, at := c.Defaults[key], []any{"defaults", key}
		switch key {
		case "holder", "publisher":
			if _, ok := c.Agents[value]; !ok {
				return c.fault(at, unknownName("agent", value), "name a key of agents: "+list(keys(c.Agents)))
			}
			continue
		case "contact":
			if _, ok := c.Contacts[value]; !ok {
				return c.fault(at, unknownName("contact", value), "name a key of contacts: "+list(keys(c.Contacts)))
			}
			continue
		}
		prefix, _, curie := strings.Cut(key, ":")
		if _, known := vocab.Prefixes[prefix]; !curie || !known {
			return c.fault([]any{"defaults"}, fmt.Sprintf("defaults: %q is not a property", key), "write properties with their prefix, such as dct:accrualPeriodicity; or holder, publisher, contact")
		}
		if err := c.checkCode(at, defaultTables[key], value); err != nil {
			return err
		}
	}
	for _, name := range keys(c.Lookups) {
		if name != "argomento" {
			continue
		}
		for _, text := range keys(c.Lookups[name]) {
			if err := c.checkCode([]any{"lookups", name, text}, "theme", c.Lookups[name][text]); err != nil {
				return err
			}
		}
	}
	return nil
}

// checkCode reports a value that the table does not know; "" is no table.
func (c *Config) checkCode(at []any, table, value string) error {
	t, ok := vocab.Lookup(table)
	if !ok {
		return nil
	}
	if _, ok := t.Find(value); ok {
		return nil
	}
	hint := "docs/vocabularies.md lists the codes"
	if near, ok := t.Suggest(value); ok {
		hint = fmt.Sprintf("did you mean %s?", near.Code)
	}
	return c.fault(at, unknownName(table, value), hint)
}

func (c *Config) checkTarget() error {
	if !slices.Contains(shapes.Names(), c.Profile) {
		return c.fault([]any{"profile"}, unknownName("profile", c.Profile), "the profiles are "+list(shapes.Names()))
	}
	if !slices.Contains(mappings.Outputs(), c.Output) {
		return c.fault([]any{"output"}, unknownName("output", c.Output), "the outputs are "+list(mappings.Outputs()))
	}
	if c.Target.Kind != "files" {
		return c.fault([]any{"target", "kind"}, unknownName("kind of target", c.Target.Kind), "the kinds are files")
	}
	if c.Target.Path == "" {
		return c.fault([]any{"target"}, "target.path is missing", "name the folder that the catalogue is written to")
	}
	if _, err := c.Policy.maxDelete(); err != nil {
		return c.fault([]any{"policy", "max-delete"}, "policy.max-delete: "+err.Error(), "")
	}
	if _, err := c.Policy.grace(); err != nil {
		return c.fault([]any{"policy", "grace"}, "policy.grace: "+err.Error(), "")
	}
	if c.HTTP.Timeout != "" {
		if _, err := ParseDuration(c.HTTP.Timeout); err != nil {
			return c.fault([]any{"http", "timeout"}, "http.timeout: "+err.Error(), "")
		}
	}
	return nil
}

func unknownName(what, name string) string {
	if name == "" {
		return "no " + what + " is named"
	}
	return fmt.Sprintf("unknown %s %q", what, name)
}

func list(names []string) string {
	if len(names) == 0 {
		return "(none)"
	}
	return strings.Join(names, ", ")
}

func keys[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

func fileExists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
