package harvest

import "github.com/trebbia/trebbia/dcat/vocab"

// didYouMean returns "did you mean X? " for the nearest of the known names, or "" when
// none is near enough to have been meant.
func didYouMean(name string, known []string) string {
	if near := vocab.Nearest(name, known); near != "" {
		return `did you mean "` + near + `"? `
	}
	return ""
}
