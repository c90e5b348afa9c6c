package record

import (
	"echowall/flows/cases"
	"echowall/flows/meeting"
	"echowall/flows/procedure"
)

// OnAgenda lists the cases that are still to be talked over in a meeting: others of its cases may have moved on before it is held.
func (s *Records) OnAgenda(m *meeting.Meeting) []*cases.Case {
	var all []*cases.Case
	for _, n := range m.Cases {
		if c := s.Case(n); c != nil && c.Kind(s.Method(c)) == procedure.Deliberation && c.Talk.Meeting == m.Number {
			all = append(all, c)
		}
	}
	return all
}
