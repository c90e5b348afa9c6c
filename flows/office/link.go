package office

import (
	"echowall/flows/calendar"
	"echowall/flows/life"
	"echowall/flows/personnel"
	"echowall/flows/say"
)

// The most that a start link may be good for: longer, and nobody knows any more who has it.
const (
	mostTimes = 500
	mostDays  = 366
)

// limited lets the code of a start link work as often and as long as was said, or else 50 times in a week.
func limited(s *life.State, cmd life.Command, e *personnel.CodeIssued, times int, valid calendar.Span) error {
	e.Code, e.Until, e.Times = cmd.Code, cmd.At.AddDate(0, 0, 7), 50
	if times != 0 {
		e.Times = times
	}
	if !valid.IsZero() {
		e.Until = valid.After(s.Local(cmd.At), s.Days())
	}
	if e.Times > mostTimes || e.Until.After(cmd.At.AddDate(0, 0, mostDays)) {
		return life.Refuse("refuse.too_open", say.Args{"Times": say.Num(mostTimes), "Count": say.Num(mostDays)})
	}
	return nil
}
