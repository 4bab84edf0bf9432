package publish

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/trebbia/trebbia/dcat"
	"github.com/trebbia/trebbia/dcat/rdf"
)

// Want is a dataset as it should be published, or a record that was seen but could not
// be made into a dataset this time.
type Want struct {
	// Dataset is nil when Keep is set.
	Dataset *dcat.Dataset
	// Digest is [DigestOf] Dataset; empty means that NewPlan computes it.
	Digest rdf.Digest
	// Keep says that the record was seen and set aside: what is held of it stays as it
	// is, neither updated nor deleted. Then IRI may be empty.
	Keep bool

	IRI, Source, RecordID string
	// Title is for people; empty means the title of the dataset in any language.
	Title string
	// Modified is dct:modified as published; may be empty.
	Modified string
}

// Holding is a dataset that a target holds and that this tool put there.
type Holding struct {
	IRI        string `json:"iri"`
	Identifier string `json:"identifier,omitempty"`
	Source     string `json:"source"`
	RecordID   string `json:"record"`
	Title      string `json:"title,omitempty"`
	Modified   string `json:"modified,omitempty"`
	// Digest is the digest under which the dataset was applied, not one of the target's
	// echo. It differs from it only where the target proved that what it holds was
	// altered or lost since.
	Digest rdf.Digest `json:"digest"`
	// Damage tells people what was altered or lost; empty when nothing was.
	Damage string `json:"damage,omitempty"`
	// AbsentSince is when the record was first missing from a complete listing; zero
	// when it was not, or when nobody remembers.
	AbsentSince time.Time `json:"absentSince,omitzero"`
}

// Listing says what a harvest run can prove about a source.
type Listing struct {
	// Complete is set when every record of the source was seen.
	Complete bool
	// Reason says why not, for people.
	Reason string
}

// Policy bounds what a plan may delete.
type Policy struct {
	// MaxDelete is the largest share (0 to 1) of the holdings of one source that may be
	// absent from its listing before none of them is deleted. Since it holds for each
	// source it also holds for the catalogue as a whole.
	MaxDelete float64
	// Grace is how long a record must have been absent before its dataset is deleted.
	Grace time.Duration
	// Now is the moment of the decision.
	Now time.Time
	// Listings has one entry for each source of the configuration. A holding whose
	// source has none is never deleted.
	Listings map[string]Listing
}

func (p Policy) check() error {
	switch {
	case math.IsNaN(p.MaxDelete) || p.MaxDelete < 0 || p.MaxDelete > 1:
		return fmt.Errorf("policy: max-delete is %v: must be a share from 0 to 1 (0%% to 100%%)", p.MaxDelete)
	case p.Grace < 0:
		return fmt.Errorf("policy: grace is %v: must not be negative", p.Grace)
	case p.Now.IsZero():
		return fmt.Errorf("policy: the moment of the decision is missing")
	}
	return nil
}

// DigestOf returns the digest of a dataset: that of its graph when it has no
// companions, else one of the graph and the companions together, so that a changed
// companion is a changed dataset.
func DigestOf(d *dcat.Dataset) (rdf.Digest, error) {
	text, err := rdf.Canonical(d.Graph)
	if err != nil {
		return "", err
	}
	return digestOf(text, d.Companions), nil
}

func digestOf(canonical []byte, companions []dcat.Companion) rdf.Digest {
	h := sha256.New()
	h.Write(canonical)
	for _, c := range sortedCompanions(companions) {
		fmt.Fprintf(h, "%q %q %d\n", c.IRI, c.MediaType, len(c.Bytes))
		h.Write(c.Bytes)
	}
	return rdf.Digest(hex.EncodeToString(h.Sum(nil)))
}

func sortedCompanions(companions []dcat.Companion) []dcat.Companion {
	return slices.SortedStableFunc(slices.Values(companions), func(a, b dcat.Companion) int {
		return cmp.Compare(a.IRI, b.IRI)
	})
}
