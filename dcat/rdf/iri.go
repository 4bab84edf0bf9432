package rdf

import (
	"bytes"
	"fmt"
	"strings"
)

// resolveIRI returns the absolute IRI that ref means in a document whose base IRI is
// base (RFC 3986, section 5.2, strict). An absolute ref is returned as it is written:
// RDF compares IRIs character by character, so not even its dot segments are touched.
// It is an error if ref holds a character that no IRI may hold, or is relative and
// base is empty or not absolute.
func resolveIRI(base, ref string) (string, error) {
	if err := checkIRICharacters(ref); err != nil {
		return "", err
	}
	if schemeLength(ref) > 0 {
		return ref, nil
	}
	if base == "" {
		return "", fmt.Errorf("relative IRI %s, and no base IRI to resolve it against", quoteShort(ref))
	}
	if schemeLength(base) == 0 {
		return "", fmt.Errorf("relative IRI %s, and the base %s is no absolute IRI", quoteShort(ref), quoteShort(base))
	}
	b, r := splitIRI(base), splitIRI(ref)
	t := iriParts{scheme: b.scheme, fragment: r.fragment}
	switch {
	case r.authority != "":
		t.authority, t.path, t.query = r.authority, removeDotSegments(r.path), r.query
	case r.path == "":
		t.authority, t.path, t.query = b.authority, b.path, r.query
		if r.query == "" {
			t.query = b.query
		}
	case r.path[0] == '/':
		t.authority, t.path, t.query = b.authority, removeDotSegments(r.path), r.query
	default:
		t.authority, t.path, t.query = b.authority, removeDotSegments(mergePaths(b, r.path)), r.query
	}
	return t.scheme + t.authority + t.path + t.query + t.fragment, nil
}

// checkIRI reports why iri may not stand in an RDF graph: it is relative, or it holds
// a character that no IRI may hold. It is nil for every IRI that a graph may hold.
func checkIRI(iri string) error {
	if err := checkIRICharacters(iri); err != nil {
		return err
	}
	if schemeLength(iri) == 0 {
		return fmt.Errorf("%s is no absolute IRI", quoteShort(iri))
	}
	return nil
}

// checkIRICharacters refuses what the production IRIREF refuses (RDF 1.1 Turtle,
// section 6.5). RFC 3987 forbids a little more, such as private-use characters and
// a bare percent sign; real catalogues hold both and no RDF syntax minds.
func checkIRICharacters(iri string) error {
	for i := 0; i < len(iri); i++ {
		if iriForbidden[iri[i]] {
			return fmt.Errorf("character %q is not allowed in an IRI: %s", rune(iri[i]), quoteShort(iri))
		}
	}
	return nil
}

var iriForbidden = func() (t [256]bool) {
	for c := range 0x21 {
		t[c] = true
	}
	for _, c := range []byte("<>\"{}|^`\\") {
		t[c] = true
	}
	return t
}()

// schemeLength returns the length of the scheme of an absolute IRI, or 0 for a
// relative one (RFC 3986, section 3.1).
func schemeLength(iri string) int {
	for i := 0; i < len(iri); i++ {
		c := iri[i]
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z':
		case i > 0 && ('0' <= c && c <= '9' || c == '+' || c == '-' || c == '.'):
		case c == ':':
			return i
		default:
			return 0
		}
	}
	return 0
}

// iriParts are the components of RFC 3986 with their delimiters, so that an empty
// query ("?") differs from none and joining them gives the IRI back.
type iriParts struct {
	scheme    string // with ":"
	authority string // with "//"
	path      string
	query     string // with "?"
	fragment  string // with "#"
}

func splitIRI(iri string) (p iriParts) {
	if i := strings.IndexByte(iri, '#'); i >= 0 {
		iri, p.fragment = iri[:i], iri[i:]
	}
	if i := strings.IndexByte(iri, '?'); i >= 0 {
		iri, p.query = iri[:i], iri[i:]
	}
	if n := schemeLength(iri); n > 0 {
		p.scheme, iri = iri[:n+1], iri[n+1:]
	}
	if strings.HasPrefix(iri, "//") {
		n := strings.IndexByte(iri[2:], '/') + 2
		if n < 2 {
			n = len(iri)
		}
		p.authority, iri = iri[:n], iri[n:]
	}
	p.path = iri
	return p
}

// mergePaths puts a relative path in the place of the last segment of the base
// (RFC 3986, section 5.2.3).
func mergePaths(base iriParts, path string) string {
	if base.authority != "" && base.path == "" {
		return "/" + path
	}
	return base.path[:strings.LastIndexByte(base.path, '/')+1] + path
}

// removeDotSegments interprets "." and ".." (RFC 3986, section 5.2.4).
func removeDotSegments(path string) string {
	if !strings.Contains(path, ".") {
		return path
	}
	out := make([]byte, 0, len(path))
	for path != "" {
		switch {
		case strings.HasPrefix(path, "../"):
			path = path[3:]
		case strings.HasPrefix(path, "./"):
			path = path[2:]
		case strings.HasPrefix(path, "/./"):
			path = path[2:]
		case path == "/.":
			path = "/"
		case strings.HasPrefix(path, "/../"):
			path = path[3:]
			out = out[:max(0, bytes.LastIndexByte(out, '/'))]
		case path == "/..":
			path = "/"
			out = out[:max(0, bytes.LastIndexByte(out, '/'))]
		case path == ".", path == "..":
			path = ""
		default:
			n := strings.IndexByte(path[1:], '/') + 1
			if n == 0 {
				n = len(path)
			}
			out = append(out, path[:n]...)
			path = path[n:]
		}
	}
	return string(out)
}

// quoteShort quotes text for a message and cuts what is too long to read.
func quoteShort(text string) string {
	const most = 120
	runes := 0
	for i := range text {
		if runes++; runes > most {
			return fmt.Sprintf("%q...", text[:i])
		}
	}
	return fmt.Sprintf("%q", text)
}
