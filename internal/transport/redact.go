package transport

import (
	"bytes"
	"cmp"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// redacted stands where a secret was.
const redacted = "REDACTED"

// secretHeader reports whether a header carries a secret. Portals rename CKAN's
// header (apitoken_header_name), so the name is searched, not compared.
func secretHeader(name string) bool {
	name = strings.ToLower(name)
	switch name {
	case "authorization", "proxy-authorization", "cookie", "set-cookie":
		return true
	}
	return secretWord(name)
}

// secretWord reports whether a name speaks of a secret.
func secretWord(name string) bool {
	name = strings.NewReplacer("-", "", "_", "", ".", "").Replace(strings.ToLower(name))
	for _, word := range [...]string{"apikey", "token", "secret", "password", "passwd", "credential", "signature"} {
		if strings.Contains(name, word) {
			return true
		}
	}
	switch name {
	case "key", "auth", "pwd", "pass", "sig":
		return true
	}
	return false
}

// RedactURL returns the URL without user information and without the values of
// query parameters that look like keys. A text that is no URL loses its query.
func RedactURL(raw string) string {
	u, err := url.Parse(raw)
	if err != nil {
		before, _, _ := strings.Cut(raw, "?")
		return before
	}
	if u.User != nil {
		u.User = url.User(redacted)
	}
	u.RawQuery = redactQuery(u.RawQuery)
	return u.String()
}

// redactQuery works on the text, so that a query without secrets stays byte for byte.
func redactQuery(query string) string {
	if query == "" {
		return ""
	}
	pairs := strings.Split(query, "&")
	for i, pair := range pairs {
		name, _, _ := strings.Cut(pair, "=")
		if plain, err := url.QueryUnescape(name); err == nil && secretWord(plain) {
			pairs[i] = name + "=" + redacted
		}
	}
	return strings.Join(pairs, "&")
}

// redactBody hides secrets in what a request sends: a form or a JSON object.
func redactBody(mediaType string, body []byte) []byte {
	switch {
	case isForm(mediaType):
		return []byte(redactQuery(string(body)))
	case isJSON(mediaType):
		var object map[string]json.RawMessage
		if json.Unmarshal(body, &object) != nil {
			return body
		}
		found := false
		for name := range object {
			if secretWord(name) {
				object[name], found = json.RawMessage(`"`+redacted+`"`), true
			}
		}
		if !found {
			return body
		}
		var out bytes.Buffer
		encoder := json.NewEncoder(&out)
		encoder.SetEscapeHTML(false)
		if encoder.Encode(object) != nil {
			return nil
		}
		return bytes.TrimSpace(out.Bytes())
	}
	return body
}

func isForm(mediaType string) bool {
	return strings.HasPrefix(mediaType, "application/x-www-form-urlencoded")
}

func isJSON(mediaType string) bool { return strings.Contains(mediaType, "json") }

// secrets are the values that a request was sent with and that must not be told.
type secrets []string

// shortestSecret keeps a value such as "1" from blotting out half of a text.
const shortestSecret = 6

func secretsOf(req Request) secrets {
	u, _ := url.Parse(req.URL)
	return secretsIn(u, req.Header, req.Body)
}

func secretsIn(u *url.URL, header http.Header, body []byte) secrets {
	var out secrets
	add := func(value string) {
		if len(value) >= shortestSecret && value != redacted {
			out = append(out, value)
		}
	}
	for name, values := range header {
		if !secretHeader(name) {
			continue
		}
		for _, v := range values {
			add(v)
			if _, token, ok := strings.Cut(v, " "); ok {
				add(token)
			}
		}
	}
	addForm := func(form url.Values) {
		for name, values := range form {
			if secretWord(name) {
				for _, v := range values {
					add(v)
				}
			}
		}
	}
	if u != nil {
		if password, ok := u.User.Password(); ok {
			add(password)
		}
		addForm(u.Query())
	}
	switch mediaType := header.Get("Content-Type"); {
	case isForm(mediaType):
		if form, err := url.ParseQuery(string(body)); err == nil {
			addForm(form)
		}
	case isJSON(mediaType):
		var object map[string]any
		if json.Unmarshal(body, &object) == nil {
			for name, value := range object {
				if text, ok := value.(string); ok && secretWord(name) {
					add(text)
				}
			}
		}
	}
	// The longest first: one may be a part of another.
	slices.SortFunc(out, func(a, b string) int {
		return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b))
	})
	return out
}

// remove replaces every secret in a text, also in its query-escaped form.
func (s secrets) remove(text string) string {
	for _, secret := range s {
		text = strings.ReplaceAll(text, secret, redacted)
		text = strings.ReplaceAll(text, url.QueryEscape(secret), redacted)
	}
	return text
}
