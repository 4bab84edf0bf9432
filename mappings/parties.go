package mappings

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/trebbia/trebbia/dcat"
	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/dcat/vocab"
)

// agents evaluates an "agent" rule.
func (r *run) agents(s scope, p propertySpec, rule *rule) (good []result, bad []miss) {
	spec := rule.agent
	if spec.standIn != "" {
		key := r.m.opt.Holder
		if spec.standIn == "publisher" {
			key = r.m.opt.Publisher
		}
		if a, ok := r.m.opt.Agents[key]; ok {
			v, gaps := r.agent(s, p, a, "")
			v.fallback, v.field = true, "defaults"
			return []result{v}, gaps
		}
		return nil, nil
	}
	for _, item := range r.items(spec.each, s) {
		is := scope{node: s.node, item: item}
		a := Agent{
			Identifier: r.text(spec.identifier, is), Name: r.names(spec.name, is),
			Email: r.text(spec.email, is), Homepage: r.text(spec.homepage, is),
		}
		if a.Identifier == "" && len(a.Name) == 0 {
			continue
		}
		v, gaps := r.knownAgent(s, p, a, r.text(spec.iri, is), rule)
		bad = append(bad, gaps...)
		if !v.term.IsZero() {
			good = append(good, v)
		}
	}
	return good, bad
}

// knownAgent looks an agent of a record up among the configured ones, then in the
// table of public bodies, which holds names as the national index (IPA) has them.
func (r *run) knownAgent(s scope, p propertySpec, a Agent, iri string, rule *rule) (result, []miss) {
	text := strings.Join(slices.Compact(valuesOf(a.Name)), " | ")
	if a.Identifier != "" {
		text = strings.TrimSuffix(a.Identifier+" "+text, " ")
	}
	if known, ok := r.m.opt.findAgent(a.Identifier, a.Name); ok {
		v, gaps := r.agent(s, p, known, "")
		v.text = text
		if _, named := r.m.opt.findAgent("", a.Name); !named && len(a.Name) > 0 {
			v.repaired = "the configured name of " + known.Identifier + " stands in for another spelling: add it to match if that is right"
		}
		return v, gaps
	}
	var evidence string
	var bad []miss
	if a.Identifier == "" {
		if table, ok := vocab.Lookup("ipa"); ok {
			for _, name := range valuesOf(a.Name) {
				if entry, found := table.Find(name); found {
					a.Identifier = entry.Code
					evidence = fmt.Sprintf("name %q in the table %s of %s", name, table.Name, table.Date)
					break
				}
			}
		}
	}
	if a.Identifier == "" {
		bad = append(bad, r.failure(s, p, rule.field, text,
			errors.New("the body has no code in the record, and none by that name is configured: add it below agents, with identifier and match")))
	}
	v, gaps := r.agent(s, p, a, iri)
	v.text, v.evidence = text, evidence
	return v, append(bad, gaps...)
}

// agent describes an agent once; a second, different description is a conflict.
func (r *run) agent(s scope, p propertySpec, a Agent, iri string) (result, []miss) {
	address := AgentIRI(r.m.opt.Base, a)
	if own, _, err := cleanIRI(iri); err == nil && a.Identifier == "" {
		address = own
	}
	if address == "" {
		return result{}, nil
	}
	d := describeAgent(address, a)
	node := d.node
	v := result{term: node, extra: d.triples, rule: "agent"}
	before, seen := r.described[node]
	if !seen {
		r.described[node] = v.extra
		return v, nil
	}
	if slices.Equal(before, v.extra) {
		return v, nil
	}
	was, now := namesIn(before), namesIn(v.extra)
	v.extra = nil
	if was == now {
		return v, nil
	}
	return v, []miss{{gap: Gap{
		Kind: Conflict, Property: p.curie, Node: r.nodeName(s), Value: short(now), Result: short(was), Rule: "agent",
		Message: fmt.Sprintf("the body %s has two names in one record, %q and %q: the former is followed", node.Value, was, now),
	}}}
}

func namesIn(list []rdf.Triple) string {
	var out []string
	for _, t := range list {
		if t.Predicate.Value == vocab.FOAFName {
			out = append(out, t.Object.Value)
		}
	}
	return strings.Join(out, " | ")
}

// contacts evaluates a "contact" rule.
func (r *run) contacts(s scope, p propertySpec, rule *rule) (good []result, bad []miss) {
	spec := rule.contact
	if spec.standIn {
		if c, ok := r.m.opt.Contacts[r.m.opt.Contact]; ok {
			d, _ := describeContact(ContactIRI(r.m.opt.Base, r.m.opt.Contact), c)
			return []result{{term: d.node, extra: d.triples, fallback: true, field: "defaults", rule: "contact"}}, nil
		}
		return nil, nil
	}
	for _, item := range r.items(spec.each, s) {
		is := scope{node: s.node, item: item}
		c := Contact{
			Name: r.oneName(spec.name, is), Email: r.text(spec.email, is),
			URL: r.text(spec.url, is), Telephone: r.text(spec.telephone, is),
		}
		if c.Email == "" && c.URL == "" {
			continue // a name alone is no way to reach anybody
		}
		v, gaps := r.contact(s, p, c, rule)
		good, bad = append(good, v), append(bad, gaps...)
	}
	return good, bad
}

func (r *run) contact(s scope, p propertySpec, c Contact, rule *rule) (result, []miss) {
	key := ""
	address := ""
	if mail, err := asEmail(place{}, c.Email); err == nil && len(mail) > 0 {
		address = strings.ToLower(strings.TrimPrefix(mail[0].term.Value, "mailto:"))
	}
	for _, k := range sortedKeys(r.m.opt.Contacts) {
		if known := r.m.opt.Contacts[k]; address != "" && strings.EqualFold(known.Email, address) {
			key, c = k, known
			break
		}
	}
	v := result{text: strings.TrimSpace(c.Name + " " + c.Email), rule: "contact"}
	for _, candidate := range []string{address, c.Name, c.URL} {
		if key == "" {
			key = dcat.Slug(candidate)
		}
	}
	if c.Name == "" {
		c.Name = address
		if address == "" {
			c.Name = c.URL
		}
		v.evidence = "the record names no office: the address stands in for vcard:fn"
	}
	d, lost := describeContact(ContactIRI(r.m.opt.Base, key), c)
	v.term, v.extra = d.node, d.triples
	var bad []miss
	for _, l := range lost {
		bad = append(bad, r.failure(s, p, rule.field, v.text, errors.New(l)))
	}
	return v, bad
}

func (r *run) items(each *expression, s scope) []any {
	if each == nil {
		return []any{s.item}
	}
	items, err := each.run(r.ctx, s.item, r.record, r.source)
	if err != nil {
		return nil
	}
	return items
}

// names evaluates the expression of a name, which may be an object by language. A name
// in one text has the mapping's language.
func (r *run) names(e *expression, s scope) map[string]string {
	if e == nil {
		return nil
	}
	values, err := e.run(r.ctx, s.item, r.record, r.source)
	if err != nil {
		return nil
	}
	out := map[string]string{}
	for _, v := range values {
		texts, err := spread(v, r.lang, r.lang)
		if err != nil {
			continue
		}
		for _, t := range texts {
			if name, _ := plainText(t.text); name != "" && out[t.lang] == "" {
				out[t.lang] = strings.Join(strings.Fields(name), " ")
			}
		}
	}
	return out
}

func (r *run) oneName(e *expression, s scope) string {
	names := r.names(e, s)
	for _, lang := range append([]string{r.lang}, sortedKeys(names)...) {
		if names[lang] != "" {
			return names[lang]
		}
	}
	return ""
}

func valuesOf(m map[string]string) []string {
	var out []string
	for _, k := range sortedKeys(m) {
		out = append(out, m[k])
	}
	return out
}
