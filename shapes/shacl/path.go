package shacl

import (
	"strings"

	"github.com/trebbia/trebbia/dcat/rdf"
)

// Path is a SHACL property path (section 2.3.1). The zero Path is no path: that of
// node shapes.
type Path struct{ step *step }

type pathKind uint8

const (
	predicatePath pathKind = iota
	inversePath
	sequencePath
	alternativePath
	zeroOrMorePath
	oneOrMorePath
	zeroOrOnePath
)

type step struct {
	kind      pathKind
	predicate rdf.Term
	slot      int // of the predicate in views plus one, 0 where it has none
	parts     []Path
}

// pathProperties are the properties that make a blank node a path, except for lists,
// which make a sequence.
var pathProperties = []struct {
	local string
	rule  string
	kind  pathKind
}{
	{"alternativePath", "path-alternative", alternativePath},
	{"inversePath", "path-inverse", inversePath},
	{"zeroOrMorePath", "path-zero-or-more", zeroOrMorePath},
	{"oneOrMorePath", "path-one-or-more", oneOrMorePath},
	{"zeroOrOnePath", "path-zero-or-one", zeroOrOnePath},
}

// maxPathDepth bounds nesting: no path that a person writes comes near it.
const maxPathDepth = 100

// PredicatePath returns the path that consists of one predicate.
func PredicatePath(predicate rdf.Term) Path {
	return Path{&step{kind: predicatePath, predicate: predicate}}
}

// IsZero reports whether p is no path.
func (p Path) IsZero() bool { return p.step == nil }

// Predicate returns the predicate of a path that is just one predicate.
func (p Path) Predicate() (rdf.Term, bool) {
	if p.step == nil || p.step.kind != predicatePath {
		return rdf.Term{}, false
	}
	return p.step.predicate, true
}

// String returns the path in the syntax of SPARQL 1.1 property paths, IRIs in full.
func (p Path) String() string {
	return p.Text(func(iri string) string { return "<" + iri + ">" })
}

// Text returns the path in the syntax of SPARQL 1.1 property paths, each IRI written
// as name gives it.
func (p Path) Text(name func(iri string) string) string {
	if p.step == nil {
		return ""
	}
	var b strings.Builder
	p.write(&b, name)
	return b.String()
}

func (p Path) write(b *strings.Builder, name func(string) string) {
	inner := func(part Path) {
		if k := part.step.kind; k == predicatePath {
			part.write(b, name)
			return
		}
		b.WriteByte('(')
		part.write(b, name)
		b.WriteByte(')')
	}
	switch s := p.step; s.kind {
	case predicatePath:
		b.WriteString(name(s.predicate.Value))
	case inversePath:
		b.WriteByte('^')
		inner(s.parts[0])
	case sequencePath, alternativePath:
		separator := byte('/')
		if s.kind == alternativePath {
			separator = '|'
		}
		for i, part := range s.parts {
			if i > 0 {
				b.WriteByte(separator)
			}
			// repetition and ^ bind more closely than /, and / more closely than |
			nested := part.step.kind == alternativePath || part.step.kind == sequencePath && s.kind == sequencePath
			if !nested {
				part.write(b, name)
			} else {
				inner(part)
			}
		}
	case zeroOrMorePath:
		inner(s.parts[0])
		b.WriteByte('*')
	case oneOrMorePath:
		inner(s.parts[0])
		b.WriteByte('+')
	case zeroOrOnePath:
		inner(s.parts[0])
		b.WriteByte('?')
	}
}

// pathFault is a broken rule of section 2.3.1.
type pathFault struct{ rule, message string }

// parsePath reads the path at node. A blank node that is two kinds of path at once is
// read as the first of list and pathProperties, as the W3C tests path-strange-001 and
// -002 want; extra is then true.
func parsePath(g rdf.Matcher, node rdf.Term) (path Path, extra bool, fault *pathFault) {
	r := pathReader{g: g}
	path, fault = r.read(node)
	return path, r.extra, fault
}

type pathReader struct {
	g      rdf.Matcher
	active []rdf.Term
	extra  bool
}

func (r *pathReader) read(node rdf.Term) (Path, *pathFault) {
	switch {
	case node == rdfNil:
		return Path{}, &pathFault{"path-sequence", "a sequence path needs at least two members"}
	case node.IsIRI():
		return PredicatePath(node), nil
	case node.IsLiteral():
		return Path{}, &pathFault{"path-node", "a path must be an IRI or a blank node, not " + node.String()}
	}
	for _, a := range r.active {
		if a == node {
			return Path{}, &pathFault{"path-non-recursive", "the path contains itself"}
		}
	}
	if len(r.active) == maxPathDepth {
		return Path{}, &pathFault{"path-non-recursive", "the path is nested too deeply"}
	}
	r.active = append(r.active, node)
	defer func() { r.active = r.active[:len(r.active)-1] }()

	var found []func() (Path, *pathFault)
	if rdf.Has(r.g, node, rdfFirst, wild) || rdf.Has(r.g, node, rdfRest, wild) {
		found = append(found, func() (Path, *pathFault) {
			return r.members(node, sequencePath, "path-sequence")
		})
	}
	for _, property := range pathProperties {
		values := rdf.Objects(r.g, node, sh(property.local))
		if len(values) == 0 {
			continue
		}
		found = append(found, func() (Path, *pathFault) {
			if len(values) > 1 {
				return Path{}, &pathFault{property.rule, "sh:" + property.local + " has more than one value"}
			}
			if property.kind == alternativePath {
				return r.members(values[0], alternativePath, property.rule)
			}
			part, fault := r.read(values[0])
			return Path{&step{kind: property.kind, parts: []Path{part}}}, fault
		})
	}
	if len(found) == 0 {
		return Path{}, &pathFault{"path-metarule", "the blank node is none of the kinds of path"}
	}
	r.extra = r.extra || len(found) > 1
	return found[0]()
}

func (r *pathReader) members(list rdf.Term, kind pathKind, rule string) (Path, *pathFault) {
	nodes, ok := readList(r.g, list)
	if !ok {
		return Path{}, &pathFault{rule, "the list of the path is not a well-formed list"}
	}
	if len(nodes) < 2 {
		return Path{}, &pathFault{rule, "the list of the path needs at least two members"}
	}
	s := &step{kind: kind}
	for _, n := range nodes {
		part, fault := r.read(n)
		if fault != nil {
			return Path{}, fault
		}
		s.parts = append(s.parts, part)
	}
	return Path{s}, nil
}

// readList returns the members of a SHACL list (section 1.4); ok is false when it is
// not well-formed.
func readList(g rdf.Matcher, list rdf.Term) (members []rdf.Term, ok bool) {
	seen := map[rdf.Term]bool{}
	for list != rdfNil {
		first, rest := rdf.Objects(g, list, rdfFirst), rdf.Objects(g, list, rdfRest)
		if len(first) != 1 || len(rest) != 1 || seen[list] {
			return nil, false
		}
		seen[list] = true
		members = append(members, first[0])
		list = rest[0]
	}
	if rdf.Has(g, rdfNil, rdfFirst, wild) || rdf.Has(g, rdfNil, rdfRest, wild) {
		return nil, false
	}
	return members, true
}
