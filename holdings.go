package trebbia

import (
	"context"
	"time"

	"github.com/trebbia/trebbia/publish"
)

// holdings is what the target holds, with the moment since when the sources no
// longer list it.
type holdings struct {
	list     []publish.Holding
	byRecord map[recordKey]publish.Holding
}

type recordKey struct{ source, record string }

// record finds the holding that came from a source record.
func (h holdings) record(source, id string) (publish.Holding, bool) {
	found, ok := h.byRecord[recordKey{source, id}]
	return found, ok && id != ""
}

func (r *run) held(ctx context.Context, target publish.Target) (holdings, error) {
	out := holdings{byRecord: map[recordKey]publish.Holding{}}
	memory, err := r.ledger()
	if err != nil {
		return out, err
	}
	absences := map[string]time.Time{}
	if memory != nil {
		defer memory.Close()
		if absences, err = memory.Absences(ctx, r.cfg.Target.Path); err != nil {
			return out, err
		}
	}
	for h, err := range target.Holdings(ctx) {
		if err != nil {
			return out, err
		}
		h.AbsentSince = absences[h.IRI]
		out.list = append(out.list, h)
		out.byRecord[recordKey{h.Source, h.RecordID}] = h
	}
	return out, nil
}
