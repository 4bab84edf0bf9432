package harvest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// readJSON reads an array of objects; each key is a column.
func readJSON(doc document, _ Config) (*table, error) {
	text, err := decodeText(doc.bytes)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", doc.location, err)
	}
	r := &jsonRows{decoder: json.NewDecoder(bytes.NewReader(text)), text: text, line: 1}
	r.decoder.UseNumber()
	if first, err := r.decoder.Token(); err != nil || first != json.Delim('[') {
		return nil, &ConfigError{Location: doc.location, Err: errors.New("not a JSON array of objects"),
			hint: `write [{"Titolo": "…", …}, …]`}
	}
	t := &table{location: doc.location}
	for r.decoder.More() {
		row, err := r.row(t)
		if err != nil {
			t.fault = fmt.Errorf("%s:%d: %w", doc.location, r.lineAt(r.decoder.InputOffset()), err)
			return t, nil
		}
		if t.rows = append(t.rows, row); len(t.rows) > maxRows {
			return nil, fmt.Errorf("%s: more than %d rows", doc.location, maxRows)
		}
	}
	if _, err := r.decoder.Token(); err != nil {
		t.fault = fmt.Errorf("%s: the array does not end: %w", doc.location, err)
	} else if _, err := r.decoder.Token(); !errors.Is(err, io.EOF) {
		t.fault = fmt.Errorf("%s: text after the array", doc.location)
	}
	return t, nil
}

// jsonRows reads objects and knows the lines they stand on.
type jsonRows struct {
	decoder *json.Decoder
	text    []byte
	offset  int64
	line    int
}

// lineAt returns the line of an offset; offsets may only grow.
func (r *jsonRows) lineAt(offset int64) int {
	for ; r.offset < min(offset, int64(len(r.text))); r.offset++ {
		if r.text[r.offset] == '\n' {
			r.line++
		}
	}
	return r.line
}

// row reads the next element. Its error is about the syntax, after which nothing more
// can be read; what is wrong with the row itself is in the row.
func (r *jsonRows) row(t *table) (sheetRow, error) {
	var raw json.RawMessage
	if err := r.decoder.Decode(&raw); err != nil {
		return sheetRow{}, jsonCause(err)
	}
	row := sheetRow{line: r.lineAt(r.decoder.InputOffset() - int64(len(raw))), raw: raw, cells: map[string]cell{}}
	object := json.NewDecoder(bytes.NewReader(raw))
	object.UseNumber()
	if first, _ := object.Token(); first != json.Delim('{') {
		row.err = errors.New("not an object")
		return row, nil
	}
	for object.More() {
		key, err := object.Token()
		if err != nil {
			return sheetRow{}, jsonCause(err)
		}
		var value any
		if err := object.Decode(&value); err != nil {
			return sheetRow{}, jsonCause(err)
		}
		name := squeeze(key.(string))
		if _, twice := row.cells[name]; twice && row.err == nil {
			row.err, row.field = errors.New("there twice"), name
		}
		err = t.column(name)
		if err == nil {
			err = t.put(&row, name, value)
		}
		if err != nil && row.err == nil {
			row.err, row.field = err, name
		}
	}
	return row, nil
}

// column makes a key a column, also when its value is no good.
func (t *table) column(name string) error {
	if slices.Contains(t.columns, name) {
		return nil
	}
	if len(t.columns) == maxCells {
		return fmt.Errorf("more than %d columns", maxCells)
	}
	t.columns = append(t.columns, name)
	return nil
}

// put stores a value of a syntax that has types under a column.
func (t *table) put(row *sheetRow, name string, value any) error {
	text, ok := scalar(value)
	if ok {
		row.cells[name] = cell{text: text}
		return nil
	}
	list, ok := value.([]any)
	if !ok {
		list = []any{value}
	}
	c := cell{list: []attachment{}}
	for _, item := range list {
		a, err := attachmentItem(item)
		if err != nil {
			return err
		}
		c.list = append(c.list, a)
	}
	row.cells[name] = c
	return nil
}

// scalar returns the text of a value that is not a list or an object.
func scalar(value any) (string, bool) {
	switch v := value.(type) {
	case nil:
		return "", true
	case string:
		return v, true
	case json.Number:
		return v.String(), true
	case bool:
		return fmt.Sprint(v), true
	}
	return "", false
}

// attachmentItem reads an element of a list of attachments: a text ("CSV: name"), an
// object with nome, formato and url, or an object of one format and name.
func attachmentItem(item any) (attachment, error) {
	if text, ok := scalar(item); ok {
		if m := format.FindStringSubmatch(strings.TrimSpace(text)); m != nil {
			return attachment{Formato: m[1], Nome: m[2]}, nil
		}
		return attachment{Nome: text}, nil
	}
	object, ok := item.(map[string]any)
	if !ok {
		return attachment{}, errors.New("a list within a list")
	}
	var a attachment
	for _, key := range slices.Sorted(maps.Keys(object)) {
		text, ok := scalar(object[key])
		if !ok {
			return attachment{}, fmt.Errorf("%s: not a text", key)
		}
		switch fold(key) {
		case "nome":
			a.Nome = text
		case "formato":
			a.Formato = text
		case "url":
			a.URL = text
		default:
			if len(object) > 1 {
				return attachment{}, fmt.Errorf("unknown key %q: an attachment has nome, formato and url", key)
			}
			a.Formato, a.Nome = key, text
		}
	}
	return a, nil
}

func jsonCause(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return errors.New("the text ends within a value")
	}
	return err
}
