package life

import (
	"slices"

	"echowall/flows/cases"
	"echowall/flows/permission"
	"echowall/flows/record"
	"echowall/flows/say"
)

// Chase asks those who are waited for, and with each silence one rung more: the secretary, the conveners, the supervisors.
func Chase(s *State, c *cases.Case, w Wait, n *Notices) {
	if w.Verb == "" || w.byCalendar() {
		return // only time is waited for
	}
	holders := s.Holders()
	told := asked(s, c, w)
	for rung := 0; Late(s, c, w) && rung < min(max(c.Silences, c.Climbed), len(ladder())); rung++ {
		told = append(told, holders.Of(ladder()[rung].role)...)
	}
	slices.Sort(told)
	n.remind(s, c, slices.Compact(told), say.New("task.chase", CaseArgs(c, say.Args{
		"Next": say.Arg{Msg: record.Ptr(w.Message())}, "Since": say.Date(w.Since),
	})), aboutDoing(s, w), DoButtons(s, w)...)
}

// asked lists those who are waited for.
func asked(s *State, c *cases.Case, w Wait) []int {
	if w.Verb == permission.Vote {
		return NotVoted(s, c.Talk.Ballot)
	}
	if owing := StageOf(s, c).Owing; owing != nil && c.Lead == nil {
		return owing(s, c)
	}
	return append(slices.Clone(w.Persons), s.Holders().Of(w.Roles...)...)
}

// Late tells whether somebody is waited for longer than was said, or than anybody said: only then more people are told.
func Late(s *State, c *cases.Case, w Wait) bool {
	return w.Due.IsZero() || Overdue(s, c)
}
