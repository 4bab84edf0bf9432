package mappings

import (
	"fmt"
	"slices"
	"strings"

	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/dcat/vocab"
)

// agentRoles are the properties whose values are agents.
var agentRoles = []string{vocab.DCTRightsHolder, vocab.DCTPublisher, vocab.DCT + "creator"}

// repairAgents gives agents an IRI that stays when the file moves. A relative IRI such
// as "c_f288" names another agent wherever the file is fetched from.
func repairAgents(p parameters) func(*graphRun) {
	return func(r *graphRun) {
		for _, role := range agentRoles {
			for _, t := range r.statements(role) {
				rest, ok := r.local(t.Object.Value)
				if !t.Object.IsIRI() || !ok {
					continue
				}
				a := r.agentAt(t.Object)
				if a.Identifier == "" {
					a.Identifier = rest
				} else if rest != "" && !strings.EqualFold(rest, a.Identifier) && !strings.HasPrefix(r.base, "file:") {
					continue // an IRI below the document's folder that is not its code
				}
				iri := AgentIRI(r.m.opt.Base, a)
				if iri == "" || iri == t.Object.Value {
					continue
				}
				r.repaired(p.name, t, iri, fmt.Sprintf("%q was relative to the file's address", rest))
				r.replace(t.Object, rdf.IRI(iri))
			}
		}
	}
}

// repairAgentNames keeps one name of an agent that has several in one language: the one
// that something tells to be the body's and not that of an office of it. Where nothing
// tells, all of them stay, for the profile to refuse.
func repairAgentNames(p parameters) func(*graphRun) {
	return func(r *graphRun) {
		var done []rdf.Term
		for _, role := range agentRoles {
			for _, t := range r.statements(role) {
				if slices.Contains(done, t.Object) {
					continue
				}
				done = append(done, t.Object)
				names := r.values(t.Object, vocab.FOAFName)
				kept, evidence := r.nameOfBody(t.Object, names)
				if evidence == "" {
					continue
				}
				for _, name := range names {
					if name == kept || name.Lang != kept.Lang {
						continue
					}
					r.drop(t.Object, vocab.FOAFName, name)
					r.gap(Gap{Kind: Conflict, Property: "foaf:name", Node: t.Object.Value, Value: short(name.Value), Result: short(kept.Value),
						Evidence: evidence, Rule: p.name,
						Message: fmt.Sprintf("the agent has several names, %q and %q: the former is followed (%s)", kept.Value, name.Value, evidence)})
				}
			}
		}
	}
}

// nameOfBody chooses among the names of an agent; evidence is "" when nothing tells, or
// when there is nothing to choose.
func (r *graphRun) nameOfBody(agent rdf.Term, names []rdf.Term) (kept rdf.Term, evidence string) {
	code, ok := r.object(agent, vocab.DCTIdentifier)
	if !ok || len(names) < 2 {
		return rdf.Term{}, ""
	}
	known := func(candidates ...string) (rdf.Term, bool) {
		for _, candidate := range candidates {
			for _, name := range names {
				if vocab.Fold(name.Value) == vocab.Fold(candidate) {
					return name, true
				}
			}
		}
		return rdf.Term{}, false
	}
	if a, found := r.m.opt.findAgent(code.Value, nil); found {
		if name, ok := known(append(valuesOf(a.Name), a.Match...)...); ok {
			return name, "the agents of the configuration"
		}
	}
	if table, ok := vocab.Lookup("ipa"); ok {
		if entry, found := table.Find(code.Value); found {
			if name, ok := known(append(entry.Alt, entry.Label("it"))...); ok {
				return name, "the table " + table.Name + " of " + table.Date
			}
		}
	}
	if sole := r.sole[strings.ToLower(code.Value)]; len(sole) == 1 && slices.Contains(names, sole[0]) {
		return sole[0], "another description of the same code has it alone"
	}
	return rdf.Term{}, ""
}

// contactApart separates a contact point from the agent whose IRI it has: what says
// something of an address book entry goes to the new node.
func contactApart(p parameters) func(*graphRun) {
	return func(r *graphRun) {
		agents := map[rdf.Term]bool{}
		for _, role := range agentRoles {
			for _, t := range r.statements(role) {
				agents[t.Object] = true
			}
		}
		for _, t := range r.statements(vocab.DCATContactPoint) {
			if !agents[t.Object] {
				continue
			}
			agent := t.Object
			key := agent.Value
			if mail, ok := r.object(agent, vocab.VCARD+"hasEmail"); ok {
				key = strings.TrimPrefix(mail.Value, "mailto:")
			}
			contact := rdf.IRI(ContactIRI(r.m.opt.Base, key))
			r.repaired(p.name, t, contact.Value, "an agent and a contact point have different IRIs")
			r.rewrite(func(u rdf.Triple) []rdf.Triple {
				switch {
				case u.Predicate.Value == vocab.DCATContactPoint && u.Object == agent:
					u.Object = contact
				case u.Subject == agent && isOfContact(u):
					u.Subject = contact
				}
				return []rdf.Triple{u}
			})
		}
	}
}

func isOfContact(t rdf.Triple) bool {
	if t.Predicate == typeTerm {
		return strings.HasPrefix(t.Object.Value, vocab.VCARD) || t.Object.Value == vocab.DCATAPIT+"Organization"
	}
	return strings.HasPrefix(t.Predicate.Value, vocab.VCARD)
}

// repairClasses adds classes. Validators look for the national class, harvesters for
// the European one, and DCAT-AP_IT asks for both.
func repairClasses(p parameters) func(*graphRun) {
	return func(r *graphRun) {
		for _, property := range sortedKeys(p.classes) {
			nodes := []rdf.Term{r.dataset}
			if property != "dataset" {
				nodes = nil
				for _, t := range r.statements(property) {
					if t.Object.IsIRI() && !slices.Contains(nodes, t.Object) {
						nodes = append(nodes, t.Object)
					}
				}
			}
			for _, node := range nodes {
				var added []string
				for _, class := range p.classes[property] {
					if !slices.Contains(r.values(node, vocab.RDFType), rdf.IRI(class)) {
						r.add(node, vocab.RDFType, rdf.IRI(class))
						added = append(added, curieOf(class))
					}
				}
				if len(added) > 0 {
					g := Gap{Kind: Repaired, Property: "rdf:type", Node: node.Value, Result: strings.Join(added, " "), Rule: p.name,
						Message: "the class is missing"}
					if node == r.dataset {
						g.Node = ""
					}
					r.gap(g)
				}
			}
		}
	}
}

// repairLicences puts right the addresses of licences, and tells where an address and
// the name beside it, or a dataset and its distributions, do not say the same.
func repairLicences(p parameters) func(*graphRun) {
	return func(r *graphRun) {
		table, _ := vocab.Lookup("licence")
		for _, t := range r.statements(vocab.DCTLicense) {
			now, why := r.licenceMeant(table, t.Object)
			if !now.IsZero() && now != t.Object {
				r.repaired(p.name, t, now.Value, why)
				r.replaceLicence(t.Object, now)
				continue
			}
			entry, ok := table.Find(t.Object.Value)
			if !ok {
				continue
			}
			for _, name := range r.values(t.Object, vocab.FOAFName) {
				if named, found := table.Find(name.Value); found && named.Code != entry.Code {
					r.gap(Gap{Kind: Conflict, Property: "dct:license", Node: t.Subject.Value, Value: short(name.Value), Result: t.Object.Value, Rule: p.name,
						Message: fmt.Sprintf("the licence's name says %s, its address %s: the address is followed", named.Code, entry.Code)})
				}
			}
		}
		r.compareLicences(p, table)
	}
}

// licenceMeant returns the licence that a value stands for; the zero Term when the
// value is right or nothing tells what it means.
func (r *graphRun) licenceMeant(table *vocab.Table, value rdf.Term) (rdf.Term, string) {
	if value.IsLiteral() {
		if entry, ok := table.Find(value.Value); ok {
			return rdf.IRI(LicenceIRI(entry)), "a text stood for a licence"
		}
		return rdf.Term{}, ""
	}
	if entry, ok := table.Find(value.Value); ok {
		if value.Value == entry.IRI || value.Value == LicenceIRI(entry) {
			return rdf.Term{}, ""
		}
		return rdf.IRI(LicenceIRI(entry)), "a variant of the licence's address"
	}
	last := value.Value[strings.LastIndexAny(value.Value, "/#")+1:]
	if entry, ok := table.Code(strings.Replace(last, ":", "_", 1)); ok {
		return rdf.IRI(entry.IRI), "a misspelt code of the Italian licences"
	}
	if _, ok := r.local(value.Value); !ok {
		return rdf.Term{}, ""
	}
	for _, name := range r.values(value, vocab.FOAFName) {
		if entry, ok := table.Find(name.Value); ok {
			return rdf.IRI(LicenceIRI(entry)), fmt.Sprintf("an empty or relative address, with the name %q", short(name.Value))
		}
	}
	return rdf.Term{}, ""
}

// replaceLicence puts the right licence in the place of a value and moves what is said
// of a node that had a wrong address.
func (r *graphRun) replaceLicence(old, now rdf.Term) {
	if old.IsLiteral() {
		r.rewrite(func(t rdf.Triple) []rdf.Triple {
			if t.Predicate.Value == vocab.DCTLicense && t.Object == old {
				t.Object = now
			}
			return []rdf.Triple{t}
		})
	} else {
		r.replace(old, now)
	}
}

// compareLicences reports a dataset whose licence is another one than that of its
// distributions; DCAT-AP_IT has the licence on the distribution, so that one counts.
func (r *graphRun) compareLicences(p parameters, table *vocab.Table) {
	for _, own := range r.values(r.dataset, vocab.DCTLicense) {
		a, ok := table.Find(own.Value)
		if !ok {
			continue
		}
		for _, distribution := range r.values(r.dataset, vocab.DCATDistribution) {
			for _, other := range r.values(distribution, vocab.DCTLicense) {
				if b, ok := table.Find(other.Value); ok && a.Code != b.Code {
					r.gap(Gap{Kind: Conflict, Property: "dct:license", Node: distribution.Value, Value: own.Value, Result: other.Value, Rule: p.name,
						Message: fmt.Sprintf("the dataset says %s, its distribution %s: both are kept, the distribution's counts", a.Code, b.Code)})
				}
			}
		}
	}
}
