package shapes

import (
	"hash/maphash"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/dcat/vocab"
	"github.com/trebbia/trebbia/shapes/shacl"
)

const (
	harvesting = "https://trebbia.dev/ns/dati-gov-it#"
	hydra      = "http://www.w3.org/ns/hydra/core#"
)

// What the checks look at.
var (
	datasets   = subject{classes: []string{vocab.DCATDataset, vocab.DCATAPIT + "Dataset"}}
	catalogues = subject{classes: []string{vocab.DCATCatalog, vocab.DCATAPIT + "Catalog"}}
	agents     = subject{classes: []string{vocab.DCATAPIT + "Agent", vocab.FOAF + "Agent", vocab.FOAF + "Organization"}}
	followed   = subject{properties: []string{hydra + "next", hydra + "nextPage"}}
	counted    = subject{properties: []string{hydra + "totalItems"}}
	paged      = subject{properties: []string{hydra + "next", hydra + "nextPage", hydra + "previous", hydra + "previousPage"}}
)

// harvestChecks are the constraints of dati-gov-it between nodes.
var harvestChecks = []check{
	{harvesting + "Dataset-title-clash", true, datasets, titleClashes},
	{harvesting + "Dataset-identifier-clash", true, datasets, identifierClashes},
	{harvesting + "Dataset-unlinked", true, datasets, unlinkedDatasets},
	{harvesting + "Agent-identifier-unknown", false, agents, unknownCodes},
	{harvesting + "Agent-name-differs", true, agents, differingNames},
	{harvesting + "Page-next-itself", true, followed, endlessPages},
	{harvesting + "PagedCollection-next-missing", true, counted, forgottenPages},
}

// harvestFollows are the properties by which the checks look for subjects.
var harvestFollows = slices.Concat([]string{vocab.DCATDatasetProp}, paged.properties, counted.properties)

// titleClashes finds datasets whose titles give the same name in CKAN. The title that
// counts is the one that the harvester takes: in Italian, else without a language, else
// the first.
func titleClashes(_ *Profile, data *shacl.View) func(rdf.Term, func(clash)) {
	return clashes(data, vocab.DCTTitle, func(titles []rdf.Term) (rdf.Term, string) {
		for _, lang := range []string{"it", ""} {
			if i := slices.IndexFunc(titles, func(t rdf.Term) bool { return strings.EqualFold(t.Lang, lang) }); i >= 0 {
				return titles[i], nameOf(titles[i].Value)
			}
		}
		return titles[0], nameOf(titles[0].Value)
	})
}

func identifierClashes(_ *Profile, data *shacl.View) func(rdf.Term, func(clash)) {
	return clashes(data, vocab.DCTIdentifier, func(ids []rdf.Term) (rdf.Term, string) {
		return ids[0], strings.TrimSpace(ids[0].Value)
	})
}

// clashes finds datasets of which a property gives the same key as of an earlier one.
// Datasets without it, or with an empty key, are left alone.
//
// A catalogue may have a million datasets, so what is kept of each is a hash of its key
// and its number.
func clashes(data *shacl.View, property string, choose func([]rdf.Term) (rdf.Term, string)) func(rdf.Term, func(clash)) {
	keyOf := func(dataset rdf.Term) (value rdf.Term, key string) {
		values := slices.DeleteFunc(rdf.Objects(data, dataset, rdf.IRI(property)), func(t rdf.Term) bool { return !t.IsLiteral() })
		if len(values) == 0 {
			return rdf.Term{}, ""
		}
		return choose(values)
	}
	first, seed := map[uint64]uint32{}, maphash.MakeSeed()
	return func(dataset rdf.Term, found func(clash)) {
		value, key := keyOf(dataset)
		if key == "" {
			return
		}
		hash := maphash.String(seed, key)
		number, taken := first[hash]
		if !taken {
			first[hash], _ = data.Number(dataset)
			return
		}
		other := data.Subject(number)
		if _, same := keyOf(other); same == key { // no hash by chance
			found(clash{rdf.IRI(property), value, named(other)})
		}
	}
}

// named shows a node to people.
func named(node rdf.Term) string {
	if node.IsBlank() {
		return "_:" + node.Value
	}
	return node.Value
}

// nameOf spells a title as CKAN names datasets: lower case, accents dropped, all but
// letters, digits and _ turned into one hyphen. CKAN also cuts names at 100 characters.
func nameOf(title string) string {
	var b strings.Builder
	gap := false
	for _, r := range norm.NFD.String(strings.ToLower(title)) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_'):
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(r)
		default:
			gap = true
		}
	}
	return b.String()
}

// unlinkedDatasets finds datasets that no catalogue of the file lists. A file without a
// catalogue lists none, and that is another fault.
func unlinkedDatasets(_ *Profile, data *shacl.View) func(rdf.Term, func(clash)) {
	listed := data.Count(iris(catalogues.classes)...) > 0
	return func(dataset rdf.Term, found func(clash)) {
		if listed && !rdf.Has(data, rdf.Term{}, rdf.IRI(vocab.DCATDatasetProp), dataset) {
			found(clash{value: dataset})
		}
	}
}

// unknownCodes finds agents whose code is not in the list of IPA, which the caller has
// handed in; without it nothing is known of codes. Private bodies have a VAT number.
func unknownCodes(p *Profile, data *shacl.View) func(rdf.Term, func(clash)) {
	return func(agent rdf.Term, found func(clash)) {
		if p.ipa == nil {
			return
		}
		for _, id := range rdf.Objects(data, agent, rdf.IRI(vocab.DCTIdentifier)) {
			code := strings.ToLower(strings.TrimSpace(id.Value))
			if id.IsLiteral() && code != "" && !p.ipa[code] && !isVATNumber(code) {
				found(clash{predicate: rdf.IRI(vocab.DCTIdentifier), value: id})
			}
		}
	}
}

func isVATNumber(code string) bool {
	code = strings.TrimPrefix(code, "it")
	return len(code) == 11 && strings.Trim(code, "0123456789") == ""
}

// differingNames finds agents with the code of an earlier one and another name in the
// same language. It keeps a name for each body, of which there are few.
func differingNames(_ *Profile, data *shacl.View) func(rdf.Term, func(clash)) {
	type spelling struct{ code, lang string }
	first := map[spelling]string{}
	return func(agent rdf.Term, found func(clash)) {
		id := rdf.Object(data, agent, rdf.IRI(vocab.DCTIdentifier))
		code := strings.ToLower(strings.TrimSpace(id.Value))
		if !id.IsLiteral() || code == "" {
			return
		}
		names := rdf.Objects(data, agent, rdf.IRI(vocab.FOAFName))
		// several names of one agent are what Agent-name-several reports
		if len(names) == 0 || !names[0].IsLiteral() {
			return
		}
		name := names[0]
		key := spelling{code, strings.ToLower(name.Lang)}
		other, known := first[key]
		if !known {
			first[spelling{strings.Clone(key.code), strings.Clone(key.lang)}] = strings.Clone(name.Value)
			return
		}
		if nameOf(other) != nameOf(name.Value) {
			found(clash{rdf.IRI(vocab.FOAFName), name, other})
		}
	}
}

// endlessPages finds pages that name themselves as the next one.
func endlessPages(_ *Profile, data *shacl.View) func(rdf.Term, func(clash)) {
	return func(page rdf.Term, found func(clash)) {
		for _, property := range iris(followed.properties) {
			for _, next := range rdf.Objects(data, page, property) {
				if page.IsIRI() && next.Value == page.Value {
					found(clash{predicate: property, value: next})
				}
			}
		}
	}
}

// forgottenPages finds first pages that hold fewer datasets than they declare and name no
// next page.
func forgottenPages(_ *Profile, data *shacl.View) func(rdf.Term, func(clash)) {
	pages := 0
	for range data.Subjects(nil, iris(paged.properties)) {
		pages++
	}
	have := data.Count(iris(datasets.classes)...)
	return func(page rdf.Term, found func(clash)) {
		for _, items := range rdf.Objects(data, page, rdf.IRI(hydra+"totalItems")) {
			if total, err := strconv.Atoi(strings.TrimSpace(items.Value)); err == nil && total > have && pages == 0 {
				found(clash{rdf.IRI(hydra + "totalItems"), items, strconv.Itoa(have)})
			}
		}
	}
}
