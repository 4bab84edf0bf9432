package inspect

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"github.com/trebbia/trebbia/dcat/vocab"
)

// maxMembers bounds the members of an archive that are looked at.
const maxMembers = 2000

// readArchive reads a ZIP archive: an Office document, or a container of files. A
// container of files of one type has that type (DCAT-AP_IT guide, dct:format).
func (f *File) readArchive(r io.Reader, opt Options) error {
	data, fits, err := hold(r, opt.MaxMemory)
	if err != nil {
		return err
	}
	if !fits {
		f.note("too-large", 0, "archives of more than %d bytes are not looked into", opt.MaxMemory)
		return nil
	}
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		f.note("broken-archive", 0, "the ZIP archive cannot be read: %s", strings.TrimPrefix(err.Error(), "zip: "))
		return nil
	}
	if fileType := officeType(archive); fileType != "" {
		f.FileType = fileType
		switch fileType {
		case "XLSX":
			f.readXLSX(data, opt)
		case "ODS":
			f.readODS(archive, opt)
		}
		return nil
	}
	return f.readMembers(archive, opt)
}

// officeType recognises the documents that are ZIP archives by what they must contain.
func officeType(archive *zip.Reader) string {
	names := map[string]bool{}
	for _, m := range archive.File[:min(len(archive.File), maxMembers)] {
		names[m.Name] = true
		if m.Name == "mimetype" && m.UncompressedSize64 < 200 {
			if mime, err := readMember(m, 200); err == nil {
				// OpenDocument: an uncompressed first member names the media type.
				types, _ := vocab.Lookup("media-type")
				if entry, ok := types.Code(strings.TrimSpace(string(mime))); ok {
					return entry.Attr["file-type"]
				}
			}
		}
	}
	switch {
	case !names["[Content_Types].xml"]:
		if names["doc.kml"] {
			return "KMZ"
		}
	case names["xl/workbook.xml"], names["xl/workbook.bin"]:
		return "XLSX"
	case names["word/document.xml"]:
		return "DOCX"
	case names["ppt/presentation.xml"]:
		return "PPTX"
	}
	return ""
}

func readMember(m *zip.File, limit int64) ([]byte, error) {
	r, err := m.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(io.LimitReader(r, limit))
}

func (f *File) readMembers(archive *zip.Reader, opt Options) error {
	f.Container = "ZIP"
	if f.inner {
		return nil
	}
	if len(archive.File) > maxMembers {
		f.note("too-many-members", 0, "the archive holds %d files: only the first %d are looked at", len(archive.File), maxMembers)
	}
	types := map[string]bool{}
	var only *zip.File
	for _, m := range archive.File[:min(len(archive.File), maxMembers)] {
		if strings.HasSuffix(m.Name, "/") || strings.HasPrefix(m.Name, "__MACOSX/") || strings.HasPrefix(path.Base(m.Name), ".") {
			continue
		}
		f.Members = append(f.Members, m.Name)
		only = m
		head, err := readMember(m, headBytes)
		if err != nil {
			f.note("broken-archive", 0, "member %s cannot be read: %s", m.Name, strings.TrimPrefix(err.Error(), "zip: "))
			types[""] = true
			continue
		}
		types[sniff(head, m.Name, len(head) < headBytes)] = true
	}
	slices.Sort(f.Members)
	switch {
	case len(f.Members) == 1:
		r, err := only.Open()
		if err != nil {
			f.note("broken-archive", 0, "member %s cannot be read: %s", only.Name, strings.TrimPrefix(err.Error(), "zip: "))
			return nil
		}
		defer r.Close()
		return f.readInner(r, only.Name, opt)
	case isShapefile(f.Members):
		f.FileType = "SHP"
	case len(types) == 1 && !types[""]:
		for fileType := range types {
			f.FileType = fileType
		}
	}
	return nil
}

// isShapefile recognises the parts of an ESRI shapefile, which are one dataset.
func isShapefile(names []string) bool {
	has := map[string]bool{}
	for _, n := range names {
		has[extension(n)] = true
	}
	return has["shp"] && has["dbf"] && has["shx"]
}

func (f *File) readGzip(r io.Reader, name string, opt Options) error {
	z, err := gzip.NewReader(r)
	if err != nil {
		f.note("broken-archive", 0, "the GZIP file cannot be read: %s", strings.TrimPrefix(err.Error(), "gzip: "))
		return nil
	}
	f.Container = "GZIP"
	if f.inner {
		return nil
	}
	inner := strings.TrimSuffix(name, ".gz")
	f.Members = []string{inner}
	return f.readInner(z, inner, opt)
}

// errUnpacked ends the reading of a member that unpacks to more than is allowed.
var errUnpacked = errors.New("unpacks to more than the limit")

// readInner inspects the one file of a container. Archives in archives are not opened.
func (f *File) readInner(r io.Reader, name string, opt Options) error {
	inner := &File{Name: name, inner: true}
	br := &limited{r: r, left: opt.MaxBytes}
	if err := inner.read(br, path.Base(name), opt); err != nil {
		if errors.Is(err, errUnpacked) {
			f.note("too-large", 0, "member %s unpacks to more than %d bytes: not looked into", name, opt.MaxBytes)
			return nil
		}
		f.note("broken-archive", 0, "member %s cannot be read: %s", name, err)
		return nil
	}
	if inner.Container != "" {
		return nil
	}
	if inner.FileType != "" {
		f.FileType = inner.FileType
	}
	f.Table = inner.Table
	f.Notes = append(f.Notes, inner.Notes...)
	return nil
}

// limited fails, unlike io.LimitReader, when more than its limit is read.
type limited struct {
	r    io.Reader
	left int64
}

func (l *limited) Read(p []byte) (int, error) {
	n, err := l.r.Read(p)
	if l.left -= int64(n); l.left < 0 {
		return 0, fmt.Errorf("member %w", errUnpacked)
	}
	return n, err
}
