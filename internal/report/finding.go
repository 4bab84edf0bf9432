package report

import (
	"slices"
	"strings"

	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/dcat/vocab"
	"github.com/trebbia/trebbia/shapes/shacl"
)

// Finding is a fault that does not stop a record from being published, or that is
// about no single record. Place is a file:line:column or a URL; it may be empty.
type Finding struct {
	Place  string `json:"place,omitempty"`
	Source string `json:"source,omitempty"`
	Record string `json:"record,omitempty"`
	// Node is the thing at fault in the words of people ("dataset inps:5867"), Kind the
	// first of these words.
	Node string `json:"node,omitempty"`
	Kind string `json:"kind,omitempty"`
	// Focus is the IRI of the focus node; a blank node is named by how it is reached
	// from an IRI ("<https://…/1> dct:temporal []"), since its label does not last.
	Focus    string `json:"focus,omitempty"`
	Severity string `json:"severity"`
	Path     string `json:"path,omitempty"`
	Value    string `json:"value,omitempty"`
	// Message is by language, "it" and "en"; what has no translation is under "".
	Message map[string]string `json:"message"`
	// Rule holds the numbers of AgID's validator ("AgID 3"), ID the short name of the
	// constraint, Profile the profile that asks for it.
	Rule    string `json:"rule,omitempty"`
	ID      string `json:"id,omitempty"`
	Profile string `json:"profile,omitempty"`
	// Shape and Component are the IRIs of the shape (of its owner, when it has none)
	// and of the constraint component.
	Shape     string `json:"shape,omitempty"`
	Component string `json:"component,omitempty"`
	Hint      string `json:"hint,omitempty"`
	// Suggestion is the IRI or code that the value may have been meant for.
	Suggestion string `json:"suggestion,omitempty"`
	// Known tells that the finding is in the baseline.
	Known bool `json:"known,omitempty"`

	// Root is the beginning of IRIs that only come of where the files lie, such as
	// "file:///home/somebody/data/"; it has no part in the fingerprint.
	Root string `json:"-"`
	// Result is what the finding was made of, for renderers that write SHACL.
	Result *shacl.Result `json:"-"`
}

// Text returns the message in the language, else in any, with relative IRIs as the
// document has them.
func (f Finding) Text(lang string) string {
	for _, l := range []string{lang, "", "en", "it"} {
		if m, ok := f.Message[l]; ok {
			return f.written(m)
		}
	}
	return ""
}

// NewFinding turns a validation result into a finding. The rule is the profile's name
// for the rule that was broken; base gives the place, source and record, and the
// profile and ID of the constraint where findings are kept apart by them.
func NewFinding(g rdf.Matcher, result shacl.Result, rule string, base Finding) Finding {
	base.Kind = kindOf(g, result.FocusNode)
	base.Node = nodeName(g, base.Kind, result.FocusNode)
	base.Focus = anchor(g, result.FocusNode)
	base.Severity = result.Severity.String()
	base.Path = result.Path.Text(vocab.Compact)
	if !result.Taken.IsZero() {
		base.Path = result.Taken.Text(vocab.Compact)
	}
	base.Rule = rule
	base.Component = result.Component
	if base.Shape == "" && result.Shape.IsIRI() {
		base.Shape = result.Shape.Value
	}
	if !result.Value.IsZero() {
		base.Value = anchor(g, result.Value)
	}
	if base.Path == "^rdf:type" {
		// What is missing is a node of some class, in the document as a whole.
		base.Node, base.Kind, base.Path = KindDocument, KindDocument, ""
	}
	base.Message = map[string]string{}
	for _, m := range result.Messages {
		base.Message[m.Lang] = m.Value
	}
	if len(base.Message) == 0 {
		base.Message[""] = result.Message("en")
	}
	base.Result = &result
	return base
}

// nodeName names a node in the words of people: its kind and its dct:identifier,
// else its IRI ("dataset inps:5867", "distribution https://…").
func nodeName(g rdf.Matcher, kind string, node rdf.Term) string {
	if id := rdf.Object(g, node, rdf.IRI(vocab.DCTIdentifier)); id.IsLiteral() {
		return kind + " " + id.Value
	}
	if node.IsBlank() {
		return kind
	}
	return kind + " " + node.Value
}

// kindOf is what people call nodes of its class; "node" where they have no word for it.
func kindOf(g rdf.Matcher, node rdf.Term) string {
	first := len(kinds)
	for _, class := range rdf.Objects(g, node, rdf.IRI(vocab.RDFType)) {
		if i := slices.IndexFunc(kinds, func(k kind) bool { return k.class == class.Value }); i >= 0 {
			first = min(first, i)
		}
	}
	if first == len(kinds) {
		return "node"
	}
	return kinds[first].name
}

// KindDocument is the kind of a finding about what a document lacks as a whole.
const KindDocument = "document"

type kind struct{ class, name string }

// kinds are the classes that people have words for; of several types the first counts.
var kinds = []kind{
	{vocab.DCATAPIT + "Dataset", "dataset"}, {vocab.DCATDataset, "dataset"},
	{vocab.DCATAPIT + "Distribution", "distribution"}, {vocab.DCAT + "Distribution", "distribution"},
	{vocab.DCATAPIT + "Catalog", "catalogue"}, {vocab.DCATCatalog, "catalogue"},
	{vocab.DCATAPIT + "Agent", "agent"}, {vocab.FOAF + "Agent", "agent"},
	{vocab.DCATAPIT + "Organization", "contact point"}, {vocab.VCARD + "Kind", "contact point"},
	{vocab.DCATAPIT + "LicenseDocument", "licence"}, {vocab.DCT + "PeriodOfTime", "period"},
	{vocab.DCT + "Location", "place"}, {vocab.DCT + "Standard", "standard"},
	{vocab.DCAT + "DataService", "data service"}, {vocab.DCAT + "DatasetSeries", "dataset series"},
	{vocab.DCAT + "CatalogRecord", "catalogue record"},
}

// Line is the finding as one greppable line: place, severity, record, path, message
// and rule (docs/commands.md, Findings).
func (f Finding) Line(lang string) string {
	return line(f.Place, word(f.Severity, lang), f.thing(lang), f.Path, f.Text(lang), f.label())
}

// thing is Node with its kind in the language.
func (f Finding) thing(lang string) string {
	if rest, ok := strings.CutPrefix(f.Node, f.Kind); ok && f.Kind != "" {
		return word(f.Kind, lang) + f.written(rest)
	}
	return f.written(f.Node)
}

// label is the name of the rule for people: AgID's numbers, else the constraint's own
// name; "trebbia explain" takes either.
func (f Finding) label() string {
	if f.Rule != "" {
		return f.Rule
	}
	return f.ID
}

func line(place, severity, thing, path, message, rule string) string {
	var b strings.Builder
	for _, part := range []string{place, severity, thing, path} {
		if part != "" {
			b.WriteString(part)
			b.WriteString(": ")
		}
	}
	b.WriteString(strings.Join(strings.Fields(message), " "))
	if rule != "" {
		b.WriteString(" (" + rule + ")")
	}
	return b.String()
}
