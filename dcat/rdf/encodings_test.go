package rdf

import (
	"encoding/binary"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"
)

func inUTF16(text string, order binary.AppendByteOrder, mark bool) string {
	var out []byte
	if mark {
		text = "\uFEFF" + text
	}
	for _, u := range utf16.Encode([]rune(text)) {
		out = order.AppendUint16(out, u)
	}
	return string(out)
}

func inCharmap(t *testing.T, c *charmap.Charmap, text string) string {
	t.Helper()
	out, err := c.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// However a document is encoded, the same is read at the same places: columns count
// characters, not bytes.
func TestEncodings(t *testing.T) {
	xmlText := `<?xml version="1.0" encoding="NAME"?>` + "\n" + rdfxml("<rdf:Description rdf:about=\"e:s\">\r<e:à>è € “x”</e:à><e:p>y</e:p></rdf:Description>")
	turtle := "<e:s> <e:à> \"è € “x” 𝄞\" ; <e:p> \"y\" .\r\n<e:s> <e:q> \"\"\"a\r\nb\"\"\" .\r<e:s> <e:r> 1 .\n"
	xmlWant := []string{`3:1 <e:s> <http://example.org/à> "è € “x”" .`, `3:19 <e:s> <http://example.org/p> "y" .`}
	turtleWant := []string{`1:13 <e:s> <e:à> "è € “x” 𝄞" .`, `1:33 <e:s> <e:p> "y" .`, `2:13 <e:s> <e:q> "a\r\nb" .`, `4:13 <e:s> <e:r> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .`}
	named := func(name string) string { return strings.Replace(xmlText, "NAME", name, 1) }
	latin9 := strings.NewReplacer("“", `"`, "”", `"`)
	for name, c := range map[string]struct {
		format Format
		text   string
		want   []string
	}{
		"Turtle UTF-8":                {Turtle, turtle, turtleWant},
		"Turtle UTF-8 with mark":      {Turtle, "\uFEFF" + turtle, turtleWant},
		"Turtle UTF-16LE":             {Turtle, inUTF16(turtle, binary.LittleEndian, true), turtleWant},
		"Turtle UTF-16BE":             {Turtle, inUTF16(turtle, binary.BigEndian, true), turtleWant},
		"Turtle UTF-16LE, no mark":    {Turtle, inUTF16(turtle, binary.LittleEndian, false), turtleWant},
		"XML UTF-8":                   {RDFXML, named("UTF-8"), xmlWant},
		"XML UTF-8 with mark":         {RDFXML, "\uFEFF" + named("utf8"), xmlWant},
		"XML UTF-16LE":                {RDFXML, inUTF16(named("UTF-16"), binary.LittleEndian, true), xmlWant},
		"XML UTF-16BE":                {RDFXML, inUTF16(named("UTF-16"), binary.BigEndian, true), xmlWant},
		"XML UTF-16BE, no mark":       {RDFXML, inUTF16(named("UTF-16BE"), binary.BigEndian, false), xmlWant},
		"XML windows-1252":            {RDFXML, inCharmap(t, charmap.Windows1252, named("windows-1252")), xmlWant},
		"XML ISO-8859-1, as Windows":  {RDFXML, inCharmap(t, charmap.Windows1252, named("ISO-8859-1")), xmlWant},
		"XML ISO-8859-15":             {RDFXML, inCharmap(t, charmap.ISO8859_15, latin9.Replace(named("iso-8859-15"))), []string{latin9.Replace(xmlWant[0][:len(xmlWant[0])-len("“x”\" .")]) + `\"x\"" .`, xmlWant[1]}},
		"XML mark stronger than name": {RDFXML, "\uFEFF" + named("ISO-8859-1"), xmlWant},
		"XML 1.1":                     {RDFXML, strings.Replace(named("UTF-8"), `version="1.0"`, `version="1.1"`, 1), xmlWant},
	} {
		t.Run(name, func(t *testing.T) {
			for _, lenient := range []bool{false, true} {
				expect(t, c.format, c.text, ReadOptions{Lenient: lenient}, c.want, nil)
			}
		})
	}
}

// A document that is not in the encoding that it declares says which byte is wrong,
// where, and what to do.
func TestWrongEncodings(t *testing.T) {
	for name, c := range map[string]struct {
		format Format
		text   string
		fault  string
	}{
		"Latin-1 for UTF-8 in XML":       {RDFXML, `<?xml version="1.0" encoding="UTF-8"?>` + "\n" + rdfxml("<rdf:Description rdf:about=\"e:s\">\n<e:p>citt\xE0 è</e:p></rdf:Description>"), "3:10: the byte 0xE0 is not UTF-8"},
		"in a value":                     {RDFXML, rdfxml("<rdf:Description\nrdf:about=\"e:citt\xE0\"/>"), "2:18: the byte 0xE0 is not UTF-8"},
		"Windows quotes in Turtle":       {Turtle, "<e:s> <e:p> \"\x93x\x94\" .\n", "1:14: invalid UTF-8 in a literal: the byte 0x93"},
		"Latin-1 in a long string":       {Turtle, "<e:s> <e:p> \"\"\"a\nè\xE8\"\"\" .\n", "2:2: invalid UTF-8 in a literal: the byte 0xE8"},
		"Latin-1 in N-Triples":           {NTriples, "<e:s> <e:p> \"é\xE8\" .\n", "1:15: invalid UTF-8 in a literal: the byte 0xE8"},
		"Latin-1 in an IRI":              {Turtle, "<e:s> <e:p> <e:\xE8> .\n", "1:16: invalid UTF-8 in an IRI: the byte 0xE8"},
		"UTF-32LE":                       {Turtle, "\xFF\xFE\x00\x00<\x00\x00\x00", "1:1: the document is in UTF-32"},
		"UTF-32BE":                       {RDFXML, "\x00\x00\xFE\xFF\x00\x00\x00<", "1:1: the document is in UTF-32"},
		"UTF-32LE without a mark":        {NTriples, "<\x00\x00\x00e\x00\x00\x00", "1:1: the document is in UTF-32"},
		"UTF-7, which nobody reads":      {RDFXML, `<?xml version="1.0" encoding="UTF-7"?>` + rdfxml(""), `the encoding "UTF-7" is not known`},
		"half a character at the end":    {Turtle, inUTF16("<e:s> <e:p> 'x' .\n", binary.LittleEndian, true) + "#\x00a", "2:2: invalid UTF-8 in a comment"},
		"NEL for a line end in XML 1.1":  {RDFXML, "<?xml version=\"1.1\"?>\u0085" + rdfxml("<rdf:Description rdf:about=\"e:s\"><e:p>x</e:p></rdf:Description>")[1:], "1:22: text before the root element"},
		"one half of a surrogate's pair": {Turtle, inUTF16("<e:s> <e:p> '", binary.LittleEndian, true) + "\x00\xD8" + inUTF16("' .", binary.LittleEndian, false), "1:14: invalid UTF-8 in a literal"},
	} {
		t.Run(name, func(t *testing.T) {
			_, faults := readAll(t, c.format, c.text, ReadOptions{Lenient: true})
			if len(faults) == 0 || !strings.Contains(faults[0], c.fault) {
				t.Errorf("faults %q, want %q", faults, c.fault)
			}
		})
	}
}
