package rdf

import "hash/maphash"

// interner remembers what raw pieces of text came to, so that a term that recurs is
// neither checked, decoded nor allocated again. It has a bounded number of places: a
// piece that hashes to the place of another one takes it over, so memory does not
// grow however many different terms a document has.
type interner struct {
	seed       maphash.Seed
	generation uint32
	kept       int
	places     []interned // a power of two of them
}

// interned is one remembered piece. It holds only while generation is that of the
// interner.
type interned struct {
	raw, value string
	generation uint32
}

// A short document, of which there may be one per dataset, does with few places.
const (
	internFirst = 1 << 6
	internMost  = 1 << 13
)

// internLongest is the length up to which a literal is worth remembering; longer
// ones are descriptions, which rarely recur.
const internLongest = 80

func newInterner() *interner {
	return &interner{seed: maphash.MakeSeed(), generation: 1, places: make([]interned, internFirst)}
}

// place returns the place for raw and whether it holds what raw came to.
func (c *interner) place(raw []byte) (*interned, bool) {
	p := &c.places[maphash.Bytes(c.seed, raw)&uint64(len(c.places)-1)]
	return p, p.raw == string(raw) && p.generation == c.generation
}

// keep fills a place that place has just returned. value may be a part of raw.
func (c *interner) keep(p *interned, raw, value string) string {
	*p = interned{raw, value, c.generation}
	if c.kept++; c.kept > len(c.places) && len(c.places) < internMost {
		c.grow()
	}
	return value
}

func (c *interner) grow() {
	old := c.places
	c.places = make([]interned, 8*len(old))
	for _, p := range old {
		if p.generation == c.generation {
			c.places[maphash.String(c.seed, p.raw)&uint64(len(c.places)-1)] = p
		}
	}
}

// forget makes every piece unknown, as when a prefix gets another meaning.
func (c *interner) forget() { c.generation++ }
