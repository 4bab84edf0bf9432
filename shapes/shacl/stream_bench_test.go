package shacl

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/internal/reference"
)

// BenchmarkStream reads and validates catalogues as N-Triples; the time for a dataset
// should not depend on how many there are.
func BenchmarkStream(b *testing.B) {
	for _, n := range []int{1000, 10_000} {
		text := []byte(ntriples(catalogue(n)))
		b.Run(fmt.Sprint("own shapes/", n), func(b *testing.B) { benchmarkStream(b, compileTurtle(b, catalogueShapes), text, n) })
		b.Run(fmt.Sprint("DCAT-AP 3.0.1/", n), func(b *testing.B) {
			dir := filepath.Join(reference.Dir(b), "shapes", "dcat-ap-3", "3.0.1")
			shapes, err := Compile(readTurtle(b, filepath.Join(dir, "shacl", "dcat-ap-SHACL.ttl")))
			if err != nil {
				b.Fatal(err)
			}
			benchmarkStream(b, shapes, text, n)
		})
	}
}

func benchmarkStream(b *testing.B, shapes *Shapes, text []byte, n int) {
	dir := b.TempDir()
	opt := StoreOptions{Temporary: func() (TemporaryFile, error) { return os.CreateTemp(dir, "store") }}
	b.ReportAllocs()
	b.SetBytes(int64(len(text)))
	results := 0
	for b.Loop() {
		results = 0
		st, err := ReadStore(context.Background(), bytes.NewReader(text), rdf.NTriples, rdf.ReadOptions{}, opt, shapes)
		if err != nil {
			b.Fatal(err)
		}
		err = shapes.ValidateStore(context.Background(), st, nil, func(f Found) error {
			results += len(f.Results)
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
		if err := st.Close(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "datasets/s")
	b.ReportMetric(float64(results), "results")
}
