package publish

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/trebbia/trebbia/dcat"
)

// maxPlan bounds a plan file: a catalogue of 100,000 datasets created at once is about
// a quarter of it.
const maxPlan = 4 << 30

// Write writes the plan as JSON that people can read and compare: one field a line,
// graphs as lines of N-Quads. The same plan gives the same bytes.
func (p *Plan) Write(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(p); err != nil {
		return fmt.Errorf("write plan: %w", err)
	}
	return nil
}

// PlanError is a fault in a plan file.
type PlanError struct {
	// Line and Column are where the text is at fault, or zero.
	Line, Column int
	// Field is the place in the plan, such as "changes[3].graph"; may be empty.
	Field string
	Err   error
}

// Error returns "line:column: field: cause" without the parts that are not known.
func (e *PlanError) Error() string {
	var b strings.Builder
	if e.Line > 0 {
		fmt.Fprintf(&b, "%d:%d: ", e.Line, e.Column)
	}
	if e.Field != "" {
		b.WriteString(e.Field + ": ")
	}
	return b.String() + e.Err.Error()
}

// Unwrap returns the cause.
func (e *PlanError) Unwrap() error { return e.Err }

// ReadPlan reads what Write wrote and nothing else: an unknown field, a change that is
// out of order, or a graph that does not fit its digest (because it was edited by
// hand) is a *PlanError.
func ReadPlan(r io.Reader) (*Plan, error) {
	text, err := io.ReadAll(io.LimitReader(r, maxPlan+1))
	if err != nil {
		return nil, fmt.Errorf("read plan: %w", err)
	}
	if len(text) > maxPlan {
		return nil, fmt.Errorf("read plan: larger than %d GiB", maxPlan>>30)
	}
	var head struct {
		Version *int `json:"version"`
	}
	if err := json.Unmarshal(text, &head); err != nil {
		return nil, positioned(text, err, 0)
	}
	if head.Version == nil {
		return nil, &PlanError{Line: 1, Column: 1, Field: "version", Err: errors.New("missing: this is not a plan")}
	}
	if *head.Version != PlanVersion {
		return nil, &PlanError{Field: "version", Err: fmt.Errorf("is %d, but this program reads %d: make the plan again", *head.Version, PlanVersion)}
	}
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.DisallowUnknownFields()
	p := &Plan{}
	if err := dec.Decode(p); err != nil {
		return nil, positioned(text, err, dec.InputOffset())
	}
	if err := p.check(); err != nil {
		return nil, err
	}
	return p, nil
}

// positioned adds line and column to an error of encoding/json.
func positioned(text []byte, err error, offset int64) *PlanError {
	out := &PlanError{Err: errors.New(strings.TrimPrefix(err.Error(), "json: "))}
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		offset = syntax.Offset
	case errors.As(err, &kind):
		offset, out.Field = kind.Offset, kind.Field
		out.Err = fmt.Errorf("is a JSON %s, which does not fit here", kind.Value)
	}
	before := text[:min(max(offset, 0), int64(len(text)))]
	out.Line = 1 + bytes.Count(before, []byte("\n"))
	out.Column = max(1, utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:]))
	return out
}

// check finds what NewPlan never makes.
func (p *Plan) check() error {
	seen := make(map[string]bool, len(p.Changes))
	last := 0
	for i, c := range p.Changes {
		field := fmt.Sprintf("changes[%d]", i)
		order := c.Kind.order()
		switch {
		case order < 0:
			return &PlanError{Field: field + ".kind", Err: fmt.Errorf("is %q: must be create, update or delete", c.Kind)}
		case order < last:
			return &PlanError{Field: field, Err: fmt.Errorf("a %s after a later kind: creates come first, then updates, then deletes", c.Kind)}
		case c.IRI == "":
			return &PlanError{Field: field + ".iri", Err: errors.New("missing")}
		case seen[c.IRI]:
			return &PlanError{Field: field + ".iri", Err: fmt.Errorf("%s has a change already", c.IRI)}
		case (c.Held == "") != (c.Kind == Create):
			return &PlanError{Field: field + ".held", Err: errors.New("belongs to updates and deletes, and to all of them")}
		case (c.Want == "") != (c.Kind == Delete):
			return &PlanError{Field: field + ".want", Err: errors.New("belongs to creates and updates, and to all of them")}
		case c.Kind != Delete && digestOf([]byte(c.Graph), c.Companions) != c.Want:
			return &PlanError{Field: field + ".graph", Err: errors.New("does not fit the digest in want: a plan cannot be edited by hand; change the source or the mapping and make it again")}
		}
		last, seen[c.IRI] = order, true
	}
	return nil
}

// MarshalJSON writes the lines as a list.
func (n NQuads) MarshalJSON() ([]byte, error) {
	return plainJSON(strings.Split(strings.TrimSuffix(string(n), "\n"), "\n"))
}

// UnmarshalJSON reads a list of lines.
func (n *NQuads) UnmarshalJSON(text []byte) error {
	var lines []string
	if json.Unmarshal(text, &lines) != nil {
		return errors.New("graph: must be a list of lines of N-Quads")
	}
	var b strings.Builder
	for _, line := range lines {
		b.WriteString(line + "\n")
	}
	*n = NQuads(b.String())
	return nil
}

type companionJSON struct {
	IRI       string  `json:"iri"`
	MediaType string  `json:"mediaType"`
	Text      *string `json:"text,omitempty"`
	Base64    []byte  `json:"base64,omitempty"`
}

// MarshalJSON writes each companion as text when it is UTF-8, else in base 64.
func (c Companions) MarshalJSON() ([]byte, error) {
	out := make([]companionJSON, len(c))
	for i, companion := range c {
		out[i] = companionJSON{IRI: companion.IRI, MediaType: companion.MediaType}
		if utf8.Valid(companion.Bytes) {
			text := string(companion.Bytes)
			out[i].Text = &text
			continue
		}
		out[i].Base64 = companion.Bytes
	}
	return plainJSON(out)
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (c *Companions) UnmarshalJSON(text []byte) error {
	var in []companionJSON
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&in); err != nil {
		return fmt.Errorf("companions: %s", strings.TrimPrefix(err.Error(), "json: "))
	}
	*c = make(Companions, len(in))
	for i, companion := range in {
		content := companion.Base64
		if companion.Text != nil {
			content = []byte(*companion.Text)
		}
		(*c)[i] = dcat.Companion{IRI: companion.IRI, MediaType: companion.MediaType, Bytes: content}
	}
	return nil
}

// plainJSON is json.Marshal that leaves <, > and & as they are: every line of N-Quads
// is full of them.
func plainJSON(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimRight(b.Bytes(), "\n"), nil
}
