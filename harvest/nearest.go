package harvest

import "strings"

// didYouMean returns "did you mean X? " for the nearest of the known names, or "" when
// none is near enough to have been meant.
func didYouMean(name string, known []string) string {
	if near := nearest(name, known); near != "" {
		return `did you mean "` + near + `"? `
	}
	return ""
}

// nearest returns the known name that differs from name in the fewest letters, at
// most a third of them, or "".
func nearest(name string, known []string) string {
	best, least := "", len([]rune(name))/3+1
	for _, k := range known {
		if d := distance([]rune(strings.ToLower(name)), []rune(strings.ToLower(k))); d < least {
			best, least = k, d
		}
	}
	return best
}

// distance is the number of letters to insert, delete or replace (Levenshtein).
func distance(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i, x := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j, y := range b {
			cost := diagonal
			if x != y {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, diagonal+1, row[j]+1)
		}
	}
	return row[len(b)]
}
