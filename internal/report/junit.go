package report

import (
	"cmp"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
)

// junit writes a test suite for each document and a test case for each rule that it
// breaks: a failure where the severity fails the check, else a case that passes and
// says what was found. A document without findings is one case that passes.
type junit struct {
	w      io.Writer
	opt    Options
	rules  map[string]Rule
	fold   fold
	suites junitSuites
}

// maxPlaces bounds the places that one cause lists.
const maxPlaces = 100

func newJUnit(w io.Writer, opt Options) Handler {
	j := &junit{w: w, opt: opt, rules: map[string]Rule{}, suites: junitSuites{Name: "trebbia"}}
	j.clear()
	return j
}

// The elements that the viewers of Jenkins and GitLab share.
type (
	junitSuites struct {
		XMLName  xml.Name     `xml:"testsuites"`
		Name     string       `xml:"name,attr"`
		Tests    int          `xml:"tests,attr"`
		Failures int          `xml:"failures,attr"`
		Errors   int          `xml:"errors,attr"`
		Time     string       `xml:"time,attr"`
		Suites   []junitSuite `xml:"testsuite"`
	}
	junitSuite struct {
		Name     string      `xml:"name,attr"`
		Tests    int         `xml:"tests,attr"`
		Failures int         `xml:"failures,attr"`
		Errors   int         `xml:"errors,attr"`
		Skipped  int         `xml:"skipped,attr"`
		Time     string      `xml:"time,attr"`
		Cases    []junitCase `xml:"testcase"`
	}
	junitCase struct {
		Name    string        `xml:"name,attr"`
		Class   string        `xml:"classname,attr"`
		File    string        `xml:"file,attr,omitempty"`
		Line    int           `xml:"line,attr,omitempty"`
		Time    string        `xml:"time,attr"`
		Failure *junitFailure `xml:"failure"`
		Output  string        `xml:"system-out,omitempty"`
	}
	junitFailure struct {
		Message string `xml:"message,attr"`
		Type    string `xml:"type,attr"`
		Text    string `xml:",chardata"`
	}
)

func (j *junit) clear() { j.fold = fold{places: maxPlaces, rules: j.rules} }

// Handle implements [Handler].
func (j *junit) Handle(e Event) error {
	switch {
	case e.Rule != nil:
		j.fold.tell(*e.Rule)
	case e.Finding != nil && !e.Finding.Known:
		j.fold.add(*e.Finding, j.opt.Lang)
	case e.Checked != nil:
		j.suites.Suites = append(j.suites.Suites, j.suite(*e.Checked))
		j.clear()
	case e.End != nil:
		return j.end()
	}
	return nil
}

func (j *junit) suite(c Checked) junitSuite {
	s := junitSuite{Name: c.Name, Time: "0"}
	at := map[string]int{}
	for _, cause := range j.fold.causes() {
		name := cause.check()
		i, ok := at[name]
		if !ok {
			i = len(s.Cases)
			at[name] = i
			file, line, _ := cause.Location()
			s.Cases = append(s.Cases, junitCase{Name: strings.TrimSpace(cause.caseName() + " " + cause.Path),
				Class: className(cmp.Or(cause.Profile, "RDF"), c.Name), File: file, Line: line, Time: "0"})
		}
		j.add(&s.Cases[i], cause)
	}
	if len(s.Cases) == 0 {
		s.Cases = append(s.Cases, junitCase{Name: word("no finding", j.opt.Lang), Class: className("trebbia", c.Name), File: c.Name, Time: "0"})
	}
	for _, c := range s.Cases {
		s.Tests++
		if c.Failure != nil {
			s.Failures++
		}
	}
	return s
}

// className tells the cases of one document from those of others: Jenkins shows class
// and name of a case, and not its suite.
func className(profile, document string) string { return profile + "." + document }

func (c *cause) caseName() string {
	if c.ID == "" {
		return "syntax"
	}
	return c.ID
}

// add writes a cause into the case of its rule; the first gives the message.
func (j *junit) add(to *junitCase, c *cause) {
	var text strings.Builder
	fmt.Fprintf(&text, "%s\n", c.Line(j.opt.Lang))
	if c.Count > 1 {
		for _, f := range c.Places {
			fmt.Fprintf(&text, "  %s %s\n", f.Place, strings.TrimSpace(f.thing(j.opt.Lang)+" "+clip(f.written(f.Value))))
		}
		if rest := c.Count - len(c.Places); rest > 0 {
			fmt.Fprintf(&text, "  "+strings.TrimPrefix(word(", and %d more", j.opt.Lang), ",")+"\n", rest)
		}
	}
	if advice := c.advice(j.opt.Lang); advice != "" && c.Values == 1 {
		fmt.Fprintf(&text, "  %s: %s\n", word("hint", j.opt.Lang), advice)
	}
	if !j.opt.fails(c.Severity) {
		to.Output += text.String()
		return
	}
	if to.Failure == nil {
		to.Failure = &junitFailure{Message: c.Text(j.opt.Lang), Type: c.Severity, Text: "\n"}
	}
	to.Failure.Text += text.String()
}

func (j *junit) end() error {
	j.suites.Time = "0"
	for _, s := range j.suites.Suites {
		j.suites.Tests += s.Tests
		j.suites.Failures += s.Failures
	}
	if _, err := io.WriteString(j.w, xml.Header); err != nil {
		return err
	}
	e := xml.NewEncoder(j.w)
	e.Indent("", "  ")
	if err := e.Encode(j.suites); err != nil {
		return err
	}
	_, err := io.WriteString(j.w, "\n")
	return err
}
