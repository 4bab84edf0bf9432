package transport

import (
	"net/http"
	"strings"
	"testing"
)

func TestRedactURL(t *testing.T) {
	for in, want := range map[string]string{
		"https://example.it/a?b=c&d=e%20f":                  "https://example.it/a?b=c&d=e%20f",
		"https://example.it/a?api_key=s3cret&b=c":           "https://example.it/a?api_key=REDACTED&b=c",
		"https://example.it/a?b=c&access%5Ftoken=x":         "https://example.it/a?b=c&access%5Ftoken=REDACTED",
		"https://example.it/a?X-Amz-Signature=abc&key=1":    "https://example.it/a?X-Amz-Signature=REDACTED&key=REDACTED",
		"https://user:secret@example.it/":                   "https://REDACTED@example.it/",
		"https://example.it/a?keyword=lavoro&authority=ISS": "https://example.it/a?keyword=lavoro&authority=ISS",
		"://bad?token=x": "://bad",
	} {
		if got := RedactURL(in); got != want {
			t.Errorf("RedactURL(%s) = %s, want %s", in, got, want)
		}
	}
}

func TestErrorsKeepSecrets(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/reset" {
			panic(http.ErrAbortHandler)
		}
		http.Error(w, "no access with "+r.Header.Get("Authorization")+" or "+r.URL.Query().Get("apikey"), http.StatusForbidden)
	})
	c := local(t, Options{Retries: -1})
	for _, path := range []string{"/", "/reset"} {
		_, err := c.Do(t.Context(), Request{
			URL:    strings.Replace(s.URL, "http://", "http://me:hidden-password@", 1) + path + "?apikey=hidden-key",
			Header: http.Header{"Authorization": {"hidden-token"}},
		})
		if err == nil {
			t.Fatal("no error")
		}
		text := err.Error()
		if status, ok := err.(*StatusError); ok {
			text += status.Body
			if !strings.Contains(status.Body, "no access with REDACTED or REDACTED") {
				t.Errorf("body %q", status.Body)
			}
		}
		if strings.Contains(text, "hidden") {
			t.Errorf("the error tells a secret: %s", text)
		}
	}
}
