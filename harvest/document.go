package harvest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/trebbia/trebbia/internal/transport"
)

// document is a file or the answer to one request.
type document struct {
	bytes     []byte
	mediaType string
	// name is what extensions are read from, location how people are told of it.
	name, location string
	// url is where it came from, after redirects; empty for a file.
	url string
}

// checkDocument checks that a source says where its document is and, for a file, that
// it can be read.
func checkDocument(cfg Config) error {
	if cfg.Path == "" {
		if cfg.URL == "" {
			return &ConfigError{Source: cfg.Name, Field: "path", Err: errors.New("neither path nor url is set"),
				hint: "say which file or address to read"}
		}
		return nil
	}
	info, err := os.Stat(cfg.resolve(cfg.Path))
	if err != nil {
		return &ConfigError{Source: cfg.Name, Field: "path", Err: fmt.Errorf("%s: %w", cfg.Path, pathCause(err)),
			hint: "paths are relative to the folder of the configuration file"}
	}
	if !info.Mode().IsRegular() {
		return &ConfigError{Source: cfg.Name, Field: "path", Err: fmt.Errorf("%s is not a file", cfg.Path)}
	}
	return nil
}

// resolve returns the path as the operating system knows it.
func (c Config) resolve(path string) string {
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(c.Dir, path)
}

// load reads the document of a source, at most limit bytes of it.
func load(ctx context.Context, cfg Config, client *transport.Client, accept string, limit int64) (document, error) {
	if cfg.Path == "" {
		resp, err := client.Get(ctx, cfg.URL, accept)
		if err != nil {
			return document{}, incomplete(cfg.Name, err)
		}
		if int64(len(resp.Body)) > limit {
			return document{}, incomplete(cfg.Name, fmt.Errorf("%s: document of more than %d bytes", cfg.URL, limit))
		}
		return document{bytes: resp.Body, mediaType: resp.Header.Get("Content-Type"),
			name: resp.URL, location: transport.RedactURL(cfg.URL), url: resp.URL}, nil
	}
	if err := ctx.Err(); err != nil {
		return document{}, err
	}
	file, err := os.Open(cfg.resolve(cfg.Path))
	if err != nil {
		return document{}, incomplete(cfg.Name, fmt.Errorf("%s: %w", cfg.Path, pathCause(err)))
	}
	defer file.Close()
	text, err := io.ReadAll(io.LimitReader(file, limit+1))
	if err != nil {
		return document{}, incomplete(cfg.Name, fmt.Errorf("%s: %w", cfg.Path, pathCause(err)))
	}
	if int64(len(text)) > limit {
		return document{}, incomplete(cfg.Name, fmt.Errorf("%s: file of more than %d bytes", cfg.Path, limit))
	}
	return document{bytes: text, name: cfg.Path, location: filepath.ToSlash(cfg.Path)}, nil
}

// incomplete says that nothing or not everything could be read, and why.
func incomplete(source string, err error) *IncompleteError {
	return &IncompleteError{Source: source, Err: err}
}

// pathCause drops the operation and path that the message names already.
func pathCause(err error) error {
	var p *os.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}
