package main

import (
	"io"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"
	"github.com/urfave/cli/v2"

	"github.com/trebbia/trebbia"
	"github.com/trebbia/trebbia/internal/report"
)

// progress draws one bar for the stage that runs. It draws on a terminal only: logs
// of nightly runs stay clean.
type progress struct {
	w     io.Writer
	mu    sync.Mutex
	label string
	bar   *progressbar.ProgressBar
}

func quietFlag() cli.Flag {
	return &cli.BoolFlag{Name: "quiet", Aliases: []string{"q"}, Usage: "draw no progress bar"}
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
			progressbar.OptionSetWriter(b.w), progressbar.OptionSetDescription(label), progressbar.OptionShowCount(), progressbar.OptionShowBytes(now.Bytes),
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
		// A spinner that is only cleared turns on.
		_ = b.bar.Finish()
		b.bar = nil
	}
}

// clearingWriter takes the progress bar away before anything is written.
type clearingWriter struct {
	io.Writer
	clear func()
}

func (w clearingWriter) Write(p []byte) (int, error) {
	w.clear()
	return w.Writer.Write(p)
}

// clearingReports takes the progress bar away before a report is written, and leaves no
// half line for the bar of the next document to cover.
type clearingReports struct {
	*reports
	clear func()
}

func (r clearingReports) Handle(e report.Event) error {
	r.clear()
	if err := r.handlers.Handle(e); err != nil || e.Checked == nil {
		return err
	}
	return r.outputs[0].buffer.Flush()
}
