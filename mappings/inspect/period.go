package inspect

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Period is the time that the rows of a table speak of.
type Period struct {
	// Start and End are the first and the last day, as xsd:date.
	Start, End string
	// Unit is the finest unit that the columns give: "year", "quarter", "month", "day".
	Unit string
	// Columns are the titles of the columns that say so; Rows is how many rows do.
	Columns []string
	Rows    int
}

// Evidence tells in words where the period comes from.
func (p *Period) Evidence() string {
	return fmt.Sprintf("column %s: %s to %s in %s", strings.Join(p.Columns, " and "), p.Start, p.End,
		count(p.Rows, "row", "rows"))
}

// Titles of columns that say when a row's fact happened, folded. Only whole titles
// count: "anno nascita" or "anno decorrenza" speak of persons, not of the table.
var (
	yearTitles    = titles("anno", "year", "esercizio", "annualita", "anno riferimento", "anno di riferimento", "anno solare", "anno rif")
	monthTitles   = titles("mese", "month", "mese riferimento", "mese di riferimento", "mese rif")
	quarterTitles = titles("trimestre", "quarter")
	timeTitles    = titles("periodo", "time period", "periodo riferimento", "periodo di riferimento", "anno mese",
		"mese anno", "anno trimestre", "data", "date", "giorno", "data riferimento", "data di riferimento")
)

func titles(list ...string) map[string]bool {
	set := map[string]bool{}
	for _, t := range list {
		set[t] = true
	}
	return set
}

func isYearTitle(title string) bool { return yearTitles[fold(title)] }

// periodGuess collects the earliest and the latest day over all rows: files are sorted
// by the names of the months as often as by time, so first and last row prove nothing.
type periodGuess struct {
	year, month, quarter, time int // columns, -1 when there is none
	titles                     []string
	start, end                 time.Time
	unit                       int // index in units: the finest seen
	rows, unread               int
}

var units = []string{"year", "quarter", "month", "day"}

func newPeriodGuess(columns []string) *periodGuess {
	p := &periodGuess{year: -1, month: -1, quarter: -1, time: -1, titles: columns}
	for i, title := range columns {
		switch t := fold(title); {
		case yearTitles[t] && p.year < 0:
			p.year = i
		case monthTitles[t] && p.month < 0:
			p.month = i
		case quarterTitles[t] && p.quarter < 0:
			p.quarter = i
		case timeTitles[t] && p.time < 0:
			p.time = i
		}
	}
	return p
}

func (p *periodGuess) add(cells []string) {
	if p.year < 0 && p.time < 0 {
		return
	}
	from, unit, ok := p.moment(cells)
	if !ok {
		p.unread++
		return
	}
	to := unitEnd(from, unit)
	if p.rows == 0 || from.Before(p.start) {
		p.start = from
	}
	if p.rows == 0 || to.After(p.end) {
		p.end = to
	}
	p.unit = max(p.unit, unit)
	p.rows++
}

func unitEnd(from time.Time, unit int) time.Time {
	switch units[unit] {
	case "year":
		return from.AddDate(1, 0, -1)
	case "quarter":
		return from.AddDate(0, 3, -1)
	case "month":
		return from.AddDate(0, 1, -1)
	}
	return from
}

// moment reads the first day of the row's time and its unit.
func (p *periodGuess) moment(cells []string) (from time.Time, unit int, ok bool) {
	cell := func(i int) string {
		if i < 0 || i >= len(cells) {
			return ""
		}
		return strings.TrimSpace(cells[i])
	}
	if p.year < 0 {
		return timeOf(cell(p.time))
	}
	y, ok := year(cell(p.year))
	if !ok {
		// "2020-08" in a column Anno, or a time column beside it.
		if from, unit, ok = timeOf(cell(p.year)); ok || p.time < 0 {
			return from, unit, ok
		}
		return timeOf(cell(p.time))
	}
	if p.month >= 0 {
		m, ok := monthOf(cell(p.month))
		return date(y, m, 1), 2, ok
	}
	if p.quarter >= 0 {
		q, ok := quarterOf(cell(p.quarter))
		return date(y, 3*q-2, 1), 1, ok
	}
	return date(y, 1, 1), 0, true
}

func date(y, m, d int) time.Time { return time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC) }

// monthOf reads a month by name or number, also "08 - Agosto" and "8.0".
func monthOf(s string) (int, bool) {
	if m, ok := MonthNumber(s); ok {
		return m, true
	}
	if n, err := strconv.Atoi(strings.TrimSuffix(s, ".0")); err == nil {
		return n, n >= 1 && n <= 12
	}
	for word := range strings.FieldsSeq(fold(s)) {
		if m, ok := MonthNumber(word); ok {
			return m, true
		}
	}
	return 0, false
}

// quarterOf reads "1", "Q1", "T1", "I", "1° trimestre", "primo trimestre".
func quarterOf(s string) (int, bool) {
	word, _, _ := strings.Cut(fold(s), " ")
	word = strings.TrimRight(strings.TrimLeft(word, "qt"), "oa")
	switch word {
	case "1", "i", "prim":
		return 1, true
	case "2", "ii", "second":
		return 2, true
	case "3", "iii", "terz":
		return 3, true
	case "4", "iv", "quart":
		return 4, true
	}
	return 0, false
}

var (
	yearMonth   = regexp.MustCompile(`^(\d{4})[-/ _.]?(0[1-9]|1[0-2])$`)
	monthYear   = regexp.MustCompile(`^(0?[1-9]|1[0-2])[-/](\d{4})$`)
	yearQuarter = regexp.MustCompile(`^(\d{4})[-/ ]?[QqTt]([1-4])$`)
)

// timeOf reads one cell that holds a whole time: a date, a month, a quarter, a year.
func timeOf(s string) (from time.Time, unit int, ok bool) {
	if y, ok := year(s); ok {
		return date(y, 1, 1), 0, true
	}
	part := func(m []string, y, sub int) (int, int) {
		a, _ := strconv.Atoi(m[y])
		b, _ := strconv.Atoi(m[sub])
		return a, b
	}
	if m := yearQuarter.FindStringSubmatch(s); m != nil {
		y, q := part(m, 1, 2)
		return date(y, 3*q-2, 1), 1, true
	}
	if m := yearMonth.FindStringSubmatch(s); m != nil {
		y, month := part(m, 1, 2)
		if y >= 1800 && y < 2200 {
			return date(y, month, 1), 2, true
		}
	}
	if m := monthYear.FindStringSubmatch(s); m != nil {
		y, month := part(m, 2, 1)
		return date(y, month, 1), 2, true
	}
	day, _, _ := strings.Cut(strings.Replace(s, "T", " ", 1), " ")
	for _, layout := range []string{"2006-01-02", "2/1/2006", "2-1-2006"} {
		if t, err := time.Parse(layout, day); err == nil {
			return t, 3, true
		}
	}
	if words := strings.Fields(fold(s)); len(words) == 2 {
		for i := range words {
			y, okY := year(words[i])
			m, okM := MonthNumber(words[1-i])
			if okY && okM {
				return date(y, m, 1), 2, true
			}
		}
	}
	return time.Time{}, 0, false
}

// period returns what was found, nil when no row, or not most of them, told a time.
func (p *periodGuess) period(f *File) *Period {
	if p.unread > 0 && p.rows > 0 {
		f.note("unreadable-time", 0, "%s no time that can be read", count(p.unread, "row tells", "rows tell"))
	}
	if p.rows == 0 || p.unread > p.rows {
		return nil
	}
	out := &Period{
		Start: p.start.Format(time.DateOnly), End: p.end.Format(time.DateOnly),
		Unit: units[p.unit], Rows: p.rows,
	}
	columns := []int{p.year, p.month, p.quarter}
	if p.year < 0 {
		columns = []int{p.time}
	} else if p.month >= 0 {
		columns[2] = -1
	}
	for _, i := range columns {
		if i >= 0 {
			out.Columns = append(out.Columns, p.titles[i])
		}
	}
	return out
}
