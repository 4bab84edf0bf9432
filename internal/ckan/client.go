package ckan

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"github.com/trebbia/trebbia/internal/transport"
)

// Dialect is a way of laying the actions out under an address.
type Dialect uint8

const (
	// ActionAPI has its actions under /api/3/action/.
	ActionAPI Dialect = iota
	// Bare has its actions right under the address.
	Bare
)

// actionPath is where the actions are (CKAN API guide, version 3).
const actionPath = "/api/3/action"

// Client reads one portal.
type Client struct {
	base    string
	actions string
	http    *transport.Client
}

// New returns a client for the portal at base, which may end with the path of the
// actions and may contain a path of its own ("https://www.dati.gov.it/opendata").
func New(base string, dialect Dialect, http *transport.Client) (*Client, error) {
	u, err := url.Parse(base)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
		return nil, fmt.Errorf("%q is not an absolute http or https address", base)
	}
	u.RawQuery, u.Fragment = "", ""
	u.Path, u.RawPath = strings.TrimSuffix(strings.TrimRight(u.Path, "/"), actionPath), ""
	c := &Client{base: strings.TrimRight(u.String(), "/"), http: http}
	c.actions = c.base + "/"
	if dialect == ActionAPI {
		c.actions = c.base + actionPath + "/"
	}
	return c, nil
}

// Base returns the address of the portal, without a slash at the end and without the
// path of the actions.
func (c *Client) Base() string { return c.base }

// URL returns the address of a call.
func (c *Client) URL(action string, parameters url.Values) string {
	if len(parameters) == 0 {
		return c.actions + action
	}
	return c.actions + action + "?" + parameters.Encode()
}

// Query is a search.
type Query struct {
	// Q and FQ are Solr queries; empty means everything.
	Q, FQ string
	// Sort is a Solr sort order such as "id asc".
	Sort        string
	Rows, Start int
}

// SearchResult is one page of a search. Count is the number of all matches.
type SearchResult struct {
	Count   int
	Results []json.RawMessage
}

// Search calls package_search.
func (c *Client) Search(ctx context.Context, q Query) (*SearchResult, error) {
	p := url.Values{"rows": {strconv.Itoa(q.Rows)}, "start": {strconv.Itoa(q.Start)}}
	for name, value := range map[string]string{"q": q.Q, "fq": q.FQ, "sort": q.Sort} {
		if value != "" {
			p.Set(name, value)
		}
	}
	var out struct {
		Count   *int              `json:"count"`
		Results []json.RawMessage `json:"results"`
	}
	at, err := c.call(ctx, "package_search", p, &out)
	if err != nil {
		return nil, err
	}
	if out.Count == nil || *out.Count < 0 {
		return nil, &AnswerError{URL: at, Reason: "a search result without count"}
	}
	return &SearchResult{Count: *out.Count, Results: out.Results}, nil
}

// Show calls package_show for an id or name. Portals on DKAN answer with a list of one.
func (c *Client) Show(ctx context.Context, id string) (json.RawMessage, error) {
	var out json.RawMessage
	at, err := c.call(ctx, "package_show", url.Values{"id": {id}}, &out)
	if err != nil {
		return nil, err
	}
	var list []json.RawMessage
	if json.Unmarshal(out, &list) == nil {
		if len(list) != 1 {
			return nil, &AnswerError{URL: at, Reason: fmt.Sprintf("%d packages instead of one", len(list))}
		}
		out = list[0]
	}
	if !isObject(out) {
		return nil, &AnswerError{URL: at, Reason: "the result is not a package", Start: start(out)}
	}
	return out, nil
}

// List calls package_list: the names of all packages, or their ids as texts.
func (c *Client) List(ctx context.Context) ([]string, error) {
	var items []any
	at, err := c.call(ctx, "package_list", nil, &items)
	if err != nil {
		return nil, err
	}
	out := make([]string, 0, len(items))
	for _, item := range items {
		name, ok := Text(item)
		if !ok || name == "" {
			return nil, &AnswerError{URL: at, Reason: "a list that does not hold names only"}
		}
		out = append(out, name)
	}
	return out, nil
}

// WithResources calls current_package_list_with_resources.
func (c *Client) WithResources(ctx context.Context, limit, offset int) ([]json.RawMessage, error) {
	var out []json.RawMessage
	_, err := c.call(ctx, "current_package_list_with_resources",
		url.Values{"limit": {strconv.Itoa(limit)}, "offset": {strconv.Itoa(offset)}}, &out)
	return out, err
}

// Organization calls organization_show for an id or name, without its packages and users.
func (c *Client) Organization(ctx context.Context, id string) (json.RawMessage, error) {
	var out json.RawMessage
	at, err := c.call(ctx, "organization_show",
		url.Values{"id": {id}, "include_datasets": {"false"}, "include_users": {"false"}}, &out)
	if err == nil && !isObject(out) {
		return nil, &AnswerError{URL: at, Reason: "the result is not an organisation", Start: start(out)}
	}
	return out, err
}

// call calls an action and decodes its result into out; at is the address called.
func (c *Client) call(ctx context.Context, action string, p url.Values, out any) (at string, err error) {
	address := c.URL(action, p)
	at = transport.RedactURL(address)
	resp, err := c.http.Get(ctx, address, "application/json")
	if resp == nil {
		return at, err
	}
	result, fault := decode(at, resp)
	if fault != nil {
		var status *transport.StatusError
		var answer *AnswerError
		if errors.As(fault, &answer) && errors.As(err, &status) {
			return at, err // the status says more than that the body is no envelope
		}
		return at, fault
	}
	if err != nil {
		return at, err
	}
	decoder := json.NewDecoder(bytes.NewReader(result))
	decoder.UseNumber()
	if err := decoder.Decode(out); err != nil {
		return at, &AnswerError{URL: at, Reason: "a result of another form than " + action + " has", Start: start(result)}
	}
	return at, nil
}

// Text returns the text of a JSON value that is a string or a number.
func Text(v any) (string, bool) {
	switch v := v.(type) {
	case string:
		return strings.TrimSpace(v), true
	case json.Number:
		return v.String(), true
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64), true
	}
	return "", false
}

func isObject(text json.RawMessage) bool {
	return bytes.HasPrefix(bytes.TrimLeft(text, " \t\r\n"), []byte("{"))
}
