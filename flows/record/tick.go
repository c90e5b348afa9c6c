package record

import (
	"echowall/flows/ballot"
	"echowall/flows/cases"
)

func (s *Records) OpenBallot(c *cases.Case) *ballot.Ballot {
	if c.Talk.Ballot == "" {
		return nil
	}
	return s.Ballot(c.Talk.Ballot)
}
