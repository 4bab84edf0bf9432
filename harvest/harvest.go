package harvest

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/trebbia/trebbia/dcat"
	"github.com/trebbia/trebbia/internal/transport"
)

// Source is a place that metadata records are harvested from.
type Source interface {
	// Records yields the records in a stable order. An error of type *RecordError is
	// about one record and the stream goes on; any other error ends it and means that
	// the listing is not proven complete.
	Records(ctx context.Context) iter.Seq2[dcat.SourceRecord, error]
}

// Config describes a source. Which fields a kind uses is told in docs/sources.md.
type Config struct {
	// Name tells the source apart in records, errors and reports.
	Name string
	// Kind is one of Kinds.
	Kind string
	// URL or Path is where the source is; Path is relative to Dir, the folder of the
	// configuration file.
	URL, Path, Dir string
	// Dialect is a variant of the kind, Format the syntax of a document, Query a
	// filter in the source's own language.
	Dialect, Format, Query string
	// ID names the columns that make up the identity of a row.
	ID []string
	// Columns maps a field of the record model to the name of its column; an empty
	// name says that there is no such column.
	Columns map[string]string
	// Ignore names columns or types of record that are meant to be passed over.
	Ignore []string
	// Labels maps a field to the label that stands before its value on a page.
	Labels map[string]string
	// Sheet names the sheet of a workbook; HeaderRow counts from 1.
	Sheet     string
	HeaderRow int
	// Attachments says where the files are that a sheet names.
	Attachments Attachments
	// PageSize is how many records are asked for at a time; 0 is the kind's own number.
	PageSize int
	// Progress hears how many records were read and how many there are, 0 when that
	// is unknown. It may be nil.
	Progress func(read, total int)
}

// Attachments says where attached files are: Dir holds local copies, relative to
// Config.Dir; URL is the public address that their names are added to.
type Attachments struct{ Dir, URL string }

// kind is a line in the table of source kinds.
type kind struct {
	name string
	open func(Config, *transport.Client) (Source, error)
}

var kinds = []kind{
	{"ckan", openCKAN},
	{"dcat", openDCAT},
	{"inps", openINPS},
	{"sheet", openSheet},
}

// Kinds returns the names of the kinds of source.
func Kinds() []string {
	out := make([]string, len(kinds))
	for i, k := range kinds {
		out[i] = k.name
	}
	return out
}

// Open checks the configuration of a source and returns it; nothing is fetched yet.
// client may be nil for a source that is a local file. Faults are a *ConfigError.
func Open(cfg Config, client *transport.Client) (Source, error) {
	if cfg.Progress == nil {
		cfg.Progress = func(int, int) {}
	}
	i := slices.IndexFunc(kinds, func(k kind) bool { return k.name == cfg.Kind })
	if i < 0 {
		return nil, &ConfigError{Source: cfg.Name, Field: "kind", Err: fmt.Errorf("unknown kind of source %q", cfg.Kind),
			hint: didYouMean(cfg.Kind, Kinds()) + "the kinds are " + strings.Join(Kinds(), ", ")}
	}
	if cfg.URL != "" && cfg.Path == "" && client == nil {
		return nil, &ConfigError{Source: cfg.Name, Field: "url", Err: fmt.Errorf("no client to fetch it with")}
	}
	source, err := kinds[i].open(cfg, client)
	if err != nil {
		return nil, err
	}
	return &whole{Source: source, name: cfg.Name}, nil
}

// whole keeps two promises for every kind: an interrupted context ends the stream
// with its error, and a stream with a record that could not be told from others never
// passes for complete, as any held dataset might be that record's.
type whole struct {
	Source
	name string
}

func (w *whole) Records(ctx context.Context) iter.Seq2[dcat.SourceRecord, error] {
	return func(yield func(dcat.SourceRecord, error) bool) {
		unknown, first, seen := 0, "", 0
		for record, err := range w.Source.Records(ctx) {
			if broken, ok := asRecordError(err); ok {
				if broken.RecordID == "" {
					if unknown++; unknown == 1 {
						first = broken.Location
					}
				}
			} else if err != nil {
				if ctx.Err() != nil {
					err = fmt.Errorf("harvest %q: %w", w.name, ctx.Err())
				}
				yield(dcat.SourceRecord{}, err)
				return
			} else {
				seen++
			}
			if !yield(record, err) {
				return
			}
			if ctx.Err() != nil {
				yield(dcat.SourceRecord{}, fmt.Errorf("harvest %q: %w", w.name, ctx.Err()))
				return
			}
		}
		switch {
		case ctx.Err() != nil:
			yield(dcat.SourceRecord{}, fmt.Errorf("harvest %q: %w", w.name, ctx.Err()))
		case unknown == 1:
			yield(dcat.SourceRecord{}, &IncompleteError{Source: w.name, Seen: seen,
				Reason: fmt.Sprintf("the record at %s could not be identified", first)})
		case unknown > 1:
			yield(dcat.SourceRecord{}, &IncompleteError{Source: w.name, Seen: seen,
				Reason: fmt.Sprintf("%d records could not be identified, the first at %s", unknown, first)})
		}
	}
}
