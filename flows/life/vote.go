package life

import (
	"echowall/flows/ballot"
	"echowall/flows/cases"
	"echowall/flows/meeting"
	"echowall/flows/procedure"
	"echowall/flows/record"
	"echowall/flows/say"
	"slices"
	"time"
)

// MayVote refuses who has no vote in a ballot, or gave it up.
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

// NotVoted lists those entitled who have neither voted nor recused themselves.
func NotVoted(s *State, id string) []int {
	var all []int
	for _, v := range s.Votes(id) {
		if v.Value.Choice == "" && !v.Value.Recused {
			all = append(all, record.Atoi(v.Key))
		}
	}
	slices.Sort(all)
	return all
}

// TookPart notes that somebody spoke or voted: in a written meeting that is being there.
func TookPart(s *State, c *cases.Case, person int, at time.Time) {
	if m := s.Hearing(c, at); m != nil && m.InWriting() && m.Expects(person) {
		record.Edit[meeting.Meeting](s.Cache, record.MeetingKey(m.Number)).CheckIn(person)
	}
}
