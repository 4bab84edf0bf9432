package transport

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// local returns a client that may reach test servers and does not wait between tries.
func local(t *testing.T, opt Options) *Client {
	t.Helper()
	opt.AllowPrivate = true
	if opt.PerSecond == 0 {
		opt.PerSecond = -1
	}
	if opt.Sleep == nil {
		opt.Sleep = func(ctx context.Context, _ time.Duration) error { return ctx.Err() }
	}
	c, err := New(opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c
}

func serve(t *testing.T, handle http.HandlerFunc) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(handle)
	t.Cleanup(s.Close)
	return s
}

func TestGet(t *testing.T) {
	var seen http.Header
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		seen = r.Header
		w.Header().Set("Content-Type", "text/plain; charset=windows-1252")
		w.Write([]byte("citt\xe0"))
	})
	resp, err := local(t, Options{UserAgent: UserAgent("1.2")}).Get(t.Context(), s.URL+"/a?b=c", "text/plain")
	if err != nil {
		t.Fatal(err)
	}
	if string(resp.Body) != "citt\xe0" || resp.Status != 200 || resp.URL != s.URL+"/a?b=c" {
		t.Errorf("response %q, status %d, URL %s", resp.Body, resp.Status, resp.URL)
	}
	if got := seen.Get("User-Agent"); got != "trebbia/1.2 (+https://github.com/trebbia/trebbia)" {
		t.Errorf("User-Agent %q", got)
	}
	if seen.Get("Accept") != "text/plain" {
		t.Errorf("Accept %q", seen.Get("Accept"))
	}
}

func TestRetries(t *testing.T) {
	for _, test := range []struct {
		name   string
		method string
		status int
		tries  int32
	}{
		{"server fault", "GET", 500, 4},
		{"bad gateway", "GET", 502, 4},
		{"too many requests", "GET", 429, 4},
		{"not implemented", "GET", 501, 1},
		{"not found", "GET", 404, 1},
		{"a write is not repeated", "POST", 500, 1},
		{"a refused write is", "POST", 429, 4},
	} {
		t.Run(test.name, func(t *testing.T) {
			var tries atomic.Int32
			s := serve(t, func(w http.ResponseWriter, r *http.Request) {
				tries.Add(1)
				http.Error(w, "no", test.status)
			})
			resp, err := local(t, Options{}).Do(t.Context(), Request{Method: test.method, URL: s.URL})
			var status *StatusError
			if !errors.As(err, &status) || status.Status != test.status || status.Body != "no\n" {
				t.Errorf("error %v", err)
			}
			if resp == nil || resp.Status != test.status {
				t.Errorf("no response beside the status error")
			}
			if tries.Load() != test.tries {
				t.Errorf("%d tries, want %d", tries.Load(), test.tries)
			}
		})
	}
}

func TestRetryHonoursRetryAfter(t *testing.T) {
	now := time.Date(2026, 1, 15, 10, 0, 0, 0, time.UTC)
	for _, test := range []struct {
		header string
		want   time.Duration
		tries  int32
	}{
		{"40", 40 * time.Second, 2},
		{now.Add(50 * time.Second).Format(http.TimeFormat), 50 * time.Second, 2},
		{"7200", 0, 1}, // longer than a run should wait
	} {
		var tries atomic.Int32
		s := serve(t, func(w http.ResponseWriter, r *http.Request) {
			if tries.Add(1) == 1 {
				w.Header().Set("Retry-After", test.header)
				w.WriteHeader(503)
			}
		})
		var slept time.Duration
		c := local(t, Options{Clock: func() time.Time { return now }, Sleep: func(_ context.Context, d time.Duration) error {
			slept += d
			return nil
		}})
		_, err := c.Get(t.Context(), s.URL, "")
		if slept != test.want || tries.Load() != test.tries || (err == nil) != (test.tries == 2) {
			t.Errorf("Retry-After %q: slept %s, %d tries, error %v", test.header, slept, tries.Load(), err)
		}
	}
}

func TestSilentServerTimesOut(t *testing.T) {
	var tries atomic.Int32
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		tries.Add(1)
		io.WriteString(w, "half")
		w.(http.Flusher).Flush()
		<-r.Context().Done()
	})
	_, err := local(t, Options{Timeout: 30 * time.Millisecond, Retries: 1}).Get(t.Context(), s.URL, "")
	if !IsTimeout(err) || tries.Load() != 2 {
		t.Errorf("%d tries, error %v", tries.Load(), err)
	}
}

func TestSlowButSteadyServerIsHeardOut(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		for range 6 {
			io.WriteString(w, "x")
			w.(http.Flusher).Flush()
			time.Sleep(50 * time.Millisecond)
		}
	})
	resp, err := local(t, Options{Timeout: 200 * time.Millisecond, Retries: -1}).Get(t.Context(), s.URL, "")
	if err != nil || string(resp.Body) != "xxxxxx" {
		t.Errorf("error %v", err)
	}
}

func TestInterrupted(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(30*time.Millisecond, cancel)
	begun := time.Now()
	_, err := local(t, Options{}).Get(ctx, s.URL, "")
	if !errors.Is(err, context.Canceled) || time.Since(begun) > 5*time.Second {
		t.Errorf("error %v after %s", err, time.Since(begun))
	}
}

func TestTruncatedBodyIsAnError(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", "100")
		io.WriteString(w, "only this")
	})
	if _, err := local(t, Options{}).Get(t.Context(), s.URL, ""); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("error %v", err)
	}
}

func TestSizeCaps(t *testing.T) {
	var bomb bytes.Buffer
	z := gzip.NewWriter(&bomb)
	z.Write(make([]byte, 1<<20))
	z.Close()
	for name, handle := range map[string]http.HandlerFunc{
		"plain": func(w http.ResponseWriter, r *http.Request) { w.Write(make([]byte, 1<<17)) },
		"after decompression": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			w.Write(bomb.Bytes())
		},
	} {
		var size *SizeError
		_, err := local(t, Options{MaxBytes: 1 << 16}).Get(t.Context(), serve(t, handle).URL, "")
		if !errors.As(err, &size) || size.Limit != 1<<16 {
			t.Errorf("%s: error %v", name, err)
		}
	}
	s := serve(t, func(w http.ResponseWriter, r *http.Request) { w.Write(make([]byte, 1<<16)) })
	if resp, err := local(t, Options{MaxBytes: 1 << 16}).Get(t.Context(), s.URL, ""); err != nil || len(resp.Body) != 1<<16 {
		t.Errorf("a body of just the limit: error %v", err)
	}
}

func TestRateIsKeptForEachHost(t *testing.T) {
	s := serve(t, func(http.ResponseWriter, *http.Request) {})
	now := time.Unix(0, 0)
	c := local(t, Options{PerSecond: 2, Clock: func() time.Time { return now }, Sleep: func(_ context.Context, d time.Duration) error {
		now = now.Add(d)
		return nil
	}})
	for range 12 {
		if _, err := c.Get(t.Context(), s.URL, ""); err != nil {
			t.Fatal(err)
		}
	}
	if took := now.Sub(time.Unix(0, 0)); took != 5*time.Second { // two at once, then two a second
		t.Errorf("12 requests took %s", took)
	}
}

func TestRedirectsCarryNoSecretsElsewhere(t *testing.T) {
	var elsewhere, home http.Header
	other := serve(t, func(w http.ResponseWriter, r *http.Request) { elsewhere = r.Header })
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/away":
			http.Redirect(w, r, other.URL+"/there", http.StatusFound)
		case "/near":
			http.Redirect(w, r, "/home", http.StatusMovedPermanently)
		case "/home":
			home = r.Header
		}
	})
	header := http.Header{"Authorization": {"0123-token"}, "X-Ckan-Api-Key": {"0123-key"}, "Cookie": {"a=b"}, "Accept": {"text/plain"}}
	c := local(t, Options{})
	resp, err := c.Do(t.Context(), Request{URL: s.URL + "/away", Header: header})
	if err != nil || resp.URL != other.URL+"/there" {
		t.Fatalf("redirected to %v, error %v", resp, err)
	}
	for _, name := range []string{"Authorization", "X-Ckan-Api-Key", "Cookie"} {
		if elsewhere.Get(name) != "" {
			t.Errorf("%s went to another host", name)
		}
	}
	if elsewhere.Get("Accept") == "" {
		t.Error("Accept did not go along")
	}
	if _, err := c.Do(t.Context(), Request{URL: s.URL + "/near", Header: header}); err != nil || home.Get("Authorization") == "" {
		t.Errorf("Authorization was lost on the same host, error %v", err)
	}
}

func TestRedirectLimits(t *testing.T) {
	var tries atomic.Int32
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/file":
			w.Header().Set("Location", "file:///etc/passwd")
		case "/nowhere":
		default:
			w.Header().Set("Location", fmt.Sprintf("/%d", tries.Add(1)))
		}
		w.WriteHeader(http.StatusFound)
	})
	c := local(t, Options{})
	for path, want := range map[string]string{
		"/": "too many redirects", "/file": `"file" address`, "/nowhere": "without saying where",
	} {
		if _, err := c.Get(t.Context(), s.URL+path, ""); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v", path, err)
		}
	}
	if tries.Load() != maxRedirects+1 {
		t.Errorf("%d redirects", tries.Load())
	}
	var status *StatusError
	if _, err := c.Do(t.Context(), Request{Method: "POST", URL: s.URL + "/post"}); !errors.As(err, &status) || status.Status != 302 {
		t.Errorf("a redirected POST: error %v", err)
	}
}

func TestOnlyWebAddresses(t *testing.T) {
	c := local(t, Options{})
	for _, url := range []string{"file:///etc/passwd", "/relative", "gopher://host/", "http://", "http://a b/"} {
		if _, err := c.Get(t.Context(), url, ""); err == nil {
			t.Errorf("%s was fetched", url)
		}
	}
}
