package publish

import (
	"fmt"
	"testing"
	"time"

	"github.com/trebbia/trebbia/dcat"
	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/dcat/vocab"
)

const testBase = "https://www.example.it/opendata"

var testNow = time.Date(2026, 3, 10, 2, 0, 0, 0, time.UTC)

// datasetIRI is the IRI of the test dataset with this local id.
func datasetIRI(id string) string { return testBase + "/dataset/inps-" + id }

// testDataset is a dataset with one distribution, a holder and a licence. The holder
// and the licence are the same for all.
func testDataset(id, title string) *dcat.Dataset {
	node, dist := rdf.IRI(datasetIRI(id)), rdf.IRI(datasetIRI(id)+"/distribution/csv")
	agent, licence := rdf.IRI(testBase+"/agent/inps"), rdf.IRI("https://creativecommons.org/licenses/by/4.0/")
	g := rdf.NewGraph()
	add := func(s rdf.Term, p string, o rdf.Term) {
		g.Add(rdf.Triple{Subject: s, Predicate: rdf.IRI(p), Object: o})
	}
	add(node, vocab.RDFType, rdf.IRI(vocab.DCATDataset))
	add(node, vocab.DCTIdentifier, rdf.Literal("inps:"+id))
	add(node, vocab.DCTTitle, rdf.LangLiteral(title, "it"))
	add(node, vocab.DCTDescription, rdf.LangLiteral("Domande di integrazione salariale <CIG> & \"altro\".\nSeconda riga.", "it"))
	add(node, vocab.DCTModified, rdf.TypedLiteral("2023-05-04", vocab.XSD+"date"))
	add(node, vocab.DCTRightsHolder, agent)
	add(agent, vocab.RDFType, rdf.IRI(vocab.FOAF+"Agent"))
	add(agent, vocab.FOAFName, rdf.LangLiteral("Istituto Nazionale Previdenza Sociale", "it"))
	add(node, vocab.DCATDistribution, dist)
	add(dist, vocab.RDFType, rdf.IRI(vocab.DCAT+"Distribution"))
	add(dist, vocab.DCTFormat, rdf.IRI("http://publications.europa.eu/resource/authority/file-type/CSV"))
	add(dist, vocab.DCTLicense, licence)
	add(licence, vocab.FOAFName, rdf.LangLiteral("Creative Commons Attribuzione 4.0", "it"))
	add(dist, vocab.DCATAccessURL, rdf.IRI("https://www.example.it/file/"+id+".csv?a=1&b=2"))
	add(dist, vocab.DCATByteSize, rdf.TypedLiteral("12345", vocab.XSD+"decimal"))
	return &dcat.Dataset{IRI: node.Value, Graph: g, Source: "sheet", RecordID: id}
}

// want wraps a dataset as its source and record say.
func want(t testing.TB, d *dcat.Dataset) Want {
	t.Helper()
	digest, err := DigestOf(d)
	if err != nil {
		t.Fatal(err)
	}
	return Want{Dataset: d, Digest: digest, IRI: d.IRI, Source: d.Source, RecordID: d.RecordID, Title: d.Title("it")}
}

// wants are test datasets with the ids 1 to n.
func wants(t testing.TB, n int) []Want {
	t.Helper()
	out := make([]Want, n)
	for i := range out {
		id := fmt.Sprint(i + 1)
		out[i] = want(t, testDataset(id, "Dataset "+id))
	}
	return out
}

// holdings are what a target holds once the wants were applied.
func holdings(ws []Want) []Holding {
	out := make([]Holding, len(ws))
	for i, w := range ws {
		out[i] = Holding{
			IRI: w.IRI, Identifier: w.Dataset.Identifier(), Source: w.Source, RecordID: w.RecordID,
			Title: w.Title, Digest: w.Digest,
		}
	}
	return out
}

// policy allows every delete of the source sheet.
func policy() Policy {
	return Policy{MaxDelete: 1, Now: testNow, Listings: map[string]Listing{"sheet": {Complete: true}}}
}

func mustPlan(t testing.TB, want []Want, held []Holding, pol Policy) *Plan {
	t.Helper()
	p, err := NewPlan(want, held, pol)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// kinds lists the changes as "kind iri-end".
func kinds(p *Plan) []string {
	out := []string{}
	for _, c := range p.Changes {
		out = append(out, string(c.Kind)+" "+c.IRI[len(testBase+"/dataset/"):])
	}
	return out
}
