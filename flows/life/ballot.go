package life

import (
	"echowall/flows/ballot"
	"echowall/flows/procedure"
	"echowall/flows/say"
)

func MayVote(s *State, b *ballot.Ballot, person int) error {
	v := s.Vote(b.ID, person)
	if v == nil && b.Rule.Electorate == procedure.Council {
		return Refuse("refuse.not_entitled", say.Args{"Case": say.Case(b.Case)})
	}
	if v != nil && v.Recused {
		return Refuse("refuse.recused", say.Args{"Case": say.Case(b.Case)})
	}
	return nil
}
