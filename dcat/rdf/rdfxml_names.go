package rdf

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// xmlNames gives the predicates and classes of a graph their names in XML.
type xmlNames struct {
	prefixOf   map[string]string // namespace to prefix, of all that may be used
	namespaces map[string]string // prefix to namespace, of those that are used
	short      map[string]string // predicate or class to qualified name
	classes    map[Term]Term     // subject to the class that names its element
	preferred  []string          // prefixes whose classes name elements, the best first
}

// defaultClassPrefixes are the prefixes whose classes name elements where the caller
// says nothing: the national profile's before DCAT's own, because harvesters that
// match element names look for these.
var defaultClassPrefixes = []string{"dcatapit", "dcat"}

// newXMLNames names all predicates and, where a prefix exists for them, the classes.
// A predicate that cannot be a name in XML is an error, and so is a character that
// XML cannot hold.
func newXMLNames(g *Graph, opt WriteOptions) (*xmlNames, error) {
	n := &xmlNames{
		prefixOf:   usablePrefixes(opt.Prefixes),
		namespaces: map[string]string{"rdf": rdfNS},
		short:      map[string]string{},
		classes:    map[Term]Term{},
		preferred:  opt.ClassPrefixes,
	}
	if n.preferred == nil {
		n.preferred = defaultClassPrefixes
	}
	predicates := map[string]bool{}
	for t := range g.All() {
		if err := checkXMLCharacters(t); err != nil {
			return nil, err
		}
		predicates[t.Predicate.Value] = true
		if t.Predicate == rdfType && t.Object.IsIRI() {
			n.considerClass(t.Subject, t.Object)
		}
	}
	made := 0
	for _, p := range slices.Sorted(maps.Keys(predicates)) {
		if _, _, ok := n.split(p); !ok {
			start := localNameStart(p)
			if start == len(p) || isGrammarName(p) || p[:start] == xmlNS || p[:start] == xmlnsNS {
				return nil, fmt.Errorf("write RDF/XML: the predicate <%s> does not end in a name that an XML element can have; write Turtle or JSON-LD", p)
			}
			n.prefixOf[p[:start]] = madePrefix(opt.Prefixes, &made)
		}
		n.use(p)
	}
	for _, class := range n.classes {
		n.use(class.Value)
	}
	return n, nil
}

// madePrefix makes up a prefix that the caller does not use.
func madePrefix(taken map[string]string, made *int) string {
	for {
		*made++
		prefix := "ns" + strconv.Itoa(*made)
		if _, ok := taken[prefix]; !ok {
			return prefix
		}
	}
}

// usablePrefixes maps namespaces to prefixes. Prefixes that XML reserves, or that are
// no names in XML, are left out; of several for one namespace the first is used.
func usablePrefixes(prefixes map[string]string) map[string]string {
	out := map[string]string{rdfNS: "rdf"}
	for _, prefix := range sortedPrefixes(prefixes) {
		namespace := prefixes[prefix]
		usable := prefix == "" || isNCName([]byte(prefix)) && !isReservedXML(prefix) && prefix != "rdf"
		if _, taken := out[namespace]; usable && !taken && namespace != "" && namespace != xmlNS && namespace != xmlnsNS {
			out[namespace] = prefix
		}
	}
	return out
}

// split finds the prefix with the longest namespace that leaves a name of the IRI.
func (n *xmlNames) split(iri string) (prefix string, cut int, ok bool) {
	if isGrammarName(iri) {
		return "", 0, false
	}
	for cut = len(iri); cut > localNameStart(iri); {
		_, size := utf8.DecodeLastRuneInString(iri[:cut])
		cut -= size
		if prefix, ok := n.prefixOf[iri[:cut]]; ok && isNCName([]byte(iri[cut:])) {
			return prefix, cut, true
		}
	}
	return "", 0, false
}

// use gives an IRI its qualified name; its namespace has a prefix.
func (n *xmlNames) use(iri string) {
	prefix, cut, _ := n.split(iri)
	name := iri[cut:]
	if prefix != "" {
		name = prefix + ":" + name
	}
	n.short[iri] = name
	n.namespaces[prefix] = iri[:cut]
}

// isGrammarName reports whether the IRI is one that the grammar of RDF/XML keeps for
// itself, so that no element can stand for it.
func isGrammarName(iri string) bool {
	local, ok := strings.CutPrefix(iri, rdfNS)
	role := rdfRoles[local]
	return ok && role != roleNone && role != roleType
}

// localNameStart returns where the longest name at the end of the IRI begins.
func localNameStart(iri string) int {
	best := len(iri)
	for i := len(iri); i > 0; {
		r, size := utf8.DecodeLastRuneInString(iri[:i])
		if !isPNChar(r) && r != '.' {
			break
		}
		i -= size
		if r == '_' || isPNBase(r) {
			best = i
		}
	}
	return best
}

// declared returns the prefixes in use, in order.
func (n *xmlNames) declared() []string { return slices.Sorted(maps.Keys(n.namespaces)) }

// considerClass keeps the type that names the subject's element: one with a preferred
// prefix before others, and then the first in order.
func (n *xmlNames) considerClass(subject, class Term) {
	rank, ok := n.rank(class)
	if !ok {
		return
	}
	held, ok := n.classes[subject]
	if ok {
		heldRank, _ := n.rank(held)
		if cmp.Or(heldRank-rank, Compare(held, class)) <= 0 {
			return
		}
	}
	n.classes[subject] = class
}

func (n *xmlNames) rank(class Term) (int, bool) {
	prefix, _, ok := n.split(class.Value)
	if rank := slices.Index(n.preferred, prefix); rank >= 0 {
		return rank, ok
	}
	return len(n.preferred), ok
}

// checkXMLCharacters refuses what no XML document can hold, not even as a reference.
func checkXMLCharacters(t Triple) error {
	for _, term := range [...]*Term{&t.Subject, &t.Predicate, &t.Object} {
		for i := 0; i < len(term.Value); i++ {
			c := term.Value[i]
			if c >= 0x20 && c != 0xEF || c == '\t' || c == '\n' || c == '\r' {
				continue
			}
			r, _ := utf8.DecodeRuneInString(term.Value[i:])
			if c < 0x20 || r == 0xFFFE || r == 0xFFFF {
				return fmt.Errorf("write RDF/XML: triple %s: XML cannot hold the character U+%04X; write Turtle or JSON-LD", quoteTriple(t), r)
			}
		}
	}
	return nil
}
