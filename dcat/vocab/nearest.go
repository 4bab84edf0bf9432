package vocab

import "strings"

// Nearest returns the known name that word may have been meant for: the one that
// differs in the fewest letters, at most a third of them; "" when none is near. Case
// does not matter. It serves "did you mean" messages, never a mapping.
func Nearest(word string, known []string) string {
	letters := []rune(strings.ToLower(word))
	best, least := "", (len(letters)/3+1)*edit
	for _, k := range known {
		if d := distance(letters, []rune(strings.ToLower(k))); d < least {
			best, least = k, d
		}
	}
	return best
}
