package voting

import (
	"echowall/flows/cases"
	"echowall/flows/life"
	"time"
)

// Tick is what time brings about in the open ballot of a case: reminders, and its end.
func Tick(s *life.State, c *cases.Case, at time.Time) []life.Event {
	b := s.OpenBallot(c)
	switch {
	case b == nil:
		return nil
	case !b.Closes.After(at) && !s.Countable(b):
		return nil // it is tried again
	case !b.Closes.After(at):
		return Finish(s, c, b, nil)
	case life.LookAtBallot(s, c, b).After(at):
		return nil
	}
	due := 0
	for _, t := range life.BallotRungs(s, c, b) {
		if !t.After(at) {
			due++
		}
	}
	return life.One(BallotReminded{Ballot: b.ID, Count: due})
}
