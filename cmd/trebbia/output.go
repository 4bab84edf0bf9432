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
// is whole: it is written beside it first. What is no file, a device or a pipe, is
// written to as it is, and a link leads to the file that it names.
type output struct {
	io.Writer
	name   string      // of the file, behind all links
	mode   os.FileMode // that it has, or is to have
	whole  bool        // file is written beside it and takes its place in the end
	file   *os.File    // nil for standard output
	buffer *bufio.Writer
}

func (p *program) output(name string) (*output, error) {
	if name == "" || name == "-" {
		b := bufio.NewWriter(p.stdout)
		return &output{Writer: b, buffer: b}, nil
	}
	o := &output{name: name, mode: 0o644, whole: true}
	info, err := os.Stat(name)
	switch {
	case err == nil && info.IsDir():
		return nil, &usageError{message: name + " is a folder", hint: "name a file in it"}
	case err == nil && !info.Mode().IsRegular():
		o.whole = false
		o.file, err = os.OpenFile(name, os.O_WRONLY, 0)
	default:
		if err == nil {
			o.mode = info.Mode().Perm()
		}
		if real, err := filepath.EvalSymlinks(name); err == nil {
			o.name = real
		}
		folder := filepath.Dir(o.name)
		if info, err := os.Stat(folder); err != nil || !info.IsDir() {
			return nil, &usageError{message: fmt.Sprintf("write %s: there is no folder %s", name, folder), hint: "make it first"}
		}
		o.file, err = os.CreateTemp(folder, "."+filepath.Base(o.name)+".*")
	}
	if err != nil {
		return nil, fmt.Errorf("write %s: %w", name, err)
	}
	o.buffer = bufio.NewWriter(o.file)
	o.Writer = o.buffer
	return o, nil
}

// sameFile reports whether two names are of one file, which need not exist yet.
func sameFile(a, b string) bool {
	x, err := os.Stat(a)
	if err != nil {
		return filepath.Clean(a) == filepath.Clean(b)
	}
	y, err := os.Stat(b)
	return err == nil && os.SameFile(x, y)
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
	if !o.whole {
		return err
	}
	if err != nil {
		os.Remove(o.file.Name())
		return err
	}
	// Temporary files are private; a result is as readable as what it replaces, or as any other file.
	if err = os.Chmod(o.file.Name(), o.mode); err == nil {
		err = os.Rename(o.file.Name(), o.name)
	}
	if err != nil {
		os.Remove(o.file.Name())
		return fmt.Errorf("write %s: %w", o.name, err)
	}
	return nil
}
