package report

import (
	"bufio"
	"bytes"
	"encoding/json"
	"encoding/xml"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/shapes/shacl"
)

var update = flag.Bool("update", false, "write the golden files")

// golden compares a text with a file of testdata, or writes it.
func golden(t *testing.T, name string, have []byte) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, have, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(have)); diff != "" {
		t.Errorf("%s (go test ./internal/report -update writes it):\n%s", name, diff)
	}
}

// events reads a run that was saved as JSON lines.
func events(t *testing.T, name string) []Event {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", name+".jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []Event
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var e Event
		if err := json.Unmarshal(lines.Bytes(), &e); err != nil {
			t.Fatal(err)
		}
		out = append(out, e)
	}
	return out
}

func render(t *testing.T, format string, opt Options, in []Event) []byte {
	t.Helper()
	var b bytes.Buffer
	h := NewFormat(format, &b, opt)
	for _, e := range in {
		if err := h.Handle(e); err != nil {
			t.Fatal(err)
		}
	}
	return b.Bytes()
}

// TestFormats replays saved validations into every format: a run is told without loss
// in JSON, so that any other format can be made of it.
func TestFormats(t *testing.T) {
	for _, run := range []string{"catalogue", "clean", "baseline"} {
		in := events(t, run)
		for _, format := range Formats() {
			if format == "turtle" {
				continue // it is made of results, which JSON does not hold
			}
			for _, lang := range []string{"it", "en"} {
				have := render(t, format, Options{Lang: lang, Version: "0.1.0", FailOn: "violation"}, in)
				golden(t, run+"."+lang+"."+format, have)
			}
		}
		golden(t, run+".all.text", render(t, "text", Options{Lang: "en", All: true}, in))
	}
}

// TestJSONIsWithoutLoss reads back what the JSON renderer writes.
func TestJSONIsWithoutLoss(t *testing.T) {
	in := events(t, "catalogue")
	saved, err := os.ReadFile("testdata/catalogue.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(saved), string(render(t, "json", Options{}, in))); diff != "" {
		t.Error(diff)
	}
}

func TestFormatsOfCIAreWellFormed(t *testing.T) {
	for _, run := range []string{"catalogue", "clean", "baseline"} {
		in := events(t, run)
		var issues []map[string]any
		if err := json.Unmarshal(render(t, "gitlab", Options{}, in), &issues); err != nil {
			t.Errorf("%s: gitlab: %v", run, err)
		}
		seen := map[any]bool{}
		for _, issue := range issues {
			if seen[issue["fingerprint"]] {
				t.Errorf("%s: gitlab: fingerprint %v twice: one of the issues would not be shown", run, issue["fingerprint"])
			}
			seen[issue["fingerprint"]] = true
		}
		var suites junitSuites
		if err := xml.Unmarshal(render(t, "junit", Options{FailOn: "violation"}, in), &suites); err != nil {
			t.Errorf("%s: junit: %v", run, err)
		}
		for _, s := range suites.Suites {
			if len(s.Cases) != s.Tests {
				t.Errorf("%s: junit: suite %s says %d tests and has %d", run, s.Name, s.Tests, len(s.Cases))
			}
		}
	}
}

func TestJUnitFailsFromTheSeverityOfFailOn(t *testing.T) {
	in := events(t, "catalogue")
	failures := func(failOn string) int {
		var suites junitSuites
		if err := xml.Unmarshal(render(t, "junit", Options{FailOn: failOn}, in), &suites); err != nil {
			t.Fatal(err)
		}
		return suites.Failures
	}
	never, violation, warning, info := failures("never"), failures("violation"), failures("warning"), failures("info")
	if never != 0 || violation == 0 || warning <= violation || info <= warning {
		t.Errorf("failures never %d, violation %d, warning %d, info %d", never, violation, warning, info)
	}
}

// TestTextAddsUp: several documents end with a line for all of them.
func TestTextAddsUp(t *testing.T) {
	in := []Event{{Checked: &Checked{Name: "a.ttl", Violations: 2, Datasets: 1, Triples: 10}}, {Checked: &Checked{Name: "b.ttl", Warnings: 1, Infos: 3, Datasets: 4, Triples: 20}}, {End: &End{}}}
	for _, format := range []string{"text", "github"} {
		have := string(render(t, format, Options{Lang: "it"}, in))
		if want := "\n2 documenti: 2 violazioni, 1 avviso, 3 note; 5 dataset, 30 triple\n"; !strings.HasSuffix(have, want) {
			t.Errorf("%s: have %s", format, have)
		}
		if have := string(render(t, format, Options{Lang: "it"}, in[1:])); strings.Contains(have, "document") {
			t.Errorf("%s: one document is its own sum: %s", format, have)
		}
	}
}

// TestTextHasColoursWhereTheyAreWanted, and the same words.
func TestTextHasColoursWhereTheyAreWanted(t *testing.T) {
	in := events(t, "catalogue")
	for _, all := range []bool{false, true} {
		plain := string(render(t, "text", Options{Lang: "it", All: all}, in))
		coloured := string(render(t, "text", Options{Lang: "it", All: all, Colour: true}, in))
		if strings.Contains(plain, "\x1b") || !strings.Contains(coloured, "\x1b[1mcatalogue.ttl:25:28:\x1b[0m \x1b[31mviolazione:\x1b[0m ") {
			t.Errorf("all %v: plain %.200q, coloured %.400q", all, plain, coloured)
		}
		if diff := cmp.Diff(plain, regexp.MustCompile("\x1b\\[[0-9;]*m").ReplaceAllString(coloured, "")); diff != "" {
			t.Error(diff)
		}
	}
}

// TestJUnitTellsDocumentsApart: Jenkins knows a case by its class and name alone.
func TestJUnitTellsDocumentsApart(t *testing.T) {
	finding := Finding{Severity: "violation", Profile: "p", ID: "A", Shape: "ap:A", Message: map[string]string{"en": "wrong"}}
	var in []Event
	for _, name := range []string{"a.ttl", "b.ttl", "clean.ttl", "clean.rdf"} {
		f := finding
		f.Place = name + ":1:1"
		if !strings.HasPrefix(name, "clean") {
			in = append(in, Event{Finding: &f})
		}
		in = append(in, Event{Checked: &Checked{Name: name}})
	}
	var suites junitSuites
	if err := xml.Unmarshal(render(t, "junit", Options{FailOn: "violation", Lang: "en"}, append(in, Event{End: &End{}})), &suites); err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, s := range suites.Suites {
		for _, c := range s.Cases {
			if name := c.Class + " " + c.Name; seen[name] || !strings.Contains(name, s.Name) {
				t.Errorf("case %q of %s stands for two, or names no document", name, s.Name)
			} else {
				seen[name] = true
			}
		}
	}
	if len(seen) != 4 {
		t.Errorf("%d cases, want 4", len(seen))
	}
}

func TestGitHubCommandsHoldTheirText(t *testing.T) {
	f := Finding{Place: "dati, nuovi/100%:a.ttl:3:7", Severity: "warning", Kind: "dataset", Node: "dataset x:1", ID: "A", Path: "dct:title",
		Message: map[string]string{"en": "first: line\nsecond, 100%"}}
	have := string(render(t, "github", Options{Lang: "en"}, []Event{{Finding: &f}, {End: &End{}}}))
	want := "::warning file=dati%2C nuovi/100%25%3Aa.ttl,line=3,col=7,title=warning (A)::dataset x:1: dct:title: first: line second, 100%25\n"
	if have != want {
		t.Errorf("have %s\nwant %s", have, want)
	}
	f.Place = "https://example.org/a.ttl:3:7"
	have = string(render(t, "github", Options{Lang: "en"}, []Event{{Finding: &f}, {End: &End{}}}))
	if strings.Contains(have, "file=") || !strings.Contains(have, f.Place) {
		t.Errorf("a URL is no file of the repository: %s", have)
	}
}

// TestTurtleIsAValidationReport reads the report back.
func TestTurtleIsAValidationReport(t *testing.T) {
	blank := rdf.Blank("b0")
	result := shacl.Result{FocusNode: blank, Path: shacl.PredicatePath(rdf.IRI("http://purl.org/dc/terms/title")),
		Value: rdf.LangLiteral("Un testo", "it"), Shape: rdf.IRI("https://example.org/shape"), Component: shacl.Namespace + "NodeKindConstraintComponent",
		Severity: shacl.Violation, SeverityTerm: rdf.IRI(shacl.Namespace + "Violation"), Messages: []rdf.Term{rdf.LangLiteral("wrong", "en")}}
	finding := NewFinding(rdf.NewGraph(), result, "", Finding{Place: "a.ttl:1:1"})
	fault := Finding{Place: "b.ttl:2:1", Severity: "violation", Message: map[string]string{"": "syntax: no end"}}
	text := render(t, "turtle", Options{Lang: "en"}, []Event{
		{Finding: &finding}, {Checked: &Checked{Name: "a.ttl"}}, {Finding: &finding}, {Finding: &fault}, {Checked: &Checked{Name: "b.ttl"}}, {End: &End{}}})
	g, _, err := rdf.ReadGraph(bytes.NewReader(text), rdf.Turtle, rdf.ReadOptions{})
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	sh := func(local string) rdf.Term { return rdf.IRI(shacl.Namespace + local) }
	results := rdf.Objects(g, rdf.Subjects(g, sh("conforms"), rdf.TypedLiteral("false", "http://www.w3.org/2001/XMLSchema#boolean"))[0], sh("result"))
	if len(results) != 2 {
		t.Fatalf("%d results, want 2\n%s", len(results), text)
	}
	// The same label in two documents stands for two nodes.
	if rdf.Object(g, results[0], sh("focusNode")) == rdf.Object(g, results[1], sh("focusNode")) {
		t.Errorf("blank nodes of two documents became one\n%s", text)
	}
	if !rdf.Has(g, results[0], sh("value"), result.Value) || !rdf.Has(g, results[0], sh("sourceShape"), result.Shape) {
		t.Errorf("value or shape is lost\n%s", text)
	}
	if !bytes.Contains(text, []byte("# b.ttl:2:1: violation: syntax: no end\n")) {
		t.Errorf("the broken statement is not told\n%s", text)
	}
}
