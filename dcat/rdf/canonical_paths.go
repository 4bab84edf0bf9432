package rdf

import "slices"

// positionNames are the names of blanksOf's places in Hash Related Blank Node.
const positionNames = "sog"

// spend counts work against the bound.
func (c *canonicaliser) spend(steps int) error {
	c.steps += steps
	if c.steps > c.limit {
		return ErrTooComplex
	}
	return nil
}

// hashRelated is section 4.7.3.
func (c *canonicaliser) hashRelated(related, quad int32, position int) string {
	c.buf = append(c.buf[:0], positionNames[position])
	if position != 2 {
		c.buf = append(c.buf, '<')
		c.buf = append(c.buf, c.quads[quad].Predicate.Value...)
		c.buf = append(c.buf, '>')
	}
	switch {
	case c.canon[related] >= 0:
		c.buf = appendLabel(c.buf, canonicalPrefix, c.canon[related])
	case c.temp[related] >= 0:
		c.buf = appendLabel(c.buf, temporaryPrefix, c.temp[related])
	default:
		c.buf = append(c.buf, c.first[related]...)
	}
	return hexSum(c.buf)
}

// hashNDegree is section 4.8.3. It leaves in the temporary issuer the numbers of the
// path that it chose.
func (c *canonicaliser) hashNDegree(n int32) (string, error) {
	related := map[string][]int32{}
	for _, q := range c.mentions[n] {
		for position, b := range c.blanksOf[q] {
			if b < 0 || b == n {
				continue
			}
			if err := c.spend(1); err != nil {
				return "", err
			}
			h := c.hashRelated(b, q, position)
			related[h] = append(related[h], b)
		}
	}
	hashes := make([]string, 0, len(related))
	for h := range related {
		hashes = append(hashes, h)
	}
	slices.Sort(hashes)
	var data []byte
	for _, h := range hashes {
		data = append(data, h...)
		path, err := c.shortestPath(n, related[h])
		if err != nil {
			return "", err
		}
		data = append(data, path...)
	}
	return hexSum(data), nil
}

// shortestPath tries the orders in which the nodes can be visited, keeps the least
// path text and issues its numbers (section 4.8.3, step 5).
func (c *canonicaliser) shortestPath(from int32, nodes []int32) (string, error) {
	slices.Sort(nodes)
	alike := c.interchangeable(from, nodes)
	mark := len(c.order)
	var chosen string
	var chosenOrder []int32
	for {
		path, ok, err := c.walk(nodes, chosen)
		if err != nil {
			return "", err
		}
		if ok && (chosen == "" || path < chosen) {
			chosen = path
			chosenOrder = append(chosenOrder[:0], c.order[mark:]...)
		}
		c.undo(mark)
		if alike || !nextPermutation(nodes) {
			break
		}
	}
	for _, n := range chosenOrder {
		c.issueTemporary(n)
	}
	return chosen, nil
}

// walk visits the nodes in this order; ok is false when the path became greater than
// the one chosen so far.
func (c *canonicaliser) walk(nodes []int32, chosen string) (path string, ok bool, err error) {
	var text []byte
	var deeper []int32
	worse := func() bool {
		return chosen != "" && len(text) >= len(chosen) && string(text) > chosen
	}
	if err := c.spend(len(nodes)); err != nil {
		return "", false, err
	}
	for _, n := range nodes {
		if c.canon[n] >= 0 {
			text = appendLabel(text, canonicalPrefix, c.canon[n])
		} else {
			if c.temp[n] < 0 {
				deeper = append(deeper, n)
			}
			c.issueTemporary(n)
			text = appendLabel(text, temporaryPrefix, c.temp[n])
		}
		if worse() {
			return "", false, nil
		}
	}
	for _, n := range deeper {
		hash, err := c.hashNDegree(n)
		if err != nil {
			return "", false, err
		}
		text = appendLabel(text, temporaryPrefix, c.temp[n])
		text = append(text, '<')
		text = append(text, hash...)
		text = append(text, '>')
		if worse() {
			return "", false, nil
		}
	}
	return string(text), true, nil
}

// interchangeable reports whether the nodes are leaves of the node from: fresh, and
// mentioned with no other blank node. Having the same related hash they then have the
// same statements, so that every order gives the same path. Without this a dozen
// equal blank nodes under one parent, which real catalogues contain, would cost a
// dozen factorial.
func (c *canonicaliser) interchangeable(from int32, nodes []int32) bool {
	for i, n := range nodes {
		if c.canon[n] >= 0 || c.temp[n] >= 0 || (i > 0 && nodes[i-1] == n) {
			return false
		}
		for _, q := range c.mentions[n] {
			for _, b := range c.blanksOf[q] {
				if b >= 0 && b != n && b != from {
					return false
				}
			}
		}
	}
	return true
}

// nextPermutation steps to the next order in lexicographic order, or reports that
// there is none.
func nextPermutation(a []int32) bool {
	i := len(a) - 2
	for i >= 0 && a[i] >= a[i+1] {
		i--
	}
	if i < 0 {
		return false
	}
	j := len(a) - 1
	for a[j] <= a[i] {
		j--
	}
	a[i], a[j] = a[j], a[i]
	slices.Reverse(a[i+1:])
	return true
}
