package rdf

import (
	"bytes"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/trebbia/trebbia/internal/reference"
)

// peerFaults are the documents that a peer reads wrongly, and how.
var peerFaults = map[string]map[string]string{
	"serdi": {
		"turtle-syntax-number-08.ttl": "an integer before the final dot becomes a string",
		"IRI-resolution-01.ttl":       "dot segments; the W3C's result is ours",
		"IRI-resolution-02.ttl":       "dot segments",
		"IRI-resolution-07.ttl":       "dot segments",
		"IRI-resolution-08.ttl":       "dot segments",
	},
	"rapper": {
		"DCAT-AP_IT_2.0_ontology.ttl":        "merges nodes named _:genid147 and such with the ones that it makes up",
		"IRI-resolution-08.ttl":              "dot segments; the W3C's result is ours",
		"LITERAL1_all_controls.ttl":          "a string ends at U+0000",
		"LITERAL1_ascii_boundaries.ttl":      "a string ends at U+0000",
		"LITERAL2_ascii_boundaries.ttl":      "a string ends at U+0000",
		"LITERAL_LONG1_ascii_boundaries.ttl": "a string ends at U+0000",
		"LITERAL_LONG2_ascii_boundaries.ttl": "a string ends at U+0000",
	},
}

// serdi and rapper are independent readers of Turtle. Where both a peer and we read
// a document, the triples must be the same.
func TestTurtleAgreesWithPeers(t *testing.T) {
	const base = "http://example.org/base/doc"
	for command, args := range map[string][]string{
		"serdi":  {"-i", "turtle", "-o", "ntriples", "FILE", base},
		"rapper": {"-q", "-i", "turtle", "-o", "ntriples", "FILE", base},
	} {
		t.Run(command, func(t *testing.T) {
			if _, err := exec.LookPath(command); err != nil {
				t.Skip(command + " is not installed")
			}
			same, refused := 0, 0
			err := filepath.WalkDir(reference.Dir(t), func(name string, entry fs.DirEntry, err error) error {
				if err != nil || entry.IsDir() || filepath.Ext(name) != ".ttl" {
					return err
				}
				if peerFaults[command][entry.Name()] != "" {
					return nil
				}
				text, err := os.ReadFile(name)
				if err != nil || len(text) > 2<<20 {
					return err
				}
				g, _, err := ReadGraph(bytes.NewReader(text), Turtle, ReadOptions{Base: base})
				if err != nil {
					return nil
				}
				call := exec.Command(command)
				for _, arg := range args {
					call.Args = append(call.Args, strings.Replace(arg, "FILE", name, 1))
				}
				out, err := call.Output()
				theirs, _, readErr := ReadGraph(bytes.NewReader(out), NTriples, ReadOptions{})
				if err != nil || readErr != nil {
					refused++
					t.Logf("refuses %s", name)
					return nil
				}
				want, err := DigestOf(theirs)
				if err != nil {
					return nil
				}
				if got, err := DigestOf(g); err != nil || got != want {
					t.Errorf("%s: %d triples, theirs are %d, or other ones (%v)", name, g.Len(), theirs.Len(), err)
					return nil
				}
				same++
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			t.Logf("%d documents read the same, %d refused by %s", same, refused, command)
		})
	}
}
