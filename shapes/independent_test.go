package shapes_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/dcat/vocab"
	"github.com/trebbia/trebbia/internal/reference"
	"github.com/trebbia/trebbia/shapes"
	"github.com/trebbia/trebbia/shapes/shacl"
)

// The official files are run by an engine that is not ours: pySHACL, over the same
// documents and with the same code lists. What it finds is held against our engine on the
// same files, which must agree in all, and against our profiles, which may differ only
// for the reasons of official.
//
// $TREBBIA_VENV is a Python environment that has pySHACL; .ci/independent makes one.
func TestPySHACLSaysTheSame(t *testing.T) {
	python := filepath.Join(os.Getenv("TREBBIA_VENV"), "bin", "python")
	if _, err := os.Stat(python); err != nil {
		t.Skip("set TREBBIA_VENV to a Python environment with pyshacl")
	}
	if testing.Short() {
		t.Skip("pySHACL takes a minute")
	}
	root := reference.Dir(t)
	examples := readExampleFiles(t, root)
	for name, g := range examples {
		examples[name] = numbered(g)
	}
	found := runPySHACL(t, python, root, examples)
	for _, o := range official {
		p := loadNamed(t, o.profile)
		theirs := compileOfficial(t, root, o.files)
		used, engines := map[string]int{}, map[string]int{}
		same, alike := 0, 0
		for _, name := range slices.Sorted(maps.Keys(examples)) {
			g := examples[name]
			foreign := verdict(p, about(p, g, found[o.profile+" "+name]))
			engine := verdict(p, p.Official(theirs, g).Results)
			leaveCodes(p, engine, foreign, engines)
			leaveDates(engine, foreign, engines)
			alike += compare(t, o.profile+": "+name+": our engine on the official files", nil, nil, engine, foreign)
			ours := verdict(p, p.Validate(g).Results)
			leaveDates(ours, foreign, used)
			same += compare(t, o.profile+": "+name, o.differences, used, ours, foreign)
		}
		logAgreement(t, o.profile+", our engine on the official files", len(examples), alike, engines)
		logAgreement(t, o.profile, len(examples), same, used)
	}
}

// leaveCodes takes out of the foreign results those that pySHACL has because to it the
// code lists and the document are one graph, and counts them.
func leaveCodes(p *shapes.Profile, ours, foreign map[string]shacl.Result, used map[string]int) {
	for k, r := range foreign {
		if _, both := ours[k]; !both && rdf.Has(p.Background(), r.FocusNode, rdf.Term{}, rdf.Term{}) {
			used["a code that the file describes is held against the classes that the file gives it, not against those of its list"]++
			delete(foreign, k)
		}
	}
}

// leaveDates takes out of our results those on malformed dates that pySHACL lets pass,
// and counts them.
func leaveDates(ours, foreign map[string]shacl.Result, used map[string]int) {
	for k, r := range ours {
		if _, both := foreign[k]; !both && malformed(r.Value) {
			used["rdflib takes some dates for valid that XML Schema does not know"]++
			delete(ours, k)
		}
	}
}

var lexicalForms = map[string]*regexp.Regexp{
	vocab.XSD + "date":     regexp.MustCompile(`^-?\d{4,}-\d\d-\d\d(Z|[+-]\d\d:\d\d)?$`),
	vocab.XSD + "dateTime": regexp.MustCompile(`^-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?$`),
}

func malformed(value rdf.Term) bool {
	form, ok := lexicalForms[value.Datatype]
	return ok && !form.MatchString(value.Value)
}

// about drops results on nodes that the profile is not about: the official files of the
// annex for high-value datasets target all others as well.
func about(p *shapes.Profile, g *rdf.Graph, results []shacl.Result) []shacl.Result {
	nodes, ok := p.Focus(g)
	if !ok {
		return results
	}
	return slices.DeleteFunc(results, func(r shacl.Result) bool { return !slices.Contains(nodes, r.FocusNode) })
}

// numbered returns the graph with labels of blank nodes that every reader takes.
func numbered(g *rdf.Graph) *rdf.Graph {
	labels := map[rdf.Term]rdf.Term{}
	label := func(term rdf.Term) rdf.Term {
		if !term.IsBlank() {
			return term
		}
		if _, ok := labels[term]; !ok {
			labels[term] = rdf.Blank(fmt.Sprintf("b%d", len(labels)))
		}
		return labels[term]
	}
	out := rdf.NewGraph()
	for t := range g.All() {
		out.Add(rdf.Triple{Subject: label(t.Subject), Predicate: t.Predicate, Object: label(t.Object)})
	}
	return out
}

// runPySHACL returns the results by profile and document.
func runPySHACL(t *testing.T, python, root string, examples map[string]*rdf.Graph) map[string][]shacl.Result {
	t.Helper()
	dir := t.TempDir()
	type request struct {
		Background string              `json:"background"`
		Documents  []string            `json:"documents"`
		Profiles   map[string][]string `json:"profiles"`
	}
	ask := request{Background: writeLines(t, filepath.Join(dir, "background.nt"), loadNamed(t, "dcat-ap-3").Background()), Profiles: map[string][]string{}}
	for _, o := range official {
		for _, file := range o.files {
			ask.Profiles[o.profile] = append(ask.Profiles[o.profile], filepath.Join(root, "shapes", filepath.FromSlash(file)))
		}
	}
	names := map[string]string{}
	for i, name := range slices.Sorted(maps.Keys(examples)) {
		file := writeLines(t, filepath.Join(dir, fmt.Sprintf("%03d.nt", i)), examples[name])
		names[file] = name
		ask.Documents = append(ask.Documents, file)
	}
	input, err := json.Marshal(ask)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(python, filepath.Join("..", ".ci", "profiles.py"))
	var out, errs bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = bytes.NewReader(input), &out, &errs
	if err := cmd.Run(); err != nil {
		t.Fatalf("pySHACL: %v\n%s", err, errs.String())
	}
	found := map[string][]shacl.Result{}
	for lines := json.NewDecoder(&out); ; {
		var r struct{ Profile, Document, Severity, Focus, Path, Component, Value string }
		if err := lines.Decode(&r); errors.Is(err, io.EOF) {
			return found
		} else if err != nil {
			t.Fatal(err)
		}
		k := r.Profile + " " + names[r.Document]
		found[k] = append(found[k], shacl.Result{
			FocusNode: node(r.Focus), PathText: r.Path, Component: r.Component, Value: rdf.Literal(r.Value),
			Severity: severities[strings.TrimPrefix(r.Severity, shacl.Namespace)],
		})
	}
}

var severities = map[string]shacl.Severity{"Violation": shacl.Violation, "Warning": shacl.Warning, "Info": shacl.Info}

func node(text string) rdf.Term {
	if label, ok := strings.CutPrefix(text, "_:"); ok {
		return rdf.Blank(label)
	}
	return rdf.IRI(strings.Trim(text, "<>"))
}

func writeLines(t *testing.T, path string, g *rdf.Graph) string {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	for triple := range g.All() {
		fmt.Fprintf(f, "%s %s %s .\n", triple.Subject, triple.Predicate, triple.Object)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}
