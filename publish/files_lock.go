package publish

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// lockName is the file that is locked while a process works in the directory. The
// operating system lets go of the lock when the process ends, however it ends.
const lockName = ".trebbia.lock"

var errLocked = errors.New("locked")

type dirLock struct {
	file *os.File
	name string
}

func lockDir(dir string) (*dirLock, error) {
	name := filepath.Join(dir, lockName)
	// The file is removed by the process that unlocks it. One that was opened just before
	// that is no longer the file of that name, so that locking it would exclude nobody.
	for range 100 {
		f, err := openLocked(name)
		if errors.Is(err, errLocked) {
			return nil, fmt.Errorf("%s is in use by another process (it holds %s): wait until it ends", dir, lockName)
		}
		if err != nil {
			return nil, fmt.Errorf("lock %s: %w", dir, err)
		}
		opened, err := f.Stat()
		if err == nil {
			named, statErr := os.Stat(name)
			if statErr == nil && os.SameFile(opened, named) {
				return &dirLock{f, name}, nil
			}
		}
		f.Close()
		if err != nil {
			return nil, fmt.Errorf("lock %s: %w", dir, err)
		}
	}
	return nil, fmt.Errorf("lock %s: other processes take it in turns; try again", dir)
}

// unlock leaves no file behind.
func (l *dirLock) unlock() error { return closeLocked(l.file, l.name) }
