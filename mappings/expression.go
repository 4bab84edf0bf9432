package mappings

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/itchyny/gojq"
)

// expression is a jq expression, compiled once. It sees the current item as ".", the
// whole record as $record and the record before "prepare" as $source.
type expression struct {
	text string
	code *gojq.Code
	// member is set when the text is no more than ".name" or "$record.name": by far the
	// commonest form, which needs no interpreter.
	member   string
	ofRecord bool
	// needs is set when the text begins ".name | list" or the like: without that field
	// there is nothing to run.
	needs string
	// fields are the fields of the item, and of the record, that the text names.
	fields, recordFields []string
}

// maxValues bounds what one expression may give for one record.
const maxValues = 10000

var (
	jqVariables  = []string{"$record", "$source"}
	recordField  = regexp.MustCompile(`\$(?:record|source)\.([A-Za-z_][A-Za-z0-9_]*)`)
	itemField    = regexp.MustCompile(`(?:^|[^A-Za-z0-9_\]\)"?])\.([A-Za-z_][A-Za-z0-9_]*)`)
	quotedField  = regexp.MustCompile(`\.\["([^"]+)"\]`)
	plainMember  = regexp.MustCompile(`^(\$record)?\.([A-Za-z_][A-Za-z0-9_]*)$`)
	needsMember  = regexp.MustCompile(`^\.([A-Za-z_][A-Za-z0-9_]*) \| (?:list|strings|arrays|objects)\b[^,]*$`)
	stringTokens = regexp.MustCompile(`"(?:[^"\\]|\\.)*"`)
)

// noClock takes away what would make the same record give another dataset tomorrow.
const noClock = `def now: error("a mapping has no clock"); def localtime: now; def strflocaltime(f): now; def input: error("a mapping has no input"); def inputs: input; def debug: .; def stderr: .;
`

// compile compiles a jq expression at a node of the file.
func (f *yamlFile) compile(n ast.Node, functions string) *expression {
	text := f.text(n, "a jq expression")
	if f.fault != nil {
		return nil
	}
	const hint = "jq expressions are described at https://jqlang.org/manual; quote the expression in YAML"
	prefix := noClock + functions + "\n"
	query, err := gojq.Parse(prefix + text)
	var syntax *gojq.ParseError
	if errors.As(err, &syntax) {
		where := max(syntax.Offset-len(prefix)-len(syntax.Token), 0)
		f.fail(n, hint, "jq expression %q: %s at character %d", short(text), syntax, where+1)
		return nil
	}
	if err != nil {
		f.fail(n, hint, "jq expression %q: %s", short(text), err)
		return nil
	}
	options := []gojq.CompilerOption{gojq.WithVariables(jqVariables)}
	code, err := gojq.Compile(query, append(options, jqFunctions()...)...)
	if err != nil {
		f.fail(n, hint, "jq expression %q: %s", short(text), strings.TrimPrefix(err.Error(), "compile: "))
		return nil
	}
	e := &expression{text: text, code: code}
	if m := plainMember.FindStringSubmatch(strings.TrimSpace(text)); m != nil {
		e.member, e.ofRecord = m[2], m[1] != ""
	}
	if m := needsMember.FindStringSubmatch(strings.TrimSpace(text)); m != nil {
		e.needs = m[1]
	}
	e.readFields()
	return e
}

// readFields finds the names of the fields that the expression mentions, for the
// generated documentation and for noticing fields that nothing reads.
func (e *expression) readFields() {
	add := func(list *[]string, name string) {
		if !slices.Contains(*list, name) {
			*list = append(*list, name)
		}
	}
	text := e.text
	for _, m := range recordField.FindAllStringSubmatch(text, -1) {
		add(&e.recordFields, m[1])
	}
	text = recordField.ReplaceAllString(text, " ")
	for _, m := range quotedField.FindAllStringSubmatch(text, -1) {
		add(&e.fields, m[1])
	}
	text = stringTokens.ReplaceAllString(text, " ")
	for _, m := range itemField.FindAllStringSubmatch(text, -1) {
		add(&e.fields, m[1])
	}
}

// run gives the values of the expression, without null.
func (e *expression) run(ctx context.Context, item, record, source any) ([]any, error) {
	if e.member != "" {
		from := item
		if e.ofRecord {
			from = record
		}
		if object, ok := from.(map[string]any); ok {
			if v := object[e.member]; v != nil {
				return []any{v}, nil
			}
			return nil, nil
		}
	}
	if object, ok := item.(map[string]any); ok && e.needs != "" && object[e.needs] == nil {
		return nil, nil
	}
	iter := e.code.RunWithContext(ctx, item, record, source)
	var out []any
	for {
		v, ok := iter.Next()
		if !ok {
			return out, nil
		}
		if err, ok := v.(error); ok {
			var halt *gojq.HaltError
			if errors.As(err, &halt) && halt.Value() == nil {
				return out, nil
			}
			return out, err
		}
		if v == nil {
			continue
		}
		if out = append(out, v); len(out) > maxValues {
			return out[:maxValues], fmt.Errorf("more than %d values", maxValues)
		}
	}
}

// jqFunctions are the functions that mapping files have beside those of jq.
func jqFunctions() []gojq.CompilerOption {
	return []gojq.CompilerOption{
		gojq.WithFunction("parsed", 0, 0, func(v any, _ []any) any { return parsed(v) }),
		gojq.WithIterFunction("list", 0, 0, func(v any, _ []any) gojq.Iter { return gojq.NewIter(listed(v)...) }),
		gojq.WithFunction("blank", 0, 0, func(v any, _ []any) any { return isBlank(v) }),
		gojq.WithFunction("with_extras", 1, 1, func(v any, args []any) any { return withExtras(v, args[0]) }),
		gojq.WithFunction("extension", 0, 0, func(v any, _ []any) any { return extensionOf(v) }),
		gojq.WithFunction("filename", 0, 0, func(v any, _ []any) any { return fileNameOf(v) }),
	}
}

// parsed returns what a JSON text holds, when v is one that holds an object or array;
// else v itself. CKAN extras keep lists and objects as JSON texts.
func parsed(v any) any {
	s, ok := v.(string)
	if !ok {
		return v
	}
	s = strings.TrimSpace(s)
	if len(s) < 2 || s[0] != '[' && s[0] != '{' {
		return v
	}
	value, err := decodeJSON([]byte(s))
	if err != nil {
		return v
	}
	return value
}

// listed spreads a list in any of the forms that CKAN packages have: a JSON array, its
// text, the PostgreSQL form {A,B}, or a bare word for a list of one.
func listed(v any) []any {
	switch p := parsed(v).(type) {
	case nil:
		return nil
	case []any:
		return slices.DeleteFunc(slices.Clone(p), isBlank)
	case string:
		s := strings.TrimSpace(p)
		if !strings.HasPrefix(s, "{") || !strings.HasSuffix(s, "}") {
			if isBlank(s) {
				return nil
			}
			return []any{s}
		}
		var out []any
		for _, part := range strings.Split(s[1:len(s)-1], ",") {
			if part = strings.Trim(strings.TrimSpace(part), `"`); !isBlank(part) {
				out = append(out, part)
			}
		}
		return out
	default:
		return []any{p}
	}
}

// withExtras merges the fields of a CKAN package: its own ones, then those that it keeps
// in extras as {"key", "value"}, then those whose key has the prefix there. Fields that
// say nothing are left out.
func withExtras(v, prefix any) any {
	own, ok := v.(map[string]any)
	if !ok {
		return v
	}
	out := make(map[string]any, len(own))
	extras, _ := own["extras"].([]any)
	before, _ := prefix.(string)
	add := func(take func(key string) (string, bool)) {
		for _, e := range extras {
			entry, _ := e.(map[string]any)
			key, _ := entry["key"].(string)
			if name, ok := take(key); ok && !isBlank(entry["value"]) {
				out[name] = entry["value"]
			}
		}
	}
	add(func(key string) (string, bool) {
		name, ok := strings.CutPrefix(key, before)
		return name, ok && before != "" && name != "type" // "type" is CKAN's own
	})
	add(func(key string) (string, bool) {
		name, prefixed := strings.CutPrefix(key, before)
		return key, key != "" && (!prefixed || before == "" || name == "type")
	})
	for key, value := range own {
		if key != "extras" && !isBlank(value) {
			out[key] = value
		}
	}
	return out
}

// isBlank reports whether v is one of the ways of saying nothing that are met in
// packages: null, "", "None" (Python), "N/A" (ckanext-dcatapit), empty lists.
func isBlank(v any) bool {
	switch v := v.(type) {
	case nil:
		return true
	case string:
		switch strings.ToLower(strings.TrimSpace(v)) {
		case "", "none", "null", "n/a", "n_a", "[]", "{}", "[{}]", `""`, "undefined":
			return true
		}
	case []any:
		return len(v) == 0
	case map[string]any:
		return len(v) == 0
	}
	return false
}

// fileNameOf returns the last segment of a path or URL.
func fileNameOf(v any) any {
	s, ok := v.(string)
	if !ok {
		return nil
	}
	s, _, _ = strings.Cut(s, "#")
	s, _, _ = strings.Cut(s, "?")
	if _, rest, ok := strings.Cut(s, "://"); ok {
		if _, s, ok = strings.Cut(rest, "/"); !ok {
			return nil // a host is no file
		}
	}
	s = s[strings.LastIndexAny(s, `/\`)+1:]
	if s == "" {
		return nil
	}
	return s
}

// extensionOf returns the extension of a file name or URL, without the dot; null when
// it has none of up to eight letters or digits.
func extensionOf(v any) any {
	name, ok := fileNameOf(v).(string)
	if !ok {
		return nil
	}
	dot := strings.LastIndexByte(name, '.')
	if dot <= 0 || len(name)-dot-1 == 0 || len(name)-dot-1 > 8 {
		return nil
	}
	for _, c := range name[dot+1:] {
		if !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9') {
			return nil
		}
	}
	return strings.ToLower(name[dot+1:])
}

// decodeJSON decodes one JSON value; numbers keep their digits.
func decodeJSON(data []byte) (any, error) {
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	var v any
	if err := dec.Decode(&v); err != nil {
		return nil, err
	}
	if dec.More() {
		return nil, errors.New("more than one JSON value")
	}
	return v, nil
}
