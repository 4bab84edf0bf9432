package rdf

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/trebbia/trebbia/internal/reference"
)

func TestDetect(t *testing.T) {
	for _, c := range []struct {
		name, text, mediaType, file string
		want                        Format
	}{
		{"content before media type", "@prefix ex: <e:> .\n", "application/rdf+xml; charset=utf-8", "catalog.rdf", Turtle},
		{"content before text/plain", "<http://a/b> <http://a/c> \"x\" .\n", "text/plain", "", NTriples},
		{"N-Triples are Turtle too", "<http://a/b> <http://a/c> \"x\" .\n", "text/turtle", "", Turtle},
		{"by extension", "<http://a/b> <http://a/c> \"x\" .\n", "", "https://a/catalog.ttl?x=1.nt", Turtle},
		{"N-Quads", "<http://a/b> <http://a/c> \"x\"^^<http://a/t> <http://a/g> .\n", "", "", NQuads},
		{"typed literals are no quads", "<http://a/b> <http://a/c> \"x\"^^<http://a/t> .\n", "", "", NTriples},
		{"Turtle by its semicolon", "<http://a/b> <http://a/c> \"x\" ;", "", "", Turtle},
		{"Turtle in TriG clothes", "@prefix ex: <e:> .\n", "application/trig", "", TriG},
		{"TriG by its brace", "@prefix ex: <e:> .\nex:g { ex:a ex:b ex:c }", "text/turtle", "", TriG},
		{"TriG, default graph", "{ <e:a> <e:b> <e:c> }", "", "", TriG},
		{"relative IRI", "<> a <http://a/b> .", "", "", Turtle},
		{"SPARQL prefix", "prefix ex: <e:>", "", "", Turtle},
		{"anonymous subject", "[] a <http://a/b> .", "", "", Turtle},
		{"comments only", "# licence\n# more\n", "", "catalog.ttl", Turtle},
		{"comments first", "# licence\n# more <http://a>\n@base <e:> .", "", "", Turtle},
		{"empty, by media type", "", "application/n-triples", "", NTriples},
		{"BOM", "\uFEFF@prefix ex: <e:> .\n", "", "", Turtle},
		{"UTF-16", "\xFF\xFE@\x00p\x00r\x00e\x00f\x00i\x00x\x00 \x00", "", "", Turtle},
		{"RDF/XML", "<?xml version='1.0'?>\n<!-- x -->\n<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>", "text/turtle", "", RDFXML},
		{"RDF/XML with entities", "<?xml version='1.0'?><!DOCTYPE rdf:RDF [ <!ENTITY x 'y'> ]>\n<rdf:RDF>", "", "", RDFXML},
		{"RDF/XML, long DOCTYPE", "<!DOCTYPE rdf:RDF [ <!ENTITY x 'y'", "", "", RDFXML},
		{"RDF/XML, no declaration", "<RDF xmlns='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>", "", "", RDFXML},
		{"RDF/XML, typed root", "<dcat:Catalog xmlns:dcat='http://www.w3.org/ns/dcat#' xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' rdf:about='e:c'>", "", "", RDFXML},
		{"JSON-LD", "{\n \"@context\": {}", "", "", JSONLD},
		{"JSON-LD array", "[{\"@id\": \"e:a\"}]", "text/plain", "", JSONLD},
		{"JSON-LD whose context is in a header", "{\"title\": 1}", "application/ld+json", "", JSONLD},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got, err := Detect([]byte(c.text), c.mediaType, c.file); err != nil || got != c.want {
				t.Errorf("got %v, %v; want %v", got, err, c.want)
			}
		})
	}
}

func TestDetectRefusesByName(t *testing.T) {
	for _, c := range []struct{ name, text, mediaType, message string }{
		{"HTML", "<!DOCTYPE html>\n<html lang=it><head><title>\n Pagina non\n trovata </title>", "text/turtle", `this is an HTML page ("Pagina non trovata"), not RDF`},
		{"HTML without doctype", "\n\n<HTML><body>", "application/rdf+xml", "this is an HTML page, not RDF"},
		{"XHTML", "<?xml version='1.0'?><!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0 Strict//EN' 'x'><html xmlns='http://www.w3.org/1999/xhtml'>", "", "HTML page"},
		{"HTML behind a comment", "<!-- cached --><html>", "", "HTML page"},
		{"a piece of HTML", "<h1>503 Service Unavailable</h1>", "text/turtle", "HTML page"},
		{"a feed", "<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'>", "", "this is XML with the root element <feed>"},
		{"ISO 19139", "<gmd:MD_Metadata xmlns:gmd='http://www.isotc211.org/2005/gmd'>", "application/rdf+xml", "root element <gmd:MD_Metadata>"},
		{"ISO 19139 that declares rdf:", "<gmd:MD_Metadata xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>", "", "root element <gmd:MD_Metadata>"},
		{"prose", "404 page not found\n", "text/turtle", `it begins with "404 page not found"`},
		{"more prose", "Not Found", "", `this is no RDF: it begins with "Not Found"`},
		{"CSV", "titolo;descrizione\na;b\n", "", "this is no RDF"},
		{"CKAN", `{"help": "https://x", "success": false, "error": {"message": "Not found"}}`, "application/ld+json", "answer of the CKAN API"},
		{"JSON, no type", `[{"a": 1}]`, "", "JSON without @context"},
		{"gzip", "\x1F\x8B\x08\x00", "text/turtle", "gzip archive"},
		{"office", "PK\x03\x04xx", "", "ZIP archive"},
		{"nothing", " \n", "text/html", "the document is empty"},
		{"comments", "# only", "", "name the format"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got, err := Detect([]byte(c.text), c.mediaType, ""); err == nil || !strings.Contains(err.Error(), c.message) {
				t.Errorf("got %v, %v; want an error with %q", got, err, c.message)
			}
		})
	}
}

// The files of the W3C suites and of real catalogues are found without being told.
func TestDetectByContentAlone(t *testing.T) {
	dir := reference.Dir(t)
	seen := map[Format]int{}
	for _, folder := range []string{"w3c/rdf-tests", "examples", "vocabularies", "shapes"} {
		err := filepath.WalkDir(filepath.Join(dir, folder), func(name string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || strings.Contains(name, "-bad-") || strings.Contains(name, "error") ||
				strings.Contains(name, "rdf-element-not-mandatory") { // RDF/XML that names rdf: nowhere
				return err
			}
			declared := FormatByName(filepath.Base(name))
			switch filepath.Ext(name) {
			case ".ttl", ".nt", ".nq", ".trig", ".rdf":
			default:
				return nil
			}
			f, err := os.Open(name)
			if err != nil {
				return err
			}
			defer f.Close()
			head := make([]byte, 64<<10)
			n, _ := f.Read(head)
			got, err := Detect(head[:n], "", "")
			if _, _, bad := ReadGraph(strings.NewReader(string(head[:n])), declared, ReadOptions{Base: "http://b/"}); bad != nil && err != nil {
				return nil // not what its name says
			}
			seen[declared]++
			ok := got == declared
			switch declared { // one language may contain the other
			case Turtle:
				ok = got == Turtle || got == NTriples
			case TriG:
				ok = got == TriG || got == Turtle || got == NTriples
			case NQuads:
				ok = got == NQuads || got == NTriples
			}
			if !ok && n > 0 && (err == nil || !strings.Contains(err.Error(), "name the format")) {
				t.Errorf("%s: got %v, %v", name, got, err)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	t.Log(seen)
}
