package shacl

import (
	"strings"
	"unicode/utf8"

	"github.com/trebbia/trebbia/dcat/rdf"
)

// String-based constraint components, section 4.4. They look at the text of literals
// and IRIs; blank nodes have none and do not conform to those about text.

func compileMinLength(c *compiler, s *shape, v rdf.Term) []constraint {
	least, ok := c.count(s, "minLength", v, "minLength-datatype")
	if !ok {
		return nil
	}
	k := s.constraint("MinLength", map[string]string{"minLength": v.Value})
	k.each = func(_ *evaluation, value rdf.Term) bool {
		return !value.IsBlank() && utf8.RuneCountInString(value.Value) >= least
	}
	return []constraint{k}
}

func compileMaxLength(c *compiler, s *shape, v rdf.Term) []constraint {
	most, ok := c.count(s, "maxLength", v, "maxLength-datatype")
	if !ok {
		return nil
	}
	k := s.constraint("MaxLength", map[string]string{"maxLength": v.Value})
	k.each = func(_ *evaluation, value rdf.Term) bool {
		return !value.IsBlank() && utf8.RuneCountInString(value.Value) <= most
	}
	return []constraint{k}
}

func compilePattern(c *compiler, s *shape, v rdf.Term) []constraint {
	if !c.text(s, "pattern", v) {
		return nil
	}
	flags, ok := c.flags(s)
	if !ok {
		return nil
	}
	pattern, err := compileXPathPattern(v.Value, flags)
	if err != nil {
		c.fault(s, triple(s, "pattern", v), "pattern-regex", "pattern "+v.String()+": "+err.Error())
		return nil
	}
	k := s.constraint("Pattern", map[string]string{"pattern": v.Value, "flags": flags})
	k.each = func(_ *evaluation, value rdf.Term) bool {
		return !value.IsBlank() && pattern.MatchString(value.Value)
	}
	return []constraint{k}
}

func compileLanguageIn(c *compiler, s *shape, v rdf.Term) []constraint {
	members, ok := c.list(s, "languageIn", v)
	if !ok {
		return nil
	}
	for _, m := range members {
		if m.Datatype != rdf.XSDString {
			c.fault(s, triple(s, "languageIn", v), "languageIn-members-datatype", "the members of sh:languageIn must be xsd:string, not "+m.String())
			return nil
		}
	}
	k := s.constraint("LanguageIn", map[string]string{"languageIn": listed(members)})
	k.each = func(_ *evaluation, value rdf.Term) bool {
		for _, m := range members {
			if value.Lang != "" && (m.Value == "*" || m.Value != "" && languageMatches(value.Lang, m.Value)) {
				return true
			}
		}
		return false
	}
	return []constraint{k}
}

func compileUniqueLang(c *compiler, s *shape, _ rdf.Term) []constraint {
	if !c.isTrue(s, "uniqueLang", "uniqueLang-datatype", "uniqueLang-maxCount") {
		return nil
	}
	k := s.constraint("UniqueLang", nil)
	k.whole = func(e *evaluation, in input) {
		if len(in.values) < 2 {
			return
		}
		times := map[string]int{} // tags are equal whatever their case
		for _, v := range in.values {
			if v.Lang == "" {
				continue
			}
			lang := strings.ToLower(v.Lang)
			times[lang]++
			// one result per language, at the place where it comes for the second time
			if times[lang] == 2 && !in.report(e, finding{at: v}) {
				return
			}
		}
	}
	return []constraint{k}
}
