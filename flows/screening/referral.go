package screening

import (
	"echowall/flows/cases"
	"echowall/flows/life"
)

// Refer hands a case to the level above, or closes it as referred where the community knows no such level.
func Refer(s *life.State, c *cases.Case, reason string) life.Event {
	up := life.Above(s)
	if up == nil {
		return life.CaseClosed{Case: c.Number, How: cases.Closing{Outcome: cases.Referred, Reason: reason}}
	}
	return life.CaseReferred{Case: c.Number, Community: up.Community, Name: up.Name, Reason: reason}
}
