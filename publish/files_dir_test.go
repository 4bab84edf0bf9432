package publish

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/trebbia/trebbia/dcat"
	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/dcat/vocab"
)

// filesConfig is the configuration of a catalogue in dir.
func filesConfig(dir string) FilesConfig {
	catalog, agent := rdf.IRI(testBase+"/catalog"), rdf.IRI(testBase+"/agent/inps")
	return FilesConfig{
		Dir: dir, Base: testBase, CatalogIRI: catalog.Value,
		Catalog: rdf.NewGraph(
			rdf.Triple{Subject: catalog, Predicate: rdf.IRI(vocab.RDFType), Object: rdf.IRI(vocab.DCATCatalog)},
			rdf.Triple{Subject: catalog, Predicate: rdf.IRI(vocab.DCTTitle), Object: rdf.LangLiteral("Catalogo dei dati <INPS>", "it")},
			rdf.Triple{Subject: catalog, Predicate: rdf.IRI(vocab.DCTTitle), Object: rdf.LangLiteral("INPS data catalogue", "en")},
			rdf.Triple{Subject: catalog, Predicate: rdf.IRI(vocab.DCTDescription), Object: rdf.LangLiteral("I dati aperti dell'Istituto.", "it")},
			rdf.Triple{Subject: catalog, Predicate: rdf.IRI(vocab.DCTPublisher), Object: agent},
			rdf.Triple{Subject: agent, Predicate: rdf.IRI(vocab.RDFType), Object: rdf.IRI(vocab.FOAF + "Agent")},
			rdf.Triple{Subject: agent, Predicate: rdf.IRI(vocab.FOAFName), Object: rdf.LangLiteral("Istituto Nazionale Previdenza Sociale", "it")},
		),
	}
}

// withCompanion gives the dataset a companion below its IRI.
func withCompanion(d *dcat.Dataset, name string) *dcat.Dataset {
	d.Companions = append(d.Companions, dcat.Companion{
		IRI: d.IRI + "/" + name, MediaType: "application/csvm+json", Bytes: []byte("{\"url\": \"x.csv\"}\n"),
	})
	return d
}

// open opens a directory until the end of the test.
func open(t *testing.T, cfg FilesConfig) *Files {
	t.Helper()
	f, err := OpenFiles(cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// publishTo brings a directory to what is wanted, in a process of its own.
func publishTo(t *testing.T, dir string, ws []Want) {
	t.Helper()
	f := open(t, filesConfig(dir))
	if err := publishAll(f, ws); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}

// readDir returns the content of every file below dir, and "" for every folder under a
// name with a slash at its end.
func readDir(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	if _, err := os.Stat(dir); err != nil {
		return out
	}
	root := os.DirFS(dir)
	err := fs.WalkDir(root, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if e.IsDir() {
			out[name+"/"] = ""
			return nil
		}
		content, err := fs.ReadFile(root, name)
		out[name] = string(content)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func copyDir(t *testing.T, from, to string) {
	t.Helper()
	if _, err := os.Stat(from); err != nil {
		return
	}
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
}

// stamps returns the dates of every file and folder below dir, not of dir itself: a
// process makes and removes its lock file there.
func stamps(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil || name == dir {
			return err
		}
		info, err := e.Info()
		if err != nil {
			return err
		}
		out[name] = info.ModTime().String()
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
