package shacl

// nodeTable knows every subject of the data by its hash: where its statements are and
// which classes it has. It is what a store keeps in memory whatever the size of the
// data: some 35 bytes a node, and 16 more where it has strays.
type nodeTable struct {
	slots []uint32 // open addressing: node number plus one, zero for free
	rows  [][]nodeRow
	stray []*[strayPage]strayRow // nil where no node of the page has any
	n     uint32
}

type nodeRow struct {
	hash   uint64
	where  place
	typing uint32
}

// strayRow tells of the statements about a node that do not stand with its first ones:
// at first how many bytes they are, and where in the sorted strays once these are sorted.
type strayRow struct {
	at   int64
	size int64
}

// Pages keep growth from copying. Those of strays are small, since a few nodes here and
// there have some.
const (
	pageBits  = 12
	pageSize  = 1 << pageBits
	strayPage = 1 << 6
)

func newNodeTable() *nodeTable { return &nodeTable{slots: make([]uint32, 1<<10)} }

// find returns the number of the node with the hash.
func (t *nodeTable) find(hash uint64) (uint32, bool) {
	mask := uint64(len(t.slots) - 1)
	for i := hash & mask; ; i = (i + 1) & mask {
		slot := t.slots[i]
		if slot == 0 {
			return 0, false
		}
		if t.row(slot-1).hash == hash {
			return slot - 1, true
		}
	}
}

// put returns the number of the node with the hash and whether it is a new one.
func (t *nodeTable) put(hash uint64) (node uint32, fresh bool) {
	if node, ok := t.find(hash); ok {
		return node, false
	}
	if int(t.n)*4 >= len(t.slots)*3 {
		t.grow()
	}
	node = t.n
	t.n++
	if int(node>>pageBits) == len(t.rows) {
		t.rows = append(t.rows, make([]nodeRow, pageSize))
	}
	t.row(node).hash = hash
	t.link(node)
	return node, true
}

func (t *nodeTable) grow() {
	t.slots = make([]uint32, 2*len(t.slots))
	for node := range t.n {
		t.link(node)
	}
}

func (t *nodeTable) link(node uint32) {
	mask := uint64(len(t.slots) - 1)
	i := t.row(node).hash & mask
	for t.slots[i] != 0 {
		i = (i + 1) & mask
	}
	t.slots[i] = node + 1
}

func (t *nodeTable) row(node uint32) *nodeRow { return &t.rows[node>>pageBits][node&(pageSize-1)] }

// strays returns the row of strays of a node, nil if it has none.
func (t *nodeTable) strays(node uint32) *strayRow {
	page := int(node / strayPage)
	if page >= len(t.stray) || t.stray[page] == nil || t.stray[page][node%strayPage].size == 0 {
		return nil
	}
	return &t.stray[page][node%strayPage]
}

func (t *nodeTable) addStray(node uint32, size int) {
	page := int(node / strayPage)
	for page >= len(t.stray) {
		t.stray = append(t.stray, nil)
	}
	if t.stray[page] == nil {
		t.stray[page] = new([strayPage]strayRow)
	}
	t.stray[page][node%strayPage].size += int64(size)
}

// eachStray calls visit for every node with strays, in the order of the nodes.
func (t *nodeTable) eachStray(visit func(node uint32, row *strayRow)) {
	for i, page := range t.stray {
		if page == nil {
			continue
		}
		for j := range page {
			if page[j].size > 0 {
				visit(uint32(i*strayPage+j), &page[j])
			}
		}
	}
}
