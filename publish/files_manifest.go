package publish

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"github.com/trebbia/trebbia/dcat/rdf"
)

const (
	manifestName    = "manifest.json"
	manifestVersion = 1
	// maxManifest bounds the manifest; 100,000 datasets need about 150 MB.
	maxManifest = 2 << 30
)

// manifest is what this tool put into the directory. What it does not name is not ours.
type manifest struct {
	Version int    `json:"version"`
	Catalog string `json:"catalog"`
	// Inputs is the digest of everything that Files was made from.
	Inputs   string            `json:"inputs"`
	Files    []fileState       `json:"files"`
	Datasets []manifestDataset `json:"datasets"` // sorted by IRI
}

type manifestDataset struct {
	Holding
	Files []fileState `json:"files"`
}

func (m *manifest) find(iri string) (int, bool) {
	return slices.BinarySearchFunc(m.Datasets, iri, func(d manifestDataset, iri string) int {
		return cmp.Compare(d.IRI, iri)
	})
}

// bytes is deterministic: nothing in a manifest depends on when it was written.
func (m *manifest) bytes() ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if err := enc.Encode(m); err != nil {
		return nil, fmt.Errorf("write %s: %w", manifestName, err)
	}
	return b.Bytes(), nil
}

// readManifest returns an empty manifest when there is none.
func readManifest(d disk) (manifest, error) {
	m := manifest{Version: manifestVersion, Files: []fileState{}, Datasets: []manifestDataset{}}
	text, err := readFile(d, manifestName, maxManifest)
	if errors.Is(err, fs.ErrNotExist) {
		return m, nil
	}
	if err != nil {
		return m, err
	}
	dec := json.NewDecoder(bytes.NewReader(text))
	if err := dec.Decode(&m); err != nil {
		return m, fmt.Errorf("read %s: %w: restore it from a backup, or move the whole directory away and publish again", manifestName, err)
	}
	if m.Version != manifestVersion {
		return m, fmt.Errorf("read %s: version %d, but this program knows %d: use the program that wrote it", manifestName, m.Version, manifestVersion)
	}
	for i, ds := range m.Datasets {
		if i > 0 && m.Datasets[i-1].IRI >= ds.IRI {
			return m, fmt.Errorf("read %s: dataset %s is out of order or there twice: restore the file from a backup", manifestName, ds.IRI)
		}
		for _, f := range ds.Files {
			if !safePath(f.Path) || !strings.HasPrefix(f.Path, datasetDir+"/") {
				return m, fmt.Errorf("read %s: dataset %s: %q is no path of this tool: restore the file from a backup", manifestName, ds.IRI, f.Path)
			}
		}
	}
	return m, nil
}

func readFile(d disk, name string, limit int64) ([]byte, error) {
	r, err := d.open(name)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	defer r.Close()
	text, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	if int64(len(text)) > limit {
		return nil, fmt.Errorf("read %s: larger than %d MiB", name, limit>>20)
	}
	return text, nil
}

// verify compares a dataset's files with the manifest. When some are altered or lost
// the holding says so and gets another digest, made from what is there: the next plan
// restores the dataset, and a plan made before the damage is refused as stale.
func verify(d disk, ds manifestDataset) (Holding, error) {
	h := ds.Holding
	var damage []string
	digest := sha256.New()
	fmt.Fprintln(digest, h.Digest)
	for _, want := range ds.Files {
		found, ok, err := stateOf(d, want.Path)
		if err != nil {
			return h, err
		}
		switch {
		case !ok:
			damage = append(damage, want.Path+" is missing")
		case found != want:
			damage = append(damage, want.Path+" was altered")
		}
		fmt.Fprintf(digest, "%s %s\n", found.Path, found.SHA256)
	}
	if damage != nil {
		h.Damage = strings.Join(damage, ", ")
		h.Digest = rdf.Digest(hex.EncodeToString(digest.Sum(nil)))
	}
	return h, nil
}
