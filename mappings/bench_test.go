package mappings

import (
	"context"
	"os"
	"testing"

	"github.com/trebbia/trebbia/dcat"
)

func BenchmarkMapINPS(b *testing.B) { benchmark(b, "inps-report", "testdata/inps-report/annuale.json") }
func BenchmarkMapCKAN(b *testing.B) {
	benchmark(b, "ckan-dcat-ap-it", "testdata/ckan-dcat-ap-it/dcatapit.json")
}

// benchmark maps one record without looking into files.
func benchmark(b *testing.B, name, file string) {
	opt := configured()
	opt.Open = nil
	m, err := Load(name, opt)
	if err != nil {
		b.Fatal(err)
	}
	data, err := os.ReadFile(file)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := m.Map(context.Background(), dcat.SourceRecord{ID: "x", Bytes: data}); err != nil {
			b.Fatal(err)
		}
	}
}
