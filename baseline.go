package trebbia

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/trebbia/trebbia/internal/report"
	"github.com/trebbia/trebbia/shapes"
)

// baselineVersion is the version of the file that is written; no other is read.
const baselineVersion = 1

// baseline holds accepted findings by what they are about, never by line, so that an
// edit that moves them leaves them accepted.
type baseline struct {
	entries map[string]*accepted
	left    map[string]int // how often each was not met yet
	known   int
}

// accepted is one entry of the file. The fingerprint decides; the rest is for readers.
type accepted struct {
	Fingerprint string `json:"fingerprint"`
	// Count is how many findings have the fingerprint: one more is new.
	Count    int    `json:"count"`
	Profile  string `json:"profile,omitempty"`
	Rule     string `json:"rule,omitempty"`
	Severity string `json:"severity"`
	Focus    string `json:"focus,omitempty"`
	Path     string `json:"path,omitempty"`
	Value    string `json:"value,omitempty"`
	Message  string `json:"message,omitempty"`
}

type baselineFile struct {
	Version  int         `json:"version"`
	Findings []*accepted `json:"findings"`
}

func readBaseline(name string) (*baseline, error) {
	text, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, &ConfigError{File: name, Message: "no such file or directory", Hint: "--write-baseline " + name + " makes it"}
	}
	if err != nil {
		return nil, fmt.Errorf("read baseline %s: %s", name, reason(err))
	}
	var file baselineFile
	decoder := json.NewDecoder(bytes.NewReader(text))
	if err := decoder.Decode(&file); err != nil {
		return nil, &ConfigError{File: name, Message: "not a baseline: " + err.Error(), Hint: "--write-baseline " + name + " makes a new one"}
	}
	if file.Version != baselineVersion {
		return nil, &ConfigError{File: name, Message: fmt.Sprintf("baseline of version %d; this program reads version %d", file.Version, baselineVersion),
			Hint: "--write-baseline " + name + " makes a new one"}
	}
	b := newBaseline()
	for _, e := range file.Findings {
		b.entries[e.Fingerprint] = e
		b.left[e.Fingerprint] = e.Count
	}
	return b, nil
}

func newBaseline() *baseline {
	return &baseline{entries: map[string]*accepted{}, left: map[string]int{}}
}

// accept adds a finding.
func (b *baseline) accept(f report.Finding) {
	key := f.Fingerprint()
	if e, ok := b.entries[key]; ok {
		e.Count++
		return
	}
	e := &accepted{Fingerprint: key, Count: 1, Profile: f.Profile, Rule: f.ID, Severity: f.Severity, Focus: f.Lasting(f.Focus), Path: f.Path, Value: f.Lasting(f.Value)}
	if f.Focus == "" {
		e.Message = f.Text("en")
	}
	b.entries[key] = e
}

// has reports whether a finding is accepted, and uses up one of its count.
func (b *baseline) has(f report.Finding) bool {
	key := f.Fingerprint()
	if b.left[key] == 0 {
		return false
	}
	b.left[key]--
	b.known++
	return true
}

// used returns how many accepted findings were found, and how many were not although
// the profile that found them was in use.
func (b *baseline) used(profiles []*shapes.Profile) (known, stale int) {
	for key, left := range b.left {
		profile := b.entries[key].Profile
		if profile == "" || slices.ContainsFunc(profiles, func(p *shapes.Profile) bool { return p.Name == profile }) {
			stale += left
		}
	}
	return b.known, stale
}

func (b *baseline) total() int {
	n := 0
	for _, e := range b.entries {
		n += e.Count
	}
	return n
}

// write makes the file: the same findings give the same bytes, one entry a few lines, so
// that a review shows what was accepted.
func (b *baseline) write(name string) error {
	file := baselineFile{Version: baselineVersion, Findings: []*accepted{}}
	for _, e := range b.entries {
		file.Findings = append(file.Findings, e)
	}
	slices.SortFunc(file.Findings, func(x, y *accepted) int {
		return cmp.Or(cmp.Compare(x.Rule, y.Rule), cmp.Compare(x.Focus, y.Focus), cmp.Compare(x.Path, y.Path),
			cmp.Compare(x.Value, y.Value), cmp.Compare(x.Fingerprint, y.Fingerprint))
	})
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(file); err != nil {
		return err
	}
	// Written beside it first: a run that is killed leaves the old file whole.
	temp, err := os.CreateTemp(filepath.Dir(name), ".baseline-*")
	if err != nil {
		return fmt.Errorf("write baseline %s: %s", name, reason(err))
	}
	defer os.Remove(temp.Name())
	_, err = temp.Write(text.Bytes())
	if closing := temp.Close(); err == nil {
		err = closing
	}
	if err == nil {
		err = os.Chmod(temp.Name(), 0o644)
	}
	if err == nil {
		err = os.Rename(temp.Name(), name)
	}
	if err != nil {
		return fmt.Errorf("write baseline %s: %s", name, reason(err))
	}
	return nil
}
