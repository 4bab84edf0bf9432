package harvest

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"
	"golang.org/x/net/html/charset"
)

// A workbook is a ZIP file of XML, which can grow a thousandfold when it is opened.
const (
	maxXLSXBytes    = 16 << 20
	maxXLSXUnpacked = 128 << 20
	maxXLSXParts    = 10_000
	maxXLSXCells    = 1_000_000
)

// workbook is one sheet of an open workbook.
type workbook struct {
	file     *excelize.File
	name     string
	date1904 bool
	dates    map[int]bool // style to whether it shows a date
}

func readXLSX(doc document, cfg Config) (*table, error) {
	w, err := openWorkbook(doc, cfg)
	if err != nil {
		return nil, err
	}
	defer w.file.Close()
	t := &table{location: doc.location}
	if len(w.file.GetSheetList()) > 1 {
		t.location += "[" + w.name + "]"
	}
	dateColumns, err := dateColumnNames(cfg)
	if err != nil {
		return nil, err
	}
	rows, err := w.file.Rows(w.name)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", t.location, err)
	}
	defer rows.Close()
	cells := 0
	for line := 1; rows.Next(); line++ {
		fields, err := rows.Columns(excelize.Options{RawCellValue: true})
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", t.location, line, err)
		}
		if cells += len(fields); len(fields) > maxCells || cells > maxXLSXCells {
			return nil, fmt.Errorf("%s:%d: more than %d cells in a row, or %d in the workbook", t.location, line, maxCells, maxXLSXCells)
		}
		switch {
		case blank(fields) || line < cfg.HeaderRow:
		case t.columns == nil:
			if err := t.header(fields, line); err != nil {
				return nil, err
			}
		default:
			for i, text := range fields {
				column := ""
				if i < len(t.columns) {
					column = fold(t.columns[i])
				}
				fields[i] = w.value(text, i+1, line, slices.Contains(dateColumns, column))
			}
			t.add(fields, line, rawRow(fields), true)
		}
		if len(t.rows) > maxRows {
			return nil, fmt.Errorf("%s: more than %d rows", t.location, maxRows)
		}
	}
	if err := rows.Error(); err != nil {
		t.fault = fmt.Errorf("%s: %w", t.location, err)
	}
	if t.columns == nil {
		return nil, noHeader(t.location, cfg)
	}
	return t, nil
}

func openWorkbook(doc document, cfg Config) (*workbook, error) {
	if len(doc.bytes) > maxXLSXBytes {
		return nil, fmt.Errorf("%s: workbook of more than %d bytes", doc.location, maxXLSXBytes)
	}
	archive, err := zip.NewReader(bytes.NewReader(doc.bytes), int64(len(doc.bytes)))
	if err != nil {
		return nil, &ConfigError{Location: doc.location, Err: errors.New("not an XLSX workbook"), hint: "set format to what the file is"}
	}
	if len(archive.File) > maxXLSXParts {
		return nil, fmt.Errorf("%s: workbook of more than %d parts", doc.location, maxXLSXParts)
	}
	if err := checkParts(archive); err != nil {
		return nil, fmt.Errorf("%s: damaged workbook: %w", doc.location, err)
	}
	file, err := excelize.OpenReader(bytes.NewReader(doc.bytes), excelize.Options{
		UnzipSizeLimit: maxXLSXUnpacked, UnzipXMLSizeLimit: maxXLSXUnpacked,
	})
	if err != nil {
		return nil, fmt.Errorf("%s: open workbook: %w", doc.location, err)
	}
	names := file.GetSheetList()
	w := &workbook{file: file, name: cfg.Sheet, dates: map[int]bool{}}
	switch {
	case len(names) == 0:
		err = &ConfigError{Location: doc.location, Err: errors.New("the workbook has no sheet")}
	case w.name == "":
		w.name = names[0]
	case !slices.Contains(names, w.name):
		err = &ConfigError{Location: doc.location, Field: "sheet", Err: fmt.Errorf("the workbook has no sheet %q", cfg.Sheet),
			hint: didYouMean(cfg.Sheet, names) + "the sheets are " + strings.Join(names, ", ")}
	}
	if err != nil {
		file.Close()
		return nil, err
	}
	if p, err := file.GetWorkbookProps(); err == nil && p.Date1904 != nil {
		w.date1904 = *p.Date1904
	}
	return w, nil
}

// checkParts reads every part to its end. The library does not tell a part that is cut
// off, or whose checksum is wrong, from one that ends there: rows would go missing
// without a word.
func checkParts(archive *zip.Reader) error {
	left := int64(maxXLSXUnpacked)
	for _, part := range archive.File {
		r, err := part.Open()
		if err != nil {
			return fmt.Errorf("%s: %w", part.Name, err)
		}
		limited := &io.LimitedReader{R: r, N: left + 1}
		if strings.HasPrefix(part.Name, "xl/") && strings.HasSuffix(part.Name, ".xml") {
			err = wellFormed(limited)
		}
		if err == nil {
			_, err = io.Copy(io.Discard, limited)
		}
		r.Close()
		if left = limited.N - 1; left < 0 {
			return fmt.Errorf("it unpacks to more than %d bytes", maxXLSXUnpacked)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", part.Name, err)
		}
	}
	return nil
}

func wellFormed(r io.Reader) error {
	decoder := xml.NewDecoder(r)
	decoder.CharsetReader = charset.NewReaderLabel
	for {
		if _, err := decoder.Token(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// dateColumnNames returns the folded names of the columns that hold dates.
func dateColumnNames(cfg Config) ([]string, error) {
	wanted, err := fieldColumns(cfg)
	if err != nil {
		return nil, err
	}
	return []string{fold(wanted["pubblicazione"]), fold(wanted["aggiornato"])}, nil
}

// firstSerial is 1 January 1954 as a serial number: in a column of dates anything
// above it is a date whose cell lost its format, anything below may be a year.
const firstSerial = 19_725

// value returns the text of a cell; a number that Excel shows as a date, or that
// stands in a column of dates, becomes that date in ISO form.
func (w *workbook) value(text string, column, row int, dateColumn bool) string {
	serial, err := strconv.ParseFloat(text, 64)
	if err != nil || serial < 1 || serial > 2_958_465 { // 31 December 9999
		return text
	}
	if !(dateColumn && serial >= firstSerial) && !w.showsDate(column, row) {
		return text
	}
	at, err := excelize.ExcelDateToTime(serial, w.date1904)
	if err != nil {
		return text
	}
	if at = at.Round(time.Second); at.Equal(at.Truncate(24 * time.Hour)) {
		return at.Format(time.DateOnly)
	}
	return at.Format("2006-01-02T15:04:05")
}

// showsDate reports whether the number format of a cell shows a day.
func (w *workbook) showsDate(column, row int) bool {
	axis, err := excelize.CoordinatesToCellName(column, row)
	if err != nil {
		return false
	}
	id, err := w.file.GetCellStyle(w.name, axis)
	if err != nil || id == 0 {
		return false
	}
	if shows, ok := w.dates[id]; ok {
		return shows
	}
	shows := false
	if style, err := w.file.GetStyle(id); err == nil {
		shows = dateFormat(style.NumFmt, style.CustomNumFmt)
	}
	w.dates[id] = shows
	return shows
}

// dateFormat reports whether a number format shows a day: the built-in ones of
// ECMA-376 part 1, section 18.8.30, and those of their kind in East Asian versions, or
// a text with day or year letters outside quotes and brackets.
func dateFormat(id int, custom *string) bool {
	if custom == nil {
		return id >= 14 && id <= 17 || id == 22 || id >= 27 && id <= 36 || id >= 50 && id <= 58
	}
	quoted, bracket := false, false
	for _, c := range strings.ToLower(*custom) {
		switch {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '[':
			bracket = true
		case c == ']':
			bracket = false
		case bracket:
		case c == 'y' || c == 'd':
			return true
		case c == ';': // the formats of negative numbers and of texts follow
			return false
		}
	}
	return false
}
