package rdf

import (
	"bytes"
	"io"
	"testing"
)

// markupText is the benchmark's catalogue in a syntax of markup.
func markupText(tb testing.TB, f Format) []byte {
	tb.Helper()
	g, _, err := ReadGraph(bytes.NewReader(catalogText(2000, NTriples)), NTriples, ReadOptions{})
	if err != nil {
		tb.Fatal(err)
	}
	var b bytes.Buffer
	if err := Write(&b, f, g, WriteOptions{Prefixes: catalogPrefixes}); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

func benchmarkMarkup(b *testing.B, f Format) {
	text := markupText(b, f)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		triples := 0
		for _, err := range Read(bytes.NewReader(text), f, ReadOptions{}) {
			if err != nil {
				b.Fatal(err)
			}
			triples++
		}
		b.ReportMetric(float64(triples), "triples/op")
	}
}

func BenchmarkReadRDFXML(b *testing.B) { benchmarkMarkup(b, RDFXML) }
func BenchmarkReadJSONLD(b *testing.B) { benchmarkMarkup(b, JSONLD) }

func BenchmarkWriteRDFXML(b *testing.B) { benchmarkMarkupWriter(b, RDFXML) }
func BenchmarkWriteJSONLD(b *testing.B) { benchmarkMarkupWriter(b, JSONLD) }

func benchmarkMarkupWriter(b *testing.B, f Format) {
	g, _, err := ReadGraph(bytes.NewReader(catalogText(2000, NTriples)), NTriples, ReadOptions{})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if err := Write(io.Discard, f, g, WriteOptions{Prefixes: catalogPrefixes}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkDigest(b *testing.B) {
	g, _, err := ReadGraph(bytes.NewReader(catalogText(2000, NTriples)), NTriples, ReadOptions{})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := DigestOf(g); err != nil {
			b.Fatal(err)
		}
	}
}
