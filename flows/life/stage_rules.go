package life

import (
	"time"

	"echowall/flows/cases"
	"echowall/flows/procedure"
	"echowall/flows/say"
)

// Timely refuses a meeting that would be held sooner than the procedure lets it be called. Urgent matters do not wait.
func Timely(s *State, c *cases.Case, now, when time.Time) error {
	notice := s.Method(c).Stage(c.Stage).Notice
	if notice.IsZero() || c.Track == procedure.Urgent {
		return nil
	}
	if earliest := notice.After(s.Local(now), s.Days()); when.Before(earliest) {
		return Refuse("refuse.notice", CaseArgs(c, say.Args{"Within": say.Span(notice), "Earliest": say.Time(earliest)}))
	}
	return nil
}

// Ready refuses to deliberate a case before there is what the procedure asks for.
func Ready(s *State, c *cases.Case) error {
	needs := s.Method(c).Stage(c.Stage).Needs
	switch {
	case len(c.Stakeholders) < needs.Stakeholders:
		return Refuse("refuse.needs.stakeholders", CaseArgs(c, say.Args{
			"Count": say.Num(needs.Stakeholders - len(c.Stakeholders)), "Needed": say.Num(needs.Stakeholders),
		}))
	case c.Statements < needs.Statements:
		return Refuse("refuse.needs.statements", CaseArgs(c, say.Args{
			"Count": say.Num(needs.Statements - c.Statements), "Needed": say.Num(needs.Statements),
		}))
	}
	return nil
}
