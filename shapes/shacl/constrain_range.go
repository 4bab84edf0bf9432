package shacl

import "github.com/trebbia/trebbia/dcat/rdf"

// Value range constraint components, section 4.3. A value that cannot be compared with
// the bound does not conform.

func compileMinExclusive(c *compiler, s *shape, v rdf.Term) []constraint {
	return c.bound(s, "minExclusive", "MinExclusive", v, func(order int) bool { return order > 0 })
}

func compileMinInclusive(c *compiler, s *shape, v rdf.Term) []constraint {
	return c.bound(s, "minInclusive", "MinInclusive", v, func(order int) bool { return order >= 0 })
}

func compileMaxExclusive(c *compiler, s *shape, v rdf.Term) []constraint {
	return c.bound(s, "maxExclusive", "MaxExclusive", v, func(order int) bool { return order < 0 })
}

func compileMaxInclusive(c *compiler, s *shape, v rdf.Term) []constraint {
	return c.bound(s, "maxInclusive", "MaxInclusive", v, func(order int) bool { return order <= 0 })
}

func (c *compiler) bound(s *shape, local, component string, v rdf.Term, within func(order int) bool) []constraint {
	if !v.IsLiteral() {
		c.fault(s, triple(s, local, v), local+"-nodeKind", "the value of sh:"+local+" must be a literal")
		return nil
	}
	bound, ok := ordinalOf(v)
	if !ok {
		// no value could ever conform, which nobody means
		c.fault(s, triple(s, local, v), RuleUnsupported, "values cannot be compared with "+v.String())
		return nil
	}
	k := s.constraint(component, map[string]string{local: v.Value})
	k.each = func(_ *evaluation, value rdf.Term) bool {
		o, ok := ordinalOf(value)
		if !ok {
			return false
		}
		order, ok := o.compare(bound)
		return ok && within(order)
	}
	return []constraint{k}
}
