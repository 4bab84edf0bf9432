package publish

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/dcat/vocab"
)

// edited is test dataset 1 with another title, a keyword more, a byte size less and
// another name of its holder.
func edited(t *testing.T) *rdf.Graph {
	t.Helper()
	g := rdf.NewGraph()
	for triple := range testDataset("1", "Dataset 1").Graph.All() {
		switch triple.Predicate.Value {
		case vocab.DCTTitle:
			triple.Object = rdf.LangLiteral("Titolo \"nuovo\"", "it")
		case vocab.FOAFName:
			if strings.HasSuffix(triple.Subject.Value, "inps") {
				triple.Object = rdf.LangLiteral("INPS", "it")
			}
		case vocab.DCATByteSize:
			continue
		}
		g.Add(triple)
	}
	g.Add(rdf.Triple{Subject: rdf.IRI(datasetIRI("1")), Predicate: rdf.IRI(vocab.DCAT + "keyword"), Object: rdf.LangLiteral("cig", "it")})
	g.Add(rdf.Triple{Subject: rdf.IRI(datasetIRI("1")), Predicate: rdf.IRI("https://other.example/p"), Object: rdf.IRI(vocab.DCAT + "Dataset")})
	return g
}

var editedDiff = []PropertyChange{
	{Node: testBase + "/agent/inps", Property: "foaf:name",
		Removed: []string{`"Istituto Nazionale Previdenza Sociale"@it`}, Added: []string{`"INPS"@it`}},
	{Node: datasetIRI("1"), Property: "dct:title", Removed: []string{`"Dataset 1"@it`}, Added: []string{`"Titolo \"nuovo\""@it`}},
	{Node: datasetIRI("1"), Property: "dcat:keyword", Added: []string{`"cig"@it`}},
	{Node: datasetIRI("1"), Property: "<https://other.example/p>", Added: []string{"dcat:Dataset"}},
	{Node: datasetIRI("1") + "/distribution/csv", Property: "dcat:byteSize", Removed: []string{`"12345"^^xsd:decimal`}},
}

func TestDiff(t *testing.T) {
	got, err := Diff(testDataset("1", "Dataset 1").Graph, edited(t))
	if diff := cmp.Diff(editedDiff, got); diff != "" || err != nil {
		t.Errorf("%v\n%s", err, diff)
	}
	got, err = Diff(edited(t), edited(t))
	if len(got) != 0 || err != nil {
		t.Errorf("diff of the same: %v, %v", got, err)
	}
}

type describer map[string]*rdf.Graph

func (d describer) Graph(_ context.Context, iri string) (*rdf.Graph, error) {
	if g := d[iri]; g != nil {
		return g, nil
	}
	return nil, errors.New("cannot be read")
}

func TestExplain(t *testing.T) {
	ws := wants(t, 4)
	held := holdings(ws[:3])
	held[0].Digest, held[1].Digest, held[1].Damage = "0000", "0000", "all is lost"
	d := testDataset("1", "x")
	d.Graph = edited(t)
	ws[0] = want(t, d)
	p := mustPlan(t, []Want{ws[0], ws[1], ws[3]}, held, policy())
	known := describer{datasetIRI("1"): testDataset("1", "Dataset 1").Graph}
	if err := p.Explain(context.Background(), known); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"create inps-4", "update inps-1", "update inps-2", "delete inps-3"}, kinds(p)); diff != "" {
		t.Fatal(diff)
	}
	if diff := cmp.Diff(editedDiff, p.Changes[1].Diff); diff != "" {
		t.Error(diff)
	}
	if note := p.Changes[2].Note; !strings.Contains(note, "all is lost") || !strings.Contains(note, "no diff: cannot be read") {
		t.Errorf("note of an update without diff: %q", note)
	}
	if p.Changes[0].Diff != nil || p.Changes[3].Diff != nil {
		t.Error("a create or a delete has a diff")
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := p.Explain(ctx, known); !errors.Is(err, context.Canceled) {
		t.Errorf("Explain after cancel: %v", err)
	}
}
