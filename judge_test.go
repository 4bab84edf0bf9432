package trebbia

import (
	"strings"
	"testing"

	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/internal/report"
	"github.com/trebbia/trebbia/shapes/shacl"
)

// TestJudgeTellsSharedFaultsOnce: what two profiles ask by the same shape is told once,
// but not what one of them finds twice.
func TestJudgeTellsSharedFaultsOnce(t *testing.T) {
	var events collected
	j := newJudge(&events, nil)
	j.shared["s"] = true
	take := func(profile, shape, focus string) {
		t.Helper()
		f := report.Finding{Profile: profile, Shape: shape, Result: &shacl.Result{FocusNode: rdf.IRI(focus)}}
		if err := j.take(f, shacl.Warning, &report.Checked{}); err != nil {
			t.Fatal(err)
		}
	}
	take("a", "s", "x")
	take("a", "s", "x") // in another language
	take("b", "s", "x") // again
	take("b", "s", "y")
	take("a", "own", "x")
	take("a", "own", "x")
	if len(events) != 5 {
		t.Errorf("%d findings, want 5: %v", len(events), events)
	}
	// Another document may have the same nodes.
	if err := j.close(&report.Checked{}); err != nil {
		t.Fatal(err)
	}
	take("b", "s", "x")
	if len(events) != 7 {
		t.Errorf("%d events, want 7", len(events))
	}
}

func TestPatterns(t *testing.T) {
	for _, test := range []struct {
		pattern, name string
		want          bool
	}{
		{"**/*.ttl", "a.ttl", true},
		{"**/*.ttl", "a/b/c.ttl", true},
		{"data/**", "data/x/y.rdf", true},
		{"*.ttl", "a/b.ttl", false},
		{"a/**/b/*.ttl", "a/b/c.ttl", true},
		{"a/**/b/*.ttl", "a/x/y/b/c.ttl", true},
		{"a/**/b/*.ttl", "a/x/c.ttl", false},
	} {
		if have := fits(strings.Split(test.pattern, "/"), strings.Split(test.name, "/")); have != test.want {
			t.Errorf("%s %s: %v", test.pattern, test.name, have)
		}
	}
}
