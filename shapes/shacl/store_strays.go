package shacl

import (
	"fmt"
	"sort"
)

// sortedStrays holds the runs that do not stand with the first run of their node, those
// of one node together. Where every line of a document stands at random, that is nearly
// all of it; of a document as tools write them it is what the catalogue lists.
type sortedStrays struct {
	memory []byte
	file   TemporaryFile
}

// bucketSize is about how many bytes are sorted at a time, and flushAt how many wait
// for each of the buckets.
const (
	bucketSize = 4 << 20
	flushAt    = 32 << 10
)

// of returns the strays of a node.
func (s *sortedStrays) of(row *strayRow) ([]byte, error) {
	if s.file == nil {
		return s.memory[row.at : row.at+row.size], nil
	}
	block := make([]byte, row.size)
	if _, err := s.file.ReadAt(block, row.at); err != nil {
		return nil, fmt.Errorf("read temporary file: %w", err)
	}
	return block, nil
}

func (s *sortedStrays) close() error {
	s.memory = nil
	if s.file == nil {
		return nil
	}
	return s.file.Close()
}

// sortStrays sorts the strays of a store by node; those of one node keep their order.
// While it runs, at of a row is where the next run of the node goes.
func sortStrays(st *Store) (out sortedStrays, err error) {
	var buckets []bucket
	total := int64(0)
	st.nodes.eachStray(func(node uint32, row *strayRow) {
		if n := len(buckets); n == 0 || total-buckets[n-1].start >= bucketSize {
			buckets = append(buckets, bucket{first: node, start: total, next: total})
		}
		row.at = total
		total += row.size
	})
	switch {
	case total == 0:
		return out, nil
	case st.apart.file == nil:
		out.memory = make([]byte, total)
		err = eachRun(&st.apart, func(node uint32, run []byte) error {
			st.nodes.place(out.memory, 0, node, run)
			return nil
		})
	default:
		if out.file, err = st.opt.Temporary(); err != nil {
			return out, fmt.Errorf("open temporary file: %w", err)
		}
		if err = distribute(st, buckets, out.file); err == nil {
			err = sortBuckets(st, buckets, total, out.file)
		}
	}
	st.nodes.eachStray(func(_ uint32, row *strayRow) { row.at -= row.size })
	return out, err
}

// place copies a run to where it belongs in a block that begins at start.
func (t *nodeTable) place(block []byte, start int64, node uint32, run []byte) {
	row := t.strays(node)
	row.at += int64(copy(block[row.at-start:], run))
}

// eachRun calls visit for every run of the segments.
func eachRun(s *segments, visit func(node uint32, run []byte) error) error {
	for i := range s.count() {
		block, err := s.segment(i, nil)
		if err != nil {
			return err
		}
		if err := eachRunOf(block, visit); err != nil {
			return err
		}
	}
	return nil
}

func eachRunOf(block []byte, visit func(node uint32, run []byte) error) error {
	for len(block) > 0 {
		node, size := runAt(block)
		if err := visit(node&^strayMark, block[:size]); err != nil {
			return err
		}
		block = block[size:]
	}
	return nil
}

// bucket is the strays of consecutive nodes.
type bucket struct {
	first       uint32 // node
	start, next int64  // where it begins, and where in it to write next
	waiting     []byte
}

func (b *bucket) flush(file TemporaryFile) error {
	if _, err := file.WriteAt(b.waiting, b.next); err != nil {
		return fmt.Errorf("write temporary file: %w", err)
	}
	b.next += int64(len(b.waiting))
	b.waiting = b.waiting[:0]
	return nil
}

// distribute writes every stray into its bucket.
func distribute(st *Store, buckets []bucket, file TemporaryFile) error {
	err := eachRun(&st.apart, func(node uint32, run []byte) error {
		i := sort.Search(len(buckets), func(i int) bool { return buckets[i].first > node }) - 1
		b := &buckets[i]
		if b.waiting = append(b.waiting, run...); len(b.waiting) < flushAt {
			return nil
		}
		return b.flush(file)
	})
	for i := range buckets {
		if err == nil {
			err = buckets[i].flush(file)
		}
		buckets[i].waiting = nil
	}
	return err
}

// sortBuckets sorts each bucket in place.
func sortBuckets(st *Store, buckets []bucket, total int64, file TemporaryFile) error {
	for i, b := range buckets {
		end := total
		if i+1 < len(buckets) {
			end = buckets[i+1].start
		}
		in, out := make([]byte, end-b.start), make([]byte, end-b.start)
		if _, err := file.ReadAt(in, b.start); err != nil {
			return fmt.Errorf("read temporary file: %w", err)
		}
		err := eachRunOf(in, func(node uint32, run []byte) error {
			st.nodes.place(out, b.start, node, run)
			return nil
		})
		if err != nil {
			return err
		}
		if _, err := file.WriteAt(out, b.start); err != nil {
			return fmt.Errorf("write temporary file: %w", err)
		}
	}
	return nil
}
