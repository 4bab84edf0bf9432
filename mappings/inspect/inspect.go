package inspect

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"path"
	"strings"
)

// Options bounds an inspection. The zero value means the defaults.
type Options struct {
	// MaxBytes bounds the file, and everything that is unpacked from it, in bytes;
	// 256 MiB when 0. Tables in text form are streamed and cost no memory.
	MaxBytes int64
	// MaxMemory bounds what has to be held whole (ZIP archives and spreadsheets), in
	// bytes; 64 MiB when 0.
	MaxMemory int64
}

const (
	defaultMaxBytes  = 256 << 20
	defaultMaxMemory = 64 << 20
	// headBytes is how much of a file decides its type, separator and header.
	headBytes = 64 << 10
)

// File is what the bytes of a file show.
type File struct {
	// Name is the name under which the file was handed in.
	Name string
	// FileType is a code of the EU file-type table; for an archive of files of one
	// type it is the inner type (DCAT-AP_IT 1.0, dct:format). "" when the bytes do
	// not show it.
	FileType string
	// MediaType is the registered media type that goes with FileType, or "".
	MediaType string
	// Container is "ZIP" or "GZIP" when FileType was found inside one.
	Container string
	// Members are the names of the files inside a Container.
	Members []string
	// ByteSize and SHA256 (lower-case hex) are those of the file as handed in.
	ByteSize int64
	SHA256   string
	// Table describes the content when it is one table; nil otherwise.
	Table *Table
	// Notes are defects and peculiarities, in the order in which they were met.
	Notes []Note

	inner bool // a member of a container: archives in it stay closed
}

// Note is one defect or peculiarity of a file.
type Note struct {
	// Code names the kind, for example "no-newline", "total-rows", "invalid-json".
	Code string
	// Line is the line or row of the first occurrence, 0 when it has none.
	Line int
	// Text says it in a sentence without full stop.
	Text string
}

// peculiarities are the codes of notes that are no defects.
var peculiarities = map[string]bool{
	"byte-order-mark": true, "integer-as-decimal": true, "json-lines": true, "null-mark": true, "several-sheets": true,
}

// Defect reports whether readers of the file will stumble over what the note says.
func (n Note) Defect() bool { return !peculiarities[n.Code] }

// TooLargeError says that a file is larger than the inspection may read.
type TooLargeError struct {
	Name  string
	Limit int64
}

// Error returns the message.
func (e *TooLargeError) Error() string {
	return fmt.Sprintf("inspect %s: larger than %d bytes", e.Name, e.Limit)
}

// Inspect reads r to its end and reports what it holds. A broken content is not an
// error but a note; the errors are those of r, of ctx, and *TooLargeError.
func Inspect(ctx context.Context, r io.Reader, name string, opt Options) (*File, error) {
	if opt.MaxBytes <= 0 {
		opt.MaxBytes = defaultMaxBytes
	}
	if opt.MaxMemory <= 0 {
		opt.MaxMemory = defaultMaxMemory
	}
	in := &input{ctx: ctx, r: r, sum: sha256.New(), limit: opt.MaxBytes, name: name}
	file := &File{Name: name}
	if err := file.read(in, path.Base(name), opt); err != nil && in.err == nil {
		return nil, fmt.Errorf("inspect %s: %w", name, err)
	}
	// The content may end before the file does (rows after a broken value); size and
	// checksum are always those of the whole.
	if in.err == nil {
		_, _ = io.Copy(io.Discard, in)
	}
	if in.err != nil {
		return nil, in.err
	}
	file.ByteSize = in.n
	file.SHA256 = hex.EncodeToString(in.sum.Sum(nil))
	return file, nil
}

// read fills in what the content of r shows. The type in hand decides the reader;
// faults of the content become notes.
func (f *File) read(r io.Reader, name string, opt Options) error {
	br := bufio.NewReaderSize(r, headBytes)
	head, err := br.Peek(headBytes)
	if err != nil && err != io.EOF {
		return err
	}
	whole := err == io.EOF
	if len(head) == 0 {
		f.note("empty-file", 0, "the file is empty")
		return nil
	}
	f.FileType = sniff(head, name, whole)
	err = nil
	switch f.FileType {
	case "ZIP":
		err = f.readArchive(br, opt)
	case "GZIP":
		err = f.readGzip(br, name, opt)
	case "JSON", "GEOJSON", "JSON_LD":
		err = f.readJSON(newDecoder(br, head))
	case "XML":
		err = f.readXML(br)
	case "CSV", "TSV":
		err = f.readDelimited(newDecoder(br, head))
	}
	f.MediaType = MediaType(f.FileType)
	return err
}

func (f *File) note(code string, line int, format string, args ...any) {
	f.Notes = append(f.Notes, Note{Code: code, Line: line, Text: fmt.Sprintf(format, args...)})
}

// input counts and digests what passes, stops at the limit and with the context.
type input struct {
	ctx   context.Context
	r     io.Reader
	sum   hash.Hash
	n     int64
	limit int64
	name  string
	err   error // the first error that is not the end of the file
}

func (in *input) Read(p []byte) (int, error) {
	if in.err != nil {
		return 0, in.err
	}
	if in.err = in.ctx.Err(); in.err != nil {
		return 0, in.err
	}
	n, err := in.r.Read(p)
	in.n += int64(n)
	in.sum.Write(p[:n])
	if in.n > in.limit {
		in.err = &TooLargeError{Name: in.name, Limit: in.limit}
		return 0, in.err
	}
	if err != nil && err != io.EOF {
		in.err = fmt.Errorf("inspect %s: %w", in.name, err)
		return n, in.err
	}
	return n, err
}

// hold reads r whole when it fits in memory.
func hold(r io.Reader, limit int64) (data []byte, fits bool, err error) {
	var b bytes.Buffer
	n, err := io.Copy(&b, io.LimitReader(r, limit+1))
	return b.Bytes(), n <= limit, err
}

// extension returns the lower-case extension of a file name or URL path, without dot.
func extension(name string) string {
	name, _, _ = strings.Cut(name, "?")
	return strings.ToLower(strings.TrimPrefix(path.Ext(name), "."))
}
