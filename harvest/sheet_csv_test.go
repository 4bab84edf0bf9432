package harvest_test

import (
	"bytes"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

func TestCSVEncodings(t *testing.T) {
	const title = "Numero Mensilità – città d’arte, 10 €"
	text := strings.ReplaceAll(header+`"`+title+`",,,,,,,,,1`+"\n", "\n", "\r\n")
	encode := func(b []byte, err error) string {
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	for name, bytes := range map[string]string{
		"UTF-8":          text,
		"UTF-8 with BOM": "\ufeff" + text,
		"Windows-1252":   encode(charmap.Windows1252.NewEncoder().Bytes([]byte(text))),
		"UTF-16LE":       encode(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes([]byte(text))),
		"UTF-16BE":       encode(unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder().Bytes([]byte(text))),
		"UTF-32":         encode(utf32.UTF32(utf32.LittleEndian, utf32.UseBOM).NewEncoder().Bytes([]byte(text))),
		"old Mac lines":  strings.ReplaceAll(text, "\r\n", "\r"),
	} {
		if got := field(t, open(t, sheetFile(t, "a.csv", bytes)), "titolo"); len(got) != 1 || got[0] != title {
			t.Errorf("%s: titles %q", name, got)
		}
	}
	_, _, end := collect(t, open(t, sheetFile(t, "a.csv", "Titolo\x00,x\n")))
	if end == nil || !strings.Contains(end.Error(), "zero bytes") {
		t.Errorf("a binary file: ended with %v", end)
	}
}

func TestCSVSeparators(t *testing.T) {
	for _, separator := range []string{",", ";", "\t", "|"} {
		// The title holds every other separator; the first row is not the header's.
		title := "uno, due; tre | quattro\tcinque"
		text := strings.ReplaceAll(header, ",", separator) + `"` + title + `"` + strings.Repeat(separator, 9) + "1\n"
		if got := field(t, open(t, sheetFile(t, "a.csv", text)), "titolo"); len(got) != 1 || got[0] != title {
			t.Errorf("%q: titles %q", separator, got)
		}
	}
	text := "sep=^\n" + strings.ReplaceAll(header, ",", "^") + "A^^^^^^^^^1\n"
	source := open(t, sheetFile(t, "a.csv", text))
	if got := field(t, source, "titolo"); len(got) != 1 {
		t.Errorf("declared separator: titles %q", got)
	}
	if records, _, _ := collect(t, source); records[0].Location != "a.csv:3" {
		t.Errorf("after a declared separator the row is at %s", records[0].Location)
	}
}

func TestCSVOpenQuoteLosesOneRow(t *testing.T) {
	text := header + "A,,,,,,,,,1\n\n\"B,,,,,,,,,2\nC,,,,,,,,,3\n\"D\nD\",,,,,,,,,4\n"
	records, broken, end := collect(t, open(t, sheetFile(t, "a.csv", text)))
	var got []string
	for _, r := range records {
		got = append(got, r.ID+"@"+r.Location)
	}
	if strings.Join(got, " ") != "1@a.csv:2 3@a.csv:5 4@a.csv:6" || len(broken) != 1 || broken[0].Location != "a.csv:4" {
		t.Errorf("records %q, broken %v", got, broken)
	}
	if end == nil || !bytes.Equal(broken[0].Raw, []byte("\"B,,,,,,,,,2\n")) {
		t.Errorf("raw %q, ended with %v", broken[0].Raw, end)
	}
}
