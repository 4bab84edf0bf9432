package publishtest

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/dcat/vocab"
	"github.com/trebbia/trebbia/publish"
)

const filesBase = "https://www.example.it/opendata"

func TestFiles(t *testing.T) { Run(t, filesHarness) }

func filesHarness(t testing.TB) Harness {
	dir := filepath.Join(t.TempDir(), "catalogo")
	catalog := rdf.IRI(filesBase + "/catalog")
	described := rdf.NewGraph(
		rdf.Triple{Subject: catalog, Predicate: rdf.IRI(vocab.RDFType), Object: rdf.IRI(vocab.DCATCatalog)},
		rdf.Triple{Subject: catalog, Predicate: rdf.IRI(vocab.DCTTitle), Object: rdf.LangLiteral("Catalogo", "it")},
	)
	place := func(iri, ending string) string {
		return filepath.Join(dir, filepath.FromSlash(strings.TrimPrefix(iri, filesBase+"/"))+ending)
	}
	write := func(t testing.TB, name, content string) {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return Harness{
		Base: filesBase,
		Open: func(t testing.TB) publish.Target {
			f, err := publish.OpenFiles(publish.FilesConfig{Dir: dir, Base: filesBase, CatalogIRI: catalog.Value, Catalog: described})
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { f.Close() })
			return f
		},
		Contents: func(t testing.TB) map[string]string {
			return walk(t, dir, func(path string, _ fs.FileInfo) string {
				content, err := os.ReadFile(path)
				if err != nil {
					t.Fatal(err)
				}
				return string(content)
			})
		},
		Stamp: func(t testing.TB) string {
			return fmt.Sprint(walk(t, dir, func(_ string, info fs.FileInfo) string {
				return fmt.Sprint(info.ModTime().UnixNano(), info.Size())
			}))
		},
		PutForeign: func(t testing.TB, iri string) string {
			write(t, place(iri, ".ttl"), "# somebody else's\n")
			return "dataset/foreign.ttl"
		},
		Refuse: func(t testing.TB, iri string) { write(t, place(iri, ".jsonld"), "{}") },
		Damage: func(t testing.TB, iri string) {
			write(t, place(iri, ".rdf"), "altered")
			if err := os.Remove(place(iri, ".nt")); err != nil {
				t.Fatal(err)
			}
		},
	}
}

// walk describes every file and folder below dir; "" when there is no dir.
func walk(t testing.TB, dir string, describe func(path string, info fs.FileInfo) string) map[string]string {
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			if os.IsNotExist(err) && path == dir {
				return fs.SkipAll
			}
			return err
		}
		name, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		info, err := e.Info()
		if err != nil {
			return err
		}
		if e.IsDir() {
			out[filepath.ToSlash(name)+"/"] = ""
			return nil
		}
		out[filepath.ToSlash(name)] = describe(path, info)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
