package record

import (
	"echowall/flows/ballot"
	"echowall/flows/cases"
)

// Countable tells whether a ballot can be counted now: of a secret one, whether its key could be looked for.
func (s *Records) Countable(b *ballot.Ballot) bool {
	if !b.Rule.Secret {
		return true
	}
	_, ok := s.KeyOf(b.ID)
	return ok
}

// OpenBallot is the ballot that is open on a case; nil where none is.
func (s *Records) OpenBallot(c *cases.Case) *ballot.Ballot {
	if c.Talk.Ballot == "" {
		return nil
	}
	return s.Ballot(c.Talk.Ballot)
}
