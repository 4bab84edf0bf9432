package report

import (
	"strings"
	"testing"

	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/shapes/shacl"
)

func TestLocation(t *testing.T) {
	for place, want := range map[string]struct {
		file         string
		line, column int
	}{
		"catalog.ttl:41:5":                {"catalog.ttl", 41, 5},
		"prospetti.csv:4":                 {"prospetti.csv", 4, 0},
		"catalog.ttl":                     {"catalog.ttl", 0, 0},
		"":                                {"", 0, 0},
		"https://example.org:8080":        {"https://example.org:8080", 0, 0},
		"https://example.org/a.rdf:12:3":  {"https://example.org/a.rdf", 12, 3},
		`C:\dati\catalog.ttl:7:1`:         {`C:\dati\catalog.ttl`, 7, 1},
		"https://example.org:8080/a:b:0:": {"https://example.org:8080/a:b:0:", 0, 0},
	} {
		file, line, column := Finding{Place: place}.Location()
		if file != want.file || line != want.line || column != want.column {
			t.Errorf("%q: %q %d %d, want %v", place, file, line, column, want)
		}
	}
}

// findingIn reads Turtle and makes the finding that the period of the dataset lacks
// its start.
func findingIn(t *testing.T, place, turtle string) Finding {
	t.Helper()
	const prefixes = "@prefix dct: <http://purl.org/dc/terms/> . @prefix ex: <https://example.org/> .\n"
	g, _, err := rdf.ReadGraph(strings.NewReader(prefixes+turtle), rdf.Turtle, rdf.ReadOptions{Base: "file:///home/a/x.ttl"})
	if err != nil {
		t.Fatal(err)
	}
	period := rdf.Subjects(g, rdf.IRI("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), rdf.IRI("http://purl.org/dc/terms/PeriodOfTime"))[0]
	return NewFinding(g, shacl.Result{FocusNode: period, Shape: rdf.IRI("https://example.org/rule"), Component: "c",
		Path: shacl.PredicatePath(rdf.IRI("https://example.org/start"))}, "", Finding{Place: place, Root: "file:///home/a/"})
}

// TestFingerprintLasts moves statements about and renames blank nodes.
func TestFingerprintLasts(t *testing.T) {
	first := findingIn(t, "a.ttl:2:1", `ex:1 dct:temporal [ a dct:PeriodOfTime ] .`)
	if want := "<https://example.org/1> dct:temporal []"; first.Focus != want {
		t.Errorf("focus %s, want %s", first.Focus, want)
	}
	for name, f := range map[string]Finding{
		"moved and labelled":  findingIn(t, "b/a.ttl:90:1", "ex:0 a ex:Thing .\n_:p a dct:PeriodOfTime .\nex:1 dct:title \"new\" ; dct:temporal _:p ."),
		"in another checkout": {Place: "a.ttl:2:1", Focus: first.Focus, Path: first.Path, Shape: first.Shape, Component: first.Component},
	} {
		if f.Fingerprint() != first.Fingerprint() {
			t.Errorf("%s: the fingerprint has changed: %+v", name, f)
		}
	}
	for name, f := range map[string]Finding{
		"of another dataset": findingIn(t, "a.ttl:2:1", `ex:2 dct:temporal [ a dct:PeriodOfTime ] .`),
		"of a deeper node":   findingIn(t, "a.ttl:2:1", `ex:1 dct:hasPart [ dct:temporal [ a dct:PeriodOfTime ] ] .`),
		"of no known node":   findingIn(t, "a.ttl:2:1", `[] a dct:PeriodOfTime .`),
	} {
		if f.Fingerprint() == first.Fingerprint() {
			t.Errorf("%s: the fingerprint is the same: %+v", name, f)
		}
	}
}

func TestFingerprintLeavesOutWhereTheFilesLie(t *testing.T) {
	here := Finding{Shape: "s", Focus: "file:///home/a/CSV", Value: "file:///home/a/JSON", Root: "file:///home/a/"}
	there := Finding{Shape: "s", Focus: "file:///builds/7/CSV", Value: "file:///builds/7/JSON", Root: "file:///builds/7/"}
	if here.Fingerprint() != there.Fingerprint() {
		t.Error("the fingerprint holds the folder of the checkout")
	}
}

// TestRelativeIRIsAreToldAsWritten keeps the folders of a machine out of what people read.
func TestRelativeIRIsAreToldAsWritten(t *testing.T) {
	for _, test := range []struct {
		place, iri, want string
	}{
		{"a.rdf:1:1", "file:///home/a/CSV", "CSV"},
		{"stdin:1:1", "file:///home/a/CSV", "CSV"},
		{"open data/x/a.rdf:1:1", "file:///home/a/open%20data/x/CSV", "CSV"},
		{"../a.rdf:1:1", "file:///home/CSV", "CSV"},
		{"/srv/a.rdf:1:1", "file:///srv/CSV", "CSV"},
		{"/srv/a.rdf:1:1", "file:///home/a/CSV", "file:///home/a/CSV"},
		{"https://e/a.rdf:1:1", "https://e/CSV", "https://e/CSV"},
	} {
		f := Finding{Place: test.place, Severity: "violation", Kind: "distribution", Node: "distribution " + test.iri, Root: "file:///home/a/",
			Message: map[string]string{"en": "the format " + test.iri + " is not in the table"}}
		want := test.place + ": violation: distribution " + test.want + ": the format " + test.want + " is not in the table"
		if have := f.Line("en"); have != want {
			t.Errorf("have %s\nwant %s", have, want)
		}
	}
}

// TestAnchorEnds climbs from blank nodes that point at each other.
func TestAnchorEnds(t *testing.T) {
	f := findingIn(t, "a.ttl:1:1", "_:a dct:temporal _:b . _:b dct:hasPart _:a ; a dct:PeriodOfTime .")
	if f.Focus != "[] dct:PeriodOfTime" {
		t.Errorf("focus %q", f.Focus)
	}
}
