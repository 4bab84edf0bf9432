package inspect

import (
	"fmt"
	"slices"
	"strings"
)

// Table describes a file that holds one table.
type Table struct {
	// Encoding is the IANA name of the character encoding, lower case; BOM tells
	// whether a byte-order mark stands before the text. Both are of text formats only.
	Encoding string
	BOM      bool
	// Delimiter and LineEnd are those of a delimited text; LineEnd is the commonest.
	Delimiter string
	LineEnd   string
	// HeaderRow is the line of the header, counted from 1; 0 when there is none.
	HeaderRow int
	// Rows counts the rows below the header that are not empty; TotalRows are those
	// among them that hold sums of others.
	Rows, TotalRows int
	Columns         []Column
	// Period is the time that the rows speak of, nil when no column tells it.
	Period *Period
	// Places are the regions that the rows speak of, nil when no column tells them.
	Places *Places
}

// headerSample is how many rows are looked at before the header is chosen: real files
// have titles and blank lines above it (855 of 4,853 in one survey).
const headerSample = 40

// tabulator builds a Table from rows, whatever the format they come from.
type tabulator struct {
	file    *File
	table   Table
	pending []line // rows held back until the header is chosen
	ready   bool
	columns []*columnGuess
	index   map[string]int // column of a key, for rows that come with their keys
	period  *periodGuess
	places  *placesGuess
	ragged  struct{ rows, first int }
	totals  int // first total row
}

type line struct {
	number int
	cells  []string
}

func newTabulator(f *File) *tabulator { return &tabulator{file: f} }

// row takes one row of a format whose header is a row; cells may be reused by the
// caller.
func (t *tabulator) row(number int, cells []string) {
	if t.ready {
		t.data(number, cells)
		return
	}
	t.pending = append(t.pending, line{number, slices.Clone(cells)})
	if len(t.pending) == headerSample {
		t.chooseHeader()
	}
}

// record takes one row of a format whose rows carry their keys.
func (t *tabulator) record(number int, keys, values []string) {
	if t.index == nil {
		t.index, t.ready = map[string]int{}, true
	}
	cells := make([]string, len(t.columns))
	for i, key := range keys {
		at, ok := t.index[key]
		if !ok {
			at = len(t.columns)
			t.index[key] = at
			t.columns = append(t.columns, newColumnGuess(key))
			t.columns[at].empty = t.table.Rows
			cells = append(cells, "")
		}
		cells[at] = values[i]
	}
	t.data(number, cells)
}

// chooseHeader looks for the first row that is as wide as the table and holds names.
func (t *tabulator) chooseHeader() {
	t.ready = true
	widths := map[int]int{}
	for _, l := range t.pending {
		if n := filled(l.cells); n > 0 {
			widths[n]++
		}
	}
	width, most := 0, 0
	for n := 1; n <= maxWidth(widths); n++ {
		if widths[n] >= most && widths[n] > 0 {
			width, most = n, widths[n]
		}
	}
	start := 0
	for start < len(t.pending) && filled(t.pending[start].cells)*10 < width*8 {
		start++
	}
	if start == len(t.pending) {
		start = 0
	}
	if start < len(t.pending) && isHeader(t.pending[start].cells) {
		header := t.pending[start]
		t.table.HeaderRow = header.number
		for len(header.cells) > 0 && strings.TrimSpace(header.cells[len(header.cells)-1]) == "" {
			header.cells = header.cells[:len(header.cells)-1]
		}
		for _, title := range header.cells {
			t.columns = append(t.columns, newColumnGuess(title))
		}
		if header.number > 1 {
			t.file.note("header-row", header.number, "the header is not on the first line but on line %d", header.number)
		}
		start++
	} else {
		for range width {
			t.columns = append(t.columns, newColumnGuess(""))
		}
		t.file.note("no-header", 0, "no row gives the columns names")
	}
	for _, l := range t.pending[start:] {
		t.data(l.number, l.cells)
	}
	t.pending = nil
}

func filled(cells []string) int {
	n := 0
	for _, c := range cells {
		if strings.TrimSpace(c) != "" {
			n++
		}
	}
	return n
}

// isHeader reports whether the cells can be names of columns: distinct, and not data.
// Years may be names (a table with one column per year), but not the first one.
func isHeader(cells []string) bool {
	seen := map[string]bool{}
	for i, c := range cells {
		c = strings.TrimSpace(c)
		if c == "" {
			continue
		}
		if seen[c] {
			return false
		}
		seen[c] = true
		switch kindOf(c) {
		case kindText, kindMonth:
			if strings.Contains(c, "://") || strings.Contains(c, "@") {
				return false
			}
		case kindInteger:
			if _, isYear := year(c); !isYear || i == 0 {
				return false
			}
		default:
			return false
		}
	}
	return len(seen) > 0
}

func (t *tabulator) data(number int, cells []string) {
	n := len(cells)
	for n > 0 && strings.TrimSpace(cells[n-1]) == "" {
		n--
	}
	if n == 0 {
		return
	}
	t.table.Rows++
	if n > len(t.columns) || t.index == nil && len(cells) < len(t.columns) {
		t.ragged.rows++
		if t.ragged.first == 0 {
			t.ragged.first = number
		}
	}
	if t.period == nil {
		titles := make([]string, len(t.columns))
		for i, c := range t.columns {
			titles[i] = c.title
		}
		t.period, t.places = newPeriodGuess(titles), newPlacesGuess(titles)
	}
	total := isTotal(cells[:n])
	if total {
		t.table.TotalRows++
		if t.totals == 0 {
			t.totals = number
		}
	}
	for i, c := range t.columns {
		if i >= len(cells) {
			c.add("", number)
			continue
		}
		c.add(cells[i], number)
	}
	if !total {
		t.period.add(cells)
		t.places.add(cells)
	}
}

// isTotal recognises rows such as "Totale,,1234" (955 of 4,853 files have one).
func isTotal(cells []string) bool {
	for _, c := range cells {
		if len(c) > 40 {
			continue
		}
		word, _, _ := strings.Cut(fold(c), " ")
		switch word {
		case "totale", "totali", "total", "tot", "complesso":
			return true
		case "":
			continue
		}
		if kindOf(c) == kindText {
			return false // the first words of the row say what it is about
		}
	}
	return false
}

// finish returns the table, nil when there were no columns.
func (t *tabulator) finish() *Table {
	if !t.ready {
		t.chooseHeader()
	}
	if len(t.columns) == 0 {
		return nil
	}
	if t.ragged.rows > 0 {
		t.file.note("ragged-rows", t.ragged.first, "%s not have the %d fields of the header",
			count(t.ragged.rows, "row does", "rows do"), len(t.columns))
	}
	if t.table.TotalRows > 0 {
		t.file.note("total-rows", t.totals, "%s of others among the data",
			count(t.table.TotalRows, "row holds sums", "rows hold sums"))
	}
	names := map[string]bool{}
	for i, guess := range t.columns {
		column := guess.column(i+1, names)
		guess.notes(t.file, column)
		t.table.Columns = append(t.table.Columns, column)
	}
	if t.period != nil {
		t.table.Period = t.period.period(t.file)
		t.table.Places = t.places.places(t.file)
	}
	return &t.table
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
