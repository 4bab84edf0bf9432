package report

import (
	"cmp"
	"fmt"
	"slices"
)

// overview collects a run for the formats that are for people who decide: they tell the
// numbers first, and what is wrong by how grave and how frequent it is.
type overview struct {
	opt      Options
	fold     fold
	checked  []Checked
	baseline *Baseline
}

// mendFirst is how many causes readers are told to begin with.
const mendFirst = 5

// take collects an event and reports whether it is the last.
func (o *overview) take(e Event) (end bool) {
	switch {
	case e.Rule != nil:
		o.fold.tell(*e.Rule)
	case e.Finding != nil && !e.Finding.Known:
		o.fold.add(*e.Finding, o.opt.Lang)
	case e.Checked != nil:
		o.checked = append(o.checked, *e.Checked)
	case e.Baseline != nil:
		o.baseline = e.Baseline
	}
	return e.End != nil
}

// number is one of those that a reader sees first; To is the severity that it counts.
type number struct {
	Number, Label, To string
}

func (o *overview) numbers() (out []number) {
	lang := o.opt.Lang
	add := func(n int, thing string) {
		next := number{Number: grouped(n, lang), Label: counted(n, thing, lang)}
		if rank(thing) >= 0 && n > 0 {
			next.To = thing
		}
		out = append(out, next)
	}
	all := total(o.checked, lang)
	add(all.Violations, "violation")
	add(all.Warnings, "warning")
	add(all.Infos, "info")
	add(all.Datasets, "dataset")
	if len(o.checked) != 1 {
		add(len(o.checked), "document")
	}
	return out
}

// sound counts the documents without violations.
func (o *overview) sound() (n int) {
	for _, c := range o.checked {
		if c.Violations == 0 {
			n++
		}
	}
	return n
}

// worst returns the documents, those with the gravest and most faults first.
func (o *overview) worst() []Checked {
	return slices.SortedStableFunc(slices.Values(o.checked), func(x, y Checked) int {
		return cmp.Or(y.Violations-x.Violations, y.Warnings-x.Warnings, y.Infos-x.Infos)
	})
}

// verdict is the first thing that a reader wants to know, and its colour.
func (o *overview) verdict() (text, class string) {
	total := total(o.checked, o.opt.Lang)
	switch {
	case total.Violations > 0:
		return "verdict: violation", "violation"
	case total.Warnings > 0:
		return "verdict: warning", "warning"
	}
	return "verdict: good", "good"
}

// frequent returns the causes, the gravest and then the most frequent first.
func (o *overview) frequent() []*cause {
	causes := o.fold.causes()
	slices.SortStableFunc(causes, func(x, y *cause) int {
		return cmp.Or(cmp.Compare(rank(x.Severity), rank(y.Severity)), y.Count-x.Count)
	})
	return causes
}

// begin tells how much is gained by mending the most frequent causes of the gravest
// severity; it is empty where that is no news.
func (o *overview) begin() string {
	causes := o.frequent()
	gravest := causes[0].Severity
	n, first, all := 0, 0, 0
	for _, c := range causes {
		if c.Severity != gravest {
			break
		}
		if n++; n <= mendFirst {
			first += c.Count
		}
		all += c.Count
	}
	share := first * 100 / all
	if n <= 2*mendFirst || share < 50 {
		return ""
	}
	return fmt.Sprintf(word("begin: "+gravest, o.opt.Lang), mendFirst, n, share)
}

// foundIn tells how many findings and causes there are: "461 findings, 40 causes".
func foundIn(findings, causes int, lang string) string {
	return fmt.Sprintf("%s %s, %s %s", grouped(findings, lang), counted(findings, "finding", lang), grouped(causes, lang), counted(causes, "cause", lang))
}
