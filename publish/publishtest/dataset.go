package publishtest

import (
	"testing"

	"github.com/trebbia/trebbia/dcat"
	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/dcat/vocab"
	"github.com/trebbia/trebbia/publish"
)

// Source is the harvest source of the datasets that Want makes.
const Source = "sheet"

// Want is a wanted dataset {base}/dataset/{id} with a title, an agent that all share, a
// blank node, and a companion whose content depends on the title.
func Want(t testing.TB, base, id, title string) publish.Want {
	t.Helper()
	node := rdf.IRI(base + "/dataset/" + id)
	agent, period := rdf.IRI(base+"/agent/inps"), rdf.Blank("period")
	g := rdf.NewGraph()
	add := func(s rdf.Term, p string, o rdf.Term) {
		g.Add(rdf.Triple{Subject: s, Predicate: rdf.IRI(p), Object: o})
	}
	add(node, vocab.RDFType, rdf.IRI(vocab.DCATDataset))
	add(node, vocab.DCTIdentifier, rdf.Literal("inps:"+id))
	add(node, vocab.DCTTitle, rdf.LangLiteral(title, "it"))
	add(node, vocab.DCTModified, rdf.TypedLiteral("2023-05-04", vocab.XSD+"date"))
	add(node, vocab.DCTRightsHolder, agent)
	add(agent, vocab.FOAFName, rdf.LangLiteral("Istituto Nazionale Previdenza Sociale", "it"))
	add(node, vocab.DCTTemporal, period)
	add(period, vocab.DCATAPIT+"startDate", rdf.TypedLiteral("2020-01-01", vocab.XSD+"date"))
	d := &dcat.Dataset{
		IRI: node.Value, Graph: g, Source: Source, RecordID: id,
		Companions: []dcat.Companion{{
			IRI: node.Value + "/tabella.csv-metadata.json", MediaType: "application/csvm+json",
			Bytes: []byte(`{"dc:title":"` + title + `"}` + "\n"),
		}},
	}
	digest, err := publish.DigestOf(d)
	if err != nil {
		t.Fatal(err)
	}
	return publish.Want{Dataset: d, Digest: digest, IRI: d.IRI, Source: Source, RecordID: id, Title: title}
}
