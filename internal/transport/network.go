package transport

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"time"
)

// network is the wire that leads out.
type network struct {
	http     *http.Transport
	timeout  time.Duration
	maxBytes int64
}

func newNetwork(opt Options) *network {
	dialer := &net.Dialer{Timeout: opt.Timeout, KeepAlive: 30 * time.Second}
	if !opt.AllowPrivate {
		dialer.Control = guardDial
	}
	return &network{
		timeout:  opt.Timeout,
		maxBytes: opt.MaxBytes,
		http: &http.Transport{
			DialContext:            dialer.DialContext,
			TLSHandshakeTimeout:    opt.Timeout,
			IdleConnTimeout:        90 * time.Second,
			MaxIdleConnsPerHost:    4,
			MaxResponseHeaderBytes: maxHeaderBytes,
			ForceAttemptHTTP2:      true,
			// The body is decompressed here, so that both of its sizes are counted.
			DisableCompression: true,
		},
	}
}

func (n *network) exchange(ctx context.Context, req *http.Request, body []byte) (*Response, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	ctx, stop := context.WithTimeoutCause(ctx, slowestAttempt*n.timeout, &TimeoutError{After: slowestAttempt * n.timeout})
	defer stop()
	silence := time.AfterFunc(n.timeout, func() { cancel(&TimeoutError{After: n.timeout}) })
	defer silence.Stop()

	req = req.WithContext(ctx)
	if req.Header.Get("Accept-Encoding") == "" {
		req.Header.Set("Accept-Encoding", "gzip")
	}
	if len(body) > 0 {
		req.Body = io.NopCloser(bytes.NewReader(body))
		req.ContentLength = int64(len(body))
	}
	resp, err := n.http.RoundTrip(req)
	if err != nil {
		return nil, cause(ctx, err)
	}
	defer resp.Body.Close()
	raw := &counted{r: resp.Body, left: n.maxBytes, limit: n.maxBytes, progress: func() { silence.Reset(n.timeout) }}
	out := &Response{Status: resp.StatusCode, Header: resp.Header, proto: resp.Proto}
	out.Body, err = readBody(raw, resp.Header.Get("Content-Encoding"), n.maxBytes)
	out.compressed = n.maxBytes - raw.left
	if err != nil {
		return nil, cause(ctx, err)
	}
	return out, nil
}

// cause prefers the reason for which the context ended to what it did to the connection.
func cause(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return err
}

// readBody reads and decompresses a body of at most max bytes.
func readBody(r io.Reader, encoding string, max int64) ([]byte, error) {
	switch strings.ToLower(strings.TrimSpace(encoding)) {
	case "", "identity":
	case "gzip", "x-gzip":
		z, err := gzip.NewReader(r)
		if errors.Is(err, io.EOF) {
			return nil, nil // an empty body, whatever its header says
		}
		if err != nil {
			return nil, err
		}
		r = &counted{r: z, left: max, limit: max}
	default:
		return nil, errors.New("content encoding " + encoding + " was not asked for")
	}
	return io.ReadAll(r)
}

// counted ends with a *SizeError when more than limit bytes come.
type counted struct {
	r           io.Reader
	left, limit int64
	progress    func()
}

func (c *counted) Read(p []byte) (int, error) {
	if int64(len(p)) > c.left+1 {
		p = p[:c.left+1]
	}
	n, err := c.r.Read(p)
	if n > 0 && c.progress != nil {
		c.progress()
	}
	if int64(n) > c.left {
		n = int(c.left)
		c.left = 0
		return n, &SizeError{Limit: c.limit}
	}
	c.left -= int64(n)
	return n, err
}
