package publish

import (
	"strings"
	"testing"
)

func TestDatasetPath(t *testing.T) {
	long := strings.Repeat("a", 300)
	for iri, want := range map[string]string{
		testBase + "/dataset/inps-5867":       "dataset/inps-5867",
		testBase + "/dataset/2023/Report_1.0": "dataset/2023/Report_1.0",
		// Everything below comes with an IRI that cannot be the path.
		"https://altro.example/dataset/x":               "dataset/altro.example-dataset-x-*",
		"urn:uuid:6e8bc430-9c3a-11d9-9669-0800200c9a66": "dataset/*",
		testBase + "/dataset/":                          "dataset/www.example.it-opendata-dataset-*",
		testBase + "/dataset/../manifest.json":          "dataset/www.example.it-opendata-dataset-*",
		testBase + "/dataset/%2e%2e/x":                  "dataset/www.example.it-opendata-dataset-*",
		testBase + "/dataset/..%2f..%2fetc":             "dataset/www.example.it-opendata-dataset-*",
		testBase + "/dataset//x":                        "dataset/www.example.it-opendata-dataset-*",
		testBase + "/dataset/x?y=1":                     "dataset/www.example.it-opendata-dataset-*",
		testBase + "/dataset/x#it":                      "dataset/www.example.it-opendata-dataset-*",
		testBase + "/dataset/.htaccess":                 "dataset/www.example.it-opendata-dataset-*",
		testBase + "/dataset/a\\..\\b":                  "dataset/www.example.it-opendata-dataset-*",
		testBase + "/dataset/a\x00b":                    "dataset/www.example.it-opendata-dataset-*",
		testBase + "/dataset/" + long:                   "dataset/www.example.it-opendata-dataset-a*",
		testBase + "/catalog":                           "dataset/www.example.it-opendata-catalog-*",
		testBase + "/manifest.json":                     "dataset/www.example.it-opendata-manifest.json-*",
		testBase + "x/dataset/1":                        "dataset/www.example.it-opendatax-dataset-1-*",
		"https://../../../etc/passwd":                   "dataset/etc-passwd-*",
		"":                                              "dataset/*",
	} {
		got := datasetPath(testBase, iri)
		start, open := strings.CutSuffix(want, "*")
		if open && (!strings.HasPrefix(got, start) || got == start) || !open && got != want {
			t.Errorf("datasetPath(%q) = %q, want %q", iri, got, want)
		}
		if !safePath(got) || len(got) > 210 {
			t.Errorf("datasetPath(%q) = %q is not a safe path", iri, got)
		}
	}
}

func TestDatasetPathKeepsIRIsApart(t *testing.T) {
	seen := map[string]string{}
	for _, iri := range []string{
		"https://a.example/x/y", "https://a.example/x-y", "https://a.example/X-Y", "http://a.example/x-y",
		"https://a.example/x y", testBase + "/dataset/x?y", testBase + "/dataset/x-y", "",
		"https://a.example/" + strings.Repeat("z", 400), "https://a.example/" + strings.Repeat("z", 401),
	} {
		path := strings.ToLower(datasetPath(testBase, iri))
		if other, taken := seen[path]; taken {
			t.Errorf("%q and %q share %s", iri, other, path)
		}
		seen[path] = iri
	}
}

func TestCompanionPath(t *testing.T) {
	good := testBase + "/dataset/inps-1/domande.csv-metadata.json"
	if got, err := companionPath(testBase, good); got != "dataset/inps-1/domande.csv-metadata.json" || err != nil {
		t.Errorf("companionPath = %q, %v", got, err)
	}
	for _, iri := range []string{
		"https://altro.example/dataset/x.json", testBase + "/manifest.json", testBase + "/dataset/../index.html",
		testBase + "/dataset/../../etc/passwd", testBase + "/dataset/a/.trebbia.lock", testBase + "/dataset/x?y", testBase, "",
	} {
		if got, err := companionPath(testBase, iri); err == nil {
			t.Errorf("companionPath(%q) = %q", iri, got)
		}
	}
}
