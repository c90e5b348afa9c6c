package life

import (
	"echowall/flows/record"
)

// Mover is an event that changes the stage of a case.
type Mover interface {
	// Moves is the number of the case.
	Moves() int
}

// noteMove writes down where a case went. A stage that is left in the same command was never stayed in, and leaves no
// step.
func noteMove(s *State, number int, m Meta) {
	c := s.Case(number)
	if c == nil || s.Method(c) == nil {
		return
	}
	s.WantSupporters(number) // who are told of it next
	p := record.Edit[record.Path](s.Cache, record.PathKey(number))
	if last := len(p.Steps) - 1; last >= 0 && p.Steps[last].At.Equal(m.At) {
		p.Steps = p.Steps[:last]
	}
	p.Steps = append(p.Steps, record.Stay{Kind: c.Kind(s.Method(c)), At: m.At})
}
