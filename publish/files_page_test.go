package publish

import (
	"bytes"
	"context"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/dcat/vocab"
)

// pageOf publishes and returns index.html.
func pageOf(t *testing.T, lang string, notes []Note, ws []Want) (string, *goquery.Document) {
	t.Helper()
	cfg := filesConfig(filepath.Join(t.TempDir(), "catalogo"))
	cfg.Lang = lang
	f := open(t, cfg)
	p := mustPlan(t, ws, nil, policy())
	p.Notes = notes
	if _, err := p.Apply(context.Background(), f, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := f.Commit(context.Background()); err != nil {
		t.Fatal(err)
	}
	text := readDir(t, cfg.Dir)[pageName]
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return text, doc
}

var pageNotes = []Note{
	{Level: "warning", About: datasetIRI("1"), Text: "manca dct:spatial"},
	{Level: "violation", About: `sheet: record "x <7>"`, Text: "manca il titolo"},
}

func TestPage(t *testing.T) {
	text, doc := pageOf(t, "it", pageNotes, wants(t, 2))
	golden(t, "index.it.html", []byte(text))
	first := doc.Find("article").First()
	for what, test := range map[string]struct{ got, want string }{
		"language":       {doc.Find("html").AttrOr("lang", ""), "it"},
		"title":          {doc.Find("title").Text(), "Catalogo dei dati <INPS>"},
		"datasets":       {doc.Find("article h3").Text(), "Dataset 1Dataset 2"},
		"description":    {first.Find("p.text").Text(), "Domande di integrazione salariale <CIG> & \"altro\".\nSeconda riga."},
		"modified":       {first.Find("time").AttrOr("datetime", "") + " " + first.Find("time").Text(), "2023-05-04 4 maggio 2023"},
		"holder":         {first.Find("li b").Text(), "Istituto Nazionale Previdenza Sociale"},
		"licence":        {first.Find("li a").Text() + " " + first.Find("li a").AttrOr("href", ""), "Creative Commons Attribuzione 4.0 https://creativecommons.org/licenses/by/4.0/"},
		"distribution":   {first.Find("tbody tr").Text(), "CSVCSV12,3 kBPagina di accesso"},
		"access":         {first.Find("td a").AttrOr("href", ""), "https://www.example.it/file/1.csv?a=1&b=2"},
		"its finding":    {first.Find("ul.notes").Text(), "\nAvviso: manca dct:spatial\n"},
		"other findings": {doc.Find("h2 ~ div tbody tr").Text(), `Violazionesheet: record "x <7>"manca il titolo`},
		"metadata":       {first.Find("p.links a").First().AttrOr("href", ""), "dataset/inps-1.rdf"},
	} {
		if test.got != test.want {
			t.Errorf("%s: %q, want %q", what, test.got, test.want)
		}
	}
}

func TestPageInEnglish(t *testing.T) {
	text, doc := pageOf(t, "en", nil, wants(t, 1))
	for _, part := range []string{"INPS data catalogue", "4 May 2023", "12.3 kB", "Rights holder", "No findings."} {
		if !strings.Contains(doc.Text(), part) {
			t.Errorf("the page does not say %q", part)
		}
	}
	for _, word := range pageWords["it"] {
		if len(word) > 9 && strings.Contains(text, word) && pageWords["en"][word] == "" && !strings.Contains("Informazione", word) {
			t.Errorf("the English page says %q", word)
		}
	}
	for key := range pageWords["it"] {
		if pageWords["en"][key] == "" {
			t.Errorf("no English word for %q", key)
		}
	}
}

// The page must be safe and stand alone whatever the metadata say.
func TestPageIsSafeAndStandsAlone(t *testing.T) {
	d := testDataset("1", `</title><script>alert(1)</script>`)
	dist := rdf.IRI(d.IRI + "/distribution/csv")
	d.Graph.Add(rdf.Triple{Subject: dist, Predicate: rdf.IRI(vocab.DCATDownloadURL), Object: rdf.IRI("javascript:alert(2)")})
	d.Graph.Add(rdf.Triple{Subject: dist, Predicate: rdf.IRI(vocab.DCTTitle), Object: rdf.Literal(`" onclick="alert(3)`)})
	notes := []Note{{Level: `x" onmouseover="alert(4)`, About: "<b>", Text: "<img src=x onerror=alert(5)>"}}
	text, doc := pageOf(t, "it", notes, []Want{want(t, d)})
	if n := doc.Find("script, iframe, link[rel=stylesheet], [src], [onclick], [onmouseover], [onerror], b b").Length(); n != 0 {
		t.Errorf("%d elements or attributes came from the metadata", n)
	}
	if strings.Contains(text, "javascript:") {
		t.Error("a link runs a script")
	}
	if found := regexp.MustCompile(`(?i)@import|url\(|<script`).FindString(text); found != "" {
		t.Errorf("the page loads something: %q", found)
	}
	doc.Find("[href]").Each(func(_ int, s *goquery.Selection) {
		href := s.AttrOr("href", "")
		if id, ok := strings.CutPrefix(href, "#"); ok && doc.Find(`[id="`+id+`"]`).Length() != 1 {
			t.Errorf("link to %s leads nowhere", href)
		}
	})
}

func TestEmptyCatalogue(t *testing.T) {
	_, doc := pageOf(t, "it", nil, nil)
	if !strings.Contains(doc.Text(), "Nessun dataset pubblicato.") {
		t.Errorf("the page says %q", doc.Text())
	}
}

func TestSizesAndDates(t *testing.T) {
	for _, test := range []struct{ got, want string }{
		{sizeIn("it", "0"), "0 byte"}, {sizeIn("en", "999"), "999 bytes"}, {sizeIn("it", "1000"), "1,0 kB"},
		{sizeIn("en", "123456"), "123 kB"}, {sizeIn("it", "2500000000"), "2,5 GB"}, {sizeIn("it", "molti"), ""}, {sizeIn("it", "-1"), ""},
		{sizeIn("it", ""), ""}, {sizeIn("it", "9e99"), sizeIn("it", "9e99")},
		{dateIn("it", "2023-05-04T10:00:00+02:00").Text, "4 maggio 2023"}, {dateIn("en", "2023-12-31").Text, "31 December 2023"},
		{dateIn("it", "maggio 2023").Text, "maggio 2023"}, {dateIn("it", "").Text, ""}, {dateIn("it", "2023").Machine, ""},
	} {
		if test.got != test.want {
			t.Errorf("got %q, want %q", test.got, test.want)
		}
	}
	var b bytes.Buffer
	if err := pageTemplate.Execute(&b, page{}); err != nil {
		t.Error(err)
	}
}
