package dcat

import (
	"encoding/json"
	"unicode/utf8"
)

// savedRecord is the JSON form of a source record. Text stands in place of Bytes
// when they are UTF-8, so that a saved record can be read by people.
type savedRecord struct {
	Source    string `json:"source"`
	ID        string `json:"id"`
	Modified  string `json:"modified,omitempty"`
	MediaType string `json:"mediaType,omitempty"`
	Location  string `json:"location,omitempty"`
	Deleted   bool   `json:"deleted,omitempty"`
	Text      string `json:"text,omitempty"`
	Bytes     []byte `json:"bytes,omitempty"`
	RawText   string `json:"rawText,omitempty"`
	Raw       []byte `json:"raw,omitempty"`
}

// MarshalJSON writes the record so that UnmarshalJSON gives the same record.
func (r SourceRecord) MarshalJSON() ([]byte, error) {
	s := savedRecord{Source: r.Source, ID: r.ID, Modified: r.Modified, MediaType: r.MediaType, Location: r.Location, Deleted: r.Deleted}
	s.Text, s.Bytes = split(r.Bytes)
	s.RawText, s.Raw = split(r.Raw)
	return json.Marshal(s)
}

// UnmarshalJSON reads a record that MarshalJSON wrote.
func (r *SourceRecord) UnmarshalJSON(text []byte) error {
	var s savedRecord
	if err := json.Unmarshal(text, &s); err != nil {
		return err
	}
	*r = SourceRecord{Source: s.Source, ID: s.ID, Modified: s.Modified, MediaType: s.MediaType, Location: s.Location, Deleted: s.Deleted,
		Bytes: join(s.Text, s.Bytes), Raw: join(s.RawText, s.Raw)}
	return nil
}

func split(b []byte) (string, []byte) {
	if utf8.Valid(b) {
		return string(b), nil
	}
	return "", b
}

func join(text string, b []byte) []byte {
	if len(b) > 0 {
		return b
	}
	if text == "" {
		return nil
	}
	return []byte(text)
}
