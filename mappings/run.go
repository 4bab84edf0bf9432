package mappings

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/trebbia/trebbia/dcat"
	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/dcat/vocab"
)

// run is the mapping of one record.
type run struct {
	m              *Mapping
	ctx            context.Context
	source, record any // before and after "prepare"
	triples        []rdf.Triple
	gaps           []Gap
	iri            string // of the dataset
	identifier     string
	slug           string
	lang           string // of texts that say none
	companions     []dcat.Companion
	files          []*opened
	described      map[rdf.Term][]rdf.Triple // agents, with what was said of them first
	taken          map[string]bool           // IRIs of nodes
}

// scope is where a rule is evaluated: the item that "." means and the node that gets
// the values.
type scope struct {
	node rdf.Term
	item any
	file *opened
}

// dataset maps the whole record.
func (r *run) dataset(rec dcat.SourceRecord) error {
	spec := r.m.spec.dataset
	if p := r.m.spec.prepare; p != nil {
		values, err := p.run(r.ctx, r.source, r.source, r.source)
		if err != nil || len(values) != 1 {
			return fmt.Errorf("prepare the record: %d values, %v", len(values), err)
		}
		r.record = values[0]
	}
	s := scope{item: r.record}
	r.lang = r.m.spec.lang
	if from := r.m.spec.langFrom; from != nil {
		r.lang = r.text(from, s)
	}
	local, _ := r.values(s, propertySpec{curie: "dct:identifier"}, spec.identifier)
	if len(local) == 0 {
		return errors.New("it has no identifier")
	}
	r.identifier = r.m.opt.identify(local[0].term.Value)
	r.slug = dcat.Slug(r.identifier)
	r.iri = r.name(spec, s, 1)
	if r.iri == "" {
		return errors.New("its IRI cannot be made")
	}
	s.node = rdf.IRI(r.iri)
	r.add(s.node, vocab.DCTIdentifier, rdf.Literal(r.identifier))
	if r.identifier != local[0].term.Value {
		r.gap(Gap{Kind: Derived, Property: "dct:identifier", Field: local[0].field, Value: local[0].term.Value, Result: r.identifier,
			Rule: "identifier", Evidence: "the prefix and the aliases below identifiers in the configuration"})
	}
	r.fill(spec, s)
	r.unread(spec, s)
	return nil
}

// name makes the IRI of a node, "" when no way of naming it applies.
func (r *run) name(spec *nodeSpec, s scope, n int) string {
	values := map[string]string{
		"base": r.m.opt.Base, "identifier": r.identifier, "slug": r.slug, "dataset": r.iri,
		"parent": s.node.Value, "n": strconv.Itoa(n), "key": strconv.Itoa(n),
	}
	if spec.key != nil {
		if keys, _ := r.values(s, propertySpec{curie: "key"}, spec.key); len(keys) > 0 {
			values["key"] = keys[0].term.Value
		}
	}
	for _, way := range spec.iri {
		if way.rule == nil {
			return way.template.fill(values)
		}
		found, _ := r.values(s, propertySpec{curie: "iri"}, way.rule)
		if len(found) > 0 && found[0].term.IsIRI() {
			return found[0].term.Value
		}
	}
	return ""
}

// fill adds the classes and properties of a node, then the configured defaults.
func (r *run) fill(spec *nodeSpec, s scope) {
	for _, class := range spec.types {
		r.add(s.node, vocab.RDFType, rdf.IRI(class))
	}
	// Nodes that look into files come first: the dataset's period and places are read
	// from what they find.
	for _, filesFirst := range []bool{true, false} {
		for _, p := range spec.properties {
			if p.opensFiles() != filesFirst {
				continue
			}
			for _, rule := range p.rules {
				good, bad := r.values(s, p, rule)
				for _, v := range good {
					r.emit(s, p, v)
				}
				for _, m := range bad {
					r.report(m)
				}
			}
		}
	}
	r.fillDefaults(spec, s)
}

// fillDefaults adds what the administrator configured for properties that the node
// lacks.
func (r *run) fillDefaults(spec *nodeSpec, s scope) {
	for _, d := range spec.defaults {
		if r.has(s.node, d.iri) {
			continue
		}
		text, ok := r.m.opt.Defaults[d.curie]
		for _, rule := range d.rules {
			var values []result
			switch {
			case rule.agent != nil || rule.contact != nil:
				values, _ = r.values(s, d, rule)
			case ok:
				values, _ = rule.normalise(r.place(rule.lang), text)
			}
			for _, v := range values {
				v.text, v.fallback, v.evidence, v.field = "", true, "", "defaults"
				r.emit(s, d, v)
			}
		}
	}
}

func (p propertySpec) opensFiles() bool {
	return slices.ContainsFunc(p.rules, func(r *rule) bool { return r.node != nil && r.node.inspect != nil })
}

// children makes the nodes of a "node" rule and returns them as values.
func (r *run) children(s scope, p propertySpec, spec *nodeSpec) (good []result, bad []miss) {
	items := []any{s.item}
	if spec.each != nil {
		var err error
		if items, err = spec.each.run(r.ctx, s.item, r.record, r.source); err != nil {
			bad = append(bad, r.failure(s, p, "", "", fmt.Errorf("each: %w", err)))
		}
	}
	for i, item := range items {
		child := scope{node: s.node, item: item}
		iri := r.name(spec, child, i+1)
		if iri == "" {
			bad = append(bad, r.failure(s, p, "", "", fmt.Errorf("entry %d: its IRI cannot be made", i+1)))
			continue
		}
		// A node with an address of its own, such as a standard, may be named twice; one
		// that is named after its place below the dataset may not.
		if r.taken[iri] && (strings.HasPrefix(iri, r.iri+"/") || strings.HasPrefix(iri, s.node.Value+"/")) {
			bad = append(bad, r.failure(s, p, "", iri, fmt.Errorf("entry %d has the same name as another one; its IRI gets a number", i+1)))
			for n := 2; r.taken[iri]; n++ {
				iri = fmt.Sprintf("%s-%d", r.name(spec, child, i+1), n)
			}
		}
		r.taken[iri] = true
		child.node = rdf.IRI(iri)
		if ok, missing := r.child(spec, child); !ok {
			delete(r.taken, iri)
			if spec.each == nil {
				continue // a node for a field that the record does not have
			}
			bad = append(bad, r.failure(s, p, "", iri, fmt.Errorf("entry %d is left out: it has no %s", i+1, missing)))
			continue
		}
		good = append(good, result{term: child.node})
	}
	return good, bad
}

// child fills one nested node; without a required property nothing of it stays.
func (r *run) child(spec *nodeSpec, s scope) (ok bool, missing string) {
	triples, gaps, described := len(r.triples), len(r.gaps), maps.Clone(r.described)
	if spec.inspect != nil {
		s.file = r.open(spec.inspect, s)
	}
	r.fill(spec, s)
	for _, required := range spec.require {
		if !r.has(s.node, required) {
			r.triples, r.gaps, r.described = r.triples[:triples], r.gaps[:gaps], described
			return false, curieOf(required)
		}
	}
	if spec.each != nil {
		r.unread(spec, s)
	}
	return true, ""
}

func (r *run) add(subject rdf.Term, property string, object rdf.Term) {
	r.triples = append(r.triples, rdf.Triple{Subject: subject, Predicate: rdf.IRI(property), Object: object})
}

// object returns the first value of a property.
func (r *run) object(subject rdf.Term, property string) (rdf.Term, bool) {
	for _, t := range r.triples {
		if t.Subject == subject && t.Predicate.Value == property {
			return t.Object, true
		}
	}
	return rdf.Term{}, false
}

func (r *run) has(subject rdf.Term, property string) bool {
	_, ok := r.object(subject, property)
	return ok
}

// emit adds a value to the graph, and the gap that tells where it comes from.
func (r *run) emit(s scope, p propertySpec, v result) {
	if p.iri == vocab.DCATByteSize {
		v.term.Datatype = r.m.opt.output().byteSize
	}
	r.add(s.node, p.iri, v.term)
	r.triples = append(r.triples, v.extra...)
	gap := Gap{Property: p.curie, Node: r.nodeName(s), Field: v.field, Value: short(v.text), Result: short(v.term.Value), Rule: v.rule}
	if v.repaired != "" {
		gap.Kind, gap.Message = Repaired, v.repaired
		r.gap(gap)
	}
	switch {
	case v.fallback:
		gap.Kind, gap.Message = Defaulted, "the record has none: the configured default stands in"
		r.gap(gap)
	case v.evidence != "":
		gap.Kind, gap.Evidence, gap.Message = Derived, v.evidence, ""
		r.gap(gap)
	}
	if v.lost != "" {
		gap.Kind, gap.Evidence, gap.Message = NotCarried, "", v.lost
		r.gap(gap)
	}
}

// nodeName is the node that a gap names: none when it is the dataset.
func (r *run) nodeName(s scope) string {
	if s.node.Value == r.iri {
		return ""
	}
	return s.node.Value
}

func (r *run) gap(g Gap) { r.gaps = append(r.gaps, g) }

// miss is a value that cannot be carried; its message is written when it is certain
// that nobody else has the value.
type miss struct {
	gap   Gap
	cause error
	// ofRecord tells that the value is one of the whole record, also where every
	// distribution asks for it: it is reported once.
	ofRecord bool
}

func (m miss) finished() Gap {
	if m.cause != nil {
		m.gap.Message = m.cause.Error()
	}
	return m.gap
}

func (r *run) report(m miss) {
	gap := m.finished()
	if m.ofRecord {
		gap.Node = ""
		if slices.Contains(r.gaps, gap) {
			return
		}
	}
	r.gap(gap)
}

func (r *run) failure(s scope, p propertySpec, field, value string, cause error) miss {
	return miss{Gap{Kind: NotCarried, Property: p.curie, Node: r.nodeName(s), Field: field, Value: short(value)}, cause, false}
}

// unread reports the fields that no rule reads: whoever reads the report must be able
// to trust that everything else arrived somewhere.
func (r *run) unread(spec *nodeSpec, s scope) {
	fields, ok := s.item.(map[string]any)
	if !ok {
		return
	}
	for _, name := range sortedKeys(fields) {
		if isBlank(fields[name]) || spec.readFields[name] {
			continue
		}
		r.gap(Gap{Kind: NotCarried, Node: r.nodeName(s), Field: name, Value: short(textOf(fields[name])), Message: "no rule of the mapping reads this field"})
	}
}
