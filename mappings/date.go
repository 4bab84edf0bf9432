package mappings

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/dcat/vocab"
	"github.com/trebbia/trebbia/mappings/inspect"
)

// moment is a date as a record writes it: a day, perhaps with a time of day, or only a
// month or a year.
type moment struct {
	day  time.Time // the first day
	last time.Time // the last day: another one for a month or a year
	unit string    // "day", "month", "year"
	time string    // "10:30:00.5+01:00", "" when none is given
}

var (
	yearFirst   = regexp.MustCompile(`^(\d{4})([-/.]?)(\d{2})([-/.]?)(\d{2})(?:$|[T ](.*)$)`)
	dayFirst    = regexp.MustCompile(`^(\d{1,2})([-/.])(\d{1,2})([-/.])(\d{4})(?:$|[T ,]+(.*)$)`)
	dayInWords  = regexp.MustCompile(`^(?:\p{L}+\s+)?(\d{1,2})[°º]?\s+(?:de[l]?\s+)?(\p{L}+)\.?\s+(?:de[l]?\s+)?(\d{4})(?:$|[T ,]+(.*)$)`)
	yearAlone   = regexp.MustCompile(`^\d{4}$`)
	monthYear   = regexp.MustCompile(`^(?:(\d{4})[-/](\d{1,2})|(\d{1,2})[-/](\d{4})|(\p{L}+)\.?\s+(\d{4}))$`)
	timeOfDay   = regexp.MustCompile(`^(?:(?:alle\s+)?ore\s+)?(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(\.\d+)?)?\s*(Z|z|[-+]\d{2}:?\d{2})?$`)
	shortYear   = regexp.MustCompile(`^\d{1,2}[-/.]\d{1,2}[-/.]\d{2}$`)
	weekdayName = regexp.MustCompile(`(?i)^(luned|marted|mercoled|gioved|venerd|sabato|domenica)`)
)

// parseMoment reads a date in any of the forms that are met in Italian catalogues. Day
// and month are never swapped to make sense of a date: that would invent one.
func parseMoment(text string) (moment, error) {
	s := strings.Join(strings.Fields(text), " ")
	if m := yearFirst.FindStringSubmatch(s); m != nil && m[2] == m[4] {
		return dayMoment(m[1], m[3], m[5], m[6], text)
	}
	if m := dayFirst.FindStringSubmatch(s); m != nil && m[2] == m[4] {
		return dayMoment(m[5], m[3], m[1], m[6], text)
	}
	if m := dayInWords.FindStringSubmatch(s); m != nil {
		first, _, _ := strings.Cut(s, " ")
		month, ok := inspect.MonthNumber(m[2])
		if !ok || !(first[0] >= '0' && first[0] <= '9') && !weekdayName.MatchString(first) {
			return moment{}, fmt.Errorf("%q is not a date", short(text))
		}
		return dayMoment(m[3], strconv.Itoa(month), m[1], m[4], text)
	}
	if yearAlone.MatchString(s) {
		y, _ := strconv.Atoi(s)
		if y < 1000 || y > 2199 {
			return moment{}, fmt.Errorf("%q is not a year", short(text))
		}
		return span(y, 1, 12, "year"), nil
	}
	if m := monthYear.FindStringSubmatch(s); m != nil {
		year, month := m[1]+m[4]+m[6], 0
		if m[5] != "" {
			month, _ = inspect.MonthNumber(m[5])
		} else {
			month, _ = strconv.Atoi(m[2] + m[3])
		}
		y, _ := strconv.Atoi(year)
		if month < 1 || month > 12 || y < 1000 || y > 2199 {
			return moment{}, fmt.Errorf("%q is not a date", short(text))
		}
		return span(y, month, month, "month"), nil
	}
	if shortYear.MatchString(s) {
		return moment{}, fmt.Errorf("%q has a year of two digits: write it with four", short(text))
	}
	return moment{}, fmt.Errorf("%q is not a date: write it as 2022-03-17 or 17/03/2022", short(text))
}

// span is the moment from the first day of a month to the last day of another.
func span(year, first, last int, unit string) moment {
	from := time.Date(year, time.Month(first), 1, 0, 0, 0, 0, time.UTC)
	to := time.Date(year, time.Month(last)+1, 0, 0, 0, 0, 0, time.UTC)
	return moment{day: from, last: to, unit: unit}
}

func dayMoment(year, month, day, clock, text string) (moment, error) {
	y, _ := strconv.Atoi(year)
	m, _ := strconv.Atoi(month)
	d, _ := strconv.Atoi(day)
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	if int(t.Month()) != m || t.Day() != d || y < 1000 {
		if m > 12 && d <= 12 {
			return moment{}, fmt.Errorf("%q has no month %d: day and month seem to be swapped, correct it at the source", short(text), m)
		}
		return moment{}, fmt.Errorf("%q is not a day of the calendar", short(text))
	}
	out := moment{day: t, last: t, unit: "day"}
	if clock = strings.TrimSpace(clock); clock == "" {
		return out, nil
	}
	c := timeOfDay.FindStringSubmatch(clock)
	if c == nil {
		return moment{}, fmt.Errorf("%q: what follows the date is not a time of day", short(text))
	}
	hour, _ := strconv.Atoi(c[1])
	minute, _ := strconv.Atoi(c[2])
	second, _ := strconv.Atoi("0" + c[3])
	if hour > 23 || minute > 59 || second > 59 {
		return moment{}, fmt.Errorf("%q: there is no such time of day", short(text))
	}
	out.time = fmt.Sprintf("%02d:%02d:%02d%s", hour, minute, second, c[4])
	switch zone := strings.ToUpper(c[5]); {
	case zone == "" || zone == "Z" || len(zone) == 6:
		out.time += zone
	default:
		out.time += zone[:3] + ":" + zone[3:]
	}
	return out, nil
}

// literal gives the xsd:date or, with a time of day, the xsd:dateTime.
func (m moment) literal() rdf.Term {
	day := m.day.Format(time.DateOnly)
	if m.time != "" {
		return rdf.TypedLiteral(day+"T"+m.time, vocab.XSD+"dateTime")
	}
	return rdf.TypedLiteral(day, vocab.XSD+"date")
}

// asDate gives a date. DCAT-AP_IT wants xsd:date or xsd:dateTime where DCAT also knows
// xsd:gYear: a year alone is not carried, because its first day would be an invention.
func asDate(_ place, text string) ([]result, error) {
	m, err := parseMoment(text)
	if err != nil {
		return nil, err
	}
	if m.unit != "day" {
		return nil, fmt.Errorf("%q names only a %s: the profile wants a date", short(text), m.unit)
	}
	return []result{{term: m.literal()}}, nil
}

func asDay(at place, text string) ([]result, error) {
	m, err := parseMoment(text)
	if err != nil {
		return nil, err
	}
	if m.unit != "day" {
		return nil, errors.New("names only a " + m.unit + ": the profile wants a date")
	}
	m.time = ""
	return []result{{term: m.literal()}}, nil
}
