package rdf

import "regexp"

// damageKind finds the places of a text where one kind of damage can be done.
type damageKind struct {
	name, pattern, put string
	// group is the one that is replaced; a put of "$1" and so on takes from the match.
	group int
	cut   bool // all the rest of the text goes
}

func (k damageKind) sites(text string) []damage {
	var out []damage
	re := regexp.MustCompile(k.pattern)
	for _, m := range re.FindAllStringSubmatchIndex(text, -1) {
		d := damage{k.name, m[2*k.group], m[2*k.group+1], string(re.ExpandString(nil, k.put, text, m))}
		if k.cut {
			d.to = len(text)
		}
		out = append(out, d)
	}
	return out
}

// textDamages befall the line formats and Turtle.
var textDamages = []damageKind{
	{name: "a character is missing", pattern: `[^\s]`},
	{name: "quote missing at the end", pattern: `[^"\\](")[@ ^\n]`, group: 1},
	{name: "quote missing at the start", pattern: `[ \n](")[^"]`, group: 1},
	{name: "unescaped quote in a literal", pattern: `"[^"\n]+() [^"\n]+"`, put: `"`, group: 1},
	{name: "two unescaped quotes in a literal", pattern: `"[^"\n]+ (\w+) [^"\n]+"`, put: `"$1"`, group: 1},
	{name: "line end in a literal", pattern: `"[^"\n]+( )[^"\n]+"`, put: "\n", group: 1},
	{name: "dot missing", pattern: `( ?\.)(?:\s*\n|$)`, group: 1},
	{name: "semicolon for a dot", pattern: `(\.)(?:\s*\n|$)`, put: ";", group: 1},
	{name: "comma for a dot", pattern: `(\.)(?:\s*\n|$)`, put: ",", group: 1},
	{name: "dot for a semicolon", pattern: `(;)\s*\n`, put: ".", group: 1},
	{name: "dot for a comma", pattern: `(,)\s*\n`, put: ".", group: 1},
	{name: "semicolon missing", pattern: `(;)\s*\n`, group: 1},
	{name: "comma missing", pattern: `(,)\s*\n`, group: 1},
	{name: "dot twice", pattern: `(\.)(?:\s*\n|$)`, put: "..", group: 1},
	{name: "comma twice", pattern: `(,)\s*\n`, put: ",,", group: 1},
	{name: "undefined prefix", pattern: `[ \n]([a-z]+):[a-zA-Z]`, put: "nowhere", group: 1},
	{name: "space in an IRI", pattern: `<[^>\n ]+()[^>\n ]+>`, put: " ", group: 1},
	{name: "< in an IRI", pattern: `<[^>\n ]+()[^>\n ]+>`, put: "<", group: 1},
	{name: "quote in an IRI", pattern: `<[^>\n ]+()[^>\n ]+>`, put: `"`, group: 1},
	{name: "brace in an IRI", pattern: `<[^>\n ]+()[^>\n ]+>`, put: "{", group: 1},
	{name: "IRI not closed", pattern: `<[^>\n ]+(>)`, group: 1},
	{name: "IRI not opened", pattern: `(<)[^>\n ]+>`, group: 1},
	{name: "bad escape", pattern: `"[^"\n]()[^"\n]+"`, put: `\x`, group: 1},
	{name: "bad language tag", pattern: `(@[a-z]+)(?:-[A-Z]+)?[ \n]`, put: "@it_IT", group: 1},
	{name: "bracket not closed", pattern: `[ \n](\])`, group: 1},
	{name: "bracket not opened", pattern: `(\[)[ \n]`, group: 1},
	{name: "parenthesis not closed", pattern: `[ \n](\))`, group: 1},
	{name: "stray bracket", pattern: `(;)\s*\n`, put: "] ;", group: 1},
	{name: "stray bracket before the dot", pattern: `( \.)(?:\s*\n|$)`, put: "] .", group: 1},
	{name: "control character", pattern: `"[^"\n]()[^"\n]+"`, put: "\x01", group: 1},
	{name: "invalid UTF-8", pattern: `"[^"\n]()[^"\n]+"`, put: "\xe8", group: 1},
	{name: "invalid UTF-8 in an IRI", pattern: `<[^>\n ]+()[^>\n ]+>`, put: "\xe8", group: 1},
	{name: "TRUE", pattern: `[ \n](true|false)[ \n;]`, put: "TRUE", group: 1},
	{name: "number with a comma", pattern: `[ \n](-?[0-9.]+)[ \n;]`, put: "1,5", group: 1},
	{name: "date without quotes", pattern: `("[0-9-]+"\^\^\S+)`, put: "01/02/2024", group: 1},
	{name: "datatype missing", pattern: `\^\^(<[^>]+>|[a-z]+:[a-zA-Z]+)`, group: 1},
	{name: "windows quotes", pattern: `"[^"\n]+( )[^"\n]+"`, put: "\x93x\x94", group: 1},
	{name: "truncated", pattern: `[^\s.](\s)`, group: 1, cut: true},
	{name: "brace not closed", pattern: `\n(\})`, group: 1},
	{name: "brace not opened", pattern: `(\{)\s*\n`, group: 1},
}

// xmlDamages befall RDF/XML.
var xmlDamages = []damageKind{
	{name: "a character is missing", pattern: `[^\s]`},
	{name: "unescaped ampersand in text", pattern: `>[^<>&\n]+()[^<>&\n]+</`, put: "&", group: 1},
	{name: "unescaped ampersand in a value", pattern: `="[^"&]+()[^"&]+"`, put: "&a=", group: 1},
	{name: "undeclared entity", pattern: `>[^<>&\n]+()[^<>&\n]+</`, put: "&egrave;", group: 1},
	{name: "< in text", pattern: `>[^<>&\n]+()[^<>&\n]+</`, put: " < ", group: 1},
	{name: "<= in text", pattern: `>[^<>&\n]+()[^<>&\n]+</`, put: "<=5", group: 1},
	{name: "tag in text", pattern: `>[^<>&\n]+()[^<>&\n]+</`, put: "<b>x</b>", group: 1},
	{name: "<br> in text", pattern: `>[^<>&\n]+()[^<>&\n]+</`, put: "<br>", group: 1},
	{name: "element not closed", pattern: `(</[a-zA-Z:]+>)`, group: 1},
	{name: "property not closed", pattern: `[^\s>](</[a-zA-Z:]+>)`, group: 1},
	{name: "mismatched end tag", pattern: `</([a-zA-Z]+:[a-zA-Z]+)>`, put: "dct:other", group: 1},
	{name: "misspelt end tag", pattern: `</[a-zA-Z]+:[a-zA-Z]+()>`, put: "x", group: 1},
	{name: "stray end tag", pattern: `>()\s*\n\s*<[a-z]`, put: "</dct:stray>", group: 1},
	{name: "attribute without a value", pattern: `="[^"\s/>]+"`},
	{name: "attribute value bare", pattern: `=("([^"\s]+)")`, put: "$2", group: 1},
	{name: "quote missing at the end", pattern: `="[^"]+(")`, group: 1},
	{name: "quote missing at the start", pattern: `=(")[^"]+"`, group: 1},
	{name: "quote in a value", pattern: `="[^"]+()[^"]+"`, put: `"`, group: 1},
	{name: "> missing", pattern: `<[a-zA-Z:]+[^<>]*[^/](>)`, group: 1},
	{name: "/ missing", pattern: `<[a-zA-Z:]+[^<>]*(/)>`, group: 1},
	{name: "< missing", pattern: `(<)[a-zA-Z:]+[^<>]*>`, group: 1},
	{name: "attribute twice", pattern: `<[a-zA-Z:]+ (([a-zA-Z:]+="[^"]*"))`, put: "$2 $2", group: 1},
	{name: "undeclared prefix", pattern: `</?([a-z]+):[a-zA-Z]+[ />]`, put: "nowhere", group: 1},
	{name: "undeclared prefix of a property", pattern: `<([a-z]+):[a-zA-Z]+ [^<>]*/>`, put: "nowhere", group: 1},
	{name: "space in an IRI", pattern: `(?:resource|about)="[^"]+()[^"]+"`, put: " ", group: 1},
	{name: "brace in an IRI", pattern: `(?:resource|about)="[^"]+()[^"]+"`, put: "{", group: 1},
	{name: "< in a value", pattern: `(?:resource|about)="[^"]+()[^"]+"`, put: "<", group: 1},
	{name: "bad language tag", pattern: `xml:lang="([^"]*)"`, put: "it_IT", group: 1},
	{name: "control character", pattern: `>[^<>&\n]+()[^<>&\n]+</`, put: "\x01", group: 1},
	{name: "invalid UTF-8", pattern: `>[^<>&\n]+()[^<>&\n]+</`, put: "\xe8", group: 1},
	{name: "windows quotes", pattern: `>[^<>&\n]+( )[^<>&\n]+</`, put: "\x93x\x94", group: 1},
	{name: "text between elements", pattern: `>()\s*\n\s*<[a-z]`, put: "text", group: 1},
	{name: "truncated", pattern: `[^>](\s)`, group: 1, cut: true},
}
