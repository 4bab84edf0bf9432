package rdf

import (
	"fmt"
	"strings"
	"testing"
)

// hostileTexts are those that a careless reader takes the square of their length for.
var hostileTexts = []struct {
	name   string
	format Format
	// unit is repeated between before and after; %d in it is counted.
	before, unit, after string
}{
	{"open brackets", Turtle, "", "[", ""},
	{"nodes in nodes", Turtle, "", "[] <e:p> [ <e:q> [] ] .\n", ""},
	{"open parentheses", Turtle, "<e:a> <e:b> ", "( ", ""},
	{"long list", Turtle, "<e:a> <e:b> (", "1 ", ") ."},
	{"long literal", Turtle, "<e:a> <e:b> \"", "x", "\" ."},
	{"escapes", Turtle, "<e:a> <e:b> \"", "\\n", "\" ."},
	{"quotes in a literal", Turtle, "<e:a> <e:b> \"\"\"", "x\"\n", "\"\"\" ."},
	{"semicolons", Turtle, "<e:a> <e:b> <e:c> ", ";", " ."},
	{"commas", Turtle, "<e:a> <e:b> <e:c> ", ",", " ."},
	{"one prefix again and again", Turtle, "", "@prefix e: <e:x> .\n", ""},
	{"many prefixes", Turtle, "", "@prefix e%d: <e:x> .\n", ""},
	{"no closing quote", Turtle, "", "<e:a> <e:b> \"x .\n", ""},
	{"no closing quotes", Turtle, "", "<e:a> <e:b> '''x .\n\"\"\"\n", ""},
	{"two quotes for three", Turtle, "", "\"\"a\n", ""},
	{"open IRIs", Turtle, "", "<e:a> <e:b> <e:c .\n", ""},
	{"less-than signs", Turtle, "", "<\n", ""},
	{"no dots", Turtle, "", "<e:a> <e:b> <e:c>\n", ""},
	{"semicolons for dots", Turtle, "<e:a> a <e:c> ;\n", "<e:a> <e:b> <e:c> ;\n", ""},
	{"subjects after semicolons", Turtle, "", "_:b a <e:c> ;\n" + strings.Repeat(" ", 3000) + "\n", ""},
	{"dots", Turtle, "", ".", ""},
	{"faults on one line", Turtle, "", "<e:a> <e:b> <é c> . ", ""},
	{"blank nodes", Turtle, "", "_:b%d <e:x> [] .\n", ""},
	{"labels like made-up ones", Turtle, "", "[] <e:x> _:anon%d .\n", ""},
	{"graphs in graphs", TriG, "", "<e:g> {", ""},
	{"closing braces", TriG, "", "}", ""},
	{"comments that are no UTF-8", Turtle, "", "#\xFF\n", ""},
	{"carriage returns", NTriples, "", "<e:a> <e:b> \"x\r", ""},
	{"deep elements", RDFXML, xmlHead, "<e:a>", ""},
	{"stray end tags", RDFXML, xmlHead, "</e:a>", ""},
	{"attributes", RDFXML, xmlHead + "<e:a", ` e:a%d=""`, "/></rdf:RDF>"},
	{"namespaces", RDFXML, xmlHead + "<e:a", ` xmlns:a%d="e:"`, "/></rdf:RDF>"},
	{"elements that declare one", RDFXML, xmlHead, `<e:a xmlns:b="e:"><e:c>x</e:c></e:a>`, "</rdf:RDF>"},
	{"entity of a kilobyte", RDFXML, `<!DOCTYPE r [<!ENTITY a "` + strings.Repeat("x", 1000) + `">]>` + xmlHead + "<e:a><e:b>", "&a;" + strings.Repeat(" ", 97), "</e:b></e:a></rdf:RDF>"},
	{"entity declarations", RDFXML, "<!DOCTYPE r [", "<!ENTITY a%d 'x'>", "]>" + xmlHead + "</rdf:RDF>"},
	{"ampersands", RDFXML, xmlHead + "<e:a>", "<e:b>&</e:b>", "</e:a></rdf:RDF>"},
	{"values without closing quote", RDFXML, xmlHead + "<e:a>", "<e:b rdf:resource='e:x/>\n", "</e:a></rdf:RDF>"},
	{"less-than signs in XML", RDFXML, xmlHead + "<e:a><e:b>", "<", "</e:b></e:a></rdf:RDF>"},
	{"open CDATA sections", RDFXML, xmlHead + "<e:a><e:b>", "<![CDATA[", "</e:b></e:a></rdf:RDF>"},
	{"open comments", RDFXML, xmlHead + "<e:a><e:b>", "<!--", "</e:b></e:a></rdf:RDF>"},
	{"bad tags", RDFXML, xmlHead + "<e:a>", "<e:b c=d>", "</e:a></rdf:RDF>"},
	{"second nodes", RDFXML, xmlHead + "<e:a><e:p>", "<e:b/>", "</e:p></e:a></rdf:RDF>"},
	{"nodes without end tag", RDFXML, xmlHead, `<e:a rdf:about="e:x"><e:p>1</e:p>`, "</rdf:RDF>"},
	{"properties without end tag", RDFXML, xmlHead, `<e:a rdf:about="e:x"><e:p>1`, "</rdf:RDF>"},
	{"end tags without end", RDFXML, xmlHead, `<e:a rdf:about="e:x"></e:a`, "</rdf:RDF>"},
}

const xmlHead = `<rdf:RDF xmlns:rdf="` + rdfNS + `" xmlns:e="http://e/">`

// BenchmarkHostileTexts reads each at one and at four megabytes: where the figures of
// MB/s fall with the size, a reader is not linear.
func BenchmarkHostileTexts(b *testing.B) {
	for _, h := range hostileTexts {
		for _, size := range []int{1 << 20, 4 << 20} {
			b.Run(fmt.Sprintf("%s/%d", h.name, size>>20), func(b *testing.B) {
				var text strings.Builder
				text.WriteString(h.before)
				for i := 0; text.Len() < size; i++ {
					text.WriteString(strings.Replace(h.unit, "%d", fmt.Sprint(i), 1))
				}
				text.WriteString(h.after)
				b.SetBytes(int64(text.Len()))
				for b.Loop() {
					for range Read(strings.NewReader(text.String()), h.format, ReadOptions{Lenient: true}) {
					}
				}
			})
		}
	}
}
