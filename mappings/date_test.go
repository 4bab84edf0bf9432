package mappings

import (
	"strings"
	"testing"
)

func TestDates(t *testing.T) {
	const date, dateTime = `"^^<http://www.w3.org/2001/XMLSchema#date>`, `"^^<http://www.w3.org/2001/XMLSchema#dateTime>`
	for _, test := range []struct{ text, want string }{
		{"17/03/2022", `"2022-03-17` + date},
		{"7/3/2022", `"2022-03-07` + date},
		{"17-03-2022", `"2022-03-17` + date},
		{"17.03.2022", `"2022-03-17` + date},
		{"04-08-2021", `"2021-08-04` + date}, // package_show of ckanext-dcatapit
		{"17 marzo 2022", `"2022-03-17` + date},
		{"17 Marzo 2022", `"2022-03-17` + date},
		{"1° agosto 2023", `"2023-08-01` + date},
		{"giovedì 17 marzo 2022", `"2022-03-17` + date},
		{"17 mar. 2022", `"2022-03-17` + date},
		{"  17  marzo   2022 ", `"2022-03-17` + date},
		{"2022-03-17", `"2022-03-17` + date},
		{"2022/03/17", `"2022-03-17` + date},
		{"20220317", `"2022-03-17` + date},
		{"2022-03-17T10:30:05Z", `"2022-03-17T10:30:05Z` + dateTime},
		{"2022-03-17T10:30:05+01:00", `"2022-03-17T10:30:05+01:00` + dateTime},
		{"2022-03-17T10:30:05+0100", `"2022-03-17T10:30:05+01:00` + dateTime},
		{"2026-07-10T22:06:17.795351", `"2026-07-10T22:06:17.795351` + dateTime},
		{"2019-09-30 22:00:00", `"2019-09-30T22:00:00` + dateTime},
		{"2024-01-22T09:30", `"2024-01-22T09:30:00` + dateTime},
		{"17/03/2022 09:30", `"2022-03-17T09:30:00` + dateTime},
		{"17 marzo 2022 alle ore 9.30", `"2022-03-17T09:30:00` + dateTime},
		{"29/02/2024", `"2024-02-29` + date},
	} {
		got, err := asDate(place{}, test.text)
		if err != nil || len(got) != 1 || got[0].term.String() != test.want {
			t.Errorf("asDate(%q) = %v, %v; want %s", test.text, got, err, test.want)
		}
	}
}

func TestDatesThatAreRefused(t *testing.T) {
	for text, why := range map[string]string{
		"2022":                       "only a year",
		"03/2022":                    "only a month",
		"2022-03":                    "only a month",
		"marzo 2022":                 "only a month",
		"04/25/2022":                 "swapped", // never swapped back
		"2021-25-04":                 "swapped",
		"29/02/2023":                 "not a day of the calendar",
		"00/01/2022":                 "not a day of the calendar",
		"17/03/22":                   "two digits",
		"17-03/2022":                 "not a date",
		"2022-03-17 mattina":         "not a time of day",
		"2022-03-17T25:00:00":        "no such time",
		"mar, 10/12/2019 - 09:23":    "not a date",
		"Aggiornato il 17 marzo":     "not a date",
		"prima del 17 marzo 2022":    "not a date",
		"17 brumaio 2022":            "not a date",
		"3022":                       "not a year",
		"oggi":                       "not a date",
		"1648000000":                 "not a date",
		"0000-00-00":                 "not a day of the calendar",
		"2022-03-17T10:30:05+1":      "not a time of day",
		"dal 17/03/2022 al 18/03/22": "not a date",
	} {
		got, err := asDate(place{}, text)
		if err == nil || !strings.Contains(err.Error(), why) {
			t.Errorf("asDate(%q) = %v, %v; want an error with %q", text, got, err, why)
		}
	}
}

func TestDayDropsTheTime(t *testing.T) {
	got, err := asDay(place{}, "2025-12-31T23:59:59.999999")
	if err != nil || got[0].term.Value != "2025-12-31" {
		t.Errorf("asDay = %v, %v", got, err)
	}
}

// The first and the last day of every period that the text names.
func periodText(results []result) string {
	var out []string
	for _, r := range results {
		out = append(out, r.term.Value[strings.LastIndexByte(r.term.Value, '/')+1:])
	}
	return strings.Join(out, " ")
}

func TestPeriods(t *testing.T) {
	for text, want := range map[string]string{
		"2023":                          "2023-01-01_2023-12-31",
		"2020-2022":                     "2020-01-01_2022-12-31",
		"2020 - 2022":                   "2020-01-01_2022-12-31",
		"2020–2022":                     "2020-01-01_2022-12-31",
		"2020/2022":                     "2020-01-01_2022-12-31",
		"Anno 2020, 2021, 2022":         "2020-01-01_2022-12-31",
		"Anni 2020, 2021 e 2022":        "2020-01-01_2022-12-31",
		"2022, 2020, 2021.":             "2020-01-01_2022-12-31",
		"2019, 2021":                    "2019-01-01_2019-12-31 2021-01-01_2021-12-31",
		"dal 2020 al 2022":              "2020-01-01_2022-12-31",
		"dall'1/2/2020 al 31/3/2020":    "2020-02-01_2020-03-31",
		"Anno 2022":                     "2022-01-01_2022-12-31",
		"marzo 2022":                    "2022-03-01_2022-03-31",
		"gennaio-marzo 2022":            "2022-01-01_2022-03-31",
		"novembre 2021 - febbraio 2022": "2021-11-01_2022-02-28",
		"1° semestre 2016":              "2016-01-01_2016-06-30",
		"II trimestre 2022":             "2022-04-01_2022-06-30",
		"terzo quadrimestre 2022":       "2022-09-01_2022-12-31",
		"2020-01-01/2020-12-31":         "2020-01-01_2020-12-31",
		"2020-01-01 - 2020-12-31":       "2020-01-01_2020-12-31",
		"01/01/2020 - 31/12/2020":       "2020-01-01_2020-12-31",
		"2000-01-01T00:00:00 - 2025-12-31T23:59:59.999999": "2000-01-01_2025-12-31",
		"2020-01-01/":   "2020-01-01",
		"17 marzo 2022": "2022-03-17_2022-03-17",
	} {
		got, err := asPeriod(place{dataset: "https://e.it/d"}, text)
		if err != nil || periodText(got) != want {
			t.Errorf("asPeriod(%q) = %q, %v; want %q", text, periodText(got), err, want)
		}
	}
	for _, text := range []string{"", "Storico", "Annuale", "2022-2020", "ultimi anni", "99", "5 trimestre 2022", "dal 2020 a oggi", "20/13/2022 - 31/12/2022"} {
		if got, err := asPeriod(place{}, text); err == nil && len(got) > 0 {
			t.Errorf("asPeriod(%q) = %q, want an error", text, periodText(got))
		}
	}
}

func TestPeriodsInWords(t *testing.T) {
	for text, want := range map[string]string{
		"Storico Numero Domande per regione e tipo di intervento. Anno 2020, 2021, 2022": "2020-01-01_2022-12-31",
		"Report Annuale. Numero Mensilità. Anno 2022":                                    "2022-01-01_2022-12-31",
		"Livelli salariali nel periodo 1990-2021":                                        "1990-01-01_2021-12-31",
		"Rapporti di lavoro. Serie storica, anni 2010-2016":                              "2010-01-01_2016-12-31",
		"Ore autorizzate dal 2005 al 2015, per regione":                                  "2005-01-01_2015-12-31",
		"integrazioni-salariali-domande-2023":                                            "", // a bare number proves nothing
		"Legge 104 del 1992, beneficiari":                                                "",
		"Storico":                                                                        "",
	} {
		got, err := asPeriodInWords(place{dataset: "https://e.it/d"}, text)
		if err != nil || periodText(got) != want {
			t.Errorf("asPeriodInWords(%q) = %q, %v; want %q", text, periodText(got), err, want)
		}
	}
}

func TestPeriodHasBothPairsOfDates(t *testing.T) {
	got, _ := asPeriod(place{dataset: "https://e.it/d"}, "2022")
	var text []string
	for _, triple := range got[0].extra {
		text = append(text, triple.String())
	}
	all := strings.Join(text, "\n")
	for _, want := range []string{"dcatapit#startDate> \"2022-01-01\"", "dcatapit#endDate> \"2022-12-31\"", "dcat#startDate> \"2022-01-01\"", "dcat#endDate> \"2022-12-31\"", "terms/PeriodOfTime"} {
		if !strings.Contains(all, want) {
			t.Errorf("no %s in\n%s", want, all)
		}
	}
}

func TestFrequencyInWords(t *testing.T) {
	for text, want := range map[string]string{
		"Report Annuale. Numero Domande per regione": "ANNUAL",
		"Annuale":                                             "ANNUAL",
		"Dati trimestrali sull'occupazione":                   "QUARTERLY",
		"Report mensile delle ore autorizzate":                "MONTHLY",
		"Storico Numero Domande per regione. Anno 2020, 2021": "",
		"Storico":                              "",
		"Reddito annuale medio dei lavoratori": "", // the income, not the report
		"Numero totale pensioni - Trimestrale": "",
		"report quindicinale":                  "",
	} {
		got, err := asFrequencyInWords(place{}, text)
		code := ""
		if len(got) > 0 {
			code = got[0].term.Value[strings.LastIndexByte(got[0].term.Value, '/')+1:]
		}
		if err != nil || code != want {
			t.Errorf("asFrequencyInWords(%q) = %q, %v; want %q", text, code, err, want)
		}
	}
}
