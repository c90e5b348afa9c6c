package life

import (
	"slices"

	"echowall/flows/record"
	"echowall/flows/schedule"
)

// noteClosed keeps for the next digest that a case was closed.
func noteClosed(s *State, number int) {
	if s.Round(schedule.Digest) != nil {
		a := record.Edit[record.Agenda](s.Book, record.AgendaKey)
		a.Closed = append(slices.DeleteFunc(a.Closed, func(n int) bool { return n == number }), number)
	}
}
