package trebbia

import (
	"context"
	"iter"
	"sync"
)

// ordered runs work on every item of in, on up to workers goroutines at once, and
// yields the results in the order of the items. No more than twice as many items as
// workers are held at a time, so memory does not grow with the input. It is the only
// place in trebbia that starts goroutines for records.
func ordered[In, Out any](ctx context.Context, workers int, in iter.Seq[In], work func(context.Context, In) Out) iter.Seq[Out] {
	return func(yield func(Out) bool) {
		ctx, cancel := context.WithCancel(ctx)
		slots := make(chan struct{}, workers)
		queue := make(chan chan Out, workers)
		var running sync.WaitGroup
		defer running.Wait()
		defer cancel()

		running.Go(func() {
			defer close(queue)
			for item := range in {
				result := make(chan Out, 1)
				select {
				case queue <- result:
				case <-ctx.Done():
					return
				}
				slots <- struct{}{}
				running.Go(func() {
					defer func() { <-slots }()
					result <- work(ctx, item)
				})
			}
		})
		for result := range queue {
			if !yield(<-result) {
				return
			}
		}
	}
}
