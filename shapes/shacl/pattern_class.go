package shacl

import (
	"fmt"
	"regexp/syntax"
	"unicode"
)

// class reads a character class expression after its opening bracket (XML Schema part
// 2, appendix G.4.1) and returns it for the regexp package.
func (t *translation) class() (string, error) {
	negated := t.peek() == '^'
	if negated {
		t.at++
	}
	items, minus, err := t.items()
	if err != nil {
		return "", err
	}
	open := choose(negated, "[^", "[")
	if minus == "" {
		return t.exactly(open + items + "]"), nil
	}
	from, err := rangesOf(open + items + "]")
	if err != nil {
		return "", err
	}
	without, err := rangesOf(minus)
	if err != nil {
		return "", err
	}
	left := intersect(from, complement(without))
	if len(left) == 0 {
		return `[^\x{0}-\x{10ffff}]`, nil
	}
	return t.exactly("[" + classItem(left) + "]"), nil
}

// items reads up to the closing bracket; minus is the class that is subtracted.
func (t *translation) items() (items, minus string, err error) {
	for first := true; ; first = false {
		r := t.peek()
		switch {
		case r == 0:
			return "", "", fmt.Errorf("missing ]")
		case r == ']' && !first:
			t.at++
			return items, minus, nil
		case r == ']':
			return "", "", fmt.Errorf("empty character class")
		case r == '[':
			return "", "", fmt.Errorf("[ must be escaped in a character class")
		case r == '-' && !first && t.at+1 < len(t.in) && t.in[t.at+1] == '[':
			t.at += 2
			if minus, err = t.class(); err != nil {
				return "", "", err
			}
			if t.peek() != ']' {
				return "", "", fmt.Errorf("a subtraction must be the end of a character class")
			}
			continue
		}
		item, single, err := t.item()
		if err != nil {
			return "", "", err
		}
		if single && t.isRange() {
			t.at++
			last, single, err := t.item()
			if err != nil {
				return "", "", err
			}
			if !single {
				return "", "", fmt.Errorf("a range must end in a character")
			}
			item += "-" + last
		}
		if single && t.fold {
			variants, err := rangesOf("(?i)[" + item + "]")
			if err != nil {
				return "", "", err
			}
			item = classItem(variants)
		}
		items += item
	}
}

// isRange reports whether a hyphen that joins two characters comes next.
func (t *translation) isRange() bool {
	return t.peek() == '-' && t.at+1 < len(t.in) && t.in[t.at+1] != ']' && t.in[t.at+1] != '['
}

// item reads one character or one escape; single tells that it is one character.
func (t *translation) item() (item string, single bool, err error) {
	r := t.in[t.at]
	t.at++
	if r != '\\' {
		return character(r), true, nil
	}
	r = t.peek()
	item, err = t.escape()
	return item, r < 0x80 && !isAlphanumeric(byte(r)) || r == 'n' || r == 'r' || r == 't', err
}

func (t *translation) peek() rune {
	if t.at == len(t.in) {
		return 0
	}
	return t.in[t.at]
}

// negate returns the items that fit what the given items do not.
func negate(items string) (string, error) {
	ranges, err := rangesOf("[" + items + "]")
	return classItem(complement(ranges)), err
}

// rangesOf returns the characters of a class of the regexp package, as sorted pairs of
// first and last.
func rangesOf(class string) ([]rune, error) {
	re, err := syntax.Parse(class, syntax.Perl)
	if err != nil {
		return nil, err
	}
	switch re.Op {
	case syntax.OpCharClass:
		return re.Rune, nil
	case syntax.OpLiteral:
		r := re.Rune[0]
		if re.Flags&syntax.FoldCase == 0 {
			return []rune{r, r}, nil
		}
		out := []rune{r, r}
		for v := unicode.SimpleFold(r); v != r; v = unicode.SimpleFold(v) {
			out = append(out, v, v)
		}
		return out, nil
	case syntax.OpNoMatch:
		return nil, nil
	}
	return []rune{0, unicode.MaxRune}, nil
}

func complement(ranges []rune) []rune {
	var out []rune
	next := rune(0)
	for i := 0; i < len(ranges); i += 2 {
		if next < ranges[i] {
			out = append(out, next, ranges[i]-1)
		}
		next = ranges[i+1] + 1
	}
	if next <= unicode.MaxRune {
		out = append(out, next, unicode.MaxRune)
	}
	return out
}

func intersect(a, b []rune) []rune {
	var out []rune
	for i, j := 0, 0; i < len(a) && j < len(b); {
		if first, last := max(a[i], b[j]), min(a[i+1], b[j+1]); first <= last {
			out = append(out, first, last)
		}
		if a[i+1] < b[j+1] {
			i += 2
		} else {
			j += 2
		}
	}
	return out
}
