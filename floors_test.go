package trebbia

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/trebbia/trebbia"

// floors is the picture of docs/architecture.md: a package imports only packages of
// lower floors. Packages of floor 2 are the stages; they never import one another.
var floors = map[string]int{
	"cmd/trebbia": 6, "bench/generate": 6, "bench/read": 6,
	"": 4,

	"internal/report": 3, "harvest/harvesttest": 3, "publish/publishtest": 3,

	"harvest": 2, "mappings": 2, "shapes": 2, "publish": 2,

	"dcat": 1, "shapes/shacl": 1, "mappings/inspect": 1,
	"internal/ckan": 1, "internal/ledger": 1,

	"dcat/rdf": 0, "dcat/vocab": 0, "internal/transport": 0,
}

// testOnly is imported by tests only, from any floor.
const testOnly = "internal/reference"

// only names, for libraries that few places may know, those places.
var only = map[string][]string{
	"github.com/urfave/cli":          {"cmd/trebbia"},
	"github.com/schollz/progressbar": {"cmd/trebbia"},
	"github.com/knakk/rdf":           {"dcat/rdf"},
	"github.com/piprate/json-gold":   {"dcat/rdf"},
	"modernc.org/sqlite":             {"internal/ledger"},
	"github.com/pressly/goose":       {"internal/ledger"},
	"github.com/itchyny/gojq":        {"mappings"},
	"github.com/PuerkitoBio/goquery": {"harvest"},
	"github.com/xuri/excelize":       {"harvest", "mappings/inspect"},
	"github.com/cenkalti/backoff":    {"internal/transport"},
}

// imports reads the imports of every Go file with go/parser, so that the answer never
// comes from a cache that does not know the files.
func imports(t *testing.T, visit func(pkg, file, imported string, test bool)) {
	t.Helper()
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && name != "." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata") {
			return filepath.SkipDir
		}
		if filepath.Ext(name) != ".go" {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		pkg := path.Dir(filepath.ToSlash(name))
		if pkg == "." {
			pkg = ""
		}
		for _, spec := range file.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			visit(pkg, name, imported, strings.HasSuffix(name, "_test.go"))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestFloorsPackagesImportOnlyLowerOnes(t *testing.T) {
	imports(t, func(pkg, file, imported string, test bool) {
		inside, ours := strings.CutPrefix(imported, module)
		inside = strings.TrimPrefix(inside, "/")
		if !ours || inside == pkg {
			return
		}
		if inside == testOnly {
			if !test {
				t.Errorf("%s imports %s, which is for tests", file, imported)
			}
			return
		}
		from, ok := floors[pkg]
		if !ok && pkg != testOnly {
			t.Errorf("%s: package %q stands on no floor; add it to the table", file, pkg)
			return
		}
		to, ok := floors[inside]
		if !ok {
			t.Errorf("%s imports %s, which stands on no floor", file, imported)
			return
		}
		// The suites of a stage are imported by the stage's own tests.
		if test && strings.HasPrefix(inside, pkg+"/") {
			return
		}
		if to >= from {
			t.Errorf("%s (floor %d) imports %s (floor %d)", file, from, imported, to)
		}
	})
}

func TestFloorsLibrariesStayInTheirPlace(t *testing.T) {
	imports(t, func(pkg, file, imported string, test bool) {
		for library, places := range only {
			if strings.HasPrefix(imported, library) && !slices.Contains(places, pkg) && !test {
				t.Errorf("%s imports %s: only %s may", file, imported, strings.Join(places, " and "))
			}
		}
	})
}

func TestFloorsOnlyTheCommandKnowsTheProcess(t *testing.T) {
	imports(t, func(pkg, file, imported string, test bool) {
		if test || floors[pkg] == 6 || pkg == testOnly {
			return
		}
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"os.Getenv", "os.Args", "os.Exit", "os.Stdout", "os.Stderr", "os.Stdin"} {
			if strings.Contains(string(text), name+"(") || strings.Contains(string(text), name+" ") || strings.Contains(string(text), name+",") {
				t.Errorf("%s uses %s: only cmd/trebbia may", file, name)
			}
		}
	})
}

func TestFilesStayUnder400Lines(t *testing.T) {
	seen := map[string]bool{}
	imports(t, func(_, file, _ string, _ bool) {
		if seen[file] {
			return
		}
		seen[file] = true
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(string(text), "\n"); n > 400 {
			t.Errorf("%s has %d lines: one file, one theme", file, n)
		}
	})
}
