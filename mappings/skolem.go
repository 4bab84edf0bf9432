package mappings

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"github.com/trebbia/trebbia/dcat"
	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/dcat/vocab"
)

// nameNodes gives every blank node an IRI made of what it says, so that the same
// record gives the same IRIs and two records that speak of one agent agree on it
// (RDF 1.1 Concepts, section 3.5).
func (r *graphRun) nameNodes() {
	if r.dataset.IsBlank() {
		identifier, ok := r.object(r.dataset, vocab.DCTIdentifier)
		if !ok {
			return // no identifier, no IRI; the profile will say so
		}
		r.replace(r.dataset, rdf.IRI(r.m.opt.Base+"/dataset/"+dcat.Slug(identifier.Value)))
	}
	named := map[rdf.Term]rdf.Term{}
	for _, t := range r.triples {
		for _, node := range []rdf.Term{t.Subject, t.Object} {
			if _, done := named[node]; node.IsBlank() && !done {
				named[node] = rdf.IRI(r.nameOf(node))
			}
		}
	}
	r.rewrite(func(t rdf.Triple) []rdf.Triple {
		if now, ok := named[t.Subject]; ok {
			t.Subject = now
		}
		if now, ok := named[t.Object]; ok {
			t.Object = now
		}
		return []rdf.Triple{t}
	})
}

// nameOf makes the IRI of a blank node: that of an agent or contact where it is one,
// else one below the dataset made of a digest of what the node says.
func (r *graphRun) nameOf(node rdf.Term) string {
	var role string
	for _, t := range r.triples {
		if t.Object == node {
			role = t.Predicate.Value
			break
		}
	}
	switch role {
	case vocab.DCTRightsHolder, vocab.DCTPublisher, vocab.DCT + "creator":
		a := r.agentAt(node)
		if names := r.values(node, vocab.FOAFName); len(names) == 1 && a.Identifier != "" {
			code := strings.ToLower(a.Identifier)
			if !slices.Contains(r.sole[code], names[0]) {
				r.sole[code] = append(r.sole[code], names[0])
			}
		}
		if iri := AgentIRI(r.m.opt.Base, a); iri != "" {
			return iri
		}
	case vocab.DCATContactPoint:
		for _, property := range []string{vocab.VCARD + "hasEmail", vocab.VCARD + "fn"} {
			v, ok := r.object(node, property)
			if !ok || v.IsBlank() {
				continue
			}
			key := strings.TrimPrefix(v.Value, "mailto:")
			if strings.Contains(key, "@") {
				key = key[strings.LastIndexByte(key, '/')+1:] // without mailto: it was a relative IRI
			}
			return ContactIRI(r.m.opt.Base, key)
		}
	}
	kind := "node"
	if role != "" {
		kind = role[strings.LastIndexAny(role, "/#")+1:]
	}
	return r.dataset.Value + "/" + kind + "/" + r.digest(node, nil)
}

func (r *graphRun) agentAt(node rdf.Term) Agent {
	a := Agent{Name: map[string]string{}}
	if v, ok := r.object(node, vocab.DCTIdentifier); ok {
		a.Identifier = v.Value
	}
	for _, name := range r.values(node, vocab.FOAFName) {
		if a.Name[name.Lang] == "" {
			a.Name[name.Lang] = name.Value
		}
	}
	return a
}

// digest is a short digest of what a blank node says; blank nodes that it leads to count
// with what they say, and a circle is cut where it closes.
func (r *graphRun) digest(node rdf.Term, above []rdf.Term) string {
	var lines []string
	for _, t := range r.triples {
		if t.Subject != node {
			continue
		}
		object := t.Object.String()
		if t.Object.IsBlank() {
			object = "circle"
			if !slices.Contains(above, t.Object) && len(above) < 20 {
				object = r.digest(t.Object, append(above, node))
			}
		}
		lines = append(lines, t.Predicate.Value+" "+object)
	}
	slices.Sort(lines)
	sum := sha256.Sum256([]byte(strings.Join(lines, "\n")))
	return hex.EncodeToString(sum[:6])
}
