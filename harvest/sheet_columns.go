package harvest

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/trebbia/trebbia/dcat"
	"github.com/trebbia/trebbia/dcat/vocab"
)

// columns says which column of a sheet holds which field of the mask.
type columns struct {
	of map[string]string // field to column as the sheet writes it; no entry, or "": none
	id []string          // columns that make up the identity; empty: the default
}

// fieldColumns returns the column name that is looked for under each field, and
// checks the setting that overrides it.
func fieldColumns(cfg Config) (map[string]string, error) {
	out := map[string]string{}
	var keys []string
	for _, f := range maskFields {
		out[f.key] = f.column
		keys = append(keys, f.key)
	}
	for _, key := range slices.Sorted(maps.Keys(cfg.Columns)) {
		field := fold(key)
		if _, ok := out[field]; !ok {
			return nil, &ConfigError{Source: cfg.Name, Field: "columns", Err: fmt.Errorf("unknown field %q", key),
				hint: didYouMean(key, keys) + "the fields are " + strings.Join(keys, ", ")}
		}
		out[field] = cfg.Columns[key]
	}
	if out["titolo"] == "" {
		return nil, &ConfigError{Source: cfg.Name, Field: "columns", Err: fmt.Errorf("titolo has no column"),
			hint: "a list without titles gives no datasets"}
	}
	return out, nil
}

// matchColumns finds the columns in a sheet. A column that is needed and missing, or
// there and not known, is an error: a misspelt column must not empty a catalogue.
func matchColumns(cfg Config, t *table) (*columns, error) {
	wanted, err := fieldColumns(cfg)
	if err != nil {
		return nil, err
	}
	fault := func(name string, err error, hint string) error {
		location := t.location
		if t.headerLine > 0 {
			location += ":" + strconv.Itoa(t.headerLine)
		}
		return &ConfigError{Source: cfg.Name, Location: location, Field: name, Err: err, hint: hint}
	}
	found := map[string]string{} // folded name to name
	known := map[string]bool{}
	for _, name := range wanted {
		known[fold(name)] = name != ""
	}
	for _, name := range t.columns {
		if _, twice := found[fold(name)]; twice && known[fold(name)] {
			return nil, fault("", fmt.Errorf("column %q is there twice", name), "rename or remove one of them")
		}
		found[fold(name)] = name
	}
	out := &columns{of: map[string]string{}}
	var missing []string
	for _, f := range maskFields {
		name := wanted[f.key]
		if name == "" {
			continue
		}
		column, ok := found[fold(name)]
		_, configured := cfg.Columns[f.key]
		if !ok && (f.needed || configured) {
			missing = append(missing, name)
			continue
		}
		out.of[f.key] = column
	}
	unknown := unknownColumns(cfg, t.columns, known)
	switch {
	case len(missing) > 0:
		hint := "add it, or say under columns what it is called (\"\" if there is none)"
		if near := vocab.Nearest(missing[0], unknown); near != "" {
			hint = fmt.Sprintf("did you mean %q? then rename it, or name it under columns", near)
		}
		return nil, fault("", fmt.Errorf("column %q is missing", missing[0]), hint)
	case len(unknown) > 0:
		return nil, fault("", fmt.Errorf("unknown column %q", unknown[0]),
			didYouMean(unknown[0], slices.Sorted(maps.Values(wanted)))+"name it under ignore to pass it over")
	}
	out.id, err = identityColumns(cfg, t.columns, out.of)
	return out, err
}

// unknownColumns returns the columns that are neither known nor ignored.
func unknownColumns(cfg Config, names []string, known map[string]bool) []string {
	var out []string
	for _, name := range names {
		ignored := slices.ContainsFunc(cfg.Ignore, func(i string) bool { return fold(i) == fold(name) })
		if !ignored && !known[fold(name)] {
			out = append(out, name)
		}
	}
	return out
}

// identityColumns resolves the setting id, which names columns or fields.
func identityColumns(cfg Config, names []string, of map[string]string) ([]string, error) {
	var out []string
	for _, want := range cfg.ID {
		column := of[fold(want)]
		for _, name := range names {
			if fold(name) == fold(want) {
				column = name
			}
		}
		if column == "" {
			return nil, &ConfigError{Source: cfg.Name, Field: "id", Err: fmt.Errorf("the sheet has no column %q", want),
				hint: didYouMean(want, names) + "the columns are " + strings.Join(names, ", ")}
		}
		out = append(out, column)
	}
	return out, nil
}

// identity returns the identity of a row: the slug of the configured columns, else of
// Identificativo where the row has one, else of the title.
func (c *columns) identity(row sheetRow, mask maskRecord) string {
	var parts []string
	for _, name := range c.id {
		if text := clean(row.cells[name].text); text != "" {
			parts = append(parts, text)
		}
	}
	if len(c.id) == 0 {
		parts = []string{mask.Identificativo}
		if mask.Identificativo == "" {
			parts = []string{mask.Titolo}
		}
	}
	// A full stop within a number or a file name tells identities apart, one at the
	// end of a sentence does not.
	return dcat.Slug(strings.ReplaceAll(strings.Join(parts, " "), ". ", " "))
}
