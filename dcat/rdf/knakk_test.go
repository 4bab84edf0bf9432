package rdf

import (
	"bytes"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/knakk/rdf"

	"github.com/trebbia/trebbia/internal/reference"
)

// knakk/rdf is an independent reader, sound in the line formats but for some faults
// that it overlooks: those of the W3C's negative tests, and surrogates in escapes.

func knakkQuads(text []byte, f Format) ([]string, error) {
	var out []string
	if f == NTriples {
		dec := rdf.NewTripleDecoder(bytes.NewReader(text), rdf.NTriples)
		for {
			t, err := dec.Decode()
			if err == io.EOF {
				return out, nil
			}
			if err != nil {
				return out, err
			}
			out = append(out, ours(t.Subj).String()+" "+ours(t.Pred).String()+" "+ours(t.Obj).String())
		}
	}
	dec := rdf.NewQuadDecoder(bytes.NewReader(text), rdf.NQuads)
	noGraph, err := rdf.NewIRI("knakk:default")
	if err != nil {
		return nil, err
	}
	dec.DefaultGraph = noGraph
	for {
		q, err := dec.Decode()
		if err == io.EOF {
			return out, nil
		}
		if err != nil {
			return out, err
		}
		line := ours(q.Subj).String() + " " + ours(q.Pred).String() + " " + ours(q.Obj).String()
		if graph := ours(q.Ctx); graph.Value != "knakk:default" {
			line += " " + graph.String()
		}
		out = append(out, line)
	}
}

func ours(t rdf.Term) Term {
	switch t := t.(type) {
	case rdf.IRI:
		return IRI(t.String())
	case rdf.Blank:
		return Blank(strings.TrimPrefix(t.String(), "_:"))
	case rdf.Literal:
		if t.Lang() != "" {
			return LangLiteral(t.String(), t.Lang())
		}
		return TypedLiteral(t.String(), t.DataType.String())
	}
	return Term{}
}

func TestLinesAgreeWithKnakk(t *testing.T) {
	dir := reference.Dir(t)
	texts := map[string][]byte{
		"generated.nt": catalogText(300, NTriples),
	}
	err := filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
		if ext := filepath.Ext(name); err == nil && !entry.IsDir() && (ext == ".nt" || ext == ".nq") {
			texts[name], err = os.ReadFile(name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	both, onlyOurs, neither := 0, 0, 0
	for _, name := range slices.Sorted(maps.Keys(texts)) {
		f := FormatByName(name)
		theirs, theirErr := knakkQuads(texts[name], f)
		quads, ourErr := textQuads(bytes.NewReader(texts[name]), f, ReadOptions{})
		switch {
		case theirErr != nil && ourErr != nil:
			neither++
		case theirErr != nil:
			onlyOurs++
		case ourErr != nil:
			if !strings.Contains(name, "-bad-") && !strings.Contains(ourErr.Error(), "is no character") {
				t.Errorf("%s: only knakk/rdf reads it: %v", name, ourErr)
			}
		default:
			both++
			var lines []string
			for _, q := range quads {
				lines = append(lines, strings.TrimSpace(strings.TrimSuffix(q.Triple.String(), ".")))
				if !q.Graph.IsZero() {
					lines[len(lines)-1] += " " + q.Graph.String()
				}
			}
			if !slices.Equal(lines, theirs) {
				t.Errorf("%s: differs", name)
			}
		}
	}
	t.Logf("%d documents read the same, %d only by us, %d by neither", both, onlyOurs, neither)
	if both < 300 {
		t.Errorf("only %d documents were compared", both)
	}
}
