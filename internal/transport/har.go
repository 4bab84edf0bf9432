package transport

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"
	"unicode/utf8"
)

// The parts of HAR 1.2 that are written, and of which reading needs the request, the
// response and its content. A request that got no answer has status 0 and says why
// in _error, as browsers write it; "timeout" is a server that was too slow.
type (
	harEntry struct {
		Started  time.Time   `json:"startedDateTime"`
		Time     float64     `json:"time"`
		Request  harRequest  `json:"request"`
		Response harResponse `json:"response"`
		Cache    struct{}    `json:"cache"`
		Timings  harTimings  `json:"timings"`
		Error    string      `json:"_error,omitempty"`
	}
	harRequest struct {
		Method      string       `json:"method"`
		URL         string       `json:"url"`
		HTTPVersion string       `json:"httpVersion"`
		Cookies     []harPair    `json:"cookies"`
		Headers     []harPair    `json:"headers"`
		QueryString []harPair    `json:"queryString"`
		PostData    *harPostData `json:"postData,omitempty"`
		HeadersSize int          `json:"headersSize"`
		BodySize    int          `json:"bodySize"`
	}
	harResponse struct {
		Status      int        `json:"status"`
		StatusText  string     `json:"statusText"`
		HTTPVersion string     `json:"httpVersion"`
		Cookies     []harPair  `json:"cookies"`
		Headers     []harPair  `json:"headers"`
		Content     harContent `json:"content"`
		RedirectURL string     `json:"redirectURL"`
		HeadersSize int        `json:"headersSize"`
		BodySize    int64      `json:"bodySize"`
		Error       string     `json:"_error,omitempty"`
	}
	harPair struct {
		Name  string `json:"name"`
		Value string `json:"value"`
	}
	harPostData struct {
		MimeType string `json:"mimeType"`
		Text     string `json:"text"`
	}
	harContent struct {
		Size        int    `json:"size"`
		Compression int64  `json:"compression,omitempty"`
		MimeType    string `json:"mimeType"`
		Text        string `json:"text"`
		Encoding    string `json:"encoding,omitempty"`
	}
	harTimings struct {
		Send    float64 `json:"send"`
		Wait    float64 `json:"wait"`
		Receive float64 `json:"receive"`
	}
)

const harTimeout = "timeout"

// errRecorded stands for a fault of the connection that a recording tells of.
var errRecorded = errors.New("recorded fault of the connection")

// content puts a body into an entry: as text where JSON can carry it unharmed.
func (c *harContent) put(body []byte) {
	c.Size = len(body)
	if utf8.Valid(body) {
		c.Text = string(body)
		return
	}
	c.Text, c.Encoding = base64.StdEncoding.EncodeToString(body), "base64"
}

func (c *harContent) body() ([]byte, error) {
	switch c.Encoding {
	case "":
		return []byte(c.Text), nil
	case "base64":
		return base64.StdEncoding.DecodeString(c.Text)
	}
	return nil, fmt.Errorf("content encoding %q is unknown", c.Encoding)
}

// fault returns the error that an entry without answer stands for.
func (e *harEntry) fault() error {
	if e.Response.Status != 0 {
		return nil
	}
	text := e.Response.Error
	if text == "" {
		text = e.Error
	}
	plain := strings.ReplaceAll(strings.ToLower(text), "_", " ")
	if strings.Contains(plain, harTimeout) || strings.Contains(plain, "timed out") {
		return &TimeoutError{}
	}
	if text == "" {
		text = "no answer was recorded"
	}
	return fmt.Errorf("%w: %s", errRecorded, text)
}

// requestKey is what makes two requests the same for a replay: the method, the URL
// without secrets and fragment and with its parameters in one order, and the body.
func requestKey(method, rawURL, mediaType string, body []byte) string {
	key := method + " " + canonicalURL(rawURL)
	if len(body) > 0 {
		key += "\n" + canonicalBody(redactBody(mediaType, body))
	}
	return key
}

func canonicalURL(raw string) string {
	u, err := url.Parse(RedactURL(raw))
	if err != nil {
		return raw
	}
	u.Fragment, u.RawFragment = "", ""
	u.Host = strings.ToLower(u.Host)
	if values, err := url.ParseQuery(u.RawQuery); err == nil {
		u.RawQuery = values.Encode()
	}
	if u.Path == "" {
		u.Path = "/"
	}
	// The path in one spelling of its escapes.
	u.RawPath = ""
	return u.String()
}

func canonicalBody(body []byte) string {
	var value any
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	if decoder.Decode(&value) == nil && !decoder.More() {
		if out, err := json.Marshal(value); err == nil {
			return string(out)
		}
	}
	return string(body)
}

func headerOf(pairs []harPair) http.Header {
	out := http.Header{}
	for _, p := range pairs {
		out.Add(p.Name, p.Value)
	}
	return out
}
