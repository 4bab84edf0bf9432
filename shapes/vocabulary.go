package shapes

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strings"

	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/dcat/vocab"
)

// Vocabulary is a code list of the user, to lie in the background of a profile.
type Vocabulary struct {
	graph *rdf.Graph
	ipa   map[string]bool
}

// ReadVocabulary reads a code list. The name of the file tells CSV (".csv") from RDF.
//
// RDF is SKOS: each code has skos:inScheme or skos:topConceptOf. CSV has a header, comma
// or semicolon between columns, and may begin with lines "# scheme: IRI", "# base: IRI"
// and "# class: IRI" that hold for all rows, as in the tables of dcat/vocab. Columns: iri,
// or code with a base; scheme and class, where they differ by row; it and en, the labels.
// The class of codes of a scheme that is known need not be given.
// Others are left alone. A CSV with the column Codice_IPA or cod_amm, as IndicePA
// publishes it, is the list of all IPA codes, against which dati-gov-it then holds those
// of agents.
func ReadVocabulary(name string, text []byte) (*Vocabulary, error) {
	var v *Vocabulary
	var err error
	if strings.HasSuffix(strings.ToLower(name), ".csv") {
		v, err = readCSV(string(bytes.TrimPrefix(text, []byte("\ufeff"))))
	} else {
		v, err = readSKOS(name, text)
	}
	if err != nil {
		return nil, fmt.Errorf("read vocabulary %s: %w", name, err)
	}
	return v, nil
}

// With returns a profile that knows further code lists.
func (p *Profile) With(lists ...*Vocabulary) *Profile {
	more := *p
	more.background = rdf.NewGraph()
	more.background.AddAll(p.background)
	for n, v := range lists {
		for t := range v.graph.All() {
			more.background.Add(marked(t, n))
		}
		if v.ipa != nil {
			more.ipa = v.ipa
		}
	}
	return &more
}

var inScheme = rdf.IRI(vocab.SKOS + "inScheme")

func readSKOS(name string, text []byte) (*Vocabulary, error) {
	format, err := rdf.Detect(text, "", name)
	if err != nil {
		return nil, err
	}
	g, _, err := rdf.ReadGraph(bytes.NewReader(text), format, rdf.ReadOptions{Base: baseOf(name)})
	if err != nil {
		return nil, err
	}
	// a top concept is in its scheme (SKOS, 4.6.3)
	var top []rdf.Triple
	for t := range g.Match(rdf.Term{}, rdf.IRI(vocab.SKOS+"topConceptOf"), rdf.Term{}) {
		top = append(top, rdf.Triple{Subject: t.Subject, Predicate: inScheme, Object: t.Object})
	}
	for t := range g.Match(rdf.Term{}, rdf.IRI(vocab.SKOS+"hasTopConcept"), rdf.Term{}) {
		top = append(top, rdf.Triple{Subject: t.Object, Predicate: inScheme, Object: t.Subject})
	}
	for _, t := range top {
		g.Add(t)
	}
	if !rdf.Has(g, rdf.Term{}, inScheme, rdf.Term{}) {
		return nil, fmt.Errorf("no code has skos:inScheme: is it a SKOS vocabulary?")
	}
	return &Vocabulary{graph: g}, nil
}

// list is a CSV vocabulary being read.
type list struct {
	scheme, base, class string // of the comment lines
	column              map[string]int
	classes             map[string]string // of the codes of schemes that are known
}

func readCSV(text string) (*Vocabulary, error) {
	l := list{classes: map[string]string{}}
	lines := 0
	for strings.HasPrefix(text, "#") {
		var line string
		line, text, _ = strings.Cut(text, "\n")
		lines++
		key, value, _ := strings.Cut(strings.TrimSpace(strings.TrimLeft(line, "# ")), ":")
		switch value = strings.TrimSpace(value); strings.TrimSpace(key) {
		case "scheme":
			l.scheme = value
		case "base":
			l.base = value
		case "class":
			l.class = value
		}
	}
	r := csv.NewReader(strings.NewReader(text))
	r.FieldsPerRecord = -1
	if header, _, _ := strings.Cut(text, "\n"); strings.Count(header, ";") > strings.Count(header, ",") {
		r.Comma = ';'
	}
	rows, err := r.ReadAll()
	if err != nil {
		return nil, err
	}
	if len(rows) < 2 {
		return nil, fmt.Errorf("line %d: no header with rows below it", lines+1)
	}
	l.column = map[string]int{}
	for i, name := range rows[0] {
		l.column[strings.ToLower(strings.TrimSpace(name))] = i
	}
	for _, name := range []string{"codice_ipa", "cod_amm"} {
		if i, ok := l.column[name]; ok {
			return holders(rows[1:], i), nil
		}
	}
	v := &Vocabulary{graph: rdf.NewGraph()}
	for i, row := range rows[1:] {
		if err := l.add(v.graph, row); err != nil {
			return nil, fmt.Errorf("row %d: %w", i+2, err)
		}
	}
	return v, nil
}

// holders makes the list of IPA codes, which have no IRIs.
func holders(rows [][]string, column int) *Vocabulary {
	v := &Vocabulary{graph: rdf.NewGraph(), ipa: map[string]bool{}}
	for _, row := range rows {
		if column < len(row) {
			v.ipa[strings.ToLower(strings.TrimSpace(row[column]))] = true
		}
	}
	return v
}

// classOf returns the class of the codes of a scheme: as the file says, else that of the
// list of ours with this scheme, which the file may be a newer edition of.
func (l list) classOf(scheme string) string {
	if l.class != "" {
		return l.class
	}
	class, known := l.classes[scheme]
	if !known {
		for _, name := range vocab.Names() {
			if table, _ := vocab.Lookup(name); table.Scheme == scheme {
				class, _ = europeanClass(name, table)
			}
		}
		l.classes[scheme] = class
	}
	return class
}

func (l list) add(g *rdf.Graph, row []string) error {
	cell := func(name, otherwise string) string {
		if i, ok := l.column[name]; ok && i < len(row) && strings.TrimSpace(row[i]) != "" {
			return strings.TrimSpace(row[i])
		}
		return otherwise
	}
	iri := cell("iri", "")
	if code := cell("code", ""); iri == "" && code != "" && l.base != "" {
		iri = l.base + code
	}
	scheme := cell("scheme", l.scheme)
	switch {
	case iri == "":
		return fmt.Errorf("no column iri, and no column code with a line \"# base: IRI\" above the header")
	case scheme == "":
		return fmt.Errorf("no column scheme and no line \"# scheme: IRI\" above the header")
	}
	add := func(p string, o rdf.Term) { g.Add(rdf.Triple{Subject: rdf.IRI(iri), Predicate: rdf.IRI(p), Object: o}) }
	add(inScheme.Value, rdf.IRI(scheme))
	add(vocab.RDFType, rdf.IRI(vocab.SKOS+"Concept"))
	if class := cell("class", l.classOf(scheme)); class != "" {
		add(vocab.RDFType, rdf.IRI(class))
	}
	for _, lang := range []string{"it", "en"} {
		if label := cell(lang, ""); label != "" {
			add(vocab.SKOS+"prefLabel", rdf.LangLiteral(label, lang))
		}
	}
	return nil
}
