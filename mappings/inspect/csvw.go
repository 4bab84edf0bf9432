package inspect

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// CSVWMediaType is the registered media type of a CSVW description.
const CSVWMediaType = "application/csvm+json"

// CSVW returns the W3C table description (Metadata Vocabulary for Tabular Data) of a
// delimited text that is published at url: its dialect and its columns. lang is the
// language of the titles. The same table gives the same bytes.
func CSVW(t *Table, url, lang string) ([]byte, error) {
	if t.Delimiter == "" {
		return nil, fmt.Errorf("describe table %s: only delimited texts have a CSVW description", url)
	}
	doc := csvwTable{
		Context: []any{"http://www.w3.org/ns/csvw", map[string]string{"@language": lang}},
		URL:     url,
		Dialect: csvwDialect{
			Encoding: t.Encoding, Delimiter: t.Delimiter, QuoteChar: `"`,
			Header: t.HeaderRow > 0, LineTerminators: []string{"\r\n", "\n"},
		},
	}
	if t.HeaderRow > 0 {
		doc.Dialect.HeaderRowCount, doc.Dialect.SkipRows = 1, t.HeaderRow-1
	}
	if t.LineEnd == "\r" {
		doc.Dialect.LineTerminators = []string{"\r"}
	}
	for _, c := range t.Columns {
		column := csvwColumn{Name: c.Name, Titles: c.Title, Datatype: c.datatype()}
		if c.Null != "" {
			column.Null = []string{"", c.Null}
		}
		if c.Type == IntegerAsDecimal {
			column.Description = "whole numbers, written as decimals"
		}
		if column.Titles == "" {
			column.Titles = c.Name
		}
		doc.Schema.Columns = append(doc.Schema.Columns, column)
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(doc); err != nil {
		return nil, fmt.Errorf("describe table %s: %w", url, err)
	}
	return b.Bytes(), nil
}

// The parts of a CSVW description, in the order in which they are written.
type csvwTable struct {
	Context []any       `json:"@context"`
	URL     string      `json:"url"`
	Dialect csvwDialect `json:"dialect"`
	Schema  csvwSchema  `json:"tableSchema"`
}

type csvwDialect struct {
	Encoding        string   `json:"encoding"`
	Delimiter       string   `json:"delimiter"`
	QuoteChar       string   `json:"quoteChar"`
	Header          bool     `json:"header"`
	HeaderRowCount  int      `json:"headerRowCount"`
	SkipRows        int      `json:"skipRows,omitempty"`
	LineTerminators []string `json:"lineTerminators"`
}

type csvwSchema struct {
	Columns []csvwColumn `json:"columns"`
}

type csvwColumn struct {
	Name        string   `json:"name"`
	Titles      string   `json:"titles"`
	Datatype    any      `json:"datatype"`
	Null        []string `json:"null,omitempty"`
	Description string   `json:"dc:description,omitempty"`
}

type csvwFormat struct {
	Base   string `json:"base"`
	Format any    `json:"format"`
}

type csvwNumber struct {
	DecimalChar string `json:"decimalChar"`
	GroupChar   string `json:"groupChar,omitempty"`
}

// datatype returns the CSVW datatype under which every value of the column is valid
// (Metadata Vocabulary for Tabular Data, section 5.11).
func (c Column) datatype() any {
	switch c.Type {
	case Integer:
		if c.Format == "." {
			return csvwFormat{"integer", csvwNumber{",", "."}}
		}
		return "integer"
	case IntegerAsDecimal, Decimal:
		switch c.Format {
		case ",":
			return csvwFormat{"decimal", csvwNumber{DecimalChar: ","}}
		case ",.":
			return csvwFormat{"decimal", csvwNumber{",", "."}}
		}
		return "decimal"
	case Boolean:
		return csvwFormat{"boolean", c.Format}
	case Date:
		if c.Format != "" {
			return csvwFormat{"date", c.Format}
		}
		return "date"
	case Year:
		return "gYear"
	}
	return "string"
}
