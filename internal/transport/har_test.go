package transport

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

func TestRecordAndReplay(t *testing.T) {
	var count atomic.Int32
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/moved":
			http.Redirect(w, r, "/text?token=hidden-token", http.StatusFound)
		case "/text":
			io.WriteString(w, "perché")
		case "/bytes":
			w.Write([]byte{0xff, 0x00, 0xe0})
		case "/count":
			if n := count.Add(1); n == 2 {
				w.WriteHeader(500)
			} else {
				io.WriteString(w, string(rune('0'+n)))
			}
		case "/echo":
			body, _ := io.ReadAll(r.Body)
			w.Write(body)
		}
	})
	file := filepath.Join(t.TempDir(), "run.har")
	header := http.Header{"Authorization": {"hidden-token"}}
	run := func(c *Client) []string {
		var out []string
		for _, req := range []Request{
			{URL: s.URL + "/moved", Header: header},
			{URL: s.URL + "/bytes?api_key=hidden-key"},
			{URL: s.URL + "/count"}, {URL: s.URL + "/count"}, {URL: s.URL + "/count"},
			{Method: "POST", URL: s.URL + "/echo", Header: http.Header{"Content-Type": {"application/json"}}, Body: []byte(`{"a":1,"token":"hidden-token"}`)},
			{Method: "POST", URL: s.URL + "/echo", Body: []byte(`{"a":2}`)},
			{URL: s.URL + "/none\x7f"},
		} {
			resp, err := c.Do(t.Context(), req)
			if err != nil {
				out = append(out, "error "+err.Error())
			} else {
				out = append(out, strings.ReplaceAll(string(resp.Body), "hidden-token", redacted)+" "+RedactURL(resp.URL))
			}
		}
		return out
	}
	live := local(t, Options{Record: file, UserAgent: UserAgent("7.0"), Retries: -1})
	want := run(live)
	if err := live.Close(); err != nil {
		t.Fatal(err)
	}
	s.Close()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(text), "hidden") {
		t.Errorf("the recording tells a secret:\n%s", text)
	}
	checkHAR(t, text)
	got := run(local(t, Options{Replay: file, Retries: -1}))
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("request %d: replayed %q, recorded %q", i, got[i], want[i])
		}
	}
}

// checkHAR checks what HAR 1.2 demands of a log and of every entry.
func checkHAR(t *testing.T, text []byte) {
	t.Helper()
	var har struct {
		Log struct {
			Version string
			Creator struct{ Name, Version string }
			Entries []map[string]json.RawMessage
		}
	}
	if err := json.Unmarshal(text, &har); err != nil {
		t.Fatal(err)
	}
	if har.Log.Version != "1.2" || har.Log.Creator.Name != "trebbia" || har.Log.Creator.Version != "7.0" || len(har.Log.Entries) == 0 {
		t.Errorf("log %+v", har.Log)
	}
	required := map[string][]string{
		"request":  {"method", "url", "httpVersion", "cookies", "headers", "queryString", "headersSize", "bodySize"},
		"response": {"status", "statusText", "httpVersion", "cookies", "headers", "content", "redirectURL", "headersSize", "bodySize"},
		"timings":  {"send", "wait", "receive"}, "cache": nil,
	}
	for i, e := range har.Log.Entries {
		var started time.Time
		if err := json.Unmarshal(e["startedDateTime"], &started); err != nil || e["time"] == nil {
			t.Errorf("entry %d: %v", i, err)
		}
		for part, names := range required {
			var object map[string]json.RawMessage
			if err := json.Unmarshal(e[part], &object); err != nil {
				t.Errorf("entry %d: %s: %v", i, part, err)
			}
			for _, name := range names {
				if value, ok := object[name]; !ok || string(value) == "null" {
					t.Errorf("entry %d: %s.%s is missing", i, part, name)
				}
			}
		}
	}
}

func TestRecordedTimeout(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	file := filepath.Join(t.TempDir(), "run.har")
	live := local(t, Options{Record: file, Timeout: 20 * time.Millisecond, Retries: 1})
	if _, err := live.Get(t.Context(), s.URL, ""); !IsTimeout(err) {
		t.Fatalf("error %v", err)
	}
	if err := live.Close(); err != nil {
		t.Fatal(err)
	}
	text, _ := os.ReadFile(file)
	if n := strings.Count(string(text), `"_error": "timeout"`); n != 2 {
		t.Errorf("%d time-outs recorded:\n%s", n, text)
	}
	begun := time.Now()
	if _, err := local(t, Options{Replay: file, Sleep: sleep}).Get(t.Context(), s.URL, ""); !IsTimeout(err) || time.Since(begun) > time.Second {
		t.Errorf("error %v after %s", err, time.Since(begun))
	}
}

// har writes a recording by hand.
func har(t *testing.T, entries string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "hand.har")
	if err := os.WriteFile(file, []byte(`{"log":{"version":"1.2","entries":[`+entries+`]}}`), 0o644); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestReplayByHand(t *testing.T) {
	file := har(t, `
		{"request":{"method":"GET","url":"https://example.it/a?b=2&c=uno%20due"},"response":{"status":200,"content":{"mimeType":"text/plain","text":"first"}}},
		{"request":{"method":"GET","url":"https://example.it/a?b=2&c=uno%20due"},"response":{"status":200,"content":{"mimeType":"text/plain","text":"later"}}},
		{"request":{"method":"GET","url":"https://example.it/late"},"response":{"status":0,"_error":"net::ERR_TIMED_OUT"}},
		{"request":{"method":"GET","url":"https://example.it/later"},"response":{"status":0},"_error":"timeout"},
		{"request":{"method":"GET","url":"https://example.it/gone"},"response":{"status":0,"_error":"net::ERR_CONNECTION_RESET"}}`)
	c := local(t, Options{Replay: file})
	for _, want := range []string{"first", "later", "later"} {
		resp, err := c.Get(t.Context(), "https://EXAMPLE.it/a?c=uno+due&b=2#part", "")
		if err != nil || string(resp.Body) != want || resp.Header.Get("Content-Type") != "text/plain" {
			t.Fatalf("want %q, error %v", want, err)
		}
	}
	for path, timeout := range map[string]bool{"late": true, "later": true, "gone": false} {
		if _, err := c.Get(t.Context(), "https://example.it/"+path, ""); err == nil || IsTimeout(err) != timeout {
			t.Errorf("%s: error %v", path, err)
		}
	}
	_, err := c.Get(t.Context(), "https://example.it/a?b=3&token=hidden", "")
	var missing *ReplayError
	if !errors.As(err, &missing) || strings.Contains(err.Error(), "hidden") {
		t.Fatalf("error %v", err)
	}
	if want := file + " holds no answer to GET https://example.it/a?b=3&token=REDACTED"; missing.Error() != want {
		t.Errorf("error %q, want %q", missing, want)
	}
	if hint := missing.Hint(); !strings.Contains(hint, "--record") || !strings.Contains(hint, "https://example.it/a?b=2&c=uno+due") {
		t.Errorf("hint %q", hint)
	}
}

func TestReplayFileFaults(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"broken.har": `{"log":`, "other.json": `{"a":1}`, "empty.har": `{"log":{"entries":[{}]}}`, "none.har": "",
	} {
		path := filepath.Join(dir, name)
		if text != "" {
			os.WriteFile(path, []byte(text), 0o644)
		}
		var fault *FileError
		if _, err := New(Options{Replay: path}); !errors.As(err, &fault) || fault.Hint() == "" || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: error %v", name, err)
		}
	}
}

func TestReplayAndRecordOfOneFileIsRefused(t *testing.T) {
	file := har(t, "")
	other := filepath.Dir(file) + "/./" + filepath.Base(file)
	var fault *FileError
	if _, err := New(Options{Replay: file, Record: other}); !errors.As(err, &fault) || !strings.Contains(err.Error(), "same file") {
		t.Errorf("error %v", err)
	}
	if text, err := os.ReadFile(file); err != nil || len(text) == 0 {
		t.Error("the file was touched")
	}
}

func TestUnfinishedRecordingLeavesTheOldFile(t *testing.T) {
	file := har(t, "")
	before, _ := os.ReadFile(file)
	c := local(t, Options{Record: file})
	after, _ := os.ReadFile(file)
	if string(before) != string(after) {
		t.Error("the file changed before Close")
	}
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(file), ".*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	var fault *FileError
	if _, err := New(Options{Record: filepath.Join(t.TempDir(), "no", "run.har")}); !errors.As(err, &fault) {
		t.Errorf("error %v", err)
	}
}
