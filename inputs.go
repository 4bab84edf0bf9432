package trebbia

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/trebbia/trebbia/dcat/rdf"
)

// Documents returns the documents that Validate reads for inputs: folders are replaced by
// the RDF files below them, and patterns by the files that fit them.
func Documents(inputs []string) ([]string, error) { return expand(inputs) }

// expand replaces folders by the RDF files below them, and patterns that no file is
// called by the files that fit them, in the order of their names.
func expand(inputs []string) ([]string, error) {
	var out []string
	for _, input := range inputs {
		info, err := os.Stat(input)
		switch {
		case err != nil && isPattern(input):
			found, err := matching(input)
			if err != nil {
				return nil, err
			}
			out = append(out, found...)
		case err != nil || !info.IsDir():
			out = append(out, input)
		default:
			found, err := files(input, func(name string) bool {
				// JSON may be anything; JSON-LD has an extension of its own.
				return rdf.FormatByName(path.Base(name)) != rdf.Unknown && path.Ext(name) != ".json"
			})
			if err != nil {
				return nil, fmt.Errorf("read folder %s: %s", input, reason(err))
			}
			if len(found) == 0 {
				return nil, fmt.Errorf("read folder %s: no RDF file in it", input)
			}
			out = append(out, found...)
		}
	}
	return out, nil
}

// isPattern tells a pattern ("data/*.ttl") from a name or a URL.
func isPattern(input string) bool {
	return strings.ContainsAny(input, "*?[") && !strings.Contains(input, "://")
}

// matching returns the files that fit a pattern: * and ? within a name, ** for any
// folders. Shells differ in the latter, so it is done here for quoted patterns.
func matching(pattern string) ([]string, error) {
	pattern = filepath.ToSlash(pattern)
	if _, err := path.Match(pattern, ""); err != nil {
		return nil, &ConfigError{File: pattern, Message: "not a pattern: " + err.Error(), Hint: "quote it, and use * ? [a-z] and ** for any folders"}
	}
	// What stands before the first special character need not be searched.
	root, _ := path.Split(pattern[:strings.IndexAny(pattern, "*?[")])
	want := strings.Split(strings.TrimPrefix(pattern, root), "/")
	found, err := files(path.Clean(root+"."), func(name string) bool {
		return fits(want, strings.Split(strings.TrimPrefix(name, root), "/"))
	})
	if err != nil {
		return nil, fmt.Errorf("read %s: %s", pattern, reason(err))
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("read %s: no file fits", pattern)
	}
	return found, nil
}

// fits matches the segments of a name; the pattern is known to be well-formed.
func fits(pattern, name []string) bool {
	switch {
	case len(pattern) == 0:
		return len(name) == 0
	case pattern[0] == "**":
		return fits(pattern[1:], name) || len(name) > 0 && fits(pattern, name[1:])
	case len(name) == 0:
		return false
	}
	ok, _ := path.Match(pattern[0], name[0])
	return ok && fits(pattern[1:], name[1:])
}

// files returns the files below a folder that are wanted, sorted, without those of
// hidden folders such as .git.
func files(root string, wanted func(name string) bool) ([]string, error) {
	var out []string
	// A link is followed where it is what was asked for.
	root += string(filepath.Separator) + "."
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && name != root && strings.HasPrefix(d.Name(), ".") {
			return filepath.SkipDir
		}
		if !d.IsDir() && wanted(filepath.ToSlash(name)) {
			out = append(out, name)
		}
		return nil
	})
	return out, err
}
