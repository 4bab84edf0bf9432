package harvest

import (
	"os"
	"testing"
)

// FuzzSheet feeds the readers with anything: they may refuse it, and what they take
// must be a table that the rest can work on.
func FuzzSheet(f *testing.F) {
	for _, name := range []string{"csv", "json", "yaml"} {
		text, err := os.ReadFile("testdata/sheet/prospetti." + name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(name, text)
	}
	f.Add("csv", []byte("sep=;\na;\"b\n\"c;\"\"\n"))
	f.Add("yaml", []byte("- a: &x [1, {b: *x}]\n- !!binary aGk=\n- |\n x\n"))
	f.Add("json", []byte(`[{"a":{"b":[1]}},null,[],"x",1e9]`))
	f.Fuzz(func(t *testing.T, format string, text []byte) {
		read, ok := sheetReaders[format]
		if !ok || format == "xlsx" || len(text) > 1<<16 {
			t.Skip()
		}
		table, err := read(document{bytes: text, location: "a"}, Config{})
		if err != nil {
			return
		}
		columns := &columns{of: map[string]string{}}
		for _, f := range maskFields {
			columns.of[f.key] = f.column
		}
		s, lines := &sheet{}, map[string]int{}
		for _, row := range table.rows {
			if row.line < 1 {
				t.Fatalf("a row on line %d", row.line)
			}
			if record, err := s.record(table, row, columns, &attachmentList{}, lines); err == nil && record.ID == "" {
				t.Fatal("a record without identity")
			}
		}
	})
}
