package mappings

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const mappingsDoc = "../docs/mappings.md"

// The documentation of the built-in mappings is made from their files; this test fails
// when it is out of date. Run it with -update to write it anew.
func TestDocumentation(t *testing.T) {
	var b strings.Builder
	b.WriteString(`# Mappings: which field becomes which property

<!-- Made from the mapping files by "go test ./mappings -run Documentation -update". Do not edit. -->

Every mapping is a file below ` + "`mappings/`" + `; docs/mapping-files.md describes the form, and how to write one of your own.
Where several rows of one property are numbered, the first that gives a value wins. *found*: the record says so in a
field meant for it. *derived*: the value rests on evidence, which the report names. *defaults*: values of the
configuration, counted each time. A value that cannot be carried is reported, and so is a field that no row reads.

`)
	for _, name := range Names() {
		m, err := Load(name, Options{Base: "https://www.example.it"})
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "## %s\n\n%s.\n\n", m.Name(), m.Title())
		writeRows(&b, m.Table())
	}
	writeNormalisers(&b)
	got := b.String()
	if *update {
		if err := os.WriteFile(mappingsDoc, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(mappingsDoc)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("docs/mappings.md is out of date; run go test ./mappings -run Documentation -update (-want +got):\n%s", diff)
	}
}

func writeRows(b *strings.Builder, rows []Row) {
	node := ""
	for _, r := range rows {
		if r.Node != node {
			node = r.Node
			switch {
			case node == "repair":
				b.WriteString("The graph is copied; these repairs are made in this order. `repairs: {off: [name]}` switches one off.\n\n| repair | what it does | example |\n|---|---|---|\n")
			case node == "Dataset":
				b.WriteString("### Dataset\n\n| field | property | how | evidence |\n|---|---|---|---|\n")
			default:
				fmt.Fprintf(b, "\n### %s\n\n| field | property | how | evidence |\n|---|---|---|---|\n", node)
			}
		}
		if node == "repair" {
			fmt.Fprintf(b, "| `%s` | %s | %s |\n", r.Property, cell(r.How), code(r.Note))
			continue
		}
		order, evidence := "", "found"
		if r.Order > 0 {
			order = fmt.Sprintf(" (%d)", r.Order)
		}
		switch {
		case r.Field == "defaults":
			evidence = "defaults"
		case r.Evidence != "":
			evidence = "derived: " + r.Evidence
		}
		how := r.How
		if r.Note != "" {
			how += " (" + r.Note + ")"
		}
		fmt.Fprintf(b, "| %s | `%s`%s | %s | %s |\n", cell(r.Field), r.Property, order, cell(how), cell(evidence))
	}
	b.WriteString("\n")
}

func writeNormalisers(b *strings.Builder) {
	b.WriteString("## Normalisers\n\nWhat `as:` may name.\n\n| name | gives | takes |\n|---|---|---|\n")
	for _, name := range asNames() {
		n := normalisers[name]
		fmt.Fprintf(b, "| `%s` | %s | %s |\n", name, cell(n.gives), cell(n.doc))
	}
	b.WriteString("\n## Data\n\nWhat `data:` may name: values that the content of the files shows.\n\n| name | gives |\n|---|---|\n")
	for _, name := range sortedKeys(dataDocs) {
		fmt.Fprintf(b, "| `%s` | %s |\n", name, cell(dataDocs[name]))
	}
	b.WriteString("\n## Operations of repairs\n\nWhat `do:` may name in a mapping of RDF records.\n\n| name | does | parameters |\n|---|---|---|\n")
	for _, name := range sortedKeys(repairs) {
		op := repairs[name]
		fmt.Fprintf(b, "| `%s` | %s | %s |\n", name, cell(op.doc), strings.Join(op.parameters, ", "))
	}
}

func cell(s string) string { return strings.ReplaceAll(s, "|", "\\|") }

func code(s string) string {
	if s == "" {
		return ""
	}
	return "`" + cell(s) + "`"
}

// Every field of the INPS mask, and every filter of its list, arrives in a named row.
func TestEveryFieldOfTheMaskArrives(t *testing.T) {
	m, err := Load("inps-report", Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{
		"Titolo": "dct:title", "Pubblicazione": "dct:issued", "Aggiornato": "dct:modified", "Proprietario del dato": "dct:rightsHolder",
		"Licenza": "dct:license", "Allegati (address)": "dcat:accessURL", "Allegati (format)": "dct:format", "Allegati (name)": "dct:title",
		"Argomento": "dcat:theme", "Fonte": "dcat:keyword", "Periodo": "dct:temporal",
	}
	for field, property := range want {
		found := false
		for _, r := range m.Table() {
			found = found || r.Field == field && r.Property == property
		}
		if !found {
			t.Errorf("%s does not become %s", field, property)
		}
	}
}

// The example of the documentation is a mapping that works.
func TestDocumentedMappingWorks(t *testing.T) {
	doc, err := os.ReadFile("../docs/mapping-files.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(doc), "## A small one, whole")
	_, rest, _ = strings.Cut(rest, "```yaml\n")
	example, _, ok := strings.Cut(rest, "```")
	if !ok {
		t.Fatal("no example")
	}
	d, gaps := mapText(t, example, `{"codice":"7","titolo":"Elenco","descrizione":"Un elenco","aggiornato":"1/2/2024","argomento":"lavoro","frequenza":"annuale",
		"licenza":"CC BY 4.0","allegati":[{"nome":"a.csv","url":"https://e.it/a.csv","formato":"CSV"}]}`,
		Options{Prefix: "c_x", Agents: map[string]Agent{"noi": {Identifier: "c_x", Name: map[string]string{"it": "Noi"}}}, Holder: "noi",
			Lookups: map[string]map[string]string{"argomento": {"Lavoro": "SOCI"}}})
	if d.IRI != "https://e.it/dataset/c_x-7" || len(d.Distributions()) != 1 || d.Distributions()[0].License() == "" {
		t.Errorf("%s with %d distributions", d.IRI, len(d.Distributions()))
	}
	if len(gaps) != 2 || kinds(gaps, "dct:rightsHolder") != "defaulted" || kinds(gaps, "dct:identifier") != "derived" {
		t.Errorf("gaps %+v", gaps)
	}
}
