package inspect

import "strings"

// MonthNumber returns the number of an Italian or English month name, whole or cut to
// three letters, in any case: "Agosto", "AGO", "ago." give 8.
func MonthNumber(name string) (int, bool) {
	name = strings.TrimSuffix(strings.TrimSpace(name), ".")
	if len(name) < 3 || len(name) > 9 {
		return 0, false
	}
	n, ok := months[strings.ToLower(name)]
	return n, ok
}

var months = map[string]int{
	"gennaio": 1, "febbraio": 2, "marzo": 3, "aprile": 4, "maggio": 5, "giugno": 6,
	"luglio": 7, "agosto": 8, "settembre": 9, "ottobre": 10, "novembre": 11, "dicembre": 12,
	"gen": 1, "feb": 2, "mar": 3, "apr": 4, "mag": 5, "giu": 6,
	"lug": 7, "ago": 8, "set": 9, "sett": 9, "ott": 10, "nov": 11, "dic": 12,
	"january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6,
	"july": 7, "august": 8, "september": 9, "october": 10, "november": 11, "december": 12,
	"jan": 1, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "dec": 12,
}
