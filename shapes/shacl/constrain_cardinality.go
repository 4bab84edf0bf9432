package shacl

import "github.com/trebbia/trebbia/dcat/rdf"

// Cardinality constraint components, section 4.2.

func compileMinCount(c *compiler, s *shape, v rdf.Term) []constraint {
	least, ok := c.count(s, "minCount", v, "minCount-datatype")
	if !ok {
		return nil
	}
	k := s.constraint("MinCount", map[string]string{"minCount": v.Value})
	if least == 1 && len(s.messages) == 0 {
		k.messages = newMessages(s.texts("Missing"), nil)
	}
	k.least = max(least, 1)
	k.whole = func(e *evaluation, in input) {
		if len(in.values) < least {
			in.report(e, finding{count: len(in.values)})
		}
	}
	return []constraint{k}
}

func compileMaxCount(c *compiler, s *shape, v rdf.Term) []constraint {
	most, ok := c.count(s, "maxCount", v, "maxCount-datatype")
	if !ok {
		return nil
	}
	k := s.constraint("MaxCount", map[string]string{"maxCount": v.Value})
	k.whole = func(e *evaluation, in input) {
		if n := len(in.values); n > most {
			f := finding{count: n}
			if n > 0 {
				f.at = in.values[max(most, 0)] // the first value too many
			}
			in.report(e, f)
		}
	}
	return []constraint{k}
}
