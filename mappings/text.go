package mappings

import (
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/trebbia/trebbia/dcat/rdf"
	"golang.org/x/net/html"
)

var (
	groupedNumber = regexp.MustCompile(`^\d{1,3}(\.\d{3})+$`)
	htmlTag       = regexp.MustCompile(`<(/?[A-Za-z][A-Za-z0-9]*(\s[^<>]*)?/?|!--.*?--)>`)
	characterRef  = regexp.MustCompile(`&(#\d{2,6}|#[xX][0-9a-fA-F]{2,5}|[A-Za-z]{2,8}\d?);`)
	blanks        = regexp.MustCompile(`[ \t\x{00a0}]+`)
	blankLines    = regexp.MustCompile(`\n{3,}`)
)

// asText gives plain text. DCAT-AP_IT wants no HTML in descriptions.
func asText(at place, text string) ([]result, error) {
	clean, repaired := plainText(text)
	if clean == "" {
		return nil, nil
	}
	return []result{{term: rdf.LangLiteral(clean, at.lang), repaired: repaired}}, nil
}

func asTitle(at place, text string) ([]result, error) {
	clean, repaired := plainText(text)
	if clean = strings.Join(strings.Fields(clean), " "); clean == "" {
		return nil, nil
	}
	return []result{{term: rdf.LangLiteral(clean, at.lang), repaired: repaired}}, nil
}

// asKeyword splits at the characters that the guide does not allow in a keyword.
func asKeyword(at place, text string) ([]result, error) {
	clean, repaired := plainText(text)
	parts := strings.FieldsFunc(clean, func(r rune) bool { return r == ',' || r == ';' || r == '\n' })
	if len(parts) > 1 {
		repaired = "split at commas"
	}
	var out []result
	for _, p := range parts {
		if p = strings.Join(strings.Fields(p), " "); p != "" {
			out = append(out, result{term: rdf.LangLiteral(p, at.lang), repaired: repaired})
			repaired = "" // told once
		}
	}
	return out, nil
}

// plainText drops markup, decodes character references (also doubly encoded ones, as
// odapi gives them) and unifies line ends. repaired says what was done that changes
// what people read.
func plainText(text string) (clean, repaired string) {
	clean = text
	if !utf8.ValidString(clean) {
		clean = strings.ToValidUTF8(clean, "\uFFFD")
		repaired = "invalid bytes replaced"
	}
	var did []string
	if strings.Contains(clean, "<") && htmlTag.MatchString(clean) {
		clean = withoutTags(clean)
		did = append(did, "HTML tags dropped")
	}
	for range 2 {
		if !strings.Contains(clean, "&") || !characterRef.MatchString(clean) {
			break
		}
		decoded := html.UnescapeString(clean)
		if decoded == clean {
			break
		}
		if clean = decoded; len(did) == 0 || did[len(did)-1] != "character references decoded" {
			did = append(did, "character references decoded")
		}
	}
	if len(did) > 0 {
		repaired = strings.Join(did, ", ")
	}
	if strings.Contains(clean, "\r") {
		clean = strings.ReplaceAll(strings.ReplaceAll(clean, "\r\n", "\n"), "\r", "\n")
	}
	clean = strings.Map(func(r rune) rune {
		// XML 1.0 knows no other control characters, so RDF/XML could not hold them.
		if r < 0x20 && r != '\n' && r != '\t' || r == 0xFFFE || r == 0xFFFF {
			return -1
		}
		return r
	}, clean)
	if strings.ContainsAny(clean, "\t\u00a0") || strings.Contains(clean, "  ") {
		clean = blanks.ReplaceAllString(clean, " ")
	}
	clean = strings.ReplaceAll(strings.ReplaceAll(clean, " \n", "\n"), "\n ", "\n")
	if strings.Contains(clean, "\n\n\n") {
		clean = blankLines.ReplaceAllString(clean, "\n\n")
	}
	return strings.TrimSpace(clean), repaired
}

// withoutTags keeps the text of an HTML fragment, with a line end where a block ends;
// scripts and styles go whole.
func withoutTags(text string) string {
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(text))
	skip := 0
	for {
		switch z.Next() {
		case html.ErrorToken:
			return b.String()
		case html.TextToken:
			if skip == 0 {
				b.Write(z.Text())
			}
		case html.StartTagToken:
			switch name, _ := z.TagName(); string(name) {
			case "script", "style":
				skip++
			case "li":
				b.WriteString("\n- ")
			case "p", "div", "ul", "ol", "tr", "h1", "h2", "h3", "h4", "table":
				b.WriteByte('\n')
			case "br":
				b.WriteByte('\n')
			}
		case html.EndTagToken:
			switch name, _ := z.TagName(); string(name) {
			case "script", "style":
				skip = max(skip-1, 0)
			case "p", "div", "ul", "ol", "tr", "h1", "h2", "h3", "h4", "table":
				b.WriteByte('\n')
			case "td", "th":
				b.WriteByte(' ')
			}
		case html.SelfClosingTagToken:
			if name, _ := z.TagName(); string(name) == "br" {
				b.WriteByte('\n')
			}
		}
	}
}

// schemes are those of addresses that a description may hold.
var schemes = map[string]bool{"http": true, "https": true, "ftp": true, "urn": true}

// asIRI gives an IRI that every RDF syntax can hold. One free text in the place of an
// address broke the whole catalogue of a region; here it is refused.
func asIRI(_ place, text string) ([]result, error) {
	iri, repaired, err := cleanIRI(text)
	if err != nil {
		return nil, err
	}
	return []result{{term: rdf.IRI(iri), repaired: repaired}}, nil
}

func cleanIRI(text string) (iri, repaired string, err error) {
	iri = strings.Trim(strings.TrimSpace(text), `"'<>`)
	var did []string
	if strings.HasPrefix(strings.ToLower(iri), "www.") {
		iri, did = "http://"+iri, append(did, "scheme http:// added")
	}
	scheme, rest, ok := strings.Cut(iri, ":")
	scheme = strings.ToLower(scheme)
	if !ok || !schemes[scheme] {
		return "", "", fmt.Errorf("%q is not an address: write it whole, beginning with https://", short(text))
	}
	if strings.Contains(rest, "http://") && strings.ContainsAny(rest, " ;,\n") || strings.Contains(rest, " https://") {
		return "", "", fmt.Errorf("%q holds more than one address: give each a field of its own", short(text))
	}
	if encoded := percentEncode(rest); encoded != rest {
		rest, did = encoded, append(did, "characters that no address may hold are percent-encoded")
	}
	iri = scheme + ":" + rest
	if scheme != "urn" {
		u, err := url.Parse(iri)
		if err != nil || u.Host == "" || strings.Contains(u.Host, "%20") {
			return "", "", fmt.Errorf("%q is not an address: it names no host", short(text))
		}
	}
	return iri, strings.Join(did, ", "), nil
}

// percentEncode encodes the characters that RFC 3987 excludes from IRIs, and "%" where
// no two hexadecimal digits follow it.
func percentEncode(s string) string {
	var b strings.Builder
	for i, r := range s {
		switch {
		case r <= ' ', r == 0x7F, strings.ContainsRune("<>\"{}|\\^`", r),
			r == '%' && !(i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2])),
			r == utf8.RuneError, r >= 0x80 && r <= 0xA0, r >= 0xE000 && r <= 0xF8FF, r == 0xAD, r >= 0x200B && r <= 0x200F, r == 0x2028, r == 0x2029, r == 0x3000:
			for _, c := range []byte(string(r)) {
				fmt.Fprintf(&b, "%%%02X", c)
			}
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
}

var emailAddress = regexp.MustCompile(`^[A-Za-z0-9.!#$&'*+/=?^_{|}~-]+@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)+$`)

// asEmail gives the mailto: IRI of an address (RFC 6068).
func asEmail(_ place, text string) ([]result, error) {
	address := strings.TrimSpace(text)
	if len(address) > 7 && strings.EqualFold(address[:7], "mailto:") {
		address = address[7:]
	}
	parts := strings.FieldsFunc(address, func(r rune) bool { return r == ';' || r == ',' || r == ' ' || r == '\n' })
	if len(parts) == 0 {
		return nil, nil
	}
	if !emailAddress.MatchString(parts[0]) {
		return nil, fmt.Errorf("%q is not an e-mail address", short(text))
	}
	r := result{term: rdf.IRI("mailto:" + percentEncode(parts[0]))}
	if len(parts) > 1 {
		if !emailAddress.MatchString(parts[1]) {
			return nil, errors.New("an e-mail address with blanks in it: " + short(text))
		}
		r.lost = "a contact point has one e-mail address: left out " + short(strings.Join(parts[1:], ", "))
	}
	return []result{r}, nil
}
