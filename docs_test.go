package trebbia

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/trebbia/trebbia/dcat/vocab"
	"github.com/trebbia/trebbia/shapes"
)

var update = flag.Bool("update", false, "write the generated documents and golden files")

// TestDocsAreGenerated compares the generated documents with what generates them.
func TestDocsAreGenerated(t *testing.T) {
	for name, text := range map[string]string{
		"docs/vocabularies.md": vocabularies(),
		"docs/rules.md":        rules(t),
	} {
		if *update {
			if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		have, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if string(have) != text {
			t.Errorf("%s is not what its sources say: run go test . -run TestDocs -update", name)
		}
	}
}

// listed are the longest tables that are written out code by code.
const listed = 60

func vocabularies() string {
	var b strings.Builder
	b.WriteString("# Code lists\n\nWritten by `go test . -run TestDocs -update` from `dcat/vocab/tables`. A text is found by its code, its IRI, a label or a\nlisted spelling; it is never guessed.\n\n")
	b.WriteString("| table | what it is | codes | date | source |\n|---|---|---|---|---|\n")
	for _, name := range vocab.Names() {
		t, _ := vocab.Lookup(name)
		fmt.Fprintf(&b, "| `%s` | %s | %d | %s | %s |\n", name, cell(t.Title), len(t.Entries()), t.Date, cell(t.Source))
	}
	for _, name := range vocab.Names() {
		t, _ := vocab.Lookup(name)
		if len(t.Entries()) > listed {
			continue
		}
		fmt.Fprintf(&b, "\n## %s: %s\n\n| code | Italian | English |\n|---|---|---|\n", name, t.Title)
		for _, e := range t.Entries() {
			fmt.Fprintf(&b, "| `%s` | %s | %s |\n", e.Code, cell(e.Labels["it"]), cell(e.Labels["en"]))
		}
	}
	return b.String()
}

func rules(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	b.WriteString("# Rules\n\nWritten by `go test . -run TestDocs -update` from `shapes`. The number is that of the rule of AgID's validator that reports the\nsame; constraints without one come from the profile, the guide or the code lists. `trebbia explain` with the name of a rule, or its\nnumber, tells why it is one and shows it kept and broken.\n")
	for _, name := range shapes.Names() {
		p, err := shapes.Load(name)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "\n## %s: %s\n\n| rule | AgID | class | property | severity | Italian | English |\n|---|---|---|---|---|---|---|\n", name, p.Title)
		for _, r := range p.Rules() {
			class := ""
			if len(r.Class) > 0 {
				class = r.Class[0]
			}
			property := r.Property
			if property != "" {
				property = "`" + cell(property) + "`"
			}
			fmt.Fprintf(&b, "| `%s` | %s | `%s` | %s | %s | %s | %s |\n", r.ID, strings.Join(r.AgID, ", "), class, property, r.Severity, cell(r.Messages["it"]), cell(r.Messages["en"]))
		}
	}
	return b.String()
}

// cell makes a text fit into a table cell of Markdown.
func cell(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(s, "|", "\\|"), "\n", " ")
}
