package harvest

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"strconv"
	"strings"

	"github.com/trebbia/trebbia/dcat"
	"github.com/trebbia/trebbia/internal/transport"
)

// The limits of a sheet. A list of datasets is far below them; a file that is not is
// not a list of datasets.
const (
	maxSheetBytes = 64 << 20
	maxRows       = 100_000
	maxCells      = 1_000
	maxCell       = 1 << 20
)

// sheet is the source of kind "sheet": one row for each dataset.
type sheet struct {
	cfg    Config
	client *transport.Client
}

// table is a sheet as read, before anyone asks what its columns mean.
type table struct {
	// location names the file (and sheet), headerLine the line of the column names;
	// it is 0 for syntaxes in which every row repeats them.
	location   string
	headerLine int
	columns    []string
	width      int // of the line of column names, with empty ones at its end
	rows       []sheetRow
	// fault says why reading stopped before the end.
	fault error
}

// sheetRow is one row: its cells by column name as the sheet writes it.
type sheetRow struct {
	line  int
	cells map[string]cell
	raw   []byte
	// err, field and hint say what is wrong with the row, when it could not be read.
	err         error
	field, hint string
}

// cell is a text, or a list where the syntax has lists.
type cell struct {
	text string
	list []attachment
}

func openSheet(cfg Config, client *transport.Client) (Source, error) {
	if err := checkDocument(cfg); err != nil {
		return nil, err
	}
	if _, err := fieldColumns(cfg); err != nil {
		return nil, err
	}
	if cfg.Format != "" {
		if _, ok := sheetReaders[strings.ToLower(cfg.Format)]; !ok {
			names := []string{"csv", "json", "xlsx", "yaml"}
			return nil, &ConfigError{Source: cfg.Name, Field: "format", Err: fmt.Errorf("unknown format %q", cfg.Format),
				hint: didYouMean(cfg.Format, names) + "the formats of a sheet are " + strings.Join(names, ", ")}
		}
	}
	if cfg.HeaderRow < 0 {
		return nil, &ConfigError{Source: cfg.Name, Field: "header-row", Err: errors.New("rows count from 1")}
	}
	list, err := openAttachments(cfg)
	if err != nil {
		return nil, err
	}
	list.close()
	return &sheet{cfg: cfg, client: client}, nil
}

func (s *sheet) Records(ctx context.Context) iter.Seq2[dcat.SourceRecord, error] {
	return func(yield func(dcat.SourceRecord, error) bool) {
		t, err := s.read(ctx)
		if err != nil {
			yield(dcat.SourceRecord{}, err)
			return
		}
		columns, err := matchColumns(s.cfg, t)
		if err != nil {
			yield(dcat.SourceRecord{}, err)
			return
		}
		list, err := openAttachments(s.cfg)
		if err != nil {
			yield(dcat.SourceRecord{}, err)
			return
		}
		defer list.close()
		lines := map[string]int{}
		for i, row := range t.rows {
			if ctx.Err() != nil {
				yield(dcat.SourceRecord{}, ctx.Err())
				return
			}
			record, err := s.record(t, row, columns, list, lines)
			s.cfg.Progress(i+1, len(t.rows))
			if !yield(record, err) {
				return
			}
		}
		if t.fault != nil {
			yield(dcat.SourceRecord{}, &IncompleteError{Source: s.cfg.Name, Seen: len(t.rows), Err: t.fault})
		}
	}
}

func (s *sheet) read(ctx context.Context) (t *table, err error) {
	doc, err := load(ctx, s.cfg, s.client, "", maxSheetBytes)
	if err != nil {
		return nil, err
	}
	// The libraries that parse workbooks and YAML are given whatever lies at an
	// address; a file that makes one of them panic must not end the other sources.
	defer func() {
		if p := recover(); p != nil {
			t, err = nil, incomplete(s.cfg.Name, fmt.Errorf("%s: the reader broke down: %v", doc.location, p))
		}
	}()
	name, err := sheetFormat(doc, s.cfg.Format)
	if err == nil {
		if t, err = sheetReaders[name](doc, s.cfg); err == nil {
			return t, nil
		}
	}
	var config *ConfigError
	if errors.As(err, &config) {
		config.Source = s.cfg.Name
		return nil, config
	}
	return nil, incomplete(s.cfg.Name, err)
}

// record turns a row into a record; lines remembers where each identity stood.
func (s *sheet) record(t *table, row sheetRow, columns *columns, list *attachmentList, lines map[string]int) (dcat.SourceRecord, error) {
	fault := &RecordError{Source: s.cfg.Name, Location: t.location + ":" + strconv.Itoa(row.line), Raw: row.raw}
	if row.err != nil {
		fault.Field, fault.Err, fault.Hint = row.field, row.err, row.hint
		return dcat.SourceRecord{}, fault
	}
	var mask maskRecord
	for _, f := range maskFields {
		c, ok := row.cells[columns.of[f.key]]
		switch {
		case !ok || columns.of[f.key] == "":
		case f.assignTo != nil:
			if c.list != nil {
				fault.Field, fault.Err = columns.of[f.key], errors.New("a list where a text is expected")
				return dcat.SourceRecord{}, fault
			}
			*f.assignTo(&mask) = clean(c.text)
		case c.list != nil:
			for _, a := range c.list {
				mask.Allegati = append(mask.Allegati, list.find(clean(a.Nome), clean(a.Formato), clean(a.URL)))
			}
		default:
			mask.Allegati = list.parse(c.text)
		}
	}
	mask.ID = columns.identity(row, mask)
	before, twice := lines[mask.ID]
	switch {
	case mask.ID == "" && mask.Titolo != "":
		fault.Field, fault.Err = strings.Join(columns.id, ", "), errors.New("empty, so the row has no identity")
	case twice && mask.ID != "":
		fault.Err = fmt.Errorf("lines %d and %d have the same identity %q", before, row.line, mask.ID)
		fault.Hint = "add a column that tells them apart to id"
	case mask.Titolo == "":
		fault.RecordID, fault.Field, fault.Err = mask.ID, columns.of["titolo"], errors.New("empty")
		fault.Hint = "every row needs a title"
	}
	if fault.Err != nil {
		return dcat.SourceRecord{}, fault
	}
	lines[mask.ID] = row.line
	bytes, err := mask.bytes()
	if err != nil {
		fault.RecordID, fault.Err = mask.ID, err
		return dcat.SourceRecord{}, fault
	}
	return dcat.SourceRecord{
		Source: s.cfg.Name, ID: mask.ID, Modified: mask.Aggiornato, MediaType: "application/json",
		Bytes: bytes, Raw: row.raw, Location: fault.Location,
	}, nil
}
