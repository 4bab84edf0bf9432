package mappings

import (
	"regexp"
	"strings"

	"github.com/trebbia/trebbia/dcat"
)

// national is an identifier that already begins with the code of a body, as DCAT-AP_IT
// recommends (agid:D.1, p_TN:05e0…); "http://…" is none.
var national = regexp.MustCompile(`^[A-Za-z0-9_.-]{2,16}:[^/\s]\S*$`)

// identify makes the identifier of a dataset of its local id: <IPA>:<local id>, unless
// it has a body's code already; then the alias table has the last word, so that an
// identifier that is known downstream does not change.
func (o *Options) identify(local string) string {
	identifier := strings.Join(strings.Fields(local), "-")
	if o.Prefix != "" && !national.MatchString(identifier) && !strings.Contains(identifier, "://") {
		identifier = o.Prefix + ":" + identifier
	}
	if alias, ok := o.Aliases[identifier]; ok {
		return alias
	}
	return identifier
}

// template is an IRI with places to fill in: {base}, {identifier}, {slug}, {dataset},
// {parent}, {key}, {n}.
type template string

var templateName = regexp.MustCompile(`\{([^{}]*)\}`)

var templateNames = []string{"base", "dataset", "identifier", "key", "n", "parent", "slug"}

func (t template) fill(values map[string]string) string {
	return templateName.ReplaceAllStringFunc(string(t), func(name string) string {
		name = name[1 : len(name)-1]
		switch name {
		case "base", "dataset", "parent":
			return values[name] // IRIs already
		case "key":
			return dcat.Slug(values[name])
		}
		return percentEncode(values[name])
	})
}
