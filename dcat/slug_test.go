package dcat

import (
	"strings"
	"testing"
)

func TestSlug(t *testing.T) {
	for _, test := range []struct{ identifier, want string }{
		{"inps:5867", "inps-5867"},
		{"p_TN:05e077c5-3972-4572-80fa-f03f268c5d5e", "p_tn-05e077c5-3972-4572-80fa-f03f268c5d5e"},
		{"bmspa:mobilità-sostenibile", "bmspa-mobilita-sostenibile"},
		{"https://example.it/a/b?c=d e", "https-example.it-a-b-c-d-e"},
		{"c_l0\u00ad24", "c_l024"},
		{"../../etc/passwd", "etc-passwd"},
		{".hidden", "hidden"},
		{"a::b", "a-b"},
		{"", ""},
		{"  ", ""},
	} {
		if got := Slug(test.identifier); got != test.want {
			t.Errorf("Slug(%q) = %q, want %q", test.identifier, got, test.want)
		}
	}
}

func TestSlugKeepsApartWhatItCannotSpell(t *testing.T) {
	if a, b := Slug("x:Ωδ"), Slug("x:Ωε"); a == b || !strings.HasPrefix(a, "x-") {
		t.Errorf("Slug gives %q and %q", a, b)
	}
	if a, b := Slug("???"), Slug("!!!"); a == b || a == "" {
		t.Errorf("Slug gives %q and %q", a, b)
	}
	long := strings.Repeat("a", 300)
	if a, b := Slug(long+"x"), Slug(long+"y"); a == b || len(a) > 220 {
		t.Errorf("Slug gives %d bytes, equal %t", len(a), a == b)
	}
}
