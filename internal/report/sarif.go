package report

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"path"
	"path/filepath"
	"strings"
)

// sarif writes SARIF 2.1.0, which code scanning reads. Results are written as they come
// and the rules that they refer to at the end; there are never more of either than code
// scanning takes.
type sarif struct {
	out    printer
	opt    Options
	told   map[string]Rule // by shape, for rules that are first met in a result
	rules  []sarifRule
	index  map[string]int // of the rule, by its id
	prints map[string]int // how often each fingerprint was met
	limit  sarifLimit
	first  string // the first document with a finding
	open   bool
}

func newSARIF(w io.Writer, opt Options) Handler {
	return &sarif{out: printer{W: w}, opt: opt, told: map[string]Rule{}, index: map[string]int{}, prints: map[string]int{},
		limit: sarifLimit{results: maxResults, firstOfRule: firstOfRule, ofRule: map[int]int{}}}
}

// The parts of the SARIF object model that are written (sections 3.19 to 3.59).
type (
	sarifText struct {
		Text     string `json:"text"`
		Markdown string `json:"markdown,omitempty"`
	}
	sarifRule struct {
		ID      string    `json:"id"`
		Name    string    `json:"name,omitempty"`
		Short   sarifText `json:"shortDescription"`
		Full    sarifText `json:"fullDescription"`
		Help    sarifText `json:"help"`
		Default struct {
			Level string `json:"level"`
		} `json:"defaultConfiguration"`
		Properties map[string]any `json:"properties,omitempty"`
	}
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn,omitempty"`
	}
	sarifPhysical struct {
		Artifact struct {
			URI string `json:"uri"`
		} `json:"artifactLocation"`
		Region sarifRegion `json:"region"`
	}
	sarifLogical struct {
		Name string `json:"name,omitempty"`
		Full string `json:"fullyQualifiedName,omitempty"`
	}
	sarifLocation struct {
		Physical sarifPhysical  `json:"physicalLocation"`
		Logical  []sarifLogical `json:"logicalLocations,omitempty"`
	}
	sarifResult struct {
		RuleID       string            `json:"ruleId"`
		RuleIndex    int               `json:"ruleIndex"`
		Level        string            `json:"level"`
		Message      sarifText         `json:"message"`
		Locations    []sarifLocation   `json:"locations"`
		Fingerprints map[string]string `json:"partialFingerprints"`
		Properties   map[string]any    `json:"properties,omitempty"`
	}
)

// Handle implements [Handler].
func (s *sarif) Handle(e Event) error {
	if !s.open {
		s.open = true
		s.out.printf(`{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{"results":[`)
	}
	switch {
	case e.Rule != nil:
		s.told[e.Rule.Shape] = *e.Rule
	case e.Finding != nil && !e.Finding.Known:
		r := s.result(*e.Finding)
		if s.limit.atOnce(r.RuleIndex) {
			s.write(encoded(r))
		} else {
			s.limit.hold(r.Level, encoded(r))
		}
	case e.End != nil:
		s.end(*e.End)
	}
	return s.out.err
}

func (s *sarif) write(result []byte) {
	if s.limit.written > 0 {
		s.out.printf(",")
	}
	s.limit.written++
	s.out.printf("\n%s", result)
}

func (s *sarif) result(f Finding) sarifResult {
	id, index := s.rule(f)
	message := joined(cmp.Or(f.Text(s.opt.Lang), id), f.advice(s.opt.Lang))
	print := f.Fingerprint()
	s.prints[print]++
	file, line, column := f.Location()
	r := sarifResult{RuleID: id, RuleIndex: index, Level: sarifLevel(f.Severity), Message: sarifText{Text: message},
		// The first name is the one that GitHub tells alerts by from run to run; left to
		// itself it would take the text of the line.
		Fingerprints: map[string]string{"primaryLocationLineHash": fmt.Sprintf("%s:%d", print, s.prints[print]), "trebbia/v1": print},
		Properties:   map[string]any{"severity": f.Severity}}
	for name, value := range map[string]string{"path": f.Path, "value": f.written(f.Value), "profile": f.Profile, "rule": f.Rule, "component": f.Component} {
		if value != "" {
			r.Properties[name] = value
		}
	}
	var at sarifLocation
	at.Physical.Artifact.URI = artifact(file)
	s.first = cmp.Or(s.first, at.Physical.Artifact.URI)
	// What is missing in a document as a whole is shown at its first line: code scanning
	// needs one.
	at.Physical.Region = sarifRegion{StartLine: max(line, 1), StartColumn: column}
	if f.Focus != "" {
		at.Logical = []sarifLogical{{Name: f.thing(s.opt.Lang), Full: f.written(f.Focus)}}
	}
	r.Locations = []sarifLocation{at}
	return r
}

// rule returns the id and index of the rule that a finding breaks, listing it first
// when it is new.
func (s *sarif) rule(f Finding) (id string, index int) {
	id = f.check()
	if at, ok := s.index[id]; ok {
		return id, at
	}
	rule, ok := s.told[f.Shape]
	if !ok {
		rule = Rule{Profile: f.Profile, ID: f.ID, Shape: f.Shape, Property: f.Path, Severity: f.Severity, Message: map[string]string{"": f.Text(s.opt.Lang)}}
	}
	text := cmp.Or(cut(rule.Text(s.opt.Lang), maxDescription), id)
	out := sarifRule{ID: id, Name: cut(rule.ID, maxName), Short: sarifText{Text: text}, Full: sarifText{Text: text}, Help: s.help(id, text, rule)}
	out.Default.Level = sarifLevel(rule.Severity)
	out.Properties = map[string]any{"tags": append([]string{"dcat"}, strings.Fields(rule.Profile)...), "precision": "very-high",
		"problem.severity": map[string]string{"violation": "error", "warning": "warning"}[rule.Severity]}
	if out.Properties["problem.severity"] == "" {
		out.Properties["problem.severity"] = "recommendation"
	}
	return id, s.list(out)
}

// list adds a rule to those that are written at the end.
func (s *sarif) list(r sarifRule) (index int) {
	s.index[r.ID] = len(s.rules)
	s.rules = append(s.rules, r)
	return s.index[r.ID]
}

func (s *sarif) help(id, text string, r Rule) sarifText {
	var plain, md strings.Builder
	plain.WriteString(text)
	md.WriteString(text + "\n")
	for _, fact := range r.Facts(s.opt.Lang) {
		fmt.Fprintf(&plain, "\n%s: %s", fact.Name, fact.Text)
		fmt.Fprintf(&md, "\n- %s: %s", fact.Name, fact.Text)
	}
	if r.ID != "" {
		fmt.Fprintf(&plain, "\ntrebbia explain %s", r.ID)
		fmt.Fprintf(&md, "\n\n`trebbia explain %s`", r.ID)
	}
	return sarifText{Text: plain.String(), Markdown: md.String()}
}

func (s *sarif) end(e End) {
	for _, held := range s.limit.held {
		for _, result := range held {
			s.write(result)
		}
	}
	invocation := map[string]any{"executionSuccessful": e.Status != "failed", "exitCode": e.ExitCode}
	if s.limit.omitted > 0 {
		r := s.omitted()
		s.write(encoded(r))
		invocation["toolExecutionNotifications"] = []any{map[string]any{"level": "warning", "message": r.Message}}
	}
	driver := map[string]any{"name": "trebbia", "informationUri": "https://github.com/trebbia/trebbia", "rules": s.rules}
	if s.rules == nil {
		driver["rules"] = []sarifRule{}
	}
	if s.opt.Version != "" {
		driver["version"] = s.opt.Version
	}
	s.out.printf("\n],\"columnKind\":\"unicodeCodePoints\",\"invocations\":[%s],\"tool\":{\"driver\":%s}}]}\n", encoded(invocation), encoded(driver))
}

func sarifLevel(severity string) string {
	switch severity {
	case "violation":
		return "error"
	case "warning":
		return "warning"
	}
	return "note"
}

// check is the name of the broken constraint for machines: with its profile, since
// profiles use the same short names.
func (f Finding) check() string {
	id := f.ID
	if id == "" {
		id = "syntax"
	}
	if f.Profile == "" {
		return id
	}
	return f.Profile + "/" + id
}

// artifact is the URI reference of a file: relative where the name is, since code
// scanning resolves it against the root of the repository.
func artifact(name string) string {
	switch {
	case strings.Contains(name, "://"):
		return name
	case filepath.IsAbs(name):
		return (&url.URL{Scheme: "file", Path: filepath.ToSlash(name)}).String()
	}
	// A leading "./" keeps a colon in the name from looking like a scheme.
	return strings.TrimPrefix((&url.URL{Path: path.Clean(filepath.ToSlash(name))}).String(), "./")
}

// encoded is v as JSON, with < and & as they are.
func encoded(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		// Nothing that is written here has a value without a JSON form.
		panic(err)
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}
