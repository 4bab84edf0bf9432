package harvest

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// maxOpenQuotes is how many quotes that are never closed are forgiven in one file;
// each of them costs a reading to the end.
const maxOpenQuotes = 20

// csvText reads the records of a delimited text (RFC 4180) with their lines. A row
// with a quote that is never closed is one broken row, not the rest of the file.
type csvText struct {
	text   []byte
	comma  rune
	reader *csv.Reader
	// begin and line are where the current reader started.
	begin, line int
	openQuotes  int
}

// newCSVText reads from an offset, the beginning of a line, on.
func newCSVText(text []byte, comma rune, offset int) *csvText {
	c := &csvText{text: text, comma: comma}
	c.restart(offset, 1+bytes.Count(text[:offset], []byte("\n")))
	return c
}

func (c *csvText) restart(offset, line int) {
	c.begin, c.line = offset, line
	c.reader = csv.NewReader(bytes.NewReader(c.text[offset:]))
	c.reader.Comma = c.comma
	c.reader.FieldsPerRecord = -1
}

// next returns the fields, line and text of the next record. Its error is io.EOF, a
// fault of this one record, or errTooManyQuotes.
func (c *csvText) next() (fields []string, line int, raw []byte, err error) {
	begin := c.begin + int(c.reader.InputOffset())
	fields, err = c.reader.Read()
	end := c.begin + int(c.reader.InputOffset())
	var fault *csv.ParseError
	switch {
	case errors.As(err, &fault):
		line = c.line + fault.StartLine - 1
		if fault.Line > fault.StartLine {
			if c.openQuotes++; c.openQuotes > maxOpenQuotes {
				return nil, line, nil, errTooManyQuotes
			}
			begin = c.skipBlank(begin)
			end = c.lineEnd(begin)
			c.restart(end, line+1)
			return nil, line, c.text[begin:end], errors.New("a quote is opened and not closed")
		}
		return nil, line, bytes.TrimSpace(c.text[begin:end]), fmt.Errorf("column %d of the text: %w", fault.Column, fault.Err)
	case err != nil:
		return nil, 0, nil, err
	}
	line, _ = c.reader.FieldPos(0)
	return fields, c.line + line - 1, bytes.Trim(c.text[begin:end], "\r\n"), nil
}

var errTooManyQuotes = fmt.Errorf("more than %d quotes are opened and not closed", maxOpenQuotes)

// skipBlank passes over the empty lines that the reader skipped before a record.
func (c *csvText) skipBlank(offset int) int {
	for offset < len(c.text) && (c.text[offset] == '\n' || c.text[offset] == '\r') {
		offset++
	}
	return offset
}

func (c *csvText) lineEnd(offset int) int {
	if i := bytes.IndexByte(c.text[offset:], '\n'); i >= 0 {
		return offset + i + 1
	}
	return len(c.text)
}

func readCSV(doc document, cfg Config) (*table, error) {
	text, err := decodeText(doc.bytes)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", doc.location, err)
	}
	if bytes.IndexByte(text, '\n') < 0 {
		text = bytes.ReplaceAll(text, []byte("\r"), []byte("\n"))
	}
	comma, skip := declaredSeparator(text)
	if comma == 0 {
		if comma, err = guessSeparator(text, cfg); err != nil {
			return nil, err
		}
	}
	c, t := newCSVText(text, comma, skip), &table{location: doc.location}
	for {
		fields, line, raw, err := c.next()
		switch {
		case errors.Is(err, io.EOF):
			if t.columns == nil {
				return nil, noHeader(doc.location, cfg)
			}
			return t, nil
		case errors.Is(err, errTooManyQuotes):
			t.fault = fmt.Errorf("%s:%d: %w", doc.location, line, err)
			return t, nil
		case t.columns == nil && (line < cfg.HeaderRow || err == nil && blank(fields)):
		case t.columns == nil && err != nil:
			return nil, &ConfigError{Location: fmt.Sprintf("%s:%d", doc.location, line), Err: fmt.Errorf("read column names: %w", err)}
		case t.columns == nil:
			if err := t.header(fields, line); err != nil {
				return nil, err
			}
		case err != nil:
			t.rows = append(t.rows, sheetRow{line: line, raw: raw, err: err})
		case !blank(fields):
			t.add(fields, line, raw, false)
		}
		if len(t.rows) > maxRows {
			return nil, fmt.Errorf("%s: more than %d rows", doc.location, maxRows)
		}
	}
}

func noHeader(location string, cfg Config) error {
	if cfg.HeaderRow > 0 {
		return &ConfigError{Location: location, Field: "header-row", Err: fmt.Errorf("no column names from line %d on", cfg.HeaderRow)}
	}
	return &ConfigError{Location: location, Err: errors.New("empty: no column names"), hint: "the first row names the columns"}
}

// header takes the column names; empty ones at the end are dropped.
func (t *table) header(names []string, line int) error {
	t.headerLine, t.width = line, len(names)
	for i, name := range names {
		if name = squeeze(name); name == "" && !blank(names[i:]) {
			return &ConfigError{Location: fmt.Sprintf("%s:%d", t.location, line), Err: fmt.Errorf("column %d has no name", i+1),
				hint: "name it, or set header-row if the names stand in another row"}
		} else if name != "" {
			t.columns = append(t.columns, name)
		}
	}
	if len(t.columns) > maxCells {
		return fmt.Errorf("%s:%d: more than %d columns", t.location, line, maxCells)
	}
	return nil
}

// add takes a row. In a workbook (grid) cells are where they are, and empty ones at
// the end are not there. In a text a cell too many or too few, be it an empty one,
// means that the row is shifted: an entity such as "&#224;" holds a separator.
func (t *table) add(fields []string, line int, raw []byte, grid bool) {
	row := sheetRow{line: line, raw: raw, cells: map[string]cell{}}
	n := len(t.columns)
	shifted := !grid && (len(fields) < n || len(fields) > t.width)
	if shifted || len(fields) > n && !blank(fields[n:]) {
		row.err = fmt.Errorf("%d cells for %d columns", len(fields), n)
		if len(fields) < n {
			row.err = fmt.Errorf("only %d of %d cells", len(fields), n)
		}
		row.hint = "a text that holds the separator or a line end stands in double quotes"
		t.rows = append(t.rows, row)
		return
	}
	for i, name := range t.columns {
		if i < len(fields) {
			if len(fields[i]) > maxCell {
				row.err, row.field = fmt.Errorf("more than %d bytes", maxCell), name
			}
			row.cells[name] = cell{text: fields[i]}
		}
	}
	t.rows = append(t.rows, row)
}

func blank(fields []string) bool {
	return !slices.ContainsFunc(fields, func(f string) bool { return clean(f) != "" })
}

// declaredSeparator reads the line "sep=;" that Excel understands, and returns how
// many bytes it takes.
func declaredSeparator(text []byte) (comma rune, skip int) {
	line, _, _ := bytes.Cut(text, []byte("\n"))
	declared, ok := bytes.CutPrefix(bytes.TrimRight(line, "\r"), []byte("sep="))
	if !ok || len(declared) != 1 {
		return 0, 0
	}
	return rune(declared[0]), min(len(text), len(line)+1)
}

// guessSeparator tries the separators that are met and takes the one that finds the
// most expected columns, and among those the most columns.
func guessSeparator(text []byte, cfg Config) (rune, error) {
	wanted, err := fieldColumns(cfg)
	if err != nil {
		return 0, err
	}
	names := map[string]bool{}
	for _, name := range wanted {
		names[fold(name)] = true
	}
	best, most := ',', -1
	for _, comma := range ",;\t|" {
		c := newCSVText(text, comma, 0)
		for {
			fields, line, _, err := c.next()
			if errors.Is(err, io.EOF) || errors.Is(err, errTooManyQuotes) {
				break
			}
			if err != nil || blank(fields) || line < cfg.HeaderRow {
				continue
			}
			score := len(fields)
			for _, f := range fields {
				if names[fold(f)] {
					score += maxCells
				}
			}
			if score > most {
				best, most = comma, score
			}
			break
		}
	}
	return best, nil
}

// rawRow is how a row of a workbook is kept when it is set aside.
func rawRow(fields []string) []byte {
	text, err := encodeJSON(fields)
	if err != nil {
		return []byte(strings.Join(fields, "\t"))
	}
	return text
}
