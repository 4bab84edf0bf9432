package harvest

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAttachmentCell(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"dati/a.csv", "dati/città 1.json", "segreto.csv"} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink("../segreto.csv", filepath.Join(dir, "dati", "link.csv")); err != nil {
		t.Fatal(err)
	}
	list, err := openAttachments(Config{Dir: dir, Attachments: Attachments{Dir: "dati", URL: "https://www.example.it/d"}})
	if err != nil {
		t.Fatal(err)
	}
	defer list.close()
	const base = "https://www.example.it/d/"
	for cell, want := range map[string][]attachment{
		"":                     nil,
		" ; | \n":              nil,
		"a.csv":                {{Nome: "a.csv", URL: base + "a.csv", File: "dati/a.csv"}},
		"CSV: a.csv;b.xml":     {{"a.csv", "CSV", base + "a.csv", "dati/a.csv"}, {Nome: "b.xml", URL: base + "b.xml"}},
		"citt&#224; 1.json":    {{Nome: "città 1.json", URL: base + "citt%C3%A0%201.json", File: "dati/città 1.json"}},
		"FILE : 2022/x y?.zip": {{"2022/x y?.zip", "FILE", base + "2022/x%20y%3F.zip", ""}},
		"https://a.example/x;y?b=1&copy=2;XML: http://b.example/z z.xml": {
			{Nome: "x;y", URL: "https://a.example/x;y?b=1&copy=2"},
			{"z z.xml", "XML", "http://b.example/z%20z.xml", ""}},
		"https://a.example/": {{URL: "https://a.example/"}},
		"Allegato 1: x.csv":  {{Nome: "Allegato 1: x.csv", URL: base + "Allegato%201:%20x.csv"}},
		"../segreto.csv":     {{Nome: "../segreto.csv", URL: base + "../segreto.csv"}},
		"link.csv":           {{Nome: "link.csv", URL: base + "link.csv"}},
		"a.csv\r\nb.csv|a.csv": {{Nome: "a.csv", URL: base + "a.csv", File: "dati/a.csv"}, {Nome: "b.csv", URL: base + "b.csv"},
			{Nome: "a.csv", URL: base + "a.csv", File: "dati/a.csv"}},
	} {
		if diff := cmp.Diff(want, list.parse(cell)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", cell, diff)
		}
	}
}

func TestAttachmentsWithoutSettings(t *testing.T) {
	list, err := openAttachments(Config{})
	if err != nil {
		t.Fatal(err)
	}
	if got := list.parse("CSV: a.csv"); len(got) != 1 || got[0] != (attachment{Nome: "a.csv", Formato: "CSV"}) {
		t.Errorf("attachments %v", got)
	}
}
