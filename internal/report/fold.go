package report

import (
	"fmt"
	"sort"
)

// fold counts findings that say the same thing, so that a catalogue of thousands of
// datasets with one habit gives one line.
type fold struct {
	counts map[string]*folded
}

type folded struct {
	finding Finding
	count   int
}

func (f *fold) add(finding Finding, lang string) {
	general := finding
	general.Place, general.Node, general.Value = "", "", ""
	key := general.Line(lang)
	if f.counts == nil {
		f.counts = map[string]*folded{}
	}
	if have, ok := f.counts[key]; ok {
		have.count++
		return
	}
	f.counts[key] = &folded{finding: finding, count: 1}
}

// print writes the folded findings, the most frequent first.
func (f *fold) print(t *Text) {
	keys := make([]string, 0, len(f.counts))
	for k := range f.counts {
		keys = append(keys, k)
	}
	sort.Slice(keys, func(i, j int) bool {
		a, b := f.counts[keys[i]], f.counts[keys[j]]
		if a.count != b.count {
			return a.count > b.count
		}
		return keys[i] < keys[j]
	})
	for _, k := range keys {
		have := f.counts[k]
		t.printf("%s [%s]\n", k, fmt.Sprintf(t.word("%d times, first: %s"), have.count, have.finding.Node))
	}
}
