package harvest

import (
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
)

// format is what may stand before the name of an attachment: "CSV: name".
var format = regexp.MustCompile(`^([A-Za-z][A-Za-z0-9.+-]{0,15})\s*:\s+(.+)$`)

// attachmentList finds the files that the cells of a sheet name.
type attachmentList struct {
	// base is the public address that names are added to, dir the folder of local
	// copies as configured, root the same folder opened; both may be missing.
	base string
	dir  string
	root *os.Root
}

// openAttachments opens the folder of local copies. Through it a name such as
// "../../etc/passwd", or a link that leads out, finds nothing.
func openAttachments(cfg Config) (*attachmentList, error) {
	l := &attachmentList{base: cfg.Attachments.URL, dir: filepath.ToSlash(cfg.Attachments.Dir)}
	if l.base != "" {
		if u, err := url.Parse(l.base); err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
			return nil, &ConfigError{Source: cfg.Name, Field: "attachments.url", Err: errNotWeb(l.base)}
		}
		if !strings.HasSuffix(l.base, "/") && !strings.HasSuffix(l.base, "=") {
			l.base += "/"
		}
	}
	if cfg.Attachments.Dir != "" {
		root, err := os.OpenRoot(cfg.resolve(cfg.Attachments.Dir))
		if err != nil {
			return nil, &ConfigError{Source: cfg.Name, Field: "attachments.dir", Err: wrapPath(cfg.Attachments.Dir, err),
				hint: "name the folder that holds the local copies, relative to the configuration file"}
		}
		l.root = root
	}
	return l, nil
}

func (l *attachmentList) close() {
	if l.root != nil {
		l.root.Close()
	}
}

// parse reads a cell that lists attachments.
func (l *attachmentList) parse(cell string) []attachment {
	var out []attachment
	for _, item := range splitList(decodeEntities(cell)) {
		formato := ""
		if m := format.FindStringSubmatch(item); m != nil {
			formato, item = m[1], m[2]
		}
		out = append(out, l.find(item, formato, ""))
	}
	return out
}

// find completes an attachment of which the name or the address is known.
func (l *attachmentList) find(nome, formato, address string) attachment {
	if address == "" && isWeb(nome) {
		address, nome = nome, ""
	}
	if address != "" {
		address = escapeURL(address)
		if nome == "" {
			nome = lastSegment(address)
		}
	}
	a := attachment{Nome: nome, Formato: formato, URL: address}
	if a.URL == "" && l.base != "" && nome != "" {
		a.URL = l.base + escapePath(nome)
	}
	if l.root != nil && nome != "" {
		local := filepath.FromSlash(nome)
		if info, err := l.root.Stat(local); err == nil && info.Mode().IsRegular() {
			a.File = path.Join(l.dir, filepath.ToSlash(local))
		}
	}
	return a
}

// splitList splits at line ends, "|" and ";". A ";" inside an address stays when
// something follows it at once.
func splitList(cell string) []string {
	var out []string
	add := func(item string) {
		if item = strings.TrimSpace(item); item != "" {
			out = append(out, item)
		}
	}
	for _, line := range strings.FieldsFunc(cell, func(r rune) bool { return r == '\n' || r == '\r' || r == '|' }) {
		begin := 0
		for i := range len(line) {
			if line[i] != ';' {
				continue
			}
			inside := strings.Contains(line[begin:i], "://") && i+1 < len(line) && line[i+1] != ' ' && line[i+1] != '\t' &&
				!strings.Contains(strings.SplitN(line[i+1:], ";", 2)[0], "://")
			if !inside {
				add(line[begin:i])
				begin = i + 1
			}
		}
		add(line[begin:])
	}
	return out
}

func isWeb(text string) bool {
	lower := strings.ToLower(text)
	return strings.HasPrefix(lower, "http://") || strings.HasPrefix(lower, "https://")
}

// escapePath percent-encodes each segment of a relative path (RFC 3986, section 3.3).
func escapePath(name string) string {
	segments := strings.Split(name, "/")
	for i, s := range segments {
		segments[i] = url.PathEscape(s)
	}
	return strings.Join(segments, "/")
}

// escapeURL percent-encodes what may not stand in a URL as it is, such as the spaces
// in addresses of files, and leaves the rest alone.
func escapeURL(address string) string {
	var b strings.Builder
	for i := range len(address) {
		c := address[i]
		if c <= ' ' || c >= 0x7f || strings.IndexByte(`"<>\^{|}`+"`", c) >= 0 {
			const hex = "0123456789ABCDEF"
			b.WriteByte('%')
			b.WriteByte(hex[c>>4])
			b.WriteByte(hex[c&15])
			continue
		}
		b.WriteByte(c)
	}
	return b.String()
}

// lastSegment returns the file name in an address, decoded.
func lastSegment(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	if name := path.Base(u.Path); name != "." && name != "/" {
		return name
	}
	return ""
}
