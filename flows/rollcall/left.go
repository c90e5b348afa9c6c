package rollcall

import (
	"echowall/flows/ballot"
	"echowall/flows/record"
)

// Left is how many of those entitled in an open ballot have left the residents' group; 0 where all residents vote.
func Left(s *record.Records, b *ballot.Ballot) int {
	if !b.IsOpen() || b.Entitled == 0 {
		return 0
	}
	votes := s.Votes(b.ID)
	persons := make([]int, 0, len(votes))
	for _, v := range votes {
		persons = append(persons, record.Atoi(v.Key))
	}
	s.WantPeople(persons...)
	n := 0
	for i, v := range votes {
		if p := s.Person(persons[i]); p != nil && !p.Left.IsZero() && !v.Value.Recused {
			n++
		}
	}
	return n
}
