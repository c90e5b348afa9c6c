package life

import (
	"slices"

	"echowall/flows/ballot"
	"echowall/flows/record"
)

// Decided is the text that was adopted: that of the ballot, with the option that won.
func Decided(b *ballot.Ballot, winner int) string {
	if winner == 0 {
		return b.Text
	}
	return b.Text + "\n→ " + b.Options[winner-1]
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
