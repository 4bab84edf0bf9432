package transport

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"
)

// recorder is a wire that writes down what passes over another one, as HAR 1.2 with
// the secrets taken out. Entries go to a file beside the wanted one as they come, so
// memory does not grow; close gives it its name.
type recorder struct {
	wire
	path  string
	clock func() time.Time

	mu      sync.Mutex
	file    *os.File
	entries int
	err     error
}

func newRecorder(opt Options, inner wire) (*recorder, error) {
	r := &recorder{wire: inner, path: opt.Record, clock: opt.Clock}
	file, err := os.CreateTemp(filepath.Dir(opt.Record), "."+filepath.Base(opt.Record)+".*")
	if err != nil {
		return nil, r.fault(err)
	}
	r.file = file
	name, version, _ := strings.Cut(strings.Fields(opt.UserAgent + " x")[0], "/")
	creator, err := json.Marshal(map[string]string{"name": name, "version": version})
	if err == nil {
		_, err = file.WriteString(`{"log":{"version":"1.2","creator":` + string(creator) + `,"entries":[`)
	}
	if err != nil {
		file.Close()
		os.Remove(file.Name())
		return nil, r.fault(err)
	}
	return r, nil
}

func (r *recorder) fault(err error) error {
	return &FileError{Op: "record", Path: r.path, Err: pathCause(err), hint: "the folder must exist and be writable"}
}

func (r *recorder) exchange(ctx context.Context, req *http.Request, body []byte) (*Response, error) {
	begun := r.clock()
	resp, err := r.wire.exchange(ctx, req, body)
	if ctx.Err() == nil { // an interrupted request says nothing about the server
		r.write(newEntry(req, body, resp, err, begun, r.clock().Sub(begun)))
	}
	return resp, err
}

func (r *recorder) write(e *harEntry) {
	text, err := json.MarshalIndent(e, "", " ")
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.file == nil || r.err != nil {
		return
	}
	if err == nil && r.entries > 0 {
		_, err = r.file.WriteString(",")
	}
	if err == nil {
		_, err = r.file.Write(append([]byte("\n"), text...))
	}
	r.entries++
	r.err = err
}

// close ends the file and gives it its name. A second call does nothing.
func (r *recorder) close() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.file == nil {
		return nil
	}
	file, err := r.file, r.err
	r.file = nil
	if err == nil {
		_, err = file.WriteString("\n]}}\n")
	}
	if err == nil {
		err = file.Sync()
	}
	err = errors.Join(err, file.Close())
	if err == nil {
		err = os.Rename(file.Name(), r.path)
	}
	if err != nil {
		os.Remove(file.Name())
		return r.fault(err)
	}
	return nil
}

func newEntry(req *http.Request, body []byte, resp *Response, err error, begun time.Time, took time.Duration) *harEntry {
	hidden := secretsIn(req.URL, req.Header, body)
	milliseconds := max(0, float64(took.Microseconds())/1000)
	e := &harEntry{
		Started: begun, Time: milliseconds,
		Timings: harTimings{Wait: milliseconds},
		Request: harRequest{
			Method: req.Method, URL: RedactURL(req.URL.String()), HTTPVersion: "HTTP/1.1",
			Cookies: []harPair{}, Headers: harHeaders(req.Header, hidden), QueryString: harQuery(req.URL),
			HeadersSize: -1, BodySize: len(body),
		},
		Response: harResponse{
			Cookies: []harPair{}, Headers: []harPair{}, HeadersSize: -1, BodySize: -1,
			Content: harContent{MimeType: "x-unknown"},
		},
	}
	if len(body) > 0 {
		mediaType := req.Header.Get("Content-Type")
		e.Request.PostData = &harPostData{MimeType: mediaType, Text: hidden.remove(string(redactBody(mediaType, body)))}
	}
	if err != nil {
		e.Response.Error = hidden.remove(err.Error())
		if IsTimeout(err) {
			e.Response.Error = harTimeout
		}
		return e
	}
	if resp.proto != "" {
		e.Request.HTTPVersion = resp.proto
	}
	e.Response.Status, e.Response.StatusText = resp.Status, http.StatusText(resp.Status)
	e.Response.HTTPVersion = e.Request.HTTPVersion
	e.Response.Headers = harHeaders(resp.Header, hidden)
	e.Response.BodySize = resp.compressed
	content := resp.Body
	if text := hidden.remove(string(content)); len(hidden) > 0 {
		content = []byte(text)
	}
	e.Response.Content.put(content)
	e.Response.Content.Compression = int64(len(resp.Body)) - resp.compressed
	if mediaType := resp.Header.Get("Content-Type"); mediaType != "" {
		e.Response.Content.MimeType = mediaType
	}
	if location := resp.Header.Get("Location"); location != "" {
		e.Response.RedirectURL = hidden.remove(RedactURL(location))
	}
	return e
}

// harHeaders lists headers by name, without what they keep secret.
func harHeaders(header http.Header, hidden secrets) []harPair {
	out := []harPair{}
	for name, values := range header {
		for _, v := range values {
			switch {
			case secretHeader(name):
				v = redacted
			case name == "Location" || name == "Content-Location" || name == "Referer":
				v = hidden.remove(RedactURL(v))
			default:
				v = hidden.remove(v)
			}
			out = append(out, harPair{Name: name, Value: v})
		}
	}
	slices.SortStableFunc(out, func(a, b harPair) int { return strings.Compare(a.Name, b.Name) })
	return out
}

// harQuery lists the parameters of a URL in their order there.
func harQuery(u *url.URL) []harPair {
	out := []harPair{}
	for pair := range strings.SplitSeq(redactQuery(u.RawQuery), "&") {
		if pair == "" {
			continue
		}
		name, value, _ := strings.Cut(pair, "=")
		out = append(out, harPair{Name: unescaped(name), Value: unescaped(value)})
	}
	return out
}

func unescaped(text string) string {
	if plain, err := url.QueryUnescape(text); err == nil {
		return plain
	}
	return text
}
