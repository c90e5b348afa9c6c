package calendar

import "strings"

// A scan takes a text apart from the front. A copy of it is a place to come back to.
type scan struct{ rest string }

// number takes a number of low to high digits, which no further digit follows; else it takes nothing.
func (s *scan) number(low, high int) (int, bool) {
	n, digits := 0, 0
	for digits < len(s.rest) && isDigit(s.rest[digits]) && digits <= high {
		n = n*10 + int(s.rest[digits]-'0')
		digits++
	}
	if digits < low || digits > high {
		return 0, false
	}
	s.rest = s.rest[digits:]
	return n, true
}

// any takes the first of the words with which the rest begins, so a word must be asked for before its own beginning.
func (s *scan) any(words ...string) bool {
	for _, w := range words {
		if rest, ok := strings.CutPrefix(s.rest, w); ok {
			s.rest = rest
			return true
		}
	}
	return false
}

// untilDigit takes what stands before the next digit, without the blanks around it.
func (s *scan) untilDigit() string {
	i := strings.IndexAny(s.rest, "0123456789")
	if i < 0 {
		i = len(s.rest)
	}
	word := s.rest[:i]
	s.rest = s.rest[i:]
	return strings.TrimSpace(word)
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

// fold makes the forms of Chinese keyboards (０９：００) and capitals plain.
func fold(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\u3000': // the full-width blank
			return ' '
		case r >= '！' && r <= '～':
			r -= '！' - '!'
		}
		if r >= 'A' && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r
	}, text)
}
