package ckan

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/trebbia/trebbia/internal/transport"
)

// ActionError is an envelope that says no.
type ActionError struct {
	URL    string
	Status int
	// Type is CKAN's "__type", such as "Not Found Error"; may be empty.
	Type    string
	Message string
	// Fields are the messages about fields of a validation error.
	Fields map[string][]string
}

// Error names the call, the status and what CKAN said.
func (e *ActionError) Error() string {
	var parts []string
	for _, p := range []string{e.Type, e.Message} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	for _, field := range slices.Sorted(maps.Keys(e.Fields)) {
		parts = append(parts, field+": "+strings.Join(e.Fields[field], "; "))
	}
	return fmt.Sprintf("%s: status %d: %s", e.URL, e.Status, strings.Join(parts, ": "))
}

// Hint says what the error usually means for a harvester.
func (e *ActionError) Hint() string {
	switch e.Status {
	case http.StatusForbidden, http.StatusUnauthorized:
		return "the portal wants a token for this, or does not know the one it was given"
	case http.StatusNotFound:
		return "check the address of the source and the names in its query"
	}
	return ""
}

// Refused reports whether the portal understood the call and will not answer it, so
// that asking again is of no use.
func (e *ActionError) Refused() bool {
	switch e.Status {
	case 400, 401, 403, 404, 409:
		return true
	}
	return false
}

// AnswerError is an answer that is no envelope, or not the one that was asked for.
type AnswerError struct {
	URL, Reason string
	// Start is the beginning of the answer.
	Start string
}

// Error names the call and the reason.
func (e *AnswerError) Error() string { return e.URL + ": " + e.Reason }

// Hint says what to look at.
func (e *AnswerError) Hint() string {
	return "open the address in a browser: a login page, a firewall or another kind of portal may answer there"
}

// envelope is the frame of every answer of the Action API.
type envelope struct {
	Success *bool           `json:"success"`
	Result  json.RawMessage `json:"result"`
	Error   json.RawMessage `json:"error"`
}

// decode returns the result in an answer.
func decode(at string, resp *transport.Response) (json.RawMessage, error) {
	body := bytes.TrimSpace(bytes.TrimPrefix(resp.Body, []byte("\xef\xbb\xbf")))
	switch {
	case len(body) == 0:
		return nil, &AnswerError{URL: at, Reason: "the answer is empty"}
	case body[0] == '<':
		return nil, &AnswerError{URL: at, Reason: "a web page instead of JSON" + title(body), Start: start(body)}
	case body[0] == '"': // a bad request is answered with a bare text
		var message string
		if json.Unmarshal(body, &message) == nil {
			return nil, &ActionError{URL: at, Status: resp.Status, Message: message}
		}
	}
	var e envelope
	if err := json.Unmarshal(body, &e); err != nil {
		return nil, &AnswerError{URL: at, Reason: "not JSON, or cut short: " + err.Error(), Start: start(body)}
	}
	switch {
	case e.Success == nil:
		return nil, &AnswerError{URL: at, Reason: "JSON that does not say success", Start: start(body)}
	case !*e.Success:
		return nil, newActionError(at, resp.Status, e.Error)
	case len(e.Result) == 0 || string(e.Result) == "null":
		return nil, &AnswerError{URL: at, Reason: "success without a result"}
	}
	return e.Result, nil
}

// newActionError reads an error object: __type, message, and lists by field.
func newActionError(at string, status int, text json.RawMessage) *ActionError {
	out := &ActionError{URL: at, Status: status}
	var object map[string]json.RawMessage
	if json.Unmarshal(text, &object) != nil {
		if json.Unmarshal(text, &out.Message) != nil {
			out.Message = start(text)
		}
		return out
	}
	for name, value := range object {
		switch name {
		case "__type":
			json.Unmarshal(value, &out.Type)
		case "message":
			if json.Unmarshal(value, &out.Message) != nil {
				out.Message = start(value)
			}
		default:
			if out.Fields == nil {
				out.Fields = map[string][]string{}
			}
			out.Fields[name] = fieldMessages(value)
		}
	}
	return out
}

// fieldMessages flattens what stands under a field: a list of texts, or for nested
// fields a list of objects, one for each item, empty for those that are right.
func fieldMessages(value json.RawMessage) []string {
	var texts []string
	if json.Unmarshal(value, &texts) == nil {
		return texts
	}
	return []string{start(value)}
}

var titleTag = regexp.MustCompile(`(?is)<title[^>]*>\s*(.*?)\s*</title>`)

// title returns the title of a web page, which tells a firewall from a login.
func title(page []byte) string {
	if m := titleTag.FindSubmatch(page[:min(len(page), 8<<10)]); m != nil && len(m[1]) > 0 {
		return fmt.Sprintf(" (%q)", start(m[1]))
	}
	return ""
}

// start returns the beginning of an answer for messages.
func start(text []byte) string {
	text = text[:min(len(text), 200)]
	for len(text) > 0 && !utf8.Valid(text) && len(text) > 196 {
		text = text[:len(text)-1]
	}
	return strings.ToValidUTF8(string(text), "\uFFFD")
}
