package trebbia

import (
	"fmt"
	"slices"
	"strings"

	"github.com/trebbia/trebbia/internal/report"
	"github.com/trebbia/trebbia/shapes"
)

// Rules returns the rules of profiles, each once, in the order of the profiles.
func Rules(profiles []string) ([]report.Explanation, error) {
	loaded, err := ValidateOptions{Profiles: profiles}.profiles()
	if err != nil {
		return nil, err
	}
	return rulesOf(loaded), nil
}

func rulesOf(profiles []*shapes.Profile) []report.Explanation {
	var out []report.Explanation
	at := map[string]int{}
	for _, p := range profiles {
		for _, d := range p.Rules() {
			if i, ok := at[d.Shape]; ok {
				out[i].Profiles = append(out[i].Profiles, p.Name)
				continue
			}
			at[d.Shape] = len(out)
			out = append(out, report.Explanation{Rule: report.NewRule(p.Name, d), Profiles: []string{p.Name}})
		}
	}
	return out
}

// ExplainProfile tells what a profile is taken from and what makes it count, with its
// rules.
func ExplainProfile(name string) (report.ProfileExplanation, error) {
	loaded, err := ValidateOptions{Profiles: []string{name}}.profiles()
	if err != nil {
		return report.ProfileExplanation{}, err
	}
	examples, err := report.LoadExamples()
	if err != nil {
		return report.ProfileExplanation{}, err
	}
	p := loaded[0]
	return report.ProfileExplanation{
		Name: p.Name, Title: p.Title, Version: p.Version, Source: p.Source,
		Basis: examples.Basis(p.Name), Rules: rulesOf(loaded),
	}, nil
}

// Explain tells what a rule wants and why, with an example that is right and one that is
// wrong, both held against the profile. The name is a constraint's ("Dataset-title-missing",
// also with the profile before it and a slash), its IRI, or a number of AgID's validator
// ("39" or "AgID 39"); several rules may go by it.
func Explain(name string, profiles []string) ([]report.Explanation, error) {
	loaded, err := ValidateOptions{Profiles: profiles}.profiles()
	if err != nil {
		return nil, err
	}
	rules := rulesOf(loaded)
	out := slices.DeleteFunc(slices.Clone(rules), func(r report.Explanation) bool { return !named(r, name) })
	if len(out) == 0 {
		return nil, &ConfigError{File: "explain", Message: fmt.Sprintf("no rule %q", name), Hint: elsewhere(name, rules)}
	}
	examples, err := report.LoadExamples()
	if err != nil {
		return nil, err
	}
	for i := range out {
		r := &out[i]
		r.Why, r.Basis = examples.Why(r.Rule), examples.Basis(r.Profile)
		p := loaded[slices.IndexFunc(loaded, func(p *shapes.Profile) bool { return p.Name == r.Profile })]
		if example, ok := examples.For(p, r.Rule); ok {
			r.Example = &example
		}
	}
	return out, nil
}

// named reports whether the rule goes by the name.
func named(r report.Explanation, name string) bool {
	if profile, id, ok := strings.Cut(name, "/"); ok && slices.Contains(r.Profiles, profile) {
		name = id
	}
	number := strings.TrimSpace(strings.TrimPrefix(strings.ToLower(name), "agid"))
	return name == r.Shape || strings.EqualFold(name, r.ID) || slices.Contains(r.AgID, number)
}

// elsewhere names the profiles, of those that were not asked for, that have the rule;
// else rules that may have been meant.
func elsewhere(name string, rules []report.Explanation) string {
	all, err := Rules(shapes.Names())
	if err != nil {
		return similar(name, rules)
	}
	var having []string
	for _, r := range all {
		for _, profile := range r.Profiles {
			if named(r, name) && !slices.Contains(having, profile) {
				having = append(having, profile)
			}
		}
	}
	if len(having) == 0 {
		return similar(name, rules)
	}
	return "--profile " + strings.Join(having, ",") + " has it"
}

// similar names up to three rules whose names have all the words of the one asked for,
// else whose property it is.
func similar(name string, rules []report.Explanation) string {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return r == '-' || r == ' ' || r == '/' || r == ':' })
	var found []string
	for _, r := range rules {
		id := strings.ToLower(r.ID)
		fits := len(words) > 0 && !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(id, w) })
		if fits && !slices.Contains(found, r.ID) {
			found = append(found, r.ID)
		}
	}
	if len(found) == 0 {
		for _, r := range rules {
			if strings.EqualFold(r.Property, name) && !slices.Contains(found, r.ID) {
				found = append(found, r.ID)
			}
		}
	}
	if len(found) == 0 {
		return "trebbia explain lists the rules"
	}
	return "did you mean " + strings.Join(found[:min(3, len(found))], " or ") + "?"
}
