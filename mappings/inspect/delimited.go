package inspect

import (
	"bufio"
	"encoding/csv"
	"errors"
	"io"
	"strings"
)

// readDelimited reads a CSV or TSV text row by row.
func (f *File) readDelimited(text *decoder) error {
	br := bufio.NewReaderSize(text, headBytes)
	head, err := br.Peek(headBytes)
	if err != nil && err != io.EOF {
		return err
	}
	d, ok := guessDialect(string(head), err == io.EOF)
	if !ok {
		d = dialect{delimiter: ','}
	}
	if err == io.EOF && strings.Count(strings.TrimRight(string(head), "\r\n"), "\n") == 0 {
		_, _ = io.Copy(io.Discard, br)
		f.noteText(text)
		f.note("no-newline", 1, "there is no line end in the whole file: the rows run together and cannot be told apart")
		return nil
	}
	t := newTabulator(f)
	r := csv.NewReader(br)
	r.Comma = rune(d.delimiter)
	r.LazyQuotes = true
	r.FieldsPerRecord = -1
	r.ReuseRecord = true
	for {
		row, err := r.Read()
		if err == io.EOF {
			break
		}
		var syntax *csv.ParseError
		if errors.As(err, &syntax) {
			f.note("unreadable-row", syntax.StartLine, "row cannot be read: %s", syntax.Err)
			break
		}
		if err != nil {
			return err
		}
		line, _ := r.FieldPos(0)
		t.row(line, row)
	}
	f.noteText(text)
	f.Table = t.finish()
	if f.Table != nil {
		f.Table.Encoding = text.encoding()
		f.Table.BOM = text.bom
		f.Table.Delimiter = string(d.delimiter)
		f.Table.LineEnd = text.lineEnd()
	}
	return nil
}

// noteText notes what the decoder met.
func (f *File) noteText(text *decoder) {
	if name := text.encoding(); name != "utf-8" {
		f.note("encoding", 0, "the encoding is %s, not utf-8", name)
	}
	if text.bom {
		f.note("byte-order-mark", 0, "the file begins with a byte-order mark")
	}
	if text.broken > 0 {
		f.note("mixed-encoding", 0, "%d bytes are not valid in the encoding of the rest (utf-8)", text.broken)
	}
	if text.lineEnd() == "\r" {
		f.note("line-end", 0, "lines end with CR alone, which most readers do not know")
	}
}
