package shacl

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// compileXPathPattern compiles a regular expression in the syntax that sh:pattern has:
// that of fn:matches in XPath and XQuery Functions 3.1, section 5.6.1, which is that of
// XML Schema with anchors and flags. What the regexp package cannot run (back-references,
// Unicode blocks) and what the syntax does not have (look-around) is an error.
//
// Two liberties are taken, since published shapes need them and they cannot be read in
// another way: any punctuation may be escaped, and a class may name a Unicode script.
func compileXPathPattern(pattern, flags string) (*regexp.Regexp, error) {
	t := translation{in: []rune(pattern)}
	quote := false
	for _, f := range flags {
		switch f {
		case 's':
			t.dotAll = true
		case 'm':
			t.multiline = true
		case 'i':
			t.fold = true
		case 'x':
			t.extended = true
		case 'q':
			quote = true
		default:
			return nil, fmt.Errorf("unknown flag %q", f)
		}
	}
	if quote {
		// with q all characters stand for themselves, and s, m and x have no effect
		t.out.WriteString(regexp.QuoteMeta(pattern))
	} else if err := t.translate(); err != nil {
		return nil, err
	}
	prefix := ""
	if t.fold {
		prefix = "(?i)"
	}
	re, err := regexp.Compile(prefix + t.out.String())
	if err != nil {
		return nil, fmt.Errorf("%s", strings.TrimPrefix(err.Error(), "error parsing regexp: "))
	}
	return re, nil
}

// translation turns a pattern into the syntax of the regexp package.
type translation struct {
	in                                []rune
	at                                int
	out                               strings.Builder
	atom                              int   // where in out the last atom begins
	groups                            []int // where the open groups do
	dotAll, multiline, fold, extended bool
}

func (t *translation) translate() error {
	for t.at < len(t.in) {
		r := t.in[t.at]
		t.at++
		before := t.out.Len()
		switch r {
		case '\\':
			item, err := t.escape()
			if err != nil {
				return err
			}
			t.out.WriteString(t.exactly("[" + item + "]"))
		case '[':
			class, err := t.class()
			if err != nil {
				return err
			}
			t.out.WriteString(class)
		case '(':
			if err := t.group(); err != nil {
				return err
			}
			t.groups = append(t.groups, before)
		case ')':
			last := len(t.groups) - 1
			if last < 0 {
				return fmt.Errorf("unmatched )")
			}
			t.out.WriteByte(')')
			before, t.groups = t.groups[last], t.groups[:last]
		case '{':
			if err := t.quantity(); err != nil {
				return err
			}
		case '}', ']':
			return fmt.Errorf("%c must be escaped", r)
		case '.':
			t.out.WriteString(choose(t.dotAll, `(?s:.)`, `[^\n\r]`))
		case '^':
			t.out.WriteString(choose(t.multiline, `(?m:^)`, `\A`))
		case '$':
			t.out.WriteString(choose(t.multiline, `(?m:$)`, `\z`))
		case '|', '*', '+', '?':
			t.out.WriteRune(r)
		case ' ', '\t', '\n', '\r':
			if !t.extended {
				t.out.WriteRune(r)
			}
		default:
			t.out.WriteString(regexp.QuoteMeta(string(r)))
		}
		if t.out.Len() > before {
			t.atom = before
		}
	}
	if len(t.groups) > 0 {
		return fmt.Errorf("missing )")
	}
	return nil
}

// exactly keeps the flag i off a class, which has the variants of its characters already
// while its escapes stand for what they do without the flag (section 5.6.2).
func (t *translation) exactly(class string) string {
	if t.fold {
		return "(?-i:" + class + ")"
	}
	return class
}

func choose(condition bool, yes, no string) string {
	if condition {
		return yes
	}
	return no
}

// group writes the opening of a group.
func (t *translation) group() error {
	if t.at == len(t.in) || t.in[t.at] != '?' {
		t.out.WriteByte('(')
		return nil
	}
	if t.at+1 < len(t.in) && t.in[t.at+1] == ':' {
		t.at += 2
		t.out.WriteString("(?:")
		return nil
	}
	return fmt.Errorf("(? opens a look-around or a named group, which patterns do not have")
}

// mostRepeats is up to how often patterns can ask for an atom; the regexp package, which
// has its limit at repeatsAtOnce, gets larger numbers in portions.
const (
	mostRepeats   = 10_000
	repeatsAtOnce = 1000
)

// quantity writes {n}, {n,} or {n,m}.
func (t *translation) quantity() error {
	end := t.at
	for end < len(t.in) && t.in[end] != '}' {
		end++
	}
	if end == len(t.in) {
		return fmt.Errorf("missing }")
	}
	text := string(t.in[t.at:end])
	least, most, both := strings.Cut(text, ",")
	if !digits(least) || both && most != "" && !digits(most) {
		return fmt.Errorf("{%s} is not a quantity; a brace must be escaped", text)
	}
	t.at = end + 1
	n, errLeast := strconv.Atoi(least)
	m, errMost := n, error(nil)
	if most != "" {
		m, errMost = strconv.Atoi(most)
	}
	if errLeast != nil || errMost != nil || max(n, m) > mostRepeats {
		return fmt.Errorf("a quantity above %d, such as {%s}, is not supported", mostRepeats, text)
	}
	if max(n, m) <= repeatsAtOnce || m < n {
		t.out.WriteString("{" + text + "}")
		return nil
	}
	return t.portions(n, m, both && most == "")
}

// portions writes the last atom as often as is asked for.
func (t *translation) portions(least, most int, more bool) error {
	written := t.out.String()
	atom := written[t.atom:]
	if strings.Trim(atom, "|(") == "" {
		return fmt.Errorf("missing argument to repetition operator")
	}
	t.out.Reset()
	t.out.WriteString(written[:t.atom] + "(?:")
	for n := least; n > 0; n -= repeatsAtOnce {
		fmt.Fprintf(&t.out, "%s{%d}", atom, min(n, repeatsAtOnce))
	}
	for n := most - least; n > 0; n -= repeatsAtOnce {
		fmt.Fprintf(&t.out, "%s{0,%d}", atom, min(n, repeatsAtOnce))
	}
	if more {
		t.out.WriteString(atom + "*")
	}
	t.out.WriteByte(')')
	switch r := t.peek(); r {
	case '?': // as few as possible: the same strings match
		t.at++
	case '*', '+', '{':
		return fmt.Errorf("invalid nested repetition operator %c", r)
	}
	return nil
}

// escape reads what follows a backslash and returns it as an item of a class.
func (t *translation) escape() (string, error) {
	if t.at == len(t.in) {
		return "", fmt.Errorf("nothing follows the last \\")
	}
	r := t.in[t.at]
	t.at++
	switch r {
	case 'n', 'r', 't':
		return `\` + string(r), nil
	case 's':
		return ` \t\n\r`, nil
	case 'S':
		return negate(` \t\n\r`)
	case 'd':
		return `\p{Nd}`, nil
	case 'D':
		return `\P{Nd}`, nil
	case 'w':
		return negate(`\p{P}\p{Z}\p{C}`)
	case 'W':
		return `\p{P}\p{Z}\p{C}`, nil
	case 'i':
		return classItem(nameStart), nil
	case 'I':
		return negate(classItem(nameStart))
	case 'c':
		return classItem(nameStart) + classItem(nameMore), nil
	case 'C':
		return negate(classItem(nameStart) + classItem(nameMore))
	case 'p', 'P':
		return t.property(r)
	}
	switch {
	case '0' <= r && r <= '9':
		return "", fmt.Errorf("back-references such as \\%c are not supported", r)
	case r < 0x80 && !isAlphanumeric(byte(r)):
		return character(r), nil
	}
	return "", fmt.Errorf("\\%c is not an escape of patterns", r)
}

// property reads the rest of \p{...}.
func (t *translation) property(p rune) (string, error) {
	rest := string(t.in[t.at:])
	end := strings.IndexByte(rest, '}')
	if !strings.HasPrefix(rest, "{") || end < 0 {
		return "", fmt.Errorf("\\%c needs a category in braces", p)
	}
	name := rest[1:end]
	if strings.HasPrefix(name, "Is") {
		return "", fmt.Errorf("blocks of Unicode such as \\%c{%s} are not supported", p, name)
	}
	t.at += len([]rune(rest[:end])) + 1
	return `\` + string(p) + "{" + name + "}", nil
}

// character writes one character so that it stands for itself in a class.
func character(r rune) string { return `\x{` + strconv.FormatInt(int64(r), 16) + `}` }

// classItem writes ranges for the inside of a class.
func classItem(ranges []rune) string {
	var b strings.Builder
	for i := 0; i < len(ranges); i += 2 {
		b.WriteString(character(ranges[i]) + "-" + character(ranges[i+1]))
	}
	return b.String()
}
