package life

import (
	"echowall/flows/cases"
	"echowall/flows/say"
)

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
