package publish

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"strings"

	"github.com/trebbia/trebbia/dcat"
	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/dcat/vocab"
)

// The page stands alone: no script, no font, no picture, no address of anybody else.
//
//go:embed files_page.html.tmpl
var pageText string

var pageTemplate = template.Must(template.New(pageName).Parse(pageText))

// pageEntry is a dataset as index.html shows it.
type pageEntry struct {
	IRI, Anchor, Path  string
	Title, Description string
	Modified           pageDate
	Holder             string
	Licences           []pageLink
	Distributions      []pageDistribution
	Notes              []pageNote
}

type pageLink struct{ Text, URL string }

type pageDate struct{ Text, Machine string }

type pageDistribution struct {
	Title, Format, Size    string
	AccessURL, DownloadURL string
}

type pageNote struct {
	Level, LevelText, About, Text string
}

type page struct {
	Lang               string
	Words              map[string]string
	Title, Description string
	Publisher          string
	Modified           pageDate
	Count              string
	Formats            []pageLink
	Datasets           []pageEntry
	Notes              []pageNote // those that are about no dataset listed
	NoteCount          int
}

// pageEntry takes what the page shows out of a dataset's graph.
func (f *Files) pageEntry(p part, g *rdf.Graph) pageEntry {
	d := &dcat.Dataset{IRI: p.iri, Graph: g}
	lang := f.cfg.Lang
	e := pageEntry{
		IRI: p.iri, Path: p.path, Anchor: strings.TrimPrefix(p.path, datasetDir+"/"),
		Title: d.Title(lang), Description: d.Description(lang),
		Modified: dateIn(lang, rdf.Object(g, d.Node(), rdf.IRI(vocab.DCTModified)).Value),
		Holder:   f.label(g, rdf.Object(g, d.Node(), rdf.IRI(vocab.DCTRightsHolder))),
	}
	if e.Title == "" {
		e.Title = p.iri
	}
	seen := map[rdf.Term]bool{}
	for _, dist := range d.Distributions() {
		e.Distributions = append(e.Distributions, f.pageDistribution(dist))
		for _, licence := range rdf.Objects(g, dist.Node, rdf.IRI(vocab.DCTLicense)) {
			if !seen[licence] {
				seen[licence] = true
				e.Licences = append(e.Licences, f.link(g, licence))
			}
		}
	}
	return e
}

func (f *Files) pageDistribution(dist dcat.Distribution) pageDistribution {
	g := dist.Graph
	out := pageDistribution{
		Title:       dist.Title(f.cfg.Lang),
		Format:      f.label(g, rdf.Object(g, dist.Node, rdf.IRI(vocab.DCTFormat))),
		Size:        sizeIn(f.cfg.Lang, rdf.Object(g, dist.Node, rdf.IRI(vocab.DCATByteSize)).Value),
		AccessURL:   webURL(dist.AccessURL()),
		DownloadURL: webURL(rdf.Object(g, dist.Node, rdf.IRI(vocab.DCATDownloadURL)).Value),
	}
	if out.Title == "" {
		out.Title = out.Format
	}
	if out.AccessURL == out.DownloadURL {
		out.AccessURL = ""
	}
	return out
}

// label names a node: what the graph calls it, else the last part of its IRI.
func (f *Files) label(g *rdf.Graph, node rdf.Term) string {
	if node.IsZero() || node.IsLiteral() {
		return node.Value
	}
	var other string
	for _, property := range []string{vocab.FOAFName, vocab.DCTTitle, vocab.RDFS + "label", vocab.SKOS + "prefLabel"} {
		for _, o := range rdf.Objects(g, node, rdf.IRI(property)) {
			if o.IsLiteral() && o.Lang == f.cfg.Lang {
				return o.Value
			}
			if o.IsLiteral() && other == "" {
				other = o.Value
			}
		}
	}
	if other != "" || node.IsBlank() {
		return other
	}
	name := strings.TrimRight(node.Value, "/#")
	if i := strings.LastIndexAny(name, "/#"); i >= 0 && i < len(name)-1 {
		return name[i+1:]
	}
	return node.Value
}

func (f *Files) link(g *rdf.Graph, node rdf.Term) pageLink {
	l := pageLink{Text: f.label(g, node)}
	if node.IsIRI() {
		l.URL = webURL(node.Value)
	}
	return l
}

// webURL returns the IRI when following it is safe and leads somewhere, else "". The
// metadata are other people's, and javascript: is a valid IRI.
func webURL(iri string) string {
	scheme, _, _ := strings.Cut(iri, ":")
	switch strings.ToLower(scheme) {
	case "http", "https", "ftp":
		return iri
	}
	return ""
}

// writePage writes index.html.
func (f *Files) writePage(w io.Writer, g *rdf.Graph, entries []pageEntry) error {
	lang, catalog := f.cfg.Lang, rdf.IRI(f.cfg.CatalogIRI)
	view := &dcat.Dataset{IRI: f.cfg.CatalogIRI, Graph: f.cfg.Catalog}
	p := page{
		Lang: lang, Words: pageWords[lang], Title: view.Title(lang), Description: view.Description(lang),
		Publisher: f.label(f.cfg.Catalog, rdf.Object(f.cfg.Catalog, catalog, rdf.IRI(vocab.DCTPublisher))),
		Modified:  dateIn(lang, rdf.Object(g, catalog, rdf.IRI(vocab.DCTModified)).Value),
		Count:     fmt.Sprint(len(entries)), Datasets: entries, NoteCount: len(f.notes),
	}
	if p.Title == "" {
		p.Title = f.cfg.CatalogIRI
	}
	for _, format := range catalogueFormats {
		p.Formats = append(p.Formats, pageLink{Text: format.String(), URL: format.Extension()})
	}
	place := make(map[string]int, len(entries))
	for i, e := range entries {
		place[e.IRI] = i
	}
	for _, n := range f.notes {
		note := pageNote{Level: n.Level, LevelText: p.Words[n.Level], About: n.About, Text: n.Text}
		if note.LevelText == "" {
			note.LevelText = n.Level
		}
		if i, ok := place[n.About]; ok {
			entries[i].Notes = append(entries[i].Notes, note)
			continue
		}
		p.Notes = append(p.Notes, note)
	}
	return pageTemplate.Execute(w, p)
}
