package report

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// notRead are the files of package rdf that write, compare or detect: what they say is
// no fault of syntax.
var notRead = regexp.MustCompile(`_write|/write|canonical|/detect|/diff|/knakk|/jsonld_(text|dataset|from_rdf)\.go|_test\.go$`)

// notFaults are the texts of the readers that are no faults of syntax: what goes wrong
// with the input itself, what a writer says, and what never leaves the package.
var notFaults = []string{
	"read RDF: unknown format", "read RDF: the document is longer than the limit of … bytes", "read RDF/XML: …", "read JSON-LD: …",
	"write RDF/XML: the predicate <…> does not end in a name that an XML element can have; write Turtle or JSON-LD",
	"write RDF/XML: triple …: XML cannot hold the character U+…; write Turtle or JSON-LD",
	"cut … into parts: only N-Triples and N-Quads have lines", "namespace of the prefix …: …",
	"beyond the limit", "end of text", "the consumer has stopped",
}

// TestEverySyntaxFaultHasItalian takes the texts from the source of the readers, so that
// a new one without an Italian text is seen, and one that is gone leaves the tables.
func TestEverySyntaxFaultHasItalian(t *testing.T) {
	said := faultTexts(t)
	told := map[string]bool{}
	for _, table := range syntaxTables {
		for english := range table {
			told[bare(placeMark.ReplaceAllString(english, "…"))] = true
		}
	}
	for _, text := range slices.Sorted(maps.Keys(said)) {
		if isProse.MatchString(bare(text)) && !told[bare(text)] && !slices.Contains(notFaults, text) {
			t.Errorf("%s says %q, which has no Italian (words_syntax*.go)", said[text], text)
		}
	}
	if len(said) < 200 {
		t.Errorf("only %d texts are found in the readers", len(said))
	}
	for _, table := range []map[string]string{sharedFaults, textFaults, xmlFaults, jsonFaults} {
		for english := range table {
			if !isSaid(said, english) {
				t.Errorf("no reader says %q any more", english)
			}
		}
	}
}

// isSaid tells whether some text of the source gives the English one, wholly or with its
// places filled.
func isSaid(said map[string]string, english string) bool {
	english = placeMark.ReplaceAllString(english, "…")
	for text := range said {
		parts := strings.Split(text, "…")
		for i := range parts {
			parts[i] = regexp.QuoteMeta(parts[i])
		}
		if bare(text) == bare(english) || isProse.MatchString(bare(text)) && regexp.MustCompile(`^`+strings.Join(parts, ".+")+`$`).MatchString(english) {
			return true
		}
	}
	return false
}

// bare is a text without the places at its ends: the readers put some together of parts.
func bare(text string) string {
	return strings.TrimSpace(strings.Trim(text, "… "))
}

// faultTexts are the strings in the source of the readers, and where: put together where
// the source does so, with … for what is not constant.
func faultTexts(t *testing.T) map[string]string {
	t.Helper()
	files, err := filepath.Glob("../../dcat/rdf/*.go")
	if err != nil || len(files) == 0 {
		t.Fatal("no source of the readers", err)
	}
	out := map[string]string{}
	for _, name := range files {
		if notRead.MatchString(filepath.ToSlash(name)) {
			continue
		}
		files := token.NewFileSet()
		tree, err := parser.ParseFile(files, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(tree, func(n ast.Node) bool {
			e, ok := n.(ast.Expr)
			if !ok {
				return true
			}
			text, ok := constantText(e)
			if ok {
				at := files.Position(e.Pos())
				out[text] = filepath.Base(at.Filename) + ":" + strconv.Itoa(at.Line)
			}
			return !ok
		})
	}
	return out
}

var (
	// isProse tells what people read from names and marks.
	isProse = regexp.MustCompile(`[a-z]\S* .*[a-z]|^'\W'$`)
	verb    = regexp.MustCompile(`%[0-9]*[a-zA-Z]`)
)

// constantText is what a string literal says, or a sum with one.
func constantText(e ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		if e.Kind != token.STRING {
			return "", false
		}
		text, err := strconv.Unquote(e.Value)
		return strings.ReplaceAll(verb.ReplaceAllString(text, "…"), "%%", "%"), err == nil
	case *ast.BinaryExpr:
		x, okX := constantText(e.X)
		y, okY := constantText(e.Y)
		if e.Op != token.ADD || !okX && !okY {
			return "", false
		}
		if !okX {
			x = "…"
		}
		if !okY {
			y = "…"
		}
		return strings.ReplaceAll(x+y, "……", "…"), true
	}
	return "", false
}
