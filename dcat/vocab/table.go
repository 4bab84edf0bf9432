package vocab

import (
	"embed"
	"slices"
	"strings"
	"sync"
)

// Entry is one concept of a code list.
type Entry struct {
	// Code is the concept's own code, such as "ANNUAL", "A21_CCBY40" or "08".
	Code string
	// IRI names the concept; it is empty in tables whose codes have no IRI (ipa).
	IRI string
	// Labels are the preferred labels by language tag ("it", "en"). A language in
	// which the table has no label of its own is absent.
	Labels map[string]string
	// Alt are other spellings, and other IRIs, that mean this concept and no other.
	Alt []string
	// Attr are further facts, named in the first row of the table's file. Facts that
	// the table does not state are absent, not empty.
	Attr map[string]string
}

// Label returns the preferred label in the language, else in English, in Italian, or
// the code.
func (e Entry) Label(lang string) string {
	for _, l := range []string{lang, "en", "it"} {
		if s := e.Labels[l]; s != "" {
			return s
		}
	}
	return e.Code
}

// Table is one code list. It is read-only and safe for concurrent use; callers must
// not change the maps and slices of its entries.
type Table struct {
	// Name is the name that Lookup knows, Title what people call the list.
	Name, Title string
	// Scheme is the IRI of the concept scheme, Class the class of its concepts in
	// DCAT-AP_IT 1.0 where it names one, else skos:Concept.
	Scheme, Class string
	// Date is the date of the newest edition taken in (yyyy-mm-dd), Source where the
	// facts come from.
	Date, Source string

	base    string
	entries []Entry
	codes   map[string]int
	iris    map[string]int
	found   finder
}

//go:embed tables/*.csv
var files embed.FS

// tables is the explicit list of code lists: a new one is a file and a line here.
var tables = map[string]func() *Table{
	"access-right":        table("access-right"),
	"adms-status":         table("adms-status"),
	"availability":        table("availability"),
	"country":             table("country"),
	"dataset-type":        table("dataset-type"),
	"distribution-status": table("distribution-status"),
	"eurovoc":             table("eurovoc"),
	"file-type":           table("file-type"),
	"frequency":           table("frequency"),
	"hvd-category":        table("hvd-category"),
	"ipa":                 table("ipa"),
	"language":            table("language"),
	"licence":             table("licence"),
	"licence-group":       table("licence-group"),
	"licence-type":        table("licence-type"),
	"media-type":          table("media-type"),
	"place":               table("place"),
	"province":            table("province"),
	"publisher-type":      table("publisher-type"),
	"region":              table("region"),
	"theme":               table("theme"),
}

// table reads an embedded file when it is first asked for. A file that cannot be read
// is a fault of the build, which the tests find, and so it panics.
func table(name string) func() *Table {
	return sync.OnceValue(func() *Table {
		text, err := files.ReadFile("tables/" + name + ".csv")
		if err != nil {
			panic(err)
		}
		t, err := readTable(name, string(text))
		if err != nil {
			panic(err)
		}
		return t
	})
}

// Lookup returns the code list with this name, such as "theme" or "file-type".
func Lookup(name string) (*Table, bool) {
	read, ok := tables[name]
	if !ok {
		return nil, false
	}
	return read(), true
}

// Names returns the names of all code lists, sorted.
func Names() []string {
	names := make([]string, 0, len(tables))
	for name := range tables {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// Entries returns the entries in the order of the table's file, which is that of
// their codes.
func (t *Table) Entries() []Entry { return slices.Clone(t.entries) }

// Code returns the entry with exactly this code.
func (t *Table) Code(code string) (Entry, bool) { return t.at(t.codes, code) }

// IRI returns the entry with exactly this IRI. The IRI of the concept is meant, not
// that of a document about it: see Find for those.
func (t *Table) IRI(iri string) (Entry, bool) {
	if iri == "" {
		return Entry{}, false
	}
	return t.at(t.iris, iri)
}

func (t *Table) at(index map[string]int, key string) (Entry, bool) {
	i, ok := index[key]
	if !ok || i == ambiguous {
		return Entry{}, false
	}
	return t.entries[i], true
}

// hasScheme reports whether the text is an IRI rather than words.
func hasScheme(text string) bool { return strings.Contains(text, "://") }
