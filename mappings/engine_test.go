package mappings

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/trebbia/trebbia/dcat"
	"github.com/trebbia/trebbia/dcat/rdf"
)

// mapText maps a JSON record with a mapping written for the test.
func mapText(t *testing.T, mapping, record string, opt Options) (*dcat.Dataset, []Gap) {
	t.Helper()
	if opt.Base == "" {
		opt.Base = "https://e.it"
	}
	m, err := loadText(t, mapping, opt)
	if err != nil {
		t.Fatal(err)
	}
	d, gaps, err := m.Map(context.Background(), dcat.SourceRecord{ID: "r", Bytes: []byte(record)})
	if err != nil {
		t.Fatal(err)
	}
	return d, gaps
}

func valuesAt(d *dcat.Dataset, node, curie string) string {
	iri, _ := expandCURIE(curie)
	var out []string
	for _, o := range rdf.Objects(d.Graph, rdf.IRI(node), rdf.IRI(iri)) {
		out = append(out, o.Value)
	}
	return strings.Join(out, " | ")
}

func kinds(gaps []Gap, property string) string {
	var out []string
	for _, g := range gaps {
		if g.Property == property {
			out = append(out, string(g.Kind))
		}
	}
	return strings.Join(out, " ")
}

func TestAlternatives(t *testing.T) {
	mapping := smallest + `
  dct:issued:
    check: true
    first:
      - { jq: .a, as: italian-date }
      - { jq: .b, as: italian-date, evidence: field b }
      - { jq: .c, as: italian-date }
`
	for _, test := range []struct{ record, want, gaps string }{
		{`{"id":"1"}`, "", ""},
		{`{"id":"1","a":"1/2/2020"}`, "2020-02-01", ""},
		{`{"id":"1","b":"1/2/2020"}`, "2020-02-01", "derived"},
		{`{"id":"1","b":"1/2/2020","c":"2020-02-01"}`, "2020-02-01", ""}, // found, and so not derived
		{`{"id":"1","a":"1/2/2020","b":"2020-02-01"}`, "2020-02-01", ""},
		{`{"id":"1","a":"1/2/2020","c":"3/3/2020"}`, "2020-02-01", "conflict"},
		{`{"id":"1","a":"forse","c":"3/3/2020"}`, "2020-03-03", ""},
		{`{"id":"1","a":"forse","c":"mai"}`, "", "not-carried"}, // one fact, one gap
	} {
		d, gaps := mapText(t, mapping, test.record, Options{})
		if got := valuesAt(d, d.IRI, "dct:issued"); got != test.want || kinds(gaps, "dct:issued") != test.gaps {
			t.Errorf("%s: %q with gaps %q, want %q with %q", test.record, got, kinds(gaps, "dct:issued"), test.want, test.gaps)
		}
	}
}

// Nothing is invented: a record with a title alone gives a title alone.
func TestNothingIsInvented(t *testing.T) {
	for _, name := range []string{"inps-report", "ckan-dcat-ap-it"} {
		m, err := Load(name, Options{Base: "https://e.it"})
		if err != nil {
			t.Fatal(err)
		}
		d, _, err := m.Map(context.Background(), dcat.SourceRecord{ID: "r", Bytes: []byte(`{"id":"1","titolo":"Solo","title":"Solo","allegati":[],"resources":[]}`)})
		if err != nil {
			t.Fatal(err)
		}
		for triple := range d.Graph.All() {
			switch curieOf(triple.Predicate.Value) {
			case "rdf:type", "dct:identifier", "dct:title", "dct:description":
			default:
				t.Errorf("%s: %s", name, triple)
			}
		}
	}
}

func TestIdentifiers(t *testing.T) {
	opt := Options{Prefix: "inps", Aliases: map[string]string{"inps:5867": "5867", "inps:x": "inps:y"}}
	for local, want := range map[string]string{
		"54":                   "inps:54",
		"5867":                 "5867",
		"x":                    "inps:y",
		"p_TN:05e077c5":        "p_TN:05e077c5",
		"agid:D.1":             "agid:D.1",
		"https://w3id.org/x/y": "https://w3id.org/x/y",
		"un titolo con spazi":  "inps:un-titolo-con-spazi",
		"6b7a5f78-a2ca-5353":   "inps:6b7a5f78-a2ca-5353",
		"mobilità-sostenibile": "inps:mobilità-sostenibile",
	} {
		d, _ := mapText(t, smallest, fmt.Sprintf(`{"id":%q}`, local), opt)
		if d.Identifier() != want || d.IRI != "https://e.it/dataset/"+dcat.Slug(want) {
			t.Errorf("%s: identifier %q, IRI %s; want %q", local, d.Identifier(), d.IRI, want)
		}
	}
	m, _ := loadText(t, smallest, Options{Base: "https://e.it"})
	if _, _, err := m.Map(context.Background(), dcat.SourceRecord{ID: "r", Bytes: []byte(`{"titolo":"senza id"}`)}); err == nil || !strings.Contains(err.Error(), "no identifier") {
		t.Errorf("a record without identifier: %v", err)
	}
	if _, _, err := m.Map(context.Background(), dcat.SourceRecord{ID: "r", Bytes: []byte(`{"id":`)}); err == nil || !strings.Contains(err.Error(), `map record "r"`) {
		t.Errorf("a record that is no JSON: %v", err)
	}
}

func TestListsInEveryForm(t *testing.T) {
	for _, list := range []string{`["A","B"]`, `"[\"A\",\"B\"]"`, `"{A,B}"`, `"{\"A\", B}"`} {
		if d, _ := mapText(t, smallest+"  dcat:keyword: { jq: '.k | list' }\n", `{"id":"1","k":`+list+`}`, Options{}); valuesAt(d, d.IRI, "dcat:keyword") != "A | B" {
			t.Errorf("%s: %q", list, valuesAt(d, d.IRI, "dcat:keyword"))
		}
	}
	for _, none := range []string{`""`, `"[]"`, `"{}"`, `null`, `"None"`, `[]`, `"N/A"`, `[null,""]`} {
		if d, gaps := mapText(t, smallest+"  dcat:keyword: { jq: '.k | list' }\n", `{"id":"1","k":`+none+`}`, Options{}); valuesAt(d, d.IRI, "dcat:keyword") != "" || len(gaps) != 0 {
			t.Errorf("%s: %q, %v", none, valuesAt(d, d.IRI, "dcat:keyword"), gaps)
		}
	}
}

func TestTextsByLanguage(t *testing.T) {
	d, _ := mapText(t, smallest+"  dct:description: { jq: .d, as: text, lang: it }\n", `{"id":"1","d":{"it":"uno","en_GB":"one","de":""}}`, Options{})
	got := map[string]string{}
	for _, o := range rdf.Objects(d.Graph, d.Node(), rdf.IRI("http://purl.org/dc/terms/description")) {
		got[o.Lang] = o.Value
	}
	if len(got) != 2 || got["it"] != "uno" || got["en-GB"] != "one" {
		t.Errorf("descriptions %v", got)
	}
}

func TestUnreadFieldsAreReported(t *testing.T) {
	mapping := smallest + `  ignore: [interno]
  dcat:distribution:
    node:
      each: .files[]
      key: .n
      iri: "{dataset}/distribution/{key}"
      type: dcat:Distribution
      ignore: [pos]
      dct:title: { jq: .n }
      dct:issued: { jq: $record.quando, as: italian-date }
`
	_, gaps := mapText(t, mapping, `{"id":"1","titolo":"t","interno":"x","nuovo":7,"vuoto":"","quando":"1/1/2020","files":[{"n":"a","pos":1,"altro":"y"}]}`, Options{})
	var got []string
	for _, g := range gaps {
		got = append(got, string(g.Kind)+" "+g.Field+"="+g.Value+" "+strings.TrimPrefix(g.Node, "https://e.it/dataset/1"))
	}
	if want := "not-carried altro=y /distribution/a,not-carried nuovo=7 "; strings.Join(got, ",") != want {
		t.Errorf("gaps %q, want %q", strings.Join(got, ","), want)
	}
}

func TestTwoEntriesOfOneName(t *testing.T) {
	mapping := smallest + `  dcat:distribution:
    node: { each: ".f[]", key: .n, iri: "{dataset}/d/{key}", type: dcat:Distribution, "dct:title": .n }
`
	d, gaps := mapText(t, mapping, `{"id":"1","f":[{"n":"a"},{"n":"A"},{"n":"a"}]}`, Options{})
	if got := valuesAt(d, d.IRI, "dcat:distribution"); got != "https://e.it/dataset/1/d/a | https://e.it/dataset/1/d/a-2 | https://e.it/dataset/1/d/a-3" {
		t.Errorf("distributions %q", got)
	}
	if kinds(gaps, "dcat:distribution") != "not-carried not-carried" {
		t.Errorf("gaps %v", gaps)
	}
}

func TestFailingExpressionIsAGap(t *testing.T) {
	for expression, why := range map[string]string{
		`'.titolo | keys'`:        "fails on this record",
		`now`:                     "no clock",
		`'[range(20000)] | .[]'`:  "more than 10000 values",
		`'.nested'`:               "an object with the key",
		`'.titolo | error("no")'`: "no",
	} {
		d, gaps := mapText(t, smallest+"  dcat:keyword: { jq: "+expression+" }\n", `{"id":"1","titolo":"t","nested":{"A B":1}}`, Options{})
		found := false
		for _, g := range gaps {
			found = found || g.Property == "dcat:keyword" && strings.Contains(g.Message, why)
		}
		if !found || d.Title("it") != "t" {
			t.Errorf("%s: gaps %v", expression, gaps)
		}
	}
}

func TestExpressionsSeeNoEnvironment(t *testing.T) {
	t.Setenv("TREBBIA_SECRET", "42")
	d, _ := mapText(t, smallest+"  dcat:keyword: { jq: '$ENV | keys[]' }\n", `{"id":"1"}`, Options{})
	if got := valuesAt(d, d.IRI, "dcat:keyword"); got != "" {
		t.Errorf("the environment: %q", got)
	}
}

func TestLookups(t *testing.T) {
	mapping := smallest + "  dcat:theme: { jq: .argomento, lookup: argomento, in: theme }\n"
	opt := Options{Lookups: map[string]map[string]string{"argomento": {"Integrazioni salariali": "SOCI, ECON"}}}
	d, gaps := mapText(t, mapping, `{"id":"1","argomento":"INTEGRAZIONI  SALARIALI"}`, opt)
	if got := valuesAt(d, d.IRI, "dcat:theme"); strings.Count(got, "data-theme/") != 2 || len(gaps) != 0 {
		t.Errorf("themes %q, gaps %v", got, gaps)
	}
	_, gaps = mapText(t, mapping, `{"id":"1","argomento":"Integrazione salariale"}`, opt)
	if len(gaps) != 1 || !strings.Contains(gaps[0].Message, `it has "Integrazioni salariali"`) {
		t.Errorf("gaps %v", gaps)
	}
	// A look-up that leads to no code is the administrator's slip, and is named.
	_, gaps = mapText(t, mapping, `{"id":"1","argomento":"x"}`, Options{Lookups: map[string]map[string]string{"argomento": {"x": "SOCY"}}})
	if len(gaps) != 1 || !strings.Contains(gaps[0].Message, "did you mean SOCI") {
		t.Errorf("gaps %v", gaps)
	}
}

func TestByteSizeFollowsTheOutput(t *testing.T) {
	mapping := smallest + "  dcat:byteSize: { jq: .n, as: decimal }\n"
	for output, datatype := range map[string]string{"": "decimal", "dcat-ap-it": "decimal", "dcat-ap-3": "nonNegativeInteger"} {
		d, _ := mapText(t, mapping, `{"id":"1","n":10}`, Options{Output: output})
		if got := rdf.Object(d.Graph, d.Node(), rdf.IRI("http://www.w3.org/ns/dcat#byteSize")); got.Datatype != "http://www.w3.org/2001/XMLSchema#"+datatype {
			t.Errorf("output %q: %s", output, got)
		}
	}
}

// The same mapping maps many records at a time, and each gets what it gets alone.
func TestConcurrentUse(t *testing.T) {
	m, err := Load("inps-report", configured())
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile("testdata/inps-report/annuale.json")
	if err != nil {
		t.Fatal(err)
	}
	rec := dcat.SourceRecord{ID: "x", Bytes: data}
	d, gaps, err := m.Map(context.Background(), rec)
	if err != nil {
		t.Fatal(err)
	}
	want := story(t, d, gaps)
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			d, gaps, err := m.Map(context.Background(), rec)
			if err != nil || story(t, d, gaps) != want {
				t.Errorf("another story, %v", err)
			}
		})
	}
	wait.Wait()
}

func TestCancelled(t *testing.T) {
	m, err := Load("inps-report", configured())
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	m.opt.Open = func(context.Context, string) (io.ReadCloser, error) {
		cancel()
		return nil, ctx.Err()
	}
	data, _ := os.ReadFile("testdata/inps-report/annuale.json")
	if d, _, err := m.Map(ctx, dcat.SourceRecord{ID: "x", Bytes: data}); err == nil {
		t.Errorf("a cancelled mapping gave %s", d.IRI)
	}
}

// A page or a service has no bytes of its own: it is not opened, and a page that comes
// where nothing is declared gives no more than its type.
func TestPagesAndServicesAreNotFiles(t *testing.T) {
	mapping := smallest + `  dcat:distribution:
    node:
      each: .f[]
      key: .n
      iri: "{dataset}/d/{key}"
      type: dcat:Distribution
      inspect: { ref: .u, name: .n, format: .t }
      dct:format: { data: file-type }
      dcat:byteSize: { data: byte-size }
      spdx:checksum: { data: checksum }
`
	var seen []string
	open := func(ctx context.Context, ref string) (io.ReadCloser, error) {
		seen = append(seen, ref)
		return openTestFile(ctx, "sparita.csv") // a web page, whatever is asked for
	}
	d, gaps := mapText(t, mapping, `{"id":"1","f":[{"n":"a","t":"HTML","u":"https://e.it/a"},{"n":"b","t":"WMS","u":"https://e.it/b"},
		{"n":"c","t":"","u":"https://e.it/c"},{"n":"d","t":"CSV","u":"https://e.it/d"}]}`, Options{Open: open})
	if strings.Join(seen, " ") != "https://e.it/c https://e.it/d" {
		t.Errorf("opened %q", seen)
	}
	if got := valuesAt(d, "https://e.it/dataset/1/d/c", "dct:format"); !strings.HasSuffix(got, "/HTML") || valuesAt(d, "https://e.it/dataset/1/d/c", "dcat:byteSize") != "" {
		t.Errorf("format %q, size %q", got, valuesAt(d, "https://e.it/dataset/1/d/c", "dcat:byteSize"))
	}
	if kinds(gaps, "dct:format") != "derived conflict" {
		t.Errorf("gaps %+v", gaps)
	}
}

func TestGapsAreShort(t *testing.T) {
	d, gaps := mapText(t, smallest+"  dct:issued: { jq: .d, as: italian-date }\n", `{"id":"1","d":"`+strings.Repeat("è", 5000)+`"}`, Options{})
	if len(gaps) != 1 || len(gaps[0].Value) > maxGapText+3 || len(gaps[0].Message) > 3*maxGapText || d == nil {
		t.Errorf("%d gaps", len(gaps))
	}
	if text, err := json.Marshal(gaps[0]); err != nil || strings.Contains(string(text), `\ufffd`) {
		t.Errorf("a gap cut within a character: %v", err)
	}
}
