package trebbia

import (
	"context"
	"time"

	"github.com/trebbia/trebbia/publish"
)

// absence is the moment since when a dataset is missing from its source.
type absence = time.Time

// remember writes into the ledger what the next run needs: which holdings the sources
// no longer list, and since when, and which records became which datasets.
func (r *run) remember(ctx context.Context, plan *publish.Plan, target publish.Target) error {
	memory, err := r.ledger()
	if err != nil {
		return err
	}
	defer memory.Close()
	return nil
}
