package mappings

import (
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/trebbia/trebbia/dcat/vocab"
)

// repairSpec is one repair of a mapping file: its name, by which it can be switched
// off, and what it does.
type repairSpec struct {
	name, does, note string
	make             func(r *graphRun)
}

// operation is a kind of repair with the parameters that a file gives it.
type operation struct {
	doc string
	// parameters are the keys that the operation takes beside do, name and note.
	parameters []string
	compile    func(p parameters) func(r *graphRun)
}

// parameters are what a file gives to an operation.
type parameters struct {
	name       string
	properties []string            // IRIs
	renames    map[string][]string // IRI to IRIs
	classes    map[string][]string // property IRI, or "dataset", to class IRIs
	table      *vocab.Table
}

// repairs is the explicit table of what "do:" may name.
var repairs = map[string]operation{
	"expand-curies":  {"a CURIE that stands as an IRI (`dct:LicenseDocument`) is expanded", nil, expandCuries},
	"rename":         {"a misspelt property gets its right name", []string{"properties"}, renameProperties},
	"drop-empty":     {"an empty literal is dropped", nil, dropEmpty},
	"address-as-iri": {"a literal that holds an address becomes an IRI", []string{"properties"}, addressAsIRI},
	"code":           {"a text, a relative IRI or a variant of the IRI becomes the IRI of the code that it names", []string{"properties", "in"}, codeAsIRI},
	"licence":        {"a code such as A21:CCBY40, an empty address with a known name, or a variant of the address becomes the licence meant; text and address that disagree are a conflict", nil, repairLicences},
	"mailto":         {"an e-mail address becomes a mailto: IRI", []string{"properties"}, repairMail},
	"agent-iri":      {"an agent whose IRI was relative to the file gets {base}/agent/<code>", nil, repairAgents},
	"agent-name":     {"an agent with several names keeps the one that the configuration, the table of public bodies, or another description of its code tells to be the body's; reported as a conflict", nil, repairAgentNames},
	"contact-apart":  {"a contact point that has the IRI of an agent gets one of its own", nil, contactApart},
	"dates":          {"a date in another form, or without type, becomes xsd:date or xsd:dateTime", []string{"properties"}, repairDates},
	"plain-text":     {"HTML tags are dropped and character references decoded", []string{"properties"}, repairText},
	"periods":        {"a period gets both pairs of dates, as days", nil, repairPeriods},
	"version":        {"owl:versionInfo and dcat:version are given both", nil, repairVersions},
	"classes":        {"a node gets the national and the European class that it lacks", []string{"classes"}, repairClasses},
}

// repairList reads the list of repairs of a file.
func (c *compiler) repairList(n ast.Node) []repairSpec {
	var out []repairSpec
	names := map[string]bool{}
	for _, m := range c.list(n) {
		spec := repairSpec{}
		p := parameters{}
		var given []entry
		for _, e := range c.entries(m, "a repair") {
			switch e.key {
			case "name":
				spec.name = c.text(e.value, "name")
				if names[spec.name] {
					c.fail(e.value, "give it another name", "two repairs are called %q", spec.name)
				}
				names[spec.name] = true
			case "note":
				spec.note = c.text(e.value, "note")
			case "do":
				spec.does = c.text(e.value, "do")
				if _, ok := repairs[spec.does]; !ok {
					c.failName(e.value, "operation", spec.does, sortedKeys(repairs))
				}
			default:
				given = append(given, e)
			}
		}
		op, ok := repairs[spec.does]
		if c.fault != nil || !ok || spec.name == "" {
			c.fail(m, "write name: and do:", "a repair has a name and says what to do")
			return out
		}
		p.name = spec.name
		for _, e := range given {
			if !slices.Contains(op.parameters, e.key) {
				c.unknownKey(e, "the repair "+spec.name, append([]string{"name", "do", "note"}, op.parameters...))
				return out
			}
			c.parameter(&p, e, spec.does)
		}
		for _, key := range op.parameters {
			if c.fault == nil && !hasKey(given, key) {
				c.fail(m, "add "+key+":", "the repair %s has no %s", spec.name, key)
			}
		}
		spec.make = op.compile(p)
		out = append(out, spec)
	}
	return out
}

func hasKey(entries []entry, key string) bool {
	for _, e := range entries {
		if e.key == key {
			return true
		}
	}
	return false
}

func (c *compiler) parameter(p *parameters, e entry, does string) {
	switch e.key {
	case "in":
		name := c.text(e.value, "in")
		table, ok := vocab.Lookup(name)
		if !ok {
			c.failName(e.value, "vocabulary", name, vocab.Names())
		}
		p.table = table
	case "classes":
		p.classes = map[string][]string{}
		for _, k := range c.entries(e.value, "classes") {
			node := k.key
			if node != "dataset" {
				node = c.iriOf(k.node, k.key)
			}
			p.classes[node] = c.classes(k.value)
		}
	case "properties":
		if does != "rename" {
			for _, m := range c.list(e.value) {
				p.properties = append(p.properties, c.iriOf(m, c.text(m, "a property")))
			}
			return
		}
		p.renames = map[string][]string{}
		for _, k := range c.entries(e.value, "properties") {
			from := c.iriOf(k.node, k.key)
			for _, m := range c.list(k.value) {
				p.renames[from] = append(p.renames[from], c.iriOf(m, c.text(m, "a property")))
			}
		}
	}
}

// iriOf reads a CURIE or a whole IRI: misspelt properties may be of any namespace.
func (c *compiler) iriOf(n ast.Node, name string) string {
	if strings.Contains(name, "://") {
		return name
	}
	return c.property(n, name)
}
