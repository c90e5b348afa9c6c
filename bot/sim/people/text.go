package people

import (
	"strconv"
	"strings"
	"unicode"
)

// Trim takes space off both ends of a text, as Telegram does, and moves the entities along.
func Trim(text string, es []Entity) (string, []Entity) {
	text, es = clean(text), append([]Entity(nil), es...)
	left := strings.TrimLeftFunc(text, unicode.IsSpace)
	cut := Length(text) - Length(left)
	out := strings.TrimRightFunc(left, unicode.IsSpace)
	units := Length(out)
	kept := es[:0]
	for _, e := range es {
		from, to := max(e.Offset-cut, 0), min(e.Offset+e.Length-cut, units)
		if to > from {
			e.Offset, e.Length = from, to-from
			kept = append(kept, e)
		}
	}
	return out, SortEntities(kept)
}

// clean replaces control characters by spaces of the same length, as Telegram does.
func clean(text string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' {
			return ' '
		}
		return r
	}, text)
}

// Mentioned puts the persons into mentions by number; a mention of a stranger is none.
func (s *World) Mentioned(es []Entity) []Entity {
	out := es[:0]
	for _, e := range es {
		if e.Type == "text_mention" && e.User == nil {
			id, _ := strconv.ParseInt(e.URL, 10, 64)
			e.User, e.URL = s.users[id], ""
			if e.User == nil {
				continue
			}
		}
		out = append(out, e)
	}
	return out
}
