package life

import (
	"echowall/flows/cases"
)

// Advance moves a case to the next stage of its procedure on its track, or closes it where there is none.
func Advance(s *State, c *cases.Case, why string) Event {
	next, ok := s.Method(c).Next(c.Stage, c.Track)
	if !ok {
		return CaseClosed{Case: c.Number, How: cases.Closing{Outcome: cases.Solved}}
	}
	return StageEntered{Case: c.Number, Stage: next, Why: why}
}
