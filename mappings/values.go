package mappings

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/dcat/vocab"
)

// values evaluates a rule: what can be carried, and a gap for what cannot.
func (r *run) values(s scope, p propertySpec, rule *rule) (good []result, bad []miss) {
	switch {
	case rule.first != nil:
		good, bad = r.first(s, p, rule)
	case rule.node != nil:
		return r.children(s, p, rule.node)
	case rule.data != "":
		good = r.data(s, rule.data)
	case rule.agent != nil:
		good, bad = r.agents(s, p, rule)
	case rule.contact != nil:
		good, bad = r.contacts(s, p, rule)
	case rule.jq != nil:
		good, bad = r.jq(s, p, rule)
	}
	for i := range good {
		v := &good[i]
		if v.field == "" {
			v.field = rule.field
		}
		if v.rule == "" {
			v.rule = rule.as
		}
		if rule.evidence != "" && !v.fallback {
			if v.evidence != "" {
				v.evidence = "; " + v.evidence
			}
			v.evidence = rule.evidence + v.evidence
		}
		for _, class := range rule.types {
			if v.term.IsIRI() {
				v.extra = append(slices.Clip(v.extra), rdf.Triple{Subject: v.term, Predicate: typeTerm, Object: rdf.IRI(class)})
			}
		}
	}
	return good, bad
}

// jq evaluates an expression and normalises its values.
func (r *run) jq(s scope, p propertySpec, rule *rule) (good []result, bad []miss) {
	raw, err := rule.jq.run(r.ctx, s.item, r.record, r.source)
	if err != nil {
		bad = append(bad, r.failure(s, p, rule.field, "", fmt.Errorf("the jq expression %q fails on this record: %w", short(rule.jq.text), err)))
	}
	defer func() {
		for i := range bad {
			bad[i].ofRecord = s.node.Value != r.iri && len(rule.jq.fields) == 0 && len(rule.jq.recordFields) > 0
		}
	}()
	seen := map[rdf.Term]bool{}
	for _, v := range raw {
		texts, err := spread(v, r.langOf(rule), r.m.spec.lang)
		if err != nil {
			bad = append(bad, r.failure(s, p, rule.field, textOf(v), err))
			continue
		}
		for _, t := range texts {
			codes := []string{t.text}
			if rule.lookup != "" {
				if codes, err = r.m.opt.lookup(rule.lookup, t.text); err != nil {
					bad = append(bad, r.failure(s, p, rule.field, t.text, err))
					continue
				}
			}
			for _, code := range codes {
				values, err := rule.normalise(r.place(t.lang), code)
				if err != nil {
					failed := r.failure(s, p, rule.field, t.text, err)
					failed.gap.Rule = rule.as
					bad = append(bad, failed)
				}
				for _, value := range values {
					if !seen[value.term] {
						seen[value.term] = true
						value.text = t.text
						if rule.datatype != "" && value.term.IsLiteral() {
							value.term = rdf.TypedLiteral(value.term.Value, rule.datatype)
						}
						good = append(good, value)
					}
				}
			}
		}
	}
	return good, bad
}

// place is what normalisers may know of this record.
func (r *run) place(lang string) place {
	return place{dataset: r.iri, lang: lang, known: &r.m.concepts}
}

// langOf is the language of a rule's texts: the mapping's own gives way to what the
// record says of itself.
func (r *run) langOf(rule *rule) string {
	if rule.lang == r.m.spec.lang && r.m.spec.langFrom != nil {
		return r.lang
	}
	return rule.lang
}

// first takes the alternative that gives a value; with "check" the others are heard
// too, and one that says otherwise is a conflict.
func (r *run) first(s scope, p propertySpec, rule *rule) (good []result, bad []miss) {
	var failed []miss
	var conflict bool
	for _, alternative := range rule.first {
		values, gaps := r.values(s, p, alternative)
		switch {
		case good == nil && len(values) > 0:
			good, bad = values, gaps
			if !rule.check {
				return good, bad
			}
		case good == nil:
			// What would only have been derived is not lost when it cannot be, and a
			// configured default tells that nobody expects it.
			if _, expected := r.m.opt.Defaults[p.curie]; alternative.evidence == "" || !expected {
				failed = append(failed, gaps...)
			}
		case len(values) == 0:
			if len(gaps) > 0 && good[0].evidence != "" && good[0].text == "" {
				good[0].text = gaps[0].gap.Value // "FILE": what the field says in place of a type
			}
		case same(good, values):
			if values[0].evidence == "" && values[0].term == good[0].term {
				for i := range good {
					good[i].evidence = "" // found in a field of its own, and confirmed
				}
			}
		case !conflict:
			conflict = true
			r.gap(r.disagreement(s, p, good, values))
		}
	}
	if good == nil && len(failed) > 0 {
		// One gap for one fact, however many fields were tried.
		one := failed[0]
		for _, f := range failed[1:] {
			if f.gap.Value != "" && !strings.Contains(one.gap.Value, f.gap.Value) {
				one.gap.Value = short(one.gap.Value + " | " + f.gap.Value)
				if !strings.Contains(one.gap.Field, f.gap.Field) {
					one.gap.Field += ", " + f.gap.Field
				}
			}
		}
		bad = append(bad, one)
	} else if good != nil && good[0].evidence != "" && len(failed) > 0 && good[0].text == "" {
		good[0].text = failed[0].gap.Value
	}
	return good, bad
}

func same(a, b []result) bool {
	if len(a) != len(b) {
		return false
	}
	terms := map[rdf.Term]bool{}
	for _, v := range a {
		terms[v.term] = true
		if !v.agrees.IsZero() {
			terms[v.agrees] = true
		}
	}
	for _, v := range b {
		if !terms[v.term] {
			return false
		}
	}
	return true
}

// disagreement is the conflict between the value that is followed and another one.
func (r *run) disagreement(s scope, p propertySpec, followed, other []result) Gap {
	from := func(v result) string {
		switch {
		case v.evidence != "":
			return v.evidence
		case v.field != "":
			return "field " + v.field
		}
		return "the record"
	}
	value := other[0].text
	if value == "" {
		value = other[0].term.Value
	}
	return Gap{
		Kind: Conflict, Property: p.curie, Node: r.nodeName(s), Field: other[0].field, Value: short(value),
		Result: short(followed[0].term.Value), Evidence: from(followed[0]), Rule: other[0].rule,
		Message: fmt.Sprintf("%s says %s, but %s says %s: the former is followed", from(followed[0]), quoted(followed[0]),
			from(other[0]), quoted(other[0])),
	}
}

// quoted is what a value says, for a message: the last part of a code's IRI.
func quoted(v result) string {
	s := v.term.Value
	if v.term.IsIRI() {
		s = s[strings.LastIndexAny(strings.TrimRight(s, "/"), "/#")+1:]
	}
	return short(s)
}

// text is one text with its language.
type text struct{ text, lang string }

var languageKey = regexp.MustCompile(`^[a-z]{2,3}([-_][A-Za-z]{2,4})?$`)

// spread turns a JSON value into texts: lists are spread, and an object whose keys are
// languages gives one text for each of them, or, where the property has no language,
// the one in the mapping's own.
func spread(v any, lang, own string) ([]text, error) {
	switch v := v.(type) {
	case []any:
		var out []text
		for _, m := range v {
			texts, err := spread(m, lang, own)
			if err != nil {
				return out, err
			}
			out = append(out, texts...)
		}
		return out, nil
	case map[string]any:
		return spreadLanguages(v, lang, own)
	}
	if isBlank(v) {
		return nil, nil
	}
	return []text{{strings.TrimSpace(textOf(v)), lang}}, nil
}

func spreadLanguages(v map[string]any, lang, own string) ([]text, error) {
	var out []text
	for _, key := range sortedKeys(v) {
		if !languageKey.MatchString(key) {
			return nil, fmt.Errorf("an object with the key %q stands where a text should be", key)
		}
		texts, err := spread(v[key], strings.ReplaceAll(key, "_", "-"), own)
		if err != nil {
			return nil, err
		}
		out = append(out, texts...)
	}
	if lang != "" || len(out) == 0 {
		return out, nil
	}
	for _, t := range out {
		if t.lang == own {
			return []text{{t.text, ""}}, nil
		}
	}
	return []text{{out[0].text, ""}}, nil
}

// textOf writes a JSON value as text.
func textOf(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case json.Number:
		return v.String()
	case nil:
		return ""
	}
	b, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprint(v)
	}
	return string(b)
}

// lookup translates a word of the record by one of the administrator's tables.
func (o *Options) lookup(name, word string) ([]string, error) {
	table := o.Lookups[name]
	wanted := vocab.Fold(word)
	for _, key := range sortedKeys(table) {
		if vocab.Fold(key) != wanted {
			continue
		}
		var out []string
		for code := range strings.SplitSeq(table[key], ",") {
			if code = strings.TrimSpace(code); code != "" {
				out = append(out, code)
			}
		}
		return out, nil
	}
	message := fmt.Sprintf("the look-up %q has no entry %q: add it below lookups in the configuration", name, short(word))
	if near := vocab.Nearest(word, sortedKeys(table)); near != "" {
		message += fmt.Sprintf("; it has %q", near)
	}
	return nil, fmt.Errorf("%s", message)
}
