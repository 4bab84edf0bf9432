package trebbia

import (
	"errors"
	"fmt"
	"os"

	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/internal/report"
	"github.com/trebbia/trebbia/shapes"
	"github.com/trebbia/trebbia/shapes/shacl"
)

// profiles loads what the documents are held against, each with the further code lists.
func (opt ValidateOptions) profiles() ([]*shapes.Profile, error) {
	var out []*shapes.Profile
	for _, name := range opt.Profiles {
		p, err := shapes.Load(name)
		if err != nil {
			return nil, &ConfigError{File: "--profile", Message: fmt.Sprintf("unknown profile %q", name), Hint: "the profiles are " + list(shapes.Names())}
		}
		out = append(out, p)
	}
	if len(opt.Shapes) > 0 {
		texts := map[string][]byte{}
		for _, name := range opt.Shapes {
			text, err := os.ReadFile(name)
			if err != nil {
				return nil, &ConfigError{File: name, Message: reason(err), Hint: "--shapes takes a file with SHACL shapes"}
			}
			texts[name] = text
		}
		p, err := shapes.Compile("shapes", texts)
		if err != nil {
			return nil, &ConfigError{File: "--shapes", Message: err.Error(), Hint: shapesHint(err)}
		}
		if opt.Warn != nil {
			for _, w := range p.Warnings() {
				opt.Warn(w)
			}
		}
		out = append(out, p)
	}
	var lists []*shapes.Vocabulary
	for _, name := range opt.Vocabularies {
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, &ConfigError{File: name, Message: reason(err), Hint: "--vocab takes a code list as SKOS or CSV"}
		}
		v, err := shapes.ReadVocabulary(name, text)
		if err != nil {
			return nil, &ConfigError{File: "--vocab", Message: err.Error(), Hint: "docs/ci.md says what a code list looks like"}
		}
		lists = append(lists, v)
	}
	if len(lists) > 0 {
		for i, p := range out {
			out[i] = p.With(lists...)
		}
	}
	return out, nil
}

func shapesHint(err error) string {
	var fault *shacl.ShapeError
	if errors.As(err, &fault) && fault.Rule == shacl.RuleUnsupported {
		return "this engine runs SHACL Core; leave that shape out to validate with the others"
	}
	return "mend the shapes file, or leave it out; sh:targetClass or another target says what a shape is about"
}

// findingOf turns a result of a profile into a finding.
func findingOf(g rdf.Matcher, p *shapes.Profile, result shacl.Result, place string) report.Finding {
	suggestion := p.Suggestion(result)
	return report.NewFinding(g, result, p.Rule(result), report.Finding{
		Place: place, Profile: p.Name, ID: p.ID(result), Shape: p.Owner(result).Value,
		Suggestion: suggestion, Hint: didYouMean(suggestion),
	})
}
