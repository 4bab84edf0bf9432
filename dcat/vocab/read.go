package vocab

import (
	"encoding/csv"
	"fmt"
	"strings"
)

// The first columns of every table; further columns are attributes.
var fixedColumns = []string{"code", "it", "en", "alt"}

// readTable reads a table's file: comment lines "# key: value" with what is known of
// the whole list, then CSV with a header. Alternatives are separated by "|".
func readTable(name, text string) (*Table, error) {
	t := &Table{Name: name, codes: map[string]int{}, iris: map[string]int{}}
	for strings.HasPrefix(text, "#") {
		var line string
		line, text, _ = strings.Cut(text, "\n")
		key, value, ok := strings.Cut(strings.TrimSpace(strings.TrimPrefix(line, "#")), ":")
		if !ok {
			return nil, fmt.Errorf("read table %s: comment %q is not \"key: value\"", name, line)
		}
		value = strings.TrimSpace(value)
		switch key {
		case "title":
			t.Title = value
		case "scheme":
			t.Scheme = value
		case "base":
			t.base = value
		case "class":
			t.Class = value
		case "date":
			t.Date = value
		case "source":
			t.Source = value
		default:
			return nil, fmt.Errorf("read table %s: unknown comment key %q", name, key)
		}
	}
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("read table %s: %w", name, err)
	}
	if len(rows) == 0 || len(rows[0]) < len(fixedColumns) {
		return nil, fmt.Errorf("read table %s: no header", name)
	}
	header := rows[0]
	for i, want := range fixedColumns {
		if header[i] != want {
			return nil, fmt.Errorf("read table %s: column %d is %q, want %q", name, i+1, header[i], want)
		}
	}
	for _, row := range rows[1:] {
		e := entry(t.base, header, row)
		if _, twice := t.codes[e.Code]; twice || e.Code == "" {
			return nil, fmt.Errorf("read table %s: code %q is empty or stands twice", name, e.Code)
		}
		t.codes[e.Code] = len(t.entries)
		if e.IRI != "" {
			t.iris[e.IRI] = len(t.entries)
		}
		t.entries = append(t.entries, e)
	}
	t.found = newFinder(t.entries)
	return t, nil
}

func entry(base string, header, row []string) Entry {
	e := Entry{Code: row[0], Labels: map[string]string{}, Attr: map[string]string{}}
	if base != "" {
		e.IRI = base + e.Code
	}
	for i, lang := range []string{"it", "en"} {
		if label := row[1+i]; label != "" {
			e.Labels[lang] = label
		}
	}
	if row[3] != "" {
		e.Alt = strings.Split(row[3], "|")
	}
	for i := len(fixedColumns); i < len(header); i++ {
		switch {
		case row[i] == "":
		case header[i] == "iri":
			// One Italian licence was published under "licenses", not "licences".
			e.IRI = row[i]
		default:
			e.Attr[header[i]] = row[i]
		}
	}
	return e
}
