package report

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/internal/reference"
)

const rdfHead = `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dct="http://purl.org/dc/terms/">`

// TestSyntaxInItalian reads broken documents and holds what the administrator reads.
func TestSyntaxInItalian(t *testing.T) {
	for _, test := range []struct {
		format         rdf.Format
		document, want string
	}{
		{rdf.Turtle, "<http://e/1> <http://e/p> \"a\"\n", "manca il punto alla fine dell'ultima frase: aggiungerlo, se il file non è incompleto"},
		{rdf.Turtle, "<http://e/1> <http://e/p> \"a\" <http://e/q> 1 .",
			`manca il punto alla fine della frase (oppure ";" o "," per continuarla): al suo posto c'è "<http://e/q>"`},
		{rdf.Turtle, "<http://e/1> <http://e/p> <http://e/a b> .", `l'indirizzo "http://e/a b" contiene uno spazio: al suo posto scrivere %20`},
		{rdf.Turtle, "<http://e/1> dct:title \"a\" .", `il prefisso "dct:" non è dichiarato: aggiungere in testa al documento la riga @prefix che lo spiega`},
		{rdf.Turtle, "<http://e/1> <http://e/p> \"a\xe8\" .",
			"il byte 0xE8 in un testo tra virgolette non è UTF-8: il testo è forse in ISO-8859-1 o windows-1252; salvare il file come UTF-8"},
		{rdf.Turtle, "@prefix e: <http://e/> . e:1 e:p e:a%zz .", `nel nome "e:a%zz": dopo il segno di percento mancano due cifre esadecimali: il percento stesso si scrive %25`},
		{rdf.NTriples, "<http://e/1> <http://e/p> \"where x is expected, found\"",
			"manca il punto alla fine della frase: al suo posto c'è la fine della riga"},
		{rdf.NTriples, "<http://e/1> <http://e/p> <http://e/2> <http://e/g> .",
			`manca il punto alla fine della frase: al suo posto c'è "<http://e/g>"; N-Triples non ha nomi di grafi: li ha N-Quads`},
		{rdf.RDFXML, rdfHead + `<rdf:Description><dct:title>A & B</dct:title></rdf:Description></rdf:RDF>`, `c'è una "&" isolata: scriverla &amp; (anche negli indirizzi)`},
		{rdf.RDFXML, rdfHead + `<rdf:Description><dcat:a/></rdf:Description></rdf:RDF>`,
			`il prefisso di dcat:a non è dichiarato: aggiungere xmlns:dcat="..." al primo elemento, <rdf:RDF>`},
		{rdf.RDFXML, rdfHead + `<rdf:Description><dct:title>A</rdf:Description></rdf:RDF>`,
			"</rdf:Description> sta dove va chiuso <dct:title>: manca </dct:title>, oppure i due tag di chiusura sono scambiati"},
		{rdf.RDFXML, rdfHead + `A <b</rdf:RDF>`, `il testo "A" sta dove serve la cosa descritta, come dcat:Dataset: toglierlo, o metterlo in una proprietà`},
		{rdf.RDFXML, `<!DOCTYPE a [<!ENTITY b "&#1;">]>` + rdfHead + `</rdf:RDF>`, "entità b: &#1; non corrisponde a un carattere ammesso in XML: toglierlo"},
		{rdf.JSONLD, `{"@id": "http://e/1",}`, `c'è '}' dove serve una chiave tra virgolette (una virgola prima di } va tolta)`},
		{rdf.JSONLD, `{"@id": "http://e/1" "a": 1}`, `c'è '"' dove serve '}' o una virgola dopo un valore`},
		{rdf.JSONLD, `{"@id": "http://e/1"`, "il documento finisce dove serve '}' o una virgola dopo un valore: è incompleto, esportarlo o scaricarlo di nuovo"},
		{rdf.JSONLD, `{"@id": "http://e/1", "titolo": 1}`,
			`la chiave "titolo" qui non significa nulla, perché nessun @context la definisce: correggerla, o definirla in @context`},
		{rdf.JSONLD, `{"@context": "https://e/c", "@id": "http://e/1"}`,
			`@context: il contesto "https://e/c" sta a un altro indirizzo, che per sicurezza non viene letto: copiarne il testo nel documento, sotto @context`},
		{rdf.Turtle, "<http://e/1> <http://e/p> .", "la frase finisce con un punto prima di essere completa: manca il valore della proprietà"},
	} {
		_, faults := readBroken(test.format, test.document)
		if len(faults) == 0 {
			t.Errorf("%s: no fault in %s", test.format, test.document)
			continue
		}
		message := SyntaxMessage(faults[0].Message)
		if want := "sintassi: " + test.want; message["it"] != want {
			t.Errorf("%s\nhave %s\nwant %s", faults[0].Message, message["it"], want)
		}
		if want := "syntax: " + faults[0].Message; message[""] != want {
			t.Errorf("have %s\nwant %s", message[""], want)
		}
	}
}

// TestUnknownSyntaxFaultStaysEnglish loses nothing, and never takes what the document
// says for words of the reader.
func TestUnknownSyntaxFaultStaysEnglish(t *testing.T) {
	for fault, want := range map[string]string{
		"something new":                                    "syntax: something new",
		"dct:title: something":                             "sintassi: dct:title: something",
		`prefix "{q}" is strange`:                          `syntax: prefix "{q}" is strange`,
		`"a \" is no absolute IRI\" b" is no absolute IRI`: `sintassi: "a \" is no absolute IRI\" b" non è un indirizzo completo: scriverlo per intero, con https:// all'inizio`,
	} {
		if have := (Finding{Message: SyntaxMessage(fault)}).Text("it"); have != want {
			t.Errorf("%s\nhave %s\nwant %s", fault, have, want)
		}
	}
}

// TestPlacesOfSyntaxFaults holds the tables against mistakes of those who write them.
func TestPlacesOfSyntaxFaults(t *testing.T) {
	seen := map[string]bool{}
	for _, table := range syntaxTables {
		for english, italian := range table {
			if seen[english] {
				t.Errorf("%q stands in two tables", english)
			}
			seen[english] = true
			places := map[string]bool{}
			for _, place := range placeMark.FindAllStringSubmatch(english, -1) {
				if places[place[0]] || placeText[place[1]] == "" {
					t.Errorf("%q: the place %s stands twice or is not known", english, place[0])
				}
				places[place[0]] = true
			}
			for _, place := range placeMark.FindAllString(italian, -1) {
				if !places[place] {
					t.Errorf("%q: the place %s is not in the English text", italian, place)
				}
			}
		}
	}
}

// TestItalianLeavesFingerprintsAlone keeps baselines of before.
func TestItalianLeavesFingerprintsAlone(t *testing.T) {
	const fault = "expected an object, found \"oops\""
	before := Finding{Place: "a.ttl:3:1", Message: map[string]string{"": "syntax: " + fault}}
	now := Finding{Place: "a.ttl:9:1", Message: SyntaxMessage(fault)}
	if now.Message["it"] == "" || now.Fingerprint() != before.Fingerprint() {
		t.Errorf("%+v has another fingerprint", now)
	}
}

// TestFaultsOfW3CInItalian reads the suites, whose negative tests break nearly every rule.
func TestFaultsOfW3CInItalian(t *testing.T) {
	dir := filepath.Join(reference.Dir(t), "w3c")
	formats := map[string]rdf.Format{".nt": rdf.NTriples, ".nq": rdf.NQuads, ".ttl": rdf.Turtle, ".trig": rdf.TriG, ".rdf": rdf.RDFXML, ".jsonld": rdf.JSONLD}
	seen := map[string]bool{}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		format, ok := formats[filepath.Ext(name)]
		if err != nil || !ok {
			return err
		}
		text, err := os.ReadFile(name)
		if err != nil || len(text) > 1<<20 {
			return err
		}
		for _, base := range []string{"http://example.org/", ""} {
			_, faults := readBroken(format, string(text), base)
			for _, f := range faults {
				if _, _, whole := syntaxPatterns().find(f.Message, 0); !whole && !seen[f.Message] {
					t.Errorf("%s: %s has no Italian", filepath.Base(name), f)
				}
				seen[f.Message] = true
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(seen) < 100 {
		t.Errorf("the suites give only %d faults", len(seen))
	}
}

// readBroken reads a document to its end or its last fault.
func readBroken(format rdf.Format, text string, base ...string) (*rdf.Graph, []*rdf.SyntaxError) {
	g, faults, err := rdf.ReadGraph(strings.NewReader(text), format, rdf.ReadOptions{Base: strings.Join(base, ""), Lenient: true})
	var last *rdf.SyntaxError
	if errors.As(err, &last) {
		faults = append(faults, last)
	}
	return g, faults
}
