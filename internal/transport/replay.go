package transport

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"strings"
	"sync"
)

// maxReplayFile bounds a HAR file that is replayed.
const maxReplayFile = 1 << 30

// ReplayError is a request that the replay file has no answer to.
type ReplayError struct {
	File, Method, URL string
	// Near is the recorded request that looks most like it, or empty.
	Near string
}

// Error names the request and the file.
func (e *ReplayError) Error() string {
	return fmt.Sprintf("%s holds no answer to %s %s", e.File, e.Method, e.URL)
}

// Hint tells how to get the answer into the file.
func (e *ReplayError) Hint() string {
	hint := "record the run again with --record"
	if e.Near != "" {
		hint += "; the nearest recorded request is " + e.Near
	}
	return hint
}

// replay answers requests from a HAR file: the answers to one request in the order in
// which they were recorded, the last one again and again.
type replay struct {
	file     string
	maxBytes int64
	mu       sync.Mutex
	answers  map[string][]*harEntry
	requests []string // method and URL of every entry, in the order of the file
}

func openReplay(file string, maxBytes int64) (*replay, error) {
	fault := func(err error) error {
		return &FileError{Op: "replay", Path: file, Err: err, hint: "a HAR 1.2 file is needed: --record makes one, and so do browsers"}
	}
	info, err := os.Stat(file)
	if err != nil {
		return nil, fault(pathCause(err))
	}
	if info.Size() > maxReplayFile {
		return nil, fault(fmt.Errorf("file of more than %d bytes", maxReplayFile))
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, fault(pathCause(err))
	}
	var har struct {
		Log *struct {
			Entries []*harEntry `json:"entries"`
		} `json:"log"`
	}
	if err := json.Unmarshal(text, &har); err != nil {
		return nil, fault(err)
	}
	if har.Log == nil || har.Log.Entries == nil {
		return nil, fault(errors.New("no log.entries in it"))
	}
	r := &replay{file: file, maxBytes: maxBytes, answers: map[string][]*harEntry{}}
	for i, e := range har.Log.Entries {
		if e == nil || e.Request.Method == "" || e.Request.URL == "" {
			return nil, fault(fmt.Errorf("entry %d has no request method and URL", i+1))
		}
		var mediaType string
		var body []byte
		if e.Request.PostData != nil {
			mediaType, body = e.Request.PostData.MimeType, []byte(e.Request.PostData.Text)
		}
		key := requestKey(e.Request.Method, e.Request.URL, mediaType, body)
		r.answers[key] = append(r.answers[key], e)
		r.requests = append(r.requests, e.Request.Method+" "+canonicalURL(e.Request.URL))
	}
	return r, nil
}

func (r *replay) exchange(ctx context.Context, req *http.Request, body []byte) (*Response, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	e := r.next(requestKey(req.Method, req.URL.String(), req.Header.Get("Content-Type"), body))
	if e == nil {
		url := RedactURL(req.URL.String())
		return nil, &ReplayError{File: r.file, Method: req.Method, URL: url, Near: r.near(req.Method + " " + canonicalURL(url))}
	}
	if err := e.fault(); err != nil {
		return nil, err
	}
	out := &Response{Status: e.Response.Status, Header: headerOf(e.Response.Headers), proto: e.Response.HTTPVersion}
	if out.Header.Get("Content-Type") == "" && e.Response.Content.MimeType != "" {
		out.Header.Set("Content-Type", e.Response.Content.MimeType)
	}
	if out.Header.Get("Location") == "" && e.Response.RedirectURL != "" {
		out.Header.Set("Location", e.Response.RedirectURL)
	}
	var err error
	if out.Body, err = e.Response.Content.body(); err != nil {
		return nil, &FileError{Op: "replay", Path: r.file, Err: err}
	}
	if int64(len(out.Body)) > r.maxBytes {
		return nil, &SizeError{Limit: r.maxBytes}
	}
	out.compressed = int64(len(out.Body))
	return out, nil
}

func (r *replay) next(key string) *harEntry {
	r.mu.Lock()
	defer r.mu.Unlock()
	list := r.answers[key]
	if len(list) == 0 {
		return nil
	}
	if len(list) > 1 {
		r.answers[key] = list[1:]
	}
	return list[0]
}

// near returns the recorded request that shares the longest beginning with the wanted
// one, if that reaches beyond the host.
func (r *replay) near(want string) string {
	best, length := "", 0
	for _, have := range r.requests {
		n := 0
		for n < len(have) && n < len(want) && have[n] == want[n] {
			n++
		}
		if n > length {
			best, length = have, n
		}
	}
	if strings.Count(want[:length], "/") < 3 {
		return ""
	}
	return best
}

// pathCause drops the operation and path that the message names already.
func pathCause(err error) error {
	var p *os.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}
