package shacl

import (
	"strconv"
	"strings"
)

// instant is a value of one of the date and time types of XML Schema, placed on the
// time line in UTC, or in local time when it has no time zone.
type instant struct {
	seconds  int64  // since 1970-01-01T00:00:00
	fraction string // of a second: digits without trailing zeros
	zoned    bool
}

// fourteenHours is as far as a time zone can be from UTC: a value without one may lie
// anywhere that near (XML Schema 1.1 part 2, section E.3.3).
const fourteenHours = 14 * 60 * 60

// compare orders two instants; ok is false when that depends on an unknown time zone.
func (a instant) compare(b instant) (order int, ok bool) {
	if a.zoned == b.zoned {
		return a.order(b), true
	}
	early, late := b, b
	early.seconds -= fourteenHours
	late.seconds += fourteenHours
	if a.order(early) < 0 {
		return -1, true
	}
	if a.order(late) > 0 {
		return 1, true
	}
	return 0, false
}

func (a instant) order(b instant) int {
	if a.seconds != b.seconds {
		if a.seconds < b.seconds {
			return -1
		}
		return 1
	}
	return strings.Compare(a.fraction, b.fraction)
}

// instantForms are the date and time types as sequences of fields: Year, Month, Day,
// Time of day and the separators between them.
var instantForms = map[string]string{
	"dateTime": "Y-M-DTt", "dateTimeStamp": "Y-M-DTt", "date": "Y-M-D", "time": "t",
	"gYear": "Y", "gYearMonth": "Y-M", "gMonth": "--M", "gMonthDay": "--M-D", "gDay": "---D",
}

// parseInstant reads the lexical form of the XML Schema type with this local name.
// Fields that the type lacks are those of 1972-12-31, as section 3.3.14 of the
// specification of time order allows February 29 by a leap year.
func parseInstant(local, s string) (instant, bool) {
	var at instant
	year, month, day := int64(1972), int64(12), int64(31)
	if form := instantForms[local]; !strings.ContainsRune(form, 'D') {
		day = 1
	}
	var clock int64
	for _, field := range instantForms[local] {
		ok := true
		switch field {
		case 'Y':
			year, s, ok = parseYear(s)
		case 'M':
			month, s, ok = twoDigits(s, 1, 12)
		case 'D':
			day, s, ok = twoDigits(s, 1, 31)
		case 't':
			clock, at.fraction, s, ok = parseClock(s)
		default:
			ok = s != "" && s[0] == byte(field)
			if ok {
				s = s[1:]
			}
		}
		if !ok {
			return at, false
		}
	}
	if day > daysIn(year, month) {
		return at, false
	}
	offset, ok := int64(0), true
	if s != "" {
		at.zoned = true
		offset, ok = parseZone(s)
	}
	if !ok || local == "dateTimeStamp" && !at.zoned {
		return at, false
	}
	at.seconds = daysFromEpoch(year, month, day)*86400 + clock - offset
	return at, true
}

// parseYear reads a year of four digits or more. Years beyond a thousand million are
// refused, so that seconds cannot overflow; the specification lets processors do that
// (section 5.4).
func parseYear(s string) (year int64, rest string, ok bool) {
	sign := int64(1)
	if s != "" && s[0] == '-' {
		sign, s = -1, s[1:]
	}
	n := 0
	for n < len(s) && isDigit(s[n]) {
		n++
	}
	if n < 4 || n > 9 || n > 4 && s[0] == '0' {
		return 0, s, false
	}
	year, _ = strconv.ParseInt(s[:n], 10, 64)
	return sign * year, s[n:], true
}

func twoDigits(s string, least, most int64) (value int64, rest string, ok bool) {
	if len(s) < 2 || !digits(s[:2]) {
		return 0, s, false
	}
	value = int64(s[0]-'0')*10 + int64(s[1]-'0')
	return value, s[2:], least <= value && value <= most
}

// parseClock reads hh:mm:ss with an optional fraction; 24:00:00 is the end of the day.
func parseClock(s string) (seconds int64, fraction, rest string, ok bool) {
	var part [3]int64
	for i, most := range []int64{24, 59, 59} {
		if i > 0 {
			if s == "" || s[0] != ':' {
				return 0, "", s, false
			}
			s = s[1:]
		}
		if part[i], s, ok = twoDigits(s, 0, most); !ok {
			return 0, "", s, false
		}
	}
	if s != "" && s[0] == '.' {
		n := 1
		for n < len(s) && isDigit(s[n]) {
			n++
		}
		if n == 1 {
			return 0, "", s, false
		}
		fraction, s = strings.TrimRight(s[1:n], "0"), s[n:]
	}
	if part[0] == 24 && (part[1] != 0 || part[2] != 0 || fraction != "") {
		return 0, "", s, false
	}
	return part[0]*3600 + part[1]*60 + part[2], fraction, s, true
}

// parseZone reads Z or +hh:mm or -hh:mm, up to fourteen hours, in seconds.
func parseZone(s string) (offset int64, ok bool) {
	if s == "Z" {
		return 0, true
	}
	if len(s) != 6 || s[0] != '+' && s[0] != '-' || s[3] != ':' {
		return 0, false
	}
	hours, _, okHours := twoDigits(s[1:], 0, 14)
	minutes, _, okMinutes := twoDigits(s[4:], 0, 59)
	offset = hours*3600 + minutes*60
	if s[0] == '-' {
		offset = -offset
	}
	return offset, okHours && okMinutes && hours*60+minutes <= 14*60
}

func daysIn(year, month int64) int64 {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

// daysFromEpoch counts days from 1970-01-01 in the proleptic Gregorian calendar. Years
// are taken to begin in March, so that the leap day is the last of them.
func daysFromEpoch(year, month, day int64) int64 {
	if month <= 2 {
		year--
		month += 12
	}
	era := year / 400
	if year < 0 {
		era = (year - 399) / 400
	}
	inEra := year - era*400
	dayOfYear := (153*(month-3)+2)/5 + day - 1
	return era*146097 + inEra*365 + inEra/4 - inEra/100 + dayOfYear - 719468
}

// duration is an xsd:duration: months and seconds, both with the sign.
type duration struct {
	months, seconds int64
	fraction        string
	negative        bool
}

// parseDuration reads the lexical form of xsd:duration, xsd:dayTimeDuration or
// xsd:yearMonthDuration.
func parseDuration(local, s string) (duration, bool) {
	var d duration
	if s != "" && s[0] == '-' {
		d.negative, s = true, s[1:]
	}
	if s == "" || s[0] != 'P' {
		return d, false
	}
	dates, clock, timed := strings.Cut(s[1:], "T")
	if timed && clock == "" || dates == "" && clock == "" {
		return d, false
	}
	dateUnits, clockUnits := "YMD", "HMS"
	switch local {
	case "dayTimeDuration":
		dateUnits = "D"
	case "yearMonthDuration":
		dateUnits, clockUnits = "YM", ""
	}
	return d, d.add(dates, dateUnits, map[byte]int64{'D': 86400}, map[byte]int64{'Y': 12, 'M': 1}) &&
		d.add(clock, clockUnits, map[byte]int64{'H': 3600, 'M': 60, 'S': 1}, nil)
}

// add reads numbers with units, which must come in the given order, and adds them up.
func (d *duration) add(s, units string, inSeconds, inMonths map[byte]int64) bool {
	for s != "" {
		n := 0
		for n < len(s) && isDigit(s[n]) {
			n++
		}
		number, rest := s[:n], s[n:]
		fraction := ""
		if strings.HasPrefix(rest, ".") {
			n = 1
			for n < len(rest) && isDigit(rest[n]) {
				n++
			}
			fraction, rest = rest[1:n], rest[n:]
			if fraction == "" || rest != "S" {
				return false
			}
		}
		// twelve digits keep every sum below the largest int64
		if number == "" || rest == "" || len(strings.TrimLeft(number, "0")) > 12 {
			return false
		}
		at := strings.IndexByte(units, rest[0])
		if at < 0 {
			return false
		}
		value, _ := strconv.ParseInt(number, 10, 64)
		d.seconds += value * inSeconds[rest[0]]
		d.months += value * inMonths[rest[0]]
		if fraction != "" {
			d.fraction = strings.TrimRight(fraction, "0")
		}
		units, s = units[at+1:], rest[1:]
	}
	return true
}

// compare orders two durations; ok is false for those such as P1M and P30D whose order
// depends on when they begin.
func (d duration) compare(o duration) (order int, ok bool) {
	months := signed(d.negative, d.months) - signed(o.negative, o.months)
	seconds := d.clock().compare(o.clock())
	switch {
	case months == 0:
		return seconds, true
	case months < 0 && seconds <= 0:
		return -1, true
	case months > 0 && seconds >= 0:
		return 1, true
	}
	return 0, false
}

func (d duration) clock() decimal {
	c, _ := parseDecimal(strconv.FormatInt(d.seconds, 10) + "." + d.fraction)
	c.negative = d.negative && (c.whole != "" || c.fraction != "")
	return c
}

func signed(negative bool, n int64) int64 {
	if negative {
		return -n
	}
	return n
}
