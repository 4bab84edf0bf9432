package ckan

import (
	"bytes"
	"encoding/json"
	"errors"
)

// Summary is what a harvester must know of a package; the rest stays JSON.
type Summary struct {
	// ID and Name are texts even where the portal uses numbers.
	ID, Name string
	Title    string
	Type     string
	State    string
	Modified string
	// Organization is the name or id of the owning organisation, or empty.
	Organization string
	// Resources is how many resources the JSON holds, Declared how many the package
	// says it has; -1 where there is no such key.
	Resources, Declared int
}

// Summarize reads the summary of a package.
func Summarize(p json.RawMessage) (Summary, error) {
	var fields struct {
		ID           any               `json:"id"`
		Name         any               `json:"name"`
		Title        any               `json:"title"`
		Type         any               `json:"type"`
		State        any               `json:"state"`
		Modified     any               `json:"metadata_modified"`
		OwnerOrg     any               `json:"owner_org"`
		Organization any               `json:"organization"`
		Resources    []json.RawMessage `json:"resources"`
		NumResources *int              `json:"num_resources"`
	}
	decoder := json.NewDecoder(bytes.NewReader(p))
	decoder.UseNumber()
	if !isObject(p) {
		return Summary{}, errors.New("not an object")
	}
	if err := decoder.Decode(&fields); err != nil {
		return Summary{}, err
	}
	out := Summary{Resources: -1, Declared: -1}
	for _, f := range []struct {
		to   *string
		from any
	}{{&out.ID, fields.ID}, {&out.Name, fields.Name}, {&out.Title, fields.Title}, {&out.Type, fields.Type},
		{&out.State, fields.State}, {&out.Modified, fields.Modified}, {&out.Organization, fields.OwnerOrg}} {
		*f.to, _ = Text(f.from)
	}
	if organization, ok := fields.Organization.(map[string]any); ok {
		for _, key := range []string{"id", "name"} {
			if text, ok := Text(organization[key]); ok && text != "" {
				out.Organization = text
			}
		}
	}
	if fields.Resources != nil {
		out.Resources = len(fields.Resources)
	}
	if fields.NumResources != nil {
		out.Declared = *fields.NumResources
	}
	return out, nil
}

// With returns the package with members added at the end of the object; all else stays
// as the API wrote it. The values must be JSON.
func With(p json.RawMessage, members ...Member) (json.RawMessage, error) {
	text := bytes.TrimSpace(p)
	if !isObject(text) || !json.Valid(text) {
		return nil, errors.New("not an object")
	}
	text = bytes.TrimRight(text[:len(text)-1], " \t\r\n")
	out := bytes.NewBuffer(bytes.Clone(text))
	for _, m := range members {
		if out.Bytes()[out.Len()-1] != '{' {
			out.WriteByte(',')
		}
		name, err := json.Marshal(m.Name)
		if err != nil {
			return nil, err
		}
		out.Write(name)
		out.WriteByte(':')
		out.Write(m.Value)
	}
	out.WriteByte('}')
	return out.Bytes(), nil
}

// Member is a name and its value in an object.
type Member struct {
	Name  string
	Value json.RawMessage
}
