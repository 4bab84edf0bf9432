package mappings

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const smallest = `dataset:
  identifier: .id
  iri: "{base}/dataset/{slug}"
  type: [dcatapit:Dataset, dcat:Dataset]
  dct:title: { jq: .titolo, lang: it }
`

func loadText(t *testing.T, text string, opt Options) (*Mapping, error) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "own.yaml")
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return Load(file, opt)
}

// Every fault of a mapping file is one line with its place and what to do.
func TestFaultsOfAFile(t *testing.T) {
	node := func(rule string) string { return smallest + "  dct:issued: " + rule + "\n" }
	for _, test := range []struct{ name, text, place, message, hint string }{
		{"empty", "", "", "empty", "docs/mapping-files.md"},
		{"not a mapping", "- a\n", "1:1", "a list, not a mapping", "keys with values"},
		{"syntax", "dataset: [\n", "1:10", "", "docs/mapping-files.md"},
		{"unknown key", smallest + "datset: x\n", "6:1", `unknown key "datset"`, `did you mean "dataset"`},
		{"unknown key of a node", smallest + "  typ: x\n", "6:3", `unknown key "typ"`, `did you mean "type"`},
		{"unknown key of a rule", node("{ jq: .x, lan: it }"), "6:25", `unknown key "lan"`, `did you mean "lang"`},
		{"unknown prefix", smallest + "  dctt:issued: .x\n", "6:3", `unknown prefix "dctt"`, "dct"},
		{"unknown normaliser", node("{ jq: .x, as: italian-dat }"), "6:29", `unknown normaliser "italian-dat"`, `did you mean "italian-date"`},
		{"unknown vocabulary", node("{ jq: .x, in: licenze }"), "6:29", `unknown vocabulary "licenze"`, "licence"},
		{"unknown data", node("{ data: size }"), "6:23", `unknown kind of data "size"`, "byte-size"},
		{"broken jq", node("{ jq: '.x |' }"), "6:21", "unexpected EOF", "jqlang.org"},
		{"unknown jq function", node("{ jq: '.x | frobnicate' }"), "6:21", "frobnicate", "jqlang.org"},
		{"broken functions", "functions: 'def x: ;'\n" + smallest, "1:12", "", "jqlang.org"},
		{"no source", node("{ lang: it }"), "6:15", "0 sources", "exactly one of"},
		{"two sources", node("{ jq: .x, data: period }"), "6:15", "2 sources", "exactly one of"},
		{"as and in", node("{ jq: .x, as: iri, in: theme }"), "6:38", "not both", "take one"},
		{"unknown name in an IRI", strings.Replace(smallest, "{slug}", "{slgu}", 1), "3:8", "unknown name {slgu}", "{slug}"},
		{"relative IRI", strings.Replace(smallest, "{base}/", "", 1), "3:8", "relative", "{base}/"},
		{"no identifier", strings.Replace(smallest, "  identifier: .id\n", "", 1), "1:1", "no identifier", "identifier:"},
		{"node without IRI", node("{ node: { type: dcat:Distribution } }"), "6:17", "no iri", "iri:"},
		{"inspect without ref", node("\n    node:\n      iri: \"{dataset}/x\"\n      inspect: { name: .x }"), "9:16", "no ref", "ref:"},
		{"unknown default agent", node("{ agent: { default: owner } }"), "6:35", `no default agent "owner"`, "holder or publisher"},
		{"flag", node("{ check: yes, first: [.x] }"), "6:24", "not true or false", "true or false"},
		{"input", "input: csv\n" + smallest, "1:8", `input "csv"`, "json or rdf"},
		{"alias", "title: &a x\nlang: *a\n" + smallest, "2:7", "alias", ""},
		{"no dataset", "title: x\n", "1:1", "no dataset", "dataset:"},
		{"rdf without repairs", "input: rdf\ntitle: x\n", "1:1", "no repairs", "repairs:"},
		{"unknown operation", "input: rdf\nrepairs:\n  - { name: a, do: mailt }\n", "3:20", `unknown operation "mailt"`, `did you mean "mailto"`},
		{"repair without parameters", "input: rdf\nrepairs:\n  - { name: a, do: code, in: theme }\n", "3:5", "no properties", "add properties:"},
		{"repair with a wrong parameter", "input: rdf\nrepairs:\n  - { name: a, do: version, in: theme }\n", "3:29", `unknown key "in"`, "name, do, note"},
		{"two repairs of one name", "input: rdf\nrepairs:\n  - { name: a, do: version }\n  - { name: a, do: periods }\n", "4:13", `two repairs are called "a"`, "another name"},
		{"clock", node("{ jq: now }"), "", "", ""},
	} {
		_, err := loadText(t, test.text, Options{Base: "https://e.it"})
		if test.name == "clock" {
			if err != nil {
				t.Errorf("clock: %v", err) // it fails on a record, see TestNoClock
			}
			continue
		}
		var fault *FileError
		if !errors.As(err, &fault) {
			t.Errorf("%s: error %v, want a *FileError", test.name, err)
			continue
		}
		line := strings.SplitN(fault.Error(), "own.yaml:", 2)
		if len(line) != 2 || !strings.HasPrefix(line[1], test.place) || !strings.Contains(fault.Message, test.message) || !strings.Contains(fault.Hint(), test.hint) {
			t.Errorf("%s: %q, hint %q; want %s: %s, hint with %s", test.name, fault.Error(), fault.Hint(), test.place, test.message, test.hint)
		}
		if strings.Contains(fault.Message, "\n") {
			t.Errorf("%s: the message has several lines: %q", test.name, fault.Message)
		}
	}
}

func TestUnknownMappingNamesTheKnownOnes(t *testing.T) {
	_, err := Load("inps-reports", Options{})
	var fault *FileError
	if !errors.As(err, &fault) {
		t.Fatalf("error %v", err)
	}
	for _, name := range Names() {
		if !strings.Contains(fault.Hint(), name) {
			t.Errorf("hint %q does not name %s", fault.Hint(), name)
		}
	}
	if !strings.Contains(fault.Hint(), `did you mean "inps-report"`) {
		t.Errorf("hint %q suggests nothing", fault.Hint())
	}
}

func TestBuiltInMappingsCompile(t *testing.T) {
	for _, name := range Names() {
		m, err := Load(name, Options{Base: "https://e.it/"})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if m.Name() != name || m.Title() == "" || len(m.Table()) == 0 {
			t.Errorf("%s: name %q, title %q, %d rows", name, m.Name(), m.Title(), len(m.Table()))
		}
	}
}

// What the configuration says wrongly is known before the first record.
func TestFaultsOfTheConfiguration(t *testing.T) {
	agents := map[string]Agent{"inps": {Identifier: "inps"}}
	for _, test := range []struct {
		name, message, hint string
		opt                 Options
	}{
		{"holder", `default holder "ipns"`, "inps", Options{Agents: agents, Holder: "ipns"}},
		{"publisher", `default publisher "x"`, "none", Options{Publisher: "x"}},
		{"contact", `default contact "x"`, "none", Options{Contact: "x"}},
		{"property", "takes no default for dct:creator", "dct:accrualPeriodicity", Options{Defaults: map[string]string{"dct:creator": "x"}}},
		{"code", "ANUAL", "defaults", Options{Defaults: map[string]string{"dct:accrualPeriodicity": "ANUAL"}}},
	} {
		for _, name := range Names() {
			_, err := Load(name, test.opt)
			var fault *FileError
			if !errors.As(err, &fault) || !strings.Contains(fault.Message, test.message) || !strings.Contains(fault.Hint(), test.hint) {
				t.Errorf("%s of %s: %v", test.name, name, err)
			}
		}
	}
	_, err := Load("rdf-dcat-ap-it", Options{RepairsOff: []string{"mail-to"}})
	if err == nil || !strings.Contains(err.Error(), `no repair "mail-to"`) {
		t.Errorf("repairs off: %v", err)
	}
}
