package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/urfave/cli/v2"
)

func outputFlag(what string) cli.Flag {
	return &cli.StringFlag{Name: "output", Aliases: []string{"o"}, Usage: "write " + what + " to this `FILE` instead of standard output"}
}

// output is where a command's data goes. A file appears under its name only when it
// is whole: it is written beside it first.
type output struct {
	io.Writer
	name   string
	file   *os.File
	buffer *bufio.Writer
}

func (p *program) output(name string) (*output, error) {
	if name == "" || name == "-" {
		b := bufio.NewWriter(p.stdout)
		return &output{Writer: b, buffer: b}, nil
	}
	file, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+".*")
	if err != nil {
		return nil, fmt.Errorf("write %s: %w", name, err)
	}
	b := bufio.NewWriter(file)
	return &output{Writer: b, name: name, file: file, buffer: b}, nil
}

// close ends the output after the work ended with err, and returns the first error.
func (o *output) close(err error) error {
	if flush := o.buffer.Flush(); err == nil {
		err = flush
	}
	if o.file == nil {
		return err
	}
	if closing := o.file.Close(); err == nil {
		err = closing
	}
	if err != nil {
		os.Remove(o.file.Name())
		return err
	}
	// Temporary files are private; a result is as readable as any other file.
	if err := os.Chmod(o.file.Name(), 0o644); err != nil {
		return fmt.Errorf("write %s: %w", o.name, err)
	}
	if err := os.Rename(o.file.Name(), o.name); err != nil {
		return fmt.Errorf("write %s: %w", o.name, err)
	}
	return nil
}
