package inspect

import "strings"

// dialect is how a delimited text is written (RFC 4180 and its many relatives).
type dialect struct {
	delimiter byte
	width     int // the commonest number of fields of a row
}

// delimiters in the order in which they win a tie; shares of 4,853 real Italian
// files: ";" 2,450, "," 2,322, "|" 49, tab 32.
const delimiters = ";,\t|"

// guessDialect finds the separator that cuts the first lines most evenly. ok is false
// when no separator gives two fields in most of the lines.
func guessDialect(text string, whole bool) (dialect, bool) {
	var best dialect
	var bestScore float64
	for i := range len(delimiters) {
		d, score := tryDelimiter(text, delimiters[i], whole)
		if score > bestScore {
			best, bestScore = d, score
		}
	}
	return best, bestScore > 0
}

const sampleRows = 100

// tryDelimiter scores one separator: the share of the sampled rows that have the
// commonest width, weighted slightly by that width so that "1,5;2,5" is cut at ";".
func tryDelimiter(text string, delimiter byte, whole bool) (dialect, float64) {
	widths := map[int]int{}
	rows, fields, quoted, empty := 0, 1, false, true
	end := func() {
		if !empty {
			widths[fields]++
			rows++
		}
		fields, empty = 1, true
	}
	for i := 0; i < len(text) && rows < sampleRows; i++ {
		switch c := text[i]; {
		case c == '"':
			quoted = !quoted
			empty = false
		case quoted:
		case c == '\n':
			end()
		case c == delimiter:
			fields++
			empty = false
		case c != '\r' && c != ' ':
			empty = false
		}
	}
	if (whole || rows == 0) && rows < sampleRows {
		end() // the last line is whole when the sample is
	}
	var d dialect
	most := 0
	for width := 2; width <= maxWidth(widths); width++ {
		if widths[width] > most || widths[width] == most && most > 0 {
			most, d = widths[width], dialect{delimiter, width}
		}
	}
	// A preamble, notes below the table and broken rows leave less than the whole.
	if rows == 0 || most*2 <= rows || rows == 1 && !likelyRow(text, delimiter) {
		return dialect{}, 0
	}
	share := float64(most) / float64(rows)
	return d, share + float64(min(d.width, 50))/200
}

// likelyRow guards the text of a single line: prose has a blank after every comma.
func likelyRow(text string, delimiter byte) bool {
	n := strings.Count(text, string(delimiter))
	return n >= 2 && n > 2*strings.Count(text, string(delimiter)+" ")
}

func maxWidth(widths map[int]int) int {
	most := 0
	for width := range widths {
		most = max(most, width)
	}
	return most
}
