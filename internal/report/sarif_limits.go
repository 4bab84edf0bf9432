package report

import (
	"fmt"
	"slices"
)

// GitHub rejects a file that goes beyond what code scanning takes ("SARIF results exceed
// one or more limits" and "SARIF support for code scanning" in its documentation).
const (
	// maxResults is how many results one run may have; 5,000 of them are shown.
	maxResults = 25_000
	// maxDescription and maxName bound the texts of a rule, in characters.
	maxDescription = 1024
	maxName        = 255
	// firstOfRule is how many results of each rule are written whatever follows, so that
	// no rule hides behind another that everything breaks.
	firstOfRule = 1000
)

// sarifLimit decides which results are written: the first of each rule, then the
// gravest. Nothing is left out of a run that is within the limit.
type sarifLimit struct {
	results, firstOfRule int

	ofRule  map[int]int // results that were written at once, by the index of their rule
	written int
	// held results wait for the end, by their level.
	held    [len(sarifLevels)][][]byte
	waiting int
	omitted int
}

// sarifLevels are the levels of results, the gravest first.
var sarifLevels = [...]string{"error", "warning", "note"}

// atOnce reports whether a result of the rule is written whatever follows it.
func (l *sarifLimit) atOnce(rule int) bool {
	// One place is kept for the result that tells of those left out.
	if l.ofRule[rule] == l.firstOfRule || l.written == l.results-1 {
		return false
	}
	l.ofRule[rule]++
	l.trim(l.written + 1)
	return true
}

// hold keeps a result for the end.
func (l *sarifLimit) hold(level string, result []byte) {
	at := slices.Index(sarifLevels[:], level)
	l.held[at] = append(l.held[at], result)
	l.waiting++
	l.trim(l.written)
}

// trim leaves out the last of the least grave that wait, as many as do not fit beside
// those written.
func (l *sarifLimit) trim(written int) {
	for least := len(l.held) - 1; least >= 0; least-- {
		for n := len(l.held[least]); n > 0 && written+l.waiting > l.most(); n-- {
			l.held[least] = l.held[least][:n-1]
			l.waiting--
			l.omitted++
		}
	}
}

// most is the number of results that have a place: one less once some are left out.
func (l *sarifLimit) most() int {
	if l.omitted > 0 {
		return l.results - 1
	}
	return l.results
}

// omitted is the result that tells how many findings are not in the file.
func (s *sarif) omitted() sarifResult {
	const id = "omitted"
	title := word("Some findings are not listed.", s.opt.Lang)
	rule := sarifRule{ID: id, Short: sarifText{Text: title}, Full: sarifText{Text: title}, Help: sarifText{Text: title}}
	rule.Default.Level = "note"
	text := fmt.Sprintf(word("%d findings are not listed here: code scanning takes %d of a run. \"trebbia validate\" tells all, folded by their cause.", s.opt.Lang),
		s.limit.omitted, s.limit.results)
	r := sarifResult{RuleID: id, RuleIndex: s.list(rule), Level: "note", Message: sarifText{Text: text},
		Fingerprints: map[string]string{"primaryLocationLineHash": id + ":1"}, Locations: make([]sarifLocation, 1)}
	r.Locations[0].Physical.Artifact.URI = s.first
	r.Locations[0].Physical.Region.StartLine = 1
	return r
}

// cut shortens a text to a number of characters.
func cut(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return s
}
