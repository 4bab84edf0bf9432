package vocab

import "strings"

// Suggest returns the entry that the text may have been meant for: the one that Find
// gives for it or for the last segment of an IRI, else the nearest spelling within
// one edit in four letters. It serves "did you mean" messages and never a mapping.
func (t *Table) Suggest(text string) (Entry, bool) {
	text = strings.TrimSpace(text)
	if e, ok := t.Find(text); ok {
		return e, true
	}
	if i := strings.LastIndexAny(strings.TrimRight(text, "/#"), "/#"); i >= 0 && hasScheme(text) {
		text = strings.TrimRight(text, "/#")[i+1:]
		if e, ok := t.Find(text); ok {
			return e, true
		}
	}
	key := []rune(Fold(text))
	limit := min(len(key)/4, 3) * edit
	if len(key) == 3 {
		limit = edit // codes such as CSV are short: one slip, not more
	}
	nearest, best := ambiguous, limit+1
	consider := func(spelling string, i int) {
		other := []rune(spelling)
		if d := len(other) - len(key); d*edit > limit || -d*edit > limit {
			return
		}
		switch d := distance(key, other); {
		case d < best:
			nearest, best = i, d
		case d == best && i != nearest:
			nearest = ambiguous
		}
	}
	for i, e := range t.entries {
		consider(Fold(e.Code), i)
		for _, lang := range []string{"it", "en"} {
			consider(Fold(e.Labels[lang]), i)
		}
		for _, alt := range e.Alt {
			if !hasScheme(alt) {
				consider(Fold(alt), i)
			}
		}
	}
	if nearest == ambiguous {
		return Entry{}, false
	}
	return t.entries[nearest], true
}

// The cost of inserting, dropping or changing a letter, and of swapping two
// neighbours, which is the likelier slip: "CVS" is meant for CSV, not for CSS.
const (
	edit = 2
	swap = 1
)

// distance is the cheapest way from a to b by edits and swaps (optimal string
// alignment).
func distance(a, b []rune) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j * edit
	}
	for i := range a {
		row[0] = (i + 1) * edit
		for j := range b {
			change := last[j]
			if a[i] != b[j] {
				change += edit
			}
			row[j+1] = min(change, last[j+1]+edit, row[j]+edit)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+swap)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
