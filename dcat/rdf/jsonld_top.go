package rdf

// lookAhead is how much of an object is read in search of keys behind its graph before
// any of it is expanded, in bytes: as much as a window of 4 MiB holds, which keeps the
// whole process under 30 MB.
const lookAhead = 4<<20 - windowSize

// topShape is how a document that is one object is read.
type topShape uint8

const (
	topNode        topShape = iota // whole, as one node
	topGraph                       // node by node: a context, then a graph, then nothing
	topGraphFirst                  // node by node, when the context behind the graph is known
	topGraphBeyond                 // node by node, though more keys may come
)

// object reads a document that is one object: a graph of nodes with a context, whose
// nodes are read one by one, or else a node.
func (j *jsonldReader) object() error {
	j.json.hold()
	start := j.json.here()
	shape, err := j.scanTop()
	if err != nil {
		return err
	}
	j.json.goTo(start)
	switch shape {
	case topNode:
		return j.whole(start)
	case topGraphFirst:
		return j.graphFirst()
	}
	c, passed := j.outer, false
	return j.json.object(func(key string, at Position) error {
		switch {
		case passed:
			return j.behindGraph(c, key, at)
		case key == "@graph":
			passed = true
			j.json.release()
			return j.graph(c)
		}
		c, err = j.context(c)
		return err
	})
}

// scanTop passes over the object as far as its shape needs.
func (j *jsonldReader) scanTop() (topShape, error) {
	begin := j.json.offset()
	shape, contexts, graphs := topGraph, 0, 0
	err := j.json.object(func(key string, _ Position) error {
		limit := int64(0)
		switch {
		case key == "@context" && contexts == 0:
			contexts++
			if graphs > 0 {
				shape = topGraphFirst
			}
		case key == "@graph" && graphs == 0 && j.json.peek() == '[':
			graphs++
			if contexts > 0 {
				limit = begin + j.lookAhead
			}
		default:
			shape = topNode
			return errJSONLDStopped
		}
		err := j.json.skip(limit)
		if err == errBeyond {
			shape = topGraphBeyond
			return errJSONLDStopped
		}
		return err
	})
	switch {
	case err != nil && err != errJSONLDStopped && contexts > 0 && graphs > 0 && shape == topGraph:
		return topGraphBeyond, nil // the document breaks off; what comes before that is whole
	case err != nil && err != errJSONLDStopped:
		return shape, err
	case graphs == 0:
		return topNode, nil
	}
	return shape, nil
}

// context reads a @context at the top.
func (j *jsonldReader) context(c *ldContext) (*ldContext, error) {
	local, err := j.json.value(1)
	if err != nil {
		return nil, err
	}
	inner, fault := c.withLocal(&local, j.expand.base)
	if fault != nil {
		return nil, fault // without its context no node means what it says
	}
	return inner, nil
}

// graph reads the nodes of the default graph.
func (j *jsonldReader) graph(c *ldContext) error {
	j.json.peek()
	return j.json.array(func() error { return j.entry(c, "@graph", Term{}) })
}

// graphFirst reads a graph after the context that stands behind it.
func (j *jsonldReader) graphFirst() error {
	var graph jsonPlace
	c := j.outer
	err := j.json.object(func(key string, _ Position) (err error) {
		if key == "@graph" {
			j.json.peek()
			graph = j.json.here()
			return j.json.skip(0)
		}
		c, err = j.context(c)
		return err
	})
	if err != nil {
		return err
	}
	end := j.json.here()
	j.json.goTo(graph)
	if err := j.graph(c); err != nil {
		return err
	}
	j.json.goTo(end)
	j.json.release()
	return nil
}

// behindGraph reads a member behind a graph that was read already. One that says
// nothing may stand there.
func (j *jsonldReader) behindGraph(c *ldContext, key string, at Position) error {
	if _, err := j.value(1); err != nil {
		return err
	}
	if name, err := j.expand.meaning(c, key, at); name == "" || err != nil {
		return err
	}
	return &SyntaxError{at, "the key " + quoteShort(key) + " behind a large @graph comes too late for what the graph means: put it before @graph"}
}
