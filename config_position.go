package trebbia

import (
	"reflect"
	"strings"

	"github.com/goccy/go-yaml/ast"
)

// fault returns a *ConfigError at the node that the path of keys (string) and
// indexes (int) leads to, or at the deepest node on the way that exists.
func (c *Config) fault(path []any, message, hint string) *ConfigError {
	e := &ConfigError{File: c.file, Message: message, Hint: hint}
	if c.tree == nil || len(c.tree.Docs) == 0 || c.tree.Docs[0].Body == nil {
		return e
	}
	node := ast.Node(c.tree.Docs[0].Body)
	for _, step := range path {
		next := child(node, step)
		if next == nil {
			break
		}
		node = next
	}
	if t := node.GetToken(); t != nil {
		e.Line, e.Column = t.Position.Line, t.Position.Column
	}
	return e
}

func child(node ast.Node, step any) ast.Node {
	switch n := node.(type) {
	case *ast.MappingNode:
		for _, v := range n.Values {
			if found := child(v, step); found != nil {
				return found
			}
		}
	case *ast.MappingValueNode:
		if key, ok := step.(string); ok && strings.Trim(n.Key.String(), `"'`) == key {
			return n.Value
		}
	case *ast.SequenceNode:
		if i, ok := step.(int); ok && i < len(n.Values) {
			return n.Values[i]
		}
	}
	return nil
}

// configKeys lists every key that a configuration may hold, for suggestions.
func configKeys() []string {
	var keys []string
	var visit func(t reflect.Type)
	visit = func(t reflect.Type) {
		for t.Kind() == reflect.Slice || t.Kind() == reflect.Map {
			t = t.Elem()
		}
		if t.Kind() != reflect.Struct {
			return
		}
		for i := range t.NumField() {
			if key := t.Field(i).Tag.Get("yaml"); key != "" {
				keys = append(keys, key)
				visit(t.Field(i).Type)
			}
		}
	}
	visit(reflect.TypeOf(Config{}))
	return keys
}

// didYouMean asks about a suggestion; nothing is asked when there is none.
func didYouMean(suggestion string) string {
	if suggestion == "" {
		return ""
	}
	return "did you mean " + suggestion + "?"
}
