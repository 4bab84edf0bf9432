package shacl

import "github.com/trebbia/trebbia/dcat/rdf"

// component is a row of the table of constraint components: what a parameter is, and
// the function that compiles it.
type component struct {
	parameter string // local name of the property
	rule      string // the syntax rule against several values; "" where they are allowed
	shapes    shapesTaken
	// propertyOnly: the parameter may not be used in node shapes.
	propertyOnly bool
	compile      func(c *compiler, s *shape, value rdf.Term) []constraint
}

// shapesTaken tells whether the values of a parameter are shapes (section 2.1).
type shapesTaken uint8

const (
	noShape shapesTaken = iota
	oneShape
	listOfShapes
)

// several is the rule against more than one value for components with more parameters
// than one.
const several = "multiple-parameters"

// components is SHACL Core, in the order of section 4 of the specification. It is a
// function since the compilers lead back to it.
func components() []component {
	return []component{
		{parameter: "class", compile: compileClass},
		{parameter: "datatype", rule: "datatype-maxCount", compile: compileDatatype},
		{parameter: "nodeKind", rule: "nodeKind-maxCount", compile: compileNodeKind},

		{parameter: "minCount", rule: "minCount-maxCount", propertyOnly: true, compile: compileMinCount},
		{parameter: "maxCount", rule: "maxCount-maxCount", propertyOnly: true, compile: compileMaxCount},

		{parameter: "minExclusive", rule: "minExclusive-maxCount", compile: compileMinExclusive},
		{parameter: "minInclusive", rule: "minInclusive-maxCount", compile: compileMinInclusive},
		{parameter: "maxExclusive", rule: "maxExclusive-maxCount", compile: compileMaxExclusive},
		{parameter: "maxInclusive", rule: "maxInclusive-maxCount", compile: compileMaxInclusive},

		{parameter: "minLength", rule: "minLength-maxCount", compile: compileMinLength},
		{parameter: "maxLength", rule: "maxLength-maxCount", compile: compileMaxLength},
		{parameter: "pattern", rule: several, compile: compilePattern},
		{parameter: "languageIn", rule: "languageIn-maxCount", compile: compileLanguageIn},
		{parameter: "uniqueLang", rule: "uniqueLang-maxCount", propertyOnly: true, compile: compileUniqueLang},

		{parameter: "equals", compile: compileEquals},
		{parameter: "disjoint", compile: compileDisjoint},
		{parameter: "lessThan", propertyOnly: true, compile: compileLessThan},
		{parameter: "lessThanOrEquals", propertyOnly: true, compile: compileLessThanOrEquals},

		{parameter: "not", shapes: oneShape, compile: compileNot},
		{parameter: "and", shapes: listOfShapes, compile: compileAnd},
		{parameter: "or", shapes: listOfShapes, compile: compileOr},
		{parameter: "xone", shapes: listOfShapes, compile: compileXone},

		{parameter: "node", shapes: oneShape, compile: compileNode},
		{parameter: "property", shapes: oneShape, compile: compileProperty},
		{parameter: "qualifiedValueShape", rule: several, shapes: oneShape, propertyOnly: true, compile: compileQualified},

		{parameter: "closed", rule: several, compile: compileClosed},
		{parameter: "hasValue", compile: compileHasValue},
		{parameter: "in", rule: "in-maxCount", compile: compileIn},
	}
}
