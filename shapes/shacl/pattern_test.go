package shacl

import (
	"strings"
	"testing"
)

func TestPatterns(t *testing.T) {
	for _, test := range []struct {
		pattern, flags string
		match, other   []string
	}{
		{`^\d{3}-\d{2}$`, "", []string{"123-45", "٣٣٣-٤٥"}, []string{"123-45\n", "1234-5"}},
		{`^http.*://www.iana.org/`, "", []string{"https://www.iana.org/x"}, []string{"ftp://www.iana.org/"}},
		{`^.$`, "", []string{"a", "\U0001F33E"}, []string{"\n", "\r", "ab"}},
		{`^.$`, "s", []string{"\n", "\r"}, []string{""}},
		{`^b`, "m", []string{"a\nb"}, []string{"ab"}},
		{`a$`, "m", []string{"a\nb"}, []string{"ab"}},
		{`a$`, "", []string{"ba"}, []string{"a\nb", "a\n"}},
		{`^straße$`, "i", []string{"STRAßE"}, []string{"strasse"}},
		{`[^a]b`, "i", []string{"cB"}, []string{"AB", "ab"}},
		{`h e [ ] l`, "x", []string{"he l"}, []string{"hel"}},
		{`a.b(`, "q", []string{"xa.b("}, []string{"axb("}},
		{`A.B`, "qi", []string{"a.b"}, []string{"axb"}},
		{`^[a-z-[aeiou]]+$`, "", []string{"xyz"}, []string{"xaz", "A"}},
		{`^[^0-9-[a-f]]$`, "", []string{"g"}, []string{"b", "1"}},
		{`^[a-z-[a-y-[b-c]]]+$`, "", []string{"bcz"}, []string{"a", "d"}},
		{`^[a-a-[a]]$`, "", nil, []string{"a", "b"}},
		{`^[a-z-[aeiou]]+$`, "i", []string{"xYZ"}, []string{"xA", "xa"}},
		{`^[^A-Z-[5]]$`, "i", []string{"4"}, []string{"a", "A", "5"}},
		{`^\p{Lu}$`, "i", []string{"A"}, []string{"a"}},
		{`^[\p{Lu}x]$`, "i", []string{"A", "X", "x"}, []string{"a"}},
		{`^[^\p{Lu}x]$`, "i", []string{"a"}, []string{"A", "X", "x"}},
		{`^[à-ék]\P{Lu}$`, "i", []string{"Éa", "\u212Aa"}, []string{"ÉA"}},
		{`^\i\c*$`, "", []string{"_a-1", "élan"}, []string{"1a", "a b"}},
		{`^\I\C$`, "", []string{"1 "}, []string{"a "}},
		{`^\w\W\s\S\D$`, "", []string{"a- xx"}, []string{"a- x1", "--  x"}},
		{`^[\w.]+@[\w\-]+$`, "", []string{"a.b@c-d", "è@x"}, []string{"a!b@c"}},
		{`^\p{Lu}\P{Lu}$`, "", []string{"Àa"}, []string{"aa"}},
		{`^[\p{L}\d]+$`, "", []string{"é9"}, []string{"_"}},
		{`^[+\-*/^]$`, "", []string{"+", "-", "/", "^"}, []string{"."}},
		{`^[-a]$`, "", []string{"-", "a"}, []string{"b"}},
		{`^[a-]$`, "", []string{"-"}, []string{"b"}},
		{`^\[\]\{\}\(\)\|\\\^\$\.\?\*\+$`, "", []string{`[]{}()|\^$.?*+`}, nil},
		{`^a\/b\-c\@d\"$`, "", []string{`a/b-c@d"`}, nil},
		{`^(?:ab|c){2,3}?d{1}e{2,}$`, "", []string{"abcdee"}, []string{"abdee"}},
		{`^(a|\p{Lu}){1100}$`, "", []string{strings.Repeat("aB", 550)}, []string{strings.Repeat("a", 1099), strings.Repeat("a", 1101)}},
		{`^.{0,1200}?$`, "", []string{"", strings.Repeat("è", 1200)}, []string{strings.Repeat("è", 1201)}},
		{`^b[a]{1001,}c$`, "", []string{"b" + strings.Repeat("a", 1001) + "c", "b" + strings.Repeat("a", 1501) + "c"}, []string{"b" + strings.Repeat("a", 1000) + "c"}},
		{`^a{999,2000}\.{2000}$`, "", []string{strings.Repeat("a", 999) + strings.Repeat(".", 2000)}, []string{strings.Repeat("a", 998) + strings.Repeat(".", 2000)}},
		{`x*?y`, "", []string{"xxy"}, nil},
		{`\n\r\t`, "", []string{"\n\r\t"}, nil},
	} {
		re, err := compileXPathPattern(test.pattern, test.flags)
		if err != nil {
			t.Errorf("%s: %v", test.pattern, err)
			continue
		}
		for _, s := range test.match {
			if !re.MatchString(s) {
				t.Errorf("%s/%s does not match %q", test.pattern, test.flags, s)
			}
		}
		for _, s := range test.other {
			if re.MatchString(s) {
				t.Errorf("%s/%s matches %q", test.pattern, test.flags, s)
			}
		}
	}
}

// TestPatternsRefused: what cannot be run says why, and is never run as something else.
func TestPatternsRefused(t *testing.T) {
	for _, test := range []struct{ pattern, flags, want string }{
		{`(a)\1`, "", "back-references"}, {`(?=a)`, "", "look-around"}, {`(?<n>a)`, "", "look-around"}, {`(?i)a`, "", "look-around"},
		{`\bword\b`, "", `\b`}, {`\Aa`, "", `\A`}, {`\p{IsGreek}`, "", "blocks"}, {`\pL`, "", "braces"}, {`\p{Nope}`, "", "Nope"},
		{`a{2`, "", "missing }"}, {`a{x}`, "", "quantity"}, {`a{,3}`, "", "quantity"}, {`a{20000}`, "", "10000"}, {`a{1,99999999999999999999}`, "", "10000"}, {`a{3,2}`, "", "repeat"}, {`a{3000,2000}`, "", "repeat"}, {`a{2000}{2}`, "", "repetition"}, {`(a{2000}){2000}`, "", "repeat"}, {`a|{2000}`, "", "missing argument"}, {`a}`, "", "escaped"}, {`a]`, "", "escaped"},
		{`(a`, "", "missing )"}, {`a)`, "", "unmatched )"}, {`[a`, "", "missing ]"}, {`[]`, "", "empty"}, {`[[:alpha:]]`, "", "escaped"}, {`[z-a]`, "", "range"}, {`[a-\d]`, "", "range"},
		{`*a`, "", "missing argument"}, {`a**`, "", "repetition"}, {`a\`, "", "nothing follows"}, {`[a-[b]c]`, "", "subtraction"}, {`a`, "g", "flag"},
	} {
		_, err := compileXPathPattern(test.pattern, test.flags)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s/%s: %v, want an error about %q", test.pattern, test.flags, err, test.want)
		}
	}
}
