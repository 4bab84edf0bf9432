package transport

import (
	"errors"
	"math"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// retryable reports whether sending the request again may help and can do no harm.
func retryable(req Request, err error) bool {
	var status *StatusError
	if errors.As(err, &status) && status.Status == http.StatusTooManyRequests {
		return true // RFC 6585, section 4: the request was not carried out
	}
	if req.Method != http.MethodGet && req.Method != http.MethodHead && !req.Repeatable {
		return false
	}
	if status != nil {
		return status.Status >= 500 && status.Status != http.StatusNotImplemented && status.Status != http.StatusHTTPVersionNotSupported
	}
	return passing(err)
}

// retryAfter reads the pause that a server asks for (RFC 9110, section 10.2.3).
func retryAfter(resp *Response, now time.Time) (time.Duration, bool) {
	if resp == nil {
		return 0, false
	}
	value := strings.TrimSpace(resp.Header.Get("Retry-After"))
	if seconds, err := strconv.ParseUint(value, 10, 31); err == nil {
		return time.Duration(seconds) * time.Second, true
	}
	if at, err := http.ParseTime(value); err == nil {
		return max(0, at.Sub(now)), true
	}
	return 0, false
}

// limits spaces out the requests to each host.
type limits struct {
	perSecond float64
	mu        sync.Mutex
	hosts     map[string]*rate.Limiter
}

func newLimits(perSecond float64) *limits {
	return &limits{perSecond: perSecond, hosts: map[string]*rate.Limiter{}}
}

// delay reserves the next place for the host and returns how far away it is.
func (l *limits) delay(host string, now time.Time) time.Duration {
	if l.perSecond < 0 {
		return 0
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	limiter := l.hosts[host]
	if limiter == nil {
		limiter = rate.NewLimiter(rate.Limit(l.perSecond), max(1, int(math.Ceil(l.perSecond))))
		l.hosts[host] = limiter
	}
	return limiter.ReserveN(now, 1).DelayFrom(now)
}
