package shapes_test

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/internal/reference"
	"github.com/trebbia/trebbia/shapes"
	"github.com/trebbia/trebbia/shapes/shacl"
)

// exampleFolders hold the catalogues on which our profiles and the official files are
// compared.
var exampleFolders = []string{"semic", "catalogs-it", "ckanext-dcat", "ckanext-dcatapit", "inps-ndc", "sources/dcat-rdf", "sources/hydra", "guideline-snippets", "iso19139-it"}

// official are the files that a profile of ours restates, and how ours departs.
var official = []struct {
	profile     string
	files       []string
	differences []difference
}{
	{"dcat-ap-3", []string{
		"dcat-ap-3/3.0.1/html/shacl/shapes.ttl", "dcat-ap-3/3.0.1/html/shacl/range.ttl",
		"dcat-ap-3/3.0.1/html/shacl/mdr-vocabularies.shape.ttl", "dcat-ap-3/3.0.1/html/shacl/shapes_recommended.ttl",
		"dcat-ap-3/3.0.1/html/shacl/deprecateduris.ttl",
	}, european},
	{"dcat-ap-2", []string{
		"dcat-ap-2.1.1/dcat-ap_2.1.1_shacl_shapes.ttl", "dcat-ap-2.1.1/dcat-ap_2.1.1_shacl_range.ttl",
		"dcat-ap-2.1.1/dcat-ap_2.1.1_shacl_mdr-vocabularies.shape.ttl", "dcat-ap-2.1.1/dcat-ap_2.1.1_shacl_shapes_recommended.ttl",
		"dcat-ap-2.1.1/dcat-ap_2.1.1_shacl_deprecateduris.ttl",
	}, european},
	{"dcat-ap-hvd", []string{
		"dcat-ap-hvd/3.0.0-hvd/html/hvd-SHACL-base.ttl", "dcat-ap-hvd/3.0.0-hvd/html/hvd-SHACL-ranges.ttl",
		"dcat-ap-hvd/3.0.0-hvd/html/hvd-SHACL-usagenotes.ttl",
	}, highValueDifferences},
}

// difference is a kind of result that only one side has, and why. docs/profiles.md says
// the same to users, and a test holds them together.
type difference struct {
	ours                   bool   // whether it is ours that has it
	path, component, value string // the end of the IRI, the name, a part of the value; "" for any
	severity               string
	reason                 string
}

const (
	ownLists    = "the lists of IANA, GeoNames, ELI, EU places and corporate bodies are not on board: an IRI that begins like theirs needs no description in the file"
	nationals   = "publishers are not asked to be in the EU list of corporate bodies, which has no national and local bodies"
	oneWarning  = "a value that is no IRI gets one warning on its code, not a second one on its kind"
	datesTested = "sh:shape in the official 3.0.1 file is no term of SHACL, so that these dates are not tested there"
	spdxScheme  = "the official file asks for https://spdx.org/, but SPDX 2 terms are published under http://spdx.org/"
	mistypedTwo = "the official 2.1.1 file writes isReferencedBy in the namespace of DC elements 1.1, where it does not exist"
	newVersion  = "that owl:versionInfo gave way to dcat:version is told as an information; the official shape for it has no constraint"
	everything  = "every value is an rdfs:Resource, and nobody writes it: not asked for"
	saidOnce    = "that the legislation is missing is said once, by the constraint that asks for the regulation"
	comparable  = "a licence that is known to the Italian or EU table needs no link to another one"
	notOpen     = "a licence that forbids commercial use or derived works is a warning: Regulation (EU) 2023/138, article 4"
)

var european = []difference{
	{false, "spatial", "Class", "geonames.org/", "violation", ownLists},
	{false, "spatial", "Node", "geonames.org/", "warning", ownLists},
	{false, "spatial", "Class", "/authority/place/", "violation", ownLists},
	{false, "spatial", "Class", "/authority/continent/", "violation", ownLists},
	{false, "spatial", "Node", "/authority/", "warning", ownLists},
	{false, "mediaType", "Class", "www.iana.org/assignments/media-types/", "violation", ownLists},
	{false, "applicableLegislation", "Class", "/eli/", "violation", ownLists},
	{false, "publisher", "Node", "", "warning", nationals},
	{false, "publisher", "NodeKind", "", "warning", nationals},
	{false, "", "NodeKind", "", "warning", oneWarning},
	{true, "modified", "Node", "", "violation", datesTested},
	{true, "issued", "Node", "", "violation", datesTested},
	{true, "startDate", "Node", "", "violation", datesTested},
	{true, "endDate", "Node", "", "violation", datesTested},
	{false, "algorithm", "Node", "http://spdx.org/", "violation", spdxScheme},
	{true, "isReferencedBy", "NodeKind", "", "violation", mistypedTwo},
	{true, "versionInfo", "MaxCount", "", "info", newVersion},
}

var highValueDifferences = []difference{
	{false, "applicableLegislation", "Class", "/eli/", "violation", ownLists},
	{false, "hasEmail", "Class", "", "violation", everything},
	{false, "hasURL", "Class", "", "violation", everything},
	{false, "accessURL", "Class", "", "violation", everything},
	{false, "endpointURL", "Class", "", "violation", everything},
	{false, "endpointDescription", "Class", "", "violation", everything},
	{false, "applicableLegislation", "MinCount", "", "violation", saidOnce},
	{false, "", "Or", "creativecommons.org", "warning", comparable},
	{true, "license", "Not", "", "warning", notOpen},
}

func TestProfilesSayWhatTheOfficialFilesSay(t *testing.T) {
	root := reference.Dir(t)
	examples := readExampleFiles(t, root)
	met := map[string]bool{} // the reasons that some result has
	for _, o := range official {
		p := loadNamed(t, o.profile)
		theirs := compileOfficial(t, root, o.files)
		used := map[string]int{}
		same := 0
		for _, name := range slices.Sorted(maps.Keys(examples)) {
			g := examples[name]
			same += compare(t, o.profile+": "+name, o.differences, used,
				verdict(p, p.Validate(g).Results), verdict(p, p.Official(theirs, g).Results))
		}
		logAgreement(t, o.profile, len(examples), same, used)
		for reason := range used {
			met[reason] = true
		}
	}
	for _, o := range official {
		for _, d := range o.differences {
			if !met[d.reason] {
				t.Errorf("%s: no result differs because %s", o.profile, d.reason)
			}
		}
	}
}

// verdict holds results by what two engines must agree on.
func verdict(p *shapes.Profile, results []shacl.Result) map[string]shacl.Result {
	out := map[string]shacl.Result{}
	for _, r := range results {
		out[key(p, r)] = r
	}
	return out
}

// compare counts the results that both verdicts have, and in used the differences that
// have a reason. One without a reason is an error.
func compare(t *testing.T, where string, differences []difference, used map[string]int, ours, theirs map[string]shacl.Result) (same int) {
	t.Helper()
	for _, k := range slices.Sorted(maps.Keys(theirs)) {
		if _, ok := ours[k]; ok {
			same++
		} else if !explained(differences, theirs[k], false, used) {
			t.Errorf("%s: only the official files: %s %s", where, k, theirs[k].Value)
		}
	}
	for _, k := range slices.Sorted(maps.Keys(ours)) {
		if _, ok := theirs[k]; !ok && !explained(differences, ours[k], true, used) {
			t.Errorf("%s: only ours: %s %s %s", where, k, ours[k].Value, ours[k].Shape)
		}
	}
	return same
}

func logAgreement(t *testing.T, profile string, files, same int, used map[string]int) {
	t.Helper()
	t.Logf("%s: %d files, %d results the same", profile, files, same)
	for _, reason := range slices.Sorted(maps.Keys(used)) {
		t.Logf("%s: %5d differ: %s", profile, used[reason], reason)
	}
}

// key is what two engines must agree on: severity, focus node, path, component. Where a
// list is not on board our constraint on the class of a value reads "of the class, or of
// that list", and its component is that of sh:or.
func key(p *shapes.Profile, r shacl.Result) string {
	component := componentOf(r)
	if component == "Or" && strings.HasSuffix(p.ID(r), "-class") {
		component = "Class"
	}
	return fmt.Sprintf("%s %s | %s | %s", r.Severity, r.FocusNode, r.PathText, component)
}

func componentOf(r shacl.Result) string {
	return strings.TrimSuffix(strings.TrimPrefix(r.Component, shacl.Namespace), "ConstraintComponent")
}

// explained finds the difference that a result of one side only is a case of.
func explained(differences []difference, r shacl.Result, ours bool, used map[string]int) bool {
	for _, d := range differences {
		if d.ours == ours && d.severity == r.Severity.String() && d.component == componentOf(r) &&
			strings.HasSuffix(strings.Trim(r.PathText, "<>"), d.path) && strings.Contains(r.Value.Value, d.value) {
			used[d.reason]++
			return true
		}
	}
	return false
}

// What users are told of the differences is what the test knows of them.
func TestDifferencesFromTheOfficialFilesAreDocumented(t *testing.T) {
	text, err := os.ReadFile("../docs/profiles.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range official {
		for _, d := range o.differences {
			if !strings.Contains(string(text), d.reason) {
				t.Errorf("docs/profiles.md does not say: %s", d.reason)
			}
		}
	}
}

func compileOfficial(t *testing.T, root string, names []string) *shacl.Shapes {
	t.Helper()
	g := rdf.NewGraph()
	for i, name := range names {
		more := readExample(t, filepath.Join(root, "shapes", filepath.FromSlash(name)), nil)
		for triple := range more.All() {
			g.Add(relabel(triple, i))
		}
	}
	s, err := shacl.Compile(g)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func relabel(t rdf.Triple, n int) rdf.Triple {
	rename := func(term rdf.Term) rdf.Term {
		if term.IsBlank() {
			return rdf.Blank(fmt.Sprintf("%s.%d", term.Value, n))
		}
		return term
	}
	return rdf.Triple{Subject: rename(t.Subject), Predicate: t.Predicate, Object: rename(t.Object)}
}

func readExampleFiles(t *testing.T, root string) map[string]*rdf.Graph {
	t.Helper()
	examples, contexts := map[string]*rdf.Graph{}, exampleContexts(t, root)
	for _, folder := range exampleFolders {
		err := filepath.WalkDir(filepath.Join(root, "examples", filepath.FromSlash(folder)), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			if g := readExample(t, path, contexts); g != nil {
				name, _ := filepath.Rel(filepath.Join(root, "examples"), path)
				examples[filepath.ToSlash(name)] = g
			}
			return nil
		})
		if err != nil {
			t.Skip(err)
		}
	}
	return examples
}

// exampleContexts are the JSON-LD contexts that examples name and that are at hand.
func exampleContexts(t *testing.T, root string) map[string][]byte {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, "examples", "semic", "3.0.1", "context.jsonld"))
	if err != nil {
		t.Skip(err)
	}
	return map[string][]byte{"https://semiceu.github.io/uri.semic.eu-generated/DCAT-AP/releases/3.0.0/html/examples/context.jsonld": text}
}

// readExample reads what can be read of a file; nil for files that are no RDF.
func readExample(t *testing.T, path string, contexts map[string][]byte) *rdf.Graph {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	switch {
	case strings.HasSuffix(path, ".ttl.txt"): // the examples of the guide leave out their prefixes
		text = append([]byte(prefixes()), text...)
	case strings.HasSuffix(path, ".txt"): // the same examples in other syntaxes
		return nil
	}
	format, err := rdf.Detect(text[:min(len(text), 4096)], "", path)
	if err != nil {
		t.Logf("%s: %v", filepath.Base(path), err)
		return nil
	}
	g, faults, err := rdf.ReadGraph(strings.NewReader(string(text)), format, rdf.ReadOptions{
		Base: "https://www.example.it/catalogo/" + filepath.Base(path), Lenient: true, Contexts: contexts,
	})
	if err != nil || g.Len() == 0 {
		t.Logf("%s: nothing to read: %v, %d faults", filepath.Base(path), err, len(faults))
		return nil
	}
	return g
}
