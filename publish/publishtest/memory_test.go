package publishtest

import (
	"strconv"
	"testing"

	"github.com/trebbia/trebbia/publish"
)

func TestMemory(t *testing.T) {
	Run(t, func(testing.TB) Harness {
		m := &Memory{Refuse: map[string]bool{}}
		return Harness{
			Base:     "https://www.example.it/opendata",
			Open:     func(testing.TB) publish.Target { return m },
			Contents: func(testing.TB) map[string]string { return m.Contents() },
			Stamp:    func(testing.TB) string { return strconv.Itoa(m.Writes) },
			PutForeign: func(_ testing.TB, iri string) string {
				m.PutForeign(iri)
				return iri
			},
			Refuse: func(_ testing.TB, iri string) { m.Refuse[iri] = true },
		}
	})
}
