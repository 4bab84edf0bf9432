package report

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// sarifLog is what the tests look at in SARIF.
type sarifLog struct {
	Runs []struct {
		Tool        struct{ Driver struct{ Rules []sarifRule } }
		Results     []sarifResult
		Invocations []struct {
			Successful    bool                          `json:"executionSuccessful"`
			Notifications []struct{ Message sarifText } `json:"toolExecutionNotifications"`
		}
	}
}

func sarifOf(t *testing.T, in []Event) sarifLog {
	t.Helper()
	var log sarifLog
	if err := json.Unmarshal(render(t, "sarif", Options{Lang: "en", Version: "0.1.0"}, in), &log); err != nil {
		t.Fatal(err)
	}
	return log
}

// TestSARIFKeepsItsSchema validates against the parts of SARIF 2.1.0 that are written;
// the schema allows nothing else.
func TestSARIFKeepsItsSchema(t *testing.T) {
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	schema, err := compiler.Compile("testdata/sarif.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	odd := Finding{Place: "dati nuovi/àè:1.ttl:3:7", Severity: "info", Message: map[string]string{"": "syntax: <x>"}}
	for name, in := range map[string][]Event{
		"catalogue": events(t, "catalogue"), "baseline": events(t, "baseline"), "clean": events(t, "clean"),
		"odd": {{Finding: &odd}, {Finding: &Finding{Place: "https://example.org/a.rdf", Severity: "warning", ID: "X", Message: map[string]string{"en": "m"}}}, {End: &End{}}},
	} {
		document, err := jsonschema.UnmarshalJSON(bytes.NewReader(render(t, "sarif", Options{Lang: "it", Version: "0.1.0"}, in)))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if err := schema.Validate(document); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestSARIFResultsFindTheirRule: the index leads to the rule with the id.
func TestSARIFResultsFindTheirRule(t *testing.T) {
	run := sarifOf(t, events(t, "catalogue")).Runs[0]
	if len(run.Results) == 0 {
		t.Fatal("no results")
	}
	for _, r := range run.Results {
		rule := run.Tool.Driver.Rules[r.RuleIndex]
		if rule.ID != r.RuleID {
			t.Errorf("result of %s leads to %s", r.RuleID, rule.ID)
		}
		if rule.Help.Text == "" || rule.Help.Markdown == "" || strings.Contains(rule.Short.Text, "{?") {
			t.Errorf("%s: help %q, description %q", rule.ID, rule.Help.Text, rule.Short.Text)
		}
	}
}

// TestSARIFFingerprintsLast moves every finding and expects the same fingerprints.
func TestSARIFFingerprintsLast(t *testing.T) {
	prints := func(in []Event) (out []string) {
		for _, r := range sarifOf(t, in).Runs[0].Results {
			out = append(out, r.Fingerprints["primaryLocationLineHash"])
		}
		return out
	}
	in := events(t, "catalogue")
	before := prints(in)
	for i := range in {
		if f := in[i].Finding; f != nil && f.Focus != "" {
			f.Place = strings.Replace(f.Place, "catalogue.ttl:", "catalogue.ttl:9", 1)
		}
	}
	after := prints(in)
	seen := map[string]bool{}
	for i, print := range before {
		if print != after[i] {
			t.Errorf("result %d: %s became %s", i, print, after[i])
		}
		if seen[print] {
			t.Errorf("fingerprint %s twice", print)
		}
		seen[print] = true
	}
}

func TestSARIFArtifacts(t *testing.T) {
	for name, want := range map[string]string{
		"catalog.ttl":            "catalog.ttl",
		"./dati nuovi/città.ttl": "dati%20nuovi/citt%C3%A0.ttl",
		"/abs/a b.ttl":           "file:///abs/a%20b.ttl",
		"https://x.it/a.rdf":     "https://x.it/a.rdf",
		"../a.ttl":               "../a.ttl",
	} {
		if have := artifact(name); have != want {
			t.Errorf("%s: %s, want %s", name, have, want)
		}
	}
}

// TestReportsNameNoFolderOfTheRunner: the same catalogue gives the same reports on every
// machine.
func TestReportsNameNoFolderOfTheRunner(t *testing.T) {
	const root = "file:///home/runner/work/"
	var in []Event
	for _, value := range []string{"CSV", "XML"} {
		in = append(in, Event{Finding: &Finding{Place: "data/a.ttl:3:7", Severity: "violation", Kind: "distribution", Node: "distribution " + root + "data/d", Focus: root + "data/d",
			Shape: "ap:format", ID: "F", Path: "dct:format", Value: root + "data/" + value, Root: root, Message: map[string]string{"en": root + "data/" + value + " is no format"}}})
	}
	in = append(in, Event{Checked: &Checked{Name: "data/a.ttl", Violations: 2}}, Event{End: &End{}})
	for _, format := range []string{"text", "sarif", "junit", "github", "gitlab", "html", "markdown"} {
		if have := string(render(t, format, Options{Lang: "en", FailOn: "violation"}, in)); strings.Contains(have, "/home/runner") || !strings.Contains(have, "CSV") {
			t.Errorf("%s: %s", format, have)
		}
	}
}
