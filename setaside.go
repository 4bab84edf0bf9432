package trebbia

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/trebbia/trebbia/dcat"
	"github.com/trebbia/trebbia/internal/report"
	"github.com/trebbia/trebbia/publish"
	"github.com/trebbia/trebbia/shapes/shacl"
)

// findings turns validation results of a dataset into findings for people, those at
// or above the severity.
func (c *collector) findings(m mapped, from shacl.Severity) []report.Finding {
	var out []report.Finding
	for _, result := range m.report.Results {
		if result.Severity < from {
			continue
		}
		out = append(out, report.NewFinding(m.dataset.Graph, result, c.profile.Rule(result), report.Finding{
			Place: m.record.Location, Source: c.source.Name, Record: m.dataset.Identifier(), Hint: didYouMean(c.profile.Suggestion(result)),
		}))
	}
	return out
}

// setAside reports a dataset that violates the profile and keeps its bytes.
func (c *collector) setAside(m mapped, want publish.Want) error {
	c.out.partial = true
	c.summary.SetAside++
	file, err := c.keep(m.record.ID, raw(m.record))
	if err != nil {
		return err
	}
	reasons := c.findings(m, shacl.Violation)
	for _, f := range reasons {
		c.note(f, want.Title)
	}
	return c.emit(report.Event{SetAside: &report.SetAside{
		Source: c.source.Name, Record: m.record.ID, Title: want.Title, Place: m.record.Location, File: file, Reasons: reasons,
	}})
}

// warn reports what a published dataset could do better.
func (c *collector) warn(m mapped) error {
	for _, f := range c.findings(m, shacl.Warning) {
		c.summary.Warnings++
		c.note(f, m.dataset.IRI)
		if err := c.emit(report.Event{Finding: &f}); err != nil {
			return err
		}
	}
	return nil
}

// maxNotes bounds the findings that the catalogue's page shows; the report has all.
const maxNotes = 1000

// note keeps a finding for the catalogue's page, in the language of the page.
func (c *collector) note(f report.Finding, about string) {
	text := f.Text(c.cfg.pageLanguage())
	if f.Path != "" {
		text = f.Path + ": " + text
	}
	note := publish.Note{Level: f.Severity, About: about, Text: text}
	// What holds for each of a dataset's distributions is said once.
	if len(c.out.notes) < maxNotes && !slices.Contains(c.out.notes[c.firstNote:], note) {
		c.out.notes = append(c.out.notes, note)
	}
}

// keep writes the bytes of a record that is set aside beside the catalogue, so that
// nothing is lost, and returns the file's name. A dry run keeps nothing.
func (c *collector) keep(id string, bytes []byte) (string, error) {
	if c.dry || len(bytes) == 0 {
		return "", nil
	}
	if id == "" {
		id = fmt.Sprintf("record-%d", c.summary.Read)
	}
	dir := filepath.Join(c.cfg.path(c.cfg.SetAside), dcat.Slug(c.source.Name))
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", fmt.Errorf("set record aside: %w", err)
	}
	file := filepath.Join(dir, dcat.Slug(id))
	if err := os.WriteFile(file, bytes, 0o644); err != nil {
		return "", fmt.Errorf("set record aside: %w", err)
	}
	return file, nil
}

// clearSetAside removes what earlier runs set aside for a source that is read now.
func (r *run) clearSetAside(s SourceConfig) error {
	if r.dry {
		return nil
	}
	if err := os.RemoveAll(filepath.Join(r.cfg.path(r.cfg.SetAside), dcat.Slug(s.Name))); err != nil {
		return fmt.Errorf("clear records set aside: %w", err)
	}
	return nil
}
