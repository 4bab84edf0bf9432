package shacl

import (
	"fmt"
	"io"
	"slices"
)

// TemporaryFile holds what a [Store] does not hold in memory. An *os.File is one; Close
// should remove it.
type TemporaryFile interface {
	io.Writer
	io.ReaderAt
	io.WriterAt
	io.Closer
}

// place is where something stands in segments: the segment's number and the offset in it.
type place uint64

func placeOf(segment, offset int) place { return place(segment)<<32 | place(offset) }

func (p place) segment() int { return int(p >> 32) }
func (p place) offset() int  { return int(p & 0xFFFFFFFF) }

// segments is a sequence of byte blocks that are written one after the other: in memory
// up to a limit, and all of them in a temporary file beyond it.
type segments struct {
	open   func() (TemporaryFile, error) // nil: no limit
	limit  int
	starts []int64 // one more than there are segments
	memory [][]byte
	file   TemporaryFile
}

func (s *segments) count() int { return max(len(s.starts)-1, 0) }

func (s *segments) size() int64 {
	if len(s.starts) == 0 {
		return 0
	}
	return s.starts[len(s.starts)-1]
}

// add appends a segment. The block is copied or written, never kept.
func (s *segments) add(block []byte) error {
	if len(s.starts) == 0 {
		s.starts = []int64{0}
	}
	end := s.size() + int64(len(block))
	if s.file == nil && s.open != nil && end > int64(s.limit) {
		if err := s.spill(); err != nil {
			return err
		}
	}
	if s.file == nil {
		s.memory = append(s.memory, append([]byte(nil), block...))
	} else if _, err := s.file.Write(block); err != nil {
		return fmt.Errorf("write temporary file: %w", err)
	}
	s.starts = append(s.starts, end)
	return nil
}

func (s *segments) spill() error {
	file, err := s.open()
	if err != nil {
		return fmt.Errorf("open temporary file: %w", err)
	}
	s.file = file
	for _, block := range s.memory {
		if _, err := file.Write(block); err != nil {
			return fmt.Errorf("write temporary file: %w", err)
		}
	}
	s.memory = nil
	return nil
}

// segment returns a whole segment; it must not be changed. The memory of into may be
// used for it.
func (s *segments) segment(i int, into []byte) ([]byte, error) {
	return s.read(placeOf(i, 0), int(s.starts[i+1]-s.starts[i]), into)
}

// bytes returns up to n bytes from a place on, fewer where the segment ends. They stay
// as they are.
func (s *segments) bytes(at place, n int) ([]byte, error) { return s.read(at, n, nil) }

func (s *segments) read(at place, n int, into []byte) ([]byte, error) {
	i, offset := at.segment(), at.offset()
	n = min(n, int(s.starts[i+1]-s.starts[i])-offset)
	if s.file == nil {
		return s.memory[i][offset : offset+n], nil
	}
	block := slices.Grow(into[:0], n)[:n]
	if _, err := s.file.ReadAt(block, s.starts[i]+int64(offset)); err != nil {
		return nil, fmt.Errorf("read temporary file: %w", err)
	}
	return block, nil
}

func (s *segments) close() error {
	file := s.file
	s.memory, s.file = nil, nil
	if file == nil {
		return nil
	}
	return file.Close()
}
