package mappings

import (
	"strings"
)

// Row is one line of the table that says which field of a record becomes which
// property. It is made from the mapping file, so that the documentation cannot differ
// from what is done.
type Row struct {
	// Node is the class that the property belongs to: "Dataset", or the property that
	// leads to the node, such as "dcat:distribution".
	Node string
	// Property is a CURIE, Field the field or fields of the record.
	Property, Field string
	// How says what is done with the value.
	How string
	// Evidence names what a derived value is read from; "" for a value that is found.
	Evidence string
	// Order tells the alternatives of one property apart, counted from 1; 0 when there is
	// only one, or when all of them are taken.
	Order int
	// Note is a remark of the mapping file.
	Note string
}

// Table returns the rows of a mapping of JSON records, in the order of the file, or the
// repairs of a mapping of RDF records: Property is then the name of the repair.
func (m *Mapping) Table() []Row {
	var rows []Row
	for _, r := range m.spec.repairs {
		rows = append(rows, Row{Node: "repair", Property: r.name, How: repairs[r.does].doc, Note: r.note})
	}
	if m.spec.dataset != nil {
		rows = m.spec.dataset.rows(rows, "Dataset")
	}
	return rows
}

func (n *nodeSpec) rows(rows []Row, node string) []Row {
	if n.identifier != nil {
		rows = n.identifier.rows(rows, Row{Node: node, Property: "dct:identifier"})
	}
	for _, p := range n.properties {
		for _, r := range p.rules {
			rows = r.rows(rows, Row{Node: node, Property: p.curie})
		}
	}
	for _, d := range n.defaults {
		row := Row{Node: node, Property: d.curie, Field: "defaults", How: "where the record has none: "}
		for _, r := range d.rules {
			row.How += r.describe()
		}
		rows = append(rows, row)
	}
	return rows
}

func (r *rule) rows(rows []Row, row Row) []Row {
	if r.first != nil {
		for i, alternative := range r.first {
			row.Order = i + 1
			rows = alternative.rows(rows, row)
		}
		return rows
	}
	if r.node != nil {
		return r.node.rows(rows, row.Property)
	}
	row.Field, row.How, row.Evidence, row.Note = r.field, r.describe(), r.evidence, r.note
	if r.data != "" {
		row.Field, row.Evidence = "content of the files", "content"
	}
	if strings.HasPrefix(row.Field, "defaults") || r.agent != nil && r.agent.standIn != "" || r.contact != nil && r.contact.standIn {
		row.Field = "defaults"
	}
	return append(rows, row)
}
