package report

import (
	"fmt"
	"io"
	"strings"
)

// github writes workflow commands, which GitHub shows beside the lines of a change. It
// shows few of each kind (ten errors, ten warnings a step), so findings are folded by
// their cause and the gravest come first.
type github struct {
	out     printer
	opt     Options
	fold    fold
	checked []Checked
}

func newGitHub(w io.Writer, opt Options) Handler {
	return &github{out: printer{W: w}, opt: opt, fold: fold{places: 3}}
}

// Handle implements [Handler].
func (g *github) Handle(e Event) error {
	switch {
	case e.Rule != nil:
		g.fold.tell(*e.Rule)
	case e.Finding != nil && e.Finding.Known:
	case e.Finding != nil && g.opt.All:
		g.command(*e.Finding, e.Finding.thing(g.opt.Lang), e.Finding.Text(g.opt.Lang), e.Finding.advice(g.opt.Lang))
	case e.Finding != nil:
		g.fold.add(*e.Finding, g.opt.Lang)
	case e.Checked != nil:
		g.checked = append(g.checked, *e.Checked)
	case e.Baseline != nil:
		g.causes()
		g.out.printf("%s\n", e.Baseline.Line(g.opt.Lang))
	case e.End != nil:
		g.causes()
	}
	return g.out.err
}

func (g *github) causes() {
	for _, c := range g.fold.causes() {
		if c.Count == 1 {
			g.command(c.Finding, c.thing(g.opt.Lang), c.Text(g.opt.Lang), c.advice(g.opt.Lang))
			continue
		}
		where := fmt.Sprintf(word("%d times", g.opt.Lang), c.Count) + ": " + c.where(g.opt.Lang)
		if c.Values == 1 && c.advice(g.opt.Lang) != "" {
			where = joined(c.advice(g.opt.Lang), where)
		}
		g.command(c.Finding, c.things(g.opt.Lang), c.Text(g.opt.Lang), where)
	}
	g.fold.broken = nil
	for _, c := range g.checked {
		g.out.printf("%s\n", c.Line(g.opt.Lang))
	}
	if len(g.checked) > 1 {
		g.out.printf("%s\n", total(g.checked, g.opt.Lang).Line(g.opt.Lang))
	}
	g.checked = nil
}

func (g *github) command(f Finding, thing, message, more string) {
	kind := map[string]string{"violation": "error", "warning": "warning"}[f.Severity]
	if kind == "" {
		kind = "notice"
	}
	var properties []string
	file, at, column := f.Location()
	if file != "" && file != "stdin" && !strings.Contains(file, "://") {
		properties = append(properties, "file="+propertyEscaper.Replace(file))
		if at > 0 {
			properties = append(properties, fmt.Sprintf("line=%d", at))
		}
		if column > 0 {
			properties = append(properties, fmt.Sprintf("col=%d", column))
		}
	}
	title := word(f.Severity, g.opt.Lang)
	if label := f.label(); label != "" {
		title += " (" + label + ")"
	}
	properties = append(properties, "title="+propertyEscaper.Replace(title))
	text := line("", "", thing, f.Path, message, "")
	if more != "" {
		text += "\n" + more
	}
	if len(properties) == 1 && file != "" {
		text = f.Place + ": " + text
	}
	g.out.printf("::%s %s::%s\n", kind, strings.Join(properties, ","), messageEscaper.Replace(text))
}

// What a command may not hold as it is; the properties end at a comma or a colon.
var (
	messageEscaper  = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	propertyEscaper = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)
