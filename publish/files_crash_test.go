package publish

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var errKilled = errors.New("killed")

// mortalDisk dies at one of its changing operations: a write is cut in half, any other
// operation does not happen, and nothing works afterwards. It also knows what is not
// durable yet, so that powerLoss can take it back.
type mortalDisk struct {
	rootDisk
	dir  string
	undo []undo
	mu   sync.Mutex // files are synced at once
	left int        // operations until it dies
	// unsynced has the files whose content is not durable.
	unsynced map[string]bool
}

// undo takes back a change of the names in a directory.
type undo struct {
	dir  string
	back func() error
}

func (d *mortalDisk) step() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.left--; d.left <= 0 {
		return errKilled
	}
	return nil
}

func (d *mortalDisk) at(name string) string { return filepath.Join(d.dir, filepath.FromSlash(name)) }

// before remembers how to bring the name back to what it is now.
func (d *mortalDisk) before(name string) {
	content, err := os.ReadFile(d.at(name))
	back := func() error { return os.WriteFile(d.at(name), content, 0o644) }
	if err != nil {
		back = func() error { return os.RemoveAll(d.at(name)) }
	}
	d.undo = append(d.undo, undo{path.Dir(name), back})
}

func (d *mortalDisk) create(name string) (io.WriteCloser, error) {
	if err := d.step(); err != nil {
		return nil, err
	}
	d.before(name)
	f, err := d.rootDisk.create(name)
	d.unsynced[name] = true
	return &mortalFile{f, d}, err
}

func (d *mortalDisk) rename(from, to string) error {
	if err := d.step(); err != nil {
		return err
	}
	if d.unsynced[from] {
		return errors.New("renamed before its content was synced: " + from)
	}
	first := len(d.undo)
	d.before(to)
	d.before(from)
	both := d.undo[first:]
	d.undo = append(d.undo[:first:first], undo{path.Dir(to), func() error { return errors.Join(both[1].back(), both[0].back()) }})
	return d.rootDisk.rename(from, to)
}

func (d *mortalDisk) remove(name string) error {
	if err := d.step(); err != nil {
		return err
	}
	if info, err := d.stat(name); err == nil && info.IsDir() {
		d.undo = append(d.undo, undo{path.Dir(name), func() error { return os.Mkdir(d.at(name), 0o755) }})
	} else {
		d.before(name)
	}
	return d.rootDisk.remove(name)
}

func (d *mortalDisk) mkdirAll(name string) error {
	if err := d.step(); err != nil {
		return err
	}
	return d.rootDisk.mkdirAll(name)
}

func (d *mortalDisk) syncFile(name string) error {
	if err := d.step(); err != nil {
		return err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.unsynced, name)
	return nil
}

func (d *mortalDisk) syncDir(name string) error {
	if err := d.step(); err != nil {
		return err
	}
	d.undo = slices.DeleteFunc(d.undo, func(u undo) bool { return u.dir == name })
	return nil
}

// A death is what of the operations that were not synced survives.
type death string

const (
	killed    death = "killed"                              // all
	powerLoss death = "power loss"                          // none
	reordered death = "power loss, last operation survives" // disks write in any order
)

// die takes back what does not survive.
func (d *mortalDisk) die(t *testing.T, how death) {
	t.Helper()
	if how == killed {
		return
	}
	if how == reordered && len(d.undo) > 0 {
		d.undo = d.undo[:len(d.undo)-1]
	}
	for name := range d.unsynced {
		if err := os.Truncate(d.at(name), 0); err != nil && !errors.Is(err, fs.ErrNotExist) {
			t.Fatal(err)
		}
	}
	for _, u := range slices.Backward(d.undo) {
		if err := u.back(); err != nil && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, fs.ErrExist) {
			t.Fatal(err)
		}
	}
}

type mortalFile struct {
	io.WriteCloser
	disk *mortalDisk
}

func (f *mortalFile) Write(p []byte) (int, error) {
	if err := f.disk.step(); err != nil {
		n, _ := f.WriteCloser.Write(p[:len(p)/2])
		return n, err
	}
	return f.WriteCloser.Write(p)
}

// die ends the target as the end of its process does: locks are gone, files stay.
func (f *Files) die() {
	if f.disk != nil {
		f.disk.close()
	}
	if f.lock != nil {
		f.lock.file.Close()
	}
	f.disk, f.lock = nil, nil
}

// immortal is more operations than any test has.
const immortal = 1 << 30

// publishMortal publishes on a disk that dies after so many operations.
func publishMortal(dir string, ws []Want, steps int) (*mortalDisk, error) {
	var mortal *mortalDisk
	f, err := openFiles(filesConfig(dir), func(dir string) (disk, error) {
		d, err := openDisk(dir)
		if err != nil {
			return nil, err
		}
		mortal = &mortalDisk{rootDisk: d.(rootDisk), dir: dir, left: steps, unsynced: map[string]bool{}}
		return mortal, nil
	})
	if err != nil {
		return mortal, err
	}
	err = publishAll(f, ws)
	if err == nil {
		return mortal, f.Close()
	}
	f.die()
	return mortal, err
}

// filesOnly leaves out folders: an empty one may be left for the next commit to use.
func filesOnly(dir map[string]string) map[string]string {
	out := maps.Clone(dir)
	maps.DeleteFunc(out, func(name, _ string) bool { return strings.HasSuffix(name, "/") })
	return out
}

func openAndClose(dir string) error {
	f, err := OpenFiles(filesConfig(dir))
	if err != nil {
		return err
	}
	return f.Close()
}

// publishAll brings the directory to what is wanted.
func publishAll(f *Files, ws []Want) error {
	var held []Holding
	for h, err := range f.Holdings(context.Background()) {
		if err != nil {
			return err
		}
		held = append(held, h)
	}
	p, err := NewPlan(ws, held, policy())
	if err != nil {
		return err
	}
	outcomes, err := p.Apply(context.Background(), f, nil)
	for _, o := range outcomes {
		err = errors.Join(err, o.Err)
	}
	if err != nil {
		return err
	}
	_, err = f.Commit(context.Background())
	return err
}

func TestLaw7KilledAtEveryStep(t *testing.T) {
	// One update that brings a companion, one delete that takes one away, one create.
	before := []Want{
		want(t, testDataset("1", "Dataset 1")),
		want(t, withCompanion(testDataset("2", "Dataset 2"), "b.csv-metadata.json")),
	}
	after := []Want{
		want(t, withCompanion(testDataset("1", "Titolo nuovo"), "a.csv-metadata.json")),
		want(t, testDataset("3", "Dataset 3")),
	}

	for name, start := range map[string][]Want{"first publication": nil, "later publication": before} {
		deaths := []death{killed, powerLoss, reordered}
		if start == nil {
			deaths = deaths[2:] // nothing that could be lost but the new
		}
		for _, how := range deaths {
			t.Run(name+", "+string(how), func(t *testing.T) {
				t.Parallel()
				base := filepath.Join(t.TempDir(), "base")
				if start != nil {
					publishTo(t, base, start)
				}
				old := readDir(t, base)
				whole := filepath.Join(t.TempDir(), "whole")
				copyDir(t, base, whole)
				publishTo(t, whole, after)
				killEverywhere(t, base, old, readDir(t, whole), after, how)
			})
		}
	}
}

func killEverywhere(t *testing.T, base string, old, goal map[string]string, after []Want, how death) {
	for steps := 1; ; steps++ {
		dir := filepath.Join(t.TempDir(), "catalogo")
		copyDir(t, base, dir)
		mortal, err := publishMortal(dir, after, steps)
		if err != nil && !errors.Is(err, errKilled) {
			t.Fatalf("operation %d: %v", steps, err)
		}
		last := err == nil // it survived; but is what it wrote durable?
		mortal.die(t, how)
		seen := readDir(t, dir)
		for name, content := range seen {
			hidden := strings.HasPrefix(path.Base(name), ".")
			if !hidden && content != old[name] && content != goal[name] {
				t.Fatalf("operation %d: a reader sees half of %s", steps, name)
			}
		}
		for _, name := range CatalogueFiles() {
			if _, was := old[name]; was && seen[name] == "" {
				t.Fatalf("operation %d: %s is not there", steps, name)
			}
		}
		// Killed once more while it recovers, then left alone.
		if _, err := publishMortal(dir, after, 1+steps%23); err != nil && !errors.Is(err, errKilled) {
			t.Fatalf("operation %d, killed again: %v", steps, err)
		}
		// What is found then is one catalogue or the other, never a mixture.
		if err := openAndClose(dir); err != nil {
			t.Fatalf("operation %d, opened again: %v", steps, err)
		}
		if found := filesOnly(readDir(t, dir)); !maps.Equal(found, filesOnly(old)) && !maps.Equal(found, filesOnly(goal)) {
			t.Fatalf("operation %d: recovered to neither state; against the new one:\n%s", steps, cmp.Diff(goal, found))
		}
		if _, err := publishMortal(dir, after, immortal); err != nil {
			t.Fatalf("operation %d, started again: %v", steps, err)
		}
		if diff := cmp.Diff(goal, readDir(t, dir)); diff != "" {
			t.Fatalf("killed at operation %d and started again (-uninterrupted +got):\n%s", steps, diff)
		}
		if last {
			if steps < 50 {
				t.Fatalf("only %d operations: the disk does not see them all", steps)
			}
			return
		}
	}
}
