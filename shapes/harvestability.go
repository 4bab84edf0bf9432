package shapes

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/dcat/vocab"
)

const (
	harvesting = "https://trebbia.dev/ns/dati-gov-it#"
	hydra      = "http://www.w3.org/ns/hydra/core#"
)

// harvestChecks are the constraints of dati-gov-it between nodes.
var harvestChecks = []check{
	{harvesting + "Dataset-title-clash", true, titleClashes},
	{harvesting + "Dataset-identifier-clash", true, identifierClashes},
	{harvesting + "Dataset-unlinked", true, unlinkedDatasets},
	{harvesting + "Agent-identifier-unknown", false, unknownCodes},
	{harvesting + "Agent-name-differs", true, differingNames},
	{harvesting + "Page-next-itself", true, endlessPages},
	{harvesting + "PagedCollection-next-missing", true, forgottenPages},
}

// datasets returns the nodes typed as datasets, in the order of the data.
func datasets(data *rdf.Graph) []rdf.Term {
	return instances(data, vocab.DCATDataset, vocab.DCATAPIT+"Dataset")
}

func instances(data *rdf.Graph, classes ...string) []rdf.Term {
	seen := map[rdf.Term]bool{}
	var out []rdf.Term
	for t := range data.Match(rdf.Term{}, rdf.IRI(vocab.RDFType), rdf.Term{}) {
		if slices.Contains(classes, t.Object.Value) && !seen[t.Subject] {
			seen[t.Subject] = true
			out = append(out, t.Subject)
		}
	}
	return out
}

// titleClashes finds datasets whose titles give the same name in CKAN. The title that
// counts is the one that the harvester takes: in Italian, else without a language, else
// the first.
func titleClashes(_ *Profile, data *rdf.Graph) []clash {
	return clashes(data, vocab.DCTTitle, func(titles []rdf.Term) (rdf.Term, string) {
		for _, lang := range []string{"it", ""} {
			if i := slices.IndexFunc(titles, func(t rdf.Term) bool { return strings.EqualFold(t.Lang, lang) }); i >= 0 {
				return titles[i], nameOf(titles[i].Value)
			}
		}
		return titles[0], nameOf(titles[0].Value)
	})
}

func identifierClashes(_ *Profile, data *rdf.Graph) []clash {
	return clashes(data, vocab.DCTIdentifier, func(ids []rdf.Term) (rdf.Term, string) {
		return ids[0], strings.TrimSpace(ids[0].Value)
	})
}

// clashes finds datasets of which a property gives the same key as of an earlier one.
// Datasets without it, or with an empty key, are left alone.
func clashes(data *rdf.Graph, property string, key func([]rdf.Term) (rdf.Term, string)) []clash {
	first := map[string]rdf.Term{}
	var out []clash
	for _, dataset := range datasets(data) {
		values := slices.DeleteFunc(rdf.Objects(data, dataset, rdf.IRI(property)), func(t rdf.Term) bool { return !t.IsLiteral() })
		if len(values) == 0 {
			continue
		}
		value, k := key(values)
		if k == "" {
			continue
		}
		other, taken := first[k]
		if !taken {
			first[k] = dataset
			continue
		}
		out = append(out, clash{dataset, rdf.IRI(property), value, named(other)})
	}
	return out
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
func unlinkedDatasets(_ *Profile, data *rdf.Graph) []clash {
	if len(instances(data, vocab.DCATCatalog, vocab.DCATAPIT+"Catalog")) == 0 {
		return nil
	}
	var out []clash
	for _, dataset := range datasets(data) {
		if !rdf.Has(data, rdf.Term{}, rdf.IRI(vocab.DCATDatasetProp), dataset) {
			out = append(out, clash{focus: dataset, value: dataset})
		}
	}
	return out
}

// agents returns the nodes that stand for bodies.
func agents(data *rdf.Graph) []rdf.Term {
	return instances(data, vocab.DCATAPIT+"Agent", vocab.FOAF+"Agent", vocab.FOAF+"Organization")
}

// unknownCodes finds agents whose code is not in the list of IPA, which the caller has
// handed in; without it nothing is known of codes. Private bodies have a VAT number.
func unknownCodes(p *Profile, data *rdf.Graph) []clash {
	if p.ipa == nil {
		return nil
	}
	var out []clash
	for _, agent := range agents(data) {
		for _, id := range rdf.Objects(data, agent, rdf.IRI(vocab.DCTIdentifier)) {
			code := strings.ToLower(strings.TrimSpace(id.Value))
			if id.IsLiteral() && code != "" && !p.ipa[code] && !isVATNumber(code) {
				out = append(out, clash{focus: agent, predicate: rdf.IRI(vocab.DCTIdentifier), value: id})
			}
		}
	}
	return out
}

func isVATNumber(code string) bool {
	code = strings.TrimPrefix(code, "it")
	return len(code) == 11 && strings.Trim(code, "0123456789") == ""
}

// differingNames finds agents with the code of an earlier one and another name in the
// same language.
func differingNames(_ *Profile, data *rdf.Graph) []clash {
	type spelling struct{ code, lang string }
	first := map[spelling]rdf.Term{}
	var out []clash
	for _, agent := range agents(data) {
		id := rdf.Object(data, agent, rdf.IRI(vocab.DCTIdentifier))
		code := strings.ToLower(strings.TrimSpace(id.Value))
		if !id.IsLiteral() || code == "" {
			continue
		}
		names := rdf.Objects(data, agent, rdf.IRI(vocab.FOAFName))
		// several names of one agent are what Agent-name-several reports
		if len(names) == 0 || !names[0].IsLiteral() {
			continue
		}
		name := names[0]
		key := spelling{code, strings.ToLower(name.Lang)}
		other, known := first[key]
		if !known {
			first[key] = name
			continue
		}
		if nameOf(other.Value) != nameOf(name.Value) {
			out = append(out, clash{agent, rdf.IRI(vocab.FOAFName), name, other.Value})
		}
	}
	return out
}

// endlessPages finds pages that name themselves as the next one.
func endlessPages(_ *Profile, data *rdf.Graph) []clash {
	var out []clash
	for _, property := range []string{"next", "nextPage"} {
		for t := range data.Match(rdf.Term{}, rdf.IRI(hydra+property), rdf.Term{}) {
			if t.Subject.IsIRI() && t.Object.Value == t.Subject.Value {
				out = append(out, clash{focus: t.Subject, predicate: t.Predicate, value: t.Object})
			}
		}
	}
	return out
}

// forgottenPages finds first pages that hold fewer datasets than they declare and name no
// next page.
func forgottenPages(_ *Profile, data *rdf.Graph) []clash {
	var paging []rdf.Term
	for _, property := range []string{"next", "nextPage", "previous", "previousPage"} {
		paging = append(paging, rdf.IRI(hydra+property))
	}
	if slices.ContainsFunc(paging, func(p rdf.Term) bool { return rdf.Has(data, rdf.Term{}, p, rdf.Term{}) }) {
		return nil
	}
	have := len(datasets(data))
	var out []clash
	for t := range data.Match(rdf.Term{}, rdf.IRI(hydra+"totalItems"), rdf.Term{}) {
		if total, err := strconv.Atoi(strings.TrimSpace(t.Object.Value)); err == nil && total > have {
			out = append(out, clash{t.Subject, t.Predicate, t.Object, strconv.Itoa(have)})
		}
	}
	return out
}
