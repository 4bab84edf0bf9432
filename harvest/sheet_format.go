package harvest

import (
	"bytes"
	"fmt"
	"path"
	"strings"
)

// sheetReaders reads a document of each format into a table.
var sheetReaders = map[string]func(document, Config) (*table, error){
	"csv":  readCSV,
	"json": readJSON,
	"xlsx": readXLSX,
	"yaml": readYAML,
}

// sheetFormat decides what a sheet is written in: the configured format, else what
// the content shows, else the extension of the name.
func sheetFormat(doc document, configured string) (string, error) {
	head := bytes.TrimLeft(bytes.TrimPrefix(doc.bytes[:min(len(doc.bytes), 512)], []byte("\xef\xbb\xbf")), " \t\r\n")
	switch {
	case bytes.HasPrefix(doc.bytes, []byte("\xd0\xcf\x11\xe0")):
		return "", &ConfigError{Location: doc.location, Err: fmt.Errorf("an Excel workbook of the old binary form"),
			hint: "save it as .xlsx or CSV"}
	case isHTML(head):
		return "", &ConfigError{Location: doc.location, Err: fmt.Errorf("a web page, not a sheet"),
			hint: "the address may want a login, or lead to a page about the file"}
	case configured != "":
		return strings.ToLower(configured), nil
	case bytes.HasPrefix(doc.bytes, []byte("PK\x03\x04")):
		return "xlsx", nil
	}
	extension := strings.ToLower(path.Ext(strings.SplitN(doc.name, "?", 2)[0]))
	switch {
	case extension == ".yaml", extension == ".yml", strings.Contains(doc.mediaType, "yaml"):
		return "yaml", nil // may begin with a bracket, too
	case bytes.HasPrefix(head, []byte("[")), bytes.HasPrefix(head, []byte("{")), extension == ".json":
		return "json", nil
	case extension == ".xlsx", extension == ".xlsm":
		return "xlsx", nil
	}
	return "csv", nil
}

func isHTML(head []byte) bool {
	head = bytes.ToLower(head)
	return bytes.HasPrefix(head, []byte("<!doctype html")) || bytes.HasPrefix(head, []byte("<html"))
}
