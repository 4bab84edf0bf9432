package inspect

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// kind is what one cell looks like.
type kind uint8

const (
	kindText kind = iota
	kindInteger
	kindCode      // 012
	kindWhole     // 321.0 or 321,0
	kindPoint     // 1.5, and 1.234
	kindComma     // 1,5
	kindGroups    // 1.234.567
	kindGrouped   // 1.234,5
	kindPercent   // 21.30%
	kindBoolean   // SI, no, vero
	kindDate      // 2023-08-31
	kindSlashDate // 31/08/2023
	kindDashDate  // 31-08-2023
	kindDateTime
	kindMonth // Agosto
	kindNull  // n.d.
	kinds
)

var kindNames = [kinds]string{
	"texts", "integers", "codes", "whole numbers as decimals", "decimals with point", "decimals with comma",
	"numbers in groups", "decimals with comma and groups", "percentages", "truth values", "dates",
	"dd/mm/yyyy dates", "dd-mm-yyyy dates", "date-times", "months", "nulls",
}

var (
	numberLike = regexp.MustCompile(`^[-+]?\d[\d.,]*%?$`)
	integer    = regexp.MustCompile(`^[-+]?\d+$`)
	whole      = regexp.MustCompile(`^[-+]?\d+[.,]0+$`)
	point      = regexp.MustCompile(`^[-+]?\d+\.\d+$`)
	comma      = regexp.MustCompile(`^[-+]?\d+,\d+$`)
	groups     = regexp.MustCompile(`^[-+]?\d{1,3}(\.\d{3}){2,}$`)
	grouped    = regexp.MustCompile(`^[-+]?\d{1,3}(\.\d{3})+,\d+$`)
	isoDate    = regexp.MustCompile(`^\d{4}-(0\d|1[0-2])-([0-2]\d|3[01])$`)
	isoTime    = regexp.MustCompile(`^\d{4}-(0\d|1[0-2])-([0-2]\d|3[01])[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[-+]\d\d:?\d\d)?$`)
	slashDate  = regexp.MustCompile(`^(0?[1-9]|[12]\d|3[01])/(0?[1-9]|1[0-2])/\d{4}$`)
	dashDate   = regexp.MustCompile(`^(0?[1-9]|[12]\d|3[01])-(0?[1-9]|1[0-2])-\d{4}$`)
)

// kindOf classes a trimmed, non-empty cell. The common cases are settled by the first
// byte, without a regular expression.
func kindOf(s string) kind {
	if len(s) > 40 {
		return kindText
	}
	if c := s[0]; isDigit(c) || (c == '-' || c == '+') && len(s) > 1 && isDigit(s[1]) {
		return numberKind(s)
	}
	if len(s) <= 6 {
		switch strings.ToLower(s) {
		case "si", "sì", "no", "vero", "falso", "true", "false":
			return kindBoolean
		case ".", "..", "...", "-", "--", "_", "n.d.", "n.d", "nd", "n/a", "na", "#n/a", "null", "none", "nan", "(*)":
			return kindNull
		}
	}
	if _, ok := MonthNumber(s); ok {
		return kindMonth
	}
	return kindText
}

func numberKind(s string) kind {
	switch {
	case integer.MatchString(s):
		if len(s) > 1 && s[0] == '0' {
			return kindCode
		}
		return kindInteger
	case !numberLike.MatchString(s):
		switch {
		case isoDate.MatchString(s):
			return kindDate
		case slashDate.MatchString(s):
			return kindSlashDate
		case dashDate.MatchString(s):
			return kindDashDate
		case isoTime.MatchString(s):
			return kindDateTime
		}
		return kindText
	case strings.HasSuffix(s, "%"):
		return kindPercent
	case whole.MatchString(s):
		return kindWhole
	case point.MatchString(s):
		return kindPoint
	case comma.MatchString(s):
		return kindComma
	case groups.MatchString(s):
		return kindGroups
	case grouped.MatchString(s):
		return kindGrouped
	}
	return kindText
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isTrue(s string) bool {
	switch strings.ToLower(s) {
	case "si", "sì", "vero", "true":
		return true
	}
	return false
}

// year reads a year between 1800 and 2199, also when a spreadsheet wrote it "2023.0".
func year(s string) (int, bool) {
	s = strings.TrimSuffix(strings.TrimSpace(s), ".0")
	if len(s) != 4 {
		return 0, false
	}
	n, err := strconv.Atoi(s)
	return n, err == nil && n >= 1800 && n < 2200
}

// fold returns the text in lower case, without accents, with one blank for every run
// of other characters than letters and digits.
func fold(s string) string {
	var b strings.Builder
	gap := false
	for _, r := range norm.NFKD.String(s) {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r):
			if gap && b.Len() > 0 {
				b.WriteByte(' ')
			}
			gap = false
			b.WriteRune(unicode.ToLower(r))
		case unicode.Is(unicode.Mn, r):
		default:
			gap = true
		}
	}
	return b.String()
}

func foldKeepingCase(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFKD.String(s))
}
