package report

import (
	"encoding/json"
	"io"
)

// JSON writes each event as one line of JSON (JSON Lines), without loss.
type JSON struct{ encoder *json.Encoder }

// NewJSON returns a renderer that writes to w.
func NewJSON(w io.Writer) *JSON {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return &JSON{encoder: e}
}

// Handle implements [Handler].
func (j *JSON) Handle(e Event) error { return j.encoder.Encode(e) }
