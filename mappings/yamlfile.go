package mappings

import (
	"errors"
	"fmt"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"github.com/trebbia/trebbia/dcat/vocab"
)

// FileError is a fault in a mapping file or in a configured value that it uses.
type FileError struct {
	File         string
	Line, Column int // 0 when the fault has no place in the file
	Message      string
	hint         string
}

// Error returns "file:line:column: message".
func (e *FileError) Error() string {
	if e.Line == 0 {
		return e.File + ": " + e.Message
	}
	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Column, e.Message)
}

// Hint returns what the user can do.
func (e *FileError) Hint() string { return e.hint }

// maxFileBytes bounds a mapping file; the largest built-in one has a thirtieth of it.
const maxFileBytes = 1 << 20

// yamlFile is a parsed mapping file that keeps the first fault found in it, so that
// reading it needs no error checks on the way.
type yamlFile struct {
	name  string
	fault *FileError
}

// entry is one key of a YAML mapping with its value.
type entry struct {
	key   string
	node  ast.Node // the key, for its position
	value ast.Node
}

func parseYAML(name string, text []byte) (*yamlFile, ast.Node) {
	f := &yamlFile{name: name}
	if len(text) > maxFileBytes {
		f.fault = &FileError{File: name, Message: fmt.Sprintf("larger than %d bytes", maxFileBytes)}
		return f, nil
	}
	tree, err := parser.ParseBytes(text, 0)
	if err != nil {
		f.fault = &FileError{File: name, Message: err.Error(), hint: "see docs/mapping-files.md for the form of a mapping file"}
		var y yaml.Error
		if errors.As(err, &y) {
			f.fault.Message = y.GetMessage()
			if t := y.GetToken(); t != nil {
				f.fault.Line, f.fault.Column = t.Position.Line, t.Position.Column
			}
		}
		return f, nil
	}
	if len(tree.Docs) == 0 || tree.Docs[0].Body == nil {
		f.fault = &FileError{File: name, Message: "the file is empty", hint: "see docs/mapping-files.md for the form of a mapping file"}
		return f, nil
	}
	return f, tree.Docs[0].Body
}

// fail keeps the first fault; n gives its place.
func (f *yamlFile) fail(n ast.Node, hint, format string, args ...any) {
	if f.fault != nil {
		return
	}
	f.fault = &FileError{File: f.name, Message: fmt.Sprintf(format, args...), hint: hint}
	if n == nil {
		return
	}
	if m, ok := n.(*ast.MappingNode); ok && !m.IsFlowStyle && len(m.Values) > 0 {
		n = m.Values[0].Key // the token of the mapping itself is its first colon
	}
	if t := n.GetToken(); t != nil && t.Position != nil {
		f.fault.Line, f.fault.Column = t.Position.Line, t.Position.Column
	}
}

// entries returns the keys of a mapping in the order of the file.
func (f *yamlFile) entries(n ast.Node, what string) []entry {
	var values []*ast.MappingValueNode
	switch n := n.(type) {
	case *ast.MappingNode:
		values = n.Values
	case *ast.MappingValueNode:
		values = []*ast.MappingValueNode{n}
	default:
		f.fail(n, "write it as keys with values, one a line", "%s is %s, not a mapping", what, nodeKind(n))
		return nil
	}
	out := make([]entry, 0, len(values))
	for _, v := range values {
		key := v.Key.GetToken().Value
		if v.Key.Type() == ast.MergeKeyType {
			f.fail(v.Key, "write the keys out", "merge keys are not supported")
			return nil
		}
		out = append(out, entry{key, v.Key, v.Value})
	}
	return out
}

// list returns the members of a sequence; a single value counts as one member.
func (f *yamlFile) list(n ast.Node) []ast.Node {
	if s, ok := n.(*ast.SequenceNode); ok {
		return s.Values
	}
	return []ast.Node{n}
}

// text returns a scalar.
func (f *yamlFile) text(n ast.Node, what string) string {
	switch n := n.(type) {
	case *ast.StringNode:
		return n.Value
	case *ast.LiteralNode:
		return n.Value.Value
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode:
		return n.GetToken().Value
	}
	if joined, ok := joinedScalar(n); ok {
		return joined
	}
	f.fail(n, "quote it if it begins with a character that YAML gives a meaning", "%s is %s, not a text", what, nodeKind(n))
	return ""
}

// joinedScalar puts a text such as dct:title together again: in a list inside braces
// the parser cuts it at the colon, which YAML does only where a blank follows it.
func joinedScalar(n ast.Node) (string, bool) {
	m, ok := n.(*ast.MappingNode)
	if ok && len(m.Values) == 1 {
		n = m.Values[0]
	}
	v, ok := n.(*ast.MappingValueNode)
	if !ok {
		return "", false
	}
	key, okKey := v.Key.(*ast.StringNode)
	value, okValue := v.Value.(*ast.StringNode)
	if !okKey || !okValue {
		return "", false
	}
	a, b := key.Token.Position, value.Token.Position
	return key.Value + ":" + value.Value, a.Line == b.Line && a.Column+len(key.Value)+1 == b.Column
}

// texts returns a list of scalars.
func (f *yamlFile) texts(n ast.Node, what string) []string {
	var out []string
	for _, m := range f.list(n) {
		out = append(out, f.text(m, what))
	}
	return out
}

func (f *yamlFile) flag(n ast.Node, what string) bool {
	b, ok := n.(*ast.BoolNode)
	if !ok {
		f.fail(n, "write true or false", "%s is %s, not true or false", what, nodeKind(n))
		return false
	}
	return b.Value
}

func nodeKind(n ast.Node) string {
	switch n.(type) {
	case nil, *ast.NullNode:
		return "empty"
	case *ast.SequenceNode:
		return "a list"
	case *ast.MappingNode, *ast.MappingValueNode:
		return "a mapping"
	case *ast.AliasNode, *ast.AnchorNode:
		return "an anchor or alias (not supported: write it out)"
	}
	return fmt.Sprintf("%q", n.GetToken().Value)
}

// unknownKey reports a key that its place does not know.
func (f *yamlFile) unknownKey(e entry, where string, known []string) {
	hint := "the keys here are " + strings.Join(known, ", ")
	if near := vocab.Nearest(e.key, known); near != "" {
		hint = fmt.Sprintf("did you mean %q? %s", near, hint)
	}
	f.fail(e.node, hint, "unknown key %q in %s", e.key, where)
}
