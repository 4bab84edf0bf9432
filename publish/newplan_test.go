package publish

import (
	"bytes"
	"fmt"
	"math/rand"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/dcat/vocab"
)

func TestNewPlanRefusesNonsense(t *testing.T) {
	ws := wants(t, 2)
	held := holdings(ws)
	tests := map[string]struct {
		want    []Want
		held    []Holding
		policy  func(*Policy)
		message string
	}{
		"share over 1":    {policy: func(p *Policy) { p.MaxDelete = 5 }, message: "max-delete is 5"},
		"negative share":  {policy: func(p *Policy) { p.MaxDelete = -0.1 }, message: "max-delete"},
		"negative grace":  {policy: func(p *Policy) { p.Grace = -1 }, message: "grace"},
		"no moment":       {policy: func(p *Policy) { p.Now = time.Time{} }, message: "moment"},
		"holding twice":   {held: []Holding{held[0], held[0]}, message: datasetIRI("1") + " twice"},
		"holding, no IRI": {held: []Holding{{Source: "sheet"}}, message: "without an IRI"},
		"no record":       {want: []Want{{IRI: datasetIRI("1"), Source: "sheet"}}, message: "no source record"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			pol := policy()
			if test.policy != nil {
				test.policy(&pol)
			}
			if _, err := NewPlan(test.want, test.held, pol); err == nil || !strings.Contains(err.Error(), test.message) {
				t.Errorf("error %v, want one that says %q", err, test.message)
			}
		})
	}
}

func TestCompanionsAreOfTheDataset(t *testing.T) {
	d := testDataset("1", "x")
	plain := want(t, d)
	if graph, err := rdf.DigestOf(d.Graph); err != nil || graph != plain.Digest {
		t.Errorf("without companions the digest is not that of the graph: %v", err)
	}
	d.Companions = Companions{{IRI: datasetIRI("1") + "/a.csv-metadata.json", MediaType: "application/csvm+json", Bytes: []byte("{}")}}
	with := want(t, d)
	p := mustPlan(t, []Want{with}, holdings([]Want{plain}), policy())
	if p.Count(Update) != 1 || len(p.Changes[0].Companions) != 1 {
		t.Errorf("a new companion gives %v", kinds(p))
	}
}

func TestUpdateSaysWhatTheDiffDoesNot(t *testing.T) {
	ws := wants(t, 2)
	held := holdings(ws)
	held[0].Digest, held[0].Damage = "0000", "dataset/inps-1.ttl is missing"
	held[1].RecordID = "id before"
	p := mustPlan(t, ws, held, policy())
	if diff := cmp.Diff([]string{"update inps-1", "update inps-2"}, kinds(p)); diff != "" {
		t.Fatal(diff)
	}
	if note := p.Changes[0].Note; !strings.Contains(note, "dataset/inps-1.ttl is missing") {
		t.Errorf("note of a restored dataset: %q", note)
	}
	if note := p.Changes[1].Note; !strings.Contains(note, `record "2"`) || !strings.Contains(note, `record "id before"`) {
		t.Errorf("note of a dataset that changed hands: %q", note)
	}
}

func TestRecordUnderANewIRI(t *testing.T) {
	ws := wants(t, 1)
	held := holdings(ws)
	moved := testDataset("renamed", "Dataset 1")
	moved.RecordID = "1"
	p := mustPlan(t, []Want{want(t, moved)}, held, policy())
	if diff := cmp.Diff([]string{"create inps-renamed", "delete inps-1"}, kinds(p)); diff != "" {
		t.Fatal(diff)
	}
	if note := p.Changes[1].Note; !strings.Contains(note, moved.IRI) {
		t.Errorf("note of the delete: %q", note)
	}
}

// TestPlanInvariants draws situations at random: whatever they are, no holding gets
// lost between the lists of a plan, and no delete lacks its proof.
func TestPlanInvariants(t *testing.T) {
	ws := wants(t, 12)
	changed := make([]Want, len(ws))
	for i := range ws {
		changed[i] = want(t, testDataset(fmt.Sprint(i+1), "changed"))
	}
	rnd := rand.New(rand.NewSource(1))
	for round := range 2000 {
		var wanted []Want
		var held []Holding
		for i, w := range ws {
			source := []string{"sheet", "ckan", "forgotten"}[rnd.Intn(3)]
			if rnd.Intn(4) > 0 {
				h := holdings(ws[i : i+1])[0]
				h.Source = source
				if rnd.Intn(2) == 0 {
					h.AbsentSince = testNow.Add(-time.Duration(rnd.Intn(300)) * time.Hour)
				}
				held = append(held, h)
			}
			if rnd.Intn(3) == 0 {
				w = changed[i]
			}
			w.Source = source
			switch rnd.Intn(5) {
			case 0:
				w = Want{Keep: true, Source: source, RecordID: w.RecordID}
			case 1:
				continue
			case 2:
				w.Source = "ckan"
			}
			wanted = append(wanted, w)
		}
		pol := Policy{MaxDelete: float64(rnd.Intn(11)) / 10, Grace: time.Duration(rnd.Intn(300)) * time.Hour, Now: testNow,
			Listings: map[string]Listing{"sheet": {Complete: rnd.Intn(3) > 0}, "ckan": {Complete: rnd.Intn(3) > 0}}}
		p := mustPlan(t, wanted, held, pol)
		checkInvariants(t, p, held, pol)
		rnd.Shuffle(len(held), func(i, j int) { held[i], held[j] = held[j], held[i] })
		if again := mustPlan(t, wanted, held, pol); !bytes.Equal(planText(t, p), planText(t, again)) {
			t.Fatalf("round %d: the order of the holdings changes the plan", round)
		}
	}
}

func checkInvariants(t *testing.T, p *Plan, held []Holding, pol Policy) {
	t.Helper()
	places := map[string]int{}
	count := map[string]int{}
	for _, h := range append(append([]Holding{}, p.Unchanged...), p.Kept...) {
		places[h.IRI]++
	}
	for _, w := range p.Withheld {
		places[w.IRI]++
	}
	deleted := map[string]int{}
	for _, c := range p.Changes {
		if c.Kind != Create {
			places[c.IRI]++
		}
		if c.Kind == Delete {
			deleted[c.Source]++
		}
	}
	byIRI := map[string]Holding{}
	for _, h := range held {
		byIRI[h.IRI] = h
		count[h.Source]++
		if places[h.IRI] != 1 {
			t.Fatalf("holding %s is in %d lists of the plan", h.IRI, places[h.IRI])
		}
	}
	if len(places) != len(held) {
		t.Fatalf("the plan speaks of %d holdings, there are %d", len(places), len(held))
	}
	for _, c := range p.Changes {
		if c.Kind != Delete {
			continue
		}
		h := byIRI[c.IRI]
		since := h.AbsentSince
		if since.IsZero() {
			since = pol.Now
		}
		if !pol.Listings[c.Source].Complete || since.Add(pol.Grace).After(pol.Now) ||
			float64(deleted[c.Source]) > pol.MaxDelete*float64(count[c.Source])+1e-9 {
			t.Fatalf("delete without proof: %+v under %+v", h, pol)
		}
	}
}

func planText(t testing.TB, p *Plan) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := p.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func BenchmarkNewPlan(b *testing.B) {
	const n = 100_000
	d := testDataset("1", "x") // its graph has the identifiers of all
	wanted, held := make([]Want, n), make([]Holding, n)
	for i := range n {
		id := fmt.Sprint(i)
		own := *d
		own.IRI = datasetIRI(id)
		d.Graph.Add(rdf.Triple{Subject: own.Node(), Predicate: rdf.IRI(vocab.DCTIdentifier), Object: rdf.Literal("inps:" + id)})
		wanted[i] = Want{Dataset: &own, Digest: "d", IRI: own.IRI, Source: "sheet", RecordID: id, Title: "x"}
		held[i] = Holding{IRI: own.IRI, Source: "sheet", RecordID: id, Digest: "d"}
	}
	pol := policy()
	b.ReportAllocs()
	for b.Loop() {
		p, err := NewPlan(wanted[n/20:], held, pol)
		if err != nil || p.Count(Delete) != n/20 {
			b.Fatal(err, p.Count(Delete))
		}
	}
}
