package record

import (
	"echowall/flows/cases"
	"echowall/flows/meeting"
	"echowall/flows/procedure"
	"slices"
	"time"
)

// OnAgenda lists the cases that are still to be talked over in a meeting: others of its cases may have moved on before
// it is held.
func (s *Records) OnAgenda(m *meeting.Meeting) []*cases.Case {
	var all []*cases.Case
	s.WantCases(m.Cases...)
	for _, n := range m.Cases {
		if c := s.Case(n); c != nil && c.Kind(s.Method(c)) == procedure.Deliberation && c.Talk.Meeting == m.Number {
			all = append(all, c)
		}
	}
	return all
}

// Hearing is the meeting that is under way on a case, as far as what is said now belongs to it; nil when there is none.
func (s *Records) Hearing(c *cases.Case, at time.Time) *meeting.Meeting {
	if c == nil || c.Talk.Meeting == 0 {
		return nil
	}
	if m := s.Meeting(c.Talk.Meeting); m != nil && m.Hears(at) {
		return m
	}
	return nil
}

// CouncilChat is where the council talks.
func (s *Records) CouncilChat() int64 {
	if h := s.Head(); h.Council.Chat != 0 {
		return h.Council.Chat
	}
	return s.Head().Chat
}

// WasPresent tells whether a person was at the last meeting on a case.
func (s *Records) WasPresent(c *cases.Case, person int) bool {
	if c.Talk.Meeting == 0 {
		return false
	}
	m := s.Meeting(c.Talk.Meeting)
	return m != nil && slices.Contains(m.There, person)
}

// PresentOf counts those of the entitled who were there: a meeting on several cases has guests who vote on others.
func (s *Records) PresentOf(c *cases.Case, entitled []int) int {
	n := 0
	for _, p := range entitled {
		if s.WasPresent(c, p) {
			n++
		}
	}
	return n
}
