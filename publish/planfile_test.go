package publish

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/trebbia/trebbia/dcat/rdf"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares with a file of testdata.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := "testdata/" + name
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", path, diff)
	}
}

// storyPlan has one of everything.
func storyPlan(t *testing.T) *Plan {
	t.Helper()
	ws := wants(t, 6)
	held := holdings(ws[:5])
	changed := testDataset("1", "x")
	changed.Graph = edited(t)
	changed.Companions = Companions{
		{IRI: datasetIRI("1") + "/domande.csv-metadata.json", MediaType: "application/csvm+json", Bytes: []byte("{\"url\": \"domande.csv\"}\n")},
		{IRI: datasetIRI("1") + "/blob.bin", MediaType: "application/octet-stream", Bytes: []byte{0xff, 0x00}},
	}
	for i := range held {
		held[i].AbsentSince = testNow.Add(-200 * time.Hour)
	}
	held[3].AbsentSince = testNow.Add(-time.Hour)
	thief := want(t, from(testDataset("6", "Ladro"), "sheet", "z"))
	pol := policy()
	pol.Grace = 168 * time.Hour
	p := mustPlan(t, []Want{want(t, changed), {Keep: true, Source: "sheet", RecordID: "2"}, ws[4], ws[5], thief}, held, pol)
	if err := p.Explain(context.Background(), describer{datasetIRI("1"): testDataset("1", "Dataset 1").Graph}); err != nil {
		t.Fatal(err)
	}
	p.Notes = append(p.Notes, Note{Level: "warning", About: datasetIRI("1"), Text: "manca dct:spatial"})
	return p
}

func TestPlanFile(t *testing.T) {
	p := storyPlan(t)
	text := planText(t, p)
	golden(t, "plan.json", text)
	back, err := ReadPlan(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(p, back); diff != "" {
		t.Errorf("read again (-written +read):\n%s", diff)
	}
	if again := planText(t, back); !bytes.Equal(text, again) {
		t.Error("written again the plan has other bytes")
	}
	g, err := back.Changes[1].ReadGraph()
	if err != nil {
		t.Fatal(err)
	}
	if digest, _ := rdf.DigestOf(g); string(digest) == "" || !rdf.Has(g, rdf.IRI(datasetIRI("1")), rdf.Term{}, rdf.LangLiteral("cig", "it")) {
		t.Error("the graph of a change is not the dataset")
	}
}

func TestReadPlanRefuses(t *testing.T) {
	text := string(planText(t, storyPlan(t)))
	disordered := storyPlan(t)
	slices.Reverse(disordered.Changes)
	line := func(part string) string {
		before, _, ok := strings.Cut(text, part)
		if !ok {
			t.Fatalf("the plan has no %q", part)
		}
		return before
	}
	lineOf := 1 + strings.Count(line(`"kind": "update"`), "\n")
	tests := map[string]struct {
		text    string
		line    int
		field   string
		message string
	}{
		"empty":            {text: "", line: 1, message: "unexpected end"},
		"no JSON":          {text: "{\n  \"version\": 1,\n  oops\n}", line: 3, message: "invalid character 'o'"},
		"cut off":          {text: text[:len(text)/2], message: "unexpected end"},
		"more behind":      {text: text + "{}", message: "after top-level value"},
		"no plan":          {text: `{"title": "x"}`, line: 1, field: "version", message: "not a plan"},
		"later version":    {text: strings.Replace(text, `"version": 1`, `"version": 2`, 1), field: "version", message: "is 2, but this program reads 1"},
		"unknown field":    {text: strings.Replace(text, `"kind": "update"`, `"kin": "update"`, 1), line: -1, message: `unknown field "kin"`},
		"wrong type":       {text: strings.Replace(text, `"kind": "update"`, `"kind": 7`, 1), line: lineOf, field: "changes.kind", message: "number"},
		"unknown kind":     {text: strings.Replace(text, `"kind": "update"`, `"kind": "upsert"`, 1), field: "changes[1].kind", message: `"upsert"`},
		"out of order":     {text: string(planText(t, disordered)), field: "changes[1]", message: "creates come first"},
		"edited graph":     {text: strings.Replace(text, `keyword> \"cig\"@it`, `keyword> \"CIG\"@it`, 1), field: "changes[1].graph", message: "cannot be edited by hand"},
		"edited companion": {text: strings.Replace(text, `domande.csv\"}`, `altro.csv\"}`, 1), field: "changes[1].graph", message: "does not fit the digest"},
		"no held digest":   {text: strings.Replace(text, `"held": `, `"note": `, 1), field: "changes[1].held", message: "updates and deletes"},
		"one dataset twice": {text: strings.Replace(text, `"iri": "`+datasetIRI("1")+`"`, `"iri": "`+datasetIRI("6")+`"`, 1),
			field: "changes[1].iri", message: "has a change already"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := ReadPlan(strings.NewReader(test.text))
			var fault *PlanError
			if !errors.As(err, &fault) {
				t.Fatalf("error %v, want a *PlanError", err)
			}
			if !strings.Contains(err.Error(), test.message) || !strings.HasPrefix(fault.Field, test.field) {
				t.Errorf("error %q in field %q, want %q in %q", err, fault.Field, test.message, test.field)
			}
			if test.line > 0 && fault.Line != test.line || test.line < 0 && fault.Line == 0 {
				t.Errorf("error %q is in line %d, want %d", err, fault.Line, test.line)
			}
		})
	}
}
