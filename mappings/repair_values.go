package mappings

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/dcat/vocab"
)

func expandCuries(p parameters) func(*graphRun) {
	return func(r *graphRun) {
		r.rewrite(func(t rdf.Triple) []rdf.Triple {
			if t.Object.IsIRI() && !strings.Contains(t.Object.Value, "/") {
				if iri, ok := expandCURIE(t.Object.Value); ok {
					r.repaired(p.name, t, iri, "a CURIE stood as an IRI")
					t.Object = rdf.IRI(iri)
				}
			}
			return []rdf.Triple{t}
		})
	}
}

func renameProperties(p parameters) func(*graphRun) {
	return func(r *graphRun) {
		r.rewrite(func(t rdf.Triple) []rdf.Triple {
			names, ok := p.renames[t.Predicate.Value]
			if !ok {
				return []rdf.Triple{t}
			}
			var out []rdf.Triple
			for _, name := range names {
				out = append(out, rdf.Triple{Subject: t.Subject, Predicate: rdf.IRI(name), Object: t.Object})
			}
			now := curieOf(names[0])
			r.repaired(p.name, t, now, fmt.Sprintf("the property %s is %s", curieOf(t.Predicate.Value), now))
			return out
		})
	}
}

func dropEmpty(p parameters) func(*graphRun) {
	return func(r *graphRun) {
		r.rewrite(func(t rdf.Triple) []rdf.Triple {
			if !t.Object.IsLiteral() || strings.TrimSpace(t.Object.Value) != "" {
				return []rdf.Triple{t}
			}
			r.repaired(p.name, t, "", "an empty value is dropped")
			return nil
		})
	}
}

// eachValue rewrites the values of some properties; f returns the new value and why.
func eachValue(p parameters, f func(r *graphRun, t rdf.Triple) (rdf.Term, string)) func(*graphRun) {
	return func(r *graphRun) {
		r.rewrite(func(t rdf.Triple) []rdf.Triple {
			if !slices.Contains(p.properties, t.Predicate.Value) {
				return []rdf.Triple{t}
			}
			if now, why := f(r, t); !now.IsZero() && now != t.Object {
				r.repaired(p.name, t, now.Value, why)
				t.Object = now
			}
			return []rdf.Triple{t}
		})
	}
}

func addressAsIRI(p parameters) func(*graphRun) {
	return eachValue(p, func(_ *graphRun, t rdf.Triple) (rdf.Term, string) {
		if !t.Object.IsLiteral() {
			return rdf.Term{}, ""
		}
		iri, _, err := cleanIRI(t.Object.Value)
		if err != nil {
			return rdf.Term{}, ""
		}
		return rdf.IRI(iri), "an address stood as a text"
	})
}

func codeAsIRI(p parameters) func(*graphRun) {
	return eachValue(p, func(r *graphRun, t rdf.Triple) (rdf.Term, string) {
		if t.Object.IsLiteral() {
			if values, err := asCodeOrType(p.table, t.Object.Value); err == nil {
				return values, "a text stood for a code"
			}
			return rdf.Term{}, ""
		}
		iri := t.Object.Value
		if _, ok := p.table.IRI(iri); ok {
			return rdf.Term{}, ""
		}
		if entry, ok := p.table.Find(iri); ok {
			return rdf.IRI(entry.IRI), "a variant of the code's IRI"
		}
		if rest, ok := r.local(iri); ok && rest != "" {
			if term, err := asCodeOrType(p.table, rest); err == nil {
				return term, fmt.Sprintf("%q was relative to the file's address", rest)
			}
		}
		last := iri[strings.LastIndexAny(strings.TrimRight(iri, "/"), "/#")+1:]
		_, address, _ := strings.Cut(iri, "://")
		_, scheme, _ := strings.Cut(p.table.Scheme, "://")
		if scheme != "" && strings.HasPrefix(address, scheme) || strings.Contains(address, "iso639") {
			if entry, ok := p.table.Find(strings.TrimRight(last, "/")); ok {
				return rdf.IRI(entry.IRI), "a variant of the code's IRI"
			}
		}
		return rdf.Term{}, ""
	})
}

// asCodeOrType looks a text up as the rules of JSON records do.
func asCodeOrType(table *vocab.Table, text string) (rdf.Term, error) {
	find := asCode(table)
	switch table.Name {
	case "file-type":
		find = asFileType
	case "language":
		find = asLanguage
	}
	values, err := find(place{}, text)
	if err != nil || len(values) == 0 {
		return rdf.Term{}, err
	}
	return values[0].term, nil
}

func repairMail(p parameters) func(*graphRun) {
	return eachValue(p, func(r *graphRun, t rdf.Triple) (rdf.Term, string) {
		address := t.Object.Value
		if rest, ok := r.local(address); ok {
			address = rest
		}
		if at := strings.IndexByte(address, '@'); at < 0 || strings.HasPrefix(strings.ToLower(address), "mailto:") && t.Object.IsIRI() {
			return rdf.Term{}, ""
		}
		mail, err := asEmail(place{}, address[strings.LastIndexByte(address, '/')+1:])
		if err != nil || len(mail) == 0 {
			return rdf.Term{}, ""
		}
		return mail[0].term, "an e-mail address is an IRI that begins with mailto:"
	})
}

func repairDates(p parameters) func(*graphRun) {
	return eachValue(p, func(_ *graphRun, t rdf.Triple) (rdf.Term, string) {
		o := t.Object
		if !o.IsLiteral() || wellTyped(o) {
			return rdf.Term{}, ""
		}
		m, err := parseMoment(o.Value)
		if err != nil || m.unit != "day" {
			return rdf.Term{}, ""
		}
		return m.literal(), "a date without its type, or in another form"
	})
}

var (
	xsdDate     = regexp.MustCompile(`^-?\d{4,}-\d\d-\d\d(Z|[-+]\d\d:\d\d)?$`)
	xsdDateTime = regexp.MustCompile(`^-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[-+]\d\d:\d\d)?$`)
)

func wellTyped(o rdf.Term) bool {
	switch o.Datatype {
	case vocab.XSD + "date":
		return xsdDate.MatchString(o.Value)
	case vocab.XSD + "dateTime":
		return xsdDateTime.MatchString(o.Value)
	case vocab.XSD + "gYear", vocab.XSD + "gYearMonth":
		return true
	}
	return false
}

func repairText(p parameters) func(*graphRun) {
	return eachValue(p, func(_ *graphRun, t rdf.Triple) (rdf.Term, string) {
		clean, why := plainText(t.Object.Value)
		if !t.Object.IsLiteral() || why == "" || clean == "" {
			return rdf.Term{}, ""
		}
		now := t.Object
		now.Value = clean
		return now, why
	})
}

// repairPeriods gives a period of time the dates of both profiles. DCAT-AP_IT has days
// where others also have moments.
func repairPeriods(p parameters) func(*graphRun) {
	return func(r *graphRun) {
		for _, t := range r.statements(vocab.DCTTemporal) {
			for _, name := range []string{"startDate", "endDate"} {
				national, european := r.values(t.Object, vocab.DCATAPIT+name), r.values(t.Object, vocab.DCAT+name)
				both := append(slices.Clone(national), european...)
				if len(both) == 0 {
					continue
				}
				day := both[0]
				if m, err := parseMoment(day.Value); err == nil && m.unit == "day" {
					m.time = ""
					day = m.literal()
				}
				if len(national) == 1 && len(european) == 1 && national[0] == day && european[0] == day {
					continue
				}
				for _, space := range []string{vocab.DCATAPIT, vocab.DCAT} {
					r.drop(t.Object, space+name, both[0])
					r.add(t.Object, space+name, day)
				}
				r.repaired(p.name, rdf.Triple{Subject: t.Object, Predicate: rdf.IRI(vocab.DCATAPIT + name), Object: both[0]}, day.Value,
					"a period has dcatapit: and dcat: dates, as days")
			}
		}
	}
}

// drop takes a statement away.
func (r *graphRun) drop(subject rdf.Term, property string, object rdf.Term) {
	r.triples = slices.DeleteFunc(r.triples, func(t rdf.Triple) bool {
		return t.Subject == subject && t.Predicate.Value == property && t.Object == object
	})
}

func repairVersions(p parameters) func(*graphRun) {
	const dcatVersion = vocab.DCAT + "version"
	return func(r *graphRun) {
		for _, pair := range [][2]string{{vocab.OWL + "versionInfo", dcatVersion}, {dcatVersion, vocab.OWL + "versionInfo"}} {
			for _, v := range r.values(r.dataset, pair[0]) {
				if v.IsLiteral() && !r.has(r.dataset, pair[1]) {
					r.add(r.dataset, pair[1], v)
					r.repaired(p.name, rdf.Triple{Subject: r.dataset, Predicate: rdf.IRI(pair[1]), Object: v}, v.Value,
						"DCAT-AP 3 has dcat:version where DCAT-AP_IT has owl:versionInfo")
				}
			}
		}
	}
}
