package report

import (
	"fmt"
	"io"
	"strings"
)

// gitlab writes a Code Quality report, which GitLab shows beside the lines of a merge
// request. Each finding stands alone, since GitLab compares them by fingerprint with
// those of the target branch.
type gitlab struct {
	out    printer
	opt    Options
	prints map[string]int
}

func newGitLab(w io.Writer, opt Options) Handler {
	return &gitlab{out: printer{W: w}, opt: opt, prints: map[string]int{}}
}

type gitlabIssue struct {
	Description string `json:"description"`
	CheckName   string `json:"check_name"`
	Fingerprint string `json:"fingerprint"`
	Severity    string `json:"severity"`
	Location    struct {
		Path  string `json:"path"`
		Lines struct {
			Begin int `json:"begin"`
		} `json:"lines"`
	} `json:"location"`
}

// Handle implements [Handler].
func (g *gitlab) Handle(e Event) error {
	switch {
	case e.Finding != nil && !e.Finding.Known:
		before := ",\n"
		if len(g.prints) == 0 {
			before = "[\n"
		}
		g.out.printf("%s%s", before, encoded(g.issue(*e.Finding)))
	case e.End != nil && len(g.prints) == 0:
		g.out.printf("[]\n")
	case e.End != nil:
		g.out.printf("\n]\n")
	}
	return g.out.err
}

func (g *gitlab) issue(f Finding) gitlabIssue {
	issue := gitlabIssue{CheckName: f.check(), Severity: map[string]string{"violation": "major", "warning": "minor"}[f.Severity]}
	if issue.Severity == "" {
		issue.Severity = "info"
	}
	issue.Description = line("", "", f.thing(g.opt.Lang), f.Path, joined(f.Text(g.opt.Lang), f.advice(g.opt.Lang)), f.label())
	// Issues with the same fingerprint are shown once.
	print := f.Fingerprint()
	g.prints[print]++
	issue.Fingerprint = print
	if n := g.prints[print]; n > 1 {
		issue.Fingerprint = fmt.Sprintf("%s-%d", print, n)
	}
	file, at, _ := f.Location()
	issue.Location.Path = strings.TrimPrefix(file, "./")
	issue.Location.Lines.Begin = max(at, 1)
	return issue
}
