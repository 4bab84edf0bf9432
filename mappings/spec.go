package mappings

import (
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/trebbia/trebbia/dcat/vocab"
)

// spec is a mapping file, read and compiled.
type spec struct {
	name, title, input, lang string
	prepare, langFrom        *expression
	functionFields           []string // fields that the functions read
	dataset                  *nodeSpec
	repairs                  []repairSpec
}

// nodeSpec says how a node of the dataset's graph is made.
type nodeSpec struct {
	label      string // "Dataset", or the property that leads here
	each       *expression
	identifier *rule // of the dataset only
	iri        []iriSpec
	key        *rule
	types      []string // class IRIs
	inspect    *inspectSpec
	require    []string // properties without which the node is left out
	ignore     []string // fields that carry no metadata
	properties []propertySpec
	defaults   []propertySpec

	// readFields are the fields of an item that some rule reads, or that carry nothing.
	readFields map[string]bool
}

// iriSpec is one way to name a node: a template, or a rule that finds an IRI.
type iriSpec struct {
	template template
	rule     *rule
}

// inspectSpec says which file an entry stands for.
type inspectSpec struct {
	ref, name, format *expression
}

type propertySpec struct {
	curie, iri string
	rules      []*rule
}

// rule says where values come from and what is done to them. Exactly one of jq, data,
// first, node, agent and contact is set.
type rule struct {
	jq      *expression
	data    string
	first   []*rule
	node    *nodeSpec
	agent   *agentSpec
	contact *contactSpec

	check     bool // with first: the other alternatives must agree
	normalise func(place, string) ([]result, error)
	as        string // name of the normaliser or vocabulary, for gaps and docs
	table     bool   // as is a vocabulary
	lookup    string
	lang      string
	datatype  string // IRI, of literals
	evidence  string
	types     []string // classes of the value, when it is an IRI
	field     string
	note      string
}

type agentSpec struct {
	each, name, identifier, iri, email, homepage *expression
	standIn                                      string // "holder" or "publisher"
}

type contactSpec struct {
	each, name, email, url, telephone, iri *expression
	standIn                                bool
}

// compiler reads a mapping file; the first fault stays in yamlFile.
type compiler struct {
	*yamlFile
	functions string
	spec      *spec
}

var (
	fileKeys = []string{"name", "title", "input", "lang", "lang-from", "functions", "prepare", "dataset", "repairs"}
	nodeKeys = []string{"iri", "key", "type", "each", "identifier", "inspect", "require", "ignore", "defaults"}
	ruleKeys = []string{"jq", "as", "in", "lookup", "lang", "datatype", "evidence", "field", "note", "type", "first", "check", "data", "node", "agent", "contact"}
)

func compileSpec(name string, text []byte) (*spec, error) {
	file, root := parseYAML(name, text)
	c := &compiler{yamlFile: file, spec: &spec{name: name, input: "json"}}
	if c.fault != nil {
		return nil, c.fault
	}
	c.file(root)
	if c.fault != nil {
		return nil, c.fault
	}
	if c.spec.dataset != nil {
		c.spec.finishReads()
	}
	return c.spec, nil
}

func (c *compiler) file(root ast.Node) {
	entries := c.entries(root, "a mapping file")
	for _, e := range entries {
		// Every expression may use the functions, wherever in the file they stand.
		if e.key == "functions" {
			c.functions = c.text(e.value, "functions")
			probe := c.compile(&ast.StringNode{BaseNode: &ast.BaseNode{}, Token: e.value.GetToken(), Value: "."}, c.functions)
			if probe != nil {
				probe.text = c.functions
				probe.readFields()
				c.spec.functionFields = probe.fields
			}
		}
		if e.key == "input" {
			c.spec.input = c.text(e.value, "input")
			if c.spec.input != "json" && c.spec.input != "rdf" {
				c.fail(e.value, "write json or rdf", "input %q is not known", c.spec.input)
			}
		}
		if e.key == "lang" {
			c.spec.lang = c.text(e.value, "lang")
		}
	}
	for _, e := range entries {
		switch e.key {
		case "functions", "input", "lang":
		case "name":
			c.spec.name = c.text(e.value, "name")
		case "title":
			c.spec.title = c.text(e.value, "title")
		case "lang-from":
			c.spec.langFrom = c.compile(e.value, c.functions)
		case "prepare":
			c.spec.prepare = c.compile(e.value, c.functions)
		case "dataset":
			c.spec.dataset = c.node(e.value, "Dataset")
		case "repairs":
			c.spec.repairs = c.repairList(e.value)
		default:
			c.unknownKey(e, "a mapping file", fileKeys)
		}
	}
	switch {
	case c.fault != nil:
	case c.spec.input == "json" && c.spec.dataset == nil:
		c.fail(root, "add dataset: with the properties of a dataset", "the file has no dataset")
	case c.spec.input == "json" && (c.spec.dataset.identifier == nil || len(c.spec.dataset.iri) == 0):
		c.fail(root, `add identifier: {jq: …} and iri: "{base}/dataset/{slug}" below dataset`, "dataset has no identifier or no iri")
	case c.spec.input == "rdf" && len(c.spec.repairs) == 0:
		c.fail(root, "add repairs: with a list of repairs", "the file has no repairs")
	}
}

// node reads a node: the keys of nodeKeys, and properties, which are CURIEs.
func (c *compiler) node(n ast.Node, label string) *nodeSpec {
	out := &nodeSpec{label: label}
	for _, e := range c.entries(n, label) {
		switch e.key {
		case "iri":
			out.iri = c.iri(e.value)
		case "key":
			out.key = c.rule(e.value, "key")
		case "identifier":
			out.identifier = c.rule(e.value, "identifier")
		case "type":
			out.types = c.classes(e.value)
		case "each":
			out.each = c.compile(e.value, c.functions)
		case "inspect":
			out.inspect = c.inspect(e.value)
		case "require":
			for _, m := range c.list(e.value) {
				out.require = append(out.require, c.property(m, c.text(m, "a property")))
			}
		case "ignore":
			out.ignore = c.texts(e.value, "a field")
		case "defaults":
			for _, d := range c.entries(e.value, "defaults") {
				out.defaults = append(out.defaults, c.propertyRule(d))
			}
		default:
			if !strings.Contains(e.key, ":") {
				c.unknownKey(e, label, nodeKeys)
				return out
			}
			out.properties = append(out.properties, c.propertyRule(e))
		}
	}
	return out
}

func (c *compiler) propertyRule(e entry) propertySpec {
	p := propertySpec{curie: e.key, iri: c.property(e.node, e.key)}
	for _, m := range c.list(e.value) {
		p.rules = append(p.rules, c.rule(m, e.key))
	}
	return p
}

// property expands a CURIE.
func (c *compiler) property(n ast.Node, curie string) string {
	iri, ok := expandCURIE(curie)
	if !ok {
		prefix, _, _ := strings.Cut(curie, ":")
		c.fail(n, "the prefixes are "+strings.Join(sortedKeys(vocab.Prefixes), ", "), "unknown prefix %q in %q", prefix, curie)
	}
	return iri
}

func expandCURIE(curie string) (string, bool) {
	prefix, local, ok := strings.Cut(curie, ":")
	space, known := vocab.Prefixes[prefix]
	if !ok || !known || local == "" {
		return "", false
	}
	return space + local, true
}

// curieOf shortens an IRI to a CURIE where a prefix fits.
func curieOf(iri string) string {
	for _, prefix := range sortedKeys(vocab.Prefixes) {
		if local, ok := strings.CutPrefix(iri, vocab.Prefixes[prefix]); ok && !strings.ContainsAny(local, "/#") {
			return prefix + ":" + local
		}
	}
	return iri
}

func (c *compiler) classes(n ast.Node) []string {
	var out []string
	for _, m := range c.list(n) {
		out = append(out, c.iriOf(m, c.text(m, "a class")))
	}
	return out
}

func (c *compiler) iri(n ast.Node) []iriSpec {
	var out []iriSpec
	for _, m := range c.list(n) {
		if _, ok := m.(*ast.StringNode); !ok {
			out = append(out, iriSpec{rule: c.rule(m, "iri")})
			continue
		}
		text := c.text(m, "iri")
		for _, name := range templateName.FindAllStringSubmatch(text, -1) {
			if !slices.Contains(templateNames, name[1]) {
				c.fail(m, "the names are {"+strings.Join(templateNames, "}, {")+"}", "unknown name {%s} in an IRI", name[1])
			}
		}
		if !strings.HasPrefix(text, "{base}") && !strings.HasPrefix(text, "{dataset}") && !strings.HasPrefix(text, "{parent}") && !strings.Contains(text, "://") {
			c.fail(m, `begin it with "{base}/", "{dataset}/", "{parent}/" or a scheme`, "the IRI %q is relative", text)
		}
		out = append(out, iriSpec{template: template(text)})
	}
	return out
}

func (c *compiler) inspect(n ast.Node) *inspectSpec {
	out := &inspectSpec{}
	for _, e := range c.entries(n, "inspect") {
		switch e.key {
		case "ref":
			out.ref = c.compile(e.value, c.functions)
		case "name":
			out.name = c.compile(e.value, c.functions)
		case "format":
			out.format = c.compile(e.value, c.functions)
		default:
			c.unknownKey(e, "inspect", []string{"ref", "name", "format"})
		}
	}
	if out.ref == nil {
		c.fail(n, "add ref: with the jq expression that gives the file's address", "inspect has no ref")
	}
	return out
}

// describe tells in words what a rule does, for the generated documentation.
func (r *rule) describe() string {
	switch {
	case r.data != "":
		return "from the file: " + dataDocs[r.data]
	case r.agent != nil && r.agent.standIn != "":
		return "the configured " + r.agent.standIn + " (defaulted)"
	case r.agent != nil:
		return "agent, by code or by name among the configured ones"
	case r.contact != nil && r.contact.standIn:
		return "the configured contact point (defaulted)"
	case r.contact != nil:
		return "contact point"
	case r.lookup != "":
		return fmt.Sprintf("look-up `%s` of the administrator, then code of table `%s`", r.lookup, r.as)
	case r.table:
		return fmt.Sprintf("code of table `%s`", r.as)
	case r.as != "" && r.lang != "":
		return fmt.Sprintf("%s @%s", r.as, r.lang)
	case r.as != "":
		return r.as
	case r.lang != "":
		return "as it is @" + r.lang
	}
	return "as it is"
}
