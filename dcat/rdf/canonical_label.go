package rdf

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
)

const (
	canonicalPrefix = "c14n"
	temporaryPrefix = "b"
)

// The bound on work: one step is one hash of a related blank node or one blank node
// set on a path. Real catalogues need fewer steps than they have quads; a
// million take about half a second.
const (
	baseSteps    = 1_000_000
	stepsPerQuad = 20
)

// canonicaliser is the state of RDFC-1.0 (section 4.2). Blank nodes are numbered in
// order of appearance; the numbers never reach the result.
type canonicaliser struct {
	quads    []Quad
	blanksOf [][3]int32       // of each quad: subject, object and graph name, or -1
	ids      map[string]int32 // blank node label to number
	mentions [][]int32        // blank node to quads that mention it
	first    []string         // blank node to its first degree hash
	canon    []int32          // blank node to canonical number, or -1
	issued   int32            // canonical numbers issued so far

	// The temporary issuer. It is one stack: what the specification copies is here
	// undone and done again, which keeps a step independent of what was issued.
	temp  []int32 // blank node to temporary number, or -1
	order []int32 // blank nodes in the order of their temporary numbers

	steps, limit int
	buf          []byte
}

func newCanonicaliser(quads []Quad) *canonicaliser {
	c := &canonicaliser{
		quads:    make([]Quad, 0, len(quads)),
		blanksOf: make([][3]int32, 0, len(quads)),
		ids:      map[string]int32{},
		limit:    baseSteps + stepsPerQuad*len(quads),
	}
	seen := map[Quad]bool{} // only quads with blank nodes: the others cannot mislead a hash
	for _, q := range quads {
		q.Position = Position{}
		if q.Subject.IsBlank() || q.Object.IsBlank() || q.Graph.IsBlank() {
			if seen[q] {
				continue
			}
			seen[q] = true
		}
		n := int32(len(c.quads))
		blanks := [3]int32{c.number(q.Subject), c.number(q.Object), c.number(q.Graph)}
		for i, b := range blanks {
			if b >= 0 && !slices.Contains(blanks[:i], b) {
				c.mentions[b] = append(c.mentions[b], n)
			}
		}
		c.quads = append(c.quads, q)
		c.blanksOf = append(c.blanksOf, blanks)
	}
	return c
}

func (c *canonicaliser) number(t Term) int32 {
	if !t.IsBlank() {
		return -1
	}
	n, ok := c.ids[t.Value]
	if !ok {
		n = int32(len(c.mentions))
		c.ids[t.Value] = n
		c.mentions = append(c.mentions, nil)
		c.canon = append(c.canon, -1)
		c.temp = append(c.temp, -1)
	}
	return n
}

// label issues the canonical labels (section 4.4.3).
func (c *canonicaliser) label() error {
	c.first = make([]string, len(c.mentions))
	alike := map[string][]int32{}
	for b := range c.first {
		h := c.hashFirstDegree(int32(b))
		c.first[b] = h
		alike[h] = append(alike[h], int32(b))
	}
	hashes := make([]string, 0, len(alike))
	for h := range alike {
		hashes = append(hashes, h)
	}
	slices.Sort(hashes)
	for _, h := range hashes {
		if len(alike[h]) == 1 {
			c.issueCanonical(alike[h][0])
		}
	}
	for _, h := range hashes {
		if len(alike[h]) == 1 {
			continue
		}
		if err := c.labelAlike(alike[h]); err != nil {
			return err
		}
	}
	return nil
}

// labelAlike labels the blank nodes that share a first degree hash.
func (c *canonicaliser) labelAlike(nodes []int32) error {
	type path struct {
		hash  string
		order []int32
	}
	var paths []path
	for _, n := range nodes {
		if c.canon[n] >= 0 {
			continue
		}
		c.issueTemporary(n)
		hash, err := c.hashNDegree(n)
		if err != nil {
			return err
		}
		paths = append(paths, path{hash, slices.Clone(c.order)})
		c.undo(0)
	}
	slices.SortStableFunc(paths, func(a, b path) int {
		switch {
		case a.hash < b.hash:
			return -1
		case a.hash > b.hash:
			return 1
		}
		return 0
	})
	for _, p := range paths {
		for _, n := range p.order {
			c.issueCanonical(n)
		}
	}
	return nil
}

func (c *canonicaliser) issueCanonical(n int32) {
	if c.canon[n] < 0 {
		c.canon[n] = c.issued
		c.issued++
	}
}

func (c *canonicaliser) issueTemporary(n int32) {
	if c.temp[n] < 0 {
		c.temp[n] = int32(len(c.order))
		c.order = append(c.order, n)
	}
}

// undo takes back the temporary numbers from mark on.
func (c *canonicaliser) undo(mark int) {
	for _, n := range c.order[mark:] {
		c.temp[n] = -1
	}
	c.order = c.order[:mark]
}

// hashFirstDegree is section 4.6.3.
func (c *canonicaliser) hashFirstDegree(n int32) string {
	lines := make([]string, 0, len(c.mentions[n]))
	for _, q := range c.mentions[n] {
		c.buf = c.appendQuad(c.buf[:0], int(q), func(dst []byte, blank int32) []byte {
			if blank == n {
				return append(dst, "_:a"...)
			}
			return append(dst, "_:z"...)
		})
		lines = append(lines, string(c.buf))
	}
	slices.Sort(lines)
	c.buf = c.buf[:0]
	for _, l := range lines {
		c.buf = append(c.buf, l...)
	}
	return hexSum(c.buf)
}

func hexSum(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

func appendLabel(dst []byte, prefix string, n int32) []byte {
	dst = append(dst, "_:"...)
	dst = append(dst, prefix...)
	return strconv.AppendInt(dst, int64(n), 10)
}
