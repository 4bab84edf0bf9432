package report

import (
	"strings"

	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/dcat/vocab"
	"github.com/trebbia/trebbia/shapes/shacl"
)

// NewFinding turns a validation result into a finding. The rule is the profile's name
// for the rule that was broken; base gives the place, source and record.
func NewFinding(g rdf.Matcher, result shacl.Result, rule string, base Finding) Finding {
	base.Node = NodeName(g, result.FocusNode)
	base.Severity = result.Severity.String()
	base.Path = result.Path.Text(vocab.Compact)
	base.Rule = rule
	if !result.Value.IsZero() {
		base.Value = result.Value.Value
	}
	base.Message = map[string]string{}
	for _, m := range result.Messages {
		base.Message[m.Lang] = m.Value
	}
	if len(base.Message) == 0 {
		base.Message[""] = result.Message("en")
	}
	return base
}

// NodeName names a node in the words of people: its kind and its dct:identifier,
// else its IRI ("dataset inps:5867", "distribution https://…").
func NodeName(g rdf.Matcher, node rdf.Term) string {
	kind := "node"
	for _, k := range kinds {
		if rdf.Has(g, node, rdf.IRI(vocab.RDFType), rdf.IRI(k.class)) {
			kind = k.name
			break
		}
	}
	if id := rdf.Object(g, node, rdf.IRI(vocab.DCTIdentifier)); id.IsLiteral() {
		return kind + " " + id.Value
	}
	if node.IsBlank() {
		return kind
	}
	return kind + " " + node.Value
}

var kinds = []struct{ class, name string }{
	{vocab.DCATAPIT + "Dataset", "dataset"}, {vocab.DCATDataset, "dataset"},
	{vocab.DCATAPIT + "Distribution", "distribution"}, {vocab.DCAT + "Distribution", "distribution"},
	{vocab.DCATAPIT + "Catalog", "catalogue"}, {vocab.DCATCatalog, "catalogue"},
	{vocab.DCATAPIT + "Agent", "agent"}, {vocab.FOAF + "Agent", "agent"},
	{vocab.DCATAPIT + "Organization", "contact point"}, {vocab.VCARD + "Kind", "contact point"},
	{vocab.DCATAPIT + "LicenseDocument", "licence"}, {vocab.DCT + "PeriodOfTime", "period"},
	{vocab.DCT + "Location", "place"}, {vocab.DCT + "Standard", "standard"},
}

// Line is the finding as one greppable line: place, severity, record, path, message
// and rule (docs/commands.md, Findings).
func (f Finding) Line(lang string) string {
	var b strings.Builder
	part := func(s string) {
		if s != "" {
			b.WriteString(s)
			b.WriteString(": ")
		}
	}
	part(f.Place)
	part(word(f.Severity, lang))
	part(f.Node)
	part(f.Path)
	b.WriteString(strings.Join(strings.Fields(f.Text(lang)), " "))
	if f.Rule != "" {
		b.WriteString(" (" + f.Rule + ")")
	}
	return b.String()
}
