package mappings

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/dcat/vocab"
	"github.com/trebbia/trebbia/mappings/inspect"
)

// span of days; end is zero when it is open.
type days struct{ start, end time.Time }

var (
	leadWords  = regexp.MustCompile(`(?i)^(anno|anni|periodo|annualità|dati|esercizio)( di riferimento)?\s*:?\s+`)
	fromTo     = regexp.MustCompile(`(?i)^(?:dall'|dal|dai|da)\s*(.+?)\s+(?:all'|al|ai|ad|a)\s*(\d.*|\p{L}+ \d{4})$`)
	yearList   = regexp.MustCompile(`^\d{4}(?:(?:\s*[,;]\s*|\s+e\s+|\s*,\s*e\s+)\d{4})+$`)
	yearRange  = regexp.MustCompile(`^(\d{4})\s*[-–—/]\s*(\d{4})$`)
	partOfYear = regexp.MustCompile(`(?i)^([1-4]|i{1,3}|iv|primo|secondo|terzo|quarto)[°ºª]?\s*(trimestre|quadrimestre|semestre)\s*(?:del\s+)?(\d{4})$`)
	monthRange = regexp.MustCompile(`^(\p{L}+)\s*(?:[-–—/]|\ba\b)\s*(\p{L}+)\s+(\d{4})$`)
	twoParts   = regexp.MustCompile(`^(.{4,30}?)\s+(?:[-–—]|al?)\s+(.{4,30})$`)
	interval   = regexp.MustCompile(`^(\d{4}[-\dT:.+Z]*)\s*/\s*(\d{4}[-\dT:.+Z]*)$`) // ISO 8601
	openPeriod = regexp.MustCompile(`(?i)^(?:dal(?:l'anno)?\s+)(.+)$`)

	yearsInWords = regexp.MustCompile(`(?i)\bann[oi]\s*:?\s+(\d{4}(?:(?:\s*[,;]\s*(?:e\s+)?|\s+e\s+|\s*[-–—/]\s*)\d{4})*)`)
	rangeInWords = regexp.MustCompile(`(?i)\b(?:period[oi]|anni|triennio|biennio|quinquennio)\s+(?:dal\s+)?(\d{4})\s*(?:[-–—/]|\s+al\s+|\s+e\s+)\s*(\d{4})\b`)
	fromInWords  = regexp.MustCompile(`(?i)\bdal(?:l'anno)?\s+(\d{4})\s+al(?:l'anno)?\s+(\d{4})\b`)
)

// asPeriod reads a text that is a period as a whole.
func asPeriod(at place, text string) ([]result, error) {
	list, err := parsePeriod(text)
	if err != nil {
		return nil, err
	}
	return periods(at, list), nil
}

// asPeriodInWords finds a period that a longer text names. No period is no error: most
// titles name none.
func asPeriodInWords(at place, text string) ([]result, error) {
	for _, re := range []*regexp.Regexp{fromInWords, rangeInWords} {
		if m := re.FindStringSubmatch(text); m != nil {
			if list, err := parsePeriod(m[1] + "-" + m[2]); err == nil {
				return periods(at, list), nil
			}
		}
	}
	if m := yearsInWords.FindStringSubmatch(text); m != nil {
		if list, err := parsePeriod(m[1]); err == nil {
			return periods(at, list), nil
		}
	}
	return nil, nil
}

func parsePeriod(text string) ([]days, error) {
	s := strings.TrimRight(strings.Join(strings.Fields(text), " "), ".")
	bad := fmt.Errorf("%q is not a period: write it as 2022, 2020-2022 or 2020-01-01/2022-12-31", short(text))
	s = leadWords.ReplaceAllString(s, "")
	if yearList.MatchString(s) {
		return yearRuns(s)
	}
	if m := yearRange.FindStringSubmatch(s); m != nil {
		return between(m[1], m[2], bad)
	}
	if m := partOfYear.FindStringSubmatch(s); m != nil {
		return part(m[1], strings.ToLower(m[2]), m[3]), nil
	}
	if m := monthRange.FindStringSubmatch(s); m != nil {
		first, ok1 := inspect.MonthNumber(m[1])
		last, ok2 := inspect.MonthNumber(m[2])
		y, _ := strconv.Atoi(m[3])
		if ok1 && ok2 && first <= last {
			from := span(y, first, last, "month")
			return []days{{from.day, from.last}}, nil
		}
	}
	if m, err := parseMoment(s); err == nil {
		return []days{{m.day, m.last}}, nil
	}
	if m := fromTo.FindStringSubmatch(s); m != nil {
		return between(m[1], m[2], bad)
	}
	if start, ok := strings.CutSuffix(s, "/"); ok {
		return open(start, bad)
	}
	for _, re := range []*regexp.Regexp{twoParts, interval} {
		if m := re.FindStringSubmatch(s); m != nil {
			return between(m[1], m[2], bad)
		}
	}
	if m := openPeriod.FindStringSubmatch(s); m != nil {
		return open(m[1], bad)
	}
	return nil, bad
}

func between(from, to string, bad error) ([]days, error) {
	a, err := parseMoment(strings.TrimSpace(from))
	if err != nil {
		return nil, bad
	}
	b, err := parseMoment(strings.TrimSpace(to))
	if err != nil {
		return nil, bad
	}
	if b.last.Before(a.day) {
		return nil, fmt.Errorf("the period ends (%s) before it begins (%s)", b.last.Format(time.DateOnly), a.day.Format(time.DateOnly))
	}
	return []days{{a.day, b.last}}, nil
}

func open(from string, bad error) ([]days, error) {
	a, err := parseMoment(strings.TrimSpace(from))
	if err != nil {
		return nil, bad
	}
	return []days{{start: a.day}}, nil
}

// yearRuns makes one period of every run of years without a hole: "2019, 2021" says
// nothing of 2020.
func yearRuns(s string) ([]days, error) {
	var years []int
	for _, f := range strings.FieldsFunc(s, func(r rune) bool { return r < '0' || r > '9' }) {
		y, _ := strconv.Atoi(f)
		if y < 1000 || y > 2199 {
			return nil, fmt.Errorf("%q is not a year", f)
		}
		years = append(years, y)
	}
	slices.Sort(years)
	years = slices.Compact(years)
	var out []days
	for i := 0; i < len(years); {
		j := i
		for j+1 < len(years) && years[j+1] == years[j]+1 {
			j++
		}
		out = append(out, days{span(years[i], 1, 12, "year").day, span(years[j], 1, 12, "year").last})
		i = j + 1
	}
	return out, nil
}

// part is a quarter, a third or a half of a year.
func part(ordinal, unit, year string) []days {
	n := map[string]int{"1": 1, "i": 1, "primo": 1, "2": 2, "ii": 2, "secondo": 2, "3": 3, "iii": 3, "terzo": 3,
		"4": 4, "iv": 4, "quarto": 4}[strings.ToLower(ordinal)]
	months := map[string]int{"trimestre": 3, "quadrimestre": 4, "semestre": 6}[unit]
	y, _ := strconv.Atoi(year)
	if n*months > 12 {
		return nil
	}
	m := span(y, (n-1)*months+1, n*months, unit)
	return []days{{m.day, m.last}}
}

func periods(at place, list []days) []result {
	var out []result
	for _, d := range list {
		end := ""
		if !d.end.IsZero() {
			end = d.end.Format(time.DateOnly)
		}
		p := describePeriod(at.dataset, d.start.Format(time.DateOnly), end)
		out = append(out, result{term: p.node, extra: p.triples})
	}
	return out
}

// describePeriod describes a period of time, whose IRI is made of the dataset's IRI and
// the two days (xsd:date; end may be ""). DCAT-AP_IT asks for dcatapit:startDate and
// endDate, DCAT-AP 2 and 3 for those of dcat: both are given.
func describePeriod(dataset, start, end string) *description {
	iri := dataset + "/period/" + start
	if end != "" {
		iri += "_" + end
	}
	d := describe(iri, vocab.DCT+"PeriodOfTime")
	for _, p := range []struct{ name, value string }{{"startDate", start}, {"endDate", end}} {
		if p.value == "" {
			continue
		}
		for _, space := range []string{vocab.DCATAPIT, vocab.DCAT} {
			d.add(space+p.name, rdf.TypedLiteral(p.value, vocab.XSD+"date"))
		}
	}
	return d
}

// frequencyWords are words of titles that name how often a report appears. "Storico"
// is not among them: it says how far back the data go, not when more will come.
var frequencyWords = []struct {
	re   *regexp.Regexp
	code string
}{
	{regexp.MustCompile(`(?i)\breport annual[ei]\b`), "ANNUAL"},
	{regexp.MustCompile(`(?i)\b(?:report|dati|rilevazione|aggiornamento|cadenza|serie)\s+(?:a cadenza\s+)?(annual[ei]|semestral[ei]|quadrimestral[ei]|trimestral[ei]|mensil[ei]|settimanal[ei]|giornalier[oai]|quotidian[oai])\b`), ""},
	{regexp.MustCompile(`(?i)^(annual[ei]|semestral[ei]|quadrimestral[ei]|trimestral[ei]|mensil[ei]|settimanal[ei]|giornalier[oai]|quotidian[oai])$`), ""},
}

func asFrequencyInWords(at place, text string) ([]result, error) {
	table, _ := vocab.Lookup("frequency")
	for _, w := range frequencyWords {
		m := w.re.FindStringSubmatch(strings.TrimSpace(text))
		if m == nil {
			continue
		}
		word := w.code
		if word == "" {
			word = singular(m[1])
		}
		if entry, ok := table.Find(word); ok {
			return []result{at.concept(table, entry)}, nil
		}
	}
	return nil, nil
}

// singular turns the ending of an Italian adjective: annuali into annuale,
// giornaliera into giornaliero.
func singular(word string) string {
	word = strings.ToLower(word)
	switch {
	case strings.HasSuffix(word, "li"):
		return word[:len(word)-1] + "e"
	case strings.HasSuffix(word, "i"), strings.HasSuffix(word, "a"):
		return word[:len(word)-1] + "o"
	}
	return word
}
