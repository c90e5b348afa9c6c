package public

import (
	"slices"
	"strconv"
	"strings"

	"echowall/flows/life"
)

// Having are those of the cases whose number is one of the words, or whose title or text, however it is written, has
// all of them. The words are in lower case.
func Having(s *life.State, numbers []int, words []string) []int {
	var found []int
	s.WantCases(numbers...)
	for _, n := range numbers {
		c := s.Case(n)
		if c == nil {
			continue
		}
		number := strconv.Itoa(n)
		text := strings.ToLower(c.Title + "\n" + c.Text)
		if c.Resolution != nil {
			text += "\n" + strings.ToLower(c.Resolution.Text)
		}
		if slices.ContainsFunc(words, func(w string) bool { return w == number || w == "#"+number }) ||
			!slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) }) {
			found = append(found, n)
		}
	}
	return found
}
