package mappings

import (
	"fmt"
	"strings"

	"github.com/trebbia/trebbia/dcat"
	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/dcat/vocab"
)

// AgentIRI returns the IRI of an agent: {base}/agent/<code>, or its name in place of
// the code when it has none; "" when it has neither.
func AgentIRI(base string, a Agent) string {
	key := dcat.Slug(a.Identifier)
	for _, lang := range append([]string{"it", ""}, sortedKeys(a.Name)...) {
		if key == "" {
			key = dcat.Slug(a.Name[lang])
		}
	}
	if key == "" {
		return ""
	}
	return base + "/agent/" + key
}

// DescribeAgent adds an agent to the graph and returns its node, the zero Term when it
// has neither code nor name (DCAT-AP_IT, Agent: dct:identifier and foaf:name).
func DescribeAgent(g *rdf.Graph, base string, a Agent) rdf.Term {
	iri := AgentIRI(base, a)
	if iri == "" {
		return rdf.Term{}
	}
	return describeAgent(iri, a).into(g)
}

func describeAgent(iri string, a Agent) *description {
	d := describe(iri, vocab.DCATAPIT+"Agent", vocab.FOAF+"Agent")
	if a.Identifier != "" {
		d.add(vocab.DCTIdentifier, rdf.Literal(a.Identifier))
	}
	for _, lang := range sortedKeys(a.Name) {
		d.add(vocab.FOAFName, rdf.LangLiteral(a.Name[lang], lang))
	}
	if a.Homepage != "" {
		if page, _, err := cleanIRI(a.Homepage); err == nil {
			d.add(vocab.FOAF+"homepage", rdf.IRI(page))
			d.addTo(rdf.IRI(page), vocab.RDFType, rdf.IRI(vocab.FOAF+"Document"))
		}
	}
	if mail, err := asEmail(place{}, a.Email); err == nil && len(mail) > 0 {
		d.add(vocab.FOAF+"mbox", mail[0].term)
	}
	return d
}

// ContactIRI returns the IRI of a contact point: {base}/contact/<key>. It never equals
// that of an agent, which the national guide calls the commonest error.
func ContactIRI(base, key string) string { return base + "/contact/" + dcat.Slug(key) }

// describeContact describes a contact point (DCAT-AP_IT, Organization: vcard:fn and
// vcard:hasEmail mandatory, hasTelephone and hasURL optional) and returns why parts of it
// could not be carried.
func describeContact(iri string, c Contact) (d *description, lost []string) {
	d = describe(iri, vocab.DCATAPIT+"Organization", vocab.VCARD+"Organization", vocab.VCARD+"Kind")
	if c.Name != "" {
		d.add(vocab.VCARD+"fn", rdf.Literal(c.Name))
	}
	if c.Email != "" {
		mail, err := asEmail(place{}, c.Email)
		switch {
		case err != nil:
			lost = append(lost, err.Error())
		case len(mail) > 0:
			d.add(vocab.VCARD+"hasEmail", mail[0].term)
			if mail[0].lost != "" {
				lost = append(lost, mail[0].lost)
			}
		}
	}
	if c.URL != "" {
		if page, _, err := cleanIRI(c.URL); err != nil {
			lost = append(lost, err.Error())
		} else {
			d.add(vocab.VCARD+"hasURL", rdf.IRI(page))
		}
	}
	if number := telephone(c.Telephone); number != "" {
		// A node of its own: DCAT-AP_IT gives hasTelephone the range vcard:TelephoneType.
		phone := rdf.IRI(iri + "/telephone")
		d.add(vocab.VCARD+"hasTelephone", phone)
		d.addTo(phone, vocab.RDFType, rdf.IRI(vocab.VCARD+"TelephoneType"))
		d.addTo(phone, vocab.VCARD+"hasValue", rdf.IRI("tel:"+number))
	} else if c.Telephone != "" {
		lost = append(lost, fmt.Sprintf("%q is not a telephone number", short(c.Telephone)))
	}
	return d, lost
}

// telephone returns the digits of a number for a tel: IRI (RFC 3966). A number without
// country code stays local: +39 is not added.
func telephone(text string) string {
	text = strings.TrimPrefix(strings.TrimSpace(text), "tel:")
	var b strings.Builder
	for i, r := range text {
		switch {
		case r >= '0' && r <= '9', r == '+' && i == 0:
			b.WriteRune(r)
		case strings.ContainsRune(" .-/()", r):
		default:
			return ""
		}
	}
	if b.Len() < 4 {
		return ""
	}
	return b.String()
}

// findAgent looks an agent up among those that the administrator described: by code,
// else by name or one of the other spellings; case, accents and punctuation do not
// matter.
func (o *Options) findAgent(code string, names map[string]string) (Agent, bool) {
	keys := sortedKeys(o.Agents)
	if code != "" {
		for _, key := range keys {
			if strings.EqualFold(o.Agents[key].Identifier, code) {
				return o.Agents[key], true
			}
		}
		return Agent{}, false
	}
	for _, lang := range sortedKeys(names) {
		wanted := vocab.Fold(names[lang])
		for _, key := range keys {
			a := o.Agents[key]
			for _, l := range sortedKeys(a.Name) {
				if vocab.Fold(a.Name[l]) == wanted {
					return a, true
				}
			}
			for _, m := range a.Match {
				if vocab.Fold(m) == wanted {
					return a, true
				}
			}
		}
	}
	return Agent{}, false
}
