package inspect

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// readXLSX takes the first worksheet that has rows as the table.
func (f *File) readXLSX(data []byte, opt Options) {
	book, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{
		UnzipSizeLimit: opt.MaxBytes, UnzipXMLSizeLimit: min(opt.MaxMemory, opt.MaxBytes), RawCellValue: true,
	})
	if err != nil {
		f.note("broken-sheet", 0, "the workbook cannot be read: %s", err)
		return
	}
	defer book.Close()
	sheets := book.GetSheetList()
	if len(sheets) > 1 {
		f.note("several-sheets", 0, "the workbook has %d sheets: the first with rows is described", len(sheets))
	}
	for _, sheet := range sheets {
		rows, err := book.Rows(sheet)
		if err != nil {
			f.note("broken-sheet", 0, "sheet %q cannot be read: %s", sheet, err)
			continue
		}
		t := newTabulator(f)
		n := 0
		for number := 1; rows.Next(); number++ {
			cells, err := rows.Columns()
			if err != nil {
				f.note("broken-sheet", number, "sheet %q cannot be read: %s", sheet, err)
				break
			}
			n += min(len(cells), 1)
			t.row(number, cells)
		}
		_ = rows.Close()
		if n > 0 {
			f.Table = t.finish()
			return
		}
	}
}

// readODS takes the first table of an OpenDocument spreadsheet that has rows (ODF 1.2
// part 1, section 9.1).
func (f *File) readODS(archive *zip.Reader, opt Options) {
	content, err := archive.Open("content.xml")
	if err != nil {
		f.note("broken-sheet", 0, "the spreadsheet has no content.xml")
		return
	}
	defer content.Close()
	s := &odsReader{tab: newTabulator(f)}
	if err := s.read(xml.NewDecoder(&limited{r: content, left: opt.MaxBytes})); err != nil {
		f.note("broken-sheet", s.row, "the spreadsheet cannot be read: %s", err)
	}
	if s.filled {
		f.Table = s.tab.finish()
	}
}

// maxColumns bounds the columns of a sheet row: a repeated empty cell fills the rest of
// every row, up to 16,384 columns.
const maxColumns = 2000

type odsReader struct {
	tab    *tabulator
	row    int
	repeat int // of the row in hand
	cells  []string
	cell   strings.Builder
	value  string // office:value, exact where the shown text is rounded
	times  int    // of the cell in hand
	inCell bool
	filled bool
}

func (s *odsReader) read(dec *xml.Decoder) error {
	for {
		tok, err := dec.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			s.start(tok)
		case xml.CharData:
			if s.inCell {
				s.cell.Write(tok)
			}
		case xml.EndElement:
			if done := s.end(tok.Name.Local); done {
				return nil
			}
		}
	}
}

func (s *odsReader) start(e xml.StartElement) {
	attr := func(name string) string {
		for _, a := range e.Attr {
			if a.Name.Local == name {
				return a.Value
			}
		}
		return ""
	}
	times := func(name string) int {
		n, err := strconv.Atoi(attr(name))
		if err != nil || n < 1 {
			return 1
		}
		return n
	}
	switch e.Name.Local {
	case "table-row":
		s.cells, s.repeat = s.cells[:0], times("number-rows-repeated")
	case "table-cell", "covered-table-cell":
		s.inCell, s.times = true, times("number-columns-repeated")
		s.cell.Reset()
		s.value = attr("value")
		if d := attr("date-value"); d != "" {
			s.value = d
		}
	case "p":
		if s.inCell && s.cell.Len() > 0 {
			s.cell.WriteByte('\n')
		}
	}
}

// end closes an element; done is true after the first table that had rows.
func (s *odsReader) end(name string) (done bool) {
	switch name {
	case "table-cell", "covered-table-cell":
		text := strings.TrimSpace(s.cell.String())
		if s.value != "" {
			text = s.value
		}
		for i := 0; i < s.times && len(s.cells) < maxColumns; i++ {
			s.cells = append(s.cells, text)
		}
		s.inCell = false
	case "table-row":
		n := len(s.cells)
		for n > 0 && s.cells[n-1] == "" {
			n--
		}
		s.row++
		if n > 0 {
			s.filled = true
			for range min(s.repeat, 1<<20) {
				s.tab.row(s.row, s.cells[:n])
			}
		}
		s.row += s.repeat - 1
	case "table":
		return s.filled
	}
	return false
}
