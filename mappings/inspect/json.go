package inspect

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// maxDepth bounds the nesting that is followed; deeper values are no table.
const maxDepth = 200

// readJSON reads a JSON text to its end, proves that it is one, and takes the first
// array of objects that it finds (at the top or up to three levels down) as a table.
func (f *File) readJSON(text *decoder) error {
	j := &jsonReader{dec: json.NewDecoder(text), tab: newTabulator(f), file: f}
	j.dec.UseNumber()
	err := j.documents()
	var syntax *json.SyntaxError
	switch {
	case errors.As(err, &syntax):
		f.note("invalid-json", 0, "not valid JSON at byte %d: %s", j.dec.InputOffset(), strings.TrimPrefix(syntax.Error(), "json: "))
	case errors.Is(err, io.ErrUnexpectedEOF):
		f.note("invalid-json", 0, "the JSON text ends in the middle of a value")
	case errors.Is(err, errDeep):
		f.note("deep-json", 0, "%s", err)
	case err != nil:
		return err
	}
	f.noteText(text)
	if j.rows {
		if f.Table = j.tab.finish(); f.Table != nil {
			f.Table.Encoding, f.Table.BOM = text.encoding(), text.bom
		}
	}
	return nil
}

var errDeep = fmt.Errorf("the JSON text is nested more than %d levels deep", maxDepth)

type jsonReader struct {
	dec  *json.Decoder
	tab  *tabulator
	file *File
	rows bool // the table has been found
}

// documents reads the one value of the text, or the values of a JSON Lines text.
func (j *jsonReader) documents() error {
	for n := 0; ; n++ {
		tok, err := j.dec.Token()
		if err == io.EOF {
			if n > 1 {
				j.file.note("json-lines", 0, "the text holds %d JSON values, one after the other", n)
			}
			return nil
		}
		if err != nil {
			return err
		}
		if d, ok := tok.(json.Delim); n > 0 && ok && d == '{' {
			j.rows = true
			err = j.object(1, n+1, true)
		} else {
			err = j.value(tok, 1, n == 0)
		}
		if err != nil {
			return err
		}
	}
}

// value reads the rest of a value whose first token is tok. Within reach of the top an
// array of objects becomes the table.
func (j *jsonReader) value(tok json.Token, depth int, top bool) error {
	if depth > maxDepth {
		return errDeep
	}
	switch tok {
	case json.Delim('{'):
		return j.object(depth, 0, false)
	case json.Delim('['):
		table := !j.rows && depth <= 4
		for n := 1; ; n++ {
			tok, err := j.dec.Token()
			if err != nil {
				return unexpected(err)
			}
			if tok == json.Delim(']') {
				return nil
			}
			if table && tok == json.Delim('{') {
				j.rows = true
				err = j.object(depth+1, n, true)
			} else {
				table = table && n > 1 && j.rows
				err = j.value(tok, depth+1, false)
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// object reads the members of an object; a row of the table gives its plain members to
// the tabulator, and those of "properties" when it is a GeoJSON feature.
func (j *jsonReader) object(depth, row int, isRow bool) error {
	var keys, values []string
	var context, feature, geoType bool
	var read func(depth int, collect bool) error
	read = func(depth int, collect bool) error {
		for {
			tok, err := j.dec.Token()
			if err != nil {
				return unexpected(err)
			}
			if tok == json.Delim('}') {
				return nil
			}
			key, _ := tok.(string)
			if tok, err = j.dec.Token(); err != nil {
				return unexpected(err)
			}
			context = context || key == "@context" || key == "@id" || key == "@graph"
			switch v := tok.(type) {
			case json.Delim:
				if isRow && feature && key == "properties" && v == '{' && depth < maxDepth {
					keys, values = nil, nil
					err = read(depth+1, true)
				} else {
					err = j.value(tok, depth+1, false)
				}
				if err != nil {
					return err
				}
			default:
				if key == "type" {
					feature = feature || v == "Feature"
					geoType = geoType || v == "FeatureCollection" || v == "Feature"
				}
				if collect {
					keys, values = append(keys, key), append(values, plain(v))
				}
			}
		}
	}
	if err := read(depth, isRow); err != nil {
		return err
	}
	if context && depth <= 2 {
		j.file.FileType = "JSON_LD"
	} else if geoType && depth == 1 {
		j.file.FileType = "GEOJSON"
	}
	if isRow {
		j.tab.record(row, keys, values)
	}
	return nil
}

// plain returns a scalar as text; null is the empty text.
func plain(v json.Token) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case json.Number:
		return v.String()
	}
	return fmt.Sprint(v)
}

func unexpected(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}
