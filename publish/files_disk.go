package publish

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path"
	"runtime"
	"strings"
	"sync"
)

// disk is every operation by which the target files changes or reads its directory.
// Names are slash-separated and below that directory. It is an interface so that a
// test can kill the process between any two operations.
type disk interface {
	// create opens a new or emptied file for writing.
	create(name string) (io.WriteCloser, error)
	// syncFile makes the content of a file durable, syncDir the names in a directory.
	syncFile(name string) error
	syncDir(name string) error
	open(name string) (io.ReadCloser, error)
	stat(name string) (fs.FileInfo, error) // of the name itself: links are not followed
	list(name string) ([]fs.DirEntry, error)
	rename(from, to string) error
	remove(name string) error
	mkdirAll(name string) error
	close() error
}

// rootDisk keeps to one directory through os.Root, so that neither ".." nor a symbolic
// link leads outside of it, whatever an IRI says.
type rootDisk struct{ root *os.Root }

func openDisk(dir string) (disk, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	return rootDisk{root}, nil
}

func (d rootDisk) create(name string) (io.WriteCloser, error) {
	return d.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o644)
}
func (d rootDisk) open(name string) (io.ReadCloser, error) { return d.root.Open(name) }
func (d rootDisk) stat(name string) (fs.FileInfo, error)   { return d.root.Lstat(name) }
func (d rootDisk) list(name string) ([]fs.DirEntry, error) { return fs.ReadDir(d.root.FS(), name) }
func (d rootDisk) rename(from, to string) error            { return d.root.Rename(from, to) }
func (d rootDisk) remove(name string) error                { return d.root.Remove(name) }
func (d rootDisk) mkdirAll(name string) error              { return d.root.MkdirAll(name, 0o755) }
func (d rootDisk) close() error                            { return d.root.Close() }

func (d rootDisk) syncFile(name string) error {
	f, err := d.root.OpenFile(name, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

func (d rootDisk) syncDir(name string) error {
	if runtime.GOOS == "windows" {
		return nil // directories cannot be synced there; NTFS journals the renames
	}
	dir, err := d.root.Open(name)
	if err != nil {
		return err
	}
	return errors.Join(dir.Sync(), dir.Close())
}

// syncers is how many files are synced at once. A file system writes its own journal
// once for all that wait: 40,000 new files took 36 s one after another.
const syncers = 16

// syncFiles makes the content of the files durable.
func syncFiles(d disk, names []string) error {
	next := make(chan string)
	errs := make([]error, min(syncers, len(names)))
	var wait sync.WaitGroup
	for i := range errs {
		wait.Go(func() {
			for name := range next {
				if err := d.syncFile(name); err != nil && errs[i] == nil {
					errs[i] = fmt.Errorf("sync %s: %w", name, err)
				}
			}
		})
	}
	for _, name := range names {
		next <- name
	}
	close(next)
	wait.Wait()
	return errors.Join(errs...)
}

// tempPrefix and tempSuffix mark the files that are not in force yet. They are this
// tool's own: what bears such a name is removed when the directory is opened.
const (
	tempPrefix = "."
	tempSuffix = ".trebbia-tmp"
)

// tempName is where the content for name is written first: in the same directory, so
// that the rename into place is atomic.
func tempName(name string) string {
	return path.Join(path.Dir(name), tempPrefix+path.Base(name)+tempSuffix)
}

// fileState is a file by its content.
type fileState struct {
	Path   string `json:"path"`
	SHA256 string `json:"sha256"`
	Size   int64  `json:"size"`
}

// writeTemp writes the temporary file for name and returns what name will be. The file
// still has to be synced before it is renamed.
func writeTemp(d disk, name string, content func(io.Writer) error) (state fileState, err error) {
	if err := d.mkdirAll(path.Dir(name)); err != nil {
		return state, fmt.Errorf("write %s: %w", name, err)
	}
	f, err := d.create(tempName(name))
	if err != nil {
		return state, fmt.Errorf("write %s: %w", name, err)
	}
	defer func() {
		if closeErr := f.Close(); err == nil && closeErr != nil {
			err = fmt.Errorf("write %s: %w", name, closeErr)
		}
		if err != nil {
			err = errors.Join(err, d.remove(tempName(name)), pruneDirs(d, path.Dir(name)))
		}
	}()
	sum := newSizedHash()
	buffered := bufio.NewWriterSize(io.MultiWriter(f, sum), 16<<10)
	if err := content(buffered); err != nil {
		return state, fmt.Errorf("write %s: %w", name, err)
	}
	if err := buffered.Flush(); err != nil {
		return state, fmt.Errorf("write %s: %w", name, err)
	}
	return fileState{Path: name, SHA256: sum.hex(), Size: sum.size}, nil
}

// dropIfSame removes the temporary file when the file in force is the same already, so
// that what does not change keeps its date.
func dropIfSame(d disk, want fileState) (same bool, err error) {
	found, ok, err := stateOf(d, want.Path)
	if err != nil || !ok || found != want {
		return false, err
	}
	if err := d.remove(tempName(want.Path)); err != nil {
		return false, fmt.Errorf("remove %s: %w", tempName(want.Path), err)
	}
	return true, nil
}

// stateOf reads a file; ok is false when there is none. What is not a regular file has
// an empty digest, which equals that of no file.
func stateOf(d disk, name string) (state fileState, ok bool, err error) {
	state.Path = name
	info, err := d.stat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return state, false, nil
	}
	if err != nil {
		return state, false, fmt.Errorf("read %s: %w", name, err)
	}
	if !info.Mode().IsRegular() {
		return state, true, nil
	}
	r, err := d.open(name)
	if err != nil {
		return state, false, fmt.Errorf("read %s: %w", name, err)
	}
	defer r.Close()
	sum := newSizedHash()
	if _, err := io.Copy(sum, r); err != nil {
		return state, false, fmt.Errorf("read %s: %w", name, err)
	}
	state.SHA256, state.Size = sum.hex(), sum.size
	return state, true, nil
}

type sizedHash struct {
	hash hash.Hash
	size int64
}

func newSizedHash() *sizedHash { return &sizedHash{hash: sha256.New()} }

func (h *sizedHash) Write(p []byte) (int, error) {
	n, err := h.hash.Write(p)
	h.size += int64(n)
	return n, err
}

func (h *sizedHash) hex() string { return hex.EncodeToString(h.hash.Sum(nil)) }

// removeTemps removes what an interrupted run left behind.
func removeTemps(d disk, dir string) error {
	entries, err := d.list(dir)
	if err != nil {
		return fmt.Errorf("list %s: %w", dir, err)
	}
	for _, e := range entries {
		name := path.Join(dir, e.Name())
		switch {
		case e.IsDir() && strings.HasPrefix(e.Name(), "."):
			// .git and its like hold nothing of ours.
		case e.IsDir():
			if err := removeTemps(d, name); err != nil {
				return err
			}
		case strings.HasPrefix(e.Name(), tempPrefix) && strings.HasSuffix(e.Name(), tempSuffix):
			if err := d.remove(name); err != nil {
				return fmt.Errorf("remove %s: %w", name, err)
			}
			if err := pruneDirs(d, path.Dir(name)); err != nil {
				return err
			}
		}
	}
	return nil
}

// pruneDirs removes the directory and those above it as far as they are empty.
func pruneDirs(d disk, dir string) error {
	for ; dir != "."; dir = path.Dir(dir) {
		entries, err := d.list(dir)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return fmt.Errorf("list %s: %w", dir, err)
		}
		if len(entries) > 0 {
			return nil
		}
		if err := d.remove(dir); err != nil {
			return fmt.Errorf("remove %s: %w", dir, err)
		}
	}
	return nil
}
