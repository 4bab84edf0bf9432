package inspect

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/trebbia/trebbia/dcat/vocab"
	"github.com/xuri/excelize/v2"
)

func look(t *testing.T, name, content string) *File {
	t.Helper()
	f, err := Inspect(context.Background(), strings.NewReader(content), name, Options{})
	if err != nil {
		t.Fatalf("Inspect(%s): %v", name, err)
	}
	return f
}

func (f *File) has(code string) bool {
	for _, n := range f.Notes {
		if n.Code == code {
			return true
		}
	}
	return false
}

func zipOf(t *testing.T, members ...string) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(members); i += 2 {
		m, err := w.Create(members[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(m, members[i+1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func gzipOf(t *testing.T, content string) string {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := io.WriteString(w, content); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func xlsxOf(t *testing.T, rows ...[]any) string {
	t.Helper()
	book := excelize.NewFile()
	for i, row := range rows {
		cell, _ := excelize.CoordinatesToCellName(1, i+1)
		if err := book.SetSheetRow("Sheet1", cell, &row); err != nil {
			t.Fatal(err)
		}
	}
	b, err := book.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

const table = "Anno,Mese,Regione,numero\r\n2023,Agosto,ABRUZZO,321.0\r\n2023,Aprile,MOLISE,12.0\r\n"

func TestFileTypeIsDecidedByContent(t *testing.T) {
	files, _ := vocab.Lookup("file-type")
	for _, test := range []struct{ name, content, want string }{
		{"a.csv", table, "CSV"},
		{"a", table, "CSV"},
		{"report.FILE", table, "CSV"},
		{"a.csv", "un solo\nelenco\n", "CSV"},
		{"a.txt", "Questo testo, come si vede, ha virgole.\nMa non ha colonne.\n", "TXT"},
		{"a.csv", "a\tb\n1\t2\n3\t4\n", "TSV"},
		{"a.csv", "<!DOCTYPE html>\n<html><body>404, not found</body></html>", "HTML"},
		{"a.json", ` [{"a":1},{"a":2}]`, "JSON"},
		{"a.txt", `{"@context":{},"@id":"x"}`, "JSON_LD"},
		{"a.json", `{"type":"FeatureCollection","features":[]}`, "GEOJSON"},
		{"a.csv", `<?xml version="1.0"?><dataset><row><a>1</a><b>2</b></row></dataset>`, "XML"},
		{"a.xml", `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>`, "RDF_XML"},
		{"a.xml", `<kml xmlns="http://www.opengis.net/kml/2.2"/>`, "KML"},
		{"a.xml", `<?xml version="1.0"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"/>`, "XHTML"},
		{"a.txt", "@prefix a: <http://e/> .\na:b a:c a:d .\n", "RDF_TURTLE"},
		{"a.txt", "<http://e/a> <http://e/b> \"c\" .\n", "RDF_N_TRIPLES"},
		{"a.csv", "%PDF-1.7\n", "PDF"},
		{"a.xls", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", "XLS"},
		{"a.dat", "\x00\x01\x02\x03\x04", ""},
		{"a.zip", zipOf(t, "a.csv", table), "CSV"},
		{"a.zip", zipOf(t, "a.csv", table, "b.csv", table), "CSV"},
		{"a.zip", zipOf(t, "a.csv", table, "leggimi.pdf", "%PDF-1.4"), "ZIP"},
		{"a.zip", zipOf(t, "a.shp", "\x00\x00", "a.dbf", "\x03", "a.shx", "\x00"), "SHP"},
		{"a.zip", zipOf(t, "in.zip", zipOf(t, "a.csv", table)), "ZIP"},
		{"a.csv.gz", gzipOf(t, table), "CSV"},
		{"a.bin", xlsxOf(t, []any{"Anno", "Regione"}, []any{2023, "Lazio"}), "XLSX"},
		{"a.bin", zipOf(t, "mimetype", "application/vnd.oasis.opendocument.text"), "ODT"},
	} {
		f := look(t, test.name, test.content)
		if f.FileType != test.want {
			t.Errorf("%s %.30q: file type %q, want %q", test.name, test.content, f.FileType, test.want)
		}
		if _, ok := files.Code(f.FileType); !ok && f.FileType != "" {
			t.Errorf("file type %q is not in the EU table", f.FileType)
		}
	}
}

func TestSizeAndChecksumAreThoseOfTheWholeFile(t *testing.T) {
	// The JSON text ends long before the file does.
	for _, content := range []string{table, `[{"a":_}` + strings.Repeat(" tail", 50000), zipOf(t, "a.csv", table)} {
		f := look(t, "a", content)
		sum := sha256.Sum256([]byte(content))
		if f.ByteSize != int64(len(content)) || f.SHA256 != hex.EncodeToString(sum[:]) {
			t.Errorf("%.20q: %d bytes, %s", content, f.ByteSize, f.SHA256)
		}
	}
}

func TestReadInAnyPieces(t *testing.T) {
	want := look(t, "a.csv", table)
	got, err := Inspect(context.Background(), iotest.OneByteReader(strings.NewReader(table)), "a.csv", Options{})
	if err != nil || got.SHA256 != want.SHA256 || got.Table.Rows != want.Table.Rows {
		t.Errorf("one byte at a time: %+v, %v", got, err)
	}
}

func TestLimits(t *testing.T) {
	var large *TooLargeError
	_, err := Inspect(context.Background(), strings.NewReader(strings.Repeat("a,b\n", 1000)), "a.csv", Options{MaxBytes: 100})
	if !errors.As(err, &large) {
		t.Errorf("error %v, want *TooLargeError", err)
	}
	bomb := zipOf(t, "a.csv", strings.Repeat("1,2,3\n", 1<<20))
	f, err := Inspect(context.Background(), strings.NewReader(bomb), "a.zip", Options{MaxBytes: 1 << 20})
	if err != nil || !f.has("too-large") || f.Table != nil {
		t.Errorf("archive that unpacks to too much: %+v, %v", f, err)
	}
	broken := errors.New("connection reset")
	if _, err := Inspect(context.Background(), iotest.ErrReader(broken), "a.csv", Options{}); !errors.Is(err, broken) {
		t.Errorf("error %v, want that of the reader", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Inspect(ctx, strings.NewReader(table), "a.csv", Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want that of the context", err)
	}
	deep := look(t, "a.json", strings.Repeat("[", 100000))
	if !deep.has("deep-json") {
		t.Errorf("nested JSON: notes %v", deep.Notes)
	}
}

func TestBrokenContentIsANote(t *testing.T) {
	for _, test := range []struct{ name, content, note string }{
		{"a.csv", "", "empty-file"},
		{"a.json", `[{"OBS_VALUE":_}]`, "invalid-json"},
		{"a.json", `[{"a":1},`, "invalid-json"},
		{"a.json", "{\"a\":1}\n{\"a\":2}\n", "json-lines"},
		{"a.xml", `<a><b></a>`, "invalid-xml"},
		{"a.xml", `<?xml version="1.0"?><a><b>`, "invalid-xml"},
		{"a.zip", "PK\x03\x04 not really", "broken-archive"},
		{"a.gz", "\x1f\x8b\x00", "broken-archive"},
		{"a.csv", "anno,sesso,importo2019,M,3212019,F,1232020,M,555", "no-newline"},
		{"a.csv", "a;b;c\n1;2;3\nTotale;2;3\n", "total-rows"},
		{"a.csv", "a;b;c\n1;2;3\n1;2\n", "ragged-rows"},
		{"a.csv", "Prospetto delle domande\n\nAnno;Mese;n\n2020;Marzo;2\n2020;Aprile;4\n", "header-row"},
		{"a.csv", "2020;1;2\n2021;3;4\n", "no-header"},
		{"a.csv", "a;b;c\n1;;3\n1;;3\n", "empty-column"},
		{"a.csv", "a;b\n1;x\n2;3\nz;4\n4;5\n5;6\n", "mixed-column"},
		{"a.csv", "a;citt\xe0\n1;Forl\xec\n", "encoding"},
		{"a.csv", "\ufeffa;b\n1;2\n", "byte-order-mark"},
		{"a.csv", "a;b\nperché;2\nx;Forl\xec\n", "mixed-encoding"},
		{"a.csv", "a;b\r1;2\r3;4\r", "line-end"},
		{"a.csv", "a;b\n1;.\n2;3\n", "null-mark"},
	} {
		if f := look(t, test.name, test.content); !f.has(test.note) {
			t.Errorf("%.30q: notes %v, want %s", test.content, f.Notes, test.note)
		}
	}
}
