package transport

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/cenkalti/backoff/v5"
)

// The budgets that hold when Options names none.
const (
	DefaultTimeout   = 30 * time.Second
	DefaultMaxBytes  = 256 << 20
	DefaultRetries   = 3
	DefaultPerSecond = 5

	maxRedirects   = 10
	maxHeaderBytes = 1 << 20
	// A server that keeps sending a little just before each timeout is cut off after
	// this many timeouts.
	slowestAttempt = 10
	// A server that asks for a longer pause than this is given up for now.
	maxRetryAfter = 2 * time.Minute
)

// Options are the budgets and files of a Client.
type Options struct {
	// UserAgent names the client to servers; see [UserAgent]. Empty means an unnamed
	// version of trebbia.
	UserAgent string
	// Timeout is how long a server may stay silent, before and between the bytes of
	// its answer; 0 means DefaultTimeout.
	Timeout time.Duration
	// MaxBytes bounds one body, before and after decompression; 0 means DefaultMaxBytes.
	MaxBytes int64
	// Retries is how often a request is repeated; 0 means DefaultRetries, less than 0 never.
	Retries int
	// PerSecond bounds the requests to one host; 0 means DefaultPerSecond, less than
	// 0 no bound.
	PerSecond float64
	// AllowPrivate permits loopback, private, link-local and similar addresses.
	AllowPrivate bool
	// Replay is a HAR file that answers every request; no network is touched then.
	Replay string
	// Record is a HAR file that Close writes.
	Record string
	// Clock and Sleep default to time.Now and a timer that ends with the context.
	Clock func() time.Time
	Sleep func(context.Context, time.Duration) error
}

// UserAgent returns how a version of trebbia introduces itself to servers.
func UserAgent(version string) string {
	return "trebbia/" + version + " (+https://github.com/trebbia/trebbia)"
}

// Client sends requests within the budgets of its Options. It is safe for
// concurrent use.
type Client struct {
	opt      Options
	wire     wire
	network  *network
	recorder *recorder
	limits   *limits
}

// wire carries one request to one answer; the network and a replay file are wires.
// The body of an answer is complete and decompressed.
type wire interface {
	exchange(ctx context.Context, req *http.Request, body []byte) (*Response, error)
}

// New checks the options and opens the replay file.
func New(opt Options) (*Client, error) {
	if opt.UserAgent == "" {
		opt.UserAgent = UserAgent("dev")
	}
	if opt.Timeout <= 0 {
		opt.Timeout = DefaultTimeout
	}
	if opt.MaxBytes <= 0 {
		opt.MaxBytes = DefaultMaxBytes
	}
	if opt.Retries == 0 {
		opt.Retries = DefaultRetries
	}
	if opt.PerSecond == 0 {
		opt.PerSecond = DefaultPerSecond
	}
	if opt.Clock == nil {
		opt.Clock = time.Now
	}
	if opt.Sleep == nil {
		opt.Sleep = sleep
	}
	if opt.Replay != "" && opt.Record != "" && samePath(opt.Replay, opt.Record) {
		return nil, &FileError{Op: "record", Path: opt.Record,
			Err: errors.New("the same file is to be replayed"), hint: "record into another file"}
	}
	c := &Client{opt: opt, limits: newLimits(opt.PerSecond)}
	if opt.Replay != "" {
		r, err := openReplay(opt.Replay, opt.MaxBytes)
		if err != nil {
			return nil, err
		}
		c.wire = r
		// Nobody is there to be spared.
		c.limits = newLimits(-1)
		c.opt.Sleep = func(ctx context.Context, _ time.Duration) error { return ctx.Err() }
	} else {
		c.network = newNetwork(opt)
		c.wire = c.network
	}
	if opt.Record != "" {
		r, err := newRecorder(opt, c.wire)
		if err != nil {
			return nil, err
		}
		c.wire, c.recorder = r, r
	}
	return c, nil
}

// Close ends idle connections and completes the recording.
func (c *Client) Close() error {
	if c.network != nil {
		c.network.http.CloseIdleConnections()
	}
	if c.recorder != nil {
		return c.recorder.close()
	}
	return nil
}

// Request is one HTTP request.
type Request struct {
	// Method is GET when empty.
	Method string
	// URL is absolute, http or https.
	URL    string
	Header http.Header
	Body   []byte
	// Repeatable says that sending the request twice does no more than sending it
	// once, so that it may be retried. GET and HEAD always are.
	Repeatable bool
}

// Response is a complete answer.
type Response struct {
	// URL is where the answer came from, after redirects.
	URL    string
	Status int
	Header http.Header
	// Body is decompressed; its charset is as the server sent it.
	Body []byte

	proto      string
	compressed int64
}

// Get fetches a URL; accept is the Accept header, or empty. Errors are as for Do.
func (c *Client) Get(ctx context.Context, url, accept string) (*Response, error) {
	req := Request{URL: url, Header: http.Header{}}
	if accept != "" {
		req.Header.Set("Accept", accept)
	}
	return c.Do(ctx, req)
}

// Do sends a request and reads the whole answer. A status outside 2xx gives both the
// response and a *StatusError. Refusals (429), faults of the server (5xx) and broken
// or silent connections are retried, at growing distances or as Retry-After says.
// Redirects are followed for GET and HEAD only.
func (c *Client) Do(ctx context.Context, req Request) (*Response, error) {
	if req.Method == "" {
		req.Method = http.MethodGet
	}
	pause := backoff.NewExponentialBackOff()
	for try := 0; ; try++ {
		resp, err := c.follow(ctx, req)
		if err == nil {
			return resp, nil
		}
		if ctx.Err() != nil {
			return resp, newRequestError(req, context.Cause(ctx))
		}
		if try >= c.opt.Retries || !retryable(req, err) {
			return resp, err
		}
		wait := pause.NextBackOff()
		if asked, ok := retryAfter(resp, c.opt.Clock()); ok {
			if asked > maxRetryAfter {
				return resp, err
			}
			wait = max(wait, asked)
		}
		if c.opt.Sleep(ctx, wait) != nil {
			return resp, newRequestError(req, context.Cause(ctx))
		}
	}
}

// follow sends the request and goes where redirects lead.
func (c *Client) follow(ctx context.Context, req Request) (*Response, error) {
	target, err := url.Parse(req.URL)
	if err != nil {
		return nil, newRequestError(req, errors.New("not a URL"))
	}
	for hops := 0; ; hops++ {
		resp, err := c.once(ctx, req, target)
		if err != nil {
			return nil, err
		}
		next, err := redirect(req.Method, target, resp)
		if err != nil {
			return nil, newRequestError(req, err)
		}
		if next == nil {
			if resp.Status < 200 || resp.Status > 299 {
				return resp, newStatusError(req, resp)
			}
			return resp, nil
		}
		if hops == maxRedirects {
			return nil, newRequestError(req, errors.New("too many redirects"))
		}
		if !sameOrigin(target, next) {
			req.Header = withoutSecrets(req.Header)
		}
		target = next
	}
}

// once sends one request to one address, without redirects or retries.
func (c *Client) once(ctx context.Context, req Request, target *url.URL) (*Response, error) {
	if (target.Scheme != "http" && target.Scheme != "https") || target.Host == "" {
		return nil, newRequestError(req, errors.New("only absolute http and https URLs are fetched"))
	}
	if wait := c.limits.delay(target.Host, c.opt.Clock()); wait > 0 {
		if c.opt.Sleep(ctx, wait) != nil {
			return nil, newRequestError(req, context.Cause(ctx))
		}
	}
	out, err := http.NewRequestWithContext(ctx, req.Method, target.String(), nil)
	if err != nil {
		return nil, newRequestError(req, errors.New("not a request that HTTP can carry"))
	}
	for name, values := range req.Header {
		out.Header[http.CanonicalHeaderKey(name)] = values
	}
	out.Header.Set("User-Agent", c.opt.UserAgent)
	if target.User != nil && out.Header.Get("Authorization") == "" {
		password, _ := target.User.Password()
		out.SetBasicAuth(target.User.Username(), password)
	}
	resp, err := c.wire.exchange(ctx, out, req.Body)
	if err != nil {
		return nil, newRequestError(req, err)
	}
	resp.URL = target.String()
	return resp, nil
}

func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func samePath(a, b string) bool {
	if infoA, err := os.Stat(a); err == nil {
		if infoB, err := os.Stat(b); err == nil {
			return os.SameFile(infoA, infoB)
		}
	}
	absA, errA := filepath.Abs(a)
	absB, errB := filepath.Abs(b)
	return errA == nil && errB == nil && strings.EqualFold(absA, absB)
}
