package publish

import (
	"context"
	"fmt"
	"path/filepath"
	"runtime"
	"strconv"
	"testing"
	"time"

	"github.com/trebbia/trebbia/dcat"
	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/dcat/vocab"
)

// BenchmarkFiles publishes a catalogue of 10,000 datasets, publishes it again unchanged,
// and publishes one change. Run it with -benchtime=1x.
func BenchmarkFiles(b *testing.B) {
	const n = 10_000
	ws := make([]Want, n)
	for i := range ws {
		ws[i] = want(b, richDataset(strconv.Itoa(i), "Dataset"))
	}
	changed := append([]Want{want(b, richDataset("0", "changed"))}, ws[1:]...)
	for b.Loop() {
		dir := filepath.Join(b.TempDir(), "catalogo")
		for _, run := range []struct {
			name string
			want []Want
		}{{"first", ws}, {"unchanged", ws}, {"one-change", changed}} {
			stop := peakHeap()
			start := time.Now()
			publishBench(b, dir, run.want)
			b.ReportMetric(time.Since(start).Seconds(), run.name+"-s")
			b.ReportMetric(float64(stop())/1e6, run.name+"-peak-MB")
		}
	}
}

// richDataset has 65 triples, as datasets of real catalogues do.
func richDataset(id, title string) *dcat.Dataset {
	d := testDataset(id, title)
	for n := 0; d.Graph.Len() < 65; n++ {
		node := d.Node()
		if n >= 10 {
			node = rdf.IRI(fmt.Sprintf("%s/distribution/%d", d.IRI, n/10))
		}
		d.Graph.Add(rdf.Triple{Subject: node, Predicate: rdf.IRI(fmt.Sprintf("%sproperty%d", vocab.DCT, n%10)),
			Object: rdf.LangLiteral(fmt.Sprintf("Valore %d della proprietà del dataset %s, lungo quanto un valore usuale", n, id), "it")})
	}
	return d
}

func publishBench(b *testing.B, dir string, ws []Want) {
	b.Helper()
	f, err := OpenFiles(filesConfig(dir))
	if err != nil {
		b.Fatal(err)
	}
	if err := publishAll(f, ws); err != nil {
		b.Fatal(err)
	}
	if _, err := f.Commit(context.Background()); err != nil {
		b.Fatal(err)
	}
	if err := f.Close(); err != nil {
		b.Fatal(err)
	}
}

// peakHeap samples the heap until the function that it returns is called, which gives
// the highest sample above the heap at the beginning.
func peakHeap() func() uint64 {
	runtime.GC()
	var begin, peak runtime.MemStats
	runtime.ReadMemStats(&begin)
	done, result := make(chan bool), make(chan uint64)
	go func() {
		highest := begin.HeapAlloc
		for {
			select {
			case <-done:
				result <- highest - begin.HeapAlloc
				return
			case <-time.After(20 * time.Millisecond):
				runtime.ReadMemStats(&peak)
				highest = max(highest, peak.HeapAlloc)
			}
		}
	}()
	return func() uint64 {
		done <- true
		return <-result
	}
}
