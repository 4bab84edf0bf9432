package harvest

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// The parser needs much memory for a text, and time that grows with the square of
// its nesting: 20,000 brackets took it 1.4 s.
const (
	maxYAMLBytes = 4 << 20
	maxYAMLDepth = 100
)

// readYAML reads one sequence of mappings; each key is a column. Scalars are taken as
// they are written: 2022-03-17 is that text, not a moment.
func readYAML(doc document, _ Config) (*table, error) {
	text, err := decodeText(doc.bytes)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", doc.location, err)
	}
	if len(text) > maxYAMLBytes {
		return nil, fmt.Errorf("%s: YAML of more than %d bytes", doc.location, maxYAMLBytes)
	}
	if deep(text) {
		return nil, fmt.Errorf("%s: nested more than %d times", doc.location, maxYAMLDepth)
	}
	file, err := parser.ParseBytes(text, 0)
	if err != nil {
		return nil, yamlFault(doc.location, err)
	}
	notList := &ConfigError{Location: doc.location, Err: errors.New("not a list of mappings"), hint: "write one entry \"- Titolo: …\" for each dataset"}
	if len(file.Docs) != 1 {
		return nil, notList
	}
	list, ok := file.Docs[0].Body.(*ast.SequenceNode)
	if !ok {
		return nil, notList
	}
	t := &table{location: doc.location}
	for _, node := range list.Values {
		if t.rows = append(t.rows, t.yamlRow(node)); len(t.rows) > maxRows {
			return nil, fmt.Errorf("%s: more than %d rows", doc.location, maxRows)
		}
	}
	return t, nil
}

func (t *table) yamlRow(node ast.Node) sheetRow {
	row := sheetRow{line: node.GetToken().Position.Line, raw: []byte(node.String()), cells: map[string]cell{}}
	mapping, ok := node.(*ast.MappingNode)
	if !ok {
		row.err = errors.New("not a mapping")
		return row
	}
	for i, pair := range mapping.Values {
		key := pair.Key.GetToken()
		if i == 0 {
			row.line = key.Position.Line
		}
		name := squeeze(key.Value)
		err := t.column(name)
		var value any
		if err == nil {
			value, err = yamlValue(pair.Value, 0)
		}
		if err == nil {
			err = t.put(&row, name, value)
		}
		if err != nil && row.err == nil {
			row.err, row.field = err, name
		}
	}
	return row
}

// yamlValue returns a node as JSON would have it, every scalar as the text it is
// written with.
func yamlValue(node ast.Node, depth int) (any, error) {
	if depth > maxYAMLDepth {
		return nil, fmt.Errorf("nested more than %d times", maxYAMLDepth)
	}
	switch n := node.(type) {
	case *ast.NullNode:
		return nil, nil
	case *ast.LiteralNode:
		return n.Value.Value, nil
	case *ast.StringNode:
		return n.Value, nil
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.InfinityNode, *ast.NanNode:
		return n.GetToken().Value, nil
	case *ast.SequenceNode:
		out := []any{}
		for _, v := range n.Values {
			item, err := yamlValue(v, depth+1)
			if err != nil {
				return nil, err
			}
			out = append(out, item)
		}
		return out, nil
	case *ast.MappingNode:
		out := map[string]any{}
		for _, pair := range n.Values {
			item, err := yamlValue(pair.Value, depth+1)
			if err != nil {
				return nil, err
			}
			out[pair.Key.GetToken().Value] = item
		}
		return out, nil
	case *ast.AnchorNode, *ast.AliasNode, *ast.MergeKeyNode:
		return nil, errors.New("anchors and aliases are not read")
	}
	return nil, fmt.Errorf("a %s is not read", node.Type())
}

// deep reports whether brackets or list marks nest beyond all reason. It looks at the
// bytes alone, so brackets within texts count; a hundred open ones are none.
func deep(text []byte) bool {
	open := 0
	for line := range bytes.Lines(text) {
		marks, rest := 0, bytes.TrimLeft(line, " ")
		for bytes.HasPrefix(rest, []byte("- ")) || bytes.HasPrefix(rest, []byte("? ")) {
			marks, rest = marks+1, bytes.TrimLeft(rest[2:], " ")
		}
		if marks > maxYAMLDepth {
			return true
		}
		for _, c := range line {
			switch c {
			case '[', '{':
				open++
			case ']', '}':
				open = max(0, open-1)
			}
			if open > maxYAMLDepth {
				return true
			}
		}
	}
	return false
}

func yamlFault(location string, err error) error {
	var fault yaml.Error
	if !errors.As(err, &fault) {
		return fmt.Errorf("%s: %w", location, err)
	}
	if at := fault.GetToken(); at != nil {
		location = fmt.Sprintf("%s:%d", location, at.Position.Line)
	}
	return &ConfigError{Location: location, Err: errors.New(fault.GetMessage()), hint: "the file is not valid YAML"}
}
