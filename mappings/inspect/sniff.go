package inspect

import (
	"bytes"
	"io"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/trebbia/trebbia/dcat/vocab"
)

// MediaType returns the IANA media type that goes with an EU file-type code, or "" when
// none is registered.
func MediaType(fileType string) string {
	table, ok := vocab.Lookup("file-type")
	if !ok {
		return ""
	}
	entry, _ := table.Code(fileType)
	return entry.Attr["media-type"]
}

// magic holds the first bytes that give a binary format away.
var magic = []struct{ prefix, fileType string }{
	{"%PDF-", "PDF"},
	{"PK\x03\x04", "ZIP"},
	{"PK\x05\x06", "ZIP"},
	{"\x1f\x8b", "GZIP"},
	{"Rar!\x1a\x07", "RAR"},
	{"7z\xbc\xaf\x27\x1c", "7Z"},
	{"\x89PNG\r\n\x1a\n", "PNG"},
	{"\xff\xd8\xff", "JPEG"},
	{"GIF87a", "GIF"},
	{"GIF89a", "GIF"},
	{"II*\x00", "TIFF"},
	{"MM\x00*", "TIFF"},
	{"PAR1", "PARQUET"},
	{"{\\rtf", "RTF"},
}

// sniff returns the EU file-type code that the first bytes show, "" when they show
// none. The name decides only between readings that the same bytes allow.
func sniff(head []byte, name string, whole bool) string {
	for _, m := range magic {
		if bytes.HasPrefix(head, []byte(m.prefix)) {
			return m.fileType
		}
	}
	ext := extension(name)
	switch {
	case bytes.HasPrefix(head, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
		// One container for all old Office formats; its directory names the stream.
		switch {
		case bytes.Contains(head, utf16Name("Workbook")), bytes.Contains(head, utf16Name("Book")):
			return "XLS"
		case bytes.Contains(head, utf16Name("WordDocument")):
			return "DOC"
		case ext == "xls" || ext == "doc" || ext == "ppt":
			return strings.ToUpper(ext)
		}
		return ""
	case bytes.HasPrefix(head, []byte("SQLite format 3\x00")):
		// Application id at offset 68 (OGC 12-128r18, clause 1.1.1.1.1).
		if len(head) > 72 && string(head[68:72]) == "GPKG" {
			return "GPKG"
		}
		return ""
	}
	text, ok := headText(head)
	if !ok {
		return ""
	}
	return sniffText(text, ext, whole)
}

func utf16Name(name string) []byte {
	var b []byte
	for _, c := range []byte(name) {
		b = append(b, c, 0)
	}
	return b
}

// headText decodes the head; ok is false when it is no text.
func headText(head []byte) (text string, ok bool) {
	d := newDecoder(bytes.NewReader(head), head)
	data, err := io.ReadAll(d)
	if err != nil {
		return "", false
	}
	control := 0
	for _, b := range data {
		if b < 0x20 && b != '\t' && b != '\n' && b != '\r' && b != '\f' && b != 0x1A {
			control++
		}
	}
	return string(data), control*100 <= len(data) && utf8.Valid(data)
}

var (
	htmlStart = regexp.MustCompile(`(?is)^(<!--.*?-->|<\?xml[^>]*\?>|\s)*(<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>])`)
	xmlStart  = regexp.MustCompile(`(?s)^<(\?xml|!--|!DOCTYPE|[A-Za-z_])`)
	turtle    = regexp.MustCompile(`(?im)^\s*(@prefix|@base|prefix|base)\s+[\w-]*:?\s*<[^>\s]*>`)
	ntriple   = regexp.MustCompile(`^(<[^>\s]+>|_:\w+)\s+<[^>\s]+>\s+(<[^>\s]+>|_:\w+|".*"\S*)\s*\.`)
	jsonStart = regexp.MustCompile(`^(\{\s*("|\}|$)|\[\s*([\[{"\]\d-]|true|false|null|$))`)
)

func sniffText(text, ext string, whole bool) string {
	text = strings.TrimLeft(text, " \t\r\n")
	switch {
	case text == "":
		return "TXT"
	case htmlStart.MatchString(text):
		if strings.HasPrefix(text, "<?xml") || strings.Contains(text[:min(len(text), 512)], "http://www.w3.org/1999/xhtml") {
			return "XHTML"
		}
		return "HTML"
	case jsonStart.MatchString(text):
		return "JSON"
	case ntriple.MatchString(text):
		return "RDF_N_TRIPLES"
	case xmlStart.MatchString(text):
		return "XML"
	case turtle.MatchString(text):
		return "RDF_TURTLE"
	}
	dialect, ok := guessDialect(text, whole)
	switch {
	case ok && dialect.delimiter == '\t':
		return "TSV"
	case ok:
		return "CSV"
	case ext == "csv" || ext == "tsv":
		// One column, or no line end at all: nothing in the bytes says otherwise.
		return strings.ToUpper(ext)
	}
	return "TXT"
}
