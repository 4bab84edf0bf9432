package transport

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
)

// redirect returns where the answer sends the client, or nil. A request other than
// GET or HEAD is not sent elsewhere: its answer stands as it is.
func redirect(method string, from *url.URL, resp *Response) (*url.URL, error) {
	switch resp.Status {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther,
		http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
	default:
		return nil, nil
	}
	if method != http.MethodGet && method != http.MethodHead {
		return nil, nil
	}
	location := resp.Header.Get("Location")
	if location == "" {
		return nil, errors.New("redirected without saying where")
	}
	to, err := from.Parse(location)
	if err != nil {
		return nil, errors.New("redirected to what is not a URL")
	}
	if to.Scheme != "http" && to.Scheme != "https" {
		return nil, fmt.Errorf("redirected to a %q address", to.Scheme)
	}
	if !sameOrigin(from, to) {
		to.User = nil
	}
	if to.Fragment == "" {
		to.Fragment = from.Fragment // RFC 9110, section 10.2.2
	}
	return to, nil
}

// sameOrigin reports whether secrets for one address may be sent to the other.
func sameOrigin(a, b *url.URL) bool { return a.Scheme == b.Scheme && a.Host == b.Host }

// withoutSecrets returns the headers that another host may see.
func withoutSecrets(header http.Header) http.Header {
	out := http.Header{}
	for name, values := range header {
		if !secretHeader(name) {
			out[name] = values
		}
	}
	return out
}
