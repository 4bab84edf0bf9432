package publish

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/dcat/vocab"
)

func TestOpenFilesRefuses(t *testing.T) {
	for message, spoil := range map[string]func(*FilesConfig){
		"target.path":         func(c *FilesConfig) { c.Dir = "" },
		"catalog.base":        func(c *FilesConfig) { c.Base = "/" },
		"catalog.iri":         func(c *FilesConfig) { c.CatalogIRI = "" },
		"is a dcat:Catalog":   func(c *FilesConfig) { c.CatalogIRI += "x" },
		`language "fr"`:       func(c *FilesConfig) { c.Lang = "fr" },
		"manifest.json":       func(c *FilesConfig) { write(t, c.Dir, manifestName, "{") },
		"version 9":           func(c *FilesConfig) { write(t, c.Dir, manifestName, `{"version": 9}`) },
		"no path of this":     func(c *FilesConfig) { write(t, c.Dir, manifestName, climbing) },
		"index.html is there": func(c *FilesConfig) { write(t, c.Dir, pageName, "<p>mine</p>") },
		"journal.json":        func(c *FilesConfig) { write(t, c.Dir, journalName, "{") },
	} {
		t.Run(message, func(t *testing.T) {
			cfg := filesConfig(filepath.Join(t.TempDir(), "catalogo"))
			spoil(&cfg)
			before := map[string]string{}
			if cfg.Dir != "" {
				before = readDir(t, cfg.Dir)
			}
			_, err := OpenFiles(cfg)
			if err == nil || !strings.Contains(err.Error(), message) {
				t.Fatalf("error %v, want one that says %q", err, message)
			}
			if cfg.Dir != "" {
				if diff := cmp.Diff(before, readDir(t, cfg.Dir)); diff != "" {
					t.Errorf("it left something behind:\n%s", diff)
				}
			}
		})
	}
}

// climbing is a manifest that somebody made to have a file outside deleted.
const climbing = `{"version": 1, "datasets": [{"iri": "x", "files": [{"path": "dataset/../../secret"}]}]}`

func write(t *testing.T, dir, name, content string) {
	t.Helper()
	path := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestOneProcessAtATime(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "catalogo")
	publishTo(t, dir, wants(t, 1))
	first := open(t, filesConfig(dir))
	if _, err := OpenFiles(filesConfig(dir)); err == nil || !strings.Contains(err.Error(), "in use by another process") {
		t.Errorf("second process: %v", err)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	if err := open(t, filesConfig(dir)).Close(); err != nil {
		t.Fatal(err)
	}
	if _, ok := readDir(t, dir)[lockName]; ok {
		t.Error("the lock file is left behind")
	}
	// A killed process leaves the file, but not the lock.
	write(t, dir, lockName, "")
	open(t, filesConfig(dir))
}

func TestLookingMakesNoDirectory(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "catalogo")
	f := open(t, filesConfig(dir))
	for h, err := range f.Holdings(context.Background()) {
		t.Errorf("holding %v, %v", h, err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(dir); !os.IsNotExist(err) {
		t.Errorf("the directory was made: %v", err)
	}
}

func TestSameInputSameBytes(t *testing.T) {
	ws := append(wants(t, 4), want(t, withCompanion(testDataset("5", "x"), "a.json")))
	one, two := filepath.Join(t.TempDir(), "one"), filepath.Join(t.TempDir(), "two")
	publishTo(t, one, ws)
	// The other way round, in two steps, with an edit in between.
	slices.Reverse(ws)
	edit := slices.Clone(ws[:3])
	edit[1] = want(t, testDataset("4", "un altro titolo"))
	publishTo(t, two, edit)
	publishTo(t, two, ws)
	if diff := cmp.Diff(readDir(t, one), readDir(t, two)); diff != "" {
		t.Error(diff)
	}
	before := stamps(t, one)
	publishTo(t, one, ws)
	if diff := cmp.Diff(before, stamps(t, one)); diff != "" {
		t.Errorf("publishing the same again touched something:\n%s", diff)
	}
}

func TestOnlyWhatChangesIsWritten(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "catalogo")
	publishTo(t, dir, wants(t, 3))
	before := stamps(t, filepath.Join(dir, "dataset"))
	cfg := filesConfig(dir)
	cfg.Notes = []Note{{Level: "warning", About: "sheet: riga 7", Text: "manca il titolo"}}
	f := open(t, cfg)
	written, err := f.Commit(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	want := []string{filepath.Join(dir, "index.html"), filepath.Join(dir, "manifest.json")}
	if diff := cmp.Diff(want, written); diff != "" {
		t.Errorf("new findings: files written (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(before, stamps(t, filepath.Join(dir, "dataset"))); diff != "" {
		t.Error(diff)
	}
	written, err = f.Commit(context.Background())
	if len(written) != 0 || err != nil {
		t.Errorf("second commit wrote %v, %v", written, err)
	}
}

func TestDamagedCatalogueFileIsRestored(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "catalogo")
	publishTo(t, dir, wants(t, 2))
	before := readDir(t, dir)
	write(t, dir, "catalog.ttl", "altered")
	if err := os.Remove(filepath.Join(dir, "index.html")); err != nil {
		t.Fatal(err)
	}
	publishTo(t, dir, wants(t, 2))
	if diff := cmp.Diff(before, readDir(t, dir)); diff != "" {
		t.Error(diff)
	}
}

// A damaged dataset whose record is set aside cannot be restored now. As long as one of
// its files is as it was the catalogue has it; what somebody altered is never published.
func TestCatalogueIsMadeFromIntactFilesOnly(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "catalogo")
	ws := wants(t, 2)
	publishTo(t, dir, ws)
	before := readDir(t, dir)
	aside := []Want{{Keep: true, Source: "sheet", RecordID: "1"}, ws[1]}
	write(t, dir, "dataset/inps-1.nt", strings.ReplaceAll(before["dataset/inps-1.nt"], "Dataset 1", "Altered"))
	publishTo(t, dir, aside)
	for _, name := range CatalogueFiles() {
		if got := readDir(t, dir)[name]; got != before[name] {
			t.Errorf("%s changed:\n%s", name, cmp.Diff(before[name], got))
		}
	}
	for _, format := range catalogueFormats {
		write(t, dir, "dataset/inps-1."+format.Extension(), "altered")
	}
	f := open(t, filesConfig(dir))
	err := publishAll(f, aside)
	if err == nil || !strings.Contains(err.Error(), datasetIRI("1")+" is left out") || !strings.Contains(err.Error(), "inps-1.ttl was altered") {
		t.Errorf("commit without an intact file: %v", err)
	}
	if text := readDir(t, dir)["catalog.nt"]; strings.Contains(text, datasetIRI("1")+">") || !strings.Contains(text, datasetIRI("2")+">") {
		t.Errorf("the catalogue:\n%s", text)
	}
	f.Close()
	publishTo(t, dir, ws)
	if diff := cmp.Diff(before, readDir(t, dir)); diff != "" {
		t.Errorf("not restored:\n%s", diff)
	}
}

func TestCompanionsGoWithTheirDataset(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "catalogo")
	with := want(t, withCompanion(testDataset("1", "x"), "sotto/a.csv-metadata.json"))
	publishTo(t, dir, []Want{with})
	if got := readDir(t, dir)["dataset/inps-1/sotto/a.csv-metadata.json"]; got != "{\"url\": \"x.csv\"}\n" {
		t.Errorf("companion: %q", got)
	}
	publishTo(t, dir, nil)
	for name := range readDir(t, dir) {
		if strings.HasPrefix(name, "dataset") {
			t.Errorf("%s is left", name)
		}
	}
}

func TestFilesRefusesPathsOfOthers(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "catalogo")
	outside := testDataset("3", "x")
	outside.Companions = Companions{{IRI: "https://altro.example/a.json", Bytes: []byte("{}")}}
	climber := testDataset("4", "x")
	climber.Companions = Companions{{IRI: testBase + "/dataset/../index.html", Bytes: []byte("{}")}}
	thief := testDataset("5", "x")
	thief.Companions = Companions{{IRI: testBase + "/dataset/inps-1.ttl", Bytes: []byte("{}")}}
	shouting := testDataset("1", "X")
	shouting.IRI, shouting.RecordID = testBase+"/dataset/INPS-1", "6"
	shouting.Graph = identified("x", "inps:6").Graph
	f := open(t, filesConfig(dir))
	p := mustPlan(t, []Want{want(t, testDataset("1", "x")), want(t, outside), want(t, climber), want(t, thief), want(t, shouting)}, nil, policy())
	outcomes, err := p.Apply(context.Background(), f, nil)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, o := range outcomes {
		text := string(o.Status)
		if o.Err != nil {
			text = o.Err.Error()
		}
		got = append(got, text)
	}
	wantParts := []string{"done", "belongs to " + testBase + "/dataset/INPS-1", "is not below", "must be", "belongs to"}
	for i, part := range wantParts {
		if !strings.Contains(got[i], part) {
			t.Errorf("outcome %d of %s: %q does not say %q", i, outcomes[i].IRI, got[i], part)
		}
	}
	if _, err := f.Commit(context.Background()); err != nil {
		t.Fatal(err)
	}
}

// A property that RDF/XML cannot name is the dataset's fault, not the catalogue's.
func TestUnwritableDatasetIsSetAside(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "catalogo")
	bad := testDataset("1", "x")
	bad.Graph.Add(rdf.Triple{Subject: bad.Node(), Predicate: rdf.IRI("https://x.example/1"), Object: rdf.Literal("x")})
	f := open(t, filesConfig(dir))
	p := mustPlan(t, []Want{want(t, bad), want(t, testDataset("2", "y"))}, nil, policy())
	outcomes, err := p.Apply(context.Background(), f, nil)
	if err != nil || outcomes[0].Status != Failed || outcomes[1].Status != Done {
		t.Fatalf("outcomes %v, %v", outcomes, err)
	}
	if _, err := f.Commit(context.Background()); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	for name := range readDir(t, dir) {
		if strings.Contains(name, "inps-1") || strings.Contains(name, tempSuffix) {
			t.Errorf("%s is left behind", name)
		}
	}
}

func TestSymbolicLinkLeadsNowhere(t *testing.T) {
	secret := t.TempDir()
	dir := filepath.Join(t.TempDir(), "catalogo")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(secret, filepath.Join(dir, "dataset")); err != nil {
		t.Skip(err)
	}
	f := open(t, filesConfig(dir))
	if err := publishAll(f, wants(t, 1)); err == nil {
		t.Error("published through a symbolic link that leads outside")
	}
	if found := readDir(t, secret); len(found) != 1 {
		t.Errorf("outside the directory: %v", found)
	}
}

func TestCatalogueNode(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "catalogo")
	ws := wants(t, 3)
	later := testDataset("2", "x")
	later.Graph.Add(rdf.Triple{Subject: later.Node(), Predicate: rdf.IRI(vocab.DCTModified),
		Object: rdf.TypedLiteral("2024-01-31T10:00:00+01:00", vocab.XSD+"dateTime")})
	ws[1] = want(t, later)
	publishTo(t, dir, ws)
	g, err := readGraph(mustDisk(t, dir), "catalog.nt", rdf.NTriples)
	if err != nil {
		t.Fatal(err)
	}
	node := rdf.IRI(testBase + "/catalog")
	if got := rdf.Objects(g, node, rdf.IRI(vocab.DCATDatasetProp)); len(got) != 3 {
		t.Errorf("the catalogue links to %v", got)
	}
	if got := rdf.Object(g, node, rdf.IRI(vocab.DCTModified)).Value; got != "2024-01-31T10:00:00+01:00" {
		t.Errorf("dct:modified of the catalogue is %q", got)
	}

	cfg := filesConfig(dir)
	cfg.Catalog.Add(rdf.Triple{Subject: node, Predicate: rdf.IRI(vocab.DCTModified), Object: rdf.TypedLiteral("2020-01-01", vocab.XSD+"date")})
	f := open(t, cfg)
	if err := publishAll(f, ws); err != nil {
		t.Fatal(err)
	}
	g, err = readGraph(mustDisk(t, dir), "catalog.nt", rdf.NTriples)
	if err != nil {
		t.Fatal(err)
	}
	if got := rdf.Objects(g, node, rdf.IRI(vocab.DCTModified)); len(got) != 1 || got[0].Value != "2020-01-01" {
		t.Errorf("dct:modified given by the configuration became %v", got)
	}
}

func mustDisk(t *testing.T, dir string) disk {
	t.Helper()
	d, err := openDisk(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.close() })
	return d
}
