package rdf

import (
	"fmt"
	"slices"
)

// prefixTable shortens IRIs to prefixed names and remembers which prefixes it used.
type prefixTable struct {
	byNamespace map[string]string
	used        map[string]bool
}

// newPrefixTable checks the prefixes. Of two prefixes with one namespace the first
// in the order of the alphabet is used.
func newPrefixTable(prefixes map[string]string) (*prefixTable, error) {
	t := &prefixTable{byNamespace: map[string]string{}, used: map[string]bool{}}
	for _, prefix := range slices.Backward(sortedPrefixes(prefixes)) {
		if badPrefix([]byte(prefix)) >= 0 {
			return nil, fmt.Errorf("not a prefix: %s", quoteShort(prefix))
		}
		namespace := prefixes[prefix]
		if err := checkIRI(namespace); err != nil {
			return nil, fmt.Errorf("namespace of the prefix %q: %w", prefix, err)
		}
		t.byNamespace[namespace] = prefix
	}
	return t, nil
}

func sortedPrefixes(prefixes map[string]string) []string {
	out := make([]string, 0, len(prefixes))
	for prefix := range prefixes {
		out = append(out, prefix)
	}
	slices.Sort(out)
	return out
}

// shorten returns the prefixed name of an IRI with the longest namespace. A local
// name that would need escapes is not worth it, nor one that older readers refuse
// although the grammar allows it.
func (t *prefixTable) shorten(iri string) (name string, ok bool) {
	if iri[len(iri)-1] == '.' {
		return "", false
	}
	for cut := len(iri) - 1; cut > 0; cut-- {
		c := iri[cut]
		if c >= 0x80 || classes[c]&classLabel == 0 {
			break
		}
		if c == '-' || c == '.' {
			continue // may not begin a local name
		}
		if prefix, found := t.byNamespace[iri[:cut]]; found {
			t.used[prefix] = true
			return prefix + ":" + iri[cut:], true
		}
	}
	return "", false
}

// appendIRI appends the IRI as Turtle has it: as a prefixed name, else whole.
func (t *prefixTable) appendIRI(dst []byte, iri string) []byte {
	if name, ok := t.shorten(iri); ok {
		return append(dst, name...)
	}
	dst = append(dst, '<')
	dst = append(dst, iri...)
	return append(dst, '>')
}
