package publish

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
)

// journalName is the file that makes a commit one step: as long as it is not there,
// nothing has happened; once it is there, everything it lists happens, if need be when
// the directory is next opened.
const (
	journalName    = ".trebbia-journal.json"
	journalVersion = 1
)

type journal struct {
	Version int `json:"version"`
	// Moves are carried out in order, then Removes, then Last.
	Moves   []move      `json:"moves"`
	Removes []fileState `json:"removes"`
	// Last puts the manifest into place. Until then the manifest in force names the
	// files to remove, so that none of them can become nobody's.
	Last move `json:"last"`
}

type move struct {
	From   string `json:"from"`
	To     string `json:"to"`
	SHA256 string `json:"sha256"`
}

// commit writes the journal and carries it out. begun says whether the journal was
// written: an error after that is no failure of the commit, only a delay.
func (j journal) commit(d disk) (begun bool, err error) {
	// What the journal speaks of must be durable before the journal is.
	temps := []string{j.Last.From}
	for _, m := range j.Moves {
		temps = append(temps, m.From)
	}
	if err := syncFiles(d, temps); err != nil {
		return false, err
	}
	for _, dir := range j.dirs() {
		if err := d.syncDir(dir); err != nil {
			return false, fmt.Errorf("sync %s: %w", dir, err)
		}
	}
	_, err = writeTemp(d, journalName, func(w io.Writer) error {
		enc := json.NewEncoder(w)
		enc.SetIndent("", " ")
		return enc.Encode(j)
	})
	if err != nil {
		return false, err
	}
	if err := syncFiles(d, []string{tempName(journalName)}); err != nil {
		return false, err
	}
	if err := d.rename(tempName(journalName), journalName); err != nil {
		return false, fmt.Errorf("write %s: %w", journalName, err)
	}
	return true, j.carryOut(d)
}

// carryOut may be interrupted anywhere and called again.
func (j journal) carryOut(d disk) error {
	if err := d.syncDir("."); err != nil {
		return fmt.Errorf("sync the directory: %w", err)
	}
	for _, m := range j.Moves {
		if err := m.carryOut(d); err != nil {
			return err
		}
	}
	for _, r := range j.Removes {
		// Only the file that was there when the change was applied, not one that somebody
		// has put in its place.
		found, ok, err := stateOf(d, r.Path)
		if err != nil {
			return err
		}
		if ok && found == r {
			if err := d.remove(r.Path); err != nil {
				return fmt.Errorf("remove %s: %w", r.Path, err)
			}
		}
		if err := pruneDirs(d, path.Dir(r.Path)); err != nil {
			return err
		}
	}
	for _, dir := range j.dirs() {
		if err := d.syncDir(dir); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("sync %s: %w", dir, err)
		}
	}
	if err := j.Last.carryOut(d); err != nil {
		return err
	}
	if err := d.syncDir("."); err != nil {
		return fmt.Errorf("sync the directory: %w", err)
	}
	if err := d.remove(journalName); err != nil {
		return fmt.Errorf("remove %s: %w", journalName, err)
	}
	return nil
}

// carryOut does nothing when the temporary file is gone: it is in place then.
func (m move) carryOut(d disk) error {
	if _, err := d.stat(m.From); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err := d.rename(m.From, m.To); err != nil {
		return fmt.Errorf("put %s into place: %w", m.To, err)
	}
	return nil
}

// dirs returns the directories that the journal touches, sorted.
func (j journal) dirs() []string {
	dirs := []string{"."}
	for _, m := range j.Moves {
		dirs = append(dirs, path.Dir(m.To))
	}
	for _, r := range j.Removes {
		dirs = append(dirs, path.Dir(r.Path))
	}
	slices.Sort(dirs)
	return slices.Compact(dirs)
}

// resumeCommit completes a commit that was interrupted.
func resumeCommit(d disk) error {
	text, err := readFile(d, journalName, maxManifest)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	var j journal
	if err := json.Unmarshal(text, &j); err != nil {
		return fmt.Errorf("read %s: %w", journalName, err)
	}
	if j.Version != journalVersion {
		return fmt.Errorf("read %s: version %d, but this program knows %d: open the directory with the program that wrote it", journalName, j.Version, journalVersion)
	}
	if err := j.carryOut(d); err != nil {
		return fmt.Errorf("complete an interrupted commit: %w", err)
	}
	return nil
}
