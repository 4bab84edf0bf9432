package harvest_test

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"errors"
	"hash/crc32"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/trebbia/trebbia/harvest"
)

// sheetBook writes a workbook with the given cells under the usual header, prepared by
// set, and returns the configuration that reads it.
func sheetBook(t testing.TB, set func(f *excelize.File)) harvest.Config {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	names := strings.Split(strings.TrimSpace(header), ",")
	if err := f.SetSheetRow("Sheet1", "A1", &names); err != nil {
		t.Fatal(err)
	}
	set(f)
	cfg := sheetFile(t, "a.xlsx", "")
	if err := f.SaveAs(filepath.Join(cfg.Dir, "a.xlsx")); err != nil {
		t.Fatal(err)
	}
	return cfg
}

func TestXLSXDates(t *testing.T) {
	formats := map[string]*excelize.Style{}
	long, clock, quoted := "dddd d mmmm yyyy", "[h]:mm", `"anno" 0`
	formats["long"] = &excelize.Style{CustomNumFmt: &long}
	formats["clock"] = &excelize.Style{CustomNumFmt: &clock}
	formats["quoted"] = &excelize.Style{CustomNumFmt: &quoted}
	formats["day"] = &excelize.Style{NumFmt: 14}
	formats["moment"] = &excelize.Style{NumFmt: 22}
	formats["number"] = &excelize.Style{NumFmt: 4}
	for _, test := range []struct {
		cell, style string
		value       any
		key, want   string
	}{
		{"B2", "day", 46037, "pubblicazione", "2026-01-15"},
		{"B2", "long", 46037, "pubblicazione", "2026-01-15"},
		{"B2", "moment", 46037.5, "pubblicazione", "2026-01-15T12:00:00"},
		{"B2", "", 46037, "pubblicazione", "2026-01-15"}, // lost its format
		{"B2", "", 2022, "pubblicazione", "2022"},        // a year
		{"B2", "", "17 marzo 2022", "pubblicazione", "17 marzo 2022"},
		{"I2", "day", 46037, "periodo", "2026-01-15"},
		{"I2", "number", 46037, "periodo", "46037"},
		{"I2", "clock", 1.5, "periodo", "1.5"},
		{"I2", "quoted", 2022, "periodo", "2022"},
		{"J2", "", 5867, "identificativo", "5867"},
	} {
		cfg := sheetBook(t, func(f *excelize.File) {
			f.SetCellValue("Sheet1", "A2", "A")
			f.SetCellValue("Sheet1", test.cell, test.value)
			if test.style != "" {
				id, err := f.NewStyle(formats[test.style])
				if err != nil {
					t.Fatal(err)
				}
				f.SetCellStyle("Sheet1", test.cell, test.cell, id)
			}
		})
		if got := field(t, open(t, cfg), test.key); got[0] != test.want {
			t.Errorf("%v as %q gives %q, want %q", test.value, test.style, got[0], test.want)
		}
	}
}

func TestXLSXCountsDaysFrom1904(t *testing.T) {
	yes := true
	cfg := sheetBook(t, func(f *excelize.File) {
		f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &yes})
		f.SetCellValue("Sheet1", "A2", "A")
		f.SetCellValue("Sheet1", "B2", 44575)
	})
	if got := field(t, open(t, cfg), "pubblicazione"); got[0] != "2026-01-15" {
		t.Errorf("pubblicazione %q", got)
	}
}

func TestXLSXSheets(t *testing.T) {
	cfg := sheetBook(t, func(f *excelize.File) {
		f.SetCellValue("Sheet1", "A3", "A") // row 2 is empty
		f.NewSheet("Note")
	})
	records, _, end := collect(t, open(t, cfg))
	if end != nil || len(records) != 1 || records[0].Location != "a.xlsx[Sheet1]:3" {
		t.Errorf("records %v, ended with %v", records, end)
	}
	cfg.Sheet = "Sheet2"
	_, _, end = collect(t, open(t, cfg))
	var fault *harvest.ConfigError
	if !errors.As(end, &fault) || !strings.Contains(fault.Error(), `no sheet "Sheet2"`) || !strings.Contains(fault.Hint(), `did you mean "Sheet1"?`) {
		t.Errorf("ended with %v", end)
	}
	cfg.Sheet = "Note"
	if _, _, end = collect(t, open(t, cfg)); end == nil || !strings.Contains(end.Error(), "no column names") {
		t.Errorf("ended with %v", end)
	}
}

func TestXLSXRefusesWhatIsNone(t *testing.T) {
	for text, want := range map[string]string{
		"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "old binary form",
		"PK\x03\x04 but no archive":        "not an XLSX workbook",
	} {
		_, _, end := collect(t, open(t, sheetFile(t, "a.xlsx", text)))
		if end == nil || !strings.Contains(end.Error(), want) {
			t.Errorf("ended with %v, want %q", end, want)
		}
	}
}

// bomb returns a workbook the sheet of which says that it has so many bytes.
func bomb(t *testing.T, sheet string, declared uint64) harvest.Config {
	t.Helper()
	const part = "xl/worksheets/sheet1.xml"
	cfg := sheetBook(t, func(*excelize.File) {})
	path := filepath.Join(cfg.Dir, cfg.Path)
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	in, err := zip.NewReader(bytes.NewReader(text), int64(len(text)))
	if err != nil {
		t.Fatal(err)
	}
	var packed, out bytes.Buffer
	f, err := flate.NewWriter(&packed, flate.BestSpeed)
	if err != nil {
		t.Fatal(err)
	}
	f.Write([]byte(sheet))
	f.Close()
	z := zip.NewWriter(&out)
	for _, f := range in.File {
		if f.Name != part {
			z.Copy(f)
		}
	}
	w, err := z.CreateRaw(&zip.FileHeader{Name: part, Method: zip.Deflate, CRC32: crc32.ChecksumIEEE([]byte(sheet)),
		CompressedSize64: uint64(packed.Len()), UncompressedSize64: declared})
	if err != nil {
		t.Fatal(err)
	}
	w.Write(packed.Bytes())
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, out.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	return cfg
}

func TestXLSXBombsAreRefused(t *testing.T) {
	const head = `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`
	const foot = `</sheetData></worksheet>`
	blanks := head + strings.Repeat(" ", 4<<20) + foot
	wide := head + `<row r="1"><c r="XFD1" t="inlineStr"><is><t>x</t></is></c></row>` + foot
	for name, test := range map[string]struct {
		sheet    string
		declared uint64
		want     string
	}{
		"a part that grows":            {blanks, 200 << 20, "unexpected EOF"},
		"a part that grows on the sly": {blanks, 1000, "zip: not a valid zip file"},
		"a sheet that is cut off":      {wide[:len(wide)-30], uint64(len(wide) - 30), "damaged workbook: xl/worksheets/sheet1.xml"},
		"a row of all columns":         {wide, uint64(len(wide)), "more than 1000 cells in a row"},
	} {
		cfg := bomb(t, test.sheet, test.declared)
		if _, _, end := collect(t, open(t, cfg)); end == nil || !strings.Contains(end.Error(), test.want) {
			t.Errorf("%s: ended with %v", name, end)
		}
	}
}

func TestSheetOfTooManyRows(t *testing.T) {
	cfg := sheetFile(t, "a.json", "["+strings.Repeat("1,", 100_001)+"1]")
	records, broken, end := collect(t, open(t, cfg))
	if end == nil || !strings.Contains(end.Error(), "more than 100000 rows") || len(records)+len(broken) > 0 {
		t.Errorf("%d records, %d broken, ended with %v", len(records), len(broken), end)
	}
}
