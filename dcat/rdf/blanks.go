package rdf

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// blankLabels makes up labels for the blank nodes that a text does not name, and
// keeps those of the text. Made-up labels are "anon1", "anon2" and so on; where the
// text itself has such a label they go on after it. Only a label of the text that
// comes after the same label was made up has to give way, to a made-up one.
type blankLabels struct {
	last    uint64
	made    []labelRun
	renamed map[string]string
}

// labelRun is a run of numbers of made-up labels, both ends included.
type labelRun struct{ first, last uint64 }

const madeUp = "anon"

// fresh makes up a label.
func (b *blankLabels) fresh() Term {
	b.last++
	if n := len(b.made); n > 0 && b.made[n-1].last == b.last-1 {
		b.made[n-1].last = b.last
	} else {
		b.made = append(b.made, labelRun{b.last, b.last})
	}
	return Blank(madeUp + strconv.FormatUint(b.last, 10))
}

// named returns the blank node that the text calls label.
func (b *blankLabels) named(label string) Term {
	if !strings.HasPrefix(label, madeUp) {
		return Blank(label)
	}
	digits := label[len(madeUp):]
	n, err := strconv.ParseUint(digits, 10, 62)
	if err != nil || strconv.FormatUint(n, 10) != digits {
		return Blank(label) // never made up
	}
	if other, ok := b.renamed[label]; ok {
		return Blank(other)
	}
	i, found := slices.BinarySearchFunc(b.made, n, func(run labelRun, n uint64) int { return cmp.Compare(run.first, n) })
	if found || i > 0 && n <= b.made[i-1].last {
		if b.renamed == nil {
			b.renamed = map[string]string{}
		}
		other := b.fresh()
		b.renamed[label] = other.Value
		return other
	}
	b.last = max(b.last, n)
	return Blank(label)
}
