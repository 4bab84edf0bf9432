package rdf

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/trebbia/trebbia/internal/reference"
)

const datasetPrefixes = "@prefix rdf: <" + rdfNS + "> . @prefix ex: <http://example.org/> . @prefix xsd: <" + xsdNS + "> .\n"

func datasetOf(t *testing.T, trig string) []Quad {
	t.Helper()
	quads, faults := quadsAndFaults(t, []byte(datasetPrefixes+trig), TriG, ReadOptions{})
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	return quads
}

func datasetText(t *testing.T, quads []Quad, opt JSONLDOptions) string {
	t.Helper()
	var b strings.Builder
	if err := WriteJSONLD(&b, quads, opt); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestWriteJSONLDForm(t *testing.T) {
	quads := datasetOf(t, `ex:s a ex:T ; ex:p "x"@it-IT, 1, ( "a" [ ex:q ( ) ] ) . ex:g { ex:s ex:p _:b . _:b ex:p ex:s } ex:g ex:p "of the graph" .`)
	want := `{
  "@context": {
    "ex": "http://example.org/",
    "xsd": "http://www.w3.org/2001/XMLSchema#"
  },
  "@graph": [
    {
      "@id": "http://example.org/g",
      "ex:p": [
        {"@value": "of the graph"}
      ],
      "@graph": [
        {
          "@id": "http://example.org/s",
          "ex:p": [
            {"@id": "_:b4"}
          ]
        },
        {
          "@id": "_:b4",
          "ex:p": [
            {"@id": "http://example.org/s"}
          ]
        }
      ]
    },
    {
      "@id": "http://example.org/s",
      "@type": [
        "ex:T"
      ],
      "ex:p": [
        {"@list": [
          {"@value": "a"},
          {"@id": "_:b1"}
        ]},
        {"@type": "xsd:integer", "@value": "1"},
        {"@language": "it-IT", "@value": "x"}
      ]
    },
    {
      "@id": "_:b1",
      "ex:q": [
        {"@list": []}
      ]
    }
  ]
}
`
	got := datasetText(t, quads, JSONLDOptions{Prefixes: map[string]string{"ex": "http://example.org/", "xsd": xsdNS, "rdf": rdfNS}})
	if got != want {
		t.Errorf("got\n%s", got)
	}
	slices.Reverse(quads)
	for i := range quads {
		for _, term := range [...]*Term{&quads[i].Subject, &quads[i].Object, &quads[i].Graph} {
			if term.IsBlank() {
				term.Value += "x"
			}
		}
	}
	again := datasetText(t, append(quads, quads...), JSONLDOptions{Prefixes: map[string]string{"ex": "http://example.org/", "xsd": xsdNS}})
	if again != want {
		t.Errorf("in another order, with other labels and twice: got\n%s", again)
	}
	if got := datasetText(t, nil, JSONLDOptions{}); got != "[]\n" {
		t.Errorf("nothing is written as %q", got)
	}
}

// checkDataset writes a dataset in both forms of JSON-LD, and in the other syntaxes of
// datasets, and reads it again.
func checkDataset(t *testing.T, quads []Quad, direction Direction) {
	t.Helper()
	want, err := CanonicalQuads(quads)
	if errors.Is(err, ErrTooComplex) {
		return
	}
	for _, prefixes := range []map[string]string{nil, {"ex": "http://example.org/", "e": "e:", "rdf": rdfNS}} {
		var b bytes.Buffer
		if err := WriteJSONLD(&b, quads, JSONLDOptions{Prefixes: prefixes, Direction: direction}); err != nil {
			t.Fatalf("%s: %v", want, err)
		}
		back, faults := quadsAndFaults(t, b.Bytes(), JSONLD, ReadOptions{Direction: direction})
		got, err := CanonicalQuads(back)
		if len(faults) > 0 || err != nil || !bytes.Equal(got, want) {
			t.Errorf("want\n%s\nwritten as\n%s\nfaults %v, error %v, got\n%s", want, b.String(), faults, err, got)
		}
	}
	for _, f := range []Format{NQuads, TriG} {
		var b bytes.Buffer
		if err := WriteDataset(&b, f, quads, WriteOptions{Prefixes: map[string]string{"ex": "http://example.org/", "rdf": rdfNS}}); err != nil {
			t.Fatalf("%s: %v", want, err)
		}
		back, faults := quadsAndFaults(t, b.Bytes(), f, ReadOptions{})
		got, err := CanonicalQuads(back)
		if len(faults) > 0 || err != nil || !bytes.Equal(got, want) {
			t.Errorf("want\n%s\nwritten in %s as\n%s\nfaults %v, error %v, got\n%s", want, f, b.String(), faults, err, got)
		}
	}
}

// What the algorithm of the standard would lose or change is kept.
func TestWriteJSONLDKeepsEveryStatement(t *testing.T) {
	deep := strings.Repeat("( ", 100) + strings.Repeat(") ", 100)
	for name, trig := range map[string]string{
		"a list of which a type speaks":          `ex:a ex:p _:l ; a _:l . _:l rdf:first 1 ; rdf:rest () .`,
		"a list with a name in another graph":    `ex:a ex:p _:l . ex:g { _:l rdf:first 1 ; rdf:rest () }`,
		"a list of which another graph speaks":   `ex:a ex:p _:l . _:l rdf:first 1 ; rdf:rest () . ex:g { _:l ex:p 2 }`,
		"a list that names a graph":              `ex:a ex:p _:l . _:l rdf:first 1 ; rdf:rest () . _:l { ex:a ex:p 2 }`,
		"lists within one another":               `_:a rdf:first _:b ; rdf:rest () . _:b rdf:first _:a ; rdf:rest () .`,
		"a list within itself":                   `_:a rdf:first _:a ; rdf:rest () .`,
		"a list that leads into a circle":        `_:a rdf:first _:b ; rdf:rest () . _:b rdf:first _:a ; rdf:rest ( ( 1 ) ) .`,
		"a list without a beginning":             `_:a rdf:first 1 ; rdf:rest ( 2 3 ) .`,
		"lists of lists":                         `ex:a ex:p ( ( ( 1 ) () ) ( 2 ) ) .`,
		"lists nested too deep":                  `ex:a ex:p ` + deep + ` .`,
		"rdf:nil with properties":                `rdf:nil ex:p rdf:nil ; a rdf:nil ; rdf:first rdf:nil .`,
		"cells with more to say":                 `ex:a ex:p _:l . _:l rdf:first 1, 2 ; rdf:rest () . ex:a ex:q _:m . _:m rdf:first 1 ; rdf:rest (), ( 1 ) .`,
		"a graph that is named by a blank node":  `_:g { _:g ex:p _:x } _:x ex:p _:g .`,
		"blank nodes that graphs share":          `ex:g { ex:a ex:p _:x } ex:h { _:x ex:p ex:a }`,
		"types that are blank or literal":        `ex:a a _:t, "x", ex:T . _:t a _:t .`,
		"a string with a direction":              `ex:a ex:p [ rdf:value "x" ; rdf:direction "rtl" ; rdf:language "it" ], "y"^^<https://www.w3.org/ns/i18n#it_ltr> .`,
		"a node that says more than a direction": `ex:a ex:p [ rdf:value "x" ; rdf:direction "rtl" ; ex:q 1 ], [ rdf:direction "ltr" ], [ rdf:value "x" ; rdf:direction "up" ], [ a ex:T ; rdf:value "x" ; rdf:direction "rtl" ], [ rdf:value 1 ; rdf:direction "rtl" ] .`,
		"a direction on its own":                 `[] rdf:value "x" ; rdf:direction "rtl" . _:x rdf:value _:x ; rdf:direction "ltr" .`,
		"datatypes that are no direction":        `ex:a ex:p "x"^^<https://www.w3.org/ns/i18n#it_up>, "x"^^<https://www.w3.org/ns/i18n#1_ltr>, "x"^^<https://www.w3.org/ns/i18n#it>, "x"^^<https://www.w3.org/ns/i18n#de-AT_ltr>, [ rdf:value "x" ; rdf:direction "rtl" ; rdf:language "de-AT" ] .`,
		"IRIs that look like prefixed names":     `<rdf:type> <ex:p> <e:x> . <ex:g> { <e:a> a <rdf:x> }`,
		"a JSON literal":                         `ex:a ex:p "{\"a\":[1,null,\"è\"]}"^^rdf:JSON .`,
	} {
		t.Run(name, func(t *testing.T) {
			for _, direction := range []Direction{NoDirection, DirectionDatatype, DirectionNode} {
				checkDataset(t, datasetOf(t, trig), direction)
			}
		})
	}
}

func TestWriteJSONLDOptions(t *testing.T) {
	quads := datasetOf(t, `ex:a a ex:T ; ex:p "01"^^xsd:integer, 1, -0, "x"^^xsd:integer, "1.0E21"^^xsd:double, "1.50"^^xsd:double, "NaN"^^xsd:double,
		"1000000000000000000000"^^xsd:integer, "9007199254740993"^^xsd:integer, "1"^^xsd:boolean, "0x1p4"^^xsd:double .`)
	text := strings.Join(strings.Fields(datasetText(t, quads, JSONLDOptions{NativeTypes: true, TypeProperty: true})), "")
	for _, part := range []string{
		`{"@value":1},`, `{"@value":0}`, `"@value":"x"`, `{"@value":1e+21}`, `{"@value":1.5}`, `"@value":"NaN"`, `"@value":"1000000000000000000000"`,
		`{"@value":9007199254740993}`, `{"@value":true}`, `"@value":"0x1p4"`, `"http://www.w3.org/1999/02/22-rdf-syntax-ns#type":[{"@id":"http://example.org/T"}]`,
	} {
		if strings.Count(text, part) != 1 {
			t.Errorf("no %s, or more than one, in %s", part, text)
		}
	}
}

func TestWriteJSONLDRefusesWhatIsNotRDF(t *testing.T) {
	s := Triple{ex1, ex1, ex1}
	for name, q := range map[string]Quad{
		"a subject":     {Triple: Triple{Literal("x"), ex1, ex1}},
		"a graph name":  {Triple: s, Graph: Literal("x")},
		"a graph IRI":   {Triple: s, Graph: IRI("a b")},
		"JSON":          {Triple: Triple{ex1, ex1, TypedLiteral(`{"a": tru}`, rdfJSON)}},
		"JSON and more": {Triple: Triple{ex1, ex1, TypedLiteral(`1 2`, rdfJSON)}},
		"JSON strings":  {Triple: Triple{ex1, ex1, TypedLiteral(`["\ud800"]`, rdfJSON)}},
		"JSON keys":     {Triple: Triple{ex1, ex1, TypedLiteral(`[{"a": {"b": 1, "b": 2}}]`, rdfJSON)}},
		"JSON numbers":  {Triple: Triple{ex1, ex1, TypedLiteral(`1e999`, rdfJSON)}},
	} {
		if err := WriteJSONLD(new(bytes.Buffer), []Quad{q}, JSONLDOptions{}); err == nil || !strings.HasPrefix(err.Error(), "write JSON-LD: quad ") {
			t.Errorf("%s: error %v", name, err)
		}
	}
}

var ex1 = IRI("http://example.org/1")

func TestDatasetsOfW3CComeBack(t *testing.T) {
	n := 0
	for pattern, format := range map[string]Format{"*/*.nq": NQuads, "*/*/*.nq": NQuads, "*/*/*.trig": TriG} {
		files, err := filepath.Glob(filepath.Join(reference.Dir(t), "w3c", filepath.FromSlash(pattern)))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			quads, _ := quadsAndFaults(t, text, format, ReadOptions{Base: "http://example.org/", Lenient: true})
			if canComeBack(quads) {
				checkDataset(t, quads, NoDirection)
				n++
			}
		}
	}
	t.Log(n, "datasets")
}

// canComeBack leaves out what the standard changes: the types of cells, and JSON
// literals that are not in canonical form.
func canComeBack(quads []Quad) bool {
	return !slices.ContainsFunc(quads, func(q Quad) bool { return q.Object == rdfList || q.Object.Datatype == rdfJSON })
}

func FuzzJSONLDDataset(f *testing.F) {
	for i, seed := range fuzzSeeds {
		f.Add(seed, uint8(i))
	}
	f.Add(datasetPrefixes+`ex:a ex:p ( 1 ( _:b ) ) . _:b { _:b rdf:first _:c ; rdf:rest ( ) } ex:b ex:p [ rdf:value "x" ; rdf:direction "rtl" ] .`, uint8(2))
	f.Fuzz(func(t *testing.T, text string, direction uint8) {
		quads, _ := quadsAndFaults(t, []byte(text), TriG, ReadOptions{Lenient: true})
		if canComeBack(quads) {
			checkDataset(t, quads, Direction(direction%3))
		}
	})
}

func ExampleWriteJSONLD() {
	quads := []Quad{
		{Triple: Triple{IRI("http://example.org/a"), IRI("http://purl.org/dc/terms/title"), LangLiteral("Dati", "it")}, Graph: IRI("http://example.org/g")},
	}
	if err := WriteJSONLD(os.Stdout, quads, JSONLDOptions{Prefixes: map[string]string{"dct": "http://purl.org/dc/terms/"}}); err != nil {
		fmt.Println(err)
	}
	// Output:
	// {
	//   "@context": {
	//     "dct": "http://purl.org/dc/terms/"
	//   },
	//   "@graph": [
	//     {
	//       "@id": "http://example.org/g",
	//       "@graph": [
	//         {
	//           "@id": "http://example.org/a",
	//           "dct:title": [
	//             {"@language": "it", "@value": "Dati"}
	//           ]
	//         }
	//       ]
	//     }
	//   ]
	// }
}
