package rdf

// rdfxmlQueue delays, in lenient mode, what is read inside an element whose name no
// element had before that was closed in good order: the name may be misspelt, which
// shows when the end tag comes. Then the type or the link that it states is taken out.
type rdfxmlQueue struct {
	queue    []heldQuad
	passed   int // how many went out before the first of queue
	unproven int // open elements with such a name
}

// queueMost bounds the queue. A document that has more in one element is not delayed
// any further.
const queueMost = 4096

// send yields a statement, or queues it.
func (p *rdfxmlReader) send(q Quad) error {
	if p.unproven > 0 && len(p.queue) < queueMost {
		p.queue = append(p.queue, heldQuad{Quad: q})
		return nil
	}
	if err := p.drain(); err != nil {
		return err
	}
	if !p.yield(q, nil) {
		return errXMLStopped
	}
	p.passed++
	return nil
}

// tell yields a fault, or queues it.
func (p *rdfxmlReader) tell(at Position, message string) error {
	fault := &SyntaxError{Position: at, Message: message}
	if p.unproven > 0 && len(p.queue) < queueMost {
		p.queue = append(p.queue, heldQuad{fault: fault})
		return nil
	}
	if err := p.drain(); err != nil {
		return err
	}
	if !p.yield(Quad{}, fault) || !p.lenient {
		return errXMLStopped
	}
	p.passed++
	return nil
}

// drain yields what is queued.
func (p *rdfxmlReader) drain() error {
	for i := range p.queue {
		h := &p.queue[i]
		switch {
		case h.fault != nil:
			if !p.yield(Quad{}, h.fault) {
				return errXMLStopped
			}
		case !h.Subject.IsZero():
			if !p.yield(h.Quad, nil) {
				return errXMLStopped
			}
		}
	}
	p.passed += len(p.queue)
	p.queue = p.queue[:0]
	return nil
}

// queued returns the number that the next statement sent will have.
func (p *rdfxmlReader) queued() int { return p.passed + len(p.queue) }

// withdraw takes the statements with the numbers from a to b out of the queue.
func (p *rdfxmlReader) withdraw(a, b int) {
	for i := max(a, p.passed); i < b; i++ {
		if h := &p.queue[i-p.passed]; h.fault == nil {
			h.Quad = Quad{}
		}
	}
}

// expect begins an element and tells whether its name is unproven.
func (p *rdfxmlReader) expect(proven bool) bool {
	if !p.lenient || proven {
		return false
	}
	p.unproven++
	return true
}

// prove ends an element: an end tag in good order proves its name.
func (p *rdfxmlReader) prove(proven *bool, unproven bool) error {
	*proven = *proven || !p.x.torn
	if !unproven {
		return nil
	}
	if p.unproven--; p.unproven > 0 {
		return nil
	}
	return p.drain()
}
