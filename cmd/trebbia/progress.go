package main

import (
	"io"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"

	"github.com/trebbia/trebbia"
)

// progress draws one bar for the stage that runs. It draws on a terminal only: logs
// of nightly runs stay clean.
type progress struct {
	w     io.Writer
	mu    sync.Mutex
	label string
	bar   *progressbar.ProgressBar
}

func (p *program) progress(quiet bool) (draw func(trebbia.Progress), clear func()) {
	if !p.terminal || quiet {
		return nil, func() {}
	}
	b := &progress{w: p.stderr}
	return b.draw, b.clear
}

func (b *progress) draw(now trebbia.Progress) {
	b.mu.Lock()
	defer b.mu.Unlock()
	label := now.Stage
	if now.Source != "" {
		label += " " + now.Source
	}
	total := now.Total
	if total == 0 {
		total = -1 // a spinner: the source has not said how many there are
	}
	if b.bar == nil || label != b.label {
		b.finish()
		b.label = label
		b.bar = progressbar.NewOptions(total,
			progressbar.OptionSetWriter(b.w), progressbar.OptionSetDescription(label), progressbar.OptionShowCount(),
			progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish(), progressbar.OptionSetWidth(30))
	}
	if total > 0 && b.bar.GetMax() != total {
		b.bar.ChangeMax(total)
	}
	// A bar that cannot be drawn must not stop the work.
	_ = b.bar.Set(now.Done)
}

func (b *progress) clear() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.finish()
}

func (b *progress) finish() {
	if b.bar != nil {
		_ = b.bar.Clear()
		b.bar = nil
	}
}
