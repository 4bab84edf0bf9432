package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// broken makes n findings that break one rule.
func broken(n int, id, severity string) []Event {
	out := make([]Event, n)
	for i := range out {
		out[i].Finding = &Finding{Place: fmt.Sprintf("c.ttl:%d:5", i+1), Severity: severity, ID: id, Shape: "ap:" + id, Focus: fmt.Sprintf("ex:%d", i),
			Message: map[string]string{"en": "wrong"}}
	}
	return out
}

// limited renders with room for 25 results, the first two of each rule for sure.
func limited(t *testing.T, in ...[]Event) (log sarifLog, ofRule map[string]int) {
	t.Helper()
	var b bytes.Buffer
	h := newSARIF(&b, Options{Lang: "en"}).(*sarif)
	if h.limit.results != 25_000 || h.limit.firstOfRule*10 > h.limit.results {
		t.Fatalf("the limit is %+v", h.limit)
	}
	h.limit.results, h.limit.firstOfRule = 25, 2
	for _, e := range append(slices.Concat(in...), Event{End: &End{}}) {
		if err := h.Handle(e); err != nil {
			t.Fatal(err)
		}
	}
	if err := json.Unmarshal(b.Bytes(), &log); err != nil {
		t.Fatal(err)
	}
	ofRule = map[string]int{}
	for _, r := range log.Runs[0].Results {
		ofRule[r.RuleID]++
		if log.Runs[0].Tool.Driver.Rules[r.RuleIndex].ID != r.RuleID {
			t.Errorf("result of %s leads to another rule", r.RuleID)
		}
	}
	return log, ofRule
}

// TestSARIFStaysWithinCodeScanning: GitHub rejects a file with more results than it
// takes, and all that is in it.
func TestSARIFStaysWithinCodeScanning(t *testing.T) {
	var many [][]Event
	for i := range 40 {
		many = append(many, broken(1, fmt.Sprintf("E%d", i), "violation"))
	}
	for name, c := range map[string]struct {
		in   [][]Event
		want map[string]int
	}{
		"all that has room": {[][]Event{broken(25, "E", "violation")}, map[string]int{"E": 25}},
		"the gravest, though they come last": {[][]Event{broken(20, "N", "info"), broken(9, "W", "warning"), broken(3, "E", "violation")},
			map[string]int{"E": 3, "W": 9, "N": 12, "omitted": 1}},
		"the first of each rule": {[][]Event{broken(30, "E", "violation"), broken(5, "W", "warning"), broken(1, "N", "info")},
			map[string]int{"E": 21, "W": 2, "N": 1, "omitted": 1}},
	} {
		if _, have := limited(t, c.in...); !maps.Equal(have, c.want) {
			t.Errorf("%s: have %v, want %v", name, have, c.want)
		}
	}
	if log, have := limited(t, many...); len(log.Runs[0].Results) != 25 || have["omitted"] != 1 {
		t.Errorf("%d results of 40 rules, want 25", len(log.Runs[0].Results))
	}

	log, _ := limited(t, broken(30, "E", "violation"))
	last := log.Runs[0].Results[24]
	if !strings.HasPrefix(last.Message.Text, "6 findings are not listed here: code scanning takes 25 of a run.") || last.Level != "note" || last.Locations[0].Physical.Artifact.URI != "c.ttl" {
		t.Errorf("what is left out is told as %+v", last)
	}
	if told := log.Runs[0].Invocations[0].Notifications; len(told) != 1 || told[0].Message.Text != last.Message.Text {
		t.Errorf("the run tells %v", told)
	}
}

// TestSARIFHasWhatCodeScanningNeeds: each result a line and a text, each rule a
// description that is neither empty nor too long.
func TestSARIFHasWhatCodeScanningNeeds(t *testing.T) {
	long := Rule{Shape: "ap:long", ID: strings.Repeat("é", 300), Severity: "violation", Message: map[string]string{"en": strings.Repeat("è", 2000)}}
	log := sarifOf(t, []Event{
		{Rule: &Rule{Shape: "ap:mute", ID: "Mute", Severity: "violation"}},
		{Finding: &Finding{Place: "c.ttl", Severity: "violation", ID: "Mute", Shape: "ap:mute", Message: map[string]string{"": ""}}},
		{Rule: &long}, {Finding: &Finding{Place: "c.ttl:2:3", Severity: "violation", ID: long.ID, Shape: long.Shape, Message: long.Message}},
		{End: &End{Status: "failed"}},
	})
	for _, r := range log.Runs[0].Results {
		if r.Message.Text == "" || r.Locations[0].Physical.Region.StartLine < 1 {
			t.Errorf("result %+v", r)
		}
	}
	for _, r := range log.Runs[0].Tool.Driver.Rules {
		for name, text := range map[string]string{"short description": r.Short.Text, "full description": r.Full.Text, "help": r.Help.Text} {
			if text == "" || name != "help" && utf8.RuneCountInString(text) > 1024 {
				t.Errorf("%.10s: %s of %d characters", r.ID, name, utf8.RuneCountInString(text))
			}
		}
		if utf8.RuneCountInString(r.Name) > 255 {
			t.Errorf("name of %d characters", utf8.RuneCountInString(r.Name))
		}
	}
	if log.Runs[0].Invocations[0].Successful {
		t.Error("a run that could not read a document is told as successful")
	}
}
