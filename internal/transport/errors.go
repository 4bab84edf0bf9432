package transport

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"strings"
	"syscall"
	"time"
	"unicode/utf8"
)

// StatusError is an answer with a status outside 2xx. Its texts are free of secrets.
type StatusError struct {
	Method, URL string
	Status      int
	// Body is the beginning of the answer.
	Body string
}

// Error names the request and the status.
func (e *StatusError) Error() string {
	return fmt.Sprintf("%s %s: unexpected status %d", e.Method, e.URL, e.Status)
}

// Hint says what the status usually means for a harvester.
func (e *StatusError) Hint() string {
	switch {
	case e.Status == 401 || e.Status == 403:
		return "the server refuses this client: it may block programs or want a token"
	case e.Status == 404 || e.Status == 410:
		return "check the URL of the source: nothing is there any more"
	case e.Status == 429 || e.Status == 503:
		return "the server is overloaded or limits requests: try later or lower the rate"
	}
	return ""
}

// RequestError is a request that got no answer. Its texts are free of secrets.
type RequestError struct {
	Method, URL string
	Err         error
}

// Error names the request and the cause.
func (e *RequestError) Error() string { return fmt.Sprintf("%s %s: %s", e.Method, e.URL, e.Err) }

// Unwrap returns the cause.
func (e *RequestError) Unwrap() error { return e.Err }

// TimeoutError is a server that was silent, or not done, for this long.
type TimeoutError struct{ After time.Duration }

// Error says how long the server was waited for.
func (e *TimeoutError) Error() string {
	if e.After == 0 {
		return "timed out"
	}
	return fmt.Sprintf("timed out after %s", e.After)
}

// Timeout makes the error one of package net's timeouts.
func (e *TimeoutError) Timeout() bool { return true }

// SizeError is a body of more than Limit bytes.
type SizeError struct{ Limit int64 }

// Error names the limit.
func (e *SizeError) Error() string { return fmt.Sprintf("body of more than %d bytes", e.Limit) }

// FileError is a fault of a replay or record file.
type FileError struct {
	Op, Path string
	Err      error
	hint     string
}

// Error names the file and the cause.
func (e *FileError) Error() string { return fmt.Sprintf("%s %s: %s", e.Op, e.Path, e.Err) }

// Unwrap returns the cause.
func (e *FileError) Unwrap() error { return e.Err }

// Hint tells what to do about the file.
func (e *FileError) Hint() string { return e.hint }

// IsTimeout reports whether an error says that a server was too slow.
func IsTimeout(err error) bool {
	var t interface{ Timeout() bool }
	return errors.As(err, &t) && t.Timeout()
}

// passing reports whether the cause of a request without answer may pass by itself.
func passing(err error) bool {
	var dns *net.DNSError
	if errors.As(err, &dns) {
		return dns.IsTemporary || dns.IsTimeout
	}
	return IsTimeout(err) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) ||
		errors.Is(err, syscall.ECONNRESET) || errors.Is(err, syscall.ECONNREFUSED) || errors.Is(err, syscall.EPIPE) ||
		errors.Is(err, errRecorded)
}

func newRequestError(req Request, err error) error {
	var done *RequestError
	if errors.As(err, &done) {
		return err
	}
	var u *url.Error
	if errors.As(err, &u) { // its text repeats the URL, secrets included
		err = u.Err
	}
	if found := secretsOf(req); len(found) > 0 && !errors.Is(err, context.Canceled) {
		if text := found.remove(err.Error()); text != err.Error() {
			err = &cleaned{text: text, err: err}
		}
	}
	return &RequestError{Method: req.Method, URL: RedactURL(req.URL), Err: err}
}

// cleaned is an error whose text is free of the secrets of its request.
type cleaned struct {
	text string
	err  error
}

func (e *cleaned) Error() string { return e.text }
func (e *cleaned) Unwrap() error { return e.err }

// bodyStart is how much of an answer an error keeps: enough for a CKAN error object.
const bodyStart = 4 << 10

func newStatusError(req Request, resp *Response) error {
	text := string(resp.Body[:min(len(resp.Body), bodyStart)])
	for !utf8.ValidString(text) && len(text) > bodyStart-utf8.UTFMax {
		text = text[:len(text)-1]
	}
	return &StatusError{
		Method: req.Method, URL: RedactURL(req.URL), Status: resp.Status,
		Body: secretsOf(req).remove(strings.ToValidUTF8(text, "\uFFFD")),
	}
}
