package localestest

import "strings"

// Outside are the pieces of a text that stand outside of brackets, without blanks. A text may have been cut to a
// length: what follows a bracket that is not closed stands in it.
func Outside(text string) []string {
	var pieces []string
	for text != "" {
		before, rest, found := strings.Cut(text, Open)
		if piece := strings.TrimSpace(before); piece != "" {
			pieces = append(pieces, piece)
		}
		if !found {
			break
		}
		_, text, found = strings.Cut(rest, Close)
		if !found {
			break
		}
	}
	return pieces
}
