package rdf

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
)

// catalogText writes a catalogue of n datasets as tools write them: 3 distributions,
// a contact point and a licence each, texts in two languages.
func catalogText(n int, f Format) []byte {
	var b bytes.Buffer
	dot, prefixed := " .\n", func(prefix, local string) string { return prefix + ":" + local }
	if f == NTriples {
		namespaces := map[string]string{
			"dcat": "http://www.w3.org/ns/dcat#", "dct": "http://purl.org/dc/terms/", "xsd": "http://www.w3.org/2001/XMLSchema#",
			"vcard": "http://www.w3.org/2006/vcard/ns#", "rdf": rdfNS,
		}
		prefixed = func(prefix, local string) string { return "<" + namespaces[prefix] + local + ">" }
	} else {
		b.WriteString("@prefix dcat: <http://www.w3.org/ns/dcat#> .\n@prefix dct: <http://purl.org/dc/terms/> .\n" +
			"@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n@prefix vcard: <http://www.w3.org/2006/vcard/ns#> .\n@prefix rdf: <" + rdfNS + "> .\n")
	}
	node := func(subject string, pairs ...string) {
		b.WriteString(subject)
		for i := 0; i < len(pairs); i += 2 {
			switch {
			case f == NTriples && i > 0:
				b.WriteString(subject)
			case i > 0:
				b.WriteString(" ;\n   ")
			}
			b.WriteString(" " + pairs[i] + " " + pairs[i+1])
			if f == NTriples {
				b.WriteString(dot)
			}
		}
		if f != NTriples {
			b.WriteString(dot + "\n")
		}
	}
	kind, title, authority := prefixed("rdf", "type"), prefixed("dct", "title"), "<http://publications.europa.eu/resource/authority/"
	for i := range n {
		dataset := fmt.Sprintf("<https://www.example.it/opendata/dataset/inps-%06d>", i)
		contact := fmt.Sprintf("_:contact%d", i)
		pairs := []string{
			kind, prefixed("dcat", "Dataset"),
			title, fmt.Sprintf(`"Prestazioni a sostegno del reddito, anno %d, per provincia e modalità di pagamento"@it`, 1990+i%30),
			title, fmt.Sprintf(`"Income support benefits, year %d, by province and mode of payment"@en`, 1990+i%30),
			prefixed("dct", "description"), fmt.Sprintf(`"Numero %d della serie storica.\nI dati sono aggiornati con cadenza annuale e comprendono tutte le gestioni; per i criteri di rilevazione si veda la nota metodologica allegata."@it`, i),
			prefixed("dct", "identifier"), fmt.Sprintf(`"inps:%06d"`, i),
			prefixed("dct", "modified"), fmt.Sprintf(`"20%02d-0%d-15"^^%s`, i%25, i%9+1, prefixed("xsd", "date")),
			prefixed("dct", "accrualPeriodicity"), authority + "frequency/ANNUAL>",
			prefixed("dcat", "theme"), authority + "data-theme/SOCI>",
			prefixed("dct", "rightsHolder"), "<https://www.example.it/opendata/agent/inps>",
			prefixed("dcat", "contactPoint"), contact,
		}
		for d := range 3 {
			pairs = append(pairs, prefixed("dcat", "distribution"), fmt.Sprintf("<https://www.example.it/opendata/dataset/inps-%06d/distribution/%d>", i, d))
		}
		node(dataset, pairs...)
		node(contact, kind, prefixed("vcard", "Kind"), prefixed("vcard", "hasEmail"), fmt.Sprintf("<mailto:ufficio%d@example.it>", i%50))
		for d := range 3 {
			node(fmt.Sprintf("<https://www.example.it/opendata/dataset/inps-%06d/distribution/%d>", i, d),
				kind, prefixed("dcat", "Distribution"),
				prefixed("dct", "format"), authority+"file-type/CSV>",
				prefixed("dct", "license"), "<https://w3id.org/italia/controlled-vocabulary/licences/A21_CCBY40>",
				prefixed("dcat", "accessURL"), fmt.Sprintf("<https://www.example.it/opendata/files/%d/%d/prestazioni.csv>", i, d),
				prefixed("dcat", "byteSize"), fmt.Sprintf(`"%d"^^%s`, 1000+i*7+d, prefixed("xsd", "decimal")))
		}
	}
	return b.Bytes()
}

func benchmarkRead(b *testing.B, f Format, opt ReadOptions) {
	text := catalogText(2000, f)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		for _, err := range Read(bytes.NewReader(text), f, opt) {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
}

func BenchmarkReadNTriples(b *testing.B)      { benchmarkRead(b, NTriples, ReadOptions{}) }
func BenchmarkReadTurtle(b *testing.B)        { benchmarkRead(b, Turtle, ReadOptions{}) }
func BenchmarkReadTurtleLenient(b *testing.B) { benchmarkRead(b, Turtle, ReadOptions{Lenient: true}) }

func BenchmarkReadShortDocument(b *testing.B) {
	text := string(catalogText(1, NTriples))
	b.ReportAllocs()
	for b.Loop() {
		for _, err := range Read(strings.NewReader(text), NTriples, ReadOptions{}) {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
}

func BenchmarkWriteTurtle(b *testing.B) {
	g, _, err := ReadGraph(bytes.NewReader(catalogText(500, Turtle)), Turtle, ReadOptions{})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if err := Write(io.Discard, Turtle, g, WriteOptions{Prefixes: map[string]string{"dct": "http://purl.org/dc/terms/"}}); err != nil {
			b.Fatal(err)
		}
	}
}

// Both syntaxes of the benchmark say the same, so that their figures compare.
func TestBenchmarkTextsSayTheSame(t *testing.T) {
	var digests []Digest
	for _, f := range []Format{NTriples, Turtle} {
		g, _, err := ReadGraph(bytes.NewReader(catalogText(20, f)), f, ReadOptions{})
		if err != nil {
			t.Fatal(err)
		}
		d, err := DigestOf(g)
		if err != nil {
			t.Fatal(err)
		}
		digests = append(digests, d)
	}
	if digests[0] != digests[1] {
		t.Error("they differ")
	}
}
