package report

import (
	"slices"
	"strings"
	"testing"

	"github.com/trebbia/trebbia/shapes"
)

// TestEveryRuleIsExplained: each rule of each profile has a right and a wrong example that
// hold, with a comment at the line at fault, and a why, in both languages.
func TestEveryRuleIsExplained(t *testing.T) {
	examples, err := LoadExamples()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range shapes.Names() {
		p, err := shapes.Load(name)
		if err != nil {
			t.Fatal(err)
		}
		rules := p.Rules()
		shown := 0
		for _, d := range rules {
			r := NewRule(name, d)
			example, ok := examples.For(p, r)
			if ok {
				shown++
			} else {
				t.Errorf("%s %s (%v %s): no example holds", name, r.ID, r.Class, r.Property)
			}
			for _, lang := range []string{"it", "en"} {
				if why := examples.Why(r)[lang]; why == "" {
					t.Errorf("%s %s (%v %s): no reason in %q", name, r.ID, r.Class, r.Property, lang)
				}
				if ok && !strings.Contains(example.Wrong[lang], "# ") {
					t.Errorf("%s %s: no comment in %q at the fault:\n%s", name, r.ID, lang, example.Wrong[lang])
				}
			}
		}
		for _, lang := range []string{"it", "en"} {
			if examples.Basis(name)[lang] == "" {
				t.Errorf("%s: no basis in %q", name, lang)
			}
		}
		t.Logf("%s: examples of %d of %d rules", name, shown, len(rules))
	}
}

// TestExamplesThatDoNotHoldAreNotShown breaks the data of examples: what the profile says
// decides.
func TestExamplesThatDoNotHoldAreNotShown(t *testing.T) {
	p, err := shapes.Load("dcat-ap-it")
	if err != nil {
		t.Fatal(err)
	}
	shown := func(spoil func(p *exampleProperty)) bool {
		examples, err := LoadExamples()
		if err != nil {
			t.Fatal(err)
		}
		rules := p.Rules()
		r := NewRule(p.Name, rules[slices.IndexFunc(rules, func(d shapes.RuleDoc) bool { return d.ID == "Dataset-title-html" })])
		c, _ := examples.class(r)
		property := c.Properties[r.Property]
		spoil(&property)
		c.Properties[r.Property] = property
		_, ok := examples.For(p, r)
		return ok
	}
	for name, c := range map[string]struct {
		spoil func(p *exampleProperty)
		want  bool
	}{
		"as it is":                            {func(*exampleProperty) {}, true},
		"wrong is right":                      {func(p *exampleProperty) { p.Wrong = map[string]string{"html": p.Right} }, false},
		"right is wrong":                      {func(p *exampleProperty) { p.Right = p.Wrong["html"] }, false},
		"right breaks another rule":           {func(p *exampleProperty) { p.Right = `""@it` }, false},
		"no Turtle":                           {func(p *exampleProperty) { p.Wrong = map[string]string{"html": `"`} }, false},
		"another value where the first fails": {func(p *exampleProperty) { p.Else = &exampleProperty{Right: p.Right, Wrong: p.Wrong}; p.Right = `""` }, true},
	} {
		if got := shown(c.spoil); got != c.want {
			t.Errorf("%s: example shown: %v, expected %v", name, got, c.want)
		}
	}
}

// TestExamplesSpeakTheTermsOfTheProfile: only the Italian profiles have national classes,
// and high-value datasets are marked.
func TestExamplesSpeakTheTermsOfTheProfile(t *testing.T) {
	examples, err := LoadExamples()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ profile, id, right, wrong string }{
		{"dcat-ap-it", "DatasetContent-temporal-class", `ex:dataset a dcatapit:Dataset, dcat:Dataset ;
    dct:temporal ex:periodo ;
    dct:title "Domande di integrazione salariale per regione, 2023"@it .
ex:periodo a dct:PeriodOfTime ;
    dcatapit:startDate "2023-01-01"^^xsd:date ;
    dcatapit:endDate "2023-12-31"^^xsd:date .`, `ex:dataset a dcatapit:Dataset, dcat:Dataset ;
    dct:temporal ex:periodo ;
    dct:title "Domande di integrazione salariale per regione, 2023"@it .
ex:periodo dcatapit:startDate "2023-01-01"^^xsd:date ;  # the type dct:PeriodOfTime is missing
    dcatapit:endDate "2023-12-31"^^xsd:date .`},
		{"dcat-ap-3", "Dataset-temporal-class", `ex:dataset a dcat:Dataset ;
    dct:temporal ex:periodo ;
    dct:title "Domande di integrazione salariale per regione, 2023"@it .
ex:periodo a dct:PeriodOfTime ;
    dcat:startDate "2023-01-01"^^xsd:date ;
    dcat:endDate "2023-12-31"^^xsd:date .`, `ex:dataset a dcat:Dataset ;
    dct:temporal ex:periodo ;  # not described in the file
    dct:title "Domande di integrazione salariale per regione, 2023"@it .`},
		{"dcat-ap-hvd", "Dataset-hvdCategory-missing", `ex:dataset a dcat:Dataset ;
    dcatap:hvdCategory <http://data.europa.eu/bna/c_e1da4e07> ;
    dcatap:applicableLegislation <http://data.europa.eu/eli/reg_impl/2023/138/oj> ;
    dct:title "Domande di integrazione salariale per regione, 2023"@it .`, `ex:dataset a dcat:Dataset ;
    # dcatap:hvdCategory is missing
    dcatap:applicableLegislation <http://data.europa.eu/eli/reg_impl/2023/138/oj> ;
    dct:title "Domande di integrazione salariale per regione, 2023"@it .`},
	} {
		p, err := shapes.Load(c.profile)
		if err != nil {
			t.Fatal(err)
		}
		rules := p.Rules()
		i := slices.IndexFunc(rules, func(d shapes.RuleDoc) bool { return d.ID == c.id })
		if i < 0 {
			t.Fatalf("%s: no rule %s", c.profile, c.id)
		}
		example, ok := examples.For(p, NewRule(p.Name, rules[i]))
		if !ok || example.Right != c.right || example.Wrong["en"] != c.wrong {
			t.Errorf("%s %s: %v\n%s\n\n%s", c.profile, c.id, ok, example.Right, example.Wrong["en"])
		}
	}
}
