package harvest

import (
	"bytes"
	"errors"
	"html"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode/utf32"
	"golang.org/x/text/unicode/norm"

	utf "golang.org/x/text/encoding/unicode"
)

// entity is a complete HTML character reference. The old short forms without ";" are
// left alone: "&copy=1" in an address is not a copyright sign.
var entity = regexp.MustCompile(`&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});`)

func decodeEntities(text string) string {
	if !strings.Contains(text, "&") {
		return text
	}
	return entity.ReplaceAllStringFunc(text, html.UnescapeString)
}

// clean decodes HTML entities and trims; lines stay apart.
func clean(text string) string {
	return strings.TrimFunc(decodeEntities(text), func(r rune) bool { return unicode.IsSpace(r) || r == '\ufeff' || r == '\u200b' })
}

// squeeze is clean on one line.
func squeeze(text string) string { return strings.Join(strings.Fields(clean(text)), " ") }

// fold returns the form in which names of columns and labels are compared: lower case
// without accents, a colon at the end, or more than one space.
func fold(text string) string {
	text = strings.TrimRight(squeeze(strings.ReplaceAll(text, "\u00ad", "")), " :")
	var b strings.Builder
	for _, r := range norm.NFKD.String(strings.ToLower(text)) {
		if !unicode.Is(unicode.Mn, r) {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// decodeText returns a text as UTF-8 without a byte-order mark: as the mark says, else
// as it stands if that is UTF-8, else read as Windows-1252, which is what spreadsheets
// on Italian desks write.
func decodeText(text []byte) ([]byte, error) {
	var err error
	switch {
	case bytes.HasPrefix(text, []byte("\xef\xbb\xbf")):
		text = text[3:]
	case bytes.HasPrefix(text, []byte("\xff\xfe\x00\x00")), bytes.HasPrefix(text, []byte("\x00\x00\xfe\xff")):
		text, err = utf32.UTF32(utf32.LittleEndian, utf32.ExpectBOM).NewDecoder().Bytes(text)
	case bytes.HasPrefix(text, []byte("\xff\xfe")), bytes.HasPrefix(text, []byte("\xfe\xff")):
		text, err = utf.UTF16(utf.LittleEndian, utf.ExpectBOM).NewDecoder().Bytes(text)
	}
	if err != nil {
		return nil, err
	}
	if bytes.IndexByte(text, 0) >= 0 {
		return nil, errors.New("not a text: it holds zero bytes")
	}
	if utf8.Valid(text) {
		return text, nil
	}
	return charmap.Windows1252.NewDecoder().Bytes(text)
}
