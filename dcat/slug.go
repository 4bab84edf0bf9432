package dcat

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// slugMax keeps a slug with an extension and a temporary suffix below the 255 bytes
// that usual file systems allow for a name.
const slugMax = 200

// Slug returns the form of a dataset identifier that stands in IRIs and file names:
// lower case, accents dropped, and every run of other characters than a-z, 0-9, "_"
// and "." replaced by one "-" ("inps:5867" gives "inps-5867"). It is "" only for the
// empty identifier.
//
// Case is folded because IPA codes are met in both cases (PCM, pcm) and because file
// systems exist that do not tell them apart. Where letters have to be dropped, or the
// result would be too long, a digest of the identifier keeps different ones apart.
func Slug(identifier string) string {
	identifier = strings.TrimSpace(identifier)
	if identifier == "" {
		return ""
	}
	var b strings.Builder
	gap, lost := false, false
	for _, r := range norm.NFKD.String(strings.ToLower(identifier)) {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9', r == '_', r == '.':
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(r)
		case unicode.Is(unicode.Mn, r), r == '\u00ad', r == utf8.RuneError:
			// The accent of the letter before it, or a soft hyphen that came along
			// with a code copied from a web page.
		default:
			gap = true
			lost = lost || unicode.IsLetter(r) || unicode.IsDigit(r)
		}
	}
	slug := strings.Trim(b.String(), ".-")
	if !lost && slug != "" && len(slug) <= slugMax {
		return slug
	}
	sum := sha256.Sum256([]byte(identifier))
	digest := hex.EncodeToString(sum[:4])
	if slug == "" {
		return "id-" + digest
	}
	if len(slug) > slugMax {
		slug = slug[:slugMax]
	}
	return slug + "-" + digest
}
