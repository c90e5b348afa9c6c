package record

import (
	"echowall/flows/ballot"
)

// Countable tells whether a ballot can be counted now: of a secret one, whether its key could be looked for.
func (s *Records) Countable(b *ballot.Ballot) bool {
	if !b.Rule.Secret {
		return true
	}
	_, ok := s.KeyOf(b.ID)
	return ok
}
