package report

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/url"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/dcat/vocab"
)

// Fingerprint names the finding for good: the constraint (whose IRI holds profile and
// rule), the focus node, the path and the value. Lines and columns have no part in it,
// nor has the file where the finding is about a node, so that it survives edits that
// move statements.
func (f Finding) Fingerprint() string {
	parts := []string{f.Shape, f.Component, f.Lasting(f.Focus), f.Path, f.Lasting(f.Value)}
	if f.Focus == "" {
		file, _, _ := f.Location()
		parts = append(parts, file, f.Text("en"))
	}
	h := sha256.New()
	for _, part := range parts {
		// The length keeps neighbours apart.
		fmt.Fprintf(h, "%d:%s", len(part), part)
	}
	return hex.EncodeToString(h.Sum(nil))[:32]
}

// Lasting returns a text without the place where the files lie. A relative IRI is
// resolved against its document, and would differ from machine to machine.
func (f Finding) Lasting(text string) string {
	if f.Root == "" {
		return text
	}
	return strings.ReplaceAll(text, f.Root, "file:")
}

// written returns a text with the IRIs that lie beside the document as they stand in it:
// "CSV", which was resolved to file:///home/somebody/data/CSV.
func (f Finding) written(text string) string {
	if f.Root == "" || !strings.Contains(text, "file:") {
		return text
	}
	file, _, _ := f.Location()
	folder := (&url.URL{Path: path.Dir(filepath.ToSlash(file))}).EscapedPath()
	if !path.IsAbs(folder) {
		folder = path.Join(strings.TrimPrefix(f.Root, "file://"), folder)
	}
	base := "file://" + strings.TrimSuffix(folder, "/") + "/"
	return strings.ReplaceAll(text, base, "")
}

// Location takes Place apart: the file or URL, and line and column, counted from 1, or
// 0 where they are not known.
func (f Finding) Location() (file string, line, column int) {
	rest, last, ok := cutNumber(f.Place)
	if !ok {
		return f.Place, 0, 0
	}
	if file, first, ok := cutNumber(rest); ok {
		return file, first, last
	}
	if strings.Contains(rest, "://") {
		// One number after a URL is a port.
		return f.Place, 0, 0
	}
	return rest, last, 0
}

func cutNumber(s string) (rest string, n int, ok bool) {
	i := strings.LastIndexByte(s, ':')
	if i < 1 {
		return s, 0, false
	}
	n, err := strconv.Atoi(s[i+1:])
	return s[:i], n, err == nil && n > 0
}

// maxAnchor bounds how far a blank node is from the IRI that it is named by.
const maxAnchor = 4

// anchor names a node for good: its IRI or, for a blank node, the way to it from the
// first IRI, in the order of IRIs, that leads to it.
func anchor(g rdf.Matcher, node rdf.Term) string {
	if !node.IsBlank() {
		return node.Value
	}
	if way := climb(g, node, maxAnchor); way != "" {
		return way
	}
	var types []string
	for _, t := range rdf.Objects(g, node, rdf.IRI(vocab.RDFType)) {
		types = append(types, vocab.Compact(t.Value))
	}
	slices.Sort(types)
	return strings.TrimSpace("[] " + strings.Join(types, " "))
}

func climb(g rdf.Matcher, node rdf.Term, steps int) string {
	var ways []string
	for t := range g.Match(rdf.Term{}, rdf.Term{}, node) {
		way := "<" + t.Subject.Value + ">"
		if t.Subject.IsBlank() {
			if steps == 1 || t.Subject == node {
				continue
			}
			if way = climb(g, t.Subject, steps-1); way == "" {
				continue
			}
			way = strings.TrimSuffix(way, " []")
		}
		ways = append(ways, way+" "+vocab.Compact(t.Predicate.Value)+" []")
	}
	if len(ways) == 0 {
		return ""
	}
	return slices.Min(ways)
}
