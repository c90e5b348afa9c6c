package life

import (
	"echowall/flows/record"
)

// Above is the level above; nil when none is known.
func Above(s *State) *record.Tie {
	if id := s.Head().Above; id != "" {
		return s.Tie(id)
	}
	return nil
}
