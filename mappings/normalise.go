package mappings

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/dcat/vocab"
)

// result is one value that a rule gives.
type result struct {
	term  rdf.Term
	extra []rdf.Triple // what is said about the term itself
	// text is what the record holds.
	text string
	// repaired says what had to be put right, evidence what the value was read from
	// when it does not stand in a field of its own, lost what was left behind.
	repaired, evidence, lost string
	// rule is the name of what was applied.
	rule string
	// agrees is another term that says no other thing: ZIP, of a table in an archive.
	agrees rdf.Term
	// fallback tells that the administrator's default stands in.
	fallback bool
	field    string
}

// place is what a normaliser may know about where its value goes.
type place struct {
	dataset string // IRI of the dataset
	lang    string
	known   *sync.Map // descriptions that have been made before; may be nil
}

// describe returns what is said of a code, made once for all records.
func (at place) describe(iri string, build func() *description) *description {
	if at.known == nil {
		return build()
	}
	if d, ok := at.known.Load(iri); ok {
		return d.(*description)
	}
	d := build()
	d.triples = slices.Clip(d.triples)
	at.known.Store(iri, d)
	return d
}

// normaliser turns a text of the record into values. An error says why it cannot.
type normaliser struct {
	apply func(at place, text string) ([]result, error)
	// gives and doc are for the generated documentation.
	gives, doc string
}

// normalisers is the explicit table of what "as:" may name.
var normalisers = map[string]normaliser{
	"text": {asText, "text", "HTML tags are dropped and character references decoded (repaired), line ends unified"},
	"title": {asTitle, "text of one line",
		"as text, and white space is collapsed"},
	"keyword": {asKeyword, "text", "as title; split at comma and semicolon, which keywords may not hold"},
	"italian-date": {asDate, "xsd:date or xsd:dateTime",
		"dd/mm/yyyy, dd-mm-yyyy, dd.mm.yyyy, `17 marzo 2022`, yyyy-mm-dd, yyyy/mm/dd, yyyymmdd, each also with a time, fractions and zone; a year or a month alone is refused: the profile wants a date"},
	"day":             {asDay, "xsd:date", "as italian-date, and a time of day is dropped"},
	"period":          {asPeriod, "dct:PeriodOfTime", "a text that is a period as a whole: `2023`, `2020-2022`, `2020, 2021, 2022`, `Anno 2020`, `gennaio-marzo 2022`, `1° semestre 2016`, `dal 2020 al 2022`, two dates, an ISO 8601 interval"},
	"period-in-words": {asPeriodInWords, "dct:PeriodOfTime", "a period that a longer text names after Anno, Anni, periodo, dal ... al; a bare number is none"},
	"frequency-in-words": {asFrequencyInWords, "dct:Frequency",
		"`Report Annuale`, `annuale`, `trimestrale`, `mensile` and their like as words of a title; Storico gives none"},
	"iri":     {asIRI, "IRI", "http, https, ftp and urn addresses; characters that no IRI may hold are percent-encoded, `www.` gets a scheme (repaired)"},
	"email":   {asEmail, "mailto: IRI", "one address, with or without `mailto:`"},
	"licence": {asLicence, "dcatapit:LicenseDocument", "a code, label or address of the licence table; described by type, name and version; unknown and non-commercial licences stay what they are"},
	"language": {asLanguage, "dct:LinguisticSystem",
		"a code, label or IRI of the language table, also a locale such as it_IT"},
	"file-type": {asFileType, "dct:MediaTypeOrExtent", "a code, label, extension or media type of the EU file types, also an IANA address"},
	"place": {asPlace, "dct:Location",
		"a code, name or IRI of the places, countries, regions or provinces; another address is a place elsewhere"},
	"media-type": {asMediaType, "dct:MediaType", "a media type or its IANA address, also the code of a file type that has one"},
	"decimal":    {asDecimal, "xsd:decimal", "a whole number of bytes, also `1.024`"},
}

// asNames lists the normalisers for messages.
func asNames() []string {
	names := make([]string, 0, len(normalisers))
	for name := range normalisers {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// asCode looks a text up in a vocabulary.
func asCode(table *vocab.Table) func(place, string) ([]result, error) {
	return func(at place, text string) ([]result, error) {
		entry, ok := table.Find(text)
		if !ok {
			return nil, notIn(table, text)
		}
		return []result{at.concept(table, entry)}, nil
	}
}

// concept is the value for an entry of a vocabulary, described by scheme and label.
func (at place) concept(table *vocab.Table, entry vocab.Entry) result {
	d := at.describe(entry.IRI, func() *description { return describeConcept(table, entry) })
	return result{term: d.node, extra: d.triples}
}

// notFound says that a vocabulary does not hold a text, and what may have been meant.
// The search for that is slow and waits until somebody wants to know.
type notFound struct {
	table *vocab.Table
	text  string
}

func notIn(table *vocab.Table, text string) error { return &notFound{table, text} }

func (e *notFound) Error() string {
	message := fmt.Sprintf("%q is not in the table %s (%s)", short(e.text), e.table.Name, e.table.Title)
	if near, ok := e.table.Suggest(e.text); ok {
		message += fmt.Sprintf("; did you mean %s (%s)?", near.Code, near.Label("it"))
	}
	return message
}

func asLanguage(at place, text string) ([]result, error) {
	table, _ := vocab.Lookup("language")
	entry, ok := table.Find(text)
	if !ok {
		short, _, found := strings.Cut(strings.ReplaceAll(text, "-", "_"), "_")
		if entry, ok = table.Find(short); !ok || !found {
			return nil, notIn(table, text)
		}
	}
	return []result{at.concept(table, entry)}, nil
}

func asFileType(at place, text string) ([]result, error) {
	table, _ := vocab.Lookup("file-type")
	if _, rest, ok := strings.Cut(text, "iana.org/assignments/media-types/"); ok {
		text = rest
	}
	entry, ok := table.Find(strings.TrimPrefix(strings.TrimSpace(text), "."))
	if !ok {
		return nil, notIn(table, text)
	}
	return []result{at.concept(table, entry)}, nil
}

func asMediaType(at place, text string) ([]result, error) {
	table, _ := vocab.Lookup("media-type")
	media, _, _ := strings.Cut(text, ";") // text/csv; charset=utf-8
	if entry, ok := table.Find(media); ok {
		return []result{at.concept(table, entry)}, nil
	}
	types, _ := vocab.Lookup("file-type")
	if fileType, ok := types.Find(text); ok {
		if entry, ok := table.Code(fileType.Attr["media-type"]); ok {
			return []result{at.concept(table, entry)}, nil
		}
	}
	return nil, notIn(table, text)
}

func asDecimal(_ place, text string) ([]result, error) {
	digits := strings.NewReplacer(" ", "", "\u00a0", "").Replace(text)
	r := result{term: rdf.TypedLiteral(digits, vocab.XSD+"decimal")}
	if n, err := strconv.ParseUint(digits, 10, 63); err == nil {
		if n == 0 {
			return nil, errors.New("a size of 0 says that it is not known")
		}
		return []result{r}, nil
	}
	if whole := groupedNumber.MatchString(digits); whole {
		r.term.Value = strings.ReplaceAll(digits, ".", "")
		r.repaired = "group marks dropped"
		return []result{r}, nil
	}
	return nil, fmt.Errorf("%q is not a whole number", short(text))
}
