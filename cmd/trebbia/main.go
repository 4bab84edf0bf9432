package main

import (
	"context"
	"os"
	"os/signal"
	"runtime"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	p := program{
		stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr,
		terminal: isTerminal(os.Stderr), colour: colour(isTerminal(os.Stdout), os.Getenv), env: os.Getenv,
	}
	code := p.run(ctx, os.Args)
	stop()
	os.Exit(code)
}

// isTerminal reports whether f is a terminal; progress bars are drawn only on one.
func isTerminal(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// colour reports whether standard output shows colours: where it is a terminal that knows
// them, and the user has not said otherwise (no-color.org).
func colour(terminal bool, env func(string) string) bool {
	if runtime.GOOS == "windows" && env("WT_SESSION") == "" {
		return false
	}
	return terminal && env("NO_COLOR") == "" && env("TERM") != "dumb"
}
